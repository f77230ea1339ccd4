//! The user's tracks, for whoever keeps them: the page's workers and the command line.
//!
//! - [`identify`]: a file's hashes and tags; [`completed`]: what its name adds.
//! - [`Recommender`]: the tracks beside the catalogue's.

mod audio_bytes;
mod claims;
mod identify;
mod names;
mod recommender;
mod tags;

pub use identify::identify;
pub use names::completed;
pub use recommender::Recommender;
