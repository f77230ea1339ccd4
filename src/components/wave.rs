//! A track as one sees it: waveform and spectrogram, in both of which one can seek, and a button that plays it.

use leptos::prelude::*;
use music::Grid;
use protocol::Analysis;
use std::sync::Arc;
use web_sys::KeyboardEvent;

use crate::components::beats::grid;
use crate::components::spectrogram::SpectrogramPicture;
use crate::handles::Handles;
use crate::player::{Line, Player, Spot};
use crate::strings;
use crate::tracks::Track;
use ui::controls::icons;
use ui::plot::waveform_path;

/// Columns and height of the waveform's drawing; it is stretched to the space there is.
const COLUMNS: usize = 500;
const HEIGHT: f32 = 100.0;

/// How far the arrow keys and the page keys go, seconds.
const STEP_S: f64 = 1.0;
const LEAP_S: f64 = 10.0;

/// Most lines of bars that are drawn: more would be a grey ground.
const MOST_BARS: usize = 100;

/// Play button, waveform and spectrogram with a playhead, time.
#[component]
pub fn Wave(
    /// The track.
    track: Track,
    /// Its analysis, for pictures and length.
    analysis: Arc<Analysis>,
) -> impl IntoView {
    let player = use_context::<Player>();
    let now_s = place_in(track);
    let handles = use_context::<Handles>();
    let is_mute = Signal::derive(move || handles.is_none_or(|handles| !handles.can_play(track)));
    let is_playing =
        Signal::derive(move || player.is_some_and(|player| player.has(track.id) && player.is_playing.get()));
    let duration_s = f64::from(analysis.duration_s);
    let path = waveform_path(&analysis.waveform, COLUMNS, HEIGHT);
    let played = path.clone();
    let grid = grid(track, analysis.tempo.first_beat_s);
    let bars = move || grid.get().map(|grid| bars_path(grid, duration_s));
    let toggle = move || {
        let Some(player) = player else { return };
        if player.is_playing.get_untracked() && untrack(|| player.has(track.id)) {
            player.pause();
        } else if untrack(|| player.has(track.id)) {
            player.resume();
        } else {
            player.play(track, Spot::Alone, Line::Alone);
        }
    };
    let seek = move |seconds: f64| player.into_iter().for_each(|player| player.seek(track, seconds));
    let press = move |event: KeyboardEvent| {
        let now_s = now_s.get_untracked();
        match event.key().as_str() {
            " " => toggle(),
            "ArrowRight" | "ArrowUp" => seek(now_s + STEP_S),
            "ArrowLeft" | "ArrowDown" => seek(now_s - STEP_S),
            "PageUp" => seek(now_s + LEAP_S),
            "PageDown" => seek(now_s - LEAP_S),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let position = Memo::new(move |_| strings::position(now_s.get(), duration_s));

    view! {
        <section class="player" aria-label=strings::PLAYER>
            <button
                type="button"
                class="player__button"
                aria-label=move || if is_playing.get() { strings::PAUSE.get() } else { strings::PLAY.get() }
                disabled=move || is_mute.get()
                on:click=move |_| toggle()
            >
                <svg viewBox="0 0 24 24" aria-hidden="true">
                    <path d=move || if is_playing.get() { icons::PAUSE } else { icons::PLAY } />
                </svg>
            </button>
            <div class="player__pictures" style:--played=move || share(now_s.get(), duration_s)>
                <svg
                    class="player__wave"
                    viewBox=format!("0 0 {COLUMNS} {HEIGHT}")
                    preserveAspectRatio="none"
                    aria-hidden="true"
                >
                    <path class="player__bars" d=bars />
                    <path class="player__all" d=path />
                    <path class="player__played" d=played />
                </svg>
                {(!analysis.is_brief()).then(|| view! { <SpectrogramPicture analysis /> })}
                <span class="playhead" aria-hidden="true"></span>
                // One control over both pictures: a click or a drag in either seeks.
                <input
                    type="range"
                    min="0"
                    max=format!("{duration_s:.2}")
                    step="any"
                    aria-label=strings::SEEK
                    aria-valuetext=move || position.get()
                    disabled=move || is_mute.get()
                    prop:value=move || now_s.get()
                    on:input=move |event| {
                        if let Ok(seconds) = event_target_value(&event).parse() {
                            seek(seconds);
                        }
                    }
                    on:keydown=press
                />
            </div>
            <p class="player__time" aria-hidden="true">{move || position.get()}</p>
            {move || is_mute.get().then(|| view! { <p class="player__note hint">{strings::NO_FILE}</p> })}
        </section>
    }
    .into_any()
}

/// Where playback is in a track, seconds; at its beginning as long as another one plays.
pub fn place_in(track: Track) -> Signal<f64> {
    let player = use_context::<Player>();
    Signal::derive(move || match player {
        Some(player) if player.has(track.id) => player.now_s.get(),
        _ => 0.0,
    })
}

/// How far a place in the track is along it, for a style.
pub fn share(now_s: f64, duration_s: f64) -> String {
    format!("{:.3}%", 100.0 * (now_s / duration_s.max(0.001)).clamp(0.0, 1.0))
}

/// Lines where bars begin: as many as can be told apart, so of a long track every second bar, or fewer.
fn bars_path(grid: Grid, duration_s: f64) -> String {
    let mut step_s = grid.bar_length_s();
    while duration_s / step_s > MOST_BARS as f64 {
        step_s *= 2.0;
    }
    (0..MOST_BARS)
        .map(|bar| grid.first_bar_s() + bar as f64 * step_s)
        .take_while(|time_s| *time_s < duration_s)
        .map(|time_s| format!("M{:.1} 0V{HEIGHT}", COLUMNS as f64 * time_s / duration_s))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stand_where_bars_begin() {
        let grid = Grid::new(120.0, Some(4), 5.0, true).unwrap();
        assert_eq!(bars_path(grid, 8.0), "M62.5 0V100M187.5 0V100M312.5 0V100M437.5 0V100");
        let long = bars_path(grid, 800.0);
        assert!(long.matches('M').count() <= MOST_BARS && long.starts_with("M0.6 0V100M5.6"), "{long}");
    }
}
