//! Playback of the user's own file: an audio element behind waveform and spectrogram, in both of which one can seek.

use leptos::html::Audio;
use leptos::prelude::*;
use protocol::Analysis;
use std::sync::Arc;
use std::time::Duration;
use web_sys::{Blob, HtmlAudioElement, KeyboardEvent, Url};

use crate::components::spectrogram::SpectrogramPicture;
use crate::strings;
use ui::plot::waveform_path;

/// Columns and height of the waveform's drawing; it is stretched to the space there is.
const COLUMNS: usize = 500;
const HEIGHT: f32 = 100.0;

/// How far the arrow keys and the page keys go, seconds.
const STEP_S: f64 = 1.0;
const LEAP_S: f64 = 10.0;

/// Play button, waveform and spectrogram with a playhead, time.
#[component]
pub fn Player(
    /// The file that is played; without one there are only the pictures.
    file: Option<Blob>,
    /// Its analysis, for pictures and length.
    analysis: Arc<Analysis>,
    /// Where playback is, seconds.
    now_s: RwSignal<f64>,
) -> impl IntoView {
    let audio = NodeRef::<Audio>::new();
    let playing = RwSignal::new(false);
    let is_mute = RwSignal::new(file.is_none());
    let note = if file.is_none() { strings::NO_FILE } else { strings::UNPLAYABLE };
    let duration_s = f64::from(analysis.duration_s);
    let path = waveform_path(&analysis.waveform, COLUMNS, HEIGHT);
    let played = path.clone();
    let is_stepping = prefers_reduced_motion();

    let address = file.and_then(|file| Url::create_object_url_with_blob(&file).ok());
    if let Some(given) = address.clone() {
        on_cleanup(move || give_back(audio.get_untracked(), given));
    }

    let toggle = move || {
        let Some(audio) = audio.get_untracked() else { return };
        if audio.paused() {
            // A refusal arrives as the element's error event.
            if let Ok(started) = audio.play() {
                leptos::task::spawn_local(async move {
                    drop(wasm_bindgen_futures::JsFuture::from(started).await);
                });
            }
        } else {
            drop(audio.pause());
        }
    };
    let seek = move |seconds: f64| {
        if let Some(audio) = audio.get_untracked() {
            let seconds = seconds.clamp(0.0, duration_s);
            audio.set_current_time(seconds);
            now_s.set(seconds);
        }
    };
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
    };
    let follow = move |_| {
        if let Some(audio) = audio.get_untracked() {
            now_s.set(audio.current_time());
        }
    };
    let start = move |_| {
        playing.set(true);
        if let Some(audio) = audio.get_untracked().filter(|_| !is_stepping) {
            follow_frames(audio, now_s);
        }
    };
    let position = Memo::new(move |_| strings::position(now_s.get(), duration_s));

    view! {
        <section class="player" aria-label=strings::PLAYER>
            <audio
                node_ref=audio
                src=address
                preload="metadata"
                on:play=start
                on:pause=move |_| playing.set(false)
                on:timeupdate=follow
                on:error=move |_| is_mute.set(true)
            ></audio>
            <button
                type="button"
                class="player__button"
                aria-label=move || if playing.get() { strings::PAUSE.get() } else { strings::PLAY.get() }
                disabled=move || is_mute.get()
                on:click=move |_| toggle()
            >
                <svg viewBox="0 0 24 24" aria-hidden="true">
                    <path d=move || if playing.get() { "M7 5h4v14H7zM13 5h4v14h-4z" } else { "M8 4.5v15l12-7.5z" } />
                </svg>
            </button>
            <div class="player__pictures" style:--played=move || share(now_s.get(), duration_s)>
                <svg
                    class="player__wave"
                    viewBox=format!("0 0 {COLUMNS} {HEIGHT}")
                    preserveAspectRatio="none"
                    aria-hidden="true"
                >
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
            {move || is_mute.get().then(|| view! { <p class="player__note hint">{note}</p> })}
        </section>
    }
    .into_any()
}

/// How far a place in the track is along it, for a style.
pub fn share(now_s: f64, duration_s: f64) -> String {
    format!("{:.3}%", 100.0 * (now_s / duration_s.max(0.001)).clamp(0.0, 1.0))
}

/// Keeps the time in step with what is heard, frame by frame, until it pauses or the player is gone: the element
/// itself tells it four times a second.
fn follow_frames(audio: HtmlAudioElement, now_s: RwSignal<f64>) {
    if !audio.paused() && now_s.try_set(audio.current_time()).is_none() {
        request_animation_frame(move || follow_frames(audio, now_s));
    }
}

/// Gives an address back that an element plays from: only once the element does not fetch from it any more.
fn give_back(audio: Option<HtmlAudioElement>, address: String) {
    if let Some(audio) = audio {
        drop(audio.remove_attribute("src"));
        // Ends whatever is being fetched.
        audio.load();
    }
    set_timeout(move || drop(Url::revoke_object_url(&address)), Duration::ZERO);
}

/// Whether the user wants little to move.
fn prefers_reduced_motion() -> bool {
    let query = window().match_media("(prefers-reduced-motion: reduce)");
    query.ok().flatten().is_some_and(|query| query.matches())
}
