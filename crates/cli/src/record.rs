//! What is written of a file: Spotify's audio features, field for field, and beside them which file it is and how sure each
//! value is. The record is flat, so that every format has the same columns.

use protocol::{Analysis, Feature, Identity};
use serde::{Deserialize, Serialize};

use crate::found::Found;

/// One file's record. Numbers are as the page shows them, unrounded.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Record {
    /// The file, as it was named or found.
    pub file: String,
    /// Title by its tags, or by its name where that surely has one.
    pub title: Option<String>,
    /// Artists by its tags or by its name, in one line.
    pub artist: Option<String>,
    /// Album by its tags.
    pub album: Option<String>,
    /// 0…1.
    pub danceability: f32,
    /// 0…1.
    pub energy: f32,
    /// Pitch class of the tonic, 0 = C … 11 = B; −1 where none was found.
    pub key: i8,
    /// Decibels on Spotify's scale.
    pub loudness: f32,
    /// 1 = major, 0 = minor.
    pub mode: u8,
    /// 0…1.
    pub speechiness: f32,
    /// 0…1.
    pub acousticness: f32,
    /// 0…1.
    pub instrumentalness: f32,
    /// 0…1.
    pub liveness: f32,
    /// 0…1.
    pub valence: f32,
    /// Beats per minute.
    pub tempo: f32,
    /// `audio_features`, as Spotify has it.
    pub r#type: String,
    /// Spotify's id; none for files. `segue serve` puts the hash here.
    pub id: Option<String>,
    /// None, as `id`.
    pub uri: Option<String>,
    /// None, as `id`.
    pub track_href: Option<String>,
    /// None, as `id`.
    pub analysis_url: Option<String>,
    /// Length, milliseconds.
    pub duration_ms: u64,
    /// Beats in a bar; none where they cannot be told.
    pub time_signature: Option<u8>,
    /// How sure the tempo is, 0…1.
    pub tempo_confidence: f32,
    /// How sure key and mode are, 0…1.
    pub key_confidence: f32,
    /// How sure the beats in a bar are, 0…1.
    pub time_signature_confidence: f32,
    /// When the first beat falls, seconds; further beats follow at the tempo.
    pub first_beat_s: Option<f32>,
    /// Integrated loudness by EBU R 128, LUFS.
    pub loudness_lufs: f32,
    /// Lower end of the 80% interval of `acousticness`, 0…1.
    pub acousticness_low: f32,
    /// Upper end of the 80% interval of `acousticness`, 0…1.
    pub acousticness_high: f32,
    /// Lower end of the 80% interval of `danceability`, 0…1.
    pub danceability_low: f32,
    /// Upper end of the 80% interval of `danceability`, 0…1.
    pub danceability_high: f32,
    /// Lower end of the 80% interval of `energy`, 0…1.
    pub energy_low: f32,
    /// Upper end of the 80% interval of `energy`, 0…1.
    pub energy_high: f32,
    /// Lower end of the 80% interval of `instrumentalness`, 0…1.
    pub instrumentalness_low: f32,
    /// Upper end of the 80% interval of `instrumentalness`, 0…1.
    pub instrumentalness_high: f32,
    /// Lower end of the 80% interval of `liveness`, 0…1.
    pub liveness_low: f32,
    /// Upper end of the 80% interval of `liveness`, 0…1.
    pub liveness_high: f32,
    /// Lower end of the 80% interval of `speechiness`, 0…1.
    pub speechiness_low: f32,
    /// Upper end of the 80% interval of `speechiness`, 0…1.
    pub speechiness_high: f32,
    /// Lower end of the 80% interval of `valence`, 0…1.
    pub valence_low: f32,
    /// Upper end of the 80% interval of `valence`, 0…1.
    pub valence_high: f32,
    /// Names the recording: the hash of its audio, tags left out, 32 hexadecimal digits.
    pub hash: String,
    /// Size of the file.
    pub bytes: u64,
    /// When the file was changed last, milliseconds since 1970.
    pub modified_ms: i64,
    /// Version of the analysis, and which model.
    pub analysed_by: String,
}

/// The value of `type`, as Spotify has it.
const TYPE: &str = "audio_features";

impl Record {
    /// The record of a file.
    pub fn new(found: &Found, analysis: &Analysis, identity: Identity, stamp: &str) -> Self {
        Self {
            file: found.name.clone(),
            title: identity.title,
            artist: identity.artist,
            album: identity.album,
            hash: identity.hash,
            bytes: found.bytes,
            modified_ms: found.modified_ms,
            ..Self::of_sound(analysis, stamp)
        }
    }

    /// The record of what was heard, from whatever it came: nothing stands in what tells of the file.
    pub fn of_sound(analysis: &Analysis, stamp: &str) -> Self {
        let features = &analysis.features;
        let mut record = Self {
            danceability: features.danceability,
            energy: features.energy,
            key: features.key,
            loudness: features.loudness,
            mode: features.mode,
            speechiness: features.speechiness,
            acousticness: features.acousticness,
            instrumentalness: features.instrumentalness,
            liveness: features.liveness,
            valence: features.valence,
            tempo: features.tempo,
            r#type: TYPE.into(),
            duration_ms: (f64::from(analysis.duration_s) * 1000.0).round() as u64,
            time_signature: analysis.meter.beats_per_bar,
            tempo_confidence: analysis.tempo.confidence,
            key_confidence: analysis.key.candidates.first().map_or(0.0, |(_, weight)| *weight),
            time_signature_confidence: analysis.meter.confidence,
            first_beat_s: analysis.tempo.first_beat_s,
            loudness_lufs: analysis.loudness.integrated_lufs,
            analysed_by: stamp.into(),
            ..Self::default()
        };
        for estimate in &analysis.estimates {
            if let Some((low, high)) = record.interval_mut(estimate.feature) {
                (*low, *high) = (estimate.low, estimate.high);
            }
        }
        record
    }

    /// Whether it is of this file as it is now, and would come out the same.
    pub fn holds_for(&self, found: &Found, stamp: &str) -> bool {
        let now = (found.bytes, found.modified_ms, stamp);
        self.file == found.name && now == (self.bytes, self.modified_ms, self.analysed_by.as_str())
    }

    /// Whether it has what every record has: other files have rows, too.
    pub fn is_whole(&self) -> bool {
        self.r#type == TYPE && !self.file.is_empty() && self.hash.len() == 32 && !self.analysed_by.is_empty()
    }

    /// A predicted feature with the ends of its interval.
    pub fn predicted(&self, feature: Feature) -> Option<(f32, f32, f32)> {
        let (value, low, high) = match feature {
            Feature::Acousticness => (self.acousticness, self.acousticness_low, self.acousticness_high),
            Feature::Danceability => (self.danceability, self.danceability_low, self.danceability_high),
            Feature::Energy => (self.energy, self.energy_low, self.energy_high),
            Feature::Instrumentalness => {
                (self.instrumentalness, self.instrumentalness_low, self.instrumentalness_high)
            }
            Feature::Liveness => (self.liveness, self.liveness_low, self.liveness_high),
            Feature::Speechiness => (self.speechiness, self.speechiness_low, self.speechiness_high),
            Feature::Valence => (self.valence, self.valence_low, self.valence_high),
            Feature::Key | Feature::Loudness | Feature::Mode | Feature::Tempo => return None,
        };
        Some((value, low, high))
    }

    fn interval_mut(&mut self, feature: Feature) -> Option<(&mut f32, &mut f32)> {
        Some(match feature {
            Feature::Acousticness => (&mut self.acousticness_low, &mut self.acousticness_high),
            Feature::Danceability => (&mut self.danceability_low, &mut self.danceability_high),
            Feature::Energy => (&mut self.energy_low, &mut self.energy_high),
            Feature::Instrumentalness => (&mut self.instrumentalness_low, &mut self.instrumentalness_high),
            Feature::Liveness => (&mut self.liveness_low, &mut self.liveness_high),
            Feature::Speechiness => (&mut self.speechiness_low, &mut self.speechiness_high),
            Feature::Valence => (&mut self.valence_low, &mut self.valence_high),
            Feature::Key | Feature::Loudness | Feature::Mode | Feature::Tempo => return None,
        })
    }
}
