//! Rows of numbers: what is asked of all of them, and the distance of two.

use crate::ClusteringError;

/// Fails unless there are `least` rows of finite numbers, all of one length.
pub fn check<R: AsRef<[f32]>>(rows: &[R], least: usize) -> Result<(), ClusteringError> {
    let least = least.max(1);
    if rows.len() < least {
        return Err(ClusteringError::TooFew { rows: rows.len(), least });
    }
    let dims = rows.first().map_or(0, |row| row.as_ref().len());
    if rows.iter().any(|row| row.as_ref().len() != dims) {
        return Err(ClusteringError::Uneven);
    }
    if rows.iter().any(|row| row.as_ref().iter().any(|x| !x.is_finite())) {
        return Err(ClusteringError::NotFinite);
    }
    Ok(())
}

/// Squared distance, in double precision: sums over many rows need it.
pub fn squared(a: &[f32], b: &[f32]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (f64::from(*a) - f64::from(*b)).powi(2)).sum()
}
