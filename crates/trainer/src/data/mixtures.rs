//! Made-up descriptors between real ones, with what a kernel ridge regression says of them.
//!
//! On some thousand songs a kernel regression is as near to the published values as the networks, and errs otherwise.
//! It cannot ship: it would carry every song's descriptor with it. So the networks learn from it between the songs, where
//! nobody has labels, beside the songs themselves ("Distilling the knowledge in a neural network", Hinton and others,
//! 2015; mixing inputs: "mixup", Zhang and others, 2018).

use super::labels::LABELS;
use crate::fit::linear::{rows, solved};
use anyhow::Result;
use ndarray::Array2;
use rand::{RngExt, SeedableRng, rngs::StdRng};

/// Squared distance over which the kernel falls to 1/e, as a multiple of the number of values.
const REACH: f32 = 1.0 / 0.6;

/// Variance of a label of weight 1 that the regression takes for noise, where that of what it explains is 1.
const NOISE: f64 = 0.3;

/// Something described and labelled.
pub struct Known {
    /// Its normalised descriptor.
    pub input: Vec<f32>,
    /// Its labels, 0…1.
    pub labels: [f32; LABELS],
    /// How much its labels count, 0…1.
    pub weight: f32,
}

/// As many mixtures of two of `known` with the regression's labels, each of `known` by its weight.
///
/// # Errors
/// Where the regression cannot be solved.
pub fn mixtures(
    known: &[Known],
    clip: f32,
    count: usize,
    seed: u64,
) -> Result<Vec<(Vec<f32>, [f32; LABELS])>> {
    let regression = Regression::fit(known)?;
    let mut random = StdRng::seed_from_u64(seed);
    let heaviest = known.iter().map(|known| known.weight).fold(0.0, f32::max);
    let mut draw = || loop {
        let known = &known[random.random_range(0..known.len())];
        if random.random_range(0.0..heaviest) < known.weight {
            return (known, random.random_range(0.0..1.0_f32));
        }
    };
    let inputs: Vec<Vec<f32>> = (0..count)
        .map(|_| {
            let ((first, share), (second, _)) = (draw(), draw());
            // A mean of two varies less than each: as much as they do again.
            let spread = 1.0 / (share * share + (1.0 - share) * (1.0 - share)).sqrt();
            let mixed = first.input.iter().zip(&second.input).map(|(a, b)| share * a + (1.0 - share) * b);
            mixed.map(|value| (spread * value).clamp(-clip, clip)).collect()
        })
        .collect();
    let labels = regression.labels(&inputs)?;
    Ok(inputs.into_iter().zip(labels).collect())
}

/// Kernel ridge regression with a Gaussian kernel.
struct Regression {
    /// A row for each thing it has learnt from.
    centres: Array2<f32>,
    /// A row for each of those, a column for each label.
    weights: Array2<f64>,
    mean: [f64; LABELS],
}

impl Regression {
    fn fit(known: &[Known]) -> Result<Regression> {
        let centres = rows(known.iter().map(|known| known.input.as_slice()))?;
        let total: f64 = known.iter().map(|known| f64::from(known.weight)).sum();
        let mean = std::array::from_fn(|place| {
            known.iter().map(|known| f64::from(known.weight * known.labels[place])).sum::<f64>() / total
        });
        let mut matrix = kernel(&centres, &centres);
        for (place, known) in known.iter().enumerate() {
            matrix[(place, place)] += NOISE / f64::from(known.weight.max(1e-3));
        }
        let labels = Array2::from_shape_fn((known.len(), LABELS), |(row, label)| {
            f64::from(known[row].labels[label]) - mean[label]
        });
        Ok(Regression { centres, weights: solved(matrix, labels)?, mean })
    }

    fn labels(&self, inputs: &[Vec<f32>]) -> Result<Vec<[f32; LABELS]>> {
        let values = kernel(&rows(inputs.iter().map(Vec::as_slice))?, &self.centres).dot(&self.weights);
        let label = |row: usize, place: usize| (self.mean[place] + values[(row, place)]).clamp(0.0, 1.0);
        Ok((0..inputs.len()).map(|row| std::array::from_fn(|place| label(row, place) as f32)).collect())
    }
}

/// A row for each row of `a`, a column for each of `b`.
fn kernel(a: &Array2<f32>, b: &Array2<f32>) -> Array2<f64> {
    let squares = |of: &Array2<f32>| -> Vec<f32> { of.rows().into_iter().map(|row| row.dot(&row)).collect() };
    let (of_a, of_b) = (squares(a), squares(b));
    let scale = 1.0 / (REACH * a.ncols() as f32);
    let products = a.dot(&b.t());
    Array2::from_shape_fn(products.dim(), |(row, column)| {
        let distance = of_a[row] + of_b[column] - 2.0 * products[(row, column)];
        f64::from((-scale * distance.max(0.0)).exp())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mixtures_lie_between_what_is_known_and_are_labelled_alike() {
        // A label that rises with the first input.
        let known: Vec<Known> = (0..200)
            .map(|row| {
                let input = vec![(row as f32 * 0.7).sin(), (row as f32 * 1.3).cos()];
                Known { labels: [0.5 + 0.3 * input[0]; LABELS], input, weight: 1.0 }
            })
            .collect();
        let made = mixtures(&known, 4.0, 300, 1).unwrap();
        assert_eq!(made.len(), 300);
        for (input, labels) in &made {
            assert!((labels[0] - (0.5 + 0.3 * input[0])).abs() < 0.12, "{input:?} {labels:?}");
        }
        let again = mixtures(&known, 4.0, 300, 1).unwrap();
        assert_eq!(made, again);
    }
}
