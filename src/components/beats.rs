//! Where the beats fall, moved by the user where they were heard wrong.

use leptos::prelude::*;
use music::Grid;
use protocol::{OwnTrack, TrackChange};

use crate::player::Player;
use crate::queue::Queue;
use crate::strings;
use crate::tracks::Track;
use ui::controls::Action;
use ui::language::Text;

/// The finest step that the grid is moved by, seconds.
const STEP_S: f64 = 0.01;

/// How far a grid is moved, seconds; below 0, to an earlier time.
type Seconds = fn(Grid) -> f64;

/// The buttons that move it.
const MOVES: [(Text, Seconds); 4] = [
    (strings::BEAT_EARLIER, |grid| -grid.beat_length_s()),
    (strings::STEP_EARLIER, |_| -STEP_S),
    (strings::STEP_LATER, |_| STEP_S),
    (strings::BEAT_LATER, Grid::beat_length_s),
];

/// A track's beats: those that the user has set, else those that were heard. `first_beat_s` is what its analysis says, for
/// records that do not tell.
pub fn grid(track: Track, first_beat_s: Option<f32>) -> Memo<Option<Grid>> {
    Memo::new(move |_| track.info.with(|info| info.grid(first_beat_s)))
}

/// Buttons that move the grid, and a way back.
#[component]
pub fn Beats(
    /// The track.
    track: Track,
    /// The first beat that was heard, seconds.
    first_beat_s: Option<f32>,
) -> impl IntoView {
    let (queue, player) = (use_context::<Queue>(), use_context::<Player>());
    let kept = Memo::new(move |_| track.info.with(|info| info.bar_lock));
    // What was set so far, oldest first: presses follow each other faster than they are kept.
    let steps = RwSignal::new(vec![kept.get_untracked()]);
    // As long as some are not answered, what is kept is of earlier presses.
    let unanswered = RwSignal::new(0_usize);
    Effect::new(move |_| {
        let (kept, is_settled) = (kept.get(), unanswered.get() == 0);
        if is_settled && steps.with_untracked(|steps| steps.last() != Some(&kept)) {
            // Another tab has set it, or it could not be kept.
            steps.set(vec![kept]);
        }
    });
    let keep = move |bar: Option<f32>| {
        let Some(queue) = queue else { return };
        unanswered.update(|count| *count += 1);
        queue.change_all(vec![(track, TrackChange::Bar(bar))], move |_| {
            unanswered.try_update(|count| *count = count.saturating_sub(1));
        });
    };
    let set = move |bar: Option<f32>| {
        steps.update(|steps| steps.push(bar));
        keep(bar);
    };
    let wanted = Memo::new(move |_| {
        let bar_lock = steps.with(|steps| steps.last().copied()).flatten();
        track.info.with(|info| OwnTrack { bar_lock, ..OwnTrack::clone(info) }.grid(first_beat_s))
    });
    let move_by = move |seconds: Seconds| {
        if let Some(grid) = wanted.get_untracked() {
            set(Some(grid.bar_moved_by(seconds(grid)) as f32));
        }
    };
    let undo = move |()| {
        steps.update(|steps| steps.truncate(steps.len().saturating_sub(1)));
        keep(steps.with_untracked(|steps| steps.last().copied()).flatten());
    };
    let here = move |()| {
        player.into_iter().for_each(|player| set(Some(player.now_s.get_untracked() as f32)));
    };
    let has_none = Signal::derive(move || wanted.with(Option::is_none));
    let is_elsewhere = Signal::derive(move || {
        player.is_none_or(|player| !player.has(track.id))
            || track.info.with(|info| info.features.tempo <= 0.0)
    });
    let moves = MOVES.map(|(label, seconds)| {
        view! { <Action label is_small=true is_disabled=has_none on_press=Callback::new(move |()| move_by(seconds)) /> }
    });
    view! {
        <details class="corrections">
            <summary>{strings::CORRECT_BEAT}</summary>
            <div class="next__actions" role="group" aria-label=strings::CORRECT_BEAT>
                {moves}
                <Action label=strings::ONE_HERE is_small=true is_disabled=is_elsewhere on_press=Callback::new(here) />
                <Action
                    label=strings::UNDO
                    is_small=true
                    is_disabled=Signal::derive(move || steps.with(|steps| steps.len() < 2))
                    on_press=Callback::new(undo)
                />
                <Action
                    label=strings::AS_HEARD
                    is_small=true
                    is_disabled=Signal::derive(move || kept.get().is_none())
                    on_press=Callback::new(move |()| set(None))
                />
            </div>
            <p class="hint" role="status">{move || strings::beats(wanted.get())}</p>
        </details>
    }
    .into_any()
}
