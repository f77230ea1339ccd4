//! The result at a glance: tempo, key and energy large, the other features in a compact panel. Of a track that was heard here
//! with what is known of the error; of others with the values alone.

use leptos::prelude::*;
use protocol::{Analysis, AudioFeatures, Estimate, Feature};
use std::sync::Arc;

use crate::components::key_chip::KeyChip;
use crate::strings;
use crate::trust::Trust;
use crate::usual::Usual;

/// The features of the compact panel.
const PANEL: [Feature; 7] = [
    Feature::Danceability,
    Feature::Valence,
    Feature::Acousticness,
    Feature::Instrumentalness,
    Feature::Speechiness,
    Feature::Liveness,
    Feature::Loudness,
];

/// Everything at a glance.
#[component]
pub fn Result(
    /// The features.
    features: AudioFeatures,
    /// The analysis that they are from; `None` where they are another's.
    #[prop(optional_no_strip)]
    analysis: Option<Arc<Analysis>>,
) -> impl IntoView {
    let trust = |feature| analysis.as_ref().map(|analysis| Trust::of(feature, analysis));
    let key = features.musical_key();
    let other_tempi = analysis.as_ref().and_then(|analysis| strings::other_tempi(analysis));
    let other_keys = analysis.as_ref().and_then(|analysis| strings::other_keys(analysis));
    let tempo = if features.tempo > 0.0 { format!("{:.0}", features.tempo) } else { "–".into() };
    let rows = PANEL.map(|feature| {
        let estimate = analysis.as_ref().and_then(|analysis| {
            analysis.estimates.iter().find(|estimate| estimate.feature == feature).copied()
        });
        view! { <Row feature value=features.get(feature) estimate trust=trust(feature) /> }
    });
    let key_name = key.map_or(strings::NO_KEY.get().to_owned(), strings::key_name);
    view! {
        <div class="headline">
            <div class="headline__item" data-feature="tempo" data-value=features.tempo.to_string()>
                <p class="headline__value">{tempo}<span class="headline__unit">" BPM"</span></p>
                <p class="headline__note"><Sure trust=trust(Feature::Tempo) /><span>{other_tempi}</span></p>
            </div>
            <div class="headline__item" data-feature="key" data-value=features.key.to_string()>
                <p class="headline__value"><KeyChip key /></p>
                <p class="headline__note" data-feature="mode" data-value=features.mode.to_string()>
                    <Sure trust=trust(Feature::Key) />
                    <span><span aria-hidden="true">{key_name}</span>{other_keys}</span>
                </p>
            </div>
            <div class="headline__item" data-feature="energy" data-value=features.energy.to_string()>
                <p class="headline__value">
                    {features.energy_level().to_string()}
                    <span class="headline__unit">{strings::ENERGY_OF_TEN}</span>
                </p>
                <p class="headline__note">
                    <Sure trust=trust(Feature::Energy) />
                    <span>{strings::glance_value(Feature::Energy, features.energy)}</span>
                </p>
            </div>
        </div>
        <ul class="glance" aria-label=strings::AT_A_GLANCE>{rows}</ul>
        <Legend is_predicted=analysis.is_some() />
    }
    .into_any()
}

/// How sure something is, in a word.
#[component]
fn Sure(trust: Option<Trust>) -> impl IntoView {
    trust.map(|trust| {
        view! { <span class="sure" data-trust=trust.class()>{trust.word()}</span> }
    })
}

/// One feature: its name, a bar up to its value with the interval as a whisker and the usual value as a tick, the value.
#[component]
fn Row(feature: Feature, value: f32, estimate: Option<Estimate>, trust: Option<Trust>) -> impl IntoView {
    let usual = use_context::<Usual>();
    let (low, high) = feature.range();
    let share = move |value: f32| ((value - low) / (high - low)).clamp(0.0, 1.0);
    let is_rough = trust == Some(Trust::Rough);
    let whisker = estimate.map(|estimate| {
        let (from, to) = (share(estimate.low), share(estimate.high));
        view! { <span class="meter__whisker" style:left=percent(from) style:width=percent(to - from)></span> }
    });
    let tick = move || {
        let usual = usual.and_then(Usual::get)?.get(feature);
        Some(view! { <span class="meter__usual" style:left=percent(share(usual))></span> })
    };
    view! {
        <li class="glance__row" class:is-rough=is_rough data-feature=feature.name() data-value=value.to_string()>
            <span class="glance__name" title=strings::feature_meaning(feature)>{strings::feature_name(feature)}</span>
            <span class="meter" aria-hidden="true">
                <span class="meter__fill" style:width=percent(share(value))></span>
                {whisker}
                {tick}
            </span>
            <span class="glance__value">{strings::glance_value(feature, value)}</span>
            <span class="visually-hidden">{trust.map(|trust| format!(", {}", trust.word()))}</span>
        </li>
    }
    .into_any()
}

/// What the bars' marks mean.
#[component]
fn Legend(is_predicted: bool) -> impl IntoView {
    view! {
        <p class="glance__legend hint">
            {is_predicted.then(|| view! {
                <span><span class="legend-mark legend-mark--whisker" aria-hidden="true"></span>{strings::LEGEND_INTERVAL}</span>
                <span><span class="legend-mark legend-mark--rough" aria-hidden="true"></span>{strings::LEGEND_ROUGH}</span>
            })}
            <span><span class="legend-mark legend-mark--usual" aria-hidden="true"></span>{strings::LEGEND_USUAL}</span>
        </p>
    }
}

fn percent(share: f32) -> String {
    format!("{:.1}%", 100.0 * share)
}
