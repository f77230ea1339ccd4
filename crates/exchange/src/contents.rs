//! Any file that tells of tracks: what it is, by what stands in it and then by its name, and what it says.

use thiserror::Error;

use crate::address::local_track;
use crate::collection::{self, Collection};
use crate::csv::{self, CsvError};
use crate::foreign::{self, Foreign};
use crate::json::{self, JsonError};
use crate::m3u8;
use crate::reading::{Reading, Remark};
use crate::text::{is_no_text, plain};
use crate::track::ExchangeTrack;
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
    /// A file that a program keeps in a form of its own.
    #[error("{0:?} keeps this in a form of its own, which is not read")]
    Foreign(Foreign),
    /// Text in an encoding older than Unicode: [`crate::letters`] makes UTF-8 of it.
    #[error("its letters are in an encoding older than Unicode")]
    OldLetters,
    /// Bytes that are no text, and no file that is known.
    #[error("there is no text in it")]
    NotText,
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

/// Reads a file by what stands in it, and by its name where that is not enough.
///
/// # Errors
/// Where nothing can be read of it, and why.
pub fn read(name: &str, bytes: &[u8]) -> Result<Contents, ReadError> {
    if collection::serato::is_crate(bytes) {
        return collection::serato::read(bytes).map(Contents::Playlist).ok_or(ReadError::NoTracks);
    }
    if let Some(foreign) = foreign::of_bytes(bytes) {
        return Err(ReadError::Foreign(foreign));
    }
    if is_no_text(bytes) || foreign::is_sound(bytes) {
        return Err(ReadError::NotText);
    }
    let text = plain(bytes).ok_or(ReadError::OldLetters)?;
    // Some programs end their texts with them.
    let text = if text.contains('\0') { text.replace('\0', "") } else { text };
    let contents = read_text(&name.to_lowercase(), text.trim_start_matches('\u{FEFF}'))?;
    if contents.is_empty() {
        return Err(ReadError::NoTracks);
    }
    Ok(contents.with_local_tracks())
}

fn read_text(name: &str, text: &str) -> Result<Contents, ReadError> {
    let beginning = text.trim_start();
    if beginning.is_empty() {
        return Err(ReadError::NoTracks);
    }
    if json::is_likely(beginning) {
        return Ok(json::read(text)?);
    }
    if beginning.starts_with('<') {
        return read_xml(text);
    }
    if beginning.starts_with("#EXT") || name.ends_with(".m3u") || name.ends_with(".m3u8") {
        return m3u8::read(text).map(Contents::Playlist);
    }
    if collection::is_pls(beginning) || name.ends_with(".pls") {
        return Ok(Contents::Playlist(collection::pls::read(text)));
    }
    if name.ends_with(".cue") || collection::is_cue(beginning) {
        return Ok(Contents::Playlist(collection::cue::read(text)));
    }
    let table = match csv::read(text) {
        Err(CsvError::NoUsableHeader { headers }) => {
            let list = collection::lines::read(text).map(Contents::Playlist);
            return list.ok_or(CsvError::NoUsableHeader { headers }.into());
        }
        table => table?,
    };
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
        Some(root) if collection::media::is_root(root) => {
            Ok(Contents::Playlist(collection::media::read(text)?))
        }
        root => match root.and_then(foreign::of_root) {
            Some(foreign) => Err(ReadError::Foreign(foreign)),
            None => Ok(Contents::Playlist(xspf::read(text)?)),
        },
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

    /// With what Spotify's URIs of local files say of tracks that say nothing else.
    fn with_local_tracks(mut self) -> Self {
        let tracks = match &mut self {
            Self::Table(reading) | Self::Playlist(reading) => &mut reading.tracks,
            Self::Collection(collection) => &mut collection.tracks,
        };
        for track in tracks.iter_mut().filter(|track| track.title.is_none() && track.file.is_none()) {
            let local = track.spotify_uri.as_deref().and_then(local_track);
            if let Some(ExchangeTrack { title, artists, album, duration_ms, .. }) = local {
                track.title = title;
                track.artists =
                    if track.artists.is_empty() { artists } else { std::mem::take(&mut track.artists) };
                track.album = track.album.take().or(album);
                track.duration_ms = track.duration_ms.or(duration_ms);
            }
        }
        self
    }

    /// Whether a file tells nothing at all; an empty collection says whose it is.
    fn is_empty(&self) -> bool {
        match self {
            Self::Table(reading) | Self::Playlist(reading) => {
                let is_told = |remark: &Remark| {
                    !matches!(remark, Remark::WithoutFeatures | Remark::Record { .. } | Remark::Empty { .. })
                };
                reading.tracks.is_empty() && !reading.remarks.iter().any(is_told)
            }
            Self::Collection(_) => false,
        }
    }
}
