//! The way to the page, and through it to the librarian.

use js_sys::{Function, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::explore::Wish;
use protocol::librarian::{OpenCards, OpenMap, OpenOwnPlaces, Search};
use protocol::map::{CatalogueMap, OwnPlace};
use protocol::recommend::TrackCard;
use protocol::{Librarian, LibrarianError, TrackRef};
use std::cell::RefCell;
use std::sync::Arc;
use wasm_bindgen::prelude::*;
use wire::Relay;

thread_local! {
    /// The catalogue's map never changes: it is asked for once.
    static KNOWN: RefCell<Option<Arc<CatalogueMap>>> = const { RefCell::new(None) };
}

/// Asks questions, and tells the page what the user wants done with tracks.
#[derive(Clone, Copy)]
pub struct Link(StoredValue<(Relay<Librarian>, Function), LocalStorage>);

impl Link {
    /// Through two functions of the page; see [`crate::open`].
    pub fn new(ask: Function, wish: Function) -> Self {
        Self(StoredValue::new_local((Relay::new(ask), wish)))
    }

    /// The catalogue's map.
    pub async fn map(self) -> Result<Arc<CatalogueMap>, LibrarianError> {
        if let Some(known) = KNOWN.with_borrow(Clone::clone) {
            return Ok(known);
        }
        let map = Arc::new(self.relay().call(OpenMap {}).await?);
        KNOWN.set(Some(map.clone()));
        Ok(map)
    }

    /// The user's own tracks, now and after each change.
    pub fn followed(self, changed: RwSignal<u32>) -> RwSignal<Arc<Vec<OwnPlace>>> {
        let own = RwSignal::new(Arc::new(Vec::new()));
        Effect::new(move || {
            changed.get();
            spawn_local(async move {
                let Ok(tracks) = self.relay().call(OpenOwnPlaces {}).await else { return };
                // Where nothing has changed, what the user has opened stays open.
                if own.try_with_untracked(|own| **own != tracks) == Some(true) {
                    own.try_set(Arc::new(tracks));
                }
            });
        });
        own
    }

    /// What lists show of tracks.
    pub async fn cards(self, tracks: Vec<TrackRef>) -> Result<Vec<TrackCard>, LibrarianError> {
        self.relay().call(OpenCards { tracks }).await
    }

    /// Tracks of the catalogue that match a text.
    pub async fn search(self, text: String, limit: u32) -> Result<Vec<TrackCard>, LibrarianError> {
        self.relay().call(Search { text, limit }).await
    }

    /// Opens a track's detail in the page.
    pub fn show(self, track: TrackRef) {
        self.wish(&Wish::Show(track));
    }

    /// Plays one of the user's own tracks.
    pub fn play(self, track: TrackRef) {
        self.wish(&Wish::Play(track));
    }

    /// Puts tracks into the playlist.
    pub fn gather(self, tracks: &[TrackRef]) {
        self.wish(&Wish::Gather(tracks.to_vec()));
    }

    fn wish(self, wish: &Wish) {
        let Ok(wish) = wire::encode(wish) else { return };
        let wish = Uint8Array::from(wish.as_slice());
        self.0.with_value(|(_, tell)| drop(tell.call1(&JsValue::NULL, &wish)));
    }

    fn relay(self) -> Relay<Librarian> {
        self.0.with_value(|(relay, _)| relay.clone())
    }
}
