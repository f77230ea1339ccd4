//! Fits what follows a network or a teacher: offset and scale of a label, and how far the interval that covers 80% of the
//! errors reaches, on what the network has not learnt from.

use crate::statistics;
use model::label::{Label, Transform};

/// Share of held-out windows whose label an interval covers.
pub const COVERAGE: f64 = 0.8;

/// Offset and scale with the least squared error of values, by Gauss–Newton from those of `label`.
pub fn calibrated(label: Label, outputs: &[f32], truth: &[f32]) -> Label {
    const STEPS: usize = 20;
    let (mut offset, mut scale) = (f64::from(label.offset), f64::from(label.scale));
    for _ in 0..STEPS {
        // Normal equations of the two unknowns: [a b; b c] · step = [d e].
        let [mut a, mut b, mut c, mut d, mut e] = [0.0; 5];
        for (output, truth) in outputs.iter().zip(truth) {
            let output = f64::from(*output);
            let (value, slope) = value(label.transform, offset + scale * output);
            let error = f64::from(*truth) - value;
            a += slope * slope;
            b += slope * slope * output;
            c += slope * slope * output * output;
            d += slope * error;
            e += slope * error * output;
        }
        let determinant = a * c - b * b;
        if determinant.abs() < 1e-12 {
            break;
        }
        offset += (c * d - b * e) / determinant;
        scale += (a * e - b * d) / determinant;
    }
    Label { offset: offset as f32, scale: scale as f32, ..label }
}

/// The value of a scaled output, beyond 0…1 for degrees, and its slope.
fn value(transform: Transform, scaled: f64) -> (f64, f64) {
    match transform {
        Transform::Degree => (scaled, 1.0),
        Transform::Likelihood => {
            let value = 1.0 / (1.0 + (-scaled).exp());
            (value, value * (1.0 - value))
        }
    }
}

/// What expected errors are multiplied by to give intervals around predictions that cover [`COVERAGE`] of new
/// labels of the same kind (split conformal prediction with normalised scores, Lei et al., "Distribution-free
/// predictive inference for regression", 2018: the quantile is that of one more window than was seen).
pub fn reach(predicted: &[f32], expected_errors: &[f32], truth: &[f32]) -> f32 {
    let scores: Vec<f32> = predicted
        .iter()
        .zip(truth)
        .zip(expected_errors)
        .map(|((predicted, truth), expected)| (predicted - truth).abs() / expected)
        .collect();
    let seen = scores.len().max(1) as f64;
    statistics::quantile(&scores, COVERAGE * (seen + 1.0) / seen) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::label::ByLength;

    #[test]
    fn calibration_finds_the_offset_and_scale_that_made_the_labels() {
        for transform in [Transform::Degree, Transform::Likelihood] {
            let none = ByLength::default();
            let start = Label { transform, offset: 0.4, scale: 0.1, reach: none, r2: none };
            let made = Label { offset: 0.5, scale: 0.15, ..start };
            let outputs: Vec<f32> = (-10..=10).map(|output| output as f32 / 5.0).collect();
            let truth: Vec<f32> = outputs.iter().map(|output| made.value(*output)).collect();
            let found = calibrated(start, &outputs, &truth);
            assert!(
                (found.offset - made.offset).abs() < 1e-4 && (found.scale - made.scale).abs() < 1e-4,
                "{found:?}"
            );
        }
    }

    #[test]
    fn intervals_cover_four_errors_of_five() {
        let truth: Vec<f32> = (1..=100).map(|error| error as f32).collect();
        // 80% of one more than 100 windows: the 81st error.
        assert_eq!(reach(&[0.0; 100], &[1.0; 100], &truth), 81.0);
        assert_eq!(reach(&[0.0; 100], &[0.5; 100], &truth), 162.0);
    }
}
