//! Rhythm: statistics of pulse and onsets in one window, and the tempo of all windows.

use crate::tempo::Tempo;

/// Number of values that [`Rhythm::window`] appends.
pub const LEN: usize = 42;

/// Analyses windows of one track, one after the other.
#[derive(Default)]
pub struct Rhythm {}

impl Rhythm {
    /// Ready for the first window of a track.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends the [`LEN`] rhythm values of one window (mono, [`crate::params::SAMPLE_RATE`]).
    pub fn window(&mut self, _samples: &[f32], values: &mut Vec<f32>) {
        values.extend([0.0; LEN]);
    }

    /// Tempo over all windows so far.
    pub fn tempo(&self) -> Tempo {
        Tempo::default()
    }
}

/// Names of the values, in order.
pub fn names() -> Vec<String> {
    (0..LEN).map(|i| format!("rhythm_{i}")).collect()
}
