//! The user's tracks: their numbers, their records, and what happened to them. Records in memory are what the device has,
//! and, where it would not take them, all there is of them.

use js_sys::Uint8Array;
use protocol::librarian::{AddedTrack, LibraryPage};
use protocol::{
    Analysis, Identity, LibrarianError, LibraryNews, OwnTrack, Storage, StorageError, Told as Claims,
    TrackChange,
};
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use super::store::{self, AnalysisChange, Change, Store};
use super::tabs::{Tabs, Told};

/// Tracks that are told at once: each answer is short work for the page.
const AT_ONCE: usize = 100;

/// Imported tracks that are kept in one transaction.
const KEPT_AT_ONCE: usize = 500;

/// Most removed tracks whose analyses are held for taking the removal back, at about 120 kB each. Those of further ones are
/// gone; the tracks themselves come back all the same.
const MOST_HELD: usize = 1_000;

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

/// What became of a number of tracks that were to be kept.
#[derive(Debug, Default, PartialEq)]
pub struct Kept {
    /// How many are on the device that were not, or not as they are now.
    pub kept: u32,
    /// How many are here only as long as the page is open.
    pub not_kept: u32,
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

    /// The track of a recording. One that an earlier version has named by its whole file is named by its audio from then on.
    pub async fn find(&self, identity: &Identity) -> Option<OwnTrack> {
        let store = self.ready().await;
        let known = |hash: &str| self.track(*self.0.numbers.borrow().get(hash)?);
        if let Some(track) = known(&identity.hash) {
            return Some(OwnTrack::clone(&track));
        }
        let track = known(&identity.file_hash)?;
        let (from, to) = (track.hash.clone(), identity.hash.clone());
        if store.rename(&from, &to).await.is_err() {
            return Some(OwnTrack::clone(&track));
        }
        let renamed = self.rename(&from, &to);
        self.tell_tabs(&Told::Renamed { from, to });
        renamed
    }

    /// Keeps a track that was analysed, in the place of the one of its recording.
    pub async fn add(&self, track: OwnTrack, analysis: Uint8Array) -> AddedTrack {
        let store = self.ready().await;
        let added = |before: Option<OwnTrack>| match before {
            Some(before) => Some(before.analysed_again(track.clone())),
            None => Some(track.clone()),
        };
        let change = Change {
            hash: track.hash.clone(),
            apply: Box::new(added),
            analysis: AnalysisChange::Becomes(analysis.clone()),
        };
        match store.change(&[change]).await {
            Ok(kept) => {
                let kept = self.take(kept.into_iter().flatten().next().unwrap_or_else(|| track.clone()));
                self.tell_tabs(&Told::Changed(vec![kept.hash.clone()]));
                AddedTrack { track: OwnTrack::clone(&kept), not_kept: None }
            }
            Err(error) => {
                self.note(&error);
                self.0.unkept.borrow_mut().insert(track.hash.clone(), analysis);
                let before = self.with_hash(&track.hash).map(|before| OwnTrack::clone(&before));
                let track = self.take(added(before).unwrap_or_default());
                AddedTrack { track: OwnTrack::clone(&track), not_kept: Some(error) }
            }
        }
    }

    /// Changes what the user may say of a track.
    ///
    /// # Errors
    /// Where the track is gone, or the change is not on the device: then nothing has changed.
    pub async fn change(&self, number: u32, change: &TrackChange) -> Result<OwnTrack, LibrarianError> {
        let store = self.ready().await;
        let track = self.track(number).ok_or(LibrarianError::UnknownTrack)?;
        let changed = |before: OwnTrack| {
            let mut after = before;
            after.change(change.clone());
            after
        };
        if self.0.unkept.borrow().contains_key(&track.hash) {
            return Ok(OwnTrack::clone(&self.take(changed(OwnTrack::clone(&track)))));
        }
        let change = Change {
            hash: track.hash.clone(),
            apply: Box::new(move |before| before.map(changed)),
            analysis: AnalysisChange::Stays,
        };
        let changed = store.change(&[change]).await.inspect_err(|error| self.note(error))?;
        match changed.into_iter().flatten().next() {
            Some(changed) => {
                self.tell_tabs(&Told::Changed(vec![track.hash.clone()]));
                Ok(OwnTrack::clone(&self.take(changed)))
            }
            None => {
                self.drop_tracks(&[number]);
                wire::tell::<protocol::Librarian>(&LibraryNews::Removed(vec![number]));
                Err(LibrarianError::UnknownTrack)
            }
        }
    }

    /// Removes tracks from the device and from here.
    ///
    /// # Errors
    /// Where the device does not do it: then all are still here.
    pub async fn remove(&self, numbers: &[u32]) -> Result<u32, StorageError> {
        let store = self.ready().await;
        let tracks: Vec<Arc<OwnTrack>> = numbers.iter().filter_map(|number| self.track(*number)).collect();
        let held = self.0.removed.borrow().values().filter(|removed| removed.analysis.is_some()).count();
        let mut removed = Vec::new();
        for (position, track) in tracks.iter().enumerate() {
            let analysis = if held + position < MOST_HELD { self.encoded(track).await } else { None };
            removed.push((track.id, Removed { track: track.clone(), analysis }));
        }
        let hashes: Vec<String> = tracks.iter().map(|track| track.hash.clone()).collect();
        match store.delete(&hashes).await {
            // What the device never took can be removed without it.
            Err(_) if hashes.iter().all(|hash| self.0.unkept.borrow().contains_key(hash)) => {}
            Err(error) => {
                self.note(&error);
                return Err(error);
            }
            Ok(()) => {}
        }
        hashes.iter().for_each(|hash| drop(self.0.unkept.borrow_mut().remove(hash)));
        self.drop_tracks(&tracks.iter().map(|track| track.id).collect::<Vec<_>>());
        self.0.removed.borrow_mut().extend(removed);
        self.tell_tabs(&Told::Removed(hashes));
        Ok(tracks.len() as u32)
    }

    /// Puts removed tracks back, and tells the page of them.
    ///
    /// # Errors
    /// Where the device does not take them: they can still be put back later.
    pub async fn restore(&self, numbers: &[u32]) -> Result<u32, StorageError> {
        let store = self.ready().await;
        let back: Vec<(Arc<OwnTrack>, AnalysisChange)> = {
            let removed = self.0.removed.borrow();
            let found = numbers.iter().filter_map(|number| removed.get(number));
            let change = |removed: &Removed| match &removed.analysis {
                Some(bytes) => AnalysisChange::Becomes(Uint8Array::from(bytes.as_slice())),
                None => AnalysisChange::Stays,
            };
            found.map(|removed| (removed.track.clone(), change(removed))).collect()
        };
        let tracks: Vec<Arc<OwnTrack>> = back.iter().map(|(track, _)| track.clone()).collect();
        let changes = back.into_iter().map(|(track, analysis)| {
            let lacks_analysis = matches!(analysis, AnalysisChange::Stays);
            let hash = track.hash.clone();
            let apply = move |before: Option<OwnTrack>| {
                // Another tab may have had it back meanwhile.
                before.or_else(|| {
                    let is_brief = track.is_brief || (lacks_analysis && !track.is_imported());
                    Some(OwnTrack { is_brief, ..OwnTrack::clone(&track) })
                })
            };
            Change { hash, apply: Box::new(apply), analysis }
        });
        let changes: Vec<Change<'_>> = changes.collect();
        let restored = store.change(&changes).await.inspect_err(|error| self.note(error))?;
        let restored: Vec<OwnTrack> = restored.into_iter().flatten().collect();
        self.0.removed.borrow_mut().retain(|number, _| !tracks.iter().any(|track| track.id == *number));
        self.came(&restored);
        Ok(restored.len() as u32)
    }

    /// Keeps tracks that were imported, each with its encoded analysis, if any, and tells the page of them. An imported row
    /// does not replace what was heard; whatever else is known of a recording it replaces. `progress` hears the share that
    /// is done, 0…1.
    pub async fn import(&self, imported: Vec<(OwnTrack, Option<Vec<u8>>)>, progress: impl Fn(f32)) -> Kept {
        let store = self.ready().await;
        let mut sum = Kept::default();
        let all = imported.len().max(1);
        for (position, some) in imported.chunks(KEPT_AT_ONCE).enumerate() {
            let changes: Vec<Change<'_>> =
                some.iter().map(|(track, analysis)| import(track, analysis)).collect();
            match store.change(&changes).await {
                Ok(kept) => {
                    let kept: Vec<OwnTrack> = kept.into_iter().flatten().collect();
                    sum.kept += kept.len() as u32;
                    self.came(&kept);
                }
                Err(error) => {
                    self.note(&error);
                    sum.not_kept += some.len() as u32;
                    self.came_unkept(some);
                }
            }
            progress((position * KEPT_AT_ONCE + some.len()) as f32 / all as f32);
        }
        sum
    }

    /// Keeps what other programs' collections say of tracks, by their numbers, and tells the page of these. How many there
    /// are of which something new is said.
    pub async fn hear_of(&self, told: Vec<(u32, Claims)>) -> u32 {
        let store = self.ready().await;
        let mut heard_of = 0;
        for some in told.chunks(KEPT_AT_ONCE) {
            let known: Vec<(Arc<OwnTrack>, &Claims)> =
                some.iter().filter_map(|(number, told)| Some((self.track(*number)?, told))).collect();
            let changes: Vec<Change<'_>> = known.iter().map(|(track, told)| hear_of(track, told)).collect();
            match store.change(&changes).await {
                Ok(changed) => {
                    let changed: Vec<OwnTrack> = changed.into_iter().flatten().collect();
                    heard_of += changed.len() as u32;
                    self.came(&changed);
                }
                Err(error) => {
                    self.note(&error);
                    let changed = known.iter().filter_map(|(track, told)| {
                        let mut track = OwnTrack::clone(track);
                        track.hear_of((*told).clone()).then_some(track)
                    });
                    let changed = self.take_all(changed);
                    heard_of += changed.len() as u32;
                    tell(LibraryNews::Tracks(changed));
                }
            }
        }
        heard_of
    }

    /// The analysis of a track, where it has one that can be read.
    pub async fn analysis(&self, number: u32) -> Option<Analysis> {
        let track = self.track(number)?;
        postcard::from_bytes(&self.encoded(&track).await?).ok()
    }

    /// The same as it is kept.
    async fn encoded(&self, track: &OwnTrack) -> Option<Vec<u8>> {
        if track.analysed_by != protocol::ANALYSIS_VERSION {
            return None;
        }
        if let Some(bytes) = self.0.unkept.borrow().get(&track.hash) {
            return Some(bytes.to_vec());
        }
        self.ready().await.analysis(&track.hash).await.ok().flatten()
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

    /// Tells the other tabs that the playlist has changed.
    pub fn playlist_changed(&self) {
        self.tell_tabs(&Told::Playlist);
    }

    /// What another tab has done is done here, too, and told to the page.
    async fn hear(self, told: Told) {
        match told {
            Told::Changed(hashes) => {
                let read = self.ready().await.tracks_of(&hashes).await.unwrap_or_default();
                let changed = self.take_all(read.into_iter().flatten());
                tell(LibraryNews::Tracks(changed));
            }
            Told::Removed(hashes) => {
                let numbers: Vec<u32> =
                    hashes.iter().filter_map(|hash| Some(self.with_hash(hash)?.id)).collect();
                self.drop_tracks(&numbers);
                tell(LibraryNews::Removed(numbers));
            }
            Told::Renamed { from, to } => {
                if let Some(renamed) = self.rename(&from, &to) {
                    tell(LibraryNews::Tracks(vec![renamed]));
                }
            }
            Told::Playlist => tell(LibraryNews::PlaylistChanged),
        }
    }

    /// Tracks that are on the device now are told to the page and to other tabs.
    fn came(&self, kept: &[OwnTrack]) {
        if !kept.is_empty() {
            self.tell_tabs(&Told::Changed(kept.iter().map(|track| track.hash.clone()).collect()));
            tell(LibraryNews::Tracks(self.take_all(kept.iter().cloned())));
        }
    }

    /// Imported tracks that the device would not take are here as long as the page is open.
    fn came_unkept(&self, imported: &[(OwnTrack, Option<Vec<u8>>)]) {
        let new = imported.iter().filter(|(track, _)| self.with_hash(&track.hash).is_none());
        let new: Vec<OwnTrack> = new
            .map(|(track, analysis)| {
                let bytes = Uint8Array::from(analysis.as_deref().unwrap_or_default());
                self.0.unkept.borrow_mut().insert(track.hash.clone(), bytes);
                track.clone()
            })
            .collect();
        tell(LibraryNews::Tracks(self.take_all(new.into_iter())));
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

    fn tell_tabs(&self, told: &Told) {
        if let Some(tabs) = self.0.tabs.get() {
            tabs.tell(told);
        }
    }
}

/// What a program's collection makes of the record that is there.
fn hear_of<'a>(track: &OwnTrack, told: &'a Claims) -> Change<'a> {
    let apply = |before: Option<OwnTrack>| {
        let mut after = before?;
        after.hear_of(told.clone()).then_some(after)
    };
    Change { hash: track.hash.clone(), apply: Box::new(apply), analysis: AnalysisChange::Stays }
}

/// What an imported track makes of the record that is there.
fn import<'a>(track: &'a OwnTrack, analysis: &Option<Vec<u8>>) -> Change<'a> {
    let apply = |before: Option<OwnTrack>| match before {
        Some(before) => imported_over(&before, track),
        None => Some(track.clone()),
    };
    let analysis = match analysis {
        Some(bytes) => AnalysisChange::FillsGap(Uint8Array::from(bytes.as_slice())),
        None => AnalysisChange::Stays,
    };
    Change { hash: track.hash.clone(), apply: Box::new(apply), analysis }
}

/// A record with what was imported of its recording; `None` where it stays as it is.
fn imported_over(before: &OwnTrack, imported: &OwnTrack) -> Option<OwnTrack> {
    if imported.is_imported() && !before.is_imported() {
        return None;
    }
    let is_brief = imported.is_brief && (before.is_brief || before.is_imported());
    let after = OwnTrack { is_brief, id: before.id, added_ms: before.added_ms, ..imported.clone() };
    (after != *before).then_some(after)
}

fn tell(news: LibraryNews) {
    let is_empty = match &news {
        LibraryNews::Tracks(tracks) => tracks.is_empty(),
        LibraryNews::Removed(numbers) => numbers.is_empty(),
        LibraryNews::PlaylistChanged | LibraryNews::Storage(_) => false,
    };
    if !is_empty {
        wire::tell::<protocol::Librarian>(&news);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn track(name: &str, analysed_by: u16) -> OwnTrack {
        OwnTrack { hash: "h".into(), name: name.into(), analysed_by, added_ms: 7.0, ..OwnTrack::default() }
    }

    #[test]
    fn a_row_does_not_replace_what_was_heard() {
        assert_eq!(imported_over(&track("heard", 7), &track("row", 0)), None);
        let better = imported_over(&track("row", 0), &OwnTrack { added_ms: 9.0, ..track("heard", 7) });
        assert_eq!(better, Some(track("heard", 7)), "and it came when it came");
    }

    #[test]
    fn the_same_again_is_no_change() {
        assert_eq!(imported_over(&track("a", 7), &track("a", 7)), None);
    }

    #[test]
    fn a_backup_does_not_make_a_whole_analysis_brief() {
        let brief = OwnTrack { is_brief: true, tempo_lock: Some(90.0), ..track("a", 7) };
        let after = imported_over(&track("a", 7), &brief).unwrap();
        assert_eq!((after.is_brief, after.tempo_lock), (false, Some(90.0)));
        assert!(imported_over(&track("a", 0), &brief).unwrap().is_brief);
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
