//! Brings to life what `index.html` shows before any of this has loaded: the drop zone, the file picker and
//! the sample button stand there already; this attaches what they do, and mounts the app below them.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Document, DragEvent, Event, FileList, HtmlButtonElement, HtmlInputElement};

use crate::adviser::Adviser;
use crate::app::App;
use crate::queue::Queue;
use crate::state::Library;

/// Class of the drop zone while files hover over the page.
const HOVERED: &str = "is-hovered";

/// Mounts the app into the page.
pub fn mount() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let Some(main) = element::<web_sys::HtmlElement>(&document, "app") else { return };
    mount_to(main, move || {
        // In here, since signals need the owner and tasks the executor that mounting sets up.
        let library = Library::new();
        let adviser = Adviser::new();
        let queue = Queue::new(library, adviser);
        attach_picker(&document, &queue);
        attach_drop(&document, &queue);
        attach_sample(&document, &queue);
        let explainer = queue.explainer();
        view! { <App library explainer adviser /> }
    })
    .forget();
}

fn element<T: JsCast>(document: &Document, id: &str) -> Option<T> {
    document.get_element_by_id(id)?.dyn_into().ok()
}

fn attach_picker(document: &Document, queue: &Queue) {
    let Some(input) = element::<HtmlInputElement>(document, "file-input") else { return };
    let queue = queue.clone();
    let take = {
        let input = input.clone();
        move || {
            queue.add_files(listed(input.files()));
            // So that choosing the same file again is a change again.
            input.set_value("");
        }
    };
    // What was chosen before this had loaded.
    take();
    listen(&input, "change", move |_: Event| take());
}

fn attach_drop(document: &Document, queue: &Queue) {
    let Some(zone) = document.get_element_by_id("drop-zone") else { return };
    let hover = {
        let zone = zone.clone();
        move |hovered: bool| drop(zone.class_list().toggle_with_force(HOVERED, hovered))
    };
    // Anywhere on the page is a fine place to drop a file, and none may make the browser leave.
    let over = hover.clone();
    listen(document, "dragover", move |event: DragEvent| {
        // What is dragged within the page is no file.
        let types = event.data_transfer().map(|transfer| transfer.types());
        if types.is_some_and(|types| types.includes(&"Files".into(), 0)) {
            event.prevent_default();
            over(true);
        }
    });
    let leave = hover.clone();
    listen(document, "dragleave", move |event: DragEvent| {
        if event.related_target().is_none() {
            leave(false);
        }
    });
    let queue = queue.clone();
    listen(document, "drop", move |event: DragEvent| {
        event.prevent_default();
        hover(false);
        queue.add_files(listed(event.data_transfer().and_then(|transfer| transfer.files())));
    });
}

fn attach_sample(document: &Document, queue: &Queue) {
    let Some(button) = element::<HtmlButtonElement>(document, "sample-button") else { return };
    button.set_disabled(false);
    let queue = queue.clone();
    listen(&button, "click", move |_: Event| queue.add_sample());
}

fn listed(files: Option<FileList>) -> Vec<web_sys::File> {
    let Some(files) = files else { return Vec::new() };
    (0..files.length()).filter_map(|index| files.get(index)).collect()
}

/// Listens for as long as the page is open.
fn listen<E: JsCast + wasm_bindgen::convert::FromWasmAbi + 'static>(
    target: &web_sys::EventTarget,
    event: &str,
    react: impl FnMut(E) + 'static,
) {
    let closure = Closure::<dyn FnMut(E)>::new(react);
    drop(target.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref()));
    closure.forget();
}
