//! What there is to explore: the map, its groups, the story of the model. A module of its own, loaded when it is first opened, so that the page
//! stays small; `src/explorer.rs` is the page's side.

mod about;
mod grouper;
mod groups;
mod link;
mod map;
mod naming;
mod plot;
mod strings;
mod swatch;
mod table;
mod with_map;

use js_sys::{Function, Uint8Array};
use leptos::prelude::*;
use protocol::explore::Part;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use link::Link;

/// What is open.
struct Opened {
    /// Takes it away.
    end: Box<dyn FnOnce()>,
    /// Tells it that the user's tracks have changed.
    changed: RwSignal<u32>,
}

thread_local! {
    static OPEN: RefCell<Option<Opened>> = const { RefCell::new(None) };
}

fn main() {
    console_error_panic_hook::set_once();
}

/// Shows a part, an encoded [`Part`], in an element. `ask` takes an encoded call to the librarian and promises its encoded
/// outcome; `wish` gets encoded [`Wish`](protocol::explore::Wish)es.
#[wasm_bindgen]
pub fn open(part: Uint8Array, element: HtmlElement, ask: Function, wish: Function) {
    close();
    let Ok(part) = wire::decode::<Part>(&part.to_vec()) else { return };
    let news = Rc::new(Cell::new(None));
    let told = news.clone();
    let handle = mount_to(element, move || {
        ui::language::at_start();
        let link = Link::new(ask, wish);
        let changed = RwSignal::new(0);
        told.set(Some(changed));
        match part {
            Part::Map => view! { <map::Map link changed /> }.into_any(),
            Part::Groups => view! { <groups::Groups link changed /> }.into_any(),
            Part::About => view! { <about::About /> }.into_any(),
        }
    });
    if let Some(changed) = news.take() {
        OPEN.set(Some(Opened { end: Box::new(move || drop(handle)), changed }));
    }
}

/// Takes away what is shown.
#[wasm_bindgen]
pub fn close() {
    if let Some(opened) = OPEN.take() {
        (opened.end)();
    }
}

/// Hears that the user's tracks have changed.
#[wasm_bindgen]
pub fn refresh() {
    OPEN.with_borrow(|open| open.as_ref().map(|open| open.changed.update(|count| *count += 1)));
}
