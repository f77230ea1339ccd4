//! Which catalogue tracks come from, and the way back to the built-in one.

use leptos::prelude::*;
use ui::controls::Action;

use crate::own_catalogue::OwnCatalogue;
use crate::strings;

/// A line below what should play next.
#[component]
pub fn CatalogueLine() -> impl IntoView {
    let catalogue = use_context::<OwnCatalogue>()?;
    catalogue.ask();
    let back = move || {
        catalogue.is_own().then(|| {
            let on_press = Callback::new(move |()| catalogue.go_back());
            view! { <Action label=strings::USE_BUILT_IN is_small=true on_press /> }
        })
    };
    Some(view! { <p class="hint">{move || catalogue.told()} " " {back}</p> })
}
