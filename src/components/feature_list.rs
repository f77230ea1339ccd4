//! The eleven audio features one by one: value, meaning, how far to trust it, and what drove it.

use leptos::prelude::*;
use protocol::{Analysis, Feature};
use std::sync::Arc;

use crate::components::explanation::WhyThis;
use crate::strings;
use crate::tracks::Track;
use crate::trust::Trust;

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
            <h3 id="features-heading" class="visually-hidden">{strings::FEATURES}</h3>
            <p class="hint">{strings::FEATURES_HINT}</p>
            <ul>{rows}</ul>
        </section>
    }
}

#[component]
fn FeatureRow(track: Track, feature: Feature, analysis: Arc<Analysis>) -> impl IntoView {
    let trust = Trust::of(feature, &analysis);
    let why = (Feature::PREDICTED.contains(&feature) && !analysis.is_brief())
        .then(|| view! { <WhyThis track analysis=analysis.clone() feature /> });
    view! {
        <li class="feature">
            <div class="feature__top">
                <h4>{strings::feature_name(feature)}</h4>
                <span class="feature__value">{strings::feature_value(feature, &analysis)}</span>
            </div>
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
