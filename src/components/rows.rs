//! Long lists of which only the rows in sight are drawn.

use leptos::prelude::*;
use std::ops::Range;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Rows that are drawn above and below those in sight.
const MARGIN: usize = 8;

/// Height that is taken until the list has been laid out, pixels.
const FIRST_HEIGHT: f64 = 800.0;

/// Where a scrolled list stands. Copies are handles to the same list.
#[derive(Clone, Copy)]
pub struct Scrolled {
    top: RwSignal<f64>,
    height: RwSignal<f64>,
    row_height: f64,
}

impl Scrolled {
    /// A list at its top, of rows of one height, pixels.
    pub fn new(row_height: f64) -> Self {
        Self { top: RwSignal::new(0.0), height: RwSignal::new(FIRST_HEIGHT), row_height }
    }

    /// Hears of the list's scrolling.
    pub fn follow(self, event: &web_sys::Event) {
        if let Some(list) = event.current_target().and_then(|list| list.dyn_into::<HtmlElement>().ok()) {
            self.top.set(f64::from(list.scroll_top()));
            self.height.set(f64::from(list.client_height()));
        }
    }

    /// Scrolls a list that has been built anew to where it stood.
    pub fn restore(self, list: &HtmlElement) {
        list.set_scroll_top(self.top.get_untracked() as i32);
    }

    /// Places of the rows to draw.
    pub fn range(self, count: usize) -> Range<usize> {
        let first = (self.top.get() / self.row_height) as usize;
        let fitting = (self.height.get() / self.row_height).ceil() as usize;
        let start = first.saturating_sub(MARGIN).min(count);
        start..(first + fitting + MARGIN).min(count)
    }

    /// Height of some rows, for what stands in their place.
    pub fn height_of(self, rows: usize) -> String {
        format!("{}px", rows as f64 * self.row_height)
    }

    /// Scrolls a list so that a row is in sight.
    pub fn reveal(self, list: &HtmlElement, place: usize) {
        let (above, below) = (place as f64 * self.row_height, (place + 1) as f64 * self.row_height);
        let (top, height) = (f64::from(list.scroll_top()), f64::from(list.client_height()));
        if above < top {
            list.set_scroll_top(above as i32);
        } else if below > top + height {
            list.set_scroll_top((below - height) as i32);
        }
    }
}
