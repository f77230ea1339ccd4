//! What drove a prediction, laid over the spectrum: the registers shaded by what each did to the feature.

use leptos::prelude::*;
use protocol::{Analysis, Explanation, Feature};
use std::sync::Arc;

use crate::analyst::Explainer;
use crate::strings;
use crate::tracks::{Explained, Track};
use ui::controls::Choice;

/// The end of the spectrum's axis, Hz.
const END_HZ: f32 = 5_000.0;

/// The model's registers with their lower and upper ends on the axis, Hz; what lies beyond stands in the legend alone.
const REGISTERS: [(&str, f32, f32); 4] =
    [("bass", 0.0, 200.0), ("low mids", 200.0, 800.0), ("mids", 800.0, 2_500.0), ("treble", 2_500.0, END_HZ)];

/// Effects below this are not shaded: they would show as nothing either way.
const LEAST_EFFECT: f32 = 0.005;

/// The choice of a feature; the model is asked once one is chosen.
#[component]
pub fn DriveChoice(
    /// The track.
    track: Track,
    /// Its analysis.
    analysis: Arc<Analysis>,
    /// The chosen feature.
    feature: RwSignal<Option<Feature>>,
) -> impl IntoView {
    let explainer = use_context::<Explainer>();
    let place = move || {
        let chosen = feature.get();
        Feature::PREDICTED.iter().position(|feature| Some(*feature) == chosen).map_or(0, |place| place + 1)
    };
    let choose = move |place: usize| {
        feature.set(place.checked_sub(1).and_then(|place| Feature::PREDICTED.get(place)).copied());
        if let Some(explainer) = explainer.filter(|_| place > 0) {
            explainer.explain(track, &analysis);
        }
    };
    let names = Feature::PREDICTED.iter().map(|feature| strings::feature_name(*feature));
    view! {
        <Choice
            label=strings::DRIVE
            choices=std::iter::once(strings::DRIVE_NONE.get()).chain(names).collect()
            chosen=Signal::derive(place)
            on_choose=Callback::new(choose)
        />
    }
    .into_any()
}

/// The shades over the plot; the legend says the same in words.
#[component]
pub fn Drive(
    /// The track.
    track: Track,
    /// The chosen feature.
    feature: RwSignal<Option<Feature>>,
) -> impl IntoView {
    move || {
        let explanation = found(track, feature.get()?)?;
        let largest = largest(&explanation);
        let shades = REGISTERS.into_iter().filter_map(move |(name, start, end)| {
            let share = explanation.registers.iter().find(|share| share.part == name)?;
            let strength = share.effect.abs() / largest;
            (share.effect.abs() >= LEAST_EFFECT).then(|| {
                view! {
                    <span
                        class="drive__shade"
                        class:is-down=share.effect < 0.0
                        style:left=format!("{}%", 100.0 * start / END_HZ)
                        style:width=format!("{}%", 100.0 * (end - start) / END_HZ)
                        style:--strength=format!("{strength:.2}")
                    >
                        <span>{if share.effect < 0.0 { "−" } else { "+" }}</span>
                    </span>
                }
            })
        });
        Some(view! { <div class="drive" aria-hidden="true">{shades.collect_view()}</div> }.into_any())
    }
}

/// What the shades say, in words and numbers.
#[component]
pub fn DriveLegend(
    /// The track.
    track: Track,
    /// The chosen feature.
    feature: RwSignal<Option<Feature>>,
) -> impl IntoView {
    move || {
        let feature = feature.get()?;
        Some(match track.explained.get() {
            Explained::Failed(error) => {
                view! { <p class="notice notice--error" role="alert">{strings::not_explained(&error)}</p> }
                    .into_any()
            }
            _ => match found(track, feature) {
                Some(explanation) => legend(&explanation),
                None => view! { <p class="hint" role="status">{strings::WHY_PENDING}</p> }.into_any(),
            },
        })
    }
}

fn legend(explanation: &Explanation) -> AnyView {
    let Explanation { feature, average, value, .. } = *explanation;
    let largest = largest(explanation);
    let rows = explanation.registers.iter().map(|share| {
        let strength = share.effect.abs() / largest;
        view! {
            <li data-effect=share.effect.to_string()>
                <span
                    class="drive__swatch"
                    class:is-down=share.effect < 0.0
                    style:--strength=format!("{strength:.2}")
                    aria-hidden="true"
                ></span>
                {strings::part_name(&share.part)}
                " "
                <strong>{strings::signed(share.effect)}</strong>
            </li>
        }
    });
    view! {
        <div class="drive__legend">
            <p class="hint" role="status">{strings::drive_summary(feature, average, value)}</p>
            <ul>{rows.collect_view()}</ul>
        </div>
    }
    .into_any()
}

fn found(track: Track, feature: Feature) -> Option<Explanation> {
    track.explained.with(|explained| match explained {
        Explained::Found(explanations) => {
            explanations.iter().find(|explanation| explanation.feature == feature).cloned()
        }
        _ => None,
    })
}

fn largest(explanation: &Explanation) -> f32 {
    explanation.registers.iter().map(|share| share.effect.abs()).fold(LEAST_EFFECT, f32::max)
}
