//! Measured figures that the model card tells: what each command finds, and the file in `records/` that it leaves it in.
//! The catalogue's builder leaves its own there, too.

use super::cross_validation::CrossValidation;
use crate::{
    data::{corpus::LearntFrom, labels::LABELS},
    fit::network::Epoch,
};
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{collections::BTreeMap, fs, ops::Range};

pub use crate::paths::record as path;

/// File of [`Audience`].
pub const AUDIENCE: &str = "audience.json";
/// File of a list of [`Baseline`].
pub const BASELINES: &str = "baselines.json";
/// File of [`CrossValidation`].
pub const CROSS_VALIDATION: &str = "cross-validation.json";
/// File of a list of [`RealLabels`].
pub const REAL_LABELS: &str = "real-labels.json";
/// File of a list of [`PlaylistFigures`].
pub const RECOMMENDATION: &str = "recommendation.json";
/// File of [`Training`].
pub const TRAINING: &str = "training.json";
/// File of a list of [`UploadFigures`].
pub const UPLOADS: &str = "uploads.json";

/// All records: `None` where the command has not been run.
pub struct Records {
    /// How the model was trained.
    pub training: Option<Training>,
    /// The same recipe, five-fold.
    pub cross_validation: Option<CrossValidation>,
    /// The student project's networks.
    pub baselines: Option<Vec<Baseline>>,
    /// What the signal tells of an audience.
    pub audience: Option<Audience>,
    /// What real labels allow.
    pub real_labels: Option<Vec<RealLabels>>,
    /// How much of playlists is found from songs that none knows.
    pub uploads: Option<Vec<UploadFigures>>,
    /// How much of playlists is found.
    pub recommendation: Option<Vec<PlaylistFigures>>,
}

impl Records {
    /// Reads what there is.
    ///
    /// # Errors
    /// Where a file is of another version.
    pub fn read() -> Result<Records> {
        Ok(Records {
            training: read(TRAINING)?,
            cross_validation: read(CROSS_VALIDATION)?,
            baselines: read(BASELINES)?,
            audience: read(AUDIENCE)?,
            real_labels: read(REAL_LABELS)?,
            uploads: read(UPLOADS)?,
            recommendation: read(RECOMMENDATION)?,
        })
    }
}

/// What a command has left in this file; `None` where it has not been run.
///
/// # Errors
/// Where the file is of another version.
pub fn read<T: DeserializeOwned>(name: &str) -> Result<Option<T>> {
    let path = path(name);
    let Ok(bytes) = fs::read(&path) else { return Ok(None) };
    let value = serde_json::from_slice(&bytes);
    value.map(Some).with_context(|| format!("{} is of another version: make it again", path.display()))
}

/// How training went, as data for the model card and the page.
#[derive(Serialize, Deserialize)]
pub struct Training {
    /// Whose labels.
    pub label_source: String,
    /// What the shipped networks learnt from.
    pub learnt_from: LearntFrom,
    /// Minutes that analysing, fitting and calibrating took, windows analysed before not counted again.
    pub minutes: f64,
    /// One list of epochs for each network of the first fold, judged by the artists that it has not heard.
    pub networks: Vec<Vec<Epoch>>,
}

/// How one baseline went.
#[derive(Serialize, Deserialize)]
pub struct Baseline {
    /// What it is.
    pub name: String,
    /// Losses on the eleven z-scored labels, R² on the teacher's seven.
    pub curve: Vec<Epoch>,
    /// Squared error of the eleven z-scored labels on the dev groups, the figure that the student project gives.
    pub dev_z_mse: f64,
    /// R² of each of the teacher's labels on the test groups, in the order of the predicted features.
    pub test_r2: [f64; LABELS],
    /// Mean of `test_r2`.
    pub mean_test_r2: f64,
}

/// How well what was added to windows is heard in their descriptors.
#[derive(Serialize, Deserialize)]
pub struct Audience {
    /// Windows that the probe was fitted on, and that it was judged on.
    pub windows: [usize; 2],
    /// Applause, by decibels below the music.
    pub applause: Vec<Told>,
    /// A room, by its share of the sound.
    pub room: Vec<Told>,
}

/// How well windows with something are told from windows without.
#[derive(Serialize, Deserialize)]
pub struct Told {
    /// How much of it there is.
    pub amount: Range<f32>,
    /// How many windows have that much.
    pub windows: usize,
    /// Area under the curve of true against false alarms: the share of pairs of a window with and one without in
    /// which the one with is ranked higher. A constant's is 0.5.
    pub auc: f64,
}

/// How well one table's statistics predict its labels.
#[derive(Serialize, Deserialize)]
pub struct RealLabels {
    /// Which statistics.
    pub statistics: String,
    /// Rows, each judged by a network that has not seen it.
    pub rows: usize,
    /// R² of each label; a constant's is 0.
    pub r2: BTreeMap<String, f64>,
    /// Mean absolute error of each label, and that of always saying the median.
    pub mae: BTreeMap<String, (f64, f64)>,
}

/// Figures of one method in one setting: means over the playlists.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PlaylistFigures {
    /// Which method.
    pub method: String,
    /// How many tracks were given.
    pub seeds: usize,
    /// Whether tracks of the seeds' artists are neither recommended nor to be found.
    pub artist_filter: bool,
    /// Share of the R first tracks that stand in the playlist, R being how many there are to be found.
    pub r_precision: f64,
    /// Normalised discounted cumulative gain over 500 ranks.
    pub ndcg: f64,
    /// Share of the playlists of which one of the first ten tracks is right.
    pub hit_at_10: f64,
    /// Share of the catalogue that is among the first ten of some playlist.
    pub coverage_at_10: f64,
    /// Skewness of how often tracks are among the first ten.
    pub hubness: f64,
    /// Number of playlists.
    pub playlists: usize,
}

/// Figures of one way to place a song: means over all pairs of a song (or of five) and a held-out playlist with it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UploadFigures {
    /// What places the songs.
    pub method: String,
    /// How many songs were given.
    pub seeds: usize,
    /// Share of the R first tracks that stand in the playlist, R being how many there are to be found.
    pub r_precision: f64,
    /// Normalised discounted cumulative gain over 500 ranks.
    pub ndcg: f64,
    /// Share of the pairs for which one of the first ten tracks is right.
    pub hit_at_10: f64,
    /// Skewness of how often tracks are among the first ten.
    pub hubness: f64,
    /// The greatest share of the first fives, of all songs, that one track stands in.
    pub most_common: f64,
    /// Songs that stand in some of the playlists.
    pub songs: usize,
    /// Pairs.
    pub pairs: usize,
}
