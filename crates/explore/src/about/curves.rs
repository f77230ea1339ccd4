//! How the networks learnt.

use leptos::prelude::*;
use protocol::figures::{Figures, Network};
use std::sync::Arc;

use crate::plot::{Mark, Plot, Series};
use crate::strings;

/// A plot for each network that was trained.
#[component]
pub fn Curves(
    /// All figures.
    figures: Arc<Figures>,
) -> impl IntoView {
    let curve = |losses: &[f32]| -> Vec<[f32; 2]> {
        losses.iter().enumerate().map(|(epoch, loss)| [(epoch + 1) as f32, *loss]).collect()
    };
    let plot = |(place, network): (usize, &Network)| {
        let name = strings::network(place + 1);
        let series = vec![
            Series {
                name: strings::TRAIN_LOSS.get().to_owned(),
                points: curve(&network.train_loss),
                mark: Mark::Line,
            },
            Series {
                name: strings::DEV_LOSS.get().to_owned(),
                points: curve(&network.dev_loss),
                mark: Mark::Dashed,
            },
        ];
        view! {
            <Plot
                title=name.clone()
                summary=strings::curve_summary(&name, network)
                axes=[strings::EPOCH.get().to_owned(), strings::LOSS.get().to_owned()]
                series
            />
        }
    };
    let trained = figures.networks.iter().filter(|network| !network.dev_loss.is_empty());
    let plots = trained.enumerate().map(plot).collect_view();
    view! {
        <section aria-labelledby="about-curves">
            <h3 id="about-curves">{strings::CURVES}</h3>
            <p>{strings::CURVES_HINT}</p>
            <div class="about__plots">{plots}</div>
        </section>
    }
    .into_any()
}
