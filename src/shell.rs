//! Brings to life what `index.html` shows before any of this has loaded: the drop zone, the file picker and
//! the sample button stand there already; this attaches what they do, and mounts the app below them.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use web_sys::{ClipboardEvent, Document, DragEvent, Event, HtmlButtonElement, HtmlInputElement};

use crate::app::App;
use crate::audio::sample;
use crate::components::offline_status::OfflineStatus;
use crate::components::recorder_panel::RecorderPanel;
use crate::idle;
use crate::intake::{Intake, listed};
use crate::librarian::Librarian;
use crate::offline;
use crate::page::Page;
use crate::playlist::Playlist;
use crate::queue::Queue;
use crate::strings;
use ui::controls::Choice;
use ui::language::{self, LANGUAGES, Language};

/// Class of the drop zone while files hover over the page.
const HOVERED: &str = "is-hovered";

/// Mounts the app into the page.
pub fn mount() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let Some(main) = element::<web_sys::HtmlElement>(&document, "app") else { return };
    mount_to(main, move || {
        // In here, since signals need the owner and tasks the executor that mounting sets up.
        let language = language::at_start();
        dress(&document);
        let (page, librarian) = (Page::new(), Librarian::new());
        let intake = Intake {
            page,
            queue: Queue::new(page, librarian),
            librarian,
            playlist: Playlist::new(librarian, page.notices),
            importing: RwSignal::new(None),
        };
        intake.open_library();
        attach_picker(&document, "file-input", intake);
        attach_picker(&document, "folder-input", intake);
        attach_drop(&document, intake);
        attach_paste(&document, intake);
        attach_sample(&document, intake);
        attach_recorder(&document, intake, language);
        attach_offline(&document, language, intake);
        attach_language(&document, language);
        // Everything is said anew in another language.
        move || {
            language.get();
            view! { <App intake /> }
        }
    })
    .forget();
}

fn element<T: JsCast>(document: &Document, id: &str) -> Option<T> {
    document.get_element_by_id(id)?.dyn_into().ok()
}

fn attach_picker(document: &Document, id: &str, intake: Intake) {
    let Some(input) = element::<HtmlInputElement>(document, id) else { return };
    let take = {
        let input = input.clone();
        move || {
            intake.add_files(listed(input.files()));
            // So that choosing the same file again is a change again.
            input.set_value("");
        }
    };
    // What was chosen before this had loaded.
    take();
    listen(&input, "change", move |_: Event| take());
}

fn attach_drop(document: &Document, intake: Intake) {
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
    listen(document, "drop", move |event: DragEvent| {
        event.prevent_default();
        hover(false);
        if let Some(transfer) = event.data_transfer() {
            intake.add_dropped(&transfer);
        }
    });
}

/// Files that were copied in a file manager. Text is left to the box it is pasted into.
fn attach_paste(document: &Document, intake: Intake) {
    listen(document, "paste", move |event: ClipboardEvent| {
        let files = listed(event.clipboard_data().and_then(|data| data.files()));
        if !files.is_empty() {
            event.prevent_default();
            intake.add_files(files);
        }
    });
}

fn attach_sample(document: &Document, intake: Intake) {
    let Some(button) = element::<HtmlButtonElement>(document, "sample-button") else { return };
    button.set_disabled(false);
    listen(&button, "click", move |_: Event| {
        spawn_local(async move {
            if let Some(file) = sample::render().await {
                intake.add_made(strings::SAMPLE_NAME.get().into(), file);
            }
        });
    });
}

fn attach_recorder(document: &Document, intake: Intake, language: RwSignal<Language>) {
    if let Some(place) = element::<web_sys::HtmlElement>(document, "recorder") {
        mount_to(place, move || {
            move || {
                language.get();
                view! { <RecorderPanel intake /> }
            }
        })
        .forget();
    }
}

fn attach_language(document: &Document, language: RwSignal<Language>) {
    let Some(place) = element::<web_sys::HtmlElement>(document, "language") else { return };
    let choose = move |place: usize| {
        if let Some((chosen, ..)) = LANGUAGES.get(place) {
            language::choose(*chosen, language);
            if let Some(document) = web_sys::window().and_then(|window| window.document()) {
                dress(&document);
            }
        }
    };
    let chosen = move || LANGUAGES.iter().position(|(other, ..)| *other == language.get()).unwrap_or(0);
    mount_to(place, move || {
        move || {
            language.get();
            view! {
                <Choice
                    label=strings::LANGUAGE
                    choices=LANGUAGES.map(|(_, _, name)| name).to_vec()
                    chosen=Signal::derive(chosen)
                    on_choose=Callback::new(choose)
                />
            }
        }
    })
    .forget();
}

/// Puts what `index.html` says into the language that is spoken.
fn dress(document: &Document) {
    if let Some(root) = document.document_element() {
        drop(root.set_attribute("lang", language::code()));
    }
    let Ok(elements) = document.query_selector_all("[data-text]") else { return };
    for element in (0..elements.length()).filter_map(|element| elements.item(element)) {
        let element: web_sys::Element = wasm_bindgen::JsCast::unchecked_into(element);
        let text = element.get_attribute("data-text").and_then(|name| strings::of_shell(&name));
        if let Some(text) = text {
            element.set_text_content(Some(text.get()));
        }
    }
}

/// The line at the foot of the page.
fn attach_offline(document: &Document, language: RwSignal<Language>, intake: Intake) {
    let Some(line) = element::<web_sys::HtmlElement>(document, "offline-status") else { return };
    let state = RwSignal::new(offline::Offline::default());
    idle::get_ready(intake.queue, intake.librarian, state);
    mount_to(line, move || {
        move || {
            language.get();
            view! { <OfflineStatus state /> }
        }
    })
    .forget();
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
