//! Half and double tempo: of one row of the table, beside its tempo, and of many at once, with a way back.

use leptos::prelude::*;
use protocol::TrackChange;

use crate::components::corrections::TEMPI;
use crate::notices::Notices;
use crate::queue::Queue;
use crate::strings;
use crate::tracks::Track;
use ui::language::Text;

/// The factors, how they are written, and what they are called.
const FACTORS: [(f32, &str, Text); 2] = [(0.5, "½", strings::HALF_TEMPO), (2.0, "×2", strings::DOUBLE_TEMPO)];

/// Multiplies the tempi of tracks, and offers to undo it. Those that would become none stay.
pub fn multiply(queue: Queue, notices: Notices, tracks: Vec<Track>, factor: f32) {
    let with_tempo =
        |track: Track| track.info.with_untracked(|info| (track, info.features.tempo, info.tempo_lock));
    let chosen: Vec<(Track, f32, Option<f32>)> = tracks
        .into_iter()
        .map(with_tempo)
        .filter(|(_, tempo, _)| TEMPI.contains(&(tempo * factor)))
        .collect();
    let text = match chosen.as_slice() {
        [] => return notices.tell(strings::tempo_stays(), Vec::new()),
        [(track, tempo, _)] => {
            let name = track.info.with_untracked(|info| info.name.clone());
            strings::tempo_changed(&name, *tempo, tempo * factor)
        }
        many => strings::tempi_changed(many.len(), factor),
    };
    let changes =
        chosen.iter().map(|(track, tempo, _)| (*track, TrackChange::Tempo(Some(tempo * factor)))).collect();
    let back: Vec<_> = chosen.iter().map(|(track, _, lock)| (*track, TrackChange::Tempo(*lock))).collect();
    queue.change_all(changes, move |is_kept| {
        if is_kept {
            notices.offer_last(text, strings::UNDO, move || queue.change_all(back.clone(), |_| {}));
        }
    });
}

/// A cell beside a row's tempo, with buttons that halve and double it: in the same cell they would be read with the number.
#[component]
pub fn TempoCell(
    /// The row's track.
    track: Track,
    /// Where it is told what was done.
    notices: Notices,
) -> impl IntoView {
    let queue = use_context::<Queue>();
    let buttons = FACTORS.map(|(factor, sign, label)| {
        let is_none = move || track.info.with(|info| !TEMPI.contains(&(info.features.tempo * factor)));
        let press = move |_| {
            queue.into_iter().for_each(|queue| multiply(queue, notices, vec![track], factor));
        };
        view! {
            <button
                type="button"
                class="text-button"
                aria-label=move || format!("{sign} {}", strings::of_track(label, &track.name()))
                title=label
                prop:disabled=is_none
                on:click=press
            >
                {sign}
            </button>
        }
    });
    view! { <td class="table-tempo">{buttons}</td> }.into_any()
}
