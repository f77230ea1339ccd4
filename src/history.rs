//! Songs that the browser's back button leads back to: each that is shown in the place of one of the user's own tracks is a step
//! of its own. The parts of the page are steps already, by the address's fragment.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{History, Window};

use crate::page::{Guest, Page, View, put};

/// What was shown in the place of the user's track, step by step. A step of the browser's names one of these: the visit, which
/// a reload ends, and the index.
#[derive(Clone, Copy)]
struct Steps {
    visit: f64,
    shown: StoredValue<Vec<Option<Guest>>>,
    index: StoredValue<usize>,
}

/// Makes a step of whatever is shown from now on, and shows it again where the user goes back to it.
pub fn attend(page: Page) {
    let Some(window) = web_sys::window() else { return };
    let steps =
        Steps { visit: js_sys::Date::now(), shown: StoredValue::new(vec![None]), index: StoredValue::new(0) };
    steps.mark();
    Effect::new(move |_| {
        let guest = page.guest.get();
        if guest == steps.guest() {
            return;
        }
        steps.add(guest);
        // Where another part of the page was shown, its link makes the step.
        if page.view.get_untracked() == View::Listen && is_listening() {
            history().map(|history| history.push_state(&steps.state(), "")).transpose().unwrap_or_default();
        }
    });
    for event in ["popstate", "hashchange"] {
        let follow = Closure::<dyn FnMut()>::new(move || match steps.told() {
            Some(index) => {
                steps.index.set_value(index);
                put(page.guest, steps.guest());
            }
            None => steps.mark(),
        });
        drop(window.add_event_listener_with_callback(event, follow.as_ref().unchecked_ref()));
        // For as long as the page is open.
        follow.forget();
    }
}

impl Steps {
    fn guest(self) -> Option<Guest> {
        self.shown.with_value(|shown| shown.get(self.index.get_value()).cloned().flatten())
    }

    fn add(self, guest: Option<Guest>) {
        self.shown.update_value(|shown| shown.push(guest));
        self.index.set_value(self.shown.with_value(Vec::len) - 1);
    }

    fn state(self) -> JsValue {
        format!("{} {}", self.visit, self.index.get_value()).into()
    }

    /// Has the browser's present step name what is shown.
    fn mark(self) {
        history().map(|history| history.replace_state(&self.state(), "")).transpose().unwrap_or_default();
    }

    /// The index that the browser's present step names, if it does.
    fn told(self) -> Option<usize> {
        let state = history()?.state().ok()?.as_string()?;
        let (visit, index) = state.split_once(' ')?;
        (visit == self.visit.to_string()).then(|| index.parse().ok()).flatten()
    }
}

fn history() -> Option<History> {
    web_sys::window().and_then(|window: Window| window.history().ok())
}

/// Whether the address names the part where songs are shown.
fn is_listening() -> bool {
    let fragment = web_sys::window().and_then(|window| window.location().hash().ok());
    fragment.is_some_and(|fragment| fragment.is_empty() || fragment == "#listen")
}
