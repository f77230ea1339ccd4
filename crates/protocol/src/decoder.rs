//! The calls to the worker that decodes what the browser refuses, misreads, or hears only in part: it starts where one of them
//! is needed, and only then is downloaded.

use crate::call::{ConnectionError, File, NoNews, Nothing, Samples, service};
use crate::error::DecodingError;
use serde::{Deserialize, Serialize};

service! {
    /// A worker that decodes one file at a time.
    Decoder fails with DecoderError, tells NoNews {
        /// Decode all of a file. The samples come beside the answer.
        Decode {
            /// Longest audio that is wanted, seconds.
            longest_s: f64,
        } with File => Decoded, with Samples;

        /// Open a file that is to come block by block. What was open before is closed.
        Open {
            /// Longest audio that is wanted, seconds.
            longest_s: f64,
        } with File => Opened, with Nothing;

        /// Give the next samples of the file that is open: some seconds of them. At its end there are none, and the answer is
        /// what the user should know of the file.
        Next {} with Nothing => Option<Vec<DecodingNote>>, with Samples;
    }
}

/// What there is to say of samples.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decoded {
    /// Samples a second.
    pub sample_rate: u32,
    /// What the user should know of the file.
    pub notes: Vec<DecodingNote>,
}

/// What a file holds that was opened.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    /// Samples a second.
    pub sample_rate: u32,
    /// Number of channels.
    pub channels: u32,
    /// How long it says that it is, seconds.
    pub seconds: Option<f64>,
}

/// What the user should know of a file that was decoded all the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum DecodingNote {
    /// The file was glued together of recordings, and is one track here.
    Joined {
        /// How many.
        parts: u32,
    },
    /// Parts of it could not be decoded.
    PartsLost {
        /// How many.
        parts: u32,
    },
    /// Samples were no numbers, or infinite, and are silence now.
    NotNumbers {
        /// How many.
        samples: u64,
    },
    /// The file is damaged, and what comes behind was not heard.
    Broken {
        /// Where, seconds.
        seconds: f64,
    },
    /// The file is shorter than it says.
    CutOff {
        /// How much of it is there, seconds.
        seconds: f64,
        /// How long it says that it is, seconds.
        claimed: f64,
    },
}

/// Why a file was not decoded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
pub enum DecoderError {
    /// There is nothing in it that can be decoded.
    #[error(transparent)]
    Decoding(#[from] DecodingError),
    /// The file cannot be read from the disk.
    #[error("the browser could not read the file")]
    FileGone,
    /// The worker gave no answer.
    #[error(transparent)]
    Connection(#[from] ConnectionError),
}
