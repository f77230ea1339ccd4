//! The user's tracks: their numbers, their records, and what happened to them. Records in memory are what the device has,
//! and, where it would not take them, all there is of them.

mod changes;
mod imported;
mod news;

use js_sys::Uint8Array;
use protocol::librarian::LibraryPage;
use protocol::{OwnTrack, Storage, StorageError};
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use super::store::{self, Store};
use super::tabs::Tabs;

/// Tracks that are told at once: each answer is short work for the page.
const AT_ONCE: usize = 100;

/// A handle to the library; copies are handles to the same one.
#[derive(Clone, Default)]
pub struct Library(Rc<Inner>);

#[derive(Default)]
struct Inner {
    store: OnceCell<Store>,
    tabs: OnceCell<Tabs>,
    tracks: RefCell<BTreeMap<u32, Arc<OwnTrack>>>,
    /// The number of each recording that was ever here since the page was opened, by its hash: one that comes back has the
    /// number that it had.
    numbers: RefCell<HashMap<String, u32>>,
    /// The next number.
    next: Cell<u32>,
    /// Numbers of tracks that came, changed or went since [`Library::take_changes`].
    changed: RefCell<BTreeSet<u32>>,
    removed: RefCell<HashMap<u32, Removed>>,
    /// Encoded analyses of tracks that the device would not take.
    unkept: RefCell<HashMap<String, Uint8Array>>,
    problem: RefCell<Option<StorageError>>,
    is_loaded: Cell<bool>,
}

/// A track that was removed and can come back.
struct Removed {
    track: Arc<OwnTrack>,
    analysis: Option<Vec<u8>>,
}

impl Library {
    /// Some of the tracks, oldest first, from a position on.
    pub async fn page(&self, start: u32) -> LibraryPage {
        self.ready().await;
        let tracks = self.0.tracks.borrow();
        let some = tracks.values().skip(start as usize).take(AT_ONCE).map(|track| OwnTrack::clone(track));
        LibraryPage { tracks: some.collect(), total: tracks.len() as u32 }
    }

    /// Numbers recordings as they were numbered before. For a library that has not been read yet.
    pub fn recall(&self, numbers: Vec<(String, u32)>) {
        let greatest = numbers.iter().map(|(_, number)| number + 1).max().unwrap_or_default();
        self.0.next.set(self.0.next.get().max(greatest));
        self.0.numbers.borrow_mut().extend(numbers);
    }

    /// A track by its number.
    pub fn track(&self, number: u32) -> Option<Arc<OwnTrack>> {
        self.0.tracks.borrow().get(&number).cloned()
    }

    /// A track by its recording's hash.
    pub fn with_hash(&self, hash: &str) -> Option<Arc<OwnTrack>> {
        self.track(*self.0.numbers.borrow().get(hash)?)
    }

    /// The record of a track that is here, or was since the page was opened.
    pub fn track_ever(&self, number: u32) -> Option<Arc<OwnTrack>> {
        let removed = || self.0.removed.borrow().get(&number).map(|removed| removed.track.clone());
        self.track(number).or_else(removed)
    }

    /// All tracks, by their numbers.
    pub fn tracks(&self) -> Vec<Arc<OwnTrack>> {
        self.0.tracks.borrow().values().cloned().collect()
    }

    /// Tracks that came or changed since this was last asked, and the numbers of those that went.
    pub fn take_changes(&self) -> (Vec<Arc<OwnTrack>>, Vec<u32>) {
        let changed = self.0.changed.take();
        let tracks = self.0.tracks.borrow();
        let here = changed.iter().filter_map(|number| tracks.get(number).cloned()).collect();
        (here, changed.into_iter().filter(|number| !tracks.contains_key(number)).collect())
    }

    /// How the library is kept.
    pub async fn storage(&self) -> Storage {
        self.ready().await;
        let problem = self.0.problem.borrow().clone();
        store::status(problem).await
    }

    /// Where the library is kept, once all of it has been read. The first call numbers the tracks from 0 up, oldest first.
    pub async fn ready(&self) -> &Store {
        if self.0.store.get().is_none() {
            let opened = Store::open().await;
            // Calls are answered one after the other: nobody else has opened it meanwhile.
            drop(self.0.store.set(opened));
        }
        let store = self.0.store.get_or_init(Store::nowhere);
        if !self.0.is_loaded.replace(true) {
            let mut kept = store.tracks().await.inspect_err(|error| self.note(error)).unwrap_or_default();
            kept.sort_by(|a, b| a.added_ms.total_cmp(&b.added_ms).then_with(|| a.hash.cmp(&b.hash)));
            kept.into_iter().for_each(|track| drop(self.take(track)));
            let library = self.clone();
            let hear = move |told| wasm_bindgen_futures::spawn_local(library.clone().hear(told));
            drop(self.0.tabs.set(Tabs::open(hear)));
        }
        store
    }

    fn take_all(&self, tracks: impl Iterator<Item = OwnTrack>) -> Vec<OwnTrack> {
        tracks.map(|track| OwnTrack::clone(&self.take(track))).collect()
    }

    /// Takes a record in, under the number of its recording.
    fn take(&self, track: OwnTrack) -> Arc<OwnTrack> {
        let mut numbers = self.0.numbers.borrow_mut();
        let next = self.0.next.get();
        let id = *numbers.entry(track.hash.clone()).or_insert(next);
        self.0.next.set(next.max(id + 1));
        let track = Arc::new(OwnTrack { id, ..track });
        self.0.changed.borrow_mut().insert(id);
        self.0.tracks.borrow_mut().insert(id, track.clone());
        track
    }

    fn drop_tracks(&self, numbers: &[u32]) {
        for number in numbers {
            self.0.tracks.borrow_mut().remove(number);
            self.0.changed.borrow_mut().insert(*number);
        }
    }

    /// The record under its new hash; its old hash still leads to its number.
    fn rename(&self, from: &str, to: &str) -> Option<OwnTrack> {
        let track = self.with_hash(from)?;
        self.0.numbers.borrow_mut().insert(to.to_owned(), track.id);
        Some(OwnTrack::clone(&self.take(OwnTrack { hash: to.to_owned(), ..OwnTrack::clone(&track) })))
    }

    fn note(&self, error: &StorageError) {
        self.0.problem.borrow_mut().get_or_insert_with(|| error.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn track(name: &str, analysed_by: u16) -> OwnTrack {
        OwnTrack { hash: "h".into(), name: name.into(), analysed_by, added_ms: 7.0, ..OwnTrack::default() }
    }

    #[test]
    fn a_recording_keeps_its_number() {
        let library = Library::default();
        let first = library.take(track("a", 7)).id;
        let second = library.take(OwnTrack { hash: "i".into(), ..track("b", 7) }).id;
        assert_eq!((first, second), (0, 1));
        library.drop_tracks(&[first]);
        assert_eq!(library.take_changes(), (vec![library.track(1).unwrap()], vec![0]));
        assert_eq!(library.take(track("a", 7)).id, first);
        assert_eq!(library.rename("h", "new").unwrap().id, first);
        assert_eq!(library.with_hash("new").unwrap().id, first);
        assert_eq!(library.take(OwnTrack { hash: "new".into(), ..track("c", 7) }).id, first);
        assert_eq!(library.take(OwnTrack { hash: "j".into(), ..track("d", 7) }).id, 2);
        // Another worker that takes the place of this one.
        let heir = Library::default();
        heir.recall(vec![("j".into(), 2), ("h".into(), 0)]);
        assert_eq!(heir.take(OwnTrack { hash: "k".into(), ..track("e", 7) }).id, 3);
        assert_eq!(heir.take(OwnTrack { hash: "j".into(), ..track("d", 7) }).id, 2);
    }
}
