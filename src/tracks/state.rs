//! Where a track is in its life, and what is known of it beside its record.

use protocol::{Analysis, AnalystError, Explanation, LibrarianError, Stage};
use std::sync::Arc;

use crate::audio::decode::DecodeError;

/// The life of a track.
#[derive(Clone, Debug, PartialEq)]
pub enum TrackState {
    /// Waits for the tracks before it.
    Queued,
    /// A worker reads it for its hash and its tags.
    Reading,
    /// The browser decodes the file.
    Decoding,
    /// A worker listens.
    Analysing {
        /// What it does.
        stage: Stage,
        /// Share of the work that is done, 0…1.
        fraction: f32,
    },
    /// It is in the library.
    Ready,
    /// It could not be analysed.
    Failed(TrackError),
    /// The user stopped it.
    Cancelled,
}

impl TrackState {
    /// Whether something is still to be done.
    pub fn is_pending(&self) -> bool {
        matches!(self, Self::Queued | Self::Reading | Self::Decoding | Self::Analysing { .. })
    }

    /// Whether it ended without a result: it could not be analysed, or was stopped.
    pub fn is_without_result(&self) -> bool {
        matches!(self, Self::Failed(_) | Self::Cancelled)
    }
}

/// Why a file is not in the library.
#[derive(Clone, Debug, PartialEq)]
pub enum TrackError {
    /// The browser cannot decode it.
    Decode(DecodeError),
    /// It cannot be analysed.
    Analyst(AnalystError),
    /// The librarian did not take it.
    Librarian(LibrarianError),
}

impl From<DecodeError> for TrackError {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}

impl From<AnalystError> for TrackError {
    fn from(error: AnalystError) -> Self {
        Self::Analyst(error)
    }
}

impl From<LibrarianError> for TrackError {
    fn from(error: LibrarianError) -> Self {
        Self::Librarian(error)
    }
}

/// What drove a track's predictions.
#[derive(Clone, Debug, Default)]
pub enum Explained {
    /// Nobody has wanted to know.
    #[default]
    Unasked,
    /// On its way.
    Pending,
    /// One for each predicted feature.
    Found(Arc<Vec<Explanation>>),
    /// The analyst could not say.
    Failed(AnalystError),
}

/// A track's whole analysis on its way to the detail.
#[derive(Clone, Debug)]
pub enum Opened {
    /// On its way.
    Pending,
    /// Here.
    Found(Arc<Analysis>),
    /// There is none: the track was imported, or analysed by an earlier version.
    Missing,
    /// It could not be read.
    Failed(LibrarianError),
}
