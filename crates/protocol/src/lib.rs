//! What the page and its worker say to each other, and the vocabulary both use.
//!
//! - [`feature`]: Spotify's eleven audio features, their ranges and units.
//! - [`analysis`]: what the worker found out about one track.
//! - [`recommend`]: questions about what should play next, and their answers.
//! - [`map`]: where tracks lie, and the clusters they form.
//! - [`message`]: requests, responses and errors.
//!
//! PCM and file bytes are not part of the messages: they travel beside them as transferred buffers
//! (see [`message::Request::Analyse`]), so that a four-minute track is moved, never copied.

pub mod analysis;
pub mod feature;
pub mod map;
pub mod message;
pub mod recommend;

pub use analysis::{
    Analysis, Estimate, Explanation, Key, KeyEstimate, Loudness, MeterEstimate, Mode, Share, SpectrumView,
    Tag, TempoEstimate,
};
pub use feature::{AudioFeatures, Feature};
pub use message::{AnalysisError, Request, RequestId, Response, Stage};
pub use recommend::{
    Affinity, Bounds, Curve, ExportFormat, Exported, OwnTrack, Pick, Query, Sequence, Source, TrackCard,
    TrackRef, Transition, Tuning,
};
