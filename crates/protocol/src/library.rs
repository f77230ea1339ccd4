//! The user's library: tracks that were analysed or imported, and how they are kept.

use crate::analysis::{Analysis, Key, Mode};
use crate::feature::{AudioFeatures, Feature};
use crate::recommend::TrackRef;
use serde::{Deserialize, Serialize};

/// A track of the user's, as far as lists, recommendation and exports must know it. What is missing when one is read
/// takes its default: records of earlier versions stay readable.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OwnTrack {
    /// Its number for as long as the page is open.
    pub id: u32,
    /// Names the contents for good: the hash of the file's bytes, or of what an imported row says; hexadecimal.
    pub hash: String,
    /// Title, by the file's tags; its name otherwise.
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
    /// How far off each of [`Feature::PREDICTED`] may be: half the width of its 80% interval, 0…1.
    pub margins: [f32; Feature::PREDICTED.len()],
    /// Direction of [`Analysis::place`], its components in 127ths of the greatest; empty where that is not known.
    pub place: Vec<i8>,
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
    /// When it came, milliseconds since 1970.
    pub added_ms: f64,
    /// Version of the analysis ([`ANALYSIS_VERSION`]); 0 for rows that were imported.
    pub analysed_by: u16,
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
            analysed_by: ANALYSIS_VERSION,
            ..Self::default()
        }
    }

    /// Takes the user's corrections into the features; without a lock what was heard counts.
    pub fn correct(&mut self, tempo: Option<f32>, key: Option<Key>) {
        (self.tempo_lock, self.key_lock) = (tempo, key);
        self.features.tempo = tempo.unwrap_or(self.heard.tempo);
        (self.features.key, self.features.mode) = match key {
            Some(key) => (key.tonic.cast_signed(), u8::from(key.mode == Mode::Major)),
            None => (self.heard.key, self.heard.mode),
        };
    }

    /// The key that counts; `None` where there is none.
    pub fn key(&self) -> Option<Key> {
        let mode = if self.features.mode == 1 { Mode::Major } else { Mode::Minor };
        u8::try_from(self.features.key).ok().map(|tonic| Key { tonic, mode })
    }

    /// Whether it was imported without audio.
    pub fn is_imported(&self) -> bool {
        self.analysed_by == 0
    }
}

/// Components of a vector in 127ths of the greatest.
pub fn in_127ths(vector: &[f32]) -> Vec<i8> {
    let greatest = vector.iter().fold(f32::MIN_POSITIVE, |greatest, x| greatest.max(x.abs()));
    vector.iter().map(|x| (127.0 * x / greatest).round() as i8).collect()
}

/// What a file says of itself, before it is analysed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Identity {
    /// Hash of its bytes, hexadecimal.
    pub hash: String,
    /// Title by its tags.
    pub title: Option<String>,
    /// Artist by its tags.
    pub artist: Option<String>,
    /// Album by its tags.
    pub album: Option<String>,
    /// Tempo and key that its tags claim, as they stand there: "128", "8A".
    pub claims: Vec<String>,
}

/// How the library is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Storage {
    /// Why it is kept for as long as the page is open only; `None` while it survives.
    pub problem: Option<String>,
    /// Bytes that this page takes on the device, where the browser tells.
    pub used_bytes: Option<f64>,
}

/// What was read out of a file that is no audio.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Import {
    /// New tracks, without numbers. Buffers: the packed analysis of each; empty where there is none.
    pub tracks: Vec<OwnTrack>,
    /// Of a playlist: those of its tracks that the library or the catalogue has, in its order.
    pub playlist: Vec<TrackRef>,
    /// Of a playlist: those that neither has, by name.
    pub missing: Vec<String>,
    /// What could not be read, and where: sentences without a full stop.
    pub problems: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corrections_hold_until_they_are_taken_back() {
        let heard = AudioFeatures { tempo: 87.0, key: 9, mode: 0, ..AudioFeatures::default() };
        let mut track = OwnTrack { features: heard, heard, ..OwnTrack::default() };
        track.correct(Some(174.0), Some(Key { tonic: 0, mode: Mode::Major }));
        assert_eq!((track.features.tempo, track.features.key, track.features.mode), (174.0, 0, 1));
        track.correct(None, None);
        assert_eq!(track.features, heard);
    }

    #[test]
    fn records_of_earlier_versions_stay_readable() {
        let track: OwnTrack = serde_json::from_str(r#"{"hash":"ab","name":"Song"}"#).unwrap();
        assert_eq!((track.name.as_str(), track.tempo_lock, track.refused_song), ("Song", None, None));
    }
}
