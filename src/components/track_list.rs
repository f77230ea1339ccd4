//! The user's tracks with their states; a click shows a track's detail.

use leptos::html::Ul;
use leptos::prelude::*;
use protocol::TrackRef;
use web_sys::KeyboardEvent;

use crate::components::controls::when;
use crate::components::export_panel::ExportPanel;
use crate::components::rows::Scrolled;
use crate::queue::Queue;
use crate::state::{Library, Track, TrackState};
use crate::strings;

/// Height of a row, pixels; the style sheet says the same.
const ROW_HEIGHT: f64 = 60.0;

/// The list of all tracks.
#[component]
pub fn TrackList(
    /// The tracks.
    library: Library,
    /// Who analyses them.
    queue: Queue,
) -> impl IntoView {
    let list = NodeRef::<Ul>::new();
    let scrolled = Scrolled::new(ROW_HEIGHT);
    let count = Memo::new(move |_| library.tracks.with(Vec::len));
    let range = Memo::new(move |_| scrolled.range(count.get()));
    let rows = move || {
        let range = range.get();
        library.tracks.with(|tracks| {
            let some = tracks.get(range.clone()).unwrap_or_default();
            range.zip(some.iter().copied()).collect::<Vec<_>>()
        })
    };
    let ready: Signal<Vec<TrackRef>> = Signal::derive(move || {
        // Heard of once a track, when it is done with.
        queue.batch.with(|_| ());
        library.tracks.with(|tracks| {
            let is_ready = |track: &&Track| track.state.with_untracked(|state| *state == TrackState::Ready);
            tracks.iter().filter(is_ready).map(|track| track.reference()).collect()
        })
    });
    let step = move |event: KeyboardEvent| {
        let down = match event.key().as_str() {
            "ArrowDown" => true,
            "ArrowUp" => false,
            _ => return,
        };
        event.prevent_default();
        let next = library.tracks.with_untracked(|tracks| {
            let selected = library.selected.get_untracked();
            let place = tracks.iter().position(|track| Some(track.id) == selected)?;
            let next = if down { place + 1 } else { place.checked_sub(1)? };
            Some((next, tracks.get(next)?.id))
        });
        if let (Some((place, id)), Some(list)) = (next, list.get_untracked()) {
            library.show(id);
            scrolled.reveal(&list, place);
            // Once the row is there.
            request_animation_frame(move || {
                if let Ok(Some(row)) = list.query_selector("[aria-current=true]") {
                    let row: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(row);
                    drop(row.focus());
                }
            });
        }
    };
    view! {
        <nav class="track-list" aria-label=strings::YOUR_TRACKS>
            <h2 class="track-list__heading">{strings::YOUR_TRACKS}</h2>
            <ul
                node_ref=list
                on:scroll=move |event| scrolled.follow(&event)
                on:keydown=step
            >
                <li aria-hidden="true" style:height=move || scrolled.height_of(range.get().start)></li>
                <For each=rows key=|(_, track)| track.id let:row>
                    <TrackRow library place=row.0 count track=row.1 />
                </For>
                <li
                    aria-hidden="true"
                    style:height=move || scrolled.height_of(count.get() - range.get().end)
                ></li>
            </ul>
            {when(move || ready.with(|ready| !ready.is_empty()), move || view! {
                <ExportPanel title=strings::LIBRARY_FILE tracks=ready />
            }.into_any())}
        </nav>
    }
    .into_any()
}

#[component]
fn TrackRow(library: Library, place: usize, count: Memo<usize>, track: Track) -> impl IntoView {
    let is_shown = move || library.selected.get() == Some(track.id) && library.guest.with(Option::is_none);
    let summary =
        move || track.info.with(|info| track.state.with(|state| strings::state_summary(state, info)));
    let fraction = move || match track.state.get() {
        TrackState::Queued => Some(0.0),
        TrackState::Reading => Some(0.02),
        TrackState::Decoding => Some(0.05),
        TrackState::Analysing { fraction, .. } => Some(0.1 + 0.9 * fraction),
        TrackState::Ready | TrackState::Failed(_) | TrackState::Cancelled => None,
    };
    let failed = move || matches!(track.state.get(), TrackState::Failed(_));
    let name = move || track.name();
    view! {
        <li aria-posinset=(place + 1).to_string() aria-setsize=move || count.get().to_string()>
            <button
                type="button"
                class="track-row"
                class:is-failed=failed
                aria-current=move || if is_shown() { "true" } else { "false" }
                on:click=move |_| library.show(track.id)
            >
                <span class="track-row__name">{name}</span>
                <span class="track-row__state">{summary}</span>
                {when(move || fraction().is_some(), move || view! {
                    <progress
                        class="track-row__progress"
                        max="1"
                        prop:value=move || fraction().unwrap_or(0.0)
                        aria-label=move || strings::progress_of(&name())
                    ></progress>
                }.into_any())}
            </button>
        </li>
    }
    .into_any()
}
