//! Tonality: statistics of harmony in one window, and the key of all windows.

use crate::key::KeyEstimate;

/// Number of values that [`Tonal::window`] appends.
pub const LEN: usize = 52;

/// Analyses windows of one track, one after the other.
#[derive(Default)]
pub struct Tonal {}

impl Tonal {
    /// Ready for the first window of a track.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends the [`LEN`] tonal values of one window (mono, [`crate::params::SAMPLE_RATE`]).
    pub fn window(&mut self, _samples: &[f32], values: &mut Vec<f32>) {
        values.extend([0.0; LEN]);
    }

    /// Key over all windows so far.
    pub fn key(&self) -> KeyEstimate {
        KeyEstimate::default()
    }
}

/// Names of the values, in order.
pub fn names() -> Vec<String> {
    (0..LEN).map(|i| format!("tonal_{i}")).collect()
}
