//! Figures of merit: how near predictions are to labels.

use crate::statistics::{mean, quantile, variance};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use std::collections::BTreeMap;

/// Mean squared error.
pub fn mse(predicted: &[f32], labels: &[f32]) -> f64 {
    let squares = predicted.iter().zip(labels).map(|(predicted, label)| f64::from(predicted - label).powi(2));
    squares.sum::<f64>() / labels.len().max(1) as f64
}

/// Mean absolute error.
pub fn mae(predicted: &[f32], labels: &[f32]) -> f64 {
    let errors = predicted.iter().zip(labels).map(|(predicted, label)| f64::from((predicted - label).abs()));
    errors.sum::<f64>() / labels.len().max(1) as f64
}

/// Bounds between which R² lies in 90% of 1,000 resamples of the groups, drawn with replacement (percentile bootstrap):
/// how far the figure hangs on which groups were asked. `groups` names each value's.
pub fn r2_bounds(predicted: &[f32], labels: &[f32], groups: &[&str]) -> [f64; 2] {
    const RESAMPLES: usize = 1_000;
    const SEED: u64 = 1;
    let mut by_group: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, group) in groups.iter().enumerate() {
        by_group.entry(group).or_default().push(place);
    }
    let by_group: Vec<Vec<usize>> = by_group.into_values().collect();
    let random = &mut StdRng::seed_from_u64(SEED);
    let resample = |_| {
        let drawn = (0..by_group.len()).map(|_| &by_group[random.random_range(0..by_group.len())]);
        let (predicted, labels): (Vec<f32>, Vec<f32>) =
            drawn.flatten().map(|place| (predicted[*place], labels[*place])).unzip();
        r2(&predicted, &labels) as f32
    };
    let figures: Vec<f32> = (0..RESAMPLES).map(resample).collect();
    [0.05, 0.95].map(|share| quantile(&figures, share))
}

/// Correlation of ranks (Spearman); ties get their mean rank.
pub fn spearman(predicted: &[f32], labels: &[f32]) -> f64 {
    pearson(&ranks(predicted), &ranks(labels))
}

fn ranks(values: &[f32]) -> Vec<f32> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut below = 0;
    for tied in order.chunk_by(|a, b| values[*a] == values[*b]) {
        tied.iter().for_each(|place| ranks[*place] = below as f32 + (tied.len() - 1) as f32 / 2.0);
        below += tied.len();
    }
    ranks
}

/// Area under the receiver operating characteristic: the share of pairs of one score of `with` and one of `without`
/// in which the former is greater; equal ones count half.
pub fn auc(with: &[f32], without: &[f32]) -> f64 {
    let ranks = ranks(&[with, without].concat());
    let (first, pairs) = (with.len() as f64, (with.len() * without.len()).max(1) as f64);
    let above: f64 = ranks.iter().take(with.len()).map(|rank| f64::from(*rank)).sum();
    (above - first * (first - 1.0) / 2.0) / pairs
}

/// Share of the labels' variance explained: 1 is perfect, 0 as good as their mean, below 0 worse.
pub fn r2(predicted: &[f32], labels: &[f32]) -> f64 {
    1.0 - mse(predicted, labels) / variance(labels)
}

/// Pearson's correlation, −1…1.
pub fn pearson(predicted: &[f32], labels: &[f32]) -> f64 {
    let (mean_predicted, mean_labels) = (mean(predicted), mean(labels));
    let products = predicted.iter().zip(labels).map(|(predicted, label)| {
        (f64::from(*predicted) - mean_predicted) * (f64::from(*label) - mean_labels)
    });
    let covariance = products.sum::<f64>() / labels.len().max(1) as f64;
    covariance / (variance(predicted) * variance(labels)).sqrt()
}

/// Whether a tempo is within 4% of the reference, the tolerance of MIREX's tempo tasks.
pub fn same_tempo(bpm: f32, reference: f32) -> bool {
    (bpm - reference).abs() <= 0.04 * reference
}

/// Whether a tempo is within 4% of the reference, its double, triple, half or third.
pub fn same_tempo_or_multiple(bpm: f32, reference: f32) -> bool {
    [1.0, 2.0, 3.0, 1.0 / 2.0, 1.0 / 3.0].iter().any(|factor| same_tempo(bpm, reference * factor))
}

/// MIREX's credit for a key, as (tonic, whether major): 1 the same, .5 a fifth away in the same mode, .3 the
/// relative, .2 the parallel, else 0.
pub fn mirex(found: (u8, bool), reference: (u8, bool)) -> f64 {
    let interval = (found.0 + 12 - reference.0 % 12) % 12;
    match (found.1 == reference.1, interval) {
        (true, 0) => 1.0,
        (true, 5 | 7) => 0.5,
        (false, 0) => 0.2,
        // The relative minor lies nine semitones above its major, the relative major three above its minor.
        (false, 9) if reference.1 => 0.3,
        (false, 3) if !reference.1 => 0.3,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checked by hand: errors .5, −.5, 0, 0 around labels of mean 2.5 and variance 1.25.
    const LABELS: [f32; 4] = [1.0, 2.0, 3.0, 4.0];
    const PREDICTED: [f32; 4] = [1.5, 1.5, 3.0, 4.0];

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
    }

    #[test]
    fn errors_of_known_numbers() {
        near(mse(&PREDICTED, &LABELS), 0.125);
        near(mae(&PREDICTED, &LABELS), 0.25);
        near(r2(&PREDICTED, &LABELS), 0.9);
        near(r2(&[2.5; 4], &LABELS), 0.0);
        // Covariance 1.125 over √(1.125 · 1.25).
        near(pearson(&PREDICTED, &LABELS), 1.125 / (1.125_f64 * 1.25).sqrt());
        near(pearson(&LABELS, &LABELS), 1.0);
    }

    #[test]
    fn ranks_share_ties_and_ignore_scale() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0]), [2.5, 0.0, 2.5, 1.0]);
        near(spearman(&[1.0, 2.0, 30.0], &[0.1, 0.2, 0.3]), 1.0);
        near(spearman(&[1.0, 2.0, 3.0], &[0.3, 0.2, 0.1]), -1.0);
        // Of six pairs four are in order, and one is tied.
        near(auc(&[3.0, 2.0], &[1.0, 2.0, 2.5]), 4.5 / 6.0);
    }

    #[test]
    fn tempi_are_compared_at_four_percent() {
        assert!(same_tempo(124.0, 120.0) && !same_tempo(126.0, 120.0));
        assert!(same_tempo_or_multiple(60.0, 120.0) && same_tempo_or_multiple(40.0, 120.0));
        assert!(!same_tempo_or_multiple(90.0, 120.0));
    }

    #[test]
    fn keys_get_their_mirex_credit() {
        let c_major = (0, true);
        for (found, credit) in [
            ((0, true), 1.0),
            ((7, true), 0.5),
            ((5, true), 0.5),
            ((9, false), 0.3),
            ((0, false), 0.2),
            ((2, true), 0.0),
        ] {
            near(mirex(found, c_major), credit);
        }
        near(mirex((0, true), (9, false)), 0.3);
        near(mirex((9, true), (0, false)), 0.0);
    }

    #[test]
    fn bounds_hold_the_figure_and_widen_where_groups_are_few() {
        let random = &mut StdRng::seed_from_u64(7);
        let labels: Vec<f32> = (0..400).map(|_| random.random_range(0.0..1.0)).collect();
        let predicted: Vec<f32> =
            labels.iter().map(|label| label + random.random_range(-0.3..0.3_f32)).collect();
        let bounds = |groups: usize| {
            let names: Vec<String> = (0..400).map(|place| (place % groups).to_string()).collect();
            r2_bounds(&predicted, &labels, &names.iter().map(String::as_str).collect::<Vec<_>>())
        };
        // A group of one value each: the standard error of this R² is near .03.
        let [low, high] = bounds(400);
        let whole = r2(&predicted, &labels);
        assert!(low < whole && whole < high && high - low < 0.15, "{low} {whole} {high}");
        let far: Vec<f32> =
            predicted.iter().enumerate().map(|(i, value)| value + (i % 8 / 7) as f32).collect();
        let names: Vec<String> = (0..400).map(|place| (place % 8).to_string()).collect();
        let [low, high] = r2_bounds(&far, &labels, &names.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(high - low > 0.5, "one bad group of eight: {low} {high}");
        assert_eq!(bounds(1), [whole as f32; 2].map(f64::from));
    }
}
