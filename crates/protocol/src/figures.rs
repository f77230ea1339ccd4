//! What the page tells about the model: written by `trainer evaluate` in one run with the model card, from the same
//! evaluation, so that the two cannot disagree.

use serde::{Deserialize, Serialize};

/// All figures. Labels stand in the order of [`crate::Feature::PREDICTED`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Whose labels the figures compare with.
    pub label_source: String,
    /// The day on which they were computed, year-month-day, and on what.
    pub written: String,
    /// What the weights were learnt from: clips of real songs, and windows that another program labelled.
    pub learnt_from: [usize; 2],
    /// Clips of real songs by artists that the model had not heard, those of 29 s and more, which the figures below are of,
    /// and shorter ones.
    pub tested_on: [usize; 2],
    /// Mean over the labels of their mean absolute errors.
    pub mean_mae: f64,
    /// The same of always saying the labels' medians.
    pub constant_mean_mae: f64,
    /// Each label.
    pub labels: Vec<LabelFigures>,
    /// How the networks learnt.
    pub networks: Vec<Network>,
    /// For each family of the descriptor the R² that each label loses when the family is shuffled among windows.
    pub importance: Vec<Importance>,
    /// The tracks on which the model is furthest from the other program's labels, worst first.
    pub worst: Vec<Failure>,
}

/// One label.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LabelFigures {
    /// The feature's name.
    pub name: String,
    /// Share of the variance explained.
    pub r2: f64,
    /// The same over the shorter clips.
    pub short_r2: f64,
    /// Mean absolute error.
    pub mae: f64,
    /// Mean absolute error of always saying the labels' median.
    pub constant_mae: f64,
    /// Mean half-width of what is shown as 80% interval, and the share of windows within theirs.
    pub margin: f64,
    /// See `margin`.
    pub coverage: f64,
    /// Mean prediction and mean label of clips with like predictions.
    pub reliability: Vec<[f64; 2]>,
    /// Label and prediction of some clips.
    pub pairs: Vec<[f32; 2]>,
}

/// How a network was trained.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Network {
    /// Loss of each epoch while learning, and on clips of artists that it does not hear.
    pub train_loss: Vec<f32>,
    /// See `train_loss`: squared error over the labels' variance.
    pub dev_loss: Vec<f32>,
}

/// One family of the descriptor.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Importance {
    /// The family's name.
    pub family: String,
    /// R² that each label loses.
    pub lost: Vec<f64>,
}

/// A track that came out wrong.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    /// Where it comes from, and its title.
    pub collection: String,
    /// See `collection`.
    pub title: String,
    /// Root mean square of the labels' errors, each in deviations of the training labels.
    pub error: f64,
    /// Labels that are furthest off: name, prediction, label.
    pub labels: Vec<(String, f32, f32)>,
    /// The second teacher's strongest tags.
    pub tags: Vec<String>,
}
