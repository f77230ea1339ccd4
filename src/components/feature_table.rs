//! The eleven features as plain values, for tracks that were not heard here.

use leptos::prelude::*;
use protocol::{AudioFeatures, Feature};

use crate::strings;
use ui::language::Text;

/// Names and values.
#[component]
pub fn FeatureTable(
    /// The features.
    #[prop(into)]
    features: Signal<AudioFeatures>,
    /// Where they are from.
    hint: Text,
    /// What stands below them.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let rows = Feature::ALL.map(|feature| {
        view! {
            <div data-feature=feature.name() data-value=move || features.get().get(feature).to_string()>
                <dt>{strings::feature_name(feature)}</dt>
                <dd>{move || strings::plain_value(feature, features.get().get(feature))}</dd>
            </div>
        }
    });
    view! {
        <section class="guest" aria-labelledby="guest-heading">
            <h3 id="guest-heading">{strings::FEATURES}</h3>
            <p class="hint">{hint}</p>
            <dl class="facts">{rows}</dl>
            {children.map(|children| children())}
        </section>
    }
    .into_any()
}
