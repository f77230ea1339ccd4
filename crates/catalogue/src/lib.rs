//! The embedded catalogue: 39,265 tracks with Spotify's features and what playlists know of them, in one compact file,
//! and everything that is asked of it.
//!
//! - [`Catalogue`]: a loaded file, and its tracks; [`cells`]: millions of tracks, of which few are loaded.
//! - [`mod@build`]: rows to bytes, for the native `catalogue-builder`.
//! - `space`: features as points, and the distance between them.
//! - [`embedding`], [`memberships`], [`tags`]: what was learned from playlists.
//! - [`Shelf`]: the user's own tracks beside the catalogue's.
//! - [`mod@map`]: where tracks lie on two planes, and the clusters they form.
//! - `recommend`: [`Catalogue::recommend`]. `sequence`: [`Catalogue::path`] and [`Catalogue::flow`].
//!   [`search`]: [`search::Index`]. [`known`]: [`known::Index`].

pub mod build;
pub mod cells;
pub mod embedding;
mod error;
mod fame;
mod format;
mod hubs;
mod id;
pub mod known;
pub mod map;
pub mod memberships;
mod positions;
mod recommend;
pub mod search;
mod sequence;
mod shelf;
mod space;
pub mod tags;
pub mod title;

pub use error::CatalogueError;
pub use format::{Catalogue, FORMAT_VERSION, Track};
pub use id::parse as spotify_bits;
pub use map::Map;
pub use sequence::{MAX_FLOW, TEMPO_STEP};
pub use shelf::Shelf;
pub use space::{COORDINATE_FEATURES, COORDINATES, Space, coordinates};
