//! A box in which a user finds a known song of the catalogue to start from.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::librarian::Search;
use protocol::{LibrarianError, TrackCard};
use web_sys::KeyboardEvent;

use crate::librarian::Librarian;
use crate::page::Page;
use crate::strings;
use ui::language::Text;

/// How many tracks are offered.
const OFFERED: u32 = 8;

/// The box and what it finds.
#[component]
pub fn CatalogueSearch(
    /// Shows what is chosen.
    page: Page,
    /// What it is called.
    label: Text,
) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let found = RwSignal::new(Vec::<TrackCard>::new());
    let failed = RwSignal::new(None::<LibrarianError>);
    let searched = RwSignal::new(String::new());
    let active = RwSignal::new(None::<usize>);
    let busy = StoredValue::new(false);
    let librarian = use_context::<Librarian>();
    let search = move || {
        let (Some(librarian), false) = (librarian, busy.get_value()) else { return };
        busy.set_value(true);
        spawn_local(async move {
            // Until what was searched for is what stands in the box.
            while let Some(wanted) = text.try_get_untracked() {
                if searched.try_get_untracked().is_none_or(|searched| searched == wanted) {
                    break;
                }
                match librarian.ask(Search { text: wanted.clone(), limit: OFFERED }).await {
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
    let warm_up = move || {
        if let Some(librarian) = librarian {
            spawn_local(async move { drop(librarian.ask(Search { text: String::new(), limit: 0 }).await) });
        }
    };
    let close = move || {
        searched.set(String::new());
        found.set(Vec::new());
        active.set(None);
    };
    let clear = move || {
        text.set(String::new());
        close();
    };
    let choose = move |place: usize| {
        if let Some(card) = found.with_untracked(|found| found.get(place).cloned()) {
            clear();
            page.follow(card);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let count = found.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" => active.update(|at| *at = next(*at, count)),
            "ArrowUp" => active.update(|at| *at = previous(*at, count)),
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
        (finished && !is_open() && failed.with(Option::is_none)).then_some(strings::SEARCH_NOTHING.get())
    };
    view! {
        <search class="search">
            <label for="catalogue-search">{label}</label>
            <input
                id="catalogue-search"
                type="search"
                dir="auto"
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
                on:focus=move |_| {
                    warm_up();
                    search();
                }
                on:blur=move |_| close()
                on:keydown=on_key
            />
            <ul
                id="search-options"
                class="search__options"
                class:is-open=is_open
                role="listbox"
                aria-label=strings::SEARCH_RESULTS
                // The box keeps the focus, and so the list stays until the press has become a click.
                on:mousedown=|event| event.prevent_default()
            >
                {move || found.get().into_iter().enumerate().map(|(place, card)| view! {
                    <li
                        id=option_id(place)
                        role="option"
                        aria-selected=move || (active.get() == Some(place)).to_string()
                        on:click=move |_| choose(place)
                    >
                        <span class="next__name" dir="auto">{card.name}</span>
                        <span class="next__artist" dir="auto">{card.artist}</span>
                    </li>
                }).collect_view()}
            </ul>
            <p class="search__said hint" role="status">
                {nothing}
                {move || failed.get().map(|error| strings::librarian_error(&error))}
            </p>
        </search>
    }
    .into_any()
}

/// The option below, round and round.
fn next(at: Option<usize>, count: usize) -> Option<usize> {
    (count > 0).then(|| at.map_or(0, |at| (at + 1) % count))
}

/// The option above, round and round.
fn previous(at: Option<usize>, count: usize) -> Option<usize> {
    (count > 0).then(|| at.map_or(count - 1, |at| (at + count - 1) % count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_go_round() {
        assert_eq!((next(None, 3), previous(None, 3)), (Some(0), Some(2)));
        assert_eq!((next(Some(2), 3), previous(Some(0), 3)), (Some(0), Some(2)));
        assert_eq!((next(None, 0), previous(Some(1), 0)), (None, None));
    }
}
