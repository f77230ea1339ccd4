//! The user's tracks as the page shows them: a projection of the library, which the librarian owns, and of the files that
//! are on their way into it.

mod projection;
mod state;
pub mod ticks;
mod track;

use leptos::prelude::*;
use protocol::{OwnTrack, Storage};
use std::collections::HashMap;
use std::sync::Arc;
use web_sys::Blob;

pub use projection::TrackId;
use projection::{Projection, Settled, selected_after};
pub use state::{Explained, Opened, TrackError, TrackState};
pub use track::Track;

/// All tracks; a context of the app. Copies are handles to the same ones.
#[derive(Clone, Copy)]
pub struct Tracks {
    /// In the order in which they came.
    pub list: RwSignal<Vec<Track>>,
    /// The track that is selected.
    pub selected: RwSignal<Option<TrackId>>,
    /// Rises whenever records have changed, came or went.
    pub changes: RwSignal<u32>,
    /// How the library is kept.
    pub storage: RwSignal<Storage>,
    projection: StoredValue<Projection>,
    /// Those that were taken out included, for when they come back.
    by_id: StoredValue<HashMap<TrackId, Track>>,
    is_persistence_asked: StoredValue<bool>,
}

impl Tracks {
    /// No tracks yet.
    pub fn new() -> Self {
        Self {
            list: RwSignal::new(Vec::new()),
            selected: RwSignal::new(None),
            changes: RwSignal::new(0),
            storage: RwSignal::new(Storage::default()),
            projection: StoredValue::new(Projection::default()),
            by_id: StoredValue::new(HashMap::new()),
            is_persistence_asked: StoredValue::new(false),
        }
    }

    /// Adds files that wait for their analysis; the first of all is selected at once. A file that comes again after it
    /// failed or was stopped has the row that it had.
    pub fn add_files(self, files: Vec<(String, Blob)>) -> Vec<Track> {
        let mut ended: HashMap<(String, u64), Track> =
            self.without_result().into_iter().filter_map(|track| Some((track.file_key()?, track))).collect();
        let mut new = Vec::new();
        let row = |(path, file): (String, Blob)| match ended.remove(&(path.clone(), file.size() as u64)) {
            Some(track) => {
                track.file.set(Some(file));
                track.state.set(TrackState::Queued);
                track
            }
            None => {
                let track = self.new_row(path, file);
                new.push(track);
                track
            }
        };
        let added: Vec<Track> = files.into_iter().map(row).collect();
        self.list.update(|list| list.extend(new));
        self.select_first(&added);
        added
    }

    fn new_row(self, path: String, file: Blob) -> Track {
        let name = path.rsplit('/').next().unwrap_or(&path).to_owned();
        let info = OwnTrack { name, file: path, ..OwnTrack::default() };
        let track = Track::new(self.project(Projection::add), info, Some(file), TrackState::Queued);
        self.remember(track);
        track
    }

    /// Shows tracks as the librarian tells of them.
    pub fn told(self, tracks: Vec<OwnTrack>) -> Vec<Track> {
        let mut is_longer = false;
        let mut told = Vec::new();
        for info in tracks {
            let (id, is_new) = self.project(|projection| projection.told(info.id));
            is_longer |= is_new;
            told.push(self.take(id, info));
        }
        if is_longer {
            self.show_order();
        }
        self.changed();
        told
    }

    /// A row's track is in the library: the row that shows it, this one or the one there was, which gets its file.
    pub fn settle(self, track: Track, info: OwnTrack) -> Track {
        let settled = self.project(|projection| projection.settle(track.id, info.id));
        let shown = match settled {
            Settled::Here => self.take(track.id, info),
            Settled::Merged(known) => {
                if self.selected.get_untracked() == Some(track.id) {
                    self.selected.set(Some(known));
                }
                self.show_order();
                let shown = self.take(known, info);
                shown.file.set(track.file.get_untracked());
                shown
            }
        };
        self.changed();
        shown
    }

    /// Takes rows out.
    pub fn remove(self, gone: &[TrackId]) {
        let order: Vec<TrackId> =
            self.list.with_untracked(|list| list.iter().map(|track| track.id).collect());
        self.project(|projection| projection.remove(gone));
        self.show_order();
        let selected = self.selected.get_untracked();
        let after = selected_after(&order, selected, gone);
        if after != selected {
            self.selected.set(after);
        }
        self.changed();
    }

    /// Takes the rows of numbered tracks out.
    pub fn removed(self, numbers: &[u32]) {
        let gone: Vec<TrackId> = self.projection.with_value(|projection| {
            numbers.iter().filter_map(|number| projection.with_number(*number)).collect()
        });
        self.remove(&gone);
    }

    /// Puts rows back that were taken out and are not in the library.
    pub fn bring_back(self, tracks: &[Track]) {
        let back: Vec<Track> = tracks
            .iter()
            .map(|track| {
                let id = self.project(Projection::add);
                let track = Track { id, ..*track };
                self.remember(track);
                track
            })
            .collect();
        self.list.update(|list| list.extend(&back));
    }

    /// Selects the latest track, unless another is.
    pub fn select_latest(self) {
        let latest = self.list.with_untracked(|list| list.last().map(|track| track.id));
        if self.selected.get_untracked().is_none() && latest.is_some() {
            self.selected.set(latest);
        }
    }

    /// A track by its row.
    pub fn with_id(self, id: TrackId) -> Option<Track> {
        self.by_id.with_value(|tracks| tracks.get(&id).copied())
    }

    /// A track by the librarian's number, if it has a row.
    pub fn with_number(self, number: u32) -> Option<Track> {
        let id = self.projection.with_value(|projection| projection.with_number(number))?;
        self.with_id(id)
    }

    /// The track that is selected.
    pub fn selected(self) -> Option<Track> {
        self.with_id(self.selected.get()?)
    }

    /// The librarian's numbers of rows; those that have none are left out.
    pub fn numbers_of(self, tracks: &[Track]) -> Vec<u32> {
        tracks.iter().filter_map(|track| self.number_of(*track)).collect()
    }

    /// The librarian's number of a row; `None` as long as its track is not in the library.
    pub fn number_of(self, track: Track) -> Option<u32> {
        self.projection.with_value(|projection| projection.number_of(track.id))
    }

    /// Hash and number of each recording that was ever in the library since the page was opened.
    pub fn numbers(self) -> Vec<(String, u32)> {
        let number = |track: &Track| {
            track.info.with_untracked(|info| (!info.hash.is_empty()).then(|| (info.hash.clone(), info.id)))
        };
        self.by_id.with_value(|tracks| tracks.values().filter_map(number).collect())
    }

    /// Tracks that could not be analysed or were stopped.
    pub fn without_result(self) -> Vec<Track> {
        let is_without = |track: &&Track| track.state.with_untracked(TrackState::is_without_result);
        self.list.with_untracked(|list| list.iter().filter(is_without).copied().collect())
    }

    /// Whether a row is shown: one whose track was taken out is remembered, but is not.
    pub fn has(self, id: TrackId) -> bool {
        self.projection.with_value(|projection| projection.has(id))
    }

    /// Whether the browser has been asked not to clear the library by itself; from now on it has.
    pub fn persistence_is_asked(self) -> bool {
        let is_asked = self.is_persistence_asked.get_value();
        self.is_persistence_asked.set_value(true);
        is_asked
    }

    /// The row of a track with the librarian's record of it.
    fn take(self, id: TrackId, info: OwnTrack) -> Track {
        let Some(track) = self.with_id(id) else {
            let track = Track::new(id, info, None, TrackState::Ready);
            self.remember(track);
            return track;
        };
        if track.info.with_untracked(|before| **before != info) {
            track.info.set(Arc::new(info));
        }
        if !track.is(&TrackState::Ready) {
            track.state.set(TrackState::Ready);
        }
        track
    }

    fn remember(self, track: Track) {
        self.by_id.update_value(|tracks| {
            tracks.insert(track.id, track);
        });
    }

    fn project<T>(self, change: impl FnOnce(&mut Projection) -> T) -> T
    where
        T: Default + 'static,
    {
        self.projection.try_update_value(change).unwrap_or_default()
    }

    /// Shows the rows that there are, in their order.
    fn show_order(self) {
        let order: Vec<TrackId> = self.projection.with_value(|projection| projection.order().collect());
        let list = order.into_iter().filter_map(|id| self.with_id(id)).collect();
        self.list.set(list);
    }

    /// Selects the first of some tracks, unless another is.
    pub fn select_first(self, added: &[Track]) {
        if let (Some(first), None) = (added.first(), self.selected.get_untracked()) {
            self.selected.set(Some(first.id));
        }
    }

    fn changed(self) {
        self.changes.update(|changes| *changes = changes.wrapping_add(1));
    }
}
