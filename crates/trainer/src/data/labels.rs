//! The labels that are predicted: how many, and which is which.

use crate::statistics;
use protocol::Feature;

/// Number of predicted labels.
pub const LABELS: usize = Feature::PREDICTED.len();

/// Place of instrumentalness among the labels.
pub const INSTRUMENTALNESS: usize = place_of(Feature::Instrumentalness);

/// Place of liveness among the labels.
pub const LIVENESS: usize = place_of(Feature::Liveness);

const fn place_of(feature: Feature) -> usize {
    let mut place = 0;
    while Feature::PREDICTED[place] as usize != feature as usize {
        place += 1;
    }
    place
}

/// One label of all rows.
pub fn column(rows: &[[f32; LABELS]], place: usize) -> Vec<f32> {
    rows.iter().map(|row| row[place]).collect()
}

/// Standard deviation of each label.
pub fn deviations(rows: &[[f32; LABELS]]) -> [f32; LABELS] {
    std::array::from_fn(|place| statistics::variance(&column(rows, place)).sqrt() as f32)
}
