//! k-means: groups around centres, such that rows are near their own.
//!
//! Starting centres by k-means++ (Arthur and Vassilvitskii, 2007), then Lloyd's iteration; the best of several starts.

use crate::{ClusteringError, random::Random, rows};

/// Iterations of one start, should it not come to rest before.
const MOST_ITERATIONS: usize = 300;

/// Rows in groups.
#[derive(Clone, Debug, PartialEq)]
pub struct KMeans {
    /// Number of each row's group.
    pub assignments: Vec<usize>,
    /// Mean of each group.
    pub centres: Vec<Vec<f64>>,
    /// Sum of the squared distances of all rows to their centres.
    pub wcss: f64,
}

/// The best of `restarts` groupings into `k` groups.
///
/// # Errors
/// Where there are fewer than `k` rows, or they are not of one length, or hold values that are not finite.
pub fn kmeans<R: AsRef<[f32]>>(
    rows: &[R],
    k: usize,
    restarts: usize,
    seed: u64,
) -> Result<KMeans, ClusteringError> {
    rows::check(rows, k)?;
    let mut random = Random::new(seed);
    let mut best = from_centres(rows, spread_out(rows, k, &mut random))?;
    for _ in 1..restarts {
        let other = from_centres(rows, spread_out(rows, k, &mut random))?;
        if other.wcss < best.wcss {
            best = other;
        }
    }
    Ok(best)
}

/// Lloyd's iteration from given centres until no row changes its group.
///
/// # Errors
/// Where there are fewer rows than centres, or they are not of one length, or hold values that are not finite.
pub fn from_centres<R: AsRef<[f32]>>(
    rows: &[R],
    mut centres: Vec<Vec<f64>>,
) -> Result<KMeans, ClusteringError> {
    rows::check(rows, centres.len())?;
    let dims = rows.first().map_or(0, |row| row.as_ref().len());
    if centres.is_empty() || centres.iter().any(|centre| centre.len() != dims) {
        return Err(ClusteringError::Uneven);
    }
    let mut assignments = vec![usize::MAX; rows.len()];
    for _ in 0..MOST_ITERATIONS {
        let mut distances = Vec::with_capacity(rows.len());
        let mut is_changed = false;
        for (row, assignment) in rows.iter().zip(&mut assignments) {
            let (group, distance) = nearest(&centres, row.as_ref());
            is_changed |= *assignment != group;
            *assignment = group;
            distances.push(distance);
        }
        if !is_changed {
            break;
        }
        fill_empty(&mut assignments, &mut distances, centres.len());
        centres = means(rows, &assignments, centres.len());
    }
    let wcss = rows
        .iter()
        .zip(&assignments)
        .filter_map(|(row, group)| Some(squared(centres.get(*group)?, row.as_ref())))
        .sum();
    Ok(KMeans { assignments, centres, wcss })
}

/// Number of the nearest centre, and the squared distance to it; the first of several that are equally near.
pub fn nearest(centres: &[Vec<f64>], row: &[f32]) -> (usize, f64) {
    let mut best = (0, f64::INFINITY);
    for (group, centre) in centres.iter().enumerate() {
        let distance = squared(centre, row);
        if distance < best.1 {
            best = (group, distance);
        }
    }
    best
}

fn squared(centre: &[f64], row: &[f32]) -> f64 {
    centre.iter().zip(row).map(|(a, b)| (a - f64::from(*b)).powi(2)).sum()
}

/// k-means++: each next centre is a row, drawn by its squared distance to the centres there are.
fn spread_out<R: AsRef<[f32]>>(rows: &[R], k: usize, random: &mut Random) -> Vec<Vec<f64>> {
    let row = |place: usize| rows[place].as_ref().iter().map(|x| f64::from(*x)).collect::<Vec<f64>>();
    let mut centres = vec![row(random.below(rows.len()))];
    let mut distances = vec![f64::INFINITY; rows.len()];
    while centres.len() < k {
        if let Some(last) = centres.last() {
            for (distance, row) in distances.iter_mut().zip(rows) {
                *distance = distance.min(squared(last, row.as_ref()));
            }
        }
        let mut left = random.share() * distances.iter().sum::<f64>();
        let drawn = distances.iter().position(|distance| {
            left -= distance;
            left < 0.0
        });
        // Where all rows stand on centres, any will do.
        centres.push(row(drawn.unwrap_or(centres.len() % rows.len())));
    }
    centres
}

/// Gives each empty group the row that is farthest from its centre.
fn fill_empty(assignments: &mut [usize], distances: &mut [f64], k: usize) {
    let mut sizes = vec![0usize; k];
    assignments.iter().for_each(|group| sizes[*group] += 1);
    for group in 0..k {
        if sizes[group] > 0 {
            continue;
        }
        let free = (0..assignments.len()).filter(|row| sizes[assignments[*row]] > 1);
        if let Some(row) = free.max_by(|a, b| distances[*a].total_cmp(&distances[*b])) {
            sizes[assignments[row]] -= 1;
            sizes[group] = 1;
            (assignments[row], distances[row]) = (group, 0.0);
        }
    }
}

fn means<R: AsRef<[f32]>>(rows: &[R], assignments: &[usize], k: usize) -> Vec<Vec<f64>> {
    let dims = rows.first().map_or(0, |row| row.as_ref().len());
    let mut sums = vec![vec![0.0; dims]; k];
    let mut sizes = vec![0usize; k];
    for (row, group) in rows.iter().zip(assignments) {
        sizes[*group] += 1;
        sums[*group].iter_mut().zip(row.as_ref()).for_each(|(sum, x)| *sum += f64::from(*x));
    }
    for (sum, size) in sums.iter_mut().zip(sizes) {
        sum.iter_mut().for_each(|x| *x /= size.max(1) as f64);
    }
    sums
}
