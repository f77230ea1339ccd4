//! Predictions against the values that Spotify published, clip by clip.

use crate::{
    data::labels::{LABELS, column},
    report::metrics,
    statistics,
};
use protocol::Feature;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A clip's published values, what was predicted of it, and how sure that was.
#[derive(Clone, Copy, Debug)]
pub struct Judged {
    /// Published values in the order of [`Feature::PREDICTED`], 0…1.
    pub labels: [f32; LABELS],
    /// Predictions.
    pub predicted: [f32; LABELS],
    /// Half-widths of their 80% intervals.
    pub margins: [f32; LABELS],
    /// Whether enough of the song was heard; see [`crate::data::songs::Clip::is_long`].
    pub is_long: bool,
}

/// Figures over clips.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RealFigures {
    /// How many clips.
    pub clips: usize,
    /// Of each predicted label, by its name.
    pub labels: BTreeMap<String, RealLabel>,
    /// Mean over the labels of their mean absolute errors.
    pub mean_mae: f64,
    /// Mean over the labels of what a constant's would be.
    pub constant_mean_mae: f64,
}

/// Figures of all clips, and of the long and the short ones among them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RealByLength {
    /// All.
    #[serde(flatten)]
    pub all: RealFigures,
    /// Those of 29 s and more.
    pub long: RealFigures,
    /// Those below.
    pub short: RealFigures,
}

/// Figures of one label.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RealLabel {
    /// Share of the variance explained; a constant's is 0.
    pub r2: f64,
    /// Mean absolute error.
    pub mae: f64,
    /// That of always saying these labels' median.
    pub constant_mae: f64,
    /// Mean of predictions less labels.
    pub bias: f64,
    /// Share of the labels within the 80% intervals.
    pub coverage: f64,
    /// Mean half-width of the intervals.
    pub margin: f64,
}

/// The figures of these clips.
pub fn by_length(clips: &[Judged]) -> RealByLength {
    let (long, short): (Vec<Judged>, Vec<Judged>) = clips.iter().partition(|clip| clip.is_long);
    RealByLength { all: figures(clips), long: figures(&long), short: figures(&short) }
}

fn figures(clips: &[Judged]) -> RealFigures {
    let all = |of: fn(&Judged) -> [f32; LABELS]| clips.iter().map(of).collect::<Vec<_>>();
    let rows = [all(|clip| clip.labels), all(|clip| clip.predicted), all(|clip| clip.margins)];
    let labels: BTreeMap<String, RealLabel> = Feature::PREDICTED
        .into_iter()
        .enumerate()
        .map(|(place, feature)| {
            let [truth, predicted, margins] = [0, 1, 2].map(|kind| column(&rows[kind], place));
            (feature.name().to_owned(), label(&truth, &predicted, &margins))
        })
        .collect();
    let mean = |of: fn(&RealLabel) -> f64| labels.values().map(of).sum::<f64>() / LABELS as f64;
    RealFigures {
        clips: clips.len(),
        mean_mae: mean(|label| label.mae),
        constant_mean_mae: mean(|label| label.constant_mae),
        labels,
    }
}

fn label(truth: &[f32], predicted: &[f32], margins: &[f32]) -> RealLabel {
    let constant = vec![statistics::median(truth) as f32; truth.len()];
    let within = predicted.iter().zip(truth).zip(margins);
    let within = within.filter(|((predicted, truth), margin)| (*predicted - *truth).abs() <= **margin);
    RealLabel {
        r2: metrics::r2(predicted, truth),
        mae: metrics::mae(predicted, truth),
        constant_mae: metrics::mae(&constant, truth),
        bias: statistics::mean(predicted) - statistics::mean(truth),
        coverage: within.count() as f64 / truth.len().max(1) as f64,
        margin: statistics::mean(margins),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_known_predictions() {
        let clip = |label: f32, predicted: f32, is_long| Judged {
            labels: [label; LABELS],
            predicted: [predicted; LABELS],
            margins: [0.15; LABELS],
            is_long,
        };
        let clips =
            [clip(0.2, 0.3, true), clip(0.4, 0.5, true), clip(0.6, 0.4, false), clip(0.8, 0.9, false)];
        let figures = by_length(&clips);
        let energy = &figures.all.labels["energy"];
        assert!((energy.mae - 0.125).abs() < 1e-6 && (energy.bias - 0.025).abs() < 1e-6, "{energy:?}");
        assert!((energy.constant_mae - 0.2).abs() < 1e-6 && energy.coverage == 0.75, "{energy:?}");
        // Squared errors .01 + .01 + .04 + .01 over a sum of squares of .2.
        assert!((energy.r2 - 0.65).abs() < 1e-5, "{energy:?}");
        assert_eq!((figures.long.clips, figures.short.clips), (2, 2));
        assert_eq!(figures.long.labels["valence"].coverage, 1.0);
    }
}
