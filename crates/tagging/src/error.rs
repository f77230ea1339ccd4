//! Why a file is not tagged.

use std::io::Error;
use thiserror::Error;

/// Why a file is not tagged; it stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TaggingError {
    /// The file cannot be read from the disk.
    #[error("the file could not be read: {reason}")]
    Unreadable {
        /// What the system said.
        reason: String,
    },
    /// Its format has no tags that are written here.
    #[error("tags of {format} are not written")]
    Unsupported {
        /// What the format is called.
        format: String,
    },
    /// It is in no format that is known.
    #[error("the file is in no known audio format")]
    Unknown,
    /// What is claimed makes no sense: a tempo that is no number, an energy beyond its range, or nothing at all.
    #[error("there is nothing to write, or nothing that makes sense")]
    BadClaims,
    /// Something about the file is in the way.
    #[error(transparent)]
    Obstacle(#[from] Obstacle),
    /// The result was read again, and something in it was not as before.
    #[error("the file would have lost something: {item}")]
    Lost {
        /// What: a tag's field or a part of the file, as its format calls it.
        item: String,
    },
    /// The result was read again by another reader, which did not find what was written.
    #[error("what was written could not be read again: {item}")]
    NotFound {
        /// Which field.
        item: String,
    },
}

/// What of a file is in the way of writing its tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Obstacle {
    /// A tag that is there cannot be read to its end: more would be lost by writing than is gained.
    #[error("the tag that the file has is damaged")]
    DamagedTag,
    /// The tag is protected by a checksum, is compressed as a whole, or of a version that nobody knows.
    #[error("the tag that the file has is of a kind that is not written")]
    UnusualTag,
    /// Parts of the file reach beyond its end.
    #[error("the file is shorter than it says")]
    CutOff,
    /// The file does not say where its audio ends, as recorders leave it that were cut off.
    #[error("the file does not say how long its audio is")]
    NoLength,
    /// The file would grow beyond what its format can tell.
    #[error("the file would be larger than its format allows")]
    TooLarge,
    /// A streaming file whose pieces are found by positions that would move.
    #[error("the file is in fragments that would move")]
    Fragments,
    /// It holds several streams side by side, such as a film.
    #[error("the file holds several streams at once")]
    SeveralStreams,
    /// The audio is encrypted.
    #[error("the file is encrypted")]
    Encrypted,
    /// Its parts contradict each other.
    #[error("the parts of the file contradict each other")]
    Layout,
}

impl From<Error> for TaggingError {
    fn from(error: Error) -> Self {
        Self::Unreadable { reason: error.to_string() }
    }
}
