//! What can go wrong, as codes and fields: the page puts them into words in its language. What a library says of a file or
//! the browser of its storage is a `reason`, in that library's words.

use serde::{Deserialize, Serialize};

/// Why audio cannot be analysed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
pub enum AnalysisError {
    /// Fewer seconds than the analysis needs.
    #[error("the audio is only {:.1} s long; at least {minimum:.0} s are needed", (.seconds * 10.0).floor() / 10.0)]
    TooShort {
        /// Length of the audio.
        seconds: f32,
        /// Least length.
        minimum: f32,
    },
    /// More seconds than the analysis takes.
    #[error("the audio is {minutes:.0} minutes long; at most {maximum:.0} minutes can be analysed at once")]
    TooLong {
        /// Length of the audio.
        minutes: f32,
        /// Greatest length.
        maximum: f32,
    },
    /// No sample differs audibly from zero.
    #[error("the audio is silent from beginning to end")]
    Silent,
    /// Long silence, and fewer seconds beside it than the analysis needs.
    #[error("only {seconds:.1} s of the audio are not silent; at least {minimum:.0} s are needed")]
    MostlySilent {
        /// Length of what sounds.
        seconds: f32,
        /// Least length.
        minimum: f32,
    },
    /// A second reading of the file gave other samples than the first.
    #[error("the file changed while it was read")]
    Changed,
    /// The file is not what it claims to be.
    #[error("the file could not be decoded: {reason}")]
    Undecodable {
        /// What the decoder said.
        reason: String,
    },
    /// A sample rate no audio has, or channels that do not fit together.
    #[error("the decoded audio makes no sense: {reason}")]
    BadAudio {
        /// What is wrong.
        reason: String,
    },
    /// The model cannot judge it.
    #[error("the model failed: {reason}")]
    Model {
        /// What the model said.
        reason: String,
    },
}

/// Why a file's audio cannot be decoded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
pub enum DecodingError {
    /// The file has no bytes.
    #[error("the file is empty")]
    Empty,
    /// It is in no format that is known.
    #[error("the file is in no known audio format")]
    Unknown,
    /// It is something else altogether.
    #[error("the file is no audio, but {what}")]
    NoAudio {
        /// What it is.
        what: Document,
    },
    /// It is in a format that is known by name alone.
    #[error("the file's audio is {codec}, which cannot be decoded here")]
    Unsupported {
        /// What the codec or the container is called; a name, the same in every language.
        codec: String,
    },
    /// It is a container without audio.
    #[error("the file holds no audio track")]
    NoTrack,
    /// It is an MP4 without its table of contents, which is written last.
    #[error("the file's table of contents is missing: its recording or its download did not end")]
    Unfinished,
    /// It has headers, and no sample behind them.
    #[error("no sample of the file could be decoded")]
    NoSamples,
    /// It tells a sample rate that no audio has.
    #[error("the file claims a sample rate of {hz} Hz")]
    Rate {
        /// What it tells, Hz.
        hz: u64,
    },
    /// It tells more channels than any audio has, or none.
    #[error("the file claims {count} channels")]
    Channels {
        /// What it tells.
        count: u32,
    },
    /// Its headers contradict themselves.
    #[error("the file is damaged: {reason}")]
    Damaged {
        /// What the reader said.
        reason: String,
    },
    /// It plays for longer than is wanted.
    #[error("the file plays for longer than is wanted")]
    TooLong {
        /// How long, seconds, where it says so.
        seconds: Option<f64>,
    },
}

/// What a file is that is called like audio and is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Document {
    /// HTML: most often what a server says instead of giving the file.
    #[error("a web page")]
    WebPage,
    /// Any other text.
    #[error("a text")]
    Text,
    /// A picture.
    #[error("a picture")]
    Picture,
    /// Files packed into one.
    #[error("an archive")]
    Archive,
    /// PDF.
    #[error("a PDF document")]
    Pdf,
    /// A file for which room was made, and that was never filled.
    #[error("nothing but zeros")]
    Zeros,
}

/// Why one of the page's own files is not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum AssetError {
    /// Neither the network nor the browser's store gave it.
    #[error("{asset} could not be loaded")]
    Unreachable {
        /// Which file.
        asset: String,
    },
    /// The server answered with an error.
    #[error("{asset} could not be loaded: the server answered {status}")]
    Refused {
        /// Which file.
        asset: String,
        /// HTTP status.
        status: u16,
    },
    /// It is not what this version of the page reads.
    #[error("{asset} is damaged: {reason}")]
    Damaged {
        /// Which file.
        asset: String,
        /// What is wrong with it.
        reason: String,
    },
}

/// Why something is not on the device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum StorageError {
    /// The browser gives the page no place.
    #[error("this browser gives the page no place to keep the library")]
    Unavailable,
    /// The place is used up.
    #[error("the browser's storage for this page is full")]
    Full,
    /// The browser failed otherwise.
    #[error("the browser's storage failed: {reason}")]
    Failed {
        /// What the browser said.
        reason: String,
    },
}
