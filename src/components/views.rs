//! The parts of the page, and the way from one to the other. The address's fragment names the part: the browser's back
//! button works, and a part can be bookmarked.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;

use crate::page::{Page, View, put};
use crate::strings;
use ui::language::Text;

/// The parts with their names and fragments.
const VIEWS: [(View, Text, &str); 5] = [
    (View::Listen, strings::VIEW_LISTEN, "#listen"),
    (View::Table, strings::VIEW_TABLE, "#library"),
    (View::Map, strings::VIEW_MAP, "#map"),
    (View::Groups, strings::VIEW_GROUPS, "#groups"),
    (View::About, strings::VIEW_ABOUT, "#about"),
];

/// Links to the parts.
#[component]
pub fn Views(
    /// Where the part that is shown is kept.
    page: Page,
) -> impl IntoView {
    follow_address(page);
    Effect::new(move |before: Option<View>| {
        let view = page.view.get();
        // Going to another part is a step that can be gone back; the first part is where the user came in.
        if before.is_some_and(|before| before != view) && named() != Some(view) {
            let fragment = VIEWS.iter().find(|(other, ..)| *other == view).map_or("", |(_, _, at)| *at);
            if let Some(window) = web_sys::window() {
                drop(window.location().set_hash(fragment));
            }
        }
        if before.is_some_and(|before| before != view)
            && let Some(window) = web_sys::window()
        {
            window.scroll_to_with_x_and_y(0.0, 0.0);
        }
        view
    });
    let links = VIEWS.map(|(view, name, fragment)| {
        view! {
            <li>
                <a href=fragment aria-current=move || (page.view.get() == view).then_some("page")>
                    {name}
                </a>
            </li>
        }
    });
    view! {
        <nav class="views" aria-label=strings::VIEWS>
            <ul>{links}</ul>
        </nav>
    }
    .into_any()
}

/// Shows the part that the address names, now and whenever it changes.
fn follow_address(page: Page) {
    let follow = move || {
        if let Some(view) = named() {
            put(page.view, view);
        }
    };
    follow();
    let on_change = Closure::<dyn FnMut()>::new(follow);
    if let Some(window) = web_sys::window() {
        drop(window.add_event_listener_with_callback("hashchange", on_change.as_ref().unchecked_ref()));
    }
    // For as long as the page is open.
    on_change.forget();
}

/// The part that the address names.
fn named() -> Option<View> {
    let fragment = web_sys::window()?.location().hash().ok()?;
    if fragment.is_empty() {
        return Some(View::default());
    }
    VIEWS.iter().find(|(_, _, at)| *at == fragment).map(|(view, ..)| *view)
}
