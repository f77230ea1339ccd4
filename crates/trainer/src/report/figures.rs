//! The figures that the page shows, out of the evaluation that the model card is written from.

use super::{
    cross_validation::CrossValidation,
    evaluation::{Evaluation, reliability},
    machine::{processor, today},
    records::Records,
};
use crate::{data::songs, fit::network::Epoch};
use protocol::{
    Feature,
    figures::{Failure, Figures, Importance, LabelFigures, Network},
};

/// Digits behind the point of what is only drawn.
const DRAWN: i32 = 4;

/// All of them; `None` where real songs have not been judged.
pub fn figures(evaluation: &Evaluation, records: &Records) -> Option<Figures> {
    let judged = records.cross_validation.as_ref()?;
    let training = records.training.as_ref()?;
    Some(Figures {
        label_source: songs::LABEL_SOURCE.to_owned(),
        written: format!("{}, {}", today(), processor()),
        learnt_from: [training.learnt_from.clips, training.learnt_from.windows],
        tested_on: [judged.real.long.clips, judged.real.short.clips],
        mean_mae: judged.real.long.mean_mae,
        constant_mean_mae: judged.real.long.constant_mean_mae,
        labels: labels(judged),
        networks: training.networks.iter().map(|curve| network(curve)).collect(),
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
    })
}

fn labels(judged: &CrossValidation) -> Vec<LabelFigures> {
    let label = |feature: Feature| {
        let [long, short] = [&judged.real.long, &judged.real.short].map(|of| of.labels.get(feature.name()));
        let (long, pairs) = (long?, judged.pairs.get(feature.name())?);
        let (truth, predicted): (Vec<f32>, Vec<f32>) = pairs.iter().map(|pair| (pair[0], pair[1])).unzip();
        Some(LabelFigures {
            name: feature.name().to_owned(),
            r2: long.r2,
            short_r2: short?.r2,
            mae: long.mae,
            constant_mae: long.constant_mae,
            margin: long.margin,
            coverage: long.coverage,
            reliability: reliability(&predicted, &truth)
                .iter()
                .map(|bin| [bin.predicted, bin.label])
                .collect(),
            pairs: pairs.iter().map(|pair| pair.map(rounded)).collect(),
        })
    };
    Feature::PREDICTED.into_iter().filter_map(label).collect()
}

fn network(curve: &[Epoch]) -> Network {
    Network {
        train_loss: curve.iter().map(|epoch| rounded(epoch.train_loss as f32)).collect(),
        dev_loss: curve.iter().map(|epoch| rounded(epoch.dev_loss as f32)).collect(),
    }
}

fn rounded(value: f32) -> f32 {
    let scale = 10f32.powi(DRAWN);
    (value * scale).round() / scale
}
