//! The figures that the page shows, out of the evaluation that the model card is written from.

use protocol::Feature;
use protocol::figures::{Failure, Figures, Importance, LabelFigures, Network};

use crate::card::{Beside, processor, today};
use crate::evaluation::Evaluation;
use crate::fitting::Epoch;

/// Digits behind the point of what is only drawn.
const DRAWN: i32 = 4;

/// All of them.
pub fn figures(evaluation: &Evaluation, beside: &Beside) -> Figures {
    let learnt = beside
        .training
        .as_ref()
        .map_or([0; 2], |training| [training.learnt_from[0], training.learnt_from[1]]);
    let tested_on = evaluation.split.get("test").map_or([0; 2], |test| [test.rows, test.groups]);
    Figures {
        label_source: evaluation.label_source.to_owned(),
        written: format!("{}, {}", today(), processor()),
        learnt_from: learnt,
        tested_on,
        mean_r2: evaluation.mean_r2,
        z_mse: evaluation.z_mse,
        labels: labels(evaluation, beside),
        networks: networks(evaluation, beside),
        importance: evaluation
            .importance
            .iter()
            .map(|(family, lost)| Importance {
                family: (*family).to_owned(),
                lost: Feature::PREDICTED
                    .iter()
                    .map(|feature| lost.get(feature.name()).copied().unwrap_or_default())
                    .collect(),
            })
            .collect(),
        worst: evaluation
            .worst
            .iter()
            .map(|track| Failure {
                collection: track.collection.clone(),
                title: track.title.clone(),
                error: track.error,
                labels: track
                    .labels
                    .iter()
                    .map(|(name, said, label)| ((*name).to_owned(), *said, *label))
                    .collect(),
                tags: track.tags.clone(),
            })
            .collect(),
    }
}

fn labels(evaluation: &Evaluation, beside: &Beside) -> Vec<LabelFigures> {
    let baselines = beside.baselines.as_deref().unwrap_or_default();
    let seed = baselines.iter().max_by(|a, b| a.mean_test_r2.total_cmp(&b.mean_test_r2));
    let label = |(place, feature): (usize, Feature)| {
        let figures = evaluation.labels.get(feature.name())?;
        let folds = beside.cross_validation.as_ref();
        let pairs = figures.windows.iter();
        Some(LabelFigures {
            name: feature.name().to_owned(),
            r2: figures.r2,
            ten_fold_r2: folds.and_then(|folds| folds.r2.get(feature.name()).copied()),
            seed_r2: seed.map(|seed| seed.test_r2[place]),
            mae: figures.mae,
            constant_mae: figures.constant_mae,
            margin: figures.margin,
            coverage: figures.coverage,
            reliability: figures.reliability.iter().map(|bin| [bin.predicted, bin.label]).collect(),
            windows: pairs.map(|(label, predicted)| [rounded(*label), rounded(*predicted)]).collect(),
        })
    };
    Feature::PREDICTED.into_iter().enumerate().filter_map(label).collect()
}

fn networks(evaluation: &Evaluation, beside: &Beside) -> Vec<Network> {
    let network = |name: &str, test_r2: f64, curve: &[Epoch]| Network {
        name: name.to_owned(),
        test_r2,
        train_loss: curve.iter().map(|epoch| rounded(epoch.train_loss as f32)).collect(),
        dev_loss: curve.iter().map(|epoch| rounded(epoch.dev_loss as f32)).collect(),
    };
    let baselines = beside.baselines.iter().flatten();
    let mut networks: Vec<Network> =
        baselines.map(|baseline| network(&baseline.name, baseline.mean_test_r2, &baseline.curve)).collect();
    // The shipped model is the mean of several that are trained alike: the first stands for them.
    let own = beside.training.iter().filter_map(|training| training.networks.first());
    networks.extend(own.map(|curve| network("", evaluation.mean_r2, curve)));
    networks
}

fn rounded(value: f32) -> f32 {
    let scale = 10f32.powi(DRAWN);
    (value * scale).round() / scale
}
