//! Recording from the microphone: a level to go by, an end after half a minute, and the file to keep.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Blob;

use crate::audio::recorder::{RecordError, Recorder};
use crate::components::export_panel::save;
use crate::intake::Intake;
use crate::strings;
use ui::controls::Action;

/// Length after which a recording ends by itself, seconds: what the model is used to.
const LONGEST_S: f64 = 30.0;

/// Lowest level of the meter, dB below full scale.
const FLOOR_DB: f32 = -60.0;

/// Magnitude from which on a recording is distorted.
const CLIPPED: f32 = 0.99;

/// Where a recording is in its life.
#[derive(Clone, Debug, PartialEq)]
enum Phase {
    Idle,
    Asking,
    Running,
    Failed(RecordError),
}

/// The button, and all that follows from it.
#[component]
pub fn RecorderPanel(
    /// Where recordings go.
    intake: Intake,
) -> impl IntoView {
    let phase = RwSignal::new(Phase::Idle);
    let (seconds, level, clipped) = (RwSignal::new(0.0), RwSignal::new(FLOOR_DB), RwSignal::new(false));
    let recorder = StoredValue::new_local(None::<Recorder>);
    let last = RwSignal::new_local(None::<(String, Blob)>);
    let stop = move || {
        let Some(running) = recorder.try_update_value(Option::take).flatten() else { return };
        phase.set(Phase::Idle);
        spawn_local(async move {
            if let Some(file) = running.stop().await {
                let name = strings::recording_name(&js_sys::Date::new_0());
                last.set(Some((name.clone(), file.clone())));
                intake.add_made(name, file);
            }
        });
    };
    let on_level = move |now: f64, peak: f32| {
        seconds.set(now);
        level.set((20.0 * peak.max(1e-6).log10()).clamp(FLOOR_DB, 0.0));
        clipped.update(|clipped| *clipped |= peak >= CLIPPED);
        if now >= LONGEST_S {
            stop();
        }
    };
    let start = move |()| {
        phase.set(Phase::Asking);
        clipped.set(false);
        seconds.set(0.0);
        spawn_local(async move {
            match Recorder::start(on_level).await {
                Ok(running) => {
                    recorder.set_value(Some(running));
                    phase.set(Phase::Running);
                }
                Err(error) => phase.set(Phase::Failed(error)),
            }
        });
    };
    let cancel = move |()| {
        recorder.set_value(None);
        phase.set(Phase::Idle);
    };
    let save_last = move |()| {
        last.with_untracked(|last| last.as_ref().and_then(|(name, file)| save(file, name)));
    };
    view! {
        {move || match phase.get() {
            Phase::Running => view! {
                <div class="recorder__running">
                    <label class="field">
                        <span>{strings::LEVEL}</span>
                        <meter
                            min=FLOOR_DB.to_string()
                            max="0"
                            high="-3"
                            prop:value=move || f64::from(level.get())
                        ></meter>
                    </label>
                    <p role="timer">{move || strings::position(seconds.get(), LONGEST_S)}</p>
                    <Action label=strings::RECORD_STOP on_press=Callback::new(move |()| stop()) />
                    <Action label=strings::RECORD_CANCEL on_press=Callback::new(cancel) />
                </div>
            }
            .into_any(),
            other => view! {
                <div class="recorder__idle">
                    <Action
                        label=strings::RECORD
                        is_disabled=Signal::stored(other == Phase::Asking)
                        on_press=Callback::new(start)
                    />
                    {move || last.with(Option::is_some).then(|| view! {
                        <Action label=strings::RECORD_SAVE on_press=Callback::new(save_last) />
                    })}
                </div>
            }
            .into_any(),
        }}
        <p class="hint" role="status">
            {move || match phase.get() {
                Phase::Asking => strings::RECORD_ASKING.get(),
                Phase::Running if clipped.get() => strings::RECORD_CLIPPED.get(),
                Phase::Running => strings::RECORDING.get(),
                Phase::Failed(error) => strings::record_error(error),
                Phase::Idle => "",
            }}
        </p>
    }
    .into_any()
}
