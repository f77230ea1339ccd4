//! Which track of the library or of the catalogue a row of another program's file is: by its file, by Spotify's id, by its
//! names, and only then by what the file's name may say.

use catalogue::Catalogue;
use catalogue::known::{self, Naming};
use exchange::path_readings;
use exchange::track::ExchangeTrack;
use protocol::{OwnTrack, TrackRef};
use std::collections::HashMap;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// Lengths of one recording may differ by as much: seconds, or this share of it, whichever is more.
const SAME_LENGTH_S: f32 = 3.0;
const SAME_LENGTH_SHARE: f32 = 0.03;

/// What a row was found to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// The track.
    pub track: TrackRef,
    /// Whether another may be meant: nothing but a file's name spoke for this one.
    pub is_unsure: bool,
}

/// All that rows are compared with.
pub struct Matcher<'a> {
    own: &'a [Arc<OwnTrack>],
    catalogue: &'a Catalogue,
    names: &'a known::Index,
    /// Parts of the paths of the user's files, each path with the index of its track, by the file's own name.
    by_file: HashMap<String, Vec<(usize, Vec<String>)>>,
    own_by_id: HashMap<&'a str, usize>,
    catalogue_by_id: HashMap<String, u32>,
    /// What the user's tracks are called, by titles.
    by_title: HashMap<String, Vec<(usize, Naming)>>,
}

impl<'a> Matcher<'a> {
    /// Looks at all tracks once.
    pub fn new(own: &'a [Arc<OwnTrack>], catalogue: &'a Catalogue, names: &'a known::Index) -> Self {
        let ids = (0u32..).zip((0..catalogue.len()).map_while(|place| catalogue.track(place)));
        let mut matcher = Self {
            own,
            catalogue,
            names,
            by_file: HashMap::new(),
            own_by_id: HashMap::new(),
            catalogue_by_id: ids.map(|(place, track)| (track.spotify_id, place)).collect(),
            by_title: HashMap::new(),
        };
        own.iter().enumerate().for_each(|(index, track)| matcher.take(index, track));
        matcher
    }

    fn take(&mut self, index: usize, track: &'a OwnTrack) {
        let parts = parts(&track.file);
        if let Some(name) = parts.last().cloned() {
            self.by_file.entry(name).or_default().push((index, parts));
        }
        if let Some(id) = &track.spotify_id {
            self.own_by_id.entry(id).or_insert(index);
        }
        for naming in namings(track) {
            self.by_title.entry(naming.title.clone()).or_default().push((index, naming));
        }
    }

    /// Where the catalogue has the track with an id of Spotify's.
    pub fn place_of(&self, spotify_id: &str) -> Option<u32> {
        self.catalogue_by_id.get(spotify_id).copied()
    }

    /// The track that a row is.
    pub fn find(&self, row: &ExchangeTrack) -> Option<Found> {
        let by_file =
            self.by_file(row).map(|(own, is_unsure)| Found { track: TrackRef::Own(own.id), is_unsure });
        if let Some(file) = by_file.filter(|file| !file.is_unsure) {
            return Some(file);
        }
        let sure = |track| Found { track, is_unsure: false };
        let named = self.by_id(row).or_else(|| self.by_name(row)).map(sure);
        named.or(by_file).or_else(|| self.by_file_name(row).map(sure))
    }

    /// The user's track of which a row names the very file.
    pub fn of_file(&self, row: &ExchangeTrack) -> Option<&OwnTrack> {
        self.by_file(row).filter(|(_, is_unsure)| !is_unsure).map(|(own, _)| own)
    }

    /// By the longest common end of the paths; of equals, by names and length. And whether another may be meant.
    fn by_file(&self, row: &ExchangeTrack) -> Option<(&OwnTrack, bool)> {
        path_readings(row.file.as_deref()?).iter().find_map(|path| self.by_path(row, &parts(path)))
    }

    fn by_path(&self, row: &ExchangeTrack, path: &[String]) -> Option<(&OwnTrack, bool)> {
        let common = |parts: &[String]| {
            parts.iter().rev().zip(path.iter().rev()).take_while(|(one, other)| one == other).count()
        };
        let called = self.by_file.get(path.last()?)?;
        let longest = called.iter().map(|(_, parts)| common(parts)).max()?;
        let nearest = called.iter().filter(|(_, parts)| common(parts) == longest);
        let mut nearest: Vec<_> =
            nearest.filter_map(|(index, parts)| Some((self.own.get(*index)?, parts.len()))).collect();
        // A row that was imported may name the same file.
        if nearest.iter().any(|(own, _)| !own.is_imported()) {
            nearest.retain(|(own, _)| !own.is_imported());
        }
        if nearest.len() > 1 {
            let agreement =
                |own: &OwnTrack| (names_agree(row, own) == Some(true), lengths_agree(row, own) == Some(true));
            let best = nearest.iter().map(|(own, _)| agreement(own)).max()?;
            nearest.retain(|(own, _)| agreement(own) == best);
        }
        let (own, length) = nearest.first()?;
        let has_names = names_agree(row, own) == Some(true);
        if lengths_agree(row, own) == Some(false) && !has_names && longest == 1 {
            return None;
        }
        // Folders that differ say nothing where one of the two has none.
        let is_mere_name = longest == 1 && path.len() > 1 && *length > 1;
        let is_other_name = names_agree(row, own) == Some(false);
        let is_other_length = lengths_agree(row, own) == Some(false);
        let is_unsure = nearest.len() > 1 || (is_other_name && (is_mere_name || is_other_length));
        Some((own, is_unsure))
    }

    fn by_id(&self, row: &ExchangeTrack) -> Option<TrackRef> {
        let id = row.spotify_id()?;
        let own = self.own_by_id.get(id).and_then(|index| self.own.get(*index));
        let own = own.map(|own| TrackRef::Own(own.id));
        own.or_else(|| self.place_of(id).map(TrackRef::Catalogue))
    }

    /// By artist, title and version: a remix that nobody has is not the song that it is made of.
    fn by_name(&self, row: &ExchangeTrack) -> Option<TrackRef> {
        let (artist, title) = (row.artist_line(), row.title.as_deref()?);
        let mut own = self.own_by_name(row, &Naming::of(&artist, title));
        if artist.is_empty() {
            // "Artist - Title" in one, as old lists and tables have it.
            own = own
                .or_else(|| Naming::of_file(title).iter().find_map(|naming| self.own_by_name(row, naming)));
        }
        own.or_else(|| {
            let known = self.names.by_tags(self.catalogue, &artist, title)?;
            (!known.is_version).then_some(TrackRef::Catalogue(known.place))
        })
    }

    fn own_by_name(&self, row: &ExchangeTrack, wanted: &Naming) -> Option<TrackRef> {
        let called = self.by_title.get(&wanted.title)?;
        // Where one of the two does not say who it is by, the length must speak for it.
        let is_meant = |(index, naming): &&(usize, Naming)| {
            let is_known = !wanted.artists.is_empty() && !naming.artists.is_empty();
            let has_length = self.own.get(*index).is_some_and(|own| lengths_agree(row, own) == Some(true));
            naming.is_same(wanted) || (!is_known && naming.is_called_so(wanted) && has_length)
        };
        let meant = called.iter().filter(is_meant).filter_map(|(index, _)| self.own.get(*index));
        let meant = meant.rev().max_by_key(|own| lengths_agree(row, own) == Some(true))?;
        Some(TrackRef::Own(meant.id))
    }

    /// By what a file's name says, where nothing else says anything: "Artist - Title.mp3".
    fn by_file_name(&self, row: &ExchangeTrack) -> Option<TrackRef> {
        let path = path_readings(row.file.as_deref()?).pop().filter(|_| row.title.is_none())?;
        let name = path.rsplit(['/', '\\']).next().filter(|name| name.contains([' ', '_']))?;
        let own = Naming::of_file(name).iter().find_map(|naming| self.own_by_name(row, naming));
        own.or_else(|| {
            let known = self.names.by_file_name(self.catalogue, name).filter(|known| !known.is_version)?;
            let has_dash = name.contains(['-', '–', '—']);
            has_dash.then_some(TrackRef::Catalogue(known.place))
        })
    }
}

/// What a track of the user's is called: by its names, or in all ways in which its file's name may be read.
fn namings(track: &OwnTrack) -> Vec<Naming> {
    if !track.artist.is_empty() {
        return vec![Naming::of(&track.artist, &track.name)];
    }
    let mut namings = vec![Naming::of("", &track.name)];
    namings.extend(Naming::of_file(&track.name));
    namings
}

/// Whether a row's names are those of a track; `None` where one of them has none.
fn names_agree(row: &ExchangeTrack, own: &OwnTrack) -> Option<bool> {
    let wanted = Naming::of(&row.artist_line(), row.title.as_deref()?);
    let is_same = namings(own).iter().any(|naming| {
        naming.is_same(&wanted)
            || ((wanted.artists.is_empty() || own.artist.is_empty()) && naming.is_called_so(&wanted))
    });
    Some(is_same)
}

/// Whether a row is as long as a track; `None` where one of them does not say.
fn lengths_agree(row: &ExchangeTrack, own: &OwnTrack) -> Option<bool> {
    let length = row.duration_ms? as f32 / 1000.0;
    let most = SAME_LENGTH_S.max(SAME_LENGTH_SHARE * own.duration_s);
    (own.duration_s > 0.0).then_some((length - own.duration_s).abs() <= most)
}

/// The parts of a path, whichever system wrote it: letters composed, case aside.
fn parts(path: &str) -> Vec<String> {
    // Old Macs part folders by colons, and what Music writes as text still does.
    let is_of_mac = !path.contains(['/', '\\']) && path.matches(':').count() > 1;
    let separators: &[char] = if is_of_mac { &[':'] } else { &['/', '\\'] };
    let parts = path.split(separators).filter(|part| !part.is_empty() && *part != ".");
    parts.map(|part| part.nfc().collect::<String>().to_lowercase().nfc().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalogue::build::{Learned, Row, build};
    use protocol::AudioFeatures;

    fn catalogue() -> Catalogue {
        let row = |name: &str, spotify_id: &str| Row {
            name: name.into(),
            artist: "American Authors".into(),
            spotify_id: spotify_id.into(),
            features: AudioFeatures { tempo: 120.0, ..AudioFeatures::default() },
            time_signature: 4,
            duration_s: 200.0,
        };
        let rows = [row("Best Day", "1KgZOCjN3nGRTk3c87oIj6"), row("Worst Day", "2takcwOaAZWiXQijPHIx7B")];
        Catalogue::from_bytes(&build(&rows, &Learned::default()).unwrap()).unwrap()
    }

    fn own(id: u32, file: &str, artist: &str, name: &str, duration_s: f32) -> Arc<OwnTrack> {
        let (file, artist, name) = (file.to_owned(), artist.to_owned(), name.to_owned());
        Arc::new(OwnTrack { id, file, artist, name, duration_s, ..OwnTrack::default() })
    }

    fn row(file: &str, artist: &str, title: &str, seconds: u64) -> ExchangeTrack {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        ExchangeTrack {
            file: text(file),
            artists: text(artist).into_iter().collect(),
            title: text(title),
            duration_ms: (seconds > 0).then_some(1000 * seconds),
            ..ExchangeTrack::default()
        }
    }

    /// What each row is found to be: the number of an own track, the name of one of the catalogue.
    fn find(own: &[Arc<OwnTrack>], rows: &[ExchangeTrack]) -> Vec<String> {
        let catalogue = catalogue();
        let names = known::Index::new(&catalogue);
        let matcher = Matcher::new(own, &catalogue, &names);
        let said = |found: Option<Found>| match found {
            Some(Found { track: TrackRef::Own(id), is_unsure }) => {
                format!("{id}{}", if is_unsure { "?" } else { "" })
            }
            Some(Found { track: TrackRef::Catalogue(place), .. }) => {
                catalogue.track(place as usize).unwrap().name.to_owned()
            }
            None => "missing".to_owned(),
        };
        rows.iter().map(|row| said(matcher.find(row))).collect()
    }

    #[test]
    fn paths_are_found_however_they_are_written() {
        let names =
            ["01 Plain.mp3", "02 Grüße aus Øresund.mp3", "03 100% Pure #1 & Co [x].mp3", "05 日本語 🎧.mp3"];
        let library: Vec<_> =
            (0..).zip(names).map(|(id, name)| own(id, &format!("music/{name}"), "", name, 12.0)).collect();
        for rows in [
            ["music/01%20Plain.mp3", "music/02%20Gr%C3%BC%C3%9Fe%20aus%20%C3%98resund.mp3"],
            [
                "file:///home/x/Music/01%20Plain.mp3",
                "file:///home/x/Music/02%20Gr%C3%BC%C3%9Fe%20aus%20%C3%98resund.mp3",
            ],
            ["C:\\Users\\x\\MUSIC\\01 PLAIN.MP3", "./music/02 Gru\u{308}ße aus Øresund.mp3"],
            ["Macintosh HD:Users:x:music:01 Plain.mp3", "STICK:music:02 Grüße aus Øresund.mp3"],
            ["\\\\NAS\\music\\01 Plain.mp3", "smb://NAS/music/02%20Gr%C3%BC%C3%9Fe%20aus%20%C3%98resund.mp3"],
            ["file:///C:/x/01%20Plain.mp3", "file://localhost/x/02%20Gr%FC%DFe%20aus%20%D8resund.mp3"],
        ] {
            assert_eq!(find(&library, &rows.map(|file| row(file, "", "", 0))), ["0", "1"], "{rows:?}");
        }
        let encoded = [
            "music/03%20100%25%20Pure%20%231%20%26%20Co%20%5Bx%5D.mp3",
            "05%20%E6%97%A5%E6%9C%AC%E8%AA%9E%20%F0%9F%8E%A7.mp3",
        ];
        assert_eq!(find(&library, &encoded.map(|file| row(file, "", "", 0))), ["2", "3"]);
    }

    #[test]
    fn a_percent_sign_in_a_name_is_taken_literally_first() {
        let library =
            [own(0, "already encoded.mp3", "", "x", 0.0), own(1, "already%20encoded.mp3", "", "y", 0.0)];
        assert_eq!(find(&library, &[row("a/already%20encoded.mp3", "", "", 0)]), ["1"]);
        assert_eq!(find(&library[..1], &[row("a/already%20encoded.mp3", "", "", 0)]), ["0"]);
    }

    #[test]
    fn the_longest_common_end_of_the_path_wins_and_names_break_ties() {
        let mut library = Vec::new();
        for (id, album) in (0..).zip(["A", "B", "C"]) {
            let artist = format!("Artist {album}");
            library.push(own(
                2 * id,
                &format!("Music/Album {album}/01 Intro.mp3"),
                &artist,
                &format!("Intro {album}"),
                12.0,
            ));
            library.push(own(
                2 * id + 1,
                &format!("Music/Album {album}/02 Track.mp3"),
                &artist,
                &format!("Track {album}"),
                12.0,
            ));
        }
        let rows = [
            row("Music/Album C/01 Intro.mp3", "", "", 0),
            row("/Users/x/Music/Album C/02 Track.mp3", "Whoever", "Whatever", 12),
            row("C:\\Music\\Album B\\01 Intro.mp3", "", "", 0),
            row("01 Intro.mp3", "Artist B", "Intro B", 0),
            row("01 Intro.mp3", "", "", 0),
            row("E:/Other/01 Intro.mp3", "Stranger", "Strange", 300),
        ];
        assert_eq!(find(&library, &rows), ["4", "5", "2", "2", "0?", "missing"]);
    }

    #[test]
    fn names_and_lengths_go_before_a_guess() {
        let library = [own(0, "Music/Track.mp3", "Me", "Song", 100.0), own(1, "b.mp3", "Me", "Other", 100.0)];
        let rows = [
            // Another file of that name: its own says what it is.
            row("E:/x/Track.mp3", "Me", "Other", 100),
            // Nothing else fits.
            row("E:/x/Track.mp3", "Nobody", "Nothing", 0),
            row("E:/x/Track.mp3", "Nobody", "Nothing", 300),
            // The very path, and something else in it by now.
            row("Music/Track.mp3", "Nobody", "Nothing", 300),
            row("elsewhere.mp3", "me", "SONG", 300),
            row("", "", "Song", 101),
            row("", "", "Song", 0),
            row("", "", "01. Me - Song", 0),
        ];
        assert_eq!(find(&library, &rows), ["1", "0?", "missing", "0?", "0", "0", "missing", "0"]);
    }

    #[test]
    fn versions_are_tracks_of_their_own() {
        let library = [own(0, "a.mp3", "Me", "Song (Somebody Remix)", 0.0)];
        let rows = [
            row("", "Me", "Song", 0),
            row("", "Me", "Song - Somebody Remix", 0),
            row("", "Me", "Song (Live)", 0),
            row("", "American Authors", "Best Day - Remastered", 0),
            row("", "American Authors", "Best Day (Club Remix)", 0),
        ];
        assert_eq!(find(&library, &rows), ["missing", "0", "missing", "Best Day", "missing"]);
    }

    #[test]
    fn untagged_files_are_known_by_their_names_and_songs_by_their_ids() {
        let decomposed = "Beyonce\u{301} – De\u{301}ja\u{300} vu.mp3";
        let library = [own(0, decomposed, "", decomposed, 12.0)];
        let by_id = |id: &str| ExchangeTrack {
            spotify_uri: Some(format!("spotify:track:{id}")),
            ..ExchangeTrack::default()
        };
        let rows = [
            row("elsewhere.mp3", "Beyoncé", "Déjà vu", 12),
            row("/Users/x/Beyoncé – Déjà vu.mp3", "", "", 0),
            by_id("2takcwOaAZWiXQijPHIx7B"),
            by_id("0000000000000000000000"),
            row("x/American%20Authors%20-%20Best%20Day.mp3", "", "", 0),
            row("seg-00000.aac", "", "", 0),
        ];
        assert_eq!(find(&library, &rows), ["0", "0", "Worst Day", "missing", "Best Day", "missing"]);
    }
}
