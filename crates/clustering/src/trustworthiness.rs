//! How far to trust a plane: whether those that are near on it are near in truth (Venna and Kaski, 2001).

use crate::{ClusteringError, rows};

/// Trustworthiness, 0…1, of a layout `low` of the rows `high` by the `k` nearest neighbours on it. Takes the square of
/// the number of rows: give it a sample of many.
///
/// # Errors
/// Where `k` is not below half the number of rows, or rows are not of one length, or the two not as many.
pub fn trustworthiness<H: AsRef<[f32]>, L: AsRef<[f32]>>(
    high: &[H],
    low: &[L],
    k: usize,
) -> Result<f64, ClusteringError> {
    rows::check(high, 2 * k + 1)?;
    rows::check(low, 2 * k + 1)?;
    if high.len() != low.len() {
        return Err(ClusteringError::Uneven);
    }
    let count = high.len();
    let mut ranks = vec![0usize; count];
    let mut penalty = 0.0;
    for row in 0..count {
        // Ranks from 1; the row itself comes first and does not count.
        for (rank, other) in (1..).zip(by_distance(high, row)) {
            ranks[other] = rank;
        }
        let near = by_distance(low, row).into_iter().take(k);
        penalty += near.map(|other| ranks[other].saturating_sub(k) as f64).sum::<f64>();
    }
    let (n, k) = (count as f64, k as f64);
    Ok(1.0 - penalty * 2.0 / (n * k * (2.0 * n - 3.0 * k - 1.0)))
}

/// All other rows, nearest first.
fn by_distance<R: AsRef<[f32]>>(rows: &[R], row: usize) -> Vec<usize> {
    let from = rows[row].as_ref();
    let mut others: Vec<(f64, usize)> = rows
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != row)
        .map(|(other, values)| (rows::squared(from, values.as_ref()), other))
        .collect();
    others.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    others.into_iter().map(|(_, other)| other).collect()
}
