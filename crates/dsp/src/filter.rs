//! Filters over the lines of a power spectrum.

use crate::math::dot;

/// One filter: the first line that it passes, and the share of each from there on.
pub struct Filter {
    /// The first line.
    pub first: usize,
    /// Shares of that line and those that follow.
    pub weights: Vec<f32>,
}

impl Filter {
    /// The power that passes, of a spectrum that reaches as far as the filter.
    pub fn apply(&self, power: &[f32]) -> f32 {
        let lines = power.get(self.first..self.first + self.weights.len()).unwrap_or_default();
        dot(lines, &self.weights)
    }
}
