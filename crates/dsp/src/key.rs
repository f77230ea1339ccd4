//! Key: the tonic and mode whose profile the chroma fits best.
//!
//! Each of the 24 keys is scored by the correlation of the chroma, rotated to its tonic, with the published
//! profile of its mode. Probabilities are the softmax of the scores, with a scale and an advantage of one mode
//! that make them true: of keys given a probability of 70%, about 70% are right.

use crate::chroma::{Chroma, N_PITCHES};

/// Major or minor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Minor third above the tonic.
    Minor,
    /// Major third above the tonic.
    Major,
}

/// A musical key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Pitch class of the tonic, 0 = C … 11 = B.
    pub tonic: u8,
    /// Major or minor.
    pub mode: Mode,
}

/// The most likely keys of a track.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KeyEstimate {
    /// The three best keys with their weights (0…1, summing to at most 1), best first; empty where the
    /// sound has no pitch.
    pub candidates: Vec<(Key, f32)>,
    /// Deviation of the tuning from A4 = 440 Hz, in cents, −50…50.
    pub tuning_cents: f32,
}

/// Number of keys.
pub const N_KEYS: usize = 2 * N_PITCHES;

/// Number of candidates reported.
const N_CANDIDATES: usize = 3;

/// What one unit of correlation adds to the logarithm of a key's probability.
const SCALE: f32 = 17.0;

/// What major adds to the logarithm of a key's probability.
const MAJOR_ADVANTAGE: f32 = 0.0;

/// Profiles of major and minor as published ("bgate": Faraldo et al., "Key estimation in electronic dance
/// music", 2016): steps outside the triad and scale count nothing.
const PROFILES: [Chroma; 2] = [
    [1.00, 0.00, 0.42, 0.00, 0.53, 0.37, 0.00, 0.77, 0.00, 0.38, 0.21, 0.30],
    [1.00, 0.00, 0.36, 0.39, 0.00, 0.38, 0.00, 0.74, 0.27, 0.00, 0.42, 0.23],
];

impl Key {
    /// Key number `index`: 0…11 are C major to B major, 12…23 C minor to B minor.
    pub fn from_index(index: usize) -> Self {
        let mode = if index < N_PITCHES { Mode::Major } else { Mode::Minor };
        Self { tonic: (index % N_PITCHES) as u8, mode }
    }
}

/// Correlation of a chroma with the profile of each key, in the order of [`Key::from_index`], −1…1.
pub fn correlations(chroma: &Chroma) -> [f32; N_KEYS] {
    let chroma = standardise(chroma);
    let profiles = PROFILES.map(|profile| standardise(&profile));
    std::array::from_fn(|key| dot_rotated(&chroma, key % N_PITCHES, &profiles[key / N_PITCHES]))
}

/// Probability of each key by its correlation.
pub fn probabilities(correlations: &[f32; N_KEYS]) -> [f32; N_KEYS] {
    let scores: [f32; N_KEYS] = std::array::from_fn(|key| {
        SCALE * correlations[key] + if key < N_PITCHES { MAJOR_ADVANTAGE } else { 0.0 }
    });
    let best = scores.iter().copied().fold(f32::MIN, f32::max);
    let odds = scores.map(|score| (score - best).exp());
    let sum: f32 = odds.iter().sum();
    odds.map(|odds| odds / sum)
}

/// The best keys of a chroma; none where nothing sounds.
pub fn candidates(chroma: &Chroma) -> Vec<(Key, f32)> {
    if chroma.iter().all(|value| *value <= 0.0) {
        return Vec::new();
    }
    let mut keys: Vec<_> = probabilities(&correlations(chroma)).into_iter().enumerate().collect();
    keys.sort_by(|a, b| b.1.total_cmp(&a.1));
    keys.truncate(N_CANDIDATES);
    keys.into_iter().map(|(index, weight)| (Key::from_index(index), weight)).collect()
}

/// Takes away the mean and scales to length 1, where there is any spread.
fn standardise(values: &Chroma) -> Chroma {
    let mean = values.iter().sum::<f32>() / N_PITCHES as f32;
    let centred = values.map(|value| value - mean);
    let length = centred.iter().map(|value| value * value).sum::<f32>().sqrt();
    if length > 1e-9 { centred.map(|value| value / length) } else { [0.0; N_PITCHES] }
}

/// Scalar product with the chroma as seen from a tonic.
fn dot_rotated(chroma: &Chroma, tonic: usize, steps: &Chroma) -> f32 {
    chroma[tonic..].iter().chain(&chroma[..tonic]).zip(steps).map(|(value, step)| value * step).sum()
}
