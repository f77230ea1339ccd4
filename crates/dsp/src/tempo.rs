//! Tempo: the rate at which a listener would tap, with its other readings.

/// Tempo of a track, with its alternatives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tempo {
    /// Beats per minute; 0 where no pulse was found.
    pub bpm: f32,
    /// 0…1; how often a tempo found with this much evidence is right.
    pub confidence: f32,
    /// Other readings as (BPM, weight), strongest first, without the chosen one; weights sum to at most 1.
    pub alternatives: Vec<(f32, f32)>,
}
