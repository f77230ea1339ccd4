//! Files that are no audio and no backup: tables of tracks, answers of Spotify's, playlists.

use catalogue::{Catalogue, known};
use exchange::collection::Collection;
use exchange::track::ExchangeTrack;
use exchange::{Contents, Reading};
use protocol::{ImportError, ImportProblem, OwnTrack, Told, TrackRef};
use std::sync::Arc;

use super::backup;
use super::matching::{Found, Matcher};
use super::{rows, told};

/// How much of a file is looked at to tell what it is, bytes.
pub const LOOK: usize = 2_000;

/// What was read out of a file: tracks without numbers, or the tracks of a playlist.
#[derive(Debug, Default)]
pub struct Read {
    /// Rows of a table that name no file of the library.
    pub tracks: Vec<OwnTrack>,
    /// Rows that do: they are there already.
    pub known: u32,
    /// Of a playlist: those of its tracks that the library or the catalogue has, in its order.
    pub playlist: Vec<TrackRef>,
    /// Of a playlist: those that neither has, by name.
    pub missing: Vec<String>,
    /// Of a collection: what it says of tracks of the user's, by their numbers.
    pub told: Vec<(u32, Told)>,
    /// What could not be read.
    pub problems: Vec<ImportProblem>,
}

/// Whether a file that begins so is a backup.
pub fn is_backup(beginning: &[u8]) -> bool {
    text_of(beginning).contains(backup::MARK)
}

/// Reads a file by what stands in it, and by its name where that is not enough. `names` are those of the catalogue.
///
/// # Errors
///
/// What is wrong with the file, and where.
pub fn read(
    name: &str,
    bytes: &[u8],
    own: &[Arc<OwnTrack>],
    catalogue: &Catalogue,
    names: &known::Index,
) -> Result<Read, ImportError> {
    let contents = exchange::read(name, bytes).map_err(told::error)?;
    let matcher = Matcher::new(own, catalogue, names);
    Ok(match contents {
        Contents::Table(reading) => table(&reading, catalogue, &matcher),
        Contents::Playlist(reading) => playlist(&reading, &matcher),
        Contents::Collection(collection) => of_collection(&collection, &matcher),
    })
}

fn text_of(beginning: &[u8]) -> String {
    String::from_utf8_lossy(beginning).into_owned()
}

/// Rows of a table that become tracks; where none can, for none has all features, a playlist of them.
fn table(reading: &Reading, catalogue: &Catalogue, matcher: &Matcher<'_>) -> Read {
    let read = rows::table(reading, catalogue, matcher);
    if !read.tracks.is_empty() || read.known > 0 {
        return read;
    }
    let mut read = playlist(reading, matcher);
    read.problems.insert(0, ImportProblem::Incomplete { lacking: rows::lacking(reading.tracks.iter()) });
    read
}

/// A playlist's tracks that the library or the catalogue has, and the names of the others.
fn playlist(Reading { tracks: rows, remarks }: &Reading, matcher: &Matcher<'_>) -> Read {
    let found: Vec<_> = rows.iter().map(|row| matcher.find(row)).collect();
    let entries: Vec<_> = (0..rows.len()).collect();
    let mut read = Read { problems: told::problems(remarks), ..Read::default() };
    enter(&mut read, &entries, rows, &found);
    read
}

/// Puts entries of a list of rows into the playlist, by what they were found to be.
fn enter(read: &mut Read, entries: &[usize], rows: &[ExchangeTrack], found: &[Option<Found>]) {
    let mut unsure = 0;
    for (position, entry) in entries.iter().enumerate() {
        match (found.get(*entry).copied().flatten(), rows.get(*entry)) {
            (Some(Found { track, is_unsure }), _) => {
                read.playlist.push(track);
                unsure += u32::from(is_unsure);
            }
            (None, Some(row)) => read.missing.push(name_of(row, position + 1)),
            (None, None) => {}
        }
    }
    if unsure > 0 {
        read.problems.push(ImportProblem::Unsure { entries: unsure });
    }
}

/// Of another program's collection: its playlist, the first where there are several, all tracks where there is none.
fn of_collection(collection: &Collection, matcher: &Matcher<'_>) -> Read {
    let found: Vec<_> = collection.tracks.iter().map(|row| matcher.find(row)).collect();
    let here = found.iter().flatten().count() as u32;
    let (program, tracks) = (collection.program.to_owned(), collection.tracks.len() as u32);
    let mut read =
        Read { problems: vec![ImportProblem::Collection { program, tracks, here }], ..Read::default() };
    read.told = claims(collection, &found);
    let mut playlists = collection.playlists.iter().filter(|playlist| !playlist.entries.is_empty());
    match playlists.next() {
        Some(playlist) => {
            enter(&mut read, &playlist.entries, &collection.tracks, &found);
            let others = playlists.count() as u32;
            if others > 0 {
                read.problems.push(ImportProblem::OnePlaylist { name: playlist.name.clone(), others });
            }
        }
        None => {
            let all: Vec<_> = (0..collection.tracks.len()).collect();
            enter(&mut read, &all, &collection.tracks, &found);
        }
    }
    read.problems.extend(told::problems(&collection.remarks));
    read
}

/// What a collection says of the tempo, the key and the marks of tracks that are surely the user's.
fn claims(collection: &Collection, found: &[Option<Found>]) -> Vec<(u32, Told)> {
    let rows = collection.tracks.iter().zip(found);
    let told = rows.filter_map(|(row, found)| match found {
        Some(Found { track: TrackRef::Own(number), is_unsure: false }) => {
            let cues = row.cues.iter().map(|cue| (cue.start_s as f32, cue.name.clone()));
            let (tempo, key, cues): (_, _, Vec<_>) = (row.tempo, row.musical_key(), cues.collect());
            let is_any = tempo.is_some() || key.is_some() || !cues.is_empty();
            let program = collection.program.to_owned();
            is_any.then_some((*number, Told { program, tempo, key, cues }))
        }
        _ => None,
    });
    told.collect()
}

/// What to call a row that was not found: never nothing, so that its owner can look for it.
pub fn name_of(row: &ExchangeTrack, number: usize) -> String {
    let artist = row.artist_line();
    // What an address of the web asks for may be all that tells it from others.
    let file = || {
        row.file.as_deref().and_then(|file| match exchange::path_readings(file).pop() {
            _ if file.contains('?') && file.starts_with("http") => Some(file.to_owned()),
            path => path,
        })
    };
    match &row.title {
        Some(title) if artist.is_empty() => title.clone(),
        Some(title) => format!("{artist} – {title}"),
        None => file()
            .or_else(|| row.spotify_uri.clone())
            .unwrap_or_else(|| format!("#{number} {artist}").trim_end().to_owned()),
    }
}

#[cfg(test)]
mod tests;
