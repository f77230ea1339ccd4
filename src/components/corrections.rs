//! What the user knows better: tempo and key, corrected and locked.

use leptos::prelude::*;
use protocol::{Analysis, Key, Mode, OwnTrack, TrackChange};
use std::sync::Arc;
use web_sys::HtmlInputElement;

use crate::queue::Queue;
use crate::settings::Settings;
use crate::strings;
use crate::tracks::Track;
use ui::controls::Choice;

/// Factors by which a tempo is most often misheard, with their names.
const FACTORS: [(f32, &str); 6] =
    [(0.5, "×½"), (2.0, "×2"), (2.0 / 3.0, "×⅔"), (0.75, "×¾"), (4.0 / 3.0, "×4⁄3"), (1.5, "×3⁄2")];

/// Tempi that can be typed, BPM.
pub const TEMPI: std::ops::RangeInclusive<f32> = 20.0..=400.0;

/// Tempo with its usual other readings, and key.
#[component]
pub fn Corrections(
    /// The track.
    track: Track,
) -> impl IntoView {
    let queue = use_context::<Queue>();
    let locks = Memo::new(move |_| track.info.with(|info| (info.tempo_lock, info.key_lock)));
    let change =
        move |change: TrackChange| queue.into_iter().for_each(|queue| queue.change(track, change.clone()));
    let set_tempo = move |tempo: f32| {
        if TEMPI.contains(&tempo) {
            change(TrackChange::Tempo(Some(tempo)));
        }
    };
    let tempo = move || track.info.with(|info| info.features.tempo);
    let factors = FACTORS.map(|(factor, name)| {
        view! {
            <button
                type="button"
                class="text-button"
                aria-label=strings::tempo_times(name)
                on:click=move |_| set_tempo(tempo() * factor)
            >
                {name}
            </button>
        }
    });
    let keys: Vec<Key> = [Mode::Major, Mode::Minor]
        .into_iter()
        .flat_map(|mode| (0..12).map(move |tonic| Key { tonic, mode }))
        .collect();
    let settings = use_context::<Settings>();
    let written =
        |key: Key| settings.map_or_else(|| key.camelot(), |settings| untrack(|| settings.write(key)));
    let names = std::iter::once(strings::AS_HEARD.get().to_owned())
        .chain(keys.iter().map(|key| format!("{} · {}", strings::key_name(*key), written(*key))))
        .collect::<Vec<_>>();
    let (listed, chosen) = (keys.clone(), keys);
    view! {
        <details class="corrections">
            <summary>{strings::CORRECT}</summary>
            {move || track.info.with(|info| strings::claims(info)).map(|claims| view! { <p class="hint">{claims}</p> })}
            <div class="field">
                <label for="tempo-lock">{strings::TEMPO_BPM}</label>
                <input
                    id="tempo-lock"
                    type="number"
                    min=TEMPI.start().to_string()
                    max=TEMPI.end().to_string()
                    step="0.1"
                    prop:value=move || format!("{:.1}", tempo())
                    on:change=move |event| {
                        match event_target_value(&event).parse() {
                            Ok(tempo) if TEMPI.contains(&tempo) => set_tempo(tempo),
                            // The browser says between which it has to be.
                            _ => drop(event_target::<HtmlInputElement>(&event).report_validity()),
                        }
                    }
                />
                <button
                    type="button"
                    class="text-button"
                    prop:disabled=move || locks.get().0.is_none()
                    on:click=move |_| change(TrackChange::Tempo(None))
                >
                    {strings::AS_HEARD}
                </button>
            </div>
            <div class="next__actions" role="group" aria-label=strings::TEMPO_FACTORS>{factors}</div>
            <Choice
                label=strings::KEY
                choices=names
                chosen=Signal::derive(move || {
                    let locked = locks.get().1;
                    locked.and_then(|key| listed.iter().position(|other| *other == key)).map_or(0, |at| at + 1)
                })
                on_choose=Callback::new(move |place: usize| {
                    let key = place.checked_sub(1).and_then(|place| chosen.get(place).copied());
                    change(TrackChange::Key(key));
                })
            />
            <p class="hint" role="status">
                {move || {
                    let (tempo, key) = locks.get();
                    (tempo.is_some() || key.is_some()).then_some(strings::LOCKED.get())
                }}
            </p>
        </details>
    }
    .into_any()
}

/// An analysis as the user corrected it: what is locked is sure.
pub fn corrected(analysis: &Arc<Analysis>, info: &OwnTrack) -> Arc<Analysis> {
    if info.tempo_lock.is_none() && info.key_lock.is_none() {
        return analysis.clone();
    }
    let mut analysis = Analysis::clone(analysis);
    analysis.features = info.features;
    if let Some(bpm) = info.tempo_lock {
        (analysis.tempo.bpm, analysis.tempo.confidence) = (bpm, 1.0);
    }
    if let Some(key) = info.key_lock {
        analysis.key.candidates.retain(|(other, _)| *other != key);
        analysis.key.candidates.insert(0, (key, 1.0));
    }
    Arc::new(analysis)
}
