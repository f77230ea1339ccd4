//! The columns of a table of tracks: their order, their headers, and the other names that files have for them.

use music::Key;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::header::{self, Unit, bare};
use super::percent;

/// Bare names of headers that only files with commas between the artists have: the older Exportify, and Kaggle's
/// most streamed songs of 2023 (`artist(s)_name`).
const COMMA_FAMILY: [&str; 5] = ["artisturis", "artistids", "trackdurationms", "artistgenres", "artistsname"];

/// The columns that names mean, and where these stand among the columns' names.
static MEANT: LazyLock<HashMap<&str, (Column, usize)>> = LazyLock::new(|| {
    let named = |column: Column| (0..).zip(column.names().1).map(move |(rank, name)| (*name, (column, rank)));
    Column::ALL.into_iter().flat_map(named).collect()
});

/// One column, in the order in which we write them: Exportify's, then four of our own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Column {
    TrackUri,
    TrackName,
    AlbumName,
    ArtistNames,
    ReleaseDate,
    Duration,
    Popularity,
    Explicit,
    AddedBy,
    AddedAt,
    Genres,
    RecordLabel,
    Danceability,
    Energy,
    Key,
    Loudness,
    Mode,
    Speechiness,
    Acousticness,
    Instrumentalness,
    Liveness,
    Valence,
    Tempo,
    TimeSignature,
    Camelot,
    TempoConfidence,
    KeyConfidence,
    File,
}

impl Column {
    /// All columns in the order in which they are written.
    pub(crate) const ALL: [Column; 28] = [
        Column::TrackUri,
        Column::TrackName,
        Column::AlbumName,
        Column::ArtistNames,
        Column::ReleaseDate,
        Column::Duration,
        Column::Popularity,
        Column::Explicit,
        Column::AddedBy,
        Column::AddedAt,
        Column::Genres,
        Column::RecordLabel,
        Column::Danceability,
        Column::Energy,
        Column::Key,
        Column::Loudness,
        Column::Mode,
        Column::Speechiness,
        Column::Acousticness,
        Column::Instrumentalness,
        Column::Liveness,
        Column::Valence,
        Column::Tempo,
        Column::TimeSignature,
        Column::Camelot,
        Column::TempoConfidence,
        Column::KeyConfidence,
        Column::File,
    ];

    /// The header we write.
    pub(super) fn header(self) -> &'static str {
        self.names().0
    }

    /// The header we write, and the names by which we know the column: lower case, letters only, the most
    /// telling first. Where a file has several of them, a row's first that is not blank counts.
    fn names(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Column::TrackUri => (
                "Track URI",
                &[
                    "trackuri",
                    "uri",
                    "spotifyuri",
                    "spotifyid",
                    "trackid",
                    "spotifytrackid",
                    "id",
                    "spotifytrackuri",
                    "spotifyurl",
                    "url",
                ],
            ),
            Column::TrackName => (
                "Track Name",
                &[
                    "trackname",
                    "tracktitle",
                    "songname",
                    "songtitle",
                    "nombre",
                    "nom",
                    "nome",
                    "title",
                    "name",
                    "track",
                    "song",
                    "titel",
                    "título",
                    "titulo",
                    "titre",
                    "tracktitel",
                    "títulodelapista",
                    "nombredelacanción",
                    "canción",
                    "mastermetadatatrackname",
                ],
            ),
            Column::AlbumName => (
                "Album Name",
                &[
                    "albumname",
                    "trackalbumname",
                    "albumtitle",
                    "album",
                    "álbum",
                    "mastermetadataalbumalbumname",
                ],
            ),
            Column::ArtistNames => (
                "Artist Name(s)",
                &[
                    "artistnames",
                    "artistsname",
                    "artistname",
                    "trackartist",
                    "trackartists",
                    "artists",
                    "artist",
                    "künstler",
                    "interpret",
                    "interprete",
                    "intérprete",
                    "artist1",
                    "artistname1",
                    "artista",
                    "artiste",
                    "mastermetadataalbumartistname",
                    "nombredelartista",
                ],
            ),
            Column::ReleaseDate => {
                let aliases = &[
                    "releasedate",
                    "albumreleasedate",
                    "trackalbumreleasedate",
                    "releaseyear",
                    "releasedyear",
                    "year",
                    "albumdate",
                ];
                ("Release Date", aliases)
            }
            Column::Duration => (
                "Duration (ms)",
                &[
                    "durationms",
                    "trackdurationms",
                    "songdurationms",
                    "duration",
                    "length",
                    "time",
                    "duración",
                    "durée",
                    "dauer",
                    "durata",
                    "duração",
                    "zeit",
                    "tiempo",
                    "temps",
                ],
            ),
            Column::Popularity => ("Popularity", &["popularity", "trackpopularity", "songpopularity"]),
            Column::Explicit => ("Explicit", &["explicit"]),
            Column::AddedBy => ("Added By", &["addedby"]),
            Column::AddedAt => ("Added At", &["addedat"]),
            Column::Genres => {
                ("Genres", &["genres", "artistgenres", "trackgenre", "genre", "playlistgenre", "género"])
            }
            Column::RecordLabel => ("Record Label", &["recordlabel", "label"]),
            Column::Danceability => {
                ("Danceability", &["danceability", "dance", "bailabilidad", "tanzbarkeit", "dansabilité"])
            }
            Column::Energy => ("Energy", &["energy", "energía", "énergie", "energie"]),
            Column::Key => ("Key", &["key", "tonalidad", "tonalité", "tonart"]),
            Column::Loudness => {
                ("Loudness", &["loudness", "loudnessdb", "louddb", "loud", "sonoridad", "lautheit"])
            }
            Column::Mode => ("Mode", &["mode", "audiomode", "modo"]),
            Column::Speechiness => ("Speechiness", &["speechiness", "speech"]),
            Column::Acousticness => {
                ("Acousticness", &["acousticness", "acoustic", "acústica", "acousticidad"])
            }
            Column::Instrumentalness => {
                ("Instrumentalness", &["instrumentalness", "instrumental", "instrumentalidad"])
            }
            Column::Liveness => ("Liveness", &["liveness", "live"]),
            Column::Valence => {
                ("Valence", &["valence", "audiovalence", "happiness", "happy", "valencia", "valenz"])
            }
            Column::Tempo => ("Tempo", &["tempo", "bpm", "tempobpm"]),
            Column::TimeSignature => ("Time Signature", &["timesignature", "compás", "taktart"]),
            Column::Camelot => ("Camelot", &["camelot"]),
            Column::TempoConfidence => ("Tempo Confidence", &["tempoconfidence"]),
            Column::KeyConfidence => ("Key Confidence", &["keyconfidence"]),
            Column::File => (
                "File",
                &[
                    "file",
                    "filename",
                    "filepath",
                    "path",
                    "location",
                    "speicherort",
                    "ubicación",
                    "emplacement",
                ],
            ),
        }
    }

    /// The column that a file's header or member means, and where that stands among the column's names; smaller is more
    /// telling.
    pub(crate) fn find(header: &str) -> Option<(Column, usize)> {
        header::names(header).find_map(|name| MEANT.get(name.as_str()).copied())
    }

    /// Whether its values run from 0 to 1.
    pub(super) fn is_share(self) -> bool {
        self.is_measured_share() || matches!(self, Column::TempoConfidence | Column::KeyConfidence)
    }

    /// Whether it is an audio feature that runs from 0 to 1.
    pub(super) fn is_measured_share(self) -> bool {
        let others = matches!(self, Column::Key | Column::Loudness | Column::Mode | Column::Tempo);
        !others && (Column::Danceability..=Column::Valence).contains(&self)
    }

    /// Whether its cells hold numbers or words for them.
    pub(super) fn is_number(self) -> bool {
        let between = Column::Danceability..=Column::KeyConfidence;
        matches!(self, Column::Duration | Column::Popularity | Column::Explicit)
            || (between.contains(&self) && self != Column::Camelot)
    }

    /// Whether one cell of this column is enough to know which track is meant.
    pub(super) fn names_a_track(self) -> bool {
        matches!(self, Column::TrackUri | Column::TrackName | Column::File)
    }
}

/// Where a file has one of our columns.
#[derive(Clone, Debug)]
pub(super) struct Binding {
    pub(super) column: Column,
    /// Place among the column's names; smaller is more telling.
    rank: usize,
    /// Place among the file's columns.
    pub(super) index: usize,
    /// The header as the file has it.
    pub(super) header: String,
    /// In what its values are.
    pub(super) unit: Unit,
}

/// What a file's header line says about its columns.
#[derive(Clone, Debug, Default)]
pub(super) struct Bindings {
    /// Columns we know, those that mean the same beside each other, the most telling first.
    pub(super) known: Vec<Binding>,
    /// Number of columns, known or not.
    pub(super) width: usize,
    /// Whether artists in one cell are separated by commas ([`COMMA_FAMILY`]); elsewhere they are by semicolons,
    /// and a comma is part of a name.
    pub(super) comma_separated_artists: bool,
}

impl Bindings {
    /// Finds our columns among a file's headers: whatever their case and punctuation.
    pub(super) fn of<'a>(headers: impl Iterator<Item = &'a str>) -> Bindings {
        let mut bindings = Bindings::default();
        for (index, header) in headers.enumerate() {
            bindings.width = index + 1;
            bindings.comma_separated_artists |= COMMA_FAMILY.contains(&bare(header).as_str());
            if let Some((column, rank)) = Column::find(header) {
                let (header, unit) = (header.trim().to_owned(), Unit::of(header));
                bindings.known.push(Binding { column, rank, index, header, unit });
            }
        }
        bindings.known.sort_by_key(|binding| (binding.column, binding.rank));
        bindings
    }

    /// Tells by some rows what headers leave open; `cells` gives the texts in a column. Whether values are shares or percentages;
    /// and of a column of keys, without one for the mode, whether a note alone is a major key: "C" beside "Am".
    pub(super) fn look_at<'a, C: Iterator<Item = &'a str>>(&mut self, cells: impl Fn(usize) -> C) {
        percent::decide(self, &cells);
        let is_minor = |cell: &str| cell.parse::<Key>().is_ok_and(|key| !key.is_major());
        let has_mode = self.known.iter().any(|known| known.column == Column::Mode);
        for known in self.known.iter_mut().filter(|known| known.column == Column::Key && !has_mode) {
            known.unit.has_major_notes = cells(known.index).any(is_minor);
        }
    }

    /// Whether the rows say which track they are about.
    pub(super) fn name_tracks(&self) -> bool {
        self.known.iter().any(|binding| binding.column.names_a_track())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_header_is_known_and_in_order() {
        for (place, column) in Column::ALL.into_iter().enumerate() {
            assert_eq!(Column::find(column.header()), Some((column, 0)));
            assert_eq!(column as usize, place);
        }
    }

    #[test]
    fn no_name_stands_for_two_columns() {
        let names: Vec<_> = Column::ALL.into_iter().flat_map(|column| column.names().1).collect();
        let distinct: std::collections::HashSet<_> = names.iter().collect();
        assert_eq!(distinct.len(), names.len());
    }

    #[test]
    fn the_most_telling_name_comes_first() {
        let bindings = Bindings::of(["id", "year", "URI", "release_date", "mood"].into_iter());
        let places: Vec<_> = bindings.known.iter().map(|binding| (binding.column, binding.index)).collect();
        let expected = [
            (Column::TrackUri, 2),
            (Column::TrackUri, 0),
            (Column::ReleaseDate, 3),
            (Column::ReleaseDate, 1),
        ];
        assert_eq!(places, expected);
        assert_eq!(bindings.width, 5);
        assert!(bindings.name_tracks());
    }
}
