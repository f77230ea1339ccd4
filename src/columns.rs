//! The columns of the library's table: what they show, and how they order tracks.

use music::Notation;
use protocol::{Feature, OwnTrack};
use std::cmp::Ordering;

use crate::strings;

/// One column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Title.
    Name,
    /// Artist.
    Artist,
    /// Album.
    Album,
    /// One of the eleven features; the key with its Camelot code.
    Feature(Feature),
    /// How long it plays.
    Length,
    /// Path of its file.
    File,
    /// When it came.
    Added,
}

impl Column {
    /// All columns, in their order.
    pub fn all() -> Vec<Self> {
        let features = [
            Feature::Tempo,
            Feature::Key,
            Feature::Energy,
            Feature::Danceability,
            Feature::Valence,
            Feature::Acousticness,
            Feature::Instrumentalness,
            Feature::Speechiness,
            Feature::Liveness,
            Feature::Loudness,
        ];
        [Self::Name, Self::Artist, Self::Album]
            .into_iter()
            .chain(features.map(Self::Feature))
            .chain([Self::Length, Self::File, Self::Added])
            .collect()
    }

    /// Those that are shown until the user chooses others: what fits beside names without scrolling.
    pub fn usual() -> Vec<Self> {
        let features =
            [Feature::Tempo, Feature::Key, Feature::Energy, Feature::Danceability, Feature::Valence];
        [Self::Name, Self::Artist]
            .into_iter()
            .chain(features.map(Self::Feature))
            .chain([Self::Length, Self::Added])
            .collect()
    }

    /// Heading.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => strings::COLUMN_NAME.get(),
            Self::Artist => strings::COLUMN_ARTIST.get(),
            Self::Album => strings::COLUMN_ALBUM.get(),
            Self::Feature(feature) => strings::feature_name(feature),
            Self::Length => strings::COLUMN_LENGTH.get(),
            Self::File => strings::COLUMN_FILE.get(),
            Self::Added => strings::COLUMN_ADDED.get(),
        }
    }

    /// Whether it holds numbers, which stand to the right.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Feature(_) | Self::Length | Self::Added)
    }

    /// How wide it is, in CSS: names by the room that there is, numbers by their headings, with the mark of the order.
    pub fn width(self) -> String {
        match self {
            Self::Name | Self::File => "clamp(9rem, 19cqi, 26rem)".into(),
            Self::Artist | Self::Album => "clamp(8rem, 12cqi, 20rem)".into(),
            Self::Feature(_) | Self::Length | Self::Added => {
                // A date is longer than most headings.
                let least = if self == Self::Added { 9 } else { 5 };
                format!("{:.2}em", 2.2 + 0.58 * self.name().chars().count().max(least) as f32)
            }
        }
    }

    /// What a row shows.
    pub fn text(self, track: &OwnTrack) -> String {
        match self {
            Self::Name => track.name.clone(),
            Self::Artist => track.artist.clone(),
            Self::Album => track.album.clone(),
            Self::Feature(Feature::Energy) => strings::energy_cell(&track.features),
            Self::Feature(feature) => strings::cell(feature, track.features.get(feature)),
            // What was imported without its length.
            Self::Length if track.duration_s <= 0.0 => "–".into(),
            Self::Length => strings::clock(f64::from(track.duration_s)),
            Self::File => track.file.clone(),
            Self::Added => strings::date(track.added_ms),
        }
    }

    /// Order of two tracks by this column: text case aside, numbers by size, what is missing last.
    pub fn compare(self, a: &OwnTrack, b: &OwnTrack) -> Ordering {
        let by_text = |a: &str, b: &str| {
            let missing = a.is_empty().cmp(&b.is_empty());
            missing.then_with(|| a.to_lowercase().cmp(&b.to_lowercase()))
        };
        match self {
            Self::Name => by_text(&a.name, &b.name),
            Self::Artist => by_text(&a.artist, &b.artist),
            Self::Album => by_text(&a.album, &b.album),
            // Around the circle of fifths, as DJs sort.
            Self::Feature(Feature::Key) => {
                let place = |track: &OwnTrack| {
                    track.key().map_or((true, 0, 0), |key| (false, key.fifths(), track.features.mode))
                };
                place(a).cmp(&place(b))
            }
            Self::Feature(feature) => a.features.get(feature).total_cmp(&b.features.get(feature)),
            Self::Length => a.duration_s.total_cmp(&b.duration_s),
            Self::File => by_text(&a.file, &b.file),
            Self::Added => a.added_ms.total_cmp(&b.added_ms),
        }
    }
}

/// Whether a track has all words of a text in its title, artist, album, file, tags or as its key, case aside.
pub fn matches(track: &OwnTrack, text: &str) -> bool {
    let text = text.to_lowercase();
    let mut words = text.split_whitespace().peekable();
    if words.peek().is_none() {
        return true;
    }
    let all = [&track.name, &track.artist, &track.album, &track.file].map(|text| text.to_lowercase());
    let keys = track.key().map(|key| {
        [Notation::Camelot, Notation::OpenKey, Notation::Musical]
            .map(|notation| key.written(notation).to_lowercase())
    });
    words.all(|word| {
        all.iter().any(|text| text.contains(word))
            || track.tags.iter().any(|tag| tag.contains(word))
            || keys.as_ref().is_some_and(|keys| keys.iter().any(|key| key == word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn track(name: &str, key: i8, mode: u8) -> OwnTrack {
        let mut track = OwnTrack { name: name.into(), tags: vec!["rock".into()], ..OwnTrack::default() };
        (track.features.key, track.features.mode) = (key, mode);
        track
    }

    #[test]
    fn a_length_that_nobody_knows_is_no_length_of_nothing() {
        let length = |duration_s| Column::Length.text(&OwnTrack { duration_s, ..OwnTrack::default() });
        assert_eq!([0.0, 65.0].map(length), ["–", "1:05"]);
    }

    #[test]
    fn keys_are_ordered_as_they_mix() {
        let mut tracks = [track("g", 7, 1), track("none", -1, 0), track("c", 0, 1), track("a minor", 9, 0)];
        tracks.sort_by(|a, b| Column::Feature(Feature::Key).compare(a, b));
        assert_eq!(tracks.map(|track| track.name), ["a minor", "c", "g", "none"]);
    }

    #[test]
    fn names_are_ordered_case_aside_and_nothing_comes_last() {
        let mut tracks = [track("", 0, 0), track("b", 0, 0), track("A", 0, 0)];
        tracks.sort_by(|a, b| Column::Name.compare(a, b));
        assert_eq!(tracks.map(|track| track.name), ["A", "b", ""]);
    }

    #[test]
    fn every_word_must_be_found_somewhere() {
        let track = OwnTrack { artist: "Björk".into(), ..track("Hyperballad", 7, 1) };
        for (text, is_found) in [
            ("", true),
            ("hyper björk", true),
            ("ROCK ball", true),
            ("hyper jazz", false),
            ("9B rock", true),
            ("2d", true),
            ("g", true),
            ("9A", false),
        ] {
            assert_eq!(matches(&track, text), is_found, "{text}");
        }
    }
}
