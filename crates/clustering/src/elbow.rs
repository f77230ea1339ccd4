//! How many groups: the number after which one more gains little.

use crate::{ClusteringError, kmeans::kmeans, rows, silhouette::silhouette};

/// Rows that the silhouette is taken of, at most: it takes their square.
const SILHOUETTE_ROWS: usize = 2000;

/// What one number of groups is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Number of groups.
    pub k: usize,
    /// Sum of the squared distances of all rows to their centres.
    pub wcss: f64,
    /// Mean silhouette, −1…1, over a sample of the rows where there are many.
    pub silhouette: f64,
}

/// One point for each number of groups in `ks` that there are rows enough for. `progress` hears the share that is done.
///
/// # Errors
/// Where there are fewer than three rows, or they are not of one length, or hold values that are not finite.
pub fn elbow<R: AsRef<[f32]>>(
    rows: &[R],
    ks: std::ops::RangeInclusive<usize>,
    restarts: usize,
    seed: u64,
    mut progress: impl FnMut(f32),
) -> Result<Vec<Point>, ClusteringError> {
    rows::check(rows, 3)?;
    let step = rows.len().div_ceil(SILHOUETTE_ROWS);
    let sample: Vec<&[f32]> = rows.iter().step_by(step).map(AsRef::as_ref).collect();
    let ks: Vec<usize> = ks.filter(|k| (2..rows.len()).contains(k)).collect();
    let mut points = Vec::new();
    for k in &ks {
        let found = kmeans(rows, *k, restarts, seed)?;
        let groups: Vec<usize> = found.assignments.iter().step_by(step).copied().collect();
        let silhouette = silhouette(&sample, &groups).unwrap_or(0.0);
        points.push(Point { k: *k, wcss: found.wcss, silhouette });
        progress(points.len() as f32 / ks.len() as f32);
    }
    Ok(points)
}

/// The corner of the curve: the number of groups whose point lies farthest below the straight line from the first
/// to the last, both axes scaled to 0…1 (the rule of Satopää and others, "Finding a 'Kneedle' in a haystack", 2011,
/// without its smoothing). `None` for an empty curve.
pub fn corner(curve: &[Point]) -> Option<usize> {
    let (first, last) = (curve.first()?, curve.last()?);
    let share =
        |value: f64, start: f64, end: f64| if start == end { 0.0 } else { (value - start) / (end - start) };
    let height = |point: &Point| {
        // How much of the gain has been made, less how much of the way.
        share(point.wcss, first.wcss, last.wcss) - share(point.k as f64, first.k as f64, last.k as f64)
    };
    let farther = |best: &'_ Point, point: &'_ Point| height(point) > height(best);
    let best = curve.iter().fold(first, |best, point| if farther(best, point) { point } else { best });
    Some(best.k)
}
