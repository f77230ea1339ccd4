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
//!
//! ```
//! use catalogue::{Catalogue, Shelf, search};
//! use protocol::Query;
//! use std::collections::HashSet;
//!
//! // The catalogue that the page serves; a file of another version is refused.
//! let catalogue = Catalogue::from_bytes(&std::fs::read("../../assets/catalogue.bin")?)?;
//! let shelf = Shelf::default();
//!
//! // Words in any order, slips of the finger allowed.
//! let found = search::Index::new(&catalogue).find(&catalogue, "rapsody bohemian", 1);
//! assert!(found[0].name.starts_with("Bohemian Rhapsody"));
//!
//! // What should play after it: five tracks, no artist twice.
//! let query = Query { seeds: vec![found[0].track], limit: 5, ..Query::default() };
//! let picks = catalogue.recommend(&query, &shelf);
//! assert_eq!(picks.len(), 5);
//! let artists: HashSet<&str> = picks.iter().map(|pick| pick.card.artist.as_str()).collect();
//! assert_eq!(artists.len(), 5);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

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
