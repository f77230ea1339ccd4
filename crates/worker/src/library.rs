//! The user's library: what lists know of it in memory, the rest in the store.

use js_sys::Uint8Array;
use protocol::{Analysis, OwnTrack, Storage};
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;

use crate::store::Store;

/// Tracks that are told at once: each answer is short work for the page.
const AT_ONCE: usize = 100;

/// The library, opened when first needed.
#[derive(Default)]
pub struct Library {
    store: OnceCell<Store>,
    tracks: RefCell<BTreeMap<u32, OwnTrack>>,
    /// Tracks that the adviser has not been told of yet, and whether any were forgotten.
    news: RefCell<Vec<OwnTrack>>,
    gone: RefCell<Vec<u32>>,
    is_loaded: Cell<bool>,
}

impl Library {
    /// Some of the tracks, from a place on, the number of all, and how they are kept. The first call numbers what was
    /// kept from 0 up, oldest first.
    pub async fn page(&self, start: u32) -> (Vec<OwnTrack>, u32, Storage) {
        let store = self.store().await;
        if !self.is_loaded.replace(true) {
            let mut kept = store.tracks().await;
            kept.sort_by(|a, b| a.added_ms.total_cmp(&b.added_ms).then_with(|| a.hash.cmp(&b.hash)));
            for (id, track) in (0..).zip(kept) {
                self.take(OwnTrack { id, ..track });
            }
        }
        let storage = store.status().await;
        let tracks = self.tracks.borrow();
        let some = tracks.values().skip(start as usize).take(AT_ONCE).cloned().collect();
        (some, tracks.len() as u32, storage)
    }

    /// Keeps tracks, each with its packed analysis or an empty one.
    pub async fn keep(&self, tracks: Vec<OwnTrack>, analyses: &[Uint8Array]) -> Storage {
        let store = self.store().await;
        store.put(&tracks, analyses).await;
        tracks.into_iter().for_each(|track| self.take(track));
        store.status().await
    }

    fn take(&self, track: OwnTrack) {
        self.news.borrow_mut().push(track.clone());
        self.tracks.borrow_mut().insert(track.id, track);
    }

    /// Forgets tracks.
    pub async fn forget(&self, ids: &[u32]) -> Storage {
        let hashes: Vec<String> = {
            let mut tracks = self.tracks.borrow_mut();
            ids.iter().filter_map(|id| tracks.remove(id)).map(|track| track.hash).collect()
        };
        self.news.borrow_mut().retain(|track| !ids.contains(&track.id));
        self.gone.borrow_mut().extend(ids);
        let store = self.store().await;
        store.delete(&hashes).await;
        store.status().await
    }

    /// The analysis of a track, where it has one that can be read.
    pub async fn analysis(&self, id: u32) -> Option<Analysis> {
        postcard::from_bytes(&self.packed(id).await?).ok()
    }

    /// The same as it is kept.
    pub async fn packed(&self, id: u32) -> Option<Vec<u8>> {
        let track = self.tracks.borrow().get(&id).cloned()?;
        if track.analysed_by != protocol::ANALYSIS_VERSION {
            return None;
        }
        self.store().await.analysis(&track.hash).await
    }

    /// All tracks, by their numbers.
    pub fn tracks(&self) -> Vec<OwnTrack> {
        self.tracks.borrow().values().cloned().collect()
    }

    /// Tracks that came and went since this was last asked.
    pub fn news(&self) -> (Vec<OwnTrack>, Vec<u32>) {
        (self.news.take(), self.gone.take())
    }

    async fn store(&self) -> &Store {
        if self.store.get().is_none() {
            let opened = Store::open().await;
            // Requests are answered one after the other: nobody else has opened it meanwhile.
            drop(self.store.set(opened));
        }
        self.store.get_or_init(Store::default)
    }
}
