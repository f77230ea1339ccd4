//! What drove a prediction: the way from an average track to this one, part by part. Asked of the worker when
//! first opened, once a track.

use leptos::prelude::*;
use protocol::{Analysis, Explanation, Feature, Share};
use std::sync::Arc;

use crate::analyst::Explainer;
use crate::sorting::sorted;
use crate::strings;
use crate::tracks::{Explained, Track};
use ui::language::Text;

/// Effects below this are not worth a line: what is left of them is summed up.
const LEAST_EFFECT: f32 = 0.005;

/// A disclosure below a feature.
#[component]
pub fn WhyThis(
    /// The track.
    track: Track,
    /// Its analysis.
    analysis: Arc<Analysis>,
    /// Which feature is explained.
    feature: Feature,
) -> impl IntoView {
    let shown = analysis.features.get(feature);
    let explainer = use_context::<Explainer>();
    let ask = move |_| {
        if let Some(explainer) = explainer {
            explainer.explain(track, &analysis);
        }
    };
    let content = move || match track.explained.get() {
        Explained::Unasked | Explained::Pending => {
            view! { <p class="hint" role="status">{strings::WHY_PENDING}</p> }.into_any()
        }
        Explained::Failed(error) => {
            view! { <p class="notice notice--error" role="alert">{strings::not_explained(&error)}</p> }
                .into_any()
        }
        Explained::Found(explanations) => explanations
            .iter()
            .find(|explanation| explanation.feature == feature)
            .map(|explanation| view! { <Parts explanation=explanation.clone() shown /> })
            .into_any(),
    };
    view! {
        <details class="why" on:toggle=ask>
            <summary>
                {strings::WHY}
                <span class="visually-hidden">{strings::why_of(feature)}</span>
            </summary>
            {content}
        </details>
    }
}

#[component]
fn Parts(explanation: Explanation, shown: f32) -> impl IntoView {
    let Explanation { feature, average, value, aspects, registers } = explanation;
    let largest =
        aspects.iter().chain(&registers).map(|share| share.effect.abs()).fold(LEAST_EFFECT, f32::max);
    view! {
        <p class="why__sum">{strings::why_sum(feature, average, value, shown)}</p>
        <div class="why__columns">
            <PartList heading=strings::WHY_ASPECTS shares=aspects largest />
            <PartList heading=strings::WHY_REGISTERS shares=registers largest />
        </div>
    }
}

/// Parts by size, with a bar to the left or to the right of the middle.
#[component]
fn PartList(heading: Text, shares: Vec<Share>, largest: f32) -> impl IntoView {
    let (shares, small): (Vec<Share>, Vec<Share>) =
        shares.into_iter().partition(|share| share.effect.abs() >= LEAST_EFFECT);
    let shares = sorted(&shares, |a, b| b.effect.abs().total_cmp(&a.effect.abs()));
    let rest: f32 = small.iter().map(|share| share.effect).sum();
    let rows = shares.into_iter().map(|share| (strings::part_name(&share.part), share.effect));
    let rest = (!small.is_empty()).then(|| (strings::WHY_REST.get().to_owned(), rest));
    let rows = rows.chain(rest).map(|(name, effect)| {
        let length = 50.0 * (effect / largest).clamp(-1.0, 1.0);
        let left = if effect < 0.0 { 50.0 + length } else { 50.0 };
        view! {
            <li class="part" data-effect=effect.to_string()>
                <span class="part__name">{name}</span>
                <span class="part__track" aria-hidden="true">
                    <span
                        class="part__bar"
                        class:part__bar--down=effect < 0.0
                        style:left=format!("{left:.1}%")
                        style:width=format!("{:.1}%", length.abs())
                    ></span>
                </span>
                <span class="part__effect">{strings::signed(effect)}</span>
            </li>
        }
    });
    view! {
        <div class="parts">
            <h5>{heading}</h5>
            <ul>{rows.collect_view()}</ul>
        </div>
    }
}
