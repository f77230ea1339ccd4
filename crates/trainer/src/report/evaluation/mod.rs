//! Measures a model on held-out groups.
//!
//! - [`signal`]: the signal's own measurements against Essentia's.
//! - [`files`]: a model on any audio with labels of its own.
//! - [`importance`], [`mod@reliability`], [`tags`], [`mod@voice`], [`worst`]: what else is known of the model.

pub mod files;
pub mod importance;
pub mod real;
pub mod reliability;
pub mod signal;
pub mod tags;
pub mod voice;
pub mod worst;

use super::metrics;
use crate::{
    data::{
        analyses::WindowAnalysis,
        labels::{LABELS, column, deviations},
        musicnn::Musicnn,
        part::Part,
        split::Split,
        windows::{self, Window},
    },
    statistics,
};
use anyhow::Result;
use dsp::params::WINDOW_S;
use model::Model;
use protocol::Feature;
use serde::Serialize;
use std::collections::{BTreeMap, HashSet};

pub use real::RealByLength;
pub use reliability::{Bin, reliability};
pub use signal::Signal;
pub use tags::{TagFigures, correlation};
pub use voice::{VoiceFigures, voice};
pub use worst::WorstTrack;

/// Everything that is reported of a model.
#[derive(Serialize)]
pub struct Evaluation {
    /// Real songs, each judged by networks that have not heard its artist; `None` where that has not been measured.
    pub real: Option<RealByLength>,
    /// Whose labels the figures compare with.
    pub label_source: &'static str,
    /// Rows and groups of each part, by its name.
    pub split: BTreeMap<&'static str, Count>,
    /// Figures of each label on the test groups.
    pub labels: BTreeMap<&'static str, LabelFigures>,
    /// Mean over the labels.
    pub mean_r2: f64,
    /// Mean over the labels of the squared error in deviations of the training set's labels.
    pub z_mse: f64,
    /// Mean over the labels of the share of test windows whose label lies within the stated 80% margin.
    pub interval_coverage: f64,
    /// Mean R² of the labels within each collection of at least [`MIN_COLLECTION`] test windows.
    pub collections: BTreeMap<String, CollectionFigures>,
    /// Instrumentalness where both teachers agree, on the test groups.
    pub voice: VoiceFigures,
    /// The tags, on the test groups.
    pub tags: TagFigures,
    /// R² that each label loses when a family of the descriptor is shuffled among the test windows.
    pub importance: BTreeMap<&'static str, BTreeMap<&'static str, f64>>,
    /// The test tracks on which the model is furthest off.
    pub worst: Vec<WorstTrack>,
    /// Tempo, key and loudness against Essentia, over all windows that have its figures.
    pub signal: Signal,
}

/// Fewer test windows of a collection say too little to be listed.
pub const MIN_COLLECTION: usize = 8;

/// How many.
#[derive(Serialize)]
pub struct Count {
    /// Windows.
    pub rows: usize,
    /// Groups of windows.
    pub groups: usize,
}

/// One label on the test groups.
#[derive(Serialize)]
pub struct LabelFigures {
    /// Share of the variance explained.
    pub r2: f64,
    /// Bounds of that over resamples of the groups; see [`metrics::r2_bounds`].
    pub r2_bounds: [f64; 2],
    /// Correlation.
    pub pearson: f64,
    /// Mean absolute error.
    pub mae: f64,
    /// Mean absolute error of always saying the training set's median.
    pub constant_mae: f64,
    /// Mean half-width of the 80% intervals.
    pub margin: f64,
    /// Share of test windows within theirs.
    pub coverage: f64,
    /// Mean distance between prediction and label in bins of like predictions.
    pub calibration_error: f64,
    /// Those bins.
    pub reliability: Vec<Bin>,
    /// Label and prediction of each window.
    pub windows: Vec<(f32, f32)>,
}

/// One collection within the test groups.
#[derive(Serialize)]
pub struct CollectionFigures {
    /// Test windows.
    pub rows: usize,
    /// Mean absolute error over the labels.
    pub mae: f64,
    /// The same of always saying the training set's medians.
    pub constant_mae: f64,
}

/// Measures a model on the test groups.
///
/// # Errors
/// Where a prediction fails.
pub fn evaluate(
    model: &Model,
    listed: &[Window],
    analyses: &[WindowAnalysis],
    musicnn: &Musicnn,
    real: Option<RealByLength>,
) -> Result<Evaluation> {
    let [train, test] = [Split::Train, Split::Test].map(|split| Part::of(split, listed, analyses));
    let train_descriptors = train.descriptors();
    let train = train.labels();
    let descriptors = test.whole_descriptors()?;
    let outputs = model.outputs(&descriptors.iter().collect::<Vec<_>>())?;
    let margins: Vec<[f32; LABELS]> =
        outputs.iter().map(|outputs| model.margins(outputs, WINDOW_S)).collect();
    let [predicted, truth] = [test.predict(model)?, test.labels()];

    let mut labels = BTreeMap::new();
    let mut z_mse = 0.0;
    for (place, feature) in Feature::PREDICTED.into_iter().enumerate() {
        let [predicted, truth, train, margins] =
            [&predicted, &truth, &train, &margins].map(|rows| column(rows, place));
        labels.insert(feature.name(), label_figures(&predicted, &truth, &train, &margins, &test.groups()));
        z_mse += metrics::mse(&predicted, &truth) / statistics::variance(&train) / LABELS as f64;
    }
    let over_labels =
        |figure: fn(&LabelFigures) -> f64| labels.values().map(figure).sum::<f64>() / LABELS as f64;
    Ok(Evaluation {
        real,
        label_source: windows::LABEL_SOURCE,
        split: Split::ALL.map(|split| (split.name(), count(split, listed))).into(),
        mean_r2: over_labels(|figures| figures.r2),
        interval_coverage: over_labels(|figures| figures.coverage),
        labels,
        z_mse,
        collections: collections(&test, &predicted, &train),
        voice: voice(&test, &predicted, musicnn),
        tags: tags::tags(&test, &outputs, musicnn),
        importance: importance::importance(model, &test)?,
        worst: worst::worst(&test, &predicted, &train_descriptors, deviations(&train), musicnn),
        signal: signal::signal(listed, analyses),
    })
}

fn count(split: Split, listed: &[Window]) -> Count {
    let groups: Vec<&str> =
        listed.iter().map(|window| window.group.as_str()).filter(|group| Split::of(group) == split).collect();
    Count { rows: groups.len(), groups: groups.into_iter().collect::<HashSet<_>>().len() }
}

fn label_figures(
    predicted: &[f32],
    truth: &[f32],
    train: &[f32],
    margins: &[f32],
    groups: &[&str],
) -> LabelFigures {
    let constant = vec![statistics::median(train) as f32; truth.len()];
    let within = predicted.iter().zip(truth).zip(margins);
    let covered = within.filter(|((predicted, truth), margin)| (*predicted - *truth).abs() <= **margin);
    let bins = reliability::reliability(predicted, truth);
    LabelFigures {
        r2: metrics::r2(predicted, truth),
        r2_bounds: metrics::r2_bounds(predicted, truth, groups),
        pearson: metrics::pearson(predicted, truth),
        mae: metrics::mae(predicted, truth),
        constant_mae: metrics::mae(&constant, truth),
        margin: statistics::mean(margins),
        coverage: covered.count() as f64 / truth.len().max(1) as f64,
        calibration_error: reliability::calibration_error(&bins),
        reliability: bins,
        windows: truth.iter().copied().zip(predicted.iter().copied()).collect(),
    }
}

fn collections(
    test: &Part,
    predicted: &[[f32; LABELS]],
    train: &[[f32; LABELS]],
) -> BTreeMap<String, CollectionFigures> {
    let medians: [f32; LABELS] =
        std::array::from_fn(|place| statistics::median(&column(train, place)) as f32);
    let mut errors: BTreeMap<String, Vec<(f64, f64)>> = BTreeMap::new();
    for (window, predicted) in test.windows.iter().zip(predicted) {
        let pair = (metrics::mae(predicted, &window.labels), metrics::mae(&medians, &window.labels));
        errors.entry(window.collection.clone()).or_default().push(pair);
    }
    errors.retain(|_, errors| errors.len() >= MIN_COLLECTION);
    let figures = |errors: Vec<(f64, f64)>| {
        let rows = errors.len();
        let (mae, constant_mae) =
            errors.iter().fold((0.0, 0.0), |sums, pair| (sums.0 + pair.0, sums.1 + pair.1));
        CollectionFigures { rows, mae: mae / rows as f64, constant_mae: constant_mae / rows as f64 }
    };
    errors.into_iter().map(|(name, errors)| (name, figures(errors))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constant_stands_beside_each_label() {
        let figures =
            label_figures(&[0.2, 0.5, 0.9], &[0.2, 0.4, 0.9], &[0.1, 0.4, 0.8], &[0.05; 3], &["a", "b", "c"]);
        assert!((figures.mae - 0.1 / 3.0).abs() < 1e-6);
        assert!((figures.constant_mae - 0.7 / 3.0).abs() < 1e-6);
        assert!((figures.coverage - 2.0 / 3.0).abs() < 1e-6);
    }
}
