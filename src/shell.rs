//! Brings to life what `index.html` shows before any of this has loaded: the bar, the drop zone, the file picker and the
//! sample button stand there already; this attaches what they do, and mounts the app into the places that are left for it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use web_sys::{
    ClipboardEvent, DataTransfer, Document, DragEvent, Event, HtmlButtonElement, HtmlInputElement,
};

use crate::analyst::Explainer;
use crate::app::{App, Main, is_welcome};
use crate::arrangement::Arrangement;
use crate::audio::sample;
use crate::components::choices::Choices;
use crate::components::drawer::DrawerButton;
use crate::components::offline_status::OfflineStatus;
use crate::components::recorder_panel::RecorderPanel;
use crate::components::views::Views;
use crate::components::welcome::{BarSearch, WelcomeSearch};
use crate::handles::Handles;
use crate::history;
use crate::idle;
use crate::intake::{Intake, listed};
use crate::librarian::Librarian;
use crate::offline;
use crate::own_catalogue::OwnCatalogue;
use crate::page::Page;
use crate::player::Player;
use crate::playlist::Playlist;
use crate::queue::Queue;
use crate::settings::Settings;
use crate::strings;
use crate::tagging::Tagging;
use crate::usual::Usual;
use crate::wishes::Wishes;
use ui::language::{self, Language};

/// Class of the page while files hover over the page.
const HOVERED: &str = "is-hovered";

/// Mounts the app into the page.
pub fn mount() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let Some(main) = element::<web_sys::HtmlElement>(&document, "app") else { return };
    mount_to(main, move || {
        // In here, since signals need the owner and tasks the executor that mounting sets up.
        let language = language::at_start();
        dress(&document);
        let app = assembled(language);
        let intake = app.intake;
        intake.open_library();
        history::attend(intake.page);
        attach_picker(&document, "file-input", intake);
        attach_picker(&document, "folder-input", intake);
        ["file-input", "folder-input"].into_iter().for_each(|id| attach_handles(&document, id, intake));
        attach_drop(&document, intake);
        attach_paste(&document, intake);
        attach_sample(&document, intake);
        guard_queue(intake.queue);
        attach_offline(&document, language, intake);
        attach_welcome(&document, intake.page);
        let attach = |id, view: fn(App) -> AnyView| attach_part(&document, id, app, view);
        attach("views", |app| view! { <Views page=app.intake.page /> }.into_any());
        attach("search", |app| view! { <BarSearch page=app.intake.page /> }.into_any());
        attach("welcome-search", |app| view! { <WelcomeSearch page=app.intake.page /> }.into_any());
        attach("recorder", |app| view! { <RecorderPanel intake=app.intake /> }.into_any());
        attach("playlist-opener", |app| {
            view! { <DrawerButton page=app.intake.page playlist=app.intake.playlist /> }.into_any()
        });
        attach("choices", |app| view! { <Choices language=app.language settings=app.settings /> }.into_any());
        // Everything is said anew in another language.
        move || {
            language.get();
            view! { <Main app /> }
        }
    })
    .forget();
}

/// Everything that lives as long as the page.
fn assembled(language: RwSignal<Language>) -> App {
    let (page, librarian, settings) = (Page::new(), Librarian::new(), Settings::kept());
    let playlist = Playlist::new(librarian, page.notices);
    let queue = Queue::new(page, librarian);
    let handles = Handles::new(librarian, queue);
    let catalogue = OwnCatalogue::new(librarian, page.notices, queue);
    let importing = RwSignal::new(None);
    App {
        intake: Intake { page, queue, librarian, playlist, catalogue, handles, importing },
        player: Player::new(page, playlist, librarian, handles, settings),
        settings,
        arrangement: Arrangement::usual(),
        wishes: Wishes::new(),
        usual: Usual::new(librarian),
        explainer: Explainer::new(),
        tagging: Tagging::new(),
        language,
    }
}

/// Mounts a part of the app into a place that `index.html` has for it, and anew in another language.
fn attach_part(document: &Document, id: &str, app: App, view: fn(App) -> AnyView) {
    if let Some(place) = element::<web_sys::HtmlElement>(document, id) {
        mount_to(place, move || {
            move || {
                app.language.get();
                app.provide();
                view(app)
            }
        })
        .forget();
    }
}

/// Has the page show what it is as long as there is nothing else to show, and what there is from then on.
fn attach_welcome(document: &Document, page: Page) {
    let Some(body) = document.body() else { return };
    let body = StoredValue::new_local(body);
    Effect::new(move |_| {
        let is_open = !is_welcome(page);
        body.with_value(|body| drop(body.class_list().toggle_with_force("is-open", is_open)));
    });
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

/// Has the browser's picker come up in the place of the input element's, where it has one.
fn attach_handles(document: &Document, id: &str, intake: Intake) {
    let Some(input) = element::<HtmlInputElement>(document, id) else { return };
    let asked = input.clone();
    listen(&input, "click", move |event: Event| {
        if intake.pick(&asked) {
            event.prevent_default();
        }
    });
}

fn attach_drop(document: &Document, intake: Intake) {
    let Some(body) = document.body() else { return };
    let hover = move |hovered: bool| drop(body.class_list().toggle_with_force(HOVERED, hovered));
    // Anywhere on the page is a fine place to drop a file, and none may make the browser leave.
    let over = hover.clone();
    listen(document, "dragover", move |event: DragEvent| {
        if event.data_transfer().is_some_and(|transfer| has_files(&transfer)) {
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
        hover(false);
        // Text that is dropped is left to the box it is dropped into.
        if let Some(transfer) = event.data_transfer().filter(has_files) {
            event.prevent_default();
            intake.add_dropped(&transfer);
        }
    });
}

/// Whether files are dragged: what is dragged within the page is none.
fn has_files(transfer: &DataTransfer) -> bool {
    transfer.types().includes(&"Files".into(), 0)
}

/// Has the browser ask before the page is left while files wait: they are not kept, and would have to be added again.
fn guard_queue(queue: Queue) {
    let Some(window) = web_sys::window() else { return };
    listen(&window, "beforeunload", move |event: Event| {
        if !queue.is_idle() {
            event.prevent_default();
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

/// Puts what `index.html` says into the language that is spoken.
pub fn dress(document: &Document) {
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
