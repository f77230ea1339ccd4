//! Waveform and playback of the user's own file: an audio element behind a picture one can seek in.

use leptos::html::Audio;
use leptos::prelude::*;
use protocol::Analysis;
use std::sync::Arc;
use web_sys::{Blob, Url};

use crate::plot::waveform_path;
use crate::strings;

/// Columns and height of the waveform's drawing; it is stretched to the space there is.
const COLUMNS: usize = 500;
const HEIGHT: f32 = 100.0;

/// Play button, waveform with a playhead, time.
#[component]
pub fn Player(
    /// The file that is played.
    file: Blob,
    /// Its analysis, for waveform and length.
    analysis: Arc<Analysis>,
) -> impl IntoView {
    let audio = NodeRef::<Audio>::new();
    let playing = RwSignal::new(false);
    let unplayable = RwSignal::new(false);
    let now_s = RwSignal::new(0.0);
    let duration_s = f64::from(analysis.duration_s);
    let path = waveform_path(&analysis.waveform, COLUMNS, HEIGHT);
    let played = path.clone();

    let address = Url::create_object_url_with_blob(&file).unwrap_or_default();
    let given = address.clone();
    on_cleanup(move || drop(Url::revoke_object_url(&given)));

    let toggle = move |_| {
        let Some(audio) = audio.get() else { return };
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
    let seek = move |event| {
        if let (Some(audio), Ok(seconds)) = (audio.get(), event_target_value(&event).parse::<f64>()) {
            audio.set_current_time(seconds);
            now_s.set(seconds);
        }
    };
    let follow = move |_| {
        if let Some(audio) = audio.get() {
            now_s.set(audio.current_time());
        }
    };
    let share = move || format!("{:.2}%", 100.0 * (now_s.get() / duration_s.max(0.001)).min(1.0));

    view! {
        <section class="player" aria-label=strings::PLAYER>
            <audio
                node_ref=audio
                src=address
                preload="metadata"
                on:play=move |_| playing.set(true)
                on:pause=move |_| playing.set(false)
                on:timeupdate=follow
                on:error=move |_| unplayable.set(true)
            ></audio>
            <button
                type="button"
                class="player__button"
                aria-label=move || if playing.get() { strings::PAUSE.get() } else { strings::PLAY.get() }
                disabled=move || unplayable.get()
                on:click=toggle
            >
                <svg viewBox="0 0 24 24" aria-hidden="true">
                    {move || if playing.get() {
                        view! { <path d="M7 5h4v14H7zM13 5h4v14h-4z" /> }.into_any()
                    } else {
                        view! { <path d="M8 4.5v15l12-7.5z" /> }.into_any()
                    }}
                </svg>
            </button>
            <div class="player__wave" style:--played=share>
                <svg
                    viewBox=format!("0 0 {COLUMNS} {HEIGHT}")
                    preserveAspectRatio="none"
                    aria-hidden="true"
                >
                    <path class="player__all" d=path />
                    <path class="player__played" d=played />
                </svg>
                <input
                    type="range"
                    min="0"
                    max=format!("{duration_s:.2}")
                    step="0.1"
                    aria-label=strings::SEEK
                    aria-valuetext=move || strings::position(now_s.get(), duration_s)
                    prop:value=move || now_s.get()
                    on:input=seek
                />
            </div>
            <p class="player__time" aria-hidden="true">
                {move || strings::position(now_s.get(), duration_s)}
            </p>
        </section>
    }
}
