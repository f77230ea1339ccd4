//! The map: every track of the catalogue on a plane, with search, legend, selection, and a table of what is seen.

mod camera;
mod current;
mod drawing;
mod gestures;
mod labels;
mod layout;
mod legend;
mod listed;
mod marks;
mod names;
mod nudge;
mod paint;
mod plane;
mod scene;
mod scheme;
mod search;

use leptos::prelude::*;
use protocol::map::{CatalogueMap, OwnPlace};
use std::sync::Arc;
use ui::controls::{Choice, when};

use crate::grouper::{Grouper, GroupingStatus, Progress};
use crate::link::Link;
use crate::naming::group_names;
use crate::strings;
use crate::with_map::with_map;
use current::Current;
use drawing::Drawing;
use layout::{Layout, Near};
use legend::Legend;
use listed::Listed;
use names::keep_named;
use plane::Plane;
use scene::{Scene, is_still};
use scheme::{Colouring, Scheme};
use search::Search;

/// Tracks from which on they have a plane of their own.
const LEAST: usize = 4;

/// The map of the catalogue and the user's own tracks.
#[component]
pub fn Map(
    /// The way to the page.
    link: Link,
    /// Rises when the user's tracks have changed.
    changed: RwSignal<u32>,
) -> impl IntoView {
    let own = link.followed(changed);
    with_map(link, move |map| view! { <Atlas link map own /> }.into_any())
}

/// The map, once it is known.
#[component]
fn Atlas(link: Link, map: Arc<CatalogueMap>, own: RwSignal<Arc<Vec<OwnPlace>>>) -> impl IntoView {
    let scene = Scene {
        link,
        plane: StoredValue::new_local(Plane::default()),
        canvas: NodeRef::new(),
        is_due: StoredValue::new(false),
        seen: RwSignal::new(0),
        current: RwSignal::new(None),
        selected: RwSignal::new(0),
    };
    let (by, colouring) = (RwSignal::new(Near::Sound), RwSignal::new(Colouring::Cluster));
    let grouper = Grouper::new();
    Effect::new(move || {
        // Whenever the tracks change, as long as their own plane is shown.
        let own = own.get();
        if by.get() == Near::Own { grouper.start(own) } else { grouper.cancel() }
    });
    Effect::new(move || {
        by.track();
        // Numbers of tracks mean others now.
        scene.forget();
    });
    let hidden = RwSignal::new(Vec::<bool>::new());
    let scheme = {
        let map = map.clone();
        Memo::new(move |_| {
            let scheme = match &*grouper.progress.read() {
                Progress::Done(own, grouping) if colouring.get() == Colouring::Cluster => {
                    Scheme::named(group_names(own, grouping))
                }
                _ => Scheme::of(&map, colouring.get()),
            };
            Arc::new(scheme)
        })
    };
    Effect::new(move || {
        let classes = scheme.with(|scheme| scheme.labels.len());
        hidden.set(vec![false; classes]);
    });
    let catalogue = map.clone();
    Effect::new(move |before: Option<(Near, usize)>| {
        let (scheme, near, colouring) = (scheme.get(), by.get(), colouring.get());
        let layout = Layout::of(&catalogue, near, &own.get(), &grouper.progress.read());
        let kind = layout.kind();
        let is_still = is_still();
        scene.move_view(|plane| {
            layout.lay(plane, &scheme, colouring);
            if before != Some(kind) {
                plane.names.wanted.clear();
                plane.frame(is_still);
            }
        });
        kind
    });
    Effect::new(move |before: Option<Vec<bool>>| {
        let now = hidden.get();
        let shown = now.clone();
        scene.move_view(|plane| plane.hidden = shown);
        // Another colouring alone hides nothing and moves nothing.
        let hides = |hidden: &Vec<bool>| hidden.iter().any(|is_hidden| *is_hidden);
        if before.as_ref().is_some_and(|before| *before != now && (hides(before) || hides(&now))) {
            scene.frame();
        }
        now
    });
    keep_named(scene);
    let hint = strings::map_hint(map.sound.len());
    let colour_names: Vec<&str> = Colouring::all().map(Colouring::name).collect();
    let planes = Near::ALL.map(|near| near.name().get()).to_vec();
    let chosen_plane = move || Near::ALL.iter().position(|other| *other == by.get()).unwrap_or(0);
    let chosen_colour = move || Colouring::all().position(|other| other == colouring.get()).unwrap_or(0);
    view! {
        <section class="map" aria-labelledby="map-name">
            <div class="section-head">
                <h2 id="map-name">{strings::MAP}</h2>
                <div class="map__choices">
                    <Choice
                        label=strings::PLANE
                        choices=planes
                        chosen=Signal::derive(chosen_plane)
                        on_choose=Callback::new(move |place| {
                            if let Some(chosen) = Near::ALL.get(place) {
                                by.set(*chosen);
                            }
                        })
                    />
                    <Choice
                        label=strings::COLOUR
                        choices=colour_names
                        chosen=Signal::derive(chosen_colour)
                        on_choose=Callback::new(move |place| {
                            if let Some(chosen) = Colouring::all().nth(place) {
                                colouring.set(chosen);
                            }
                        })
                    />
                </div>
            </div>
            <p class="hint">{hint}</p>
            {when(move || by.get() == Near::Own, move || view! {
                <GroupingStatus grouper own />
                {when(move || own.with(|own| own.len() < LEAST), || view! {
                    <p class="hint">{strings::TOO_FEW_MAPPED}</p>
                }.into_any())}
            }.into_any())}
            {when(move || by.get() != Near::Own, move || view! { <Search scene /> }.into_any())}
            <Legend scheme hidden />
            <Drawing scene />
            <Current scene />
            <Listed scene />
        </section>
    }
    .into_any()
}
