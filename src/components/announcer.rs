//! Tells screen readers what happens to the tracks: finished and failed ones by name.

use leptos::prelude::*;
use std::collections::HashSet;

use crate::state::{Library, TrackId, TrackState};
use crate::strings;

/// A polite live region, invisible.
#[component]
pub fn Announcer(
    /// The tracks to watch.
    library: Library,
) -> impl IntoView {
    let announced = StoredValue::new(HashSet::<TrackId>::new());
    let message = RwSignal::new(String::new());
    Effect::new(move |_| {
        for track in library.tracks.get() {
            let news = match track.state.get() {
                TrackState::Ready(_) => strings::announce_ready(&track.name.get_value()),
                TrackState::Failed(error) => strings::announce_failed(&track.name.get_value(), &error),
                _ => continue,
            };
            if announced.try_update_value(|known| known.insert(track.id)).unwrap_or(false) {
                message.set(news);
            }
        }
    });
    view! { <p class="visually-hidden" role="status" aria-live="polite">{message}</p> }
}
