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
    /// Windows that the weights were learnt from: recorded, and made of those.
    pub learnt_from: [usize; 2],
    /// Windows and groups of tracks nearly alike that the model has not heard: what everything below is measured on.
    pub tested_on: [usize; 2],
    /// Mean R² over the labels.
    pub mean_r2: f64,
    /// Squared error in deviations of the training labels, mean over the labels; 1 is a constant's.
    pub z_mse: f64,
    /// Each label.
    pub labels: Vec<LabelFigures>,
    /// The student project's networks, and this one.
    pub networks: Vec<Network>,
    /// For each family of the descriptor the R² that each label loses when the family is shuffled among windows.
    pub importance: Vec<Importance>,
    /// The tracks on which the model is furthest off, worst first.
    pub worst: Vec<Failure>,
}

/// One label.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LabelFigures {
    /// The feature's name.
    pub name: String,
    /// Share of the variance explained.
    pub r2: f64,
    /// The same over all windows, each judged by a model that has not heard its group.
    pub ten_fold_r2: Option<f64>,
    /// The same of the student project's better network, on the test windows.
    pub seed_r2: Option<f64>,
    /// Mean absolute error.
    pub mae: f64,
    /// Mean absolute error of always saying the training set's median.
    pub constant_mae: f64,
    /// Mean half-width of what is shown as 80% interval, and the share of windows within theirs.
    pub margin: f64,
    /// See `margin`.
    pub coverage: f64,
    /// Mean prediction and mean label of windows with like predictions.
    pub reliability: Vec<[f64; 2]>,
    /// Label and prediction of each window.
    pub windows: Vec<[f32; 2]>,
}

/// How a network was trained.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Network {
    /// What it is; empty for this project's own.
    pub name: String,
    /// Mean R² of the seven labels on the test windows.
    pub test_r2: f64,
    /// Loss of each epoch while learning, and on the dev groups.
    pub train_loss: Vec<f32>,
    /// See `train_loss`: squared error over the training labels' variance.
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
