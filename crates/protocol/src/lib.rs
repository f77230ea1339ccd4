//! What the page and its worker say to each other, and the vocabulary both use.
//!
//! - [`feature`]: Spotify's eleven audio features, their ranges and units.
//! - [`analysis`]: what the worker found out about one track.
//! - [`library`]: the user's tracks, and how they are kept.
//! - [`recommend`]: questions about what should play next, and their answers.
//! - [`message`]: requests, responses and errors.
//!
//! PCM and file bytes are not part of the messages: they travel beside them as transferred buffers
//! (see [`message::Request::Analyse`]), so that a four-minute track is moved, never copied.

pub mod analysis;
pub mod explore;
pub mod feature;
pub mod figures;
pub mod library;
pub mod message;
mod packed;
pub mod recommend;

pub use analysis::{
    Analysis, Estimate, Explanation, Key, KeyEstimate, Loudness, MeterEstimate, Mode, Share, Spectrogram,
    SpectrumView, Tag, TempoEstimate,
};
pub use feature::{AudioFeatures, Feature};
pub use library::{ANALYSIS_VERSION, Identity, Import, OwnTrack, Storage, in_127ths};
pub use message::{AnalysisError, Request, RequestId, Response, Stage};
pub use recommend::{
    Bounds, Curve, ExportFormat, Exported, GOES_WITH, KnownSong, Pick, Query, SOUNDS_LIKE, Sequence, Source,
    TrackCard, TrackRef, Transition, Tuning,
};
