//! The app below the drop zone: the user's tracks, the detail of one of them, and a voice for screen readers.

use leptos::prelude::*;

use crate::components::announcer::Announcer;
use crate::components::detail::Detail;
use crate::components::track_list::TrackList;
use crate::queue::Explainer;
use crate::state::Library;

/// Everything that appears once there is a track.
#[component]
pub fn App(
    /// The user's tracks.
    library: Library,
    /// Asks the worker for explanations.
    explainer: Explainer,
) -> impl IntoView {
    provide_context(library);
    provide_context(explainer);
    let has_tracks = Memo::new(move |_| library.tracks.with(|tracks| !tracks.is_empty()));
    let shown = Memo::new(move |_| library.shown().map(|track| track.id));
    view! {
        <Announcer library />
        <Show when=move || has_tracks.get()>
            <div class="workspace">
                <TrackList library />
                {move || {
                    shown.get();
                    library.shown().map(|track| view! { <Detail track /> })
                }}
            </div>
        </Show>
    }
}
