//! Who is near whom: every row's nearest others, found by looking at all of them, so that it is exact, and the same
//! every time.

use crate::{ClusteringError, rows};

/// A row that is near another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Neighbour {
    /// Its number.
    pub row: usize,
    /// Distance to it.
    pub distance: f32,
}

/// The `k` nearest other rows of every row, nearest first; of equally near ones those of lower numbers.
///
/// # Errors
/// Where there are not more than `k` rows, or they are not of one length, or hold values that are not finite.
pub fn neighbours<R: AsRef<[f32]>>(rows: &[R], k: usize) -> Result<Vec<Vec<Neighbour>>, ClusteringError> {
    rows::check(rows, k + 1)?;
    let mut squares: Vec<(f32, usize)> = Vec::with_capacity(rows.len());
    let nearest = |(place, row): (usize, &R)| {
        squares.clear();
        let others = rows.iter().enumerate().filter(|(other, _)| *other != place);
        squares.extend(others.map(|(other, values)| (squared(row.as_ref(), values.as_ref()), other)));
        let nearer = |a: &(f32, usize), b: &(f32, usize)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
        if k < squares.len() {
            squares.select_nth_unstable_by(k, nearer);
        }
        let first = &mut squares[..k];
        first.sort_unstable_by(nearer);
        first.iter().map(|(square, row)| Neighbour { row: *row, distance: square.sqrt() }).collect()
    };
    Ok(rows.iter().enumerate().map(nearest).collect())
}

/// Squared distance in lanes, so that it is vectorised.
fn squared(a: &[f32], b: &[f32]) -> f32 {
    const LANES: usize = 8;
    let ((a, rest_of_a), (b, rest_of_b)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    let mut lanes = [0.0f32; LANES];
    for (a, b) in a.iter().zip(b) {
        for ((lane, a), b) in lanes.iter_mut().zip(a).zip(b) {
            *lane += (a - b) * (a - b);
        }
    }
    let rest: f32 = rest_of_a.iter().zip(rest_of_b).map(|(a, b)| (a - b) * (a - b)).sum();
    lanes.iter().sum::<f32>() + rest
}
