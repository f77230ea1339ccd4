//! Which catalogue the page recommends from: the built-in one, a file of the user's, or what lies at an address beside the
//! page (`?catalogue=mine/jazz.seguecat`). The librarian keeps the choice.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::librarian::{ChooseCatalogue, OpenCatalogue, TakeCatalogue};
use protocol::{CatalogueInUse, LibrarianError};
use wasm_bindgen::JsValue;
use web_sys::{Blob, Url};

use crate::librarian::Librarian;
use crate::notices::Notices;
use crate::page::put;
use crate::queue::Queue;
use crate::strings;

/// Parameter of the page's address that names a catalogue.
const PARAMETER: &str = "catalogue";

/// The choice; a context of the app. Copies are handles to the same.
#[derive(Clone, Copy)]
pub struct OwnCatalogue {
    librarian: Librarian,
    notices: Notices,
    queue: Queue,
    in_use: RwSignal<Option<Result<CatalogueInUse, LibrarianError>>>,
}

impl OwnCatalogue {
    /// Not known yet.
    pub fn new(librarian: Librarian, notices: Notices, queue: Queue) -> Self {
        Self { librarian, notices, queue, in_use: RwSignal::new(None) }
    }

    /// Asks which one is in use, which loads it.
    pub fn ask(self) {
        let librarian = self.librarian;
        spawn_local(async move { put(self.in_use, Some(librarian.ask(OpenCatalogue {}).await)) });
    }

    /// Which one is in use, in words; nothing as long as that is not known.
    pub fn told(self) -> Option<String> {
        self.in_use.with(|in_use| in_use.as_ref()?.as_ref().ok().map(strings::catalogue_in_use))
    }

    /// Whether it is the user's own, or would be if it could be loaded.
    pub fn is_own(self) -> bool {
        self.in_use.with(|in_use| match in_use {
            Some(Ok(catalogue)) => catalogue.name.is_some(),
            Some(Err(error)) => matches!(error, LibrarianError::Catalogue { .. }),
            None => false,
        })
    }

    /// Whether names of what is recommended are fetched one by one.
    pub fn fetches_names(self) -> bool {
        let in_use = self
            .in_use
            .try_with_untracked(|in_use| matches!(in_use, Some(Ok(catalogue)) if catalogue.is_in_cells));
        in_use.unwrap_or(false)
    }

    /// Uses what the page's address names, before anything is asked of the catalogue. The address is the page's own again
    /// then: the choice is kept.
    pub async fn at_start(self) {
        let Some((address, rest)) = asked_for() else { return };
        if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
            drop(history.replace_state_with_url(&JsValue::NULL, "", Some(&rest)));
        }
        let chosen = self.librarian.ask(ChooseCatalogue { address: Some(address) }).await;
        self.begin(chosen);
    }

    /// Uses a file.
    pub async fn take(self, name: String, file: Blob) {
        let taken = self.librarian.ask_with(TakeCatalogue { name }, file, |_, _| {}).await;
        self.begin(taken.map(|(catalogue, ())| catalogue));
    }

    /// Uses the built-in one again.
    pub fn go_back(self) {
        spawn_local(async move {
            match self.librarian.ask(ChooseCatalogue { address: None }).await {
                Ok(_) => load_anew(),
                Err(error) => self.notices.warn(strings::librarian_error(&error), Vec::new()),
            }
        });
    }

    /// Says what became of a choice. What is being analysed is not cut off by loading the page anew.
    fn begin(self, chosen: Result<CatalogueInUse, LibrarianError>) {
        match chosen {
            Ok(catalogue) if !catalogue.is_for_next_visit => {
                self.notices.tell(strings::catalogue_in_use(&catalogue), Vec::new());
                put(self.in_use, Some(Ok(catalogue)));
            }
            Ok(_) if self.queue.is_idle() => load_anew(),
            Ok(catalogue) => {
                let text = strings::catalogue_is_next(&catalogue);
                self.notices.offer(text, strings::LOAD_ANEW, load_anew);
            }
            Err(error) => self.notices.warn(strings::librarian_error(&error), Vec::new()),
        }
    }
}

/// The catalogue that the page's address names, and the address without it.
fn asked_for() -> Option<(String, String)> {
    let url = Url::new(&web_sys::window()?.location().href().ok()?).ok()?;
    let address = url.search_params().get(PARAMETER).filter(|address| !address.is_empty())?;
    url.search_params().delete(PARAMETER);
    Some((address, url.href()))
}

fn load_anew() {
    if let Some(window) = web_sys::window() {
        drop(window.location().reload());
    }
}
