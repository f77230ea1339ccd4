//! The calls to the worker that writes tags into files of the user's, and packs such files into one.

use crate::call::{ConnectionError, File, NoNews, Nothing, service};
use music::{Key, Notation};
use serde::{Deserialize, Serialize};

service! {
    /// A worker that tags one file at a time.
    Tagger fails with TaggerError, tells NoNews {
        /// Write claims into a file's own tags. The new file comes beside the answer. It has been read again: its audio and
        /// everything in its tags that is not claimed are those of the file.
        Tag {
            /// What its tags shall say.
            claims: TagClaims,
        } with File => Tagged, with File;

        /// Add a file to the archive that is being made. The stretch of the archive that holds it comes beside the answer:
        /// stretches and end, joined in the order of the calls, are a ZIP archive.
        Pack {
            /// Name in the archive, folders divided by `/`; each only once.
            name: String,
            /// When the file was changed last, milliseconds since 1970.
            modified_ms: f64,
        } with File => (), with File;

        /// End the archive, which comes beside the answer, and begin another with the next file.
        EndPack {
            /// How many files were added to it: a worker that has taken the place of another knows of fewer.
            files: u32,
        } with Nothing => (), with File;
    }
}

/// What a file's tags shall say. `None` leaves what they say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TagClaims {
    /// Tempo, BPM: 1…999. Whole in ID3 and MP4, to hundredths elsewhere.
    pub bpm: Option<f32>,
    /// Key.
    pub key: Option<Key>,
    /// How the key is spelt.
    pub notation: Notation,
    /// Energy, 1…10.
    pub energy: Option<u8>,
    /// Whether key and energy also come in front of the comment, "8A - Energy 7"; what it said stays behind them.
    pub in_comment: bool,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tagged {
    /// Whether its tags said something else before.
    pub has_changed: bool,
    /// Bytes of the new file.
    pub bytes: f64,
}

/// Why a file was not tagged or packed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
pub enum TaggerError {
    /// Its format has no tags that are written.
    #[error("tags of {format} are not written")]
    Unsupported {
        /// What the format is called.
        format: String,
    },
    /// It is in no known audio format.
    #[error("the file is in no known audio format")]
    Unknown,
    /// What is claimed makes no sense, or is nothing.
    #[error("there is nothing to write")]
    NothingToWrite,
    /// Something about the file is in the way.
    #[error("the file's tags cannot be written safely: {0:?}")]
    Obstacle(TagObstacle),
    /// The new file was read again, and something in it was not as before.
    #[error("the file would have lost something: {item}")]
    Lost {
        /// What, as the format calls it.
        item: String,
    },
    /// The new file was read again, and what was to be written was not found.
    #[error("what was written could not be read again: {item}")]
    NotFound {
        /// Which field.
        item: String,
    },
    /// The archive lacks files: the worker was replaced while it was made.
    #[error("the archive lacks files")]
    Incomplete,
    /// The browser has no room for the new file.
    #[error("the browser has no room for the new file")]
    NoRoom,
    /// The file cannot be read from the disk.
    #[error("the browser could not read the file")]
    FileGone,
    /// The worker gave no answer.
    #[error(transparent)]
    Connection(#[from] ConnectionError),
}

/// What of a file is in the way of writing its tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TagObstacle {
    /// A tag that is there cannot be read to its end.
    DamagedTag,
    /// The tag that is there is of a kind that is not written.
    UnusualTag,
    /// The file is shorter than it says.
    CutOff,
    /// The file does not say how long its audio is.
    NoLength,
    /// The file would be larger than its format allows.
    TooLarge,
    /// A streaming file whose pieces would move.
    Fragments,
    /// The file holds several streams at once, such as a film.
    SeveralStreams,
    /// The file is encrypted.
    Encrypted,
    /// Its parts contradict each other.
    Layout,
}
