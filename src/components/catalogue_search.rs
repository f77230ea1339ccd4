//! A box in which a user finds a known song of the catalogue to start from.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::{AnalysisError, TrackCard};
use web_sys::KeyboardEvent;

use crate::adviser::Adviser;
use crate::state::Library;
use crate::strings;

/// How many tracks are offered.
const OFFERED: usize = 8;

/// The box and what it finds.
#[component]
pub fn CatalogueSearch(
    /// Shows what is chosen.
    library: Library,
) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let found = RwSignal::new(Vec::<TrackCard>::new());
    let failed = RwSignal::new(None::<AnalysisError>);
    let searched = RwSignal::new(String::new());
    let active = RwSignal::new(None::<usize>);
    let busy = StoredValue::new(false);
    let adviser = use_context::<Adviser>();
    let search = move || {
        let (Some(adviser), false) = (adviser, busy.get_value()) else { return };
        busy.set_value(true);
        spawn_local(async move {
            // Until what was searched for is what stands in the box.
            while let Some(wanted) = text.try_get_untracked() {
                if searched.try_get_untracked().is_none_or(|searched| searched == wanted) {
                    break;
                }
                match adviser.search(wanted.clone(), OFFERED).await {
                    Ok(tracks) => {
                        found.try_set(tracks);
                        failed.try_set(None);
                    }
                    Err(error) => {
                        failed.try_set(Some(error));
                    }
                }
                active.try_set(None);
                searched.try_set(wanted);
            }
            busy.try_set_value(false);
        });
    };
    // Loads the catalogue and its words before the first key is pressed.
    let warm_up = move |_| {
        if let Some(adviser) = adviser {
            spawn_local(async move { drop(adviser.search(String::new(), 0).await) });
        }
    };
    let clear = move || {
        text.set(String::new());
        searched.set(String::new());
        found.set(Vec::new());
        active.set(None);
    };
    let choose = move |place: usize| {
        if let Some(card) = found.with_untracked(|found| found.get(place).cloned()) {
            clear();
            library.follow(card);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let count = found.with_untracked(Vec::len);
        let step = |by: usize| {
            (count > 0).then(|| active.get_untracked().map_or(by % count, |at| (at + by + 1) % count))
        };
        match event.key().as_str() {
            "ArrowDown" => active.set(step(0)),
            "ArrowUp" => active.set(step(count.saturating_sub(2)).or(None)),
            "Enter" if count > 0 => choose(active.get_untracked().unwrap_or(0)),
            "Escape" => clear(),
            _ => return,
        }
        event.prevent_default();
    };
    let option_id = |place: usize| format!("search-option-{place}");
    let is_open = move || found.with(|found| !found.is_empty());
    let nothing = move || {
        let finished = searched.with(|searched| !searched.trim().is_empty()) && searched.get() == text.get();
        (finished && !is_open() && failed.with(Option::is_none)).then_some(strings::SEARCH_NOTHING)
    };
    view! {
        <search class="search">
            <label for="catalogue-search">{strings::SEARCH}</label>
            <input
                id="catalogue-search"
                type="search"
                autocomplete="off"
                role="combobox"
                aria-expanded=move || is_open().to_string()
                aria-controls="search-options"
                aria-autocomplete="list"
                aria-activedescendant=move || active.get().map(option_id)
                placeholder=strings::SEARCH_EXAMPLE
                prop:value=move || text.get()
                on:input=move |event| {
                    text.set(event_target_value(&event));
                    search();
                }
                on:focus=warm_up
                on:keydown=on_key
            />
            <ul
                id="search-options"
                class="search__options"
                class:is-open=is_open
                role="listbox"
                aria-label=strings::SEARCH_RESULTS
            >
                {move || found.get().into_iter().enumerate().map(|(place, card)| view! {
                    <li
                        id=option_id(place)
                        role="option"
                        aria-selected=move || (active.get() == Some(place)).to_string()
                        on:click=move |_| choose(place)
                    >
                        <span class="next__name">{card.name}</span>
                        <span class="next__artist">{card.artist}</span>
                    </li>
                }).collect_view()}
            </ul>
            <p class="hint" role="status">
                {nothing}
                {move || failed.get().map(|error| strings::error_text(&error))}
            </p>
        </search>
    }
    .into_any()
}
