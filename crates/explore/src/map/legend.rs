//! The legend of the map, which also filters it.

use leptos::prelude::*;
use std::sync::Arc;

use super::scheme::Scheme;
use crate::strings;
use crate::swatch::Swatch;

/// The classes with their colours; each can be turned off.
#[component]
pub fn Legend(scheme: Memo<Arc<Scheme>>, hidden: RwSignal<Vec<bool>>) -> impl IntoView {
    let classes = move || {
        let scheme = scheme.get();
        let entries = scheme.labels.iter().cloned().zip(scheme.colours.iter().copied()).enumerate();
        let entries = entries.map(|(class, (label, colour))| {
            let is_shown = move || !hidden.with(|hidden| hidden.get(class).copied().unwrap_or_default());
            let toggle = move |_| {
                hidden.update(|hidden| {
                    hidden.iter_mut().skip(class).take(1).for_each(|is_hidden| *is_hidden = !*is_hidden)
                });
            };
            view! {
                <li>
                    <button
                        type="button"
                        class="legend__class"
                        aria-pressed=move || is_shown().to_string()
                        on:click=toggle
                    >
                        <Swatch colour />
                        {label}
                    </button>
                </li>
            }
        });
        entries.collect_view()
    };
    view! { <ul class="legend" aria-label=strings::LEGEND>{classes}</ul> }.into_any()
}
