//! Scales that come from the training set: of inputs, of the spectrum, of labels.

use crate::{data::labels::LABELS, statistics};
use dsp::descriptor::{self, LEVEL_VALUES};
use model::{
    label::{ByLength, Label, Transform},
    normaliser::Normaliser,
};
use protocol::Feature;

/// z-scores of descriptor values are limited to ± this many deviations.
const DESCRIPTOR_CLIP: f32 = 4.0;

/// Deviation of what is not to be heard: its z-scores are nothing.
const UNHEARD: f32 = 1e30;

/// Not used while training: the model file has its own limit for the spectrum.
const SPECTRUM_CLIP: f32 = f32::MAX;

/// Mean and deviation of each descriptor value. What says how loud the samples are is not heard: files come at any level,
/// and the same music must get the same values.
pub fn descriptor_scale(rows: &[&[f32]]) -> Normaliser {
    let mut scale = normaliser(rows, DESCRIPTOR_CLIP);
    for (name, deviation) in descriptor::names().iter().zip(&mut scale.deviation) {
        if LEVEL_VALUES.contains(&name.as_str()) {
            *deviation = UNHEARD;
        }
    }
    scale
}

/// Mean and deviation of each bin of the spectrum.
pub fn spectrum_scale(rows: &[&[f32]]) -> Normaliser {
    normaliser(rows, SPECTRUM_CLIP)
}

fn normaliser(rows: &[&[f32]], clip: f32) -> Normaliser {
    let values = rows.first().map_or(0, |row| row.len());
    let (mean, deviation) = (0..values)
        .map(|place| {
            let column: Vec<f32> = rows.iter().map(|row| row[place]).collect();
            let (mean, deviation) = (statistics::mean(&column), statistics::variance(&column).sqrt());
            // A value that never varies says nothing: any positive deviation keeps its z-score at 0.
            let deviation = if deviation > 1e-9 * mean.abs().max(1e-3) { deviation } else { 1.0 };
            (mean as f32, deviation as f32)
        })
        .unzip();
    Normaliser { mean, deviation, clip }
}

/// The scale of each label: of degrees, outputs of mean 0 and deviation 1 over these labels; of likelihoods, log-odds
/// from those of their mean. (Many labels of a likelihood are 0, whose log-odds would decide over mean and deviation.)
pub fn label_scales(labels: &[[f32; LABELS]]) -> [Label; LABELS] {
    let mut place = 0;
    Feature::PREDICTED.map(|feature| {
        let transform = transform(feature);
        let labels: Vec<f32> = labels.iter().map(|labels| labels[place]).collect();
        place += 1;
        let offset = untransformed(statistics::mean(&labels) as f32, transform);
        let scale = match transform {
            Transform::Degree => statistics::variance(&labels).sqrt() as f32,
            Transform::Likelihood => 1.0,
        };
        let one = ByLength { short: 1.0, long: 1.0 };
        Label { transform, offset, scale, reach: one, r2: ByLength::default() }
    })
}

/// Likelihoods are predicted as log-odds, as the teacher does; degrees as they are.
fn transform(feature: Feature) -> Transform {
    match feature {
        Feature::Acousticness | Feature::Instrumentalness | Feature::Liveness => Transform::Likelihood,
        _ => Transform::Degree,
    }
}

/// The scaled output that would give this label: log-odds for likelihoods.
pub fn untransformed(label: f32, transform: Transform) -> f32 {
    /// Labels of 0 and 1 have no finite log-odds.
    const EDGE: f32 = 1e-3;
    match transform {
        Transform::Degree => label,
        Transform::Likelihood => {
            let label = label.clamp(EDGE, 1.0 - EDGE);
            (label / (1.0 - label)).ln()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_of_the_training_set_have_mean_zero_and_deviation_one() {
        let scale = descriptor_scale(&[&[1.0, 7.0], &[3.0, 7.0]]);
        assert_eq!(scale.mean, [2.0, 7.0]);
        assert_eq!(scale.deviation, [1.0, 1.0]);
        assert_eq!(scale.apply(&[1.0, 7.0]).collect::<Vec<_>>(), [-1.0, 0.0]);
    }

    #[test]
    fn labels_come_back_from_their_scaled_outputs() {
        let scales = label_scales(&[[0.2; LABELS], [0.7; LABELS]]);
        for scale in scales {
            for value in [0.05, 0.5, 0.95] {
                let output = (untransformed(value, scale.transform) - scale.offset) / scale.scale;
                assert!((scale.value(output) - value).abs() < 1e-5, "{scale:?}");
            }
        }
    }
}
