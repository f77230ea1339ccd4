//! Spotify's eleven audio features: names, ranges, units, and a record that holds all of them.
//!
//! Source: Spotify Web API reference, "Get Track's Audio Features" (the endpoint was closed to new
//! applications on 2024-11-27; the scales are kept so that users' thresholds still mean the same).

use crate::key::Key;
use serde::{Deserialize, Serialize};

/// One of the eleven audio features, in the order in which Spotify documents and exports list them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feature {
    /// How suitable a track is for dancing: tempo, rhythm stability, beat strength, regularity. 0…1.
    Danceability,
    /// Perceived intensity and activity. 0…1.
    Energy,
    /// Pitch class of the tonic: 0 = C, 1 = C♯/D♭ … 11 = B; −1 where no key was found.
    Key,
    /// Overall loudness on Spotify's scale, decibels, about −60…0.
    Loudness,
    /// 1 = major, 0 = minor.
    Mode,
    /// Presence of spoken words. 0…1; above .66 speech, .33–.66 mixed.
    Speechiness,
    /// Confidence that the track is acoustic. 0…1.
    Acousticness,
    /// Likelihood that there are no vocals. 0…1; above .5 is meant as instrumental.
    Instrumentalness,
    /// Likelihood of an audience in the recording. 0…1; above .8 live.
    Liveness,
    /// Musical positiveness. 0…1.
    Valence,
    /// Estimated tempo, beats per minute.
    Tempo,
}

impl Feature {
    /// Number of features.
    pub const COUNT: usize = 11;

    /// All features in Spotify's order.
    pub const ALL: [Feature; Feature::COUNT] = [
        Feature::Danceability,
        Feature::Energy,
        Feature::Key,
        Feature::Loudness,
        Feature::Mode,
        Feature::Speechiness,
        Feature::Acousticness,
        Feature::Instrumentalness,
        Feature::Liveness,
        Feature::Valence,
        Feature::Tempo,
    ];

    /// The seven features that the model predicts; the other four are measured from the signal.
    /// The order is that of the model's outputs.
    pub const PREDICTED: [Feature; 7] = [
        Feature::Acousticness,
        Feature::Danceability,
        Feature::Energy,
        Feature::Instrumentalness,
        Feature::Liveness,
        Feature::Speechiness,
        Feature::Valence,
    ];

    /// Spotify's field name, as in its JSON and in exports.
    pub const fn name(self) -> &'static str {
        match self {
            Feature::Danceability => "danceability",
            Feature::Energy => "energy",
            Feature::Key => "key",
            Feature::Loudness => "loudness",
            Feature::Mode => "mode",
            Feature::Speechiness => "speechiness",
            Feature::Acousticness => "acousticness",
            Feature::Instrumentalness => "instrumentalness",
            Feature::Liveness => "liveness",
            Feature::Valence => "valence",
            Feature::Tempo => "tempo",
        }
    }

    /// Smallest and largest value that this feature takes.
    pub const fn range(self) -> (f32, f32) {
        match self {
            Feature::Key => (-1.0, 11.0),
            Feature::Loudness => (-60.0, 0.0),
            Feature::Tempo => (0.0, 250.0),
            _ => (0.0, 1.0),
        }
    }

    /// Distance between two values that a person would tell apart.
    pub const fn step(self) -> f32 {
        match self {
            Feature::Key | Feature::Mode | Feature::Tempo | Feature::Loudness => 1.0,
            _ => 0.01,
        }
    }

    /// Unit of its values; empty where there is none.
    pub const fn unit(self) -> &'static str {
        match self {
            Feature::Loudness => "dB",
            Feature::Tempo => "BPM",
            _ => "",
        }
    }

    /// Index of this feature in [`Feature::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The feature with this field name.
    pub fn from_name(name: &str) -> Option<Feature> {
        Feature::ALL.into_iter().find(|feature| feature.name() == name)
    }
}

/// Values of all eleven features of one track, in Spotify's ranges and units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AudioFeatures {
    /// See [`Feature::Danceability`].
    pub danceability: f32,
    /// See [`Feature::Energy`].
    pub energy: f32,
    /// See [`Feature::Key`].
    pub key: i8,
    /// See [`Feature::Loudness`].
    pub loudness: f32,
    /// See [`Feature::Mode`].
    pub mode: u8,
    /// See [`Feature::Speechiness`].
    pub speechiness: f32,
    /// See [`Feature::Acousticness`].
    pub acousticness: f32,
    /// See [`Feature::Instrumentalness`].
    pub instrumentalness: f32,
    /// See [`Feature::Liveness`].
    pub liveness: f32,
    /// See [`Feature::Valence`].
    pub valence: f32,
    /// See [`Feature::Tempo`].
    pub tempo: f32,
}

impl AudioFeatures {
    /// Key and mode together; `None` where no key was found.
    pub fn musical_key(&self) -> Option<Key> {
        Key::from_spotify(self.key, self.mode)
    }

    /// Sets key and mode together; `None` where there is no key, which leaves the mode.
    pub fn set_musical_key(&mut self, key: Option<Key>) {
        match key {
            Some(key) => (self.key, self.mode) = (key.spotify_key(), key.spotify_mode()),
            None => self.key = -1,
        }
    }

    /// Energy in the ten levels by which DJs sort, 1…10: each is a tenth of the range.
    pub fn energy_level(&self) -> u8 {
        (self.energy.clamp(0.0, 1.0) * 10.0).ceil().max(1.0) as u8
    }

    /// The value of one feature; key and mode as numbers.
    pub fn get(&self, feature: Feature) -> f32 {
        match feature {
            Feature::Danceability => self.danceability,
            Feature::Energy => self.energy,
            Feature::Key => f32::from(self.key),
            Feature::Loudness => self.loudness,
            Feature::Mode => f32::from(self.mode),
            Feature::Speechiness => self.speechiness,
            Feature::Acousticness => self.acousticness,
            Feature::Instrumentalness => self.instrumentalness,
            Feature::Liveness => self.liveness,
            Feature::Valence => self.valence,
            Feature::Tempo => self.tempo,
        }
    }

    /// Sets one feature, clamped to its range; key and mode are rounded. Values that are not finite
    /// are ignored.
    pub fn set(&mut self, feature: Feature, value: f32) {
        if !value.is_finite() {
            return;
        }
        let (low, high) = feature.range();
        let value = value.clamp(low, high);
        match feature {
            Feature::Danceability => self.danceability = value,
            Feature::Energy => self.energy = value,
            Feature::Key => self.key = value.round() as i8,
            Feature::Loudness => self.loudness = value,
            Feature::Mode => self.mode = value.round() as u8,
            Feature::Speechiness => self.speechiness = value,
            Feature::Acousticness => self.acousticness = value,
            Feature::Instrumentalness => self.instrumentalness = value,
            Feature::Liveness => self.liveness = value,
            Feature::Valence => self.valence = value,
            Feature::Tempo => self.tempo = value,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_indices_round_trip() {
        for (index, feature) in Feature::ALL.into_iter().enumerate() {
            assert_eq!(feature.index(), index);
            assert_eq!(Feature::from_name(feature.name()), Some(feature));
        }
    }

    #[test]
    fn energy_has_ten_levels() {
        let level = |energy| AudioFeatures { energy, ..AudioFeatures::default() }.energy_level();
        assert_eq!([0.0, 0.1, 0.11, 0.95, 1.0, 7.0].map(level), [1, 1, 2, 10, 10, 10]);
    }

    #[test]
    fn set_then_get_gives_the_clamped_value() {
        let mut features = AudioFeatures::default();
        for feature in Feature::ALL {
            let (low, high) = feature.range();
            features.set(feature, high + 1.0);
            assert_eq!(features.get(feature), high);
            features.set(feature, f32::NAN);
            assert_eq!(features.get(feature), high, "{}", feature.name());
            if low >= 0.0 {
                features.set(feature, low - 1.0);
                assert_eq!(features.get(feature), low);
            }
        }
    }
}
