//! A tree of groups, what they become when it is cut, and the tracks of any of its nodes.

use clustering::ward::Dendrogram;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::TrackRef;
use protocol::recommend::TrackCard;
use ui::controls::{Action, Slider, when};
use ui::language::Text;

use super::dendrogram::layout;
use crate::link::Link;
use crate::strings;
use crate::swatch::{GREY, Swatch, css, distinct};
use crate::table::{ROWS, TrackTable};

/// Height of a leaf, width of the branches and of the leaves' names.
const LEAF: f32 = 26.0;
const BRANCHES: f32 = 360.0;
const NAMES: f32 = 300.0;

/// Most leaves of a group that are named below the tree.
const NAMED: usize = 6;

/// What the leaves of a tree are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Leaf {
    /// What it is called.
    pub name: String,
    /// Its tracks.
    pub tracks: Vec<TrackRef>,
}

/// The tree.
#[component]
pub fn Kinship(
    /// The way to the page.
    link: Link,
    /// What it is called, and what explains it.
    title: Text,
    /// How it is to be read.
    hint: Text,
    /// The joins.
    dendrogram: Dendrogram,
    /// What they join.
    leaves: Vec<Leaf>,
) -> impl IntoView {
    let count = leaves.len();
    let wanted = RwSignal::new(3.0f32.min(count as f32));
    let tree = layout(&dendrogram);
    let highest = tree.joins.iter().map(|join| join.height).fold(f32::MIN_POSITIVE, f32::max);
    let (x, y) = (move |height: f32| BRANCHES * height / highest, |place: f32| LEAF * (place + 0.5));
    let named = tree.leaves.iter().enumerate().filter_map(|(place, leaf)| {
        let name = leaves.get(*leaf)?.name.clone();
        Some(view! { <text x="-8" y=(y(place as f32) + 4.0).to_string() text-anchor="end">{name}</text> })
    });
    let named = named.collect_view();
    let leaves = StoredValue::new(leaves);
    let dendrogram = StoredValue::new(dendrogram);
    let group_of = Memo::new(move |_| dendrogram.with_value(|tree| tree.cut_into(wanted.get() as usize)));
    // Leaves of the node that is open.
    let opened = RwSignal::new(Vec::<usize>::new());
    let open_join = move |join: usize, leaf: usize| {
        // A join's node is what it is part of once it is made, and nothing else is.
        let groups = dendrogram.with_value(|tree| tree.cut_into(count - join - 1));
        let Some(group) = groups.get(leaf) else { return };
        opened.set((0..count).filter(|other| groups.get(*other) == Some(group)).collect());
    };
    let joins = move || {
        let group_of = group_of.get();
        // Joins above the cut are of no group.
        let kept = count.saturating_sub(wanted.get() as usize);
        let lines = tree.joins.iter().enumerate().map(|(number, join)| {
            let colour = match group_of.get(join.leaf) {
                Some(group) if number < kept => distinct(*group),
                _ => GREY,
            };
            let path = format!(
                "M{:.1} {:.1}H{:.1}V{:.1}H{:.1}",
                x(join.from[0]),
                y(join.places[0]),
                x(join.height),
                y(join.places[1]),
                x(join.from[1])
            );
            let leaf = join.leaf;
            view! {
                <path class="tree__join" d=path stroke=css(colour) on:click=move |_| open_join(number, leaf) />
            }
        });
        lines.collect_view()
    };
    let listed = move || {
        let group_of = group_of.get();
        let groups = (0..wanted.get() as usize).map(|group| {
            let members: Vec<usize> = (0..count).filter(|leaf| group_of.get(*leaf) == Some(&group)).collect();
            let names = leaves.with_value(|leaves| {
                let names: Vec<&str> =
                    members.iter().filter_map(|leaf| Some(leaves.get(*leaf)?.name.as_str())).collect();
                let (first, others) = names.split_at(names.len().min(NAMED));
                let first = first.join("; ");
                if others.is_empty() { first } else { strings::and_more(&first, others.len()) }
            });
            view! {
                <li>
                    <Swatch colour=distinct(group) />
                    <button type="button" class="text-button" on:click=move |_| opened.set(members.clone())>
                        {names}
                    </button>
                </li>
            }
        });
        groups.collect_view()
    };
    let height = LEAF * count as f32;
    view! {
        <section class="tree" aria-label=title>
            <h3>{title}</h3>
            <p class="hint">{hint}</p>
            <Slider
                label=strings::CUT
                range=(1.0, count as f32, 1.0)
                value=Signal::from(wanted)
                text=Signal::derive(move || strings::groups(wanted.get() as usize))
                on_move=Callback::new(move |value| wanted.set(value))
            />
            <svg
                viewBox=format!("{} 0 {} {height}", -NAMES, NAMES + BRANCHES + 10.0)
                role="img"
                aria-label=title
            >
                {joins}
                {named}
            </svg>
            <ul class="tree__groups">{listed}</ul>
            <Node link leaves opened />
        </section>
    }
    .into_any()
}

/// The tracks of the node that is open.
#[component]
fn Node(link: Link, leaves: StoredValue<Vec<Leaf>>, opened: RwSignal<Vec<usize>>) -> impl IntoView {
    let tracks = Memo::new(move |_| {
        let opened = opened.get();
        leaves.with_value(|leaves| {
            let tracks =
                opened.iter().filter_map(|leaf| leaves.get(*leaf)).flat_map(|leaf| leaf.tracks.clone());
            tracks.collect::<Vec<_>>()
        })
    });
    let cards = RwSignal::new(Vec::<TrackCard>::new());
    Effect::new(move || {
        let (asked, first) =
            tracks.with(|tracks| (tracks.len(), tracks.iter().take(ROWS).copied().collect()));
        spawn_local(async move {
            let found = link.cards(first).await.unwrap_or_default();
            if tracks.try_with_untracked(Vec::len) == Some(asked) {
                cards.set(found);
            }
        });
    });
    let all = Signal::derive(move || tracks.with(Vec::len));
    let gather = move |()| tracks.with_untracked(|tracks| link.gather(tracks));
    when(
        move || all.get() > 0,
        move || {
            view! {
                <div class="tree__node">
                    <div class="section-head">
                        <h4 aria-live="polite">{move || strings::node(all.get())}</h4>
                        {when(move || all.get() <= ROWS, move || view! {
                            <Action label=strings::ADD_ALL on_press=Callback::new(gather) />
                        }.into_any())}
                    </div>
                    <TrackTable link cards all />
                </div>
            }
            .into_any()
        },
    )
}
