//! How well groups part: how much nearer rows are to their own group than to the next one (Rousseeuw, 1987).

use crate::{ClusteringError, rows};

/// Mean silhouette, −1…1, of rows in groups that are numbered from 0. Takes the square of the number of rows.
///
/// # Errors
/// Where there are fewer than two rows or groups, not one group a row, or rows of different lengths.
pub fn silhouette<R: AsRef<[f32]>>(rows: &[R], groups: &[usize]) -> Result<f64, ClusteringError> {
    rows::check(rows, 2)?;
    if groups.len() != rows.len() {
        return Err(ClusteringError::Uneven);
    }
    let count = groups.iter().max().map_or(0, |last| last + 1);
    let mut sizes = vec![0usize; count];
    groups.iter().for_each(|group| sizes[*group] += 1);
    let present = sizes.iter().filter(|size| **size > 0).count();
    if present < 2 {
        return Err(ClusteringError::TooFew { rows: present, least: 2 });
    }
    let width = |(row, group): (&R, &usize)| {
        if sizes[*group] < 2 {
            return 0.0;
        }
        let mut sums = vec![0.0; count];
        for (other, group) in rows.iter().zip(groups) {
            sums[*group] += rows::squared(row.as_ref(), other.as_ref()).sqrt();
        }
        let own = sums[*group] / (sizes[*group] - 1) as f64;
        let others = (0..count).filter(|other| other != group && sizes[*other] > 0);
        let next = others.map(|other| sums[other] / sizes[other] as f64).fold(f64::INFINITY, f64::min);
        let greater = own.max(next);
        if greater > 0.0 { (next - own) / greater } else { 0.0 }
    };
    Ok(rows.iter().zip(groups).map(width).sum::<f64>() / rows.len() as f64)
}
