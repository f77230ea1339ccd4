//! What the predictions of a feature go by.

use leptos::prelude::*;
use protocol::figures::Figures;
use std::sync::Arc;
use ui::words::{decimal, part_name};

use super::label_name;
use crate::strings;

/// Families of the descriptor for the chosen feature, and a table for all.
#[component]
pub fn FamilyImportance(
    /// All figures.
    figures: Arc<Figures>,
    /// Place of the feature among the labels.
    chosen: RwSignal<usize>,
) -> impl IntoView {
    let heads = figures.labels.iter().map(|label| view! { <th scope="col">{label_name(&label.name)}</th> });
    let heads = heads.collect_view();
    let rows = figures.importance.iter().map(|family| {
        let lost = family.lost.iter().map(|lost| view! { <td>{decimal(*lost, 3)}</td> }).collect_view();
        view! { <tr><th scope="row">{part_name(&family.family)}</th>{lost}</tr> }
    });
    let rows = rows.collect_view();
    let shown = figures.clone();
    let bars = move || {
        let place = chosen.get();
        let lost = |lost: &[f64]| lost.get(place).copied().unwrap_or_default();
        let mut families: Vec<(String, f64)> =
            shown.importance.iter().map(|family| (part_name(&family.family), lost(&family.lost))).collect();
        families.sort_by(|a, b| b.1.total_cmp(&a.1));
        let most = families.first().map_or(1.0, |(_, most)| most.max(f64::MIN_POSITIVE));
        let bars = families.into_iter().map(|(name, lost)| {
            view! {
                <li>
                    <span>{name}</span>
                    <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
                        <rect class="about__track" x="0" y="0" width="100" height="12" />
                        <rect
                            class="about__bar"
                            x="0"
                            y="0"
                            width=format!("{:.1}", 100.0 * (lost / most).clamp(0.0, 1.0))
                            height="12"
                        />
                    </svg>
                    <span>{decimal(lost, 2)}</span>
                </li>
            }
        });
        bars.collect_view()
    };
    let title = move || {
        let name = figures.labels.get(chosen.get()).map(|label| label_name(&label.name));
        strings::importance_title(&name.unwrap_or_default())
    };
    view! {
        <section aria-labelledby="about-importance">
            <h3 id="about-importance">{title}</h3>
            <p>{strings::IMPORTANCE_HINT}</p>
            <ul class="about__bars">{bars}</ul>
            <details>
                <summary>{strings::AS_TABLE}</summary>
                <div class="table-frame" tabindex="0" role="group" aria-label=strings::AS_TABLE>
                    <table>
                        <thead><tr><th scope="col">{strings::FAMILY}</th>{heads}</tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </details>
        </section>
    }
    .into_any()
}
