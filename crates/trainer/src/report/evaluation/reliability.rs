//! Whether a value means what it says: predictions in bins, each with the mean label of its windows.

use crate::statistics;
use serde::Serialize;

/// Windows in a bin, about.
const BIN: usize = 40;

/// Windows whose predictions are near each other.
#[derive(Serialize)]
pub struct Bin {
    /// How many windows.
    pub rows: usize,
    /// Their mean prediction.
    pub predicted: f64,
    /// Their mean label.
    pub label: f64,
}

/// Bins of equal size, by rising prediction.
pub fn reliability(predicted: &[f32], labels: &[f32]) -> Vec<Bin> {
    let mut pairs: Vec<(f32, f32)> = predicted.iter().copied().zip(labels.iter().copied()).collect();
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let bins = (pairs.len() / BIN).max(1);
    let edge = |bin: usize| bin * pairs.len() / bins;
    (0..bins)
        .map(|bin| {
            let (predicted, labels): (Vec<f32>, Vec<f32>) =
                pairs[edge(bin)..edge(bin + 1)].iter().copied().unzip();
            Bin {
                rows: predicted.len(),
                predicted: statistics::mean(&predicted),
                label: statistics::mean(&labels),
            }
        })
        .collect()
}

/// Mean distance between a bin's prediction and its label, weighed by its windows (expected calibration error).
pub fn calibration_error(bins: &[Bin]) -> f64 {
    let rows: usize = bins.iter().map(|bin| bin.rows).sum();
    bins.iter().map(|bin| bin.rows as f64 * (bin.predicted - bin.label).abs()).sum::<f64>()
        / rows.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn predictions_that_are_too_high_stand_out() {
        let predicted: Vec<f32> = (0..80).map(|window| window as f32 / 80.0).collect();
        let labels: Vec<f32> =
            predicted.iter().map(|value| if *value < 0.5 { *value } else { value - 0.2 }).collect();
        let bins = reliability(&predicted, &labels);
        assert_eq!(bins.iter().map(|bin| bin.rows).collect::<Vec<_>>(), [40, 40]);
        assert!((bins[1].predicted - bins[1].label - 0.2).abs() < 1e-6);
        assert!((calibration_error(&bins) - 0.1).abs() < 1e-6);
    }
}
