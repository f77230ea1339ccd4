//! The map: every track of the catalogue on a plane, with search, legend, selection, and a table of what is seen.

mod camera;
mod current;
mod drawing;
mod gestures;
mod labels;
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
use protocol::TrackRef;
use protocol::map::{CatalogueMap, OwnPlace};
use std::sync::Arc;
use ui::controls::{Choice, when};
use ui::language::Text;

use crate::grouper::{Grouper, GroupingStatus, Progress};
use crate::link::Link;
use crate::naming::group_names;
use crate::strings;
use crate::with_map::with_map;
use current::Current;
use drawing::Drawing;
use legend::Legend;
use listed::Listed;
use names::keep_named;
use plane::Plane;
use scene::{Scene, is_still};
use scheme::{Colouring, Scheme};
use search::Search;

/// Tracks from which on they have a plane of their own.
const LEAST: usize = 4;

/// What lies near on a plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Near {
    /// What sounds alike.
    Sound,
    /// What stands in the same playlists.
    Playlists,
    /// The user's own tracks that sound alike, without the catalogue's.
    Own,
}

impl Near {
    /// All of them, as they are offered.
    const ALL: [Self; 3] = [Self::Sound, Self::Playlists, Self::Own];

    /// What the user calls it.
    fn name(self) -> Text {
        match self {
            Self::Sound => strings::BY_SOUND,
            Self::Playlists => strings::BY_PLAYLISTS,
            Self::Own => strings::BY_THEMSELVES,
        }
    }
}

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
    let places = map.clone();
    Effect::new(move |before: Option<(Near, usize)>| {
        let (scheme, by, colouring) = (scheme.get(), by.get(), colouring.get());
        let value = |track: &OwnPlace| match colouring {
            Colouring::Cluster => 0.0,
            Colouring::By(feature) => track.features.get(feature),
        };
        let (mut all, own, own_places, groups): (_, _, Vec<_>, Vec<_>) = match &*grouper.progress.read() {
            _ if by != Near::Own => {
                let own = own.get();
                let place = |track: &OwnPlace| if by == Near::Sound { track.sound } else { track.playlists };
                let own_places = own.iter().map(|track| place(track).unwrap_or([f32::NAN; 2])).collect();
                let groups = own.iter().map(|track| track.cluster).collect();
                let all = if by == Near::Sound { &places.sound } else { &places.playlists };
                (all.clone(), own, own_places, groups)
            }
            Progress::Done(own, grouping) => {
                // Fewer than four lie on no plane.
                let own_places = grouping.places.clone();
                let groups = grouping.group_of.iter().copied().map(Some).collect();
                (Vec::new(), own.clone(), own_places, groups)
            }
            _ => Default::default(),
        };
        let catalogue = all.len();
        all.extend(own_places);
        let classes =
            own.iter().zip(groups).map(|(track, group)| scheme.class(colouring, value(track), group));
        let scheme = Arc::new(scheme.with_own(catalogue, classes));
        // The catalogue stays where it is; on a plane of their own, one's tracks all move when one comes or goes.
        let world = (by, if by == Near::Own { all.len() } else { 0 });
        let is_still = is_still();
        scene.move_view(|plane| {
            plane.map = places.clone();
            plane.places = all;
            plane.catalogue = catalogue;
            plane.own = own.iter().map(|track| track.id).collect();
            plane.scheme = scheme;
            own.iter()
                .for_each(|track| plane.names.learn(TrackRef::Own(track.id), &track.artist, &track.name));
            if before != Some(world) {
                plane.names.wanted.clear();
                plane.frame(is_still);
            }
        });
        world
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
