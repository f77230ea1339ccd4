//! Key: the tonic and mode whose profile the chroma fits best.
//!
//! Each of the 24 keys is scored by the correlation of the chroma, rotated to its tonic, with the published
//! profile of its mode. Probabilities are the softmax of the scores, with a scale and an advantage of one mode
//! that make them true: of keys given a probability of 70%, about 70% are right.

use crate::chroma::{Chroma, N_PITCHES};
use music::{Key, Mode};

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

/// Clarity of pitch between which a key becomes sure: noise and speech have .01 to .02, drums to .1, of recorded music
/// nine tenths more than that.
const CLARITY: (f32, f32) = (0.0, 0.1);

/// Greatest correlation between which a key becomes sure: noise and drums have .3 to .5, of recorded windows two thirds
/// more than .8.
const FIT: (f32, f32) = (0.3, 0.7);

/// Standard deviation of the tuning of music, semitones: 432 Hz is at −.32.
const TUNING_SPREAD: f32 = 0.2;

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

/// The key of an index: 0…11 are C major to B major, 12…23 C minor to B minor.
pub fn from_index(index: usize) -> Key {
    let mode = if index < N_PITCHES { Mode::Major } else { Mode::Minor };
    Key { tonic: (index % N_PITCHES) as u8, mode }
}

/// Correlation of a chroma with the profile of each key, in the order of [`from_index`], −1…1.
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

/// How far the pitch of a track can be told, beside its chroma.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pitch {
    /// How well its spectral peaks agree on a tuning, 0…1.
    pub clarity: f32,
    /// Deviation of the tuning from A4 = 440 Hz that the chroma was folded with, semitones, −0.5…0.5.
    pub tuning: f32,
}

/// The best keys of a chroma, less sure the less `pitch` there is; none where nothing sounds, or none is surer than any
/// of the 24 before listening.
pub fn candidates(chroma: &Chroma, pitch: Pitch) -> Vec<(Key, f32)> {
    if chroma.iter().all(|value| *value <= 0.0) {
        return Vec::new();
    }
    let correlations = correlations(chroma);
    let tonality = tonality(&correlations, pitch);
    let probabilities = in_either_tuning(&probabilities(&correlations), pitch.tuning);
    let mut keys: Vec<_> =
        probabilities.map(|probability| tonality * probability).into_iter().enumerate().collect();
    keys.sort_by(|a, b| b.1.total_cmp(&a.1));
    keys.truncate(N_CANDIDATES);
    match keys.first() {
        Some((_, best)) if *best * N_KEYS as f32 > 1.0 => {
            keys.into_iter().map(|(index, weight)| (from_index(index), weight)).collect()
        }
        _ => Vec::new(),
    }
}

/// How sure it is that there is a key at all, 0…1: the chroma of drums, speech and noise has a best key, too.
fn tonality(correlations: &[f32; N_KEYS], pitch: Pitch) -> f32 {
    let fit = correlations.iter().copied().fold(0.0, f32::max);
    let rise = |value: f32, (none, full): (f32, f32)| ((value - none) / (full - none)).clamp(0.0, 1.0);
    rise(pitch.clarity, CLARITY) * rise(fit, FIT)
}

/// Shares each key's probability with the one a semitone beside it that it would be if the music were tuned to the
/// other side: half a semitone high in one key is half a semitone low in the next.
fn in_either_tuning(probabilities: &[f32; N_KEYS], tuning: f32) -> [f32; N_KEYS] {
    let odds = |tuning: f32| (-0.5 * (tuning / TUNING_SPREAD).powi(2)).exp();
    let (here, there) = (odds(tuning), odds(1.0 - tuning.abs()));
    let share = there / (here + there);
    let step = if tuning < 0.0 { 1 } else { N_PITCHES - 1 };
    std::array::from_fn(|key| {
        let (mode, tonic) = (key / N_PITCHES * N_PITCHES, key % N_PITCHES);
        let other = probabilities[mode + (tonic + step) % N_PITCHES];
        (1.0 - share) * probabilities[key] + share * other
    })
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
