//! Guesses at genre, mood, era and voice.

use leptos::prelude::*;
use protocol::Analysis;
use std::sync::Arc;

use crate::strings;

/// The tags that stand out, as guesses; nothing where none does.
#[component]
pub fn TagList(
    /// The analysis whose tags are shown.
    analysis: Arc<Analysis>,
) -> impl IntoView {
    let tags = analysis.tags.iter().map(|tag| {
        view! {
            <li class="tag">
                {strings::tag_name(&tag.name)}
                <span class="visually-hidden">{strings::tag_trust(tag)}</span>
            </li>
        }
    });
    let tags = tags.collect_view();
    (!analysis.tags.is_empty()).then(|| {
        view! {
            <section class="tags" aria-labelledby="tags-heading">
                <h3 id="tags-heading" class="tags__heading">{strings::TAGS}</h3>
                <ul>{tags}</ul>
                <p class="tags__hint">{strings::TAGS_HINT}</p>
            </section>
        }
    })
}
