//! One track as the page shows it, from the file that waits to what was heard of it.

use leptos::prelude::*;
use protocol::{OwnTrack, TrackRef};
use std::sync::Arc;
use web_sys::Blob;

use super::{Explained, TrackId, TrackState};

/// One of the user's tracks. Copies are handles to the same track.
#[derive(Clone, Copy)]
pub struct Track {
    /// Its row.
    pub id: TrackId,
    /// The librarian's record of it; as long as it has none, what its file is called.
    pub info: RwSignal<Arc<OwnTrack>>,
    /// The file itself, for decoding and playback; `None` where only what was heard is kept.
    pub file: RwSignal<Option<Blob>, LocalStorage>,
    /// Where it is in its life.
    pub state: RwSignal<TrackState>,
    /// What drove its predictions.
    pub explained: RwSignal<Explained>,
}

impl Track {
    pub(super) fn new(id: TrackId, info: OwnTrack, file: Option<Blob>, state: TrackState) -> Self {
        Self {
            id,
            info: RwSignal::new(Arc::new(info)),
            file: RwSignal::new_local(file),
            state: RwSignal::new(state),
            explained: RwSignal::new(Explained::Unasked),
        }
    }

    /// What the user calls it.
    pub fn name(self) -> String {
        self.info.with(|info| info.name.clone())
    }

    /// What the librarian calls it; `None` as long as it is not in the library.
    pub fn reference(self) -> Option<TrackRef> {
        self.info.with(|info| (!info.hash.is_empty()).then_some(TrackRef::Own(info.id)))
    }

    /// The same, for who does not care when that changes.
    pub fn reference_untracked(self) -> Option<TrackRef> {
        self.info.with_untracked(|info| (!info.hash.is_empty()).then_some(TrackRef::Own(info.id)))
    }

    /// Whether the user has stopped it.
    pub fn is_cancelled(self) -> bool {
        self.is(&TrackState::Cancelled)
    }

    pub(super) fn is(self, state: &TrackState) -> bool {
        self.state.with_untracked(|own| own == state)
    }

    /// Path and size of its file, by which it is known again when it is added again.
    pub(super) fn file_key(self) -> Option<(String, u64)> {
        let size = self.file.with_untracked(|file| file.as_ref().map(Blob::size))?;
        Some((self.info.with_untracked(|info| info.file.clone()), size as u64))
    }

    /// Whether it could not be analysed.
    pub fn has_failed(self) -> bool {
        self.state.with(|state| matches!(state, TrackState::Failed(_)))
    }
}
