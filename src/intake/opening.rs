//! The library that was kept: how it comes back, and what is heard of it from then on.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::librarian::{OpenLibrary, OpenStorage};
use protocol::{LibrarianError, LibraryNews};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::Intake;
use crate::page::put;
use crate::strings;

impl Intake {
    /// Brings back what was kept, and hears what changes from then on.
    pub fn open_library(self) {
        self.librarian.on_news(move |news| self.hear(news));
        self.librarian.recall_numbers(move || self.page.tracks.numbers());
        spawn_local(async move {
            self.catalogue.at_start().await;
            if let Err(error) = self.open_tracks().await {
                self.page.notices.warn(strings::librarian_error(&error), Vec::new());
            }
            self.page.tracks.select_latest();
            self.playlist.open().await;
            self.queue.library_is_open();
            self.handles.open().await;
            if let Ok(storage) = self.librarian.ask(OpenStorage {}).await {
                put(self.page.tracks.storage, storage);
            }
        });
    }

    async fn open_tracks(self) -> Result<(), LibrarianError> {
        let mut start = 0;
        loop {
            let page = self.librarian.ask(OpenLibrary { start }).await?;
            start += page.tracks.len() as u32;
            let is_last = page.tracks.is_empty() || start >= page.total;
            if !page.tracks.is_empty() {
                self.page.tracks.told(page.tracks);
            }
            if is_last {
                return Ok(());
            }
        }
    }

    fn hear(self, news: LibraryNews) {
        match news {
            LibraryNews::Tracks(tracks) => {
                let told = self.page.tracks.told(tracks);
                self.page.tracks.select_first(&told);
            }
            LibraryNews::Removed(numbers) => self.page.tracks.removed(&numbers),
            LibraryNews::PlaylistChanged => spawn_local(self.playlist.open_anew()),
            LibraryNews::Storage(storage) => {
                let may_ask = storage.is_persistent == Some(false) && storage.problem.is_none();
                put(self.page.tracks.storage, storage);
                if may_ask {
                    spawn_local(self.ask_for_persistence());
                }
            }
        }
    }

    /// Once something is kept that would be missed, asks the browser not to clear it by itself; once a visit.
    async fn ask_for_persistence(self) {
        if !self.page.tracks.persistence_is_asked() && persist().await == Some(true) {
            self.page.tracks.storage.update(|storage| storage.is_persistent = Some(true));
        }
    }
}

/// Asks the browser to keep the page's storage until the user clears it; `None` where it cannot be asked.
async fn persist() -> Option<bool> {
    let navigator = web_sys::window()?.navigator();
    let storage = js_sys::Reflect::get(&navigator, &"storage".into()).ok().filter(JsValue::is_object)?;
    let persist = js_sys::Reflect::get(&storage, &"persist".into()).ok()?;
    let persist: js_sys::Function = persist.dyn_into().ok()?;
    let promise: js_sys::Promise = persist.call0(&storage).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()?.as_bool()
}
