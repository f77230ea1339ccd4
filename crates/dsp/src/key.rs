//! Key: the tonic and mode whose profile the chroma fits best.
//!
//! Each of the 24 keys is scored by a weighted sum of the square roots of the chroma, rotated to its tonic, with one
//! weight for each register, scale step and mode. The weights are those of a multinomial logistic regression,
//! so that the scores are logarithms of probability.

use crate::chroma::{Chroma, N_PITCHES, N_REGISTERS, RegisterChroma};

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

/// Weights of the registers' scale steps for one mode, and what is added to all its keys.
struct Profile {
    steps: [[f32; N_PITCHES]; N_REGISTERS],
    bias: f32,
}

/// Profiles of major and minor.
static PROFILES: [Profile; 2] = include!("key_weights.in");

/// Profiles of major and minor as published ("bgate": Faraldo et al., "Key estimation in electronic dance
/// music", 2016): steps outside the triad and scale count nothing.
pub const BGATE: [Chroma; 2] = [
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

/// Probability of each key, in the order of [`Key::from_index`]; nothing where there is no pitch.
pub fn probabilities(chroma: &RegisterChroma) -> Option<[f32; N_KEYS]> {
    let total: f32 = chroma.as_flattened().iter().sum();
    if total <= 0.0 {
        return None;
    }
    let roots = chroma.map(|register| register.map(|value| (value / total).sqrt()));
    let mut scores: [f32; N_KEYS] = std::array::from_fn(|index| {
        let profile = &PROFILES[index / N_PITCHES];
        let registers = roots.iter().zip(&profile.steps);
        let score = registers.map(|(roots, steps)| dot_rotated(roots, index % N_PITCHES, steps)).sum::<f32>();
        score + profile.bias
    });
    let best = scores.iter().copied().fold(f32::MIN, f32::max);
    scores = scores.map(|score| (score - best).exp());
    let sum: f32 = scores.iter().sum();
    Some(scores.map(|score| score / sum))
}

/// The best keys of a chroma.
pub fn candidates(chroma: &RegisterChroma) -> Vec<(Key, f32)> {
    let Some(probabilities) = probabilities(chroma) else { return Vec::new() };
    let mut keys: Vec<_> = probabilities.into_iter().enumerate().collect();
    keys.sort_by(|a, b| b.1.total_cmp(&a.1));
    keys.truncate(N_CANDIDATES);
    keys.into_iter().map(|(index, weight)| (Key::from_index(index), weight)).collect()
}

/// Correlation of a chroma, rotated to each tonic, with a profile.
pub fn correlations(chroma: &Chroma, profile: &Chroma) -> [f32; N_PITCHES] {
    let (chroma, profile) = (standardise(chroma), standardise(profile));
    std::array::from_fn(|tonic| dot_rotated(&chroma, tonic, &profile))
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
