//! What can go wrong where a file is read that tells of tracks, as codes and fields.

use serde::{Deserialize, Serialize};

use music::Feature;

use crate::error::StorageError;

/// A format that has rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TextFormat {
    /// Rows and columns.
    Table,
    /// JSON.
    Json,
    /// XML.
    Xml,
}

/// Where a file breaks the rules of its format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("line {line}, column {column}: no sound {format:?}")]
pub struct Damage {
    /// The format.
    pub format: TextFormat,
    /// Line of the file, from 1.
    pub line: u32,
    /// Position in that line, from 1.
    pub column: u32,
    /// Whether the file ends where something should follow.
    pub is_cut_off: bool,
}

/// What a cell of a table should have held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Expected {
    /// A length as a clock shows it, or in seconds.
    Length,
    /// A length in milliseconds.
    Milliseconds,
    /// A whole number from 0 to 100.
    WholePercentage,
    /// Yes or no.
    Flag,
    /// Major or minor.
    Mode,
    /// The mode of the key beside it.
    ModeOfKey,
    /// Beats in a bar.
    Beats,
    /// Any number.
    Number,
    /// A tempo, BPM.
    Tempo,
    /// A loudness, dB.
    Loudness,
    /// The address of a track of Spotify's.
    SpotifyAddress,
    /// A key, as a number or by name.
    Key,
    /// A number from 0 to 100.
    Percentage,
    /// A number from 0 to 1.
    Share,
    /// Nothing: the row has more cells than the table has headers.
    NoCell,
}

/// Why a file that tells of tracks could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read from the disk.
    #[error("the browser could not read the file")]
    FileGone,
    /// It breaks the rules of its format.
    #[error("{0}")]
    Damaged(Damage),
    /// Its letters are in an encoding older than Unicode: [`crate::letters::ReadLetters`] makes UTF-8 of it.
    #[error("its letters are in an encoding older than Unicode")]
    OldLetters,
    /// A table of which no column says which track a row is about.
    #[error("no column names the tracks; the headers are {}", headers.join(", "))]
    NoHeader {
        /// The first few headers that it has.
        headers: Vec<String>,
    },
    /// XML of something else.
    #[error("no playlist has the root <{root}>")]
    OtherXml {
        /// The root's name.
        root: String,
    },
    /// XML that defines entities of its own, with which a small file can be made to fill all memory.
    #[error("it defines entities of its own")]
    Entities,
    /// XML of elements within elements without end.
    #[error("its elements are nested too deep")]
    TooDeep,
    /// The list of a stream's pieces (HLS).
    #[error("this is a stream's list (HLS), not a playlist")]
    Stream,
    /// A file of a program that keeps it in a form of its own.
    #[error("this is a file of {program}, which is not read")]
    OtherProgram {
        /// The program's name.
        program: String,
    },
    /// A database of a program's that is not known by name.
    #[error("this is a program's database, which is not read")]
    Database,
    /// A file of a spreadsheet program.
    #[error("this is a spreadsheet program's own file, which is not read")]
    Spreadsheet,
    /// A text with its layout: PDF, Word, RTF.
    #[error("this is a document, which is not read")]
    Document,
    /// Files packed into one.
    #[error("this is an archive, which is not read")]
    Archive,
    /// Bytes that are no text.
    #[error("there is no text in it")]
    NotText,
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
    /// A cell of a table that cannot be read; the rest of its row was.
    Cell {
        /// Line of the file on which the row begins, from 1.
        line: u32,
        /// Header of the column; its number, from 1, where it has no header.
        column: String,
        /// What stands there, shortened.
        value: String,
        /// What should have stood there.
        expected: Expected,
    },
    /// A track of a backup that cannot be read.
    Track {
        /// Line of the file, from 1, where it is known.
        line: Option<u32>,
        /// The track's name, where it can be read.
        name: Option<String>,
    },
    /// Rows without audio features that the catalogue does not know either.
    WithoutFeatures {
        /// How many.
        rows: u32,
        /// Of how many in all.
        total: u32,
        /// Features that all of them lack.
        lacking: Vec<Feature>,
    },
    /// Rows whose key is neither said to be major nor minor, and which therefore have none.
    WithoutMode {
        /// How many.
        rows: u32,
    },
    /// A table of which no row has all audio features, which was read as a list of names.
    Incomplete {
        /// Features that all its rows lack.
        lacking: Vec<Feature>,
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
        /// Line of the file, from 1.
        line: u32,
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
    /// What a collection says of tempo and key is shown with these tracks of the user's.
    Claims {
        /// The program's name.
        program: String,
        /// How many.
        tracks: u32,
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
