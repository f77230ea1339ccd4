//! The normalised Fourier spectrum, drawn with axes and units; as z-scores or as levels. What drove a prediction can be
//! laid over it.

use leptos::prelude::*;
use protocol::Analysis;
use std::sync::Arc;

use crate::components::spectrum_drive::{Drive, DriveChoice, DriveLegend};
use crate::strings;
use crate::tracks::Track;
use ui::plot::{Scale, band_path, reduce};

/// Columns and height of the drawing; it is stretched to the space there is.
const COLUMNS: usize = 500;
const HEIGHT: f32 = 200.0;

/// Labelled frequencies, kHz: each is a fifth of the axis.
const LABELS_KHZ: [u8; 6] = [0, 1, 2, 3, 4, 5];

/// Levels this far below the loudest bin end the scale, dB.
const RANGE_DB: f32 = 80.0;

/// The spectrum's plot with its choice of scale.
#[component]
pub fn SpectrumPlot(
    /// The track.
    track: Track,
    /// The analysis whose spectrum is drawn.
    analysis: Arc<Analysis>,
) -> impl IntoView {
    let normalised = RwSignal::new(true);
    let feature = RwSignal::new(None);
    let choice = view! { <DriveChoice track analysis=analysis.clone() feature /> };
    let alternative = strings::spectrum_alternative(&analysis.spectrum);
    let drawing = move || {
        let spectrum = &analysis.spectrum;
        let bands = if normalised.get() {
            reduce(&spectrum.z, COLUMNS)
        } else {
            let floored: Vec<f32> = spectrum.db.iter().map(|db| db.max(-RANGE_DB)).collect();
            reduce(&floored, COLUMNS)
        };
        let scale = Scale::around(&bands);
        let zero = normalised.get().then(|| scale.place(0.0, HEIGHT));
        let labels = scale.labels().into_iter().map(|value| {
            let top = format!("{:.1}%", scale.place(value, 100.0));
            view! { <span style:top=top>{strings::number(value)}</span> }
        });
        view! {
            <div class="plot__y" aria-hidden="true">{labels.collect_view()}</div>
            <svg
                class="plot__area"
                viewBox=format!("0 0 {COLUMNS} {HEIGHT}")
                preserveAspectRatio="none"
                role="img"
                aria-label=alternative.clone()
            >
                {LABELS_KHZ.map(|khz| {
                    let x = usize::from(khz) * COLUMNS / 5;
                    view! { <path class="plot__grid" d=format!("M{x} 0V{HEIGHT}") /> }
                })}
                {scale.labels().into_iter().map(|value| {
                    let y = scale.place(value, HEIGHT);
                    view! { <path class="plot__grid" d=format!("M0 {y:.1}H{COLUMNS}") /> }
                }).collect_view()}
                {zero.map(|y| view! { <path class="plot__zero" d=format!("M0 {y:.1}H{COLUMNS}") /> })}
                <path class="plot__band" d=band_path(&bands, scale, HEIGHT) />
            </svg>
        }
    };
    view! {
        <section class="spectrum" aria-labelledby="spectrum-heading">
            <div class="section-head">
                <h3 id="spectrum-heading">{strings::SPECTRUM}</h3>
                <fieldset class="switch">
                    <legend class="visually-hidden">{strings::SPECTRUM_SCALE}</legend>
                    <label>
                        <input
                            type="radio"
                            name="spectrum-scale"
                            prop:checked=move || normalised.get()
                            on:change=move |_| normalised.set(true)
                        />
                        <span>{strings::SPECTRUM_Z}</span>
                    </label>
                    <label>
                        <input
                            type="radio"
                            name="spectrum-scale"
                            prop:checked=move || !normalised.get()
                            on:change=move |_| normalised.set(false)
                        />
                        <span>{strings::SPECTRUM_DB}</span>
                    </label>
                </fieldset>
            </div>
            <p class="hint">
                {move || if normalised.get() { strings::SPECTRUM_Z_HINT.get() } else { strings::SPECTRUM_DB_HINT.get() }}
            </p>
            {choice}
            <figure class="plot">
                <div class="plot__frame">
                    {drawing}
                    <Drive track feature />
                </div>
                <div class="plot__x" aria-hidden="true">
                    {LABELS_KHZ.map(|khz| view! { <span>{strings::kilohertz(khz)}</span> })}
                </div>
                <figcaption class="plot__units">
                    {move || if normalised.get() { strings::SPECTRUM_Z_UNITS.get() } else { strings::SPECTRUM_DB_UNITS.get() }}
                </figcaption>
            </figure>
            <DriveLegend track feature />
        </section>
    }
}
