//! The embedded catalogue: 39,265 tracks with Spotify's features in one compact file, and the search for
//! those nearest to given features.
//!
//! - [`Catalogue`]: a loaded file, and its tracks.
//! - [`mod@build`]: rows to bytes, for the native trainer.
//! - `nearest`: the distance, and [`Catalogue::nearest`].

pub mod build;
mod error;
mod format;
mod id;
mod nearest;
mod space;
mod title;

pub use error::CatalogueError;
pub use format::{Catalogue, FORMAT_VERSION, Track};
