//! The user's tracks with their states; a click shows a track's detail.

use leptos::html::Ul;
use leptos::prelude::*;
use protocol::TrackRef;
use std::collections::HashMap;
use web_sys::KeyboardEvent;

use crate::components::export_panel::ExportPanel;
use crate::components::rows::Scrolled;
use crate::page::Page;
use crate::queue::Queue;
use crate::settings::Settings;
use crate::strings;
use crate::tracks::{Track, TrackId, TrackState};
use ui::controls::{Action, when};

/// Height of a row, pixels; the style sheet says the same.
const ROW_HEIGHT: f64 = 60.0;

/// The list of all tracks.
#[component]
pub fn TrackList(
    /// The tracks.
    page: Page,
    /// Who analyses them.
    queue: Queue,
) -> impl IntoView {
    let list = NodeRef::<Ul>::new();
    let scrolled = Scrolled::new(ROW_HEIGHT);
    let count = Memo::new(move |_| page.tracks.list.with(Vec::len));
    let range = Memo::new(move |_| scrolled.range(count.get()));
    let rows = move || page.tracks.list.with(|list| list.get(range.get()).unwrap_or_default().to_vec());
    // Rows are kept where others come before them: where each stands now is looked up.
    let in_sight = Memo::new(move |_| {
        let ids = rows().into_iter().map(|track| track.id);
        ids.zip(range.get()).collect::<HashMap<_, _>>()
    });
    let ready: Signal<Vec<TrackRef>> = Signal::derive(move || {
        page.tracks.changes.with(|_| ());
        page.tracks.list.with(|list| list.iter().filter_map(|track| track.reference_untracked()).collect())
    });
    let step = move |event: KeyboardEvent| {
        let down = match event.key().as_str() {
            "ArrowDown" => true,
            "ArrowUp" => false,
            _ => return,
        };
        event.prevent_default();
        let next = page.tracks.list.with_untracked(|tracks| {
            let selected = page.tracks.selected.get_untracked();
            let index = tracks.iter().position(|track| Some(track.id) == selected)?;
            let next = if down { index + 1 } else { index.checked_sub(1)? };
            Some((next, tracks.get(next)?.id))
        });
        if let (Some((index, id)), Some(list)) = (next, list.get_untracked()) {
            page.show(id);
            scrolled.reveal(&list, index);
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
                <For each=rows key=|track| track.id let:track>
                    <TrackRow page in_sight count track />
                </For>
                <li
                    aria-hidden="true"
                    style:height=move || scrolled.height_of(count.get() - range.get().end)
                ></li>
            </ul>
            <Failures page queue />
            {when(move || ready.with(|ready| !ready.is_empty()), move || view! {
                <ExportPanel title=Signal::stored(strings::LIBRARY_FILE.to_owned()) tracks=ready />
            }.into_any())}
        </nav>
    }
    .into_any()
}

/// How many files could not be analysed or were stopped, and what can be done with all of them.
#[component]
fn Failures(page: Page, queue: Queue) -> impl IntoView {
    let counts = Memo::new(move |_| {
        // Heard of whenever a file is done with, and whenever rows come or go.
        queue.batch.with(|_| ());
        page.tracks.list.with(|_| ());
        let all = page.tracks.without_result();
        let failed = untrack(|| all.iter().filter(|track| track.has_failed()).count());
        (failed, all.len() - failed)
    });
    let text = move || {
        let (failed, stopped) = counts.get();
        strings::without_result(failed, stopped)
    };
    let all = move || page.tracks.without_result();
    when(
        move || counts.get() != (0, 0),
        move || {
            view! {
                <div class="track-list__failures" role="group" aria-label=text>
                    <p class="hint">{text}</p>
                    <Action label=strings::RETRY_ALL on_press=Callback::new(move |()| queue.retry(&all())) />
                    <Action label=strings::REMOVE_FAILED on_press=Callback::new(move |()| queue.remove(all())) />
                </div>
            }
            .into_any()
        },
    )
}

#[component]
fn TrackRow(
    page: Page,
    in_sight: Memo<HashMap<TrackId, usize>>,
    count: Memo<usize>,
    track: Track,
) -> impl IntoView {
    let index = Memo::new(move |last: Option<&Option<usize>>| {
        in_sight.with(|in_sight| in_sight.get(&track.id).copied()).or_else(|| last.copied().flatten())
    });
    let is_shown = move || page.tracks.selected.get() == Some(track.id) && page.guest.with(Option::is_none);
    let settings = use_context::<Settings>();
    let summary = move || {
        track.info.with(|info| track.state.with(|state| strings::state_summary(state, info, settings)))
    };
    let fraction = move || match track.state.get() {
        TrackState::Queued => Some(0.0),
        TrackState::Reading => Some(0.02),
        TrackState::Decoding => Some(0.05),
        TrackState::Analysing { fraction, .. } => Some(0.1 + 0.9 * fraction),
        TrackState::Ready | TrackState::Failed(_) | TrackState::Cancelled => None,
    };
    let name = move || track.name();
    view! {
        <li aria-posinset=move || index.get().map(|index| (index + 1).to_string()) aria-setsize=move || count.get().to_string()>
            <button
                type="button"
                class="track-row"
                class:is-failed=move || track.has_failed()
                aria-current=move || if is_shown() { "true" } else { "false" }
                on:click=move |_| page.show(track.id)
            >
                <span class="track-row__name" dir="auto">{name}</span>
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
