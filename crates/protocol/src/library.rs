//! The user's library: tracks that were analysed or imported, and how they are kept.

use crate::analysis::Analysis;
use crate::error::StorageError;
use music::{AudioFeatures, Feature, Grid, Key};
use serde::{Deserialize, Serialize};

/// A track of the user's, as far as lists, recommendation and exports must know it. What is missing when one is read
/// takes its default: records of earlier versions stay readable.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OwnTrack {
    /// Its number for as long as the page is open.
    pub id: u32,
    /// Names the recording for good: [`Identity::hash`], or the hash of what an imported row says; hexadecimal.
    pub hash: String,
    /// Title, by the file's tags; otherwise what the file's name says, or all of it.
    pub name: String,
    /// Artist; empty where that is not known.
    pub artist: String,
    /// Album; empty where that is not known.
    pub album: String,
    /// Its features, with the user's corrections.
    pub features: AudioFeatures,
    /// Its features as they were heard or imported.
    pub heard: AudioFeatures,
    /// The tempo that the user says it has, BPM.
    pub tempo_lock: Option<f32>,
    /// The key that the user says it has.
    pub key_lock: Option<Key>,
    /// When a bar begins by the user's word, seconds.
    pub bar_lock: Option<f32>,
    /// How far off each of [`Feature::PREDICTED`] may be: half the width of its 80% interval, 0…1.
    pub margins: [f32; Feature::PREDICTED.len()],
    /// Direction of [`Analysis::place`], its components in 127ths of the greatest; empty where that is not known.
    pub place: Vec<i8>,
    /// Whether it has its name from its file's, and not from its tags.
    pub is_named_by_file: bool,
    /// Length, seconds.
    pub duration_s: f32,
    /// Words that describe it.
    pub tags: Vec<String>,
    /// Name or path of its file; empty for rows without audio.
    pub file: String,
    /// How sure the tempo is, 0…1.
    pub tempo_confidence: f32,
    /// How sure key and mode are, 0…1.
    pub key_confidence: f32,
    /// Beats in a bar, where they could be told.
    pub time_signature: Option<u8>,
    /// Spotify's track id, where an imported row gives it.
    pub spotify_id: Option<String>,
    /// Spotify's id of the catalogue's song that its names say it is, and the user says it is not.
    pub refused_song: Option<String>,
    /// Tempo and key that the file's own tags claim, as they stand there: "128", "8A".
    pub claims: Vec<String>,
    /// What other programs' collections say of it, each program once.
    pub told: Vec<Told>,
    /// When the first beat falls, seconds, where that was heard.
    pub first_beat_s: Option<f32>,
    /// Size of its file, bytes; 0 where that is not known.
    pub file_bytes: f64,
    /// When it came, milliseconds since 1970.
    pub added_ms: f64,
    /// Version of the analysis ([`ANALYSIS_VERSION`]); 0 for rows that were imported.
    pub analysed_by: u16,
    /// Whether its analysis came back out of a backup, without what is long ([`Analysis::brief`]): it is made anew when its
    /// file is here again.
    pub is_brief: bool,
}

/// What another program's collection says of a track.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Told {
    /// The program's name.
    pub program: String,
    /// Its tempo, BPM.
    pub tempo: Option<f32>,
    /// Its key.
    pub key: Option<Key>,
    /// Marks that a DJ has set: where, seconds, and what they are called, which may be nothing.
    pub cues: Vec<(f32, String)>,
}

/// Rises whenever kept analyses can no longer be read, or would come out otherwise: they are then made anew.
pub const ANALYSIS_VERSION: u16 = 7;

impl OwnTrack {
    /// What lists and recommendation know of an analysed track; what only its file says is still missing.
    pub fn of(analysis: &Analysis) -> Self {
        let margin = |feature| {
            let estimate = analysis.estimates.iter().find(|estimate| estimate.feature == feature);
            estimate.map_or(0.0, |estimate| 0.5 * (estimate.high - estimate.low))
        };
        Self {
            features: analysis.features,
            heard: analysis.features,
            margins: Feature::PREDICTED.map(margin),
            place: in_127ths(&analysis.place),
            duration_s: analysis.duration_s,
            tags: analysis.tags.iter().map(|tag| tag.name.to_lowercase()).collect(),
            tempo_confidence: analysis.tempo.confidence,
            key_confidence: analysis.key.candidates.first().map_or(0.0, |(_, weight)| *weight),
            time_signature: analysis.meter.beats_per_bar,
            first_beat_s: analysis.tempo.first_beat_s,
            analysed_by: ANALYSIS_VERSION,
            ..Self::default()
        }
    }

    /// Takes a change of the user's in.
    pub fn change(&mut self, change: TrackChange) {
        match change {
            TrackChange::Tempo(tempo) => self.tempo_lock = tempo,
            TrackChange::Key(key) => self.key_lock = key,
            TrackChange::Bar(bar) => self.bar_lock = bar,
            TrackChange::RefusedSong(song) => self.refused_song = song,
        }
        self.apply_locks();
    }

    /// This track as a new analysis has it: what the user said of it, its number and when it came stay.
    pub fn analysed_again(&self, analysed: OwnTrack) -> OwnTrack {
        // Without tags the track is called by its file's name: the one it has been called by stays, unless that was all of the
        // name, which may now be read.
        let is_called_anew = !analysed.is_named_by_file || self.is_called_as(&analysed.file);
        let named = if is_called_anew { &analysed } else { self };
        let mut track = OwnTrack {
            id: self.id,
            tempo_lock: self.tempo_lock,
            key_lock: self.key_lock,
            bar_lock: self.bar_lock,
            refused_song: self.refused_song.clone(),
            told: self.told.clone(),
            name: named.name.clone(),
            artist: named.artist.clone(),
            is_named_by_file: named.is_named_by_file,
            file: if self.file.is_empty() { analysed.file.clone() } else { self.file.clone() },
            added_ms: if self.added_ms > 0.0 { self.added_ms } else { analysed.added_ms },
            ..analysed
        };
        track.apply_locks();
        track
    }

    /// Takes in what a program's collection says, in the place of what it said before; whether that is anything new.
    pub fn hear_of(&mut self, told: Told) -> bool {
        match self.told.iter_mut().find(|before| before.program == told.program) {
            Some(before) if *before == told => return false,
            Some(before) => *before = told,
            None => self.told.push(told),
        }
        true
    }

    /// Puts the user's corrections into the features; without a lock what was heard counts.
    fn apply_locks(&mut self) {
        self.features.tempo = self.tempo_lock.unwrap_or(self.heard.tempo);
        (self.features.key, self.features.mode) = (self.heard.key, self.heard.mode);
        if self.key_lock.is_some() {
            self.features.set_musical_key(self.key_lock);
        }
    }

    /// The key that counts; `None` where there is none.
    pub fn key(&self) -> Option<Key> {
        self.features.musical_key()
    }

    /// Its beats: those that the user has set, else those that were heard. `first_beat_s` is what its analysis says, for
    /// records of earlier versions, which do not tell. `None` without a tempo or a beat.
    pub fn grid(&self, first_beat_s: Option<f32>) -> Option<Grid> {
        let beat_s = self.bar_lock.or(self.first_beat_s).or(first_beat_s)?;
        let bpm = f64::from(self.features.tempo);
        Grid::new(bpm, self.time_signature, f64::from(beat_s), self.bar_lock.is_some())
    }

    /// Whether its tempo is as sure as that, 0…1. One that the user has set beats by is.
    pub fn is_tempo_sure(&self, least: f32) -> bool {
        self.tempo_lock.is_some() || self.bar_lock.is_some() || self.tempo_confidence >= least
    }

    /// Whether its name is that of the file at a path.
    fn is_called_as(&self, path: &str) -> bool {
        path.rsplit('/').next() == Some(self.name.as_str())
    }

    /// Whether it was imported without audio.
    pub fn is_imported(&self) -> bool {
        self.analysed_by == 0
    }
}

/// What a user may say of a track.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum TrackChange {
    /// The tempo it has, BPM; `None` for the one that was heard.
    Tempo(Option<f32>),
    /// The key it has; `None` for the one that was heard.
    Key(Option<Key>),
    /// When a bar begins, seconds; `None` for the beats that were heard.
    Bar(Option<f32>),
    /// Spotify's id of the song of the catalogue that it is not; `None` to believe its names.
    RefusedSong(Option<String>),
}

/// Components of a vector in 127ths of the greatest.
pub fn in_127ths(vector: &[f32]) -> Vec<i8> {
    let greatest = vector.iter().fold(f32::MIN_POSITIVE, |greatest, x| greatest.max(x.abs()));
    vector.iter().map(|x| (127.0 * x / greatest).round() as i8).collect()
}

/// What a file says of itself, before it is analysed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Identity {
    /// Hash of its audio, the file's tags left out; hexadecimal.
    pub hash: String,
    /// Hash of all bytes of the file: what named a recording in libraries of earlier versions.
    pub file_hash: String,
    /// Title by its tags, or by its name where that surely has one.
    pub title: Option<String>,
    /// Artists by its tags or by its name, in one line.
    pub artist: Option<String>,
    /// Album by its tags.
    pub album: Option<String>,
    /// Tempo and key that its tags claim, as they stand there: "128", "8A".
    pub claims: Vec<String>,
    /// Whether its tags give no title.
    pub is_named_by_file: bool,
}

/// How the library is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Storage {
    /// Why some of it is kept for as long as the page is open only; `None` while all of it survives.
    pub problem: Option<StorageError>,
    /// Bytes that this page takes on the device, where the browser tells.
    pub used_bytes: Option<f64>,
    /// Bytes that the browser grants it, where it tells.
    pub granted_bytes: Option<f64>,
    /// Whether the browser has promised not to clear it by itself when the device runs short, where it tells.
    pub is_persistent: Option<bool>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use music::Mode;

    fn heard(tempo: f32) -> OwnTrack {
        let heard = AudioFeatures { tempo, key: 9, mode: 0, ..AudioFeatures::default() };
        OwnTrack { features: heard, heard, ..OwnTrack::default() }
    }

    #[test]
    fn corrections_hold_until_they_are_taken_back() {
        let mut track = heard(87.0);
        track.change(TrackChange::Tempo(Some(174.0)));
        track.change(TrackChange::Key(Some(Key { tonic: 0, mode: Mode::Major })));
        assert_eq!((track.features.tempo, track.features.key, track.features.mode), (174.0, 0, 1));
        track.change(TrackChange::Tempo(None));
        track.change(TrackChange::Key(None));
        assert_eq!(track.features, heard(87.0).features);
    }

    #[test]
    fn beats_are_the_user_s_before_those_that_were_heard() {
        let mut track = heard(120.0);
        assert_eq!(track.grid(None), None);
        assert_eq!(track.grid(Some(0.25)), Grid::new(120.0, None, 0.25, false));
        track.first_beat_s = Some(0.5);
        assert_eq!(track.grid(Some(0.25)), Grid::new(120.0, None, 0.5, false));
        assert!(!track.is_tempo_sure(0.5));
        track.change(TrackChange::Bar(Some(1.75)));
        assert_eq!(track.grid(None), Grid::new(120.0, None, 1.75, true));
        assert!(track.is_tempo_sure(0.5));
        track.change(TrackChange::Bar(None));
        assert_eq!(track.grid(None), Grid::new(120.0, None, 0.5, false));
    }

    #[test]
    fn a_new_analysis_keeps_what_the_user_said() {
        let mut track = OwnTrack { id: 3, added_ms: 5.0, ..heard(87.0) };
        track.change(TrackChange::Tempo(Some(174.0)));
        track.change(TrackChange::Bar(Some(0.5)));
        track.change(TrackChange::RefusedSong(Some("x".into())));
        track.name = "first.mp3".into();
        let by_file = |name: &str, artist: &str, file: &str| OwnTrack {
            name: name.into(),
            artist: artist.into(),
            file: file.into(),
            is_named_by_file: true,
            ..heard(88.0)
        };
        assert_eq!(track.analysed_again(by_file("b.mp3", "", "a/b.mp3")).name, "first.mp3");
        let read = by_file("Title", "Artist", "a/Artist - Title.mp3");
        assert_eq!(track.analysed_again(read.clone()).name, "first.mp3");
        let unread = OwnTrack { artist: String::new(), name: "Artist - Title.mp3".into(), ..track.clone() };
        let named = unread.analysed_again(read);
        assert_eq!(
            (named.name.as_str(), named.artist.as_str(), named.is_named_by_file),
            ("Title", "Artist", true)
        );
        let tagged = OwnTrack { name: "Tag".into(), artist: "Tagged".into(), ..heard(87.0) };
        let kept = tagged.analysed_again(by_file("b.mp3", "", "b.mp3"));
        assert_eq!(
            (kept.name.as_str(), kept.artist.as_str(), kept.is_named_by_file),
            ("Tag", "Tagged", false)
        );
        let again = track.analysed_again(OwnTrack { name: "Title".into(), added_ms: 9.0, ..heard(88.0) });
        assert_eq!((again.id, again.added_ms, again.name.as_str()), (3, 5.0, "Title"));
        assert_eq!((again.features.tempo, again.heard.tempo, again.bar_lock), (174.0, 88.0, Some(0.5)));
        assert_eq!(again.refused_song.as_deref(), Some("x"));
    }

    #[test]
    fn what_a_program_says_stands_once_and_outlives_a_new_analysis() {
        let told = |program: &str, tempo| Told { program: program.into(), tempo, ..Told::default() };
        let mut track = heard(87.0);
        assert!(track.hear_of(told("Traktor", Some(174.0))));
        assert!(track.hear_of(told("rekordbox", Some(87.0))));
        assert!(!track.hear_of(told("Traktor", Some(174.0))));
        assert!(track.hear_of(told("Traktor", Some(175.0))));
        assert_eq!(track.told, [told("Traktor", Some(175.0)), told("rekordbox", Some(87.0))]);
        assert_eq!(track.analysed_again(heard(88.0)).told, track.told);
    }

    #[test]
    fn records_of_earlier_versions_stay_readable() {
        let track: OwnTrack = serde_json::from_str(r#"{"hash":"ab","name":"Song"}"#).unwrap();
        assert_eq!((track.name.as_str(), track.tempo_lock, track.refused_song), ("Song", None, None));
    }
}
