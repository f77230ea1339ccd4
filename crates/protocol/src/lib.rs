//! What the page and its workers say to each other, and the vocabulary both use.
//!
//! - [`call`]: what a question is; [`analyst`], [`decoder`], [`letters`], [`librarian`], [`grouper`] and [`tagger`]: all
//!   questions, by the worker that answers.
//! - [`analysis`]: what was found out about one track.
//! - [`library`]: the user's tracks, and how they are kept.
//! - [`recommend`]: questions about what should play next, and their answers.
//! - [`map`]: the catalogue's map, and groups of tracks.
//! - [`own_catalogue`]: catalogues in the place of the built-in one.
//! - [`explore`]: what the two modules of the page say to each other.
//! - [`figures`]: how good the model is.
//! - [`error`]: what can go wrong, as codes that the page puts into words.
//!
//! Who carries these messages is the crate `wire`.

pub mod analysis;
pub mod analyst;
pub mod call;
pub mod decoder;
pub mod error;
pub mod explore;
pub mod figures;
pub mod grouper;
pub mod import;
pub mod letters;
pub mod librarian;
pub mod library;
pub mod map;
pub mod own_catalogue;
mod packed;
mod progress;
pub mod recommend;
pub mod tagger;

pub use analysis::{
    Analysis, Estimate, Explanation, KeyEstimate, Loudness, MeterEstimate, Share, Spectrogram, SpectrumView,
    Tag, TempoEstimate,
};
pub use analyst::{Analyst, AnalystError};
pub use call::{Call, ConnectionError, Service};
pub use decoder::{Decoder, DecoderError, DecodingNote};
pub use error::{AnalysisError, AssetError, DecodingError, Document, StorageError};
pub use grouper::{Grouper, GroupingError};
pub use import::{ImportError, ImportProblem};
pub use letters::{Letters, LettersError};
pub use librarian::{Librarian, LibrarianError, LibraryNews};
pub use library::{ANALYSIS_VERSION, Identity, OwnTrack, Storage, Told, TrackChange, in_127ths};
pub use music::{AudioFeatures, Feature, Key, LONGEST_S, Mode};
pub use own_catalogue::{CatalogueInUse, CatalogueProblem, LARGEST_CATALOGUE};
pub use progress::Stage;
pub use recommend::{
    Bounds, Curve, ExportFormat, Exported, GOES_WITH, KnownSong, Pick, Query, SOUNDS_LIKE, Sequence, Source,
    TrackCard, TrackRef, Transition, Tuning,
};
pub use tagger::{Tagger, TaggerError};
