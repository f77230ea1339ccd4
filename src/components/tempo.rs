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
    let mut changed = Vec::new();
    for track in tracks {
        let (tempo, lock) = track.info.with_untracked(|info| (info.features.tempo, info.tempo_lock));
        if TEMPI.contains(&(tempo * factor)) {
            queue.change(track, TrackChange::Tempo(Some(tempo * factor)));
            changed.push((track, lock, tempo));
        }
    }
    let text = match changed.as_slice() {
        [] => return notices.tell(strings::tempo_stays(), Vec::new()),
        [(track, _, tempo)] => {
            let name = track.info.with_untracked(|info| info.name.clone());
            strings::tempo_changed(&name, *tempo, tempo * factor)
        }
        many => strings::tempi_changed(many.len(), factor),
    };
    notices.offer_last(text, strings::UNDO, move || {
        changed.iter().for_each(|(track, lock, _)| queue.change(*track, TrackChange::Tempo(*lock)));
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
