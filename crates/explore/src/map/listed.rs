//! What is seen of the map, or selected on it, as a table.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::TrackRef;
use protocol::recommend::TrackCard;
use ui::controls::{Action, when};

use super::scene::Scene;
use crate::strings;
use crate::table::{ROWS, TrackTable};

/// A table of the selected tracks, or of those in view where none is selected.
#[component]
pub fn Listed(scene: Scene) -> impl IntoView {
    let (cards, all) = (RwSignal::new(Vec::<TrackCard>::new()), RwSignal::new(0usize));
    scene.at_rest(move |is_current| {
        let tracks = scene.plane.with_value(|plane| {
            let listed = if plane.selected.is_empty() { plane.in_view() } else { plane.selected.clone() };
            all.set(listed.len());
            listed.iter().take(ROWS).map(|number| plane.reference(*number)).collect::<Vec<_>>()
        });
        spawn_local(async move {
            let found = scene.link.cards(tracks).await.unwrap_or_default();
            if is_current() {
                cards.set(found);
            }
        });
    });
    let add = move |()| {
        let tracks: Vec<TrackRef> = scene
            .plane
            .with_value(|plane| plane.selected.iter().map(|number| plane.reference(*number)).collect());
        scene.link.gather(&tracks);
    };
    let clear = move |()| {
        scene.move_view(|plane| plane.selected.clear());
        scene.selected.set(0);
    };
    let has_selection = move || scene.selected.get() > 0;
    let heading = move || if has_selection() { strings::SELECTED.get() } else { strings::SHOWN.get() };
    view! {
        <div class="map__listed">
            <div class="section-head">
                <h3>{heading}</h3>
                <p class="hint" role="status">
                    {move || if has_selection() { strings::selected(scene.selected.get()) } else { String::new() }}
                </p>
            </div>
            {when(has_selection, move || view! {
                <div class="map__buttons">
                    <Action label=strings::ADD_ALL on_press=Callback::new(add) />
                    <Action label=strings::CLEAR on_press=Callback::new(clear) />
                </div>
            }.into_any())}
            <TrackTable link=scene.link cards all=Signal::from(all) />
        </div>
    }
    .into_any()
}
