//! Fits what follows the network, on groups that its weights were not fitted on: offset and scale of each
//! label, and how far the interval that covers 80% of the errors reaches.

use crate::metrics;
use model::label::{Label, Transform};

/// Share of held-out windows whose label an interval covers.
pub const COVERAGE: f64 = 0.8;

/// How many windows' word the networks' own scale has in [`shrunk`].
const OWN_WINDOWS: usize = 1_000;

/// As [`calibrated`], but as if so many more windows of all outputs had said what `label` says of them: where labels are
/// seldom far from their mean, the few windows that are would decide over all, and those are what networks that
/// learn from more groups do better.
pub fn shrunk(label: Label, outputs: &[f32], truth: &[f32]) -> Label {
    /// Outputs are in deviations from their mean.
    const LOWEST: f32 = -2.0;
    const HIGHEST: f32 = 4.0;
    let step = (HIGHEST - LOWEST) / (OWN_WINDOWS - 1) as f32;
    let own: Vec<f32> = (0..OWN_WINDOWS).map(|window| LOWEST + window as f32 * step).collect();
    // Not clipped as values are: a fit would mistake that for errors.
    let said: Vec<f32> = own
        .iter()
        .map(|output| value(label.transform, f64::from(label.offset + label.scale * output)).0 as f32)
        .collect();
    calibrated(label, &[outputs, &own].concat(), &[truth, &said].concat())
}

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
    metrics::quantile(&scores, COVERAGE * (seen + 1.0) / seen) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calibration_finds_the_offset_and_scale_that_made_the_labels() {
        for transform in [Transform::Degree, Transform::Likelihood] {
            let start = Label { transform, offset: 0.4, scale: 0.1, reach: 1.0, r2: 0.0 };
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
    fn few_windows_hardly_move_a_shrunk_calibration_and_many_do() {
        let label = Label { transform: Transform::Degree, offset: 0.4, scale: 0.1, reach: 1.0, r2: 0.0 };
        let doubled = |windows: usize| {
            let outputs: Vec<f32> = (0..windows).map(|window| (window % 5) as f32 - 2.0).collect();
            let truth: Vec<f32> = outputs.iter().map(|output| 0.4 + 0.2 * output).collect();
            [calibrated(label, &outputs, &truth).scale, shrunk(label, &outputs, &truth).scale]
        };
        let [alone, shrunk] = doubled(10);
        assert!((alone - 0.2).abs() < 1e-4 && (shrunk - 0.1).abs() < 0.01, "{alone}, {shrunk}");
        let [alone, shrunk] = doubled(200_000);
        assert!((alone - 0.2).abs() < 1e-4 && (shrunk - 0.2).abs() < 0.01, "{alone}, {shrunk}");
    }

    #[test]
    fn a_scale_that_is_right_stays_though_values_beyond_1_are_shown_as_1() {
        for transform in [Transform::Degree, Transform::Likelihood] {
            let label = Label { transform, offset: 0.4, scale: 0.3, reach: 1.0, r2: 0.0 };
            let outputs = [-1.0, 0.0, 1.0];
            let found = shrunk(label, &outputs, &outputs.map(|output| label.value(output)));
            assert!(
                (found.offset - label.offset).abs() < 1e-4 && (found.scale - label.scale).abs() < 1e-4,
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
