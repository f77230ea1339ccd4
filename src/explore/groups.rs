//! The groups of the catalogue: what each is, how many there are and why, and which are alike.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::Feature;
use protocol::explore::{CatalogueMap, ClusterCard, ElbowPoint};
use segue::controls::Slider;
use segue::words::{feature_name, plain_value};
use std::sync::Arc;

use crate::dendrogram::{cut, layout};
use crate::link::Link;
use crate::scheme::distinct;
use crate::strings;

/// Height of a leaf and width of the branches in the drawing of the tree, and the elbow plot's sides.
const LEAF: f32 = 26.0;
const BRANCHES: f32 = 360.0;
const PLOT: [f32; 2] = [560.0, 240.0];

/// The groups.
#[component]
pub fn Groups(
    /// The way to the page.
    link: Link,
) -> impl IntoView {
    let loaded = RwSignal::new(None::<Result<Arc<CatalogueMap>, String>>);
    spawn_local(async move {
        let map = link.map().await;
        loaded.try_set(Some(map));
    });
    move || match loaded.get() {
        None => view! { <p class="hint" role="status">{strings::LOADING}</p> }.into_any(),
        Some(Err(error)) => view! { <p class="notice notice--error" role="alert">{error}</p> }.into_any(),
        Some(Ok(map)) => view! {
            <section class="groups" aria-labelledby="groups-name">
                <h2 id="groups-name">{strings::GROUPS}</h2>
                <p class="hint">{strings::GROUPS_HINT}</p>
                <ul class="groups__cards">
                    {map.clusters.iter().enumerate().map(|(number, cluster)| {
                        view! { <Card link number cluster=cluster.clone() /> }
                    }).collect_view()}
                </ul>
                <Elbow curve=map.elbow.clone() k=map.clusters.len() as u32 />
                <Kinship map />
            </section>
        }
        .into_any(),
    }
}

/// One group: its name, what is usual in it, and well-known tracks.
#[component]
fn Card(link: Link, number: usize, cluster: ClusterCard) -> impl IntoView {
    let usual =
        [Feature::Energy, Feature::Valence, Feature::Danceability, Feature::Acousticness, Feature::Tempo];
    let usual = usual.map(|feature| {
        let mean = cluster.means.get(feature.index()).copied().unwrap_or_default();
        format!("{} {}", feature_name(feature), plain_value(feature, mean))
    });
    let examples = cluster.examples.into_iter().map(|card| {
        let track = card.track;
        view! {
            <li>
                <button type="button" class="text-button" on:click=move |_| link.show(track)>
                    {format!("{} – {}", card.artist, card.name)}
                </button>
            </li>
        }
    });
    view! {
        <li class="group">
            <h3>
                <Dot number />
                {cluster.name}
            </h3>
            <p class="hint">{strings::tracks(cluster.tracks as usize)}</p>
            <p>{usual.join(" · ")}</p>
            <h4>{strings::EXAMPLES}</h4>
            <ul>{examples.collect_view()}</ul>
        </li>
    }
    .into_any()
}

/// A group's colour.
#[component]
fn Dot(number: usize) -> impl IntoView {
    let [red, green, blue] = distinct(number);
    view! {
        <svg class="dot" viewBox="0 0 10 10" aria-hidden="true">
            <circle cx="5" cy="5" r="4.5" fill=format!("rgb({red} {green} {blue})") />
        </svg>
    }
    .into_any()
}

/// What each number of groups would have been worth.
#[component]
fn Elbow(curve: Vec<ElbowPoint>, k: u32) -> impl IntoView {
    let chosen = curve.iter().find(|point| point.k == k).copied();
    let summary = chosen.map(|point| strings::elbow_summary(point.k, point.silhouette));
    let range = |value: fn(&ElbowPoint) -> f32| {
        let values = curve.iter().map(value);
        values
            .fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)))
    };
    let plot = |value: fn(&ElbowPoint) -> f32, title: &'static str| {
        let (low, high) = range(value);
        let (first, last) = range(|point| point.k as f32);
        let [width, height] = PLOT;
        let x = |k: f32| 60.0 + (width - 80.0) * (k - first) / (last - first).max(1.0);
        let y = |value: f32| 20.0 + (height - 60.0) * (high - value) / (high - low).max(f32::MIN_POSITIVE);
        let line: Vec<String> =
            curve.iter().map(|point| format!("{:.1} {:.1}", x(point.k as f32), y(value(point)))).collect();
        let mark = chosen.map(|point| (x(point.k as f32), y(value(&point))));
        let number =
            |value: f32| if value.abs() >= 10.0 { format!("{value:.0}") } else { format!("{value:.2}") };
        view! {
            <figure>
                <figcaption>{title}</figcaption>
                <svg viewBox=format!("0 0 {width} {height}") role="img" aria-label=title>
                    <path class="plot__line" d=format!("M{}", line.join("L")) />
                    {mark.map(|(x, y)| view! { <circle class="plot__mark" cx=x.to_string() cy=y.to_string() r="5" /> })}
                    <text x="54" y=(y(high) + 4.0).to_string() text-anchor="end">{number(high)}</text>
                    <text x="54" y=(y(low) + 4.0).to_string() text-anchor="end">{number(low)}</text>
                    <text x=x(first).to_string() y=(height - 18.0).to_string() text-anchor="middle">{first.to_string()}</text>
                    <text x=x(k as f32).to_string() y=(height - 18.0).to_string() text-anchor="middle">{k.to_string()}</text>
                    <text x=x(last).to_string() y=(height - 18.0).to_string() text-anchor="middle">{last.to_string()}</text>
                    <text x=((60.0 + width - 20.0) / 2.0).to_string() y=(height - 2.0).to_string() text-anchor="middle">{strings::K.get()}</text>
                </svg>
            </figure>
        }
    };
    let plots = [
        plot(|point| point.wcss, strings::WCSS.get()),
        plot(|point| point.silhouette, strings::SILHOUETTE.get()),
    ];
    let rows = curve.iter().map(|point| {
        view! {
            <tr>
                <th scope="row">{point.k.to_string()}</th>
                <td>{format!("{:.0}", point.wcss)}</td>
                <td>{format!("{:.3}", point.silhouette)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section class="elbow">
            <h3>{strings::HOW_MANY}</h3>
            <p>{summary}</p>
            <div class="elbow__plots">{plots}</div>
            <details>
                <summary>{strings::AS_TABLE}</summary>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{strings::K}</th>
                            <th scope="col">{strings::WCSS}</th>
                            <th scope="col">{strings::SILHOUETTE}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </details>
        </section>
    }
    .into_any()
}

/// How the groups join, and what they become when the tree is cut.
#[component]
fn Kinship(map: Arc<CatalogueMap>) -> impl IntoView {
    let count = map.clusters.len();
    let wanted = RwSignal::new(3.0f32.min(count as f32));
    let tree = layout(count, &map.merges);
    let names: Vec<String> = map.clusters.iter().map(|cluster| cluster.name.clone()).collect();
    let merges = map.merges.clone();
    let group_of = Memo::new(move |_| cut(count, &merges, wanted.get() as usize));
    let highest = map.merges.iter().map(|merge| merge.height).fold(f32::MIN_POSITIVE, f32::max);
    let (x, y) = (move |height: f32| BRANCHES * height / highest, |place: f32| LEAF * (place + 0.5));
    let joins = tree.joins.clone();
    let labelled = tree.leaves.clone();
    let drawing = move || {
        let group_of = group_of.get();
        // Joins above the cut are of no group.
        let kept = count.saturating_sub(wanted.get() as usize);
        let lines = joins.iter().enumerate().map(|(number, join)| {
            let [red, green, blue] = match group_of.get(join.leaf) {
                Some(group) if number < kept => distinct(*group),
                _ => [128; 3],
            };
            let path = format!(
                "M{:.1} {:.1}H{:.1}V{:.1}H{:.1}",
                x(join.from[0]),
                y(join.places[0]),
                x(join.height),
                y(join.places[1]),
                x(join.from[1])
            );
            view! { <path class="tree__join" d=path stroke=format!("rgb({red} {green} {blue})") /> }
        });
        lines.collect_view()
    };
    let leaves = labelled.iter().enumerate().map(|(place, leaf)| {
        let name = names.get(*leaf).cloned().unwrap_or_default();
        view! {
            <text x="-8" y=(y(place as f32) + 4.0).to_string() text-anchor="end">{name}</text>
        }
    });
    let leaves = leaves.collect_view();
    let list_names: Vec<String> = map.clusters.iter().map(|cluster| cluster.name.clone()).collect();
    let listed = move || {
        let group_of = group_of.get();
        let groups = (0..wanted.get() as usize).map(|group| {
            let members: Vec<String> = list_names
                .iter()
                .zip(&group_of)
                .filter(|(_, other)| **other == group)
                .map(|(name, _)| name.clone())
                .collect();
            view! { <li><Dot number=group />{members.join("; ")}</li> }
        });
        groups.collect_view()
    };
    let (height, label) = (LEAF * count as f32, 300.0);
    view! {
        <section class="tree">
            <h3>{strings::TREE}</h3>
            <p class="hint">{strings::TREE_HINT}</p>
            <Slider
                label=strings::CUT
                range=(1.0, count as f32, 1.0)
                value=Signal::from(wanted)
                text=Signal::derive(move || strings::groups(wanted.get() as usize))
                on_move=Callback::new(move |value| wanted.set(value))
            />
            <svg
                viewBox=format!("{} 0 {} {height}", -label, label + BRANCHES + 10.0)
                role="img"
                aria-label=strings::TREE
            >
                {drawing}
                {leaves}
            </svg>
            <ul class="tree__groups" aria-live="polite">{listed}</ul>
        </section>
    }
    .into_any()
}
