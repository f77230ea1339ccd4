//! Questions about what should play next, and their answers.

use music::{AudioFeatures, Feature};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;

/// Names a track that can be recommended, or be the seed of a recommendation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TrackRef {
    /// A track of the catalogue, by its place there.
    Catalogue(u32),
    /// One of the user's own, by the number under which it was taken in.
    Own(u32),
}

/// [`Query::company`] of "goes with": what people put into the same playlists, whatever it sounds like.
pub const GOES_WITH: f32 = 1.0;

/// [`Query::company`] of "sounds like": among tracks that sound alike, those of the same company come first. How alike the
/// recommended tracks are then, and how often the same ones come up, is measured by `catalogue-builder recommend-eval`.
pub const SOUNDS_LIKE: f32 = 0.25;

/// Where recommended tracks come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The embedded catalogue.
    #[default]
    Catalogue,
    /// The user's own tracks.
    Own,
    /// Both.
    Both,
}

/// What is asked for. [`Query::default`] asks for nothing in particular: fill in seeds, at least.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Query {
    /// What makes a track fit, from 0, how it sounds alone, to 1, the company it keeps alone: the playlists that it stands in,
    /// and how well known it is.
    pub company: f32,
    /// Only tracks of the seeds' own clusters of the catalogue.
    pub same_cluster: bool,
    /// Tracks that the recommended ones should follow. Without any, targets and popularity decide.
    pub seeds: Vec<TrackRef>,
    /// Tracks to stay away from, and from what is like them.
    pub away: Vec<TrackRef>,
    /// Where to look.
    pub source: Source,
    /// How much each feature counts, in the order of [`Feature::ALL`], as a multiple of its usual weight, 0…4.
    pub weights: [f32; Feature::COUNT],
    /// Least, greatest and wished-for values.
    pub tuning: Tuning,
    /// −1 (hidden gems) … 0 (as playlists have it) … 1 (well known).
    pub popularity: f32,
    /// Only tracks that carry all of these tags.
    pub tags: Vec<String>,
    /// Most tracks of one artist; 0 for any number.
    pub artist_cap: usize,
    /// Most tracks.
    pub limit: usize,
}

impl Default for Query {
    fn default() -> Self {
        Self {
            company: GOES_WITH,
            same_cluster: false,
            seeds: Vec::new(),
            away: Vec::new(),
            source: Source::default(),
            weights: [1.0; Feature::COUNT],
            tuning: Tuning::default(),
            popularity: 0.0,
            tags: Vec::new(),
            artist_cap: 1,
            limit: 20,
        }
    }
}

/// Least, greatest and wished-for value of one feature.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bounds {
    /// Tracks below are left out.
    pub min: Option<f32>,
    /// Tracks above are left out.
    pub max: Option<f32>,
    /// Tracks near are preferred.
    pub target: Option<f32>,
}

/// [`Bounds`] of all features. In JSON, Spotify's parameters: `{"min_energy": 0.4, "target_valence": 0.9}`.
///
/// Source: Spotify Web API reference, "Get Recommendations".
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "BTreeMap<String, f32>", into = "BTreeMap<String, f32>")]
pub struct Tuning([Bounds; Feature::COUNT]);

/// A parameter that cannot be used.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum TuningError {
    /// Spotify has none of this name, or we none.
    #[error("there is no parameter {name}; there are min_, max_ and target_ with each feature's name")]
    Unknown {
        /// As given.
        name: String,
    },
    /// Not a number.
    #[error("{name} is not a number")]
    NotANumber {
        /// The parameter.
        name: String,
    },
}

impl Tuning {
    /// Bounds of one feature.
    pub fn of(&self, feature: Feature) -> Bounds {
        self.0[feature.index()]
    }

    /// Bounds of one feature, to be changed.
    pub fn of_mut(&mut self, feature: Feature) -> &mut Bounds {
        &mut self.0[feature.index()]
    }

    /// Sets a parameter by Spotify's name, such as `max_tempo`.
    ///
    /// # Errors
    /// [`TuningError`] for a name that is none, and a value that is no number.
    pub fn set(&mut self, name: &str, value: f32) -> Result<(), TuningError> {
        if !value.is_finite() {
            return Err(TuningError::NotANumber { name: name.into() });
        }
        let unknown = || TuningError::Unknown { name: name.into() };
        let (which, feature) = name.split_once('_').ok_or_else(unknown)?;
        let bounds = self.of_mut(Feature::from_name(feature).ok_or_else(unknown)?);
        match which {
            "min" => bounds.min = Some(value),
            "max" => bounds.max = Some(value),
            "target" => bounds.target = Some(value),
            _ => return Err(unknown()),
        }
        Ok(())
    }

    /// The parameters that are set, by Spotify's names.
    pub fn parameters(&self) -> impl Iterator<Item = (String, f32)> {
        Feature::ALL.into_iter().flat_map(|feature| {
            let Bounds { min, max, target } = self.of(feature);
            let named = move |which: &str, value: Option<f32>| {
                value.map(|value| (format!("{which}_{}", feature.name()), value))
            };
            [named("min", min), named("max", max), named("target", target)].into_iter().flatten()
        })
    }

    /// Whether a track lies within all least and greatest values.
    pub fn admits(&self, features: &AudioFeatures) -> bool {
        Feature::ALL.into_iter().all(|feature| {
            let (bounds, value) = (self.of(feature), features.get(feature));
            bounds.min.is_none_or(|min| value >= min) && bounds.max.is_none_or(|max| value <= max)
        })
    }
}

impl TryFrom<BTreeMap<String, f32>> for Tuning {
    type Error = TuningError;

    fn try_from(parameters: BTreeMap<String, f32>) -> Result<Self, TuningError> {
        let mut tuning = Tuning::default();
        parameters.iter().try_for_each(|(name, value)| tuning.set(name, *value))?;
        Ok(tuning)
    }
}

impl From<Tuning> for BTreeMap<String, f32> {
    fn from(tuning: Tuning) -> Self {
        tuning.parameters().collect()
    }
}

/// A track of the catalogue or the user's, as the page shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrackCard {
    /// Which track.
    pub track: TrackRef,
    /// Title.
    pub name: String,
    /// Artist; empty where that is not known.
    pub artist: String,
    /// Spotify's track id (22 base-62 digits), of catalogue tracks.
    pub spotify_id: Option<String>,
    /// Length, seconds.
    pub duration_s: f32,
    /// Of catalogue tracks, as Spotify published them.
    pub features: AudioFeatures,
    /// Words that describe it, strongest first: of catalogue tracks, from the titles of playlists.
    pub tags: Vec<String>,
    /// Number of playlists that it stands in; `None` for the user's own.
    pub playlists: Option<u32>,
    /// Of the user's own: the song of the catalogue that it is by its tags or its file's name.
    pub song: Option<KnownSong>,
}

/// A song of the catalogue that one of the user's tracks is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownSong {
    /// Title, as the catalogue has it.
    pub name: String,
    /// Artist, as the catalogue has it.
    pub artist: String,
    /// Spotify's track id (22 base-62 digits).
    pub spotify_id: String,
    /// Whether the track is another recording of it: a remix, a live or an instrumental version.
    pub is_version: bool,
    /// Whether the user says that it is not that song.
    pub is_refused: bool,
}

/// A recommended track, and what brought it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pick {
    /// The track.
    pub card: TrackCard,
    /// Distance to the seeds in weighted, standardised features, as a percentage of the catalogue's median distance
    /// between two tracks; 0 is the same. `None` without seeds.
    pub distance_percent: Option<f32>,
    /// Cosine of its place among playlists and the seeds', −1…1. `None` where one of them has none.
    pub cosine: Option<f32>,
    /// The features that are nearest to the seeds', compared with other tracks; nearest first.
    pub closest: Vec<Feature>,
    /// The features that are further from the seeds' than is usual; furthest first.
    pub furthest: Vec<Feature>,
    /// Tags that it shares with a seed.
    pub common_tags: Vec<String>,
    /// Number of playlists in which it stands together with a seed; `None` where no seed stands in any.
    pub common_playlists: Option<u32>,
}

/// How energy should go along a playlist.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Curve {
    /// As transitions have it.
    #[default]
    Any,
    /// Rises.
    Up,
    /// Falls.
    Down,
    /// Rises, then falls.
    Arc,
}

/// What one step from a track to the next costs, 0 for a perfect one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Transition {
    /// Harmonic distance: 0 for the same key, its relative or a fifth, 1 for the farthest.
    pub key: f32,
    /// Change of tempo as a share of the step that the user allows, half and double being no change; 1 is all of it.
    pub tempo: f32,
    /// Change of energy, −1…1.
    pub energy: f32,
    /// The whole, as the ordering weighs it.
    pub cost: f32,
}

/// A kind of file that the outside world reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ExportFormat {
    /// Exportify's columns, then ours.
    Csv,
    /// Spotify's answer to a question for audio features.
    SpotifyJson,
    /// A playlist of files.
    M3u8,
    /// A playlist in XML, by Xiph.
    Xspf,
    /// The same in JSON.
    Jspf,
    /// A collection for rekordbox.
    Rekordbox,
    /// A collection for Traktor.
    Traktor,
    /// A crate for Serato: not text.
    Serato,
}

impl ExportFormat {
    /// Whether DJ software reads it.
    pub fn is_of_djs(self) -> bool {
        self.needs_folder()
    }

    /// Whether the format names files by where they lie, so that the user's folder must be known.
    pub fn needs_folder(self) -> bool {
        matches!(self, Self::Rekordbox | Self::Traktor | Self::Serato)
    }

    /// Whether files of this format are text.
    pub fn is_text(self) -> bool {
        self != Self::Serato
    }
}

/// A written file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exported {
    /// Its contents: UTF-8, unless the format is no text.
    pub contents: Vec<u8>,
    /// Number of tracks in it.
    pub written: usize,
    /// Number of tracks that the format has no place for: those without a file, say.
    pub left_out: usize,
}

/// Tracks in an order, and the steps between them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sequence {
    /// In order.
    pub tracks: Vec<TrackCard>,
    /// One fewer than tracks.
    pub transitions: Vec<Transition>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tuning_speaks_spotify_s_names() {
        let json = r#"{"max_tempo":128.0,"min_energy":0.4,"target_valence":0.9}"#;
        let tuning: Tuning = serde_json::from_str(json).unwrap();
        assert_eq!(tuning.of(Feature::Energy).min, Some(0.4));
        assert_eq!(tuning.of(Feature::Valence).target, Some(0.9));
        assert_eq!(serde_json::to_string(&tuning).unwrap(), json);
        let mut features = AudioFeatures { energy: 0.5, tempo: 120.0, ..AudioFeatures::default() };
        assert!(tuning.admits(&features));
        features.tempo = 129.0;
        assert!(!tuning.admits(&features));
    }

    #[test]
    fn a_wrong_parameter_is_named() {
        let mut tuning = Tuning::default();
        for name in ["energy", "min_loudnes", "mean_energy", "min_", ""] {
            assert_eq!(tuning.set(name, 0.5), Err(TuningError::Unknown { name: name.into() }));
        }
        assert!(tuning.set("min_energy", f32::NAN).is_err());
        assert_eq!(tuning, Tuning::default());
    }
}
