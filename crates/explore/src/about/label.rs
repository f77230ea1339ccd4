//! One feature: predictions against labels, and whether a value means what it says.

use leptos::prelude::*;
use protocol::figures::Figures;
use std::sync::Arc;
use ui::controls::Choice;

use super::label_name;
use crate::plot::{Mark, Plot, Series};
use crate::strings;

/// The plots of the chosen feature.
#[component]
pub fn LabelPlots(
    /// All figures.
    figures: Arc<Figures>,
    /// Place of the feature among the labels.
    chosen: RwSignal<usize>,
) -> impl IntoView {
    let names: Vec<String> = figures.labels.iter().map(|label| label_name(&label.name)).collect();
    let plots = move || {
        let label = figures.labels.get(chosen.get())?;
        let name = label_name(&label.name);
        let dots = Series { name: String::new(), points: label.pairs.clone(), mark: Mark::Dots };
        let bins = label.reliability.iter().map(|bin| bin.map(|value| value as f32)).collect();
        let bins = Series { name: String::new(), points: bins, mark: Mark::Large };
        Some(view! {
            <div class="about__plots">
                <Plot
                    title=strings::scatter_title(&name)
                    summary=strings::scatter_summary(&name, label.pairs.len(), label.r2, label.mae)
                    axes=[strings::TRUE_VALUE.get().to_owned(), strings::PREDICTED.get().to_owned()]
                    series=vec![dots]
                    is_square=true
                />
                <Plot
                    title=strings::reliability_title(&name)
                    summary=strings::reliability_summary(&name, &label.reliability)
                    axes=[strings::MEAN_PREDICTED.get().to_owned(), strings::MEAN_TRUE.get().to_owned()]
                    series=vec![bins]
                    is_square=true
                />
            </div>
        })
    };
    view! {
        <section aria-labelledby="about-label">
            <h3 id="about-label">{strings::ONE_FEATURE}</h3>
            <p>{strings::ONE_FEATURE_HINT}</p>
            <Choice
                label=strings::FEATURE
                choices=names
                chosen=Signal::from(chosen)
                on_choose=Callback::new(move |place| chosen.set(place))
            />
            {plots}
        </section>
    }
    .into_any()
}
