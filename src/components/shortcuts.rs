//! Single keys that work the player and the page, and a list of them on "?". They can be turned off, for those whom they
//! would surprise: users of speech input, say.

use leptos::html::Dialog;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, KeyboardEvent};

use crate::components::drawer::{close, focus, toggle};
use crate::page::Page;
use crate::player::Player;
use crate::settings::Settings;
use crate::strings;
use ui::controls::{Check, IconButton, icons};
use ui::language::Text;

/// How far a key skips, seconds.
const LEAP_S: f64 = 10.0;

/// Keys and what they do.
const KEYS: [(&str, Text); 9] = [
    ("K", strings::KEY_PLAY),
    ("J", strings::KEY_BACK),
    ("L", strings::KEY_FORTH),
    ("N", strings::KEY_NEXT),
    ("P", strings::KEY_PREVIOUS),
    ("Q", strings::KEY_PLAYLIST),
    ("/", strings::KEY_SEARCH),
    ("?", strings::KEY_HELP),
    ("Esc", strings::KEY_CLOSE),
];

/// The list; and, as long as the page is open, who listens to the keys.
#[component]
pub fn Shortcuts(
    /// What they work.
    player: Player,
    /// Whether they do.
    settings: Settings,
    /// What else they work.
    page: Page,
) -> impl IntoView {
    let list = NodeRef::<Dialog>::new();
    let hear = move |event: KeyboardEvent| {
        let is_plain =
            !event.ctrl_key() && !event.meta_key() && !event.alt_key() && !event.default_prevented();
        if !is_plain || !settings.shortcuts.get_untracked() || is_typing(&event) {
            return;
        }
        match event.key().to_lowercase().as_str() {
            "k" => player.toggle(),
            "j" => player.skip(-LEAP_S),
            "l" => player.skip(LEAP_S),
            "n" => player.go_on(),
            "p" => player.go_back(),
            "q" => toggle(page),
            "escape" if page.is_playlist_open.get_untracked() && !is_popover_open() => close(page),
            "/" => focus("catalogue-search"),
            "?" => list.get_untracked().into_iter().for_each(|list| list.show_modal().unwrap_or_default()),
            _ => return,
        }
        event.prevent_default();
    };
    let hear = Closure::<dyn FnMut(KeyboardEvent)>::new(hear);
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        drop(document.add_event_listener_with_callback("keydown", hear.as_ref().unchecked_ref()));
        let hear = StoredValue::new_local((document, hear));
        on_cleanup(move || {
            hear.try_with_value(|(document, hear)| {
                drop(document.remove_event_listener_with_callback("keydown", hear.as_ref().unchecked_ref()));
            });
        });
    }
    let rows = KEYS.map(|(key, what)| view! { <li><kbd>{key}</kbd><span>{what}</span></li> });
    view! {
        <dialog class="shortcuts" node_ref=list aria-labelledby="shortcuts-heading">
            <div class="section-head">
                <h2 id="shortcuts-heading">{strings::SHORTCUTS}</h2>
                <IconButton
                    name=Signal::derive(|| strings::DISMISS.get().to_owned())
                    drawing=icons::CLOSE
                    on_press=Callback::new(move |()| {
                        list.get_untracked().into_iter().for_each(|list| list.close());
                    })
                />
            </div>
            <ul>{rows}</ul>
            <Check label=strings::SHORTCUTS_ON value=settings.shortcuts />
        </dialog>
    }
    .into_any()
}

/// Whether something lies over the page that Escape closes first.
fn is_popover_open() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| document.query_selector(":popover-open").is_ok_and(|open| open.is_some()))
}

/// Whether a key goes into something that takes keys itself.
fn is_typing(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    target.is_some_and(|element| {
        element.is_content_editable()
            || element
                .closest("input:not([type=range], [type=checkbox]), select, textarea, dialog")
                .ok()
                .flatten()
                .is_some()
    })
}
