//! The search for a song of the catalogue: large while there is nothing else to show, in the bar from then on.

use leptos::prelude::*;

use crate::app::is_welcome;
use crate::components::catalogue_search::CatalogueSearch;
use crate::page::Page;
use crate::strings;
use ui::controls::when;

/// The search beside the drop zone.
#[component]
pub fn WelcomeSearch(
    /// Shows what is chosen.
    page: Page,
) -> impl IntoView {
    when(
        move || is_welcome(page),
        move || {
            view! {
                <CatalogueSearch page label=strings::SEARCH />
                <p class="hint">{strings::CATALOGUE_ENDS}</p>
            }
            .into_any()
        },
    )
}

/// The search in the bar.
#[component]
pub fn BarSearch(
    /// Shows what is chosen.
    page: Page,
) -> impl IntoView {
    when(
        move || !is_welcome(page),
        move || view! { <CatalogueSearch page label=strings::SEARCH_SHORT /> }.into_any(),
    )
}
