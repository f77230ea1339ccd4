//! One cell of a table of tracks: from a track to text and from text into a track.

use super::Expected;
use super::column::Column;
use super::formula::{guard, unguard};
use super::header::{Length, Unit};
use super::list::{self, Separators};
use super::number::{length, milliseconds, share, whole, within};
use crate::address;
use crate::track::{ExchangeTrack, TRACK_URI_PREFIX, non_blank};
use music::{Key, Mode, pitch_class};
use std::ops::RangeInclusive;

/// Exportify's separator of artists.
const SEMICOLON: Separators = &[';'];
/// The older Exportify's separator of artists.
const COMMA: Separators = &[','];
/// Exportify's separator of genres, and what others have in its place.
const BETWEEN_GENRES: Separators = &[',', ';'];

/// Decibels that a track may have; one that is louder has lost its minus sign on the way.
const LOUDNESS: RangeInclusive<f32> = -100.0..=5.0;

/// Beats per minute that a track may have; a spreadsheet that lost the decimal point makes 118211 of 118.211.
const TEMPO: RangeInclusive<f32> = 0.0..=500.0;

/// How one file writes its cells.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cells {
    /// See [`super::column::Bindings::comma_separated_artists`].
    comma_separated_artists: bool,
    /// Whether texts are kept from running as formulas of a spreadsheet.
    is_guarded: bool,
}

impl Cells {
    /// Values as they are, outside of tables.
    pub(crate) const PLAIN: Cells = Cells { comma_separated_artists: false, is_guarded: false };

    /// Cells of a table.
    pub(super) fn of_table(comma_separated_artists: bool) -> Cells {
        Cells { comma_separated_artists, is_guarded: true }
    }
}

/// What the track has in this column, as text; empty where it has nothing.
pub(super) fn write(track: &ExchangeTrack, column: Column) -> String {
    match column {
        Column::TrackUri => text(&track.spotify_uri),
        Column::TrackName => text(&track.title),
        Column::AlbumName => text(&track.album),
        Column::ArtistNames => guard(&list::join(&track.artists, SEMICOLON)).into_owned(),
        Column::ReleaseDate => text(&track.release_date),
        Column::Duration => number(track.duration_ms),
        Column::Popularity => number(track.popularity),
        Column::Explicit => number(track.explicit),
        Column::AddedBy => text(&track.added_by),
        Column::AddedAt => text(&track.added_at),
        Column::Genres => guard(&list::join(&track.genres, BETWEEN_GENRES)).into_owned(),
        Column::RecordLabel => text(&track.record_label),
        Column::Danceability => decimal(track.danceability),
        Column::Energy => decimal(track.energy),
        Column::Key => number(track.key),
        Column::Loudness => decimal(track.loudness),
        Column::Mode => number(track.mode),
        Column::Speechiness => decimal(track.speechiness),
        Column::Acousticness => decimal(track.acousticness),
        Column::Instrumentalness => decimal(track.instrumentalness),
        Column::Liveness => decimal(track.liveness),
        Column::Valence => decimal(track.valence),
        Column::Tempo => decimal(track.tempo),
        Column::TimeSignature => number(track.time_signature),
        Column::Camelot => text(&track.camelot),
        Column::TempoConfidence => decimal(track.tempo_confidence),
        Column::KeyConfidence => decimal(track.key_confidence),
        Column::File => text(&track.file),
    }
}

fn text(value: &Option<String>) -> String {
    value.as_deref().and_then(non_blank).map(|text| guard(text).into_owned()).unwrap_or_default()
}

fn number(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn decimal(value: Option<f32>) -> String {
    number(value.filter(|value| value.is_finite()))
}

impl Cells {
    /// Puts a value under a name that is not blank into the track, in the unit that the name says; see [`Cells::read_as`].
    pub(crate) fn read(
        self,
        track: &mut ExchangeTrack,
        column: Column,
        name: &str,
        cell: &str,
    ) -> Result<(), Expected> {
        self.read_as(track, column, Unit::of(name), cell)
    }

    /// Puts a cell that is not blank into the track. Where it can't be read the track stays as it is, and the error
    /// says what should have stood there.
    pub(super) fn read_as(
        self,
        track: &mut ExchangeTrack,
        column: Column,
        unit: Unit,
        cell: &str,
    ) -> Result<(), Expected> {
        // `="001"`, as programs write it that do not want a spreadsheet to read a number.
        let inner = cell.trim().strip_prefix("=\"").and_then(|text| text.strip_suffix('"'));
        if let Some(inner) = inner.filter(|_| self.is_guarded) {
            return fill(self, track, column, unit, inner.trim(), inner);
        }
        let number = cell.trim().trim_start_matches('\'');
        let text = if self.is_guarded { unguard(cell) } else { cell };
        fill(self, track, column, unit, number, text)
    }
}

/// What programs write in the place of a number that is missing.
const NO_NUMBER: [&str; 11] = ["null", "nil", "none", "?", "n/a", "na", "#n/a", "-", "–", "—", "\\n"];

fn fill(
    cells: Cells,
    track: &mut ExchangeTrack,
    column: Column,
    unit: Unit,
    number: &str,
    text: &str,
) -> Result<(), Expected> {
    if column.is_number() && NO_NUMBER.contains(&number.to_ascii_lowercase().as_str()) {
        return Ok(());
    }
    match column {
        Column::TrackUri => track.spotify_uri = spotify_uri(text)?,
        Column::TrackName => track.title = Some(text.to_owned()),
        Column::AlbumName => track.album = Some(text.to_owned()),
        Column::ArtistNames => {
            let separators = if cells.comma_separated_artists { COMMA } else { SEMICOLON };
            track.artists = list::split(text, separators);
        }
        Column::ReleaseDate => track.release_date = Some(text.to_owned()),
        Column::Duration => {
            track.duration_ms = Some(match unit.length {
                Length::Milliseconds => milliseconds(number).ok_or(Expected::Milliseconds)?,
                unit => length(number, unit).ok_or(Expected::Length)?,
            });
        }
        Column::Popularity => {
            let popularity = whole(number).filter(|popularity| *popularity <= 100);
            track.popularity = Some(popularity.ok_or(Expected::WholePercentage)? as u8);
        }
        Column::Explicit => track.explicit = Some(flag(number).ok_or(Expected::Flag)?),
        Column::AddedBy => track.added_by = Some(text.to_owned()),
        Column::AddedAt => track.added_at = Some(text.to_owned()),
        Column::Genres => track.genres = list::split(text, BETWEEN_GENRES),
        Column::RecordLabel => track.record_label = Some(text.to_owned()),
        Column::Key => read_key(track, number, unit.has_major_notes)?,
        Column::Mode => {
            let mode = mode(number).ok_or(Expected::Mode)?;
            if track.mode.is_some_and(|of_key| of_key != mode) {
                return Err(Expected::ModeOfKey);
            }
            track.mode = Some(mode);
        }
        Column::TimeSignature => {
            // One of Kaggle's sets has `4/4`.
            let beats = whole(number.split_once('/').map_or(number, |(beats, _)| beats));
            let beats = beats.and_then(|beats| u8::try_from(beats).ok()).ok_or(Expected::Beats)?;
            // Spotify says 0 where it found none.
            track.time_signature = Some(beats).filter(|beats| *beats > 0);
        }
        Column::Camelot => track.camelot = Some(text.to_owned()),
        Column::File => track.file = Some(text.to_owned()),
        Column::Loudness => track.loudness = Some(within(LOUDNESS, number, Expected::Loudness)?),
        Column::Tempo => track.tempo = Some(within(TEMPO, number, Expected::Tempo)?),
        Column::Danceability => track.danceability = share(number, unit)?,
        Column::Energy => track.energy = share(number, unit)?,
        Column::Speechiness => track.speechiness = share(number, unit)?,
        Column::Acousticness => track.acousticness = share(number, unit)?,
        Column::Instrumentalness => track.instrumentalness = share(number, unit)?,
        Column::Liveness => track.liveness = share(number, unit)?,
        Column::Valence => track.valence = share(number, unit)?,
        Column::TempoConfidence => track.tempo_confidence = share(number, unit)?,
        Column::KeyConfidence => track.key_confidence = share(number, unit)?,
    }
    Ok(())
}

/// The URI that a URI, an id or an address at open.spotify.com means. None for ids of other kinds: a set of
/// tracks may number its rows in a column called `id`.
fn spotify_uri(text: &str) -> Result<Option<String>, Expected> {
    let text = text.trim();
    if let Some(uri) = address::track_uri(text) {
        return Ok(Some(uri));
    }
    if text.starts_with(TRACK_URI_PREFIX) {
        return Err(Expected::SpotifyAddress);
    }
    let is_other = text.starts_with("spotify:");
    let uri = if address::is_id(text) { Some(format!("{TRACK_URI_PREFIX}{text}")) } else { None };
    Ok(uri.or_else(|| is_other.then(|| text.to_owned())))
}

/// Key −1…11, a note (`F#`), or the name of a key, which says the mode too; a column for the mode, read later, must say the
/// same.
fn read_key(track: &mut ExchangeTrack, cell: &str, has_major_notes: bool) -> Result<(), Expected> {
    if cell == "-1" || cell == "-1.0" {
        track.key = Some(-1);
    } else if let Some(key) = whole(cell).filter(|key| *key < 12) {
        track.key = Some(key as i8);
    } else if let Some(key) = pitch_class(cell) {
        track.key = Some(key as i8);
        track.mode = has_major_notes.then_some(1).or(track.mode);
    } else if let Ok(key) = cell.parse::<Key>() {
        (track.key, track.mode) = (Some(key.spotify_key()), Some(key.spotify_mode()));
    } else {
        return Err(Expected::Key);
    }
    Ok(())
}

fn mode(cell: &str) -> Option<u8> {
    let named = Mode::of_name(cell).map(|mode| u8::from(mode == Mode::Major));
    // Whether it is major, as tables with yes and no in them say it.
    let said = || flag(cell).map(u8::from);
    named.or_else(said).or_else(|| whole(cell).filter(|mode| *mode <= 1).map(|mode| mode as u8))
}

fn flag(cell: &str) -> Option<bool> {
    match cell.to_ascii_lowercase().as_str() {
        "true" | "yes" | "1" => Some(true),
        "false" | "no" | "0" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn track(column: Column, header: &str, cell: &str) -> Result<ExchangeTrack, Expected> {
        let mut track = ExchangeTrack::default();
        Cells::PLAIN.read(&mut track, column, header, cell).map(|()| track)
    }

    #[test]
    fn what_spreadsheets_and_databases_put_about_values_is_taken_off() {
        let of_table = |column, cell: &str| {
            let mut track = ExchangeTrack::default();
            Cells::of_table(false).read(&mut track, column, "x", cell).map(|()| track)
        };
        let title = |cell: &str| of_table(Column::TrackName, cell).unwrap().title.unwrap();
        assert_eq!([title("=\"1999\""), title("'=\"1999\"")], ["1999", "=\"1999\""]);
        assert_eq!([title("None"), title("'Til Tuesday")], ["None", "'Til Tuesday"]);
        assert_eq!(of_table(Column::Energy, "'0.5").unwrap().energy, Some(0.5));
        for cell in ["NULL", "N/A", "—", "\\N"] {
            assert_eq!(of_table(Column::Energy, cell), Ok(ExchangeTrack::default()), "{cell}");
        }
    }

    #[test]
    fn what_no_track_has_is_told() {
        for (cell, expected) in [
            ("118,211", Ok(118.211)),
            ("118 BPM", Ok(118.0)),
            ("118211", Err(Expected::Tempo)),
            ("-1", Err(Expected::Tempo)),
            ("fast", Err(Expected::Number)),
        ] {
            assert_eq!(
                track(Column::Tempo, "Tempo", cell).map(|track| track.tempo),
                expected.map(Some),
                "{cell}"
            );
        }
        for (cell, expected) in [
            ("−7,2 dB", Ok(-7.2)),
            ("–7.2 LUFS", Ok(-7.2)),
            ("7.2", Err(Expected::Loudness)),
            ("-7200", Err(Expected::Loudness)),
        ] {
            let read = track(Column::Loudness, "Loudness", cell).map(|track| track.loudness);
            assert_eq!(read, expected.map(Some), "{cell}");
        }
        assert_eq!(track(Column::TimeSignature, "Time Signature", "0"), Ok(ExchangeTrack::default()));
        let modes =
            ["Dur", "moll", "M", "m", "1.0"].map(|cell| track(Column::Mode, "Mode", cell).unwrap().mode);
        assert_eq!(modes, [Some(1), Some(0), Some(1), Some(0), Some(1)]);
    }
}
