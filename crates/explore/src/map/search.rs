//! Finding a track on the map.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::TrackRef;
use protocol::recommend::TrackCard;
use ui::words::song;

use super::scene::{Scene, is_still};
use crate::strings;

/// Most results of a search.
const RESULTS: u32 = 8;

/// Finds a track and flies there.
#[component]
pub fn Search(scene: Scene) -> impl IntoView {
    let found = RwSignal::new(Vec::<TrackCard>::new());
    let asked = StoredValue::new(0u32);
    let ask = move |text: String| {
        let number = asked.get_value().wrapping_add(1);
        asked.set_value(number);
        if text.trim().is_empty() {
            return found.set(Vec::new());
        }
        spawn_local(async move {
            let cards = scene.link.search(text, RESULTS).await.unwrap_or_default();
            // An answer to what has been typed over meanwhile is none.
            if asked.try_get_value() == Some(number) {
                found.set(cards);
            }
        });
    };
    let go = move |track: TrackRef| {
        let TrackRef::Catalogue(place) = track else { return };
        let still = is_still();
        scene.move_view(|plane| plane.fly_to(place as usize, still));
        scene.current.set(Some(place as usize));
        found.set(Vec::new());
    };
    let results = move || {
        let found = found.get();
        found
            .into_iter()
            .map(|card| {
                let track = card.track;
                view! {
                    <li>
                        <button type="button" class="text-button" on:click=move |_| go(track)>
                            {song(&card.artist, &card.name)}
                        </button>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <div class="map__search">
            <label class="field">
                <span>{strings::FIND}</span>
                <input
                    type="search"
                    placeholder=strings::FIND_HINT
                    on:input=move |event| ask(event_target_value(&event))
                />
            </label>
            <ul>{results}</ul>
        </div>
    }
    .into_any()
}
