//! Any file that tells of tracks: what it is, by what stands in it and then by its name, and what it says.

use thiserror::Error;

use crate::collection::{self, Collection};
use crate::csv::{self, CsvError};
use crate::json::{self, JsonError};
use crate::m3u8;
use crate::reading::{Reading, Remark};
use crate::text::{Decoded, decode};
use crate::xml::{self, XmlError};
use crate::xspf;

/// What a file tells.
#[derive(Clone, Debug, PartialEq)]
pub enum Contents {
    /// Tracks with audio features, at least some of them.
    Table(Reading),
    /// Tracks in an order, by name and address.
    Playlist(Reading),
    /// What a program knows of all its tracks, with playlists of them.
    Collection(Collection),
}

/// A file of which nothing can be read.
#[derive(Debug, Error)]
pub enum ReadError {
    /// The list of a stream's pieces (HLS), each a few seconds long.
    #[error("this is a stream's list (HLS), not a playlist")]
    Stream,
    /// A file of a program that keeps it in a form of its own.
    #[error("this is a file of {program}, which is not read")]
    OtherProgram {
        /// The program's name.
        program: &'static str,
    },
    /// Nothing in the file is a track.
    #[error("there are no tracks in it")]
    NoTracks,
    /// A table that names no tracks.
    #[error(transparent)]
    Csv(#[from] CsvError),
    /// Broken XML, or that of something else.
    #[error(transparent)]
    Xml(#[from] XmlError),
    /// Broken JSON.
    #[error(transparent)]
    Json(#[from] JsonError),
}

/// How files of programs begin that keep them in a form of their own.
const OTHERS: [(&[u8], &str); 3] = [
    (b"SQLite format 3\0", "Engine DJ, rekordbox or another program with a database"),
    (b"vrsn\0", "Serato DJ"),
    (b"bplist00", "Music or iTunes (a binary property list)"),
];

/// Reads a file by what stands in it, and by its name where that is not enough.
///
/// # Errors
/// Where nothing can be read of it, and why.
pub fn read(name: &str, bytes: &[u8]) -> Result<Contents, ReadError> {
    if let Some((_, program)) = OTHERS.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return Err(ReadError::OtherProgram { program });
    }
    let Decoded { text, guessed } = decode(bytes);
    let mut contents = read_text(&name.to_lowercase(), &text)?;
    if contents.is_empty() {
        return Err(ReadError::NoTracks);
    }
    if let Some(encoding) = guessed {
        contents.remarks().push(Remark::Guessed { encoding });
    }
    Ok(contents)
}

fn read_text(name: &str, text: &str) -> Result<Contents, ReadError> {
    let beginning = text.trim_start();
    if beginning.starts_with(['{', '[']) && !collection::is_pls(beginning) {
        return Ok(json::read(text)?);
    }
    if beginning.starts_with('<') {
        return read_xml(text);
    }
    if beginning.starts_with("#EXTM3U") || name.ends_with(".m3u") || name.ends_with(".m3u8") {
        return m3u8::read(text).map(Contents::Playlist);
    }
    if collection::is_pls(beginning) || name.ends_with(".pls") {
        return Ok(Contents::Playlist(collection::pls::read(text)));
    }
    if name.ends_with(".cue") || collection::is_cue(beginning) {
        return Ok(Contents::Playlist(collection::cue::read(text)));
    }
    let table = csv::read(text)?;
    if is_of_rekordbox(beginning) {
        return Ok(Contents::Collection(Collection::of_list("rekordbox", table)));
    }
    Ok(Contents::of_rows(table))
}

/// Whether a table begins as rekordbox's lists as text do.
fn is_of_rekordbox(beginning: &str) -> bool {
    let headers = beginning.lines().next().unwrap_or_default();
    headers.contains("Track Title\t") && headers.contains("\tDate Added")
}

fn read_xml(text: &str) -> Result<Contents, ReadError> {
    match xml::root(text).as_deref() {
        Some("DJ_PLAYLISTS") => Ok(Contents::Collection(collection::rekordbox::read(text)?)),
        Some("NML") => Ok(Contents::Collection(collection::traktor::read(text)?)),
        Some("plist") => Ok(Contents::Collection(collection::itunes::read(text)?)),
        Some("VirtualDJ_Database" | "VirtualFolder") => Err(ReadError::OtherProgram { program: "VirtualDJ" }),
        Some("smil") => Err(ReadError::OtherProgram { program: "Windows Media Player" }),
        Some("rhythmdb") => Err(ReadError::OtherProgram { program: "Rhythmbox" }),
        _ => Ok(Contents::Playlist(xspf::read(text)?)),
    }
}

impl Contents {
    /// Rows with audio features are a table; without any, they are a list of names.
    pub(crate) fn of_rows(mut rows: Reading) -> Self {
        if rows.tracks.iter().any(|track| track.has_features()) {
            return Self::Table(rows);
        }
        rows.remarks.push(Remark::WithoutFeatures);
        Self::Playlist(rows)
    }

    /// Whether a file tells nothing at all; an empty collection says whose it is.
    fn is_empty(&self) -> bool {
        match self {
            Self::Table(reading) | Self::Playlist(reading) => {
                let is_told = |remark: &Remark| !matches!(remark, Remark::WithoutFeatures);
                reading.tracks.is_empty() && !reading.remarks.iter().any(is_told)
            }
            Self::Collection(_) => false,
        }
    }

    fn remarks(&mut self) -> &mut Vec<Remark> {
        match self {
            Self::Table(reading) | Self::Playlist(reading) => &mut reading.remarks,
            Self::Collection(collection) => &mut collection.remarks,
        }
    }
}
