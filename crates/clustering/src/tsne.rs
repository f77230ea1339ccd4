//! t-SNE: rows on a plane, such that those stay near that were (van der Maaten and Hinton, 2008).
//!
//! Repulsion by Barnes-Hut for few rows, interpolated on a grid for many (Linderman and others, 2019). It starts from
//! the two principal components of the rows, as large-scale order is kept best so (Kobak and Berens, 2019), and from
//! neighbours that are found exactly: nothing is drawn at random.

use crate::{
    ClusteringError,
    neighbours::{Neighbour, neighbours},
    random::Random,
    rows,
};
use bhtsne::{Neighbor, tSNE};

/// Rows from which on repulsion is interpolated: a grid costs the same for any number.
const INTERPOLATED_FROM: usize = 5000;

/// Opening angle of Barnes-Hut, the usual one.
const THETA: f32 = 0.5;

/// Neighbours a row has for each unit of perplexity, as van der Maaten has it.
const NEIGHBOURS: f32 = 3.0;

/// Deviation of the starting coordinates, as usual: so small that nothing is settled yet.
const START: f64 = 1e-4;

/// Steps by which the principal components are found.
const POWER_STEPS: usize = 60;

/// How a plane is made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// How many neighbours a row feels, softly. It is lowered where there are too few rows.
    pub perplexity: f32,
    /// Steps.
    pub epochs: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { perplexity: 30.0, epochs: 1000 }
    }
}

/// The rows' places on a plane, in no unit. `progress` hears the share of the steps that is done; to abandon the work,
/// end the thread or the worker that does it.
///
/// # Errors
/// Where there are fewer than four rows, or they are not of one length, or hold values that are not finite.
pub fn tsne<R: AsRef<[f32]>>(
    rows: &[R],
    options: Options,
    mut progress: impl FnMut(f32) + Send,
) -> Result<Vec<[f32; 2]>, ClusteringError> {
    rows::check(rows, 4)?;
    let perplexity = options.perplexity.clamp(1.0, (rows.len() - 1) as f32 / NEIGHBOURS);
    let near = neighbours(rows, ((NEIGHBOURS * perplexity) as usize).clamp(1, rows.len() - 1))?;
    let near: Vec<Vec<Neighbor<f32>>> = near.iter().map(|row| row.iter().map(named).collect()).collect();
    let start: Vec<f32> = principal(rows).into_iter().flatten().collect();
    let numbers: Vec<usize> = (0..rows.len()).collect();
    let epochs = options.epochs.max(1);
    let fit = || {
        let mut fit = tSNE::<f32, usize, 2>::new(&numbers);
        fit.perplexity(perplexity).epochs(epochs).initial_embedding(start);
        fit.epoch_callback(move |epoch, _| progress((epoch + 1) as f32 / epochs as f32));
        if numbers.len() < INTERPOLATED_FROM {
            fit.barnes_hut_with_neighbors(THETA, &near);
        } else {
            fit.fit_sne_with_neighbors(&near);
        }
        fit.embedding()
    };
    let flat = on_one_thread(fit)?;
    let (places, _) = flat.as_chunks::<2>();
    Ok(places.to_vec())
}

fn named(neighbour: &Neighbour) -> Neighbor<f32> {
    Neighbor { index: neighbour.row, distance: neighbour.distance }
}

/// Sums of floats depend on their order, and the order on how many threads there are.
#[cfg(not(target_arch = "wasm32"))]
fn on_one_thread<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, ClusteringError> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    Ok(pool.map_err(|error| ClusteringError::Thread { reason: error.to_string() })?.install(work))
}

/// There is only one.
#[cfg(target_arch = "wasm32")]
fn on_one_thread<T>(work: impl FnOnce() -> T) -> Result<T, ClusteringError> {
    Ok(work())
}

/// The rows in their two principal components, scaled to the starting deviation.
fn principal<R: AsRef<[f32]>>(rows: &[R]) -> Vec<[f32; 2]> {
    let dims = rows.first().map_or(0, |row| row.as_ref().len());
    let count = rows.len() as f64;
    let mean: Vec<f64> = (0..dims)
        .map(|dim| rows.iter().map(|row| f64::from(row.as_ref()[dim])).sum::<f64>() / count)
        .collect();
    let centred = |row: &R| -> Vec<f64> {
        row.as_ref().iter().zip(&mean).map(|(x, mean)| f64::from(*x) - mean).collect()
    };
    let mut covariance = vec![vec![0.0; dims]; dims];
    for row in rows.iter().map(centred) {
        for (line, x) in covariance.iter_mut().zip(&row) {
            line.iter_mut().zip(&row).for_each(|(sum, y)| *sum += x * y / count);
        }
    }
    let first = strongest(&covariance, None);
    let second = strongest(&covariance, Some(&first));
    let places: Vec<[f64; 2]> =
        rows.iter().map(centred).map(|row| [product(&row, &first), product(&row, &second)]).collect();
    let deviation = (places.iter().map(|place| place[0] * place[0]).sum::<f64>() / count).sqrt();
    let scale = if deviation > 0.0 { START / deviation } else { 0.0 };
    // Rows that are the same must not start at the same place: nothing would ever part them.
    let mut random = Random::new(1);
    let mut apart = || 0.01 * START * (random.share() - 0.5);
    places.into_iter().map(|place| place.map(|x| (x * scale + apart()) as f32)).collect()
}

/// The direction of most variance, at right angles to `other`, by the power method.
fn strongest(covariance: &[Vec<f64>], other: Option<&[f64]>) -> Vec<f64> {
    let mut direction: Vec<f64> = (0..covariance.len()).map(|dim| 1.0 + 0.1 * dim as f64).collect();
    for _ in 0..POWER_STEPS {
        direction = covariance.iter().map(|line| product(line, &direction)).collect();
        if let Some(other) = other {
            let shared = product(&direction, other);
            direction.iter_mut().zip(other).for_each(|(x, other)| *x -= shared * other);
        }
        let length = product(&direction, &direction).sqrt();
        if length > 0.0 {
            direction.iter_mut().for_each(|x| *x /= length);
        }
    }
    direction
}

fn product(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
