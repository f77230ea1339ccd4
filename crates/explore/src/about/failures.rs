//! Where the model fails.

use leptos::prelude::*;
use protocol::figures::{Failure, Figures};
use std::sync::Arc;

use super::label_name;
use crate::strings;

/// What it cannot do, and the tracks on which it is furthest off.
#[component]
pub fn Failures(
    /// All figures.
    figures: Arc<Figures>,
) -> impl IntoView {
    let failure = |failure: &Failure| {
        let off = failure
            .labels
            .iter()
            .map(|(name, said, label)| strings::off(&label_name(name), *said, *label))
            .collect::<Vec<_>>();
        view! {
            <li>
                <strong>{failure.title.clone()}</strong>
                " "
                <span class="hint">{strings::failure_facts(failure)}</span>
                <br />
                {off.join(" · ")}
            </li>
        }
    };
    let failures = figures.worst.iter().map(failure).collect_view();
    let limits = strings::LIMITS.map(|limit| view! { <li>{limit}</li> });
    view! {
        <section aria-labelledby="about-failures">
            <h3 id="about-failures">{strings::FAILURES}</h3>
            <ul>{limits}</ul>
            <details>
                <summary>{strings::WORST}</summary>
                <ol class="about__failures">{failures}</ol>
            </details>
        </section>
    }
    .into_any()
}
