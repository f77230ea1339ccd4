//! What the page knows: the user's tracks, each with its life, and which one is shown.

use leptos::prelude::*;
use protocol::{Analysis, AnalysisError, Explanation, Stage, TrackCard};
use std::sync::Arc;
use web_sys::Blob;

/// Names a track for as long as the page is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TrackId(pub u32);

/// The life of a track.
#[derive(Clone, Debug, PartialEq)]
pub enum TrackState {
    /// Waits for the tracks before it.
    Queued,
    /// The browser reads and decodes the file.
    Decoding,
    /// The worker listens.
    Analysing {
        /// What it does.
        stage: Stage,
        /// Share of the work that is done, 0…1.
        fraction: f32,
    },
    /// Everything is known.
    Ready(Arc<Analysis>),
    /// It could not be analysed.
    Failed(AnalysisError),
}

/// What is shown in the place of one of the user's tracks.
#[derive(Clone, Debug, PartialEq)]
pub enum Guest {
    /// A track of the catalogue.
    Catalogue(TrackCard),
    /// The whole playlist.
    Playlist,
}

/// What drove a track's predictions.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Explained {
    /// Nobody has wanted to know.
    #[default]
    Unasked,
    /// On its way.
    Pending,
    /// One for each predicted feature.
    Found(Arc<Vec<Explanation>>),
    /// The worker could not say.
    Failed(AnalysisError),
}

/// One of the user's tracks. Copies are handles to the same track.
#[derive(Clone, Copy)]
pub struct Track {
    /// Its name in the store.
    pub id: TrackId,
    /// What the user calls it: the file's name.
    pub name: StoredValue<String>,
    /// The file itself, for decoding and playback.
    pub file: StoredValue<Blob, LocalStorage>,
    /// Where it is in its life.
    pub state: RwSignal<TrackState>,
    /// What drove its predictions.
    pub explained: RwSignal<Explained>,
}

/// The user's tracks and the one that is shown; a context of the app.
#[derive(Clone, Copy)]
pub struct Library {
    /// In the order in which they came.
    pub tracks: RwSignal<Vec<Track>>,
    /// The track whose detail is shown.
    pub selected: RwSignal<Option<TrackId>>,
    /// What is shown instead of it, if anything.
    pub guest: RwSignal<Option<Guest>>,
    next_id: StoredValue<u32>,
}

impl Library {
    /// No tracks yet.
    pub fn new() -> Self {
        Self {
            tracks: RwSignal::new(Vec::new()),
            selected: RwSignal::new(None),
            guest: RwSignal::new(None),
            next_id: StoredValue::new(0),
        }
    }

    /// Adds a track that waits for its analysis; the first of all is shown at once.
    pub fn add(self, name: String, file: Blob) -> Track {
        let id = TrackId(self.next_id.get_value());
        self.next_id.update_value(|next| *next += 1);
        let track = Track {
            id,
            name: StoredValue::new(name),
            file: StoredValue::new_local(file),
            state: RwSignal::new(TrackState::Queued),
            explained: RwSignal::new(Explained::Unasked),
        };
        self.tracks.update(|tracks| tracks.push(track));
        self.selected.update(|selected| {
            selected.get_or_insert(id);
        });
        track
    }

    /// Shows a track's detail.
    pub fn show(self, id: TrackId) {
        self.guest.set(None);
        self.selected.set(Some(id));
    }

    /// The track that is shown.
    pub fn shown(self) -> Option<Track> {
        let selected = self.selected.get()?;
        self.tracks.with(|tracks| tracks.iter().find(|track| track.id == selected).copied())
    }

    /// The first track that waits.
    pub fn first_queued(self) -> Option<Track> {
        self.tracks.with_untracked(|tracks| {
            tracks
                .iter()
                .find(|track| track.state.with_untracked(|state| *state == TrackState::Queued))
                .copied()
        })
    }
}
