//! The user's tracks with their states; a click shows a track's detail.

use leptos::prelude::*;
use protocol::TrackRef;

use crate::components::export_panel::ExportPanel;
use crate::state::{Library, Track, TrackState};
use crate::strings;

/// The list of all tracks.
#[component]
pub fn TrackList(
    /// The tracks.
    library: Library,
) -> impl IntoView {
    let is_ready = |track: &Track| track.state.with(|state| matches!(state, TrackState::Ready(_)));
    let ready: Signal<Vec<TrackRef>> = Signal::derive(move || {
        library.tracks.with(|tracks| {
            tracks.iter().filter(|track| is_ready(track)).map(|track| TrackRef::Own(track.id.0)).collect()
        })
    });
    view! {
        <nav class="track-list" aria-label=strings::YOUR_TRACKS>
            <h2 class="track-list__heading">{strings::YOUR_TRACKS}</h2>
            <ul>
                <For each=move || library.tracks.get() key=|track| track.id let:track>
                    <TrackRow library track />
                </For>
            </ul>
            <Show when=move || ready.with(|ready| !ready.is_empty())>
                <ExportPanel title=strings::LIBRARY_FILE tracks=ready />
            </Show>
        </nav>
    }
}

#[component]
fn TrackRow(library: Library, track: Track) -> impl IntoView {
    let is_shown = move || library.selected.get() == Some(track.id) && library.guest.with(Option::is_none);
    let summary = move || track.state.with(strings::state_summary);
    let fraction = move || match track.state.get() {
        TrackState::Queued => Some(0.0),
        TrackState::Decoding => Some(0.05),
        TrackState::Analysing { fraction, .. } => Some(0.1 + 0.9 * fraction),
        TrackState::Ready(_) | TrackState::Failed(_) => None,
    };
    let failed = move || matches!(track.state.get(), TrackState::Failed(_));
    view! {
        <li>
            <button
                type="button"
                class="track-row"
                class:is-failed=failed
                aria-current=move || if is_shown() { "true" } else { "false" }
                on:click=move |_| library.show(track.id)
            >
                <span class="track-row__name">{track.name.get_value()}</span>
                <span class="track-row__state">{summary}</span>
                <Show when=move || fraction().is_some()>
                    <progress
                        class="track-row__progress"
                        max="1"
                        prop:value=move || fraction().unwrap_or(0.0)
                        aria-label=strings::progress_of(&track.name.get_value())
                    ></progress>
                </Show>
            </button>
        </li>
    }
}
