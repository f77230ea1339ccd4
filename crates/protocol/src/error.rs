//! What can go wrong, as codes and fields: the page puts them into words in its language. What a library says of a file or
//! the browser of its storage is a `reason`, in that library's words.

use serde::{Deserialize, Serialize};

/// Why audio cannot be analysed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
pub enum AnalysisError {
    /// Fewer seconds than the analysis needs.
    #[error("the audio is only {seconds:.1} s long; at least {minimum:.0} s are needed")]
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
    /// It is in a format that is known by name alone.
    #[error("the file's audio is {codec}, which cannot be decoded here")]
    Unsupported {
        /// What the codec or the container is called; a name, the same in every language.
        codec: String,
    },
    /// It is a container without audio.
    #[error("the file holds no audio track")]
    NoTrack,
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

/// Why a file that tells of tracks could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read from the disk.
    #[error("the browser could not read the file")]
    FileGone,
    /// It is none of the formats that are known, or damaged.
    #[error("{reason}")]
    Unreadable {
        /// What is wrong, and where.
        reason: String,
    },
    /// The list of a stream's pieces (HLS).
    #[error("this is a stream's list (HLS), not a playlist")]
    Stream,
    /// A file of a program that keeps it in a form of its own.
    #[error("this is a file of {program}, which is not read")]
    OtherProgram {
        /// The program's name.
        program: String,
    },
    /// It is of a known format, and has no tracks.
    #[error("there are no tracks in it")]
    NoTracks,
    /// A backup of a later version of the page.
    #[error("it was written by a newer version of this page")]
    Newer,
}

/// What was wrong with a part of a file, the rest of which was read, and what its owner should know of how it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ImportProblem {
    /// A row or cell that cannot be read.
    Row {
        /// What is wrong, and where.
        reason: String,
    },
    /// Rows without audio features that the catalogue does not know either.
    WithoutFeatures {
        /// How many.
        rows: u32,
        /// Of how many in all.
        total: u32,
    },
    /// A record of a file that is none, or a field of one; the rest was read.
    Record {
        /// Which record of the file, from 1.
        record: u32,
        /// The field's name in the file; `None` where the whole record is left out.
        field: Option<String>,
    },
    /// Records that say nothing.
    Empty {
        /// How many.
        records: u32,
    },
    /// A quotation mark that is never closed, or closes within a cell.
    Quote {
        /// Line of the file, from 1.
        line: u32,
    },
    /// The file breaks off behind what was read.
    CutShort {
        /// What is wrong, and where.
        reason: String,
    },
    /// The file does not say its encoding: its letters were guessed.
    GuessedLetters {
        /// The encoding's name.
        encoding: String,
    },
    /// A table without any audio features, which was read as a list of names.
    NamesOnly,
    /// Rows of which features were missing that the catalogue gave.
    FilledIn {
        /// How many.
        rows: u32,
    },
    /// Rows with features that do not say which track they are about.
    Unnamed {
        /// How many.
        rows: u32,
    },
    /// Rows about a track that another row of the file is about.
    Repeated {
        /// How many.
        rows: u32,
    },
    /// Entries of a playlist for which nothing but a file's name spoke, which another track may have, too.
    Unsure {
        /// How many.
        entries: u32,
    },
    /// Another program's collection: its tracks have no audio features.
    Collection {
        /// The program's name.
        program: String,
        /// How many tracks it has.
        tracks: u32,
        /// How many of them the library or the catalogue has.
        here: u32,
    },
    /// The first of a file's playlists was taken.
    OnePlaylist {
        /// Its name; may be empty.
        name: String,
        /// How many others the file has.
        others: u32,
    },
    /// Further problems, not told one by one.
    More {
        /// How many.
        count: u32,
    },
    /// Tracks that were read and could not be kept on the device.
    NotKept {
        /// How many.
        tracks: u32,
        /// Why.
        error: StorageError,
    },
}
