//! The eleven audio features: value, meaning, and how far to trust it.

use leptos::prelude::*;
use protocol::{Analysis, Feature};
use std::sync::Arc;

use crate::components::explanation::WhyThis;
use crate::strings::{self, Trust};
use crate::tracks::Track;

/// Confidence from which on a measured tempo or key counts as sure, and below which as a guess.
const SURE: f32 = 0.7;
const GUESS: f32 = 0.4;

/// Explained share of variance on held-out music from which on a prediction counts as good, and below
/// which as rough.
const GOOD_R2: f32 = 0.65;
const ROUGH_R2: f32 = 0.35;

/// One row for each feature.
#[component]
pub fn FeatureList(
    /// The track.
    track: Track,
    /// The analysis that is shown.
    analysis: Arc<Analysis>,
) -> impl IntoView {
    let rows = Feature::ALL.map(|feature| {
        let analysis = analysis.clone();
        view! { <FeatureRow track feature analysis /> }
    });
    view! {
        <section class="features" aria-labelledby="features-heading">
            <div class="section-head">
                <h3 id="features-heading">{strings::FEATURES}</h3>
            </div>
            <p class="hint">{strings::FEATURES_HINT}</p>
            <ul>{rows}</ul>
        </section>
    }
}

#[component]
fn FeatureRow(track: Track, feature: Feature, analysis: Arc<Analysis>) -> impl IntoView {
    let value = analysis.features.get(feature);
    let (low, high) = feature.range();
    let share = ((value - low) / (high - low)).clamp(0.0, 1.0);
    let trust = trust(feature, &analysis);
    let estimate = analysis.estimates.iter().find(|estimate| estimate.feature == feature).copied();
    // Key and mode are names, not amounts: a bar would say nothing.
    let bar = (!matches!(feature, Feature::Key | Feature::Mode)).then(|| {
        let (from, to) = estimate.map_or((share, share), |estimate| (estimate.low, estimate.high));
        view! {
            <span class="bar" aria-hidden="true">
                <span class="bar__fill" style:width=percent(from)></span>
                <span class="bar__margin" style:left=percent(from) style:width=percent(to - from)></span>
                <span class="bar__value" style:left=percent(share)></span>
            </span>
        }
    });
    let why = (Feature::PREDICTED.contains(&feature) && !analysis.is_brief())
        .then(|| view! { <WhyThis track analysis=analysis.clone() feature /> });
    view! {
        <li class="feature" data-feature=feature.name() data-value=value.to_string()>
            <div class="feature__top">
                <h4>{strings::feature_name(feature)}</h4>
                <span class="feature__value">{strings::feature_value(feature, &analysis)}</span>
            </div>
            {bar}
            <p class="feature__meaning">{strings::feature_meaning(feature)}</p>
            <p class="feature__trust" data-trust=trust.class()>
                <span class="feature__badge">{trust.word()}</span>
                " "
                {strings::trust_detail(feature, &analysis)}
            </p>
            {why}
        </li>
    }
}

fn percent(share: f32) -> String {
    format!("{:.1}%", 100.0 * share)
}

/// How far this value can be trusted: as far as such values came near the published ones of songs by artists never heard.
fn trust(feature: Feature, analysis: &Analysis) -> Trust {
    let by = |figure: f32, good: f32, rough: f32| match figure {
        f if f >= good => Trust::Good,
        f if f >= rough => Trust::Fair,
        _ => Trust::Rough,
    };
    let by_confidence = |confidence: f32| by(confidence, SURE, GUESS);
    match feature {
        Feature::Loudness => Trust::Measured,
        Feature::Tempo => by_confidence(analysis.tempo.confidence),
        Feature::Key | Feature::Mode => {
            by_confidence(analysis.key.candidates.first().map_or(0.0, |(_, weight)| *weight))
        }
        _ => {
            let estimate = analysis.estimates.iter().find(|estimate| estimate.feature == feature);
            estimate.map_or(Trust::Rough, |estimate| by(estimate.r2, GOOD_R2, ROUGH_R2))
        }
    }
}
