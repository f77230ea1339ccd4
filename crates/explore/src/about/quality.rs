//! How good each prediction is, beside a constant.

use leptos::prelude::*;
use protocol::figures::Figures;
use std::sync::Arc;
use ui::words::{decimal, percent};

use super::label_name;
use crate::strings;

/// Bars and the table behind them.
#[component]
pub fn Quality(
    /// All figures.
    figures: Arc<Figures>,
) -> impl IntoView {
    let bar = |share: f64, class: &'static str, y: &'static str| {
        view! { <rect class=class x="0" y=y width=format!("{:.1}", 100.0 * share.clamp(0.0, 1.0)) height="5" /> }
    };
    let bars = figures.labels.iter().map(|label| {
        view! {
            <li>
                <span>{label_name(&label.name)}</span>
                <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
                    <rect class="about__track" x="0" y="0" width="100" height="12" />
                    {bar(label.r2, "about__bar", "0")}
                    {bar(label.short_r2, "about__bar--other", "6")}
                </svg>
                <span>{percent(label.r2)}</span>
            </li>
        }
    });
    let bars = bars.collect_view();
    let rows = figures.labels.iter().map(|label| {
        view! {
            <tr>
                <th scope="row">{label_name(&label.name)}</th>
                <td>{decimal(label.r2, 2)}</td>
                <td>{decimal(label.short_r2, 2)}</td>
                <td>{decimal(label.mae, 3)}</td>
                <td>{decimal(label.constant_mae, 3)}</td>
                <td>{format!("±{}", decimal(label.margin, 3))}</td>
                <td>{percent(label.coverage)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section aria-labelledby="about-quality">
            <h3 id="about-quality">{strings::QUALITY}</h3>
            <p>{strings::QUALITY_HINT}</p>
            <ul class="about__bars">{bars}</ul>
            <details>
                <summary>{strings::AS_TABLE}</summary>
                <div class="table-frame" tabindex="0" role="group" aria-label=strings::AS_TABLE>
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{strings::FEATURE}</th>
                                <th scope="col">{strings::R2}</th>
                                <th scope="col">{strings::SHORT_R2}</th>
                                <th scope="col">{strings::MAE}</th>
                                <th scope="col">{strings::CONSTANT_MAE}</th>
                                <th scope="col">{strings::MARGIN}</th>
                                <th scope="col">{strings::COVERAGE}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                <p class="hint">{strings::TABLE_HINT}</p>
            </details>
        </section>
    }
    .into_any()
}
