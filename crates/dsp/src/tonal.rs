//! Tonality: statistics of harmony in one window, and the key of all windows.
//!
//! | values | meaning |
//! |---|---|
//! | `chroma_0`…`11` | mean chroma by step above the window's tonic, sum 1 |
//! | `chroma_sd_0`…`11` | its standard deviation over frames |
//! | `major_fit`, `minor_fit` | greatest correlation with the published profiles, −1…1 |
//! | `mode_margin` | the former less the latter |
//! | `key_margin` | probability of the best key less that of the second |
//! | `key_probability`, `key_entropy` | probability of the best key; entropy of all, 0…1 |
//! | `dft_1`…`6` | magnitude of the discrete Fourier transform of the mean chroma: 5 measures diatonicity, 3 and 4 augmented and diminished harmony (Quinn, "General equal-tempered harmony", 2006) |
//! | `frame_dft_1`…`6` | the same of each frame, mean |
//! | `change_mean`, `sd`, `p90` | distance of tonal centroids of successive frames (Harte et al., "Detecting harmonic change in musical audio", 2006) |
//! | `change_slow` | mean distance of tonal centroids 1.5 s apart |
//! | `peak_share_mean`, `sd` | share of energy in spectral peaks |
//! | `entropy_mean_chroma`, `entropy_frame` | entropy of the mean chroma, and mean of the frames', 0…1 |
//! | `tuning_clarity` | how well the peaks agree on a tuning, 0…1 |
//! | `bass_share` | share of the peaks' weight below 200 Hz |

use crate::chroma::{CLEAR_TUNING, Chroma, FRAME_S, N_PITCHES, PitchAnalyser, WindowPitch, scale_to_sum};
use crate::key::{self, KeyEstimate, N_KEYS, Pitch};
use crate::stft::Spectrogram;
use std::f32::consts::TAU;

/// Number of values that [`Tonal::window`] appends.
pub const LEN: usize = 52;

/// Number of magnitudes of the Fourier transform of a chroma, the mean left out.
const N_DFT: usize = 6;

/// Dimensions of the tonal centroid: circles of fifths, minor thirds and major thirds.
const N_CENTROID: usize = 6;

/// Distance of the slow harmonic change, frames.
const SLOW_FRAMES: usize = (1.5 / FRAME_S) as usize;

/// Clarity of the tuning below which none is told: drums have less.
const PITCHED: f32 = 0.1;

/// Analyses windows of one track, one after the other.
#[derive(Default)]
pub struct Tonal {
    analyser: PitchAnalyser,
    window: WindowPitch,
    /// Sum of the chroma of all frames so far.
    chroma: Chroma,
    /// Sum over windows of the tuning as a unit vector, weighted by clarity and frames.
    tuning: (f32, f32),
    /// Sum of the clarity of all frames so far, and their number.
    clarity: f32,
    frames: f32,
}

impl Tonal {
    /// Ready for the first window of a track.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends the [`LEN`] tonal values of one window, by its main spectrogram.
    pub fn window(&mut self, spectrogram: &Spectrogram, values: &mut Vec<f32>) {
        self.analyser.measure(spectrogram, &mut self.window);
        self.join_window();
        describe(&self.window, values);
    }

    /// Key over all windows so far.
    pub fn key(&self) -> KeyEstimate {
        let clarity = self.clarity / self.frames.max(1.0);
        let tuning = self.tuning.1.atan2(self.tuning.0) / TAU;
        // Where peaks agree on none, 440 Hz is the better guess.
        let tuning_cents = if clarity < PITCHED { 0.0 } else { 100.0 * tuning };
        let tuning = if clarity < CLEAR_TUNING { 0.0 } else { tuning };
        KeyEstimate { candidates: key::candidates(&self.chroma, Pitch { clarity, tuning }), tuning_cents }
    }

    fn join_window(&mut self) {
        let frames = self.window.frames.len() as f32;
        for (sum, mean) in self.chroma.iter_mut().zip(&self.window.mean) {
            *sum += frames * mean;
        }
        let weight = frames * self.window.tuning_clarity;
        self.clarity += weight;
        self.frames += frames;
        let (sine, cosine) = (TAU * self.window.tuning).sin_cos();
        self.tuning.0 += weight * cosine;
        self.tuning.1 += weight * sine;
    }
}

/// Names of the values, in order.
pub fn names() -> Vec<String> {
    let numbered = |name: &str, from: usize, to: usize| {
        (from..=to).map(|index| format!("tonal_{name}_{index}")).collect::<Vec<_>>()
    };
    let mut names = numbered("chroma", 0, N_PITCHES - 1);
    names.extend(numbered("chroma_sd", 0, N_PITCHES - 1));
    let key = ["major_fit", "minor_fit", "mode_margin", "key_margin", "key_probability", "key_entropy"];
    names.extend(key.map(|name| format!("tonal_{name}")));
    names.extend(numbered("dft", 1, N_DFT));
    names.extend(numbered("frame_dft", 1, N_DFT));
    let rest = [
        "change_mean",
        "change_sd",
        "change_p90",
        "change_slow",
        "peak_share_mean",
        "peak_share_sd",
        "entropy_mean_chroma",
        "entropy_frame",
        "tuning_clarity",
        "bass_share",
    ];
    names.extend(rest.map(|name| format!("tonal_{name}")));
    names
}

fn describe(window: &WindowPitch, values: &mut Vec<f32>) {
    let mean = scale_to_sum(mean_of(&window.frames));
    let fits = key::correlations(&window.mean);
    let keys = key::probabilities(&fits);
    let best = (0..N_KEYS).max_by(|a, b| keys[*a].total_cmp(&keys[*b])).unwrap_or(0);
    let tonic = best % N_PITCHES;
    push_rotated(&mean, tonic, values);
    push_rotated(&deviations(&window.frames), tonic, values);
    push_key_fit(&fits, &keys, values);
    values.extend(dft_magnitudes(&mean));
    values.extend(mean_of_many(window.frames.iter().map(dft_magnitudes)));
    push_harmonic_change(&window.frames, values);
    let (share, share_sd) = mean_and_sd(&window.peak_shares);
    let frame_entropy = mean_of_many(window.frames.iter().map(|frame| [entropy(frame)]));
    values.extend([share, share_sd, entropy(&mean), frame_entropy[0], window.tuning_clarity]);
    values.push(window.bass_share);
}

fn push_rotated(chroma: &Chroma, tonic: usize, values: &mut Vec<f32>) {
    values.extend_from_slice(&chroma[tonic..]);
    values.extend_from_slice(&chroma[..tonic]);
}

fn push_key_fit(fits: &[f32; N_KEYS], keys: &[f32; N_KEYS], values: &mut Vec<f32>) {
    let best_of = |fits: &[f32]| fits.iter().copied().fold(-1.0, f32::max);
    let (major, minor) = (best_of(&fits[..N_PITCHES]), best_of(&fits[N_PITCHES..]));
    let (mut best, mut second) = (0.0, 0.0);
    for probability in keys {
        if *probability > best {
            (best, second) = (*probability, best);
        } else if *probability > second {
            second = *probability;
        }
    }
    values.extend([major, minor, major - minor, best - second, best, entropy(keys)]);
}

fn push_harmonic_change(frames: &[Chroma], values: &mut Vec<f32>) {
    let centroids: Vec<_> = frames.iter().map(tonal_centroid).collect();
    let distances = |apart: usize| -> Vec<f32> {
        let pairs = centroids.iter().zip(centroids.iter().skip(apart));
        pairs.map(|(a, b)| a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f32>().sqrt()).collect()
    };
    let mut fast = distances(1);
    let (mean, sd) = mean_and_sd(&fast);
    fast.sort_by(f32::total_cmp);
    let p90 = fast.get(fast.len() * 9 / 10).copied().unwrap_or(0.0);
    let (slow, _) = mean_and_sd(&distances(SLOW_FRAMES));
    values.extend([mean, sd, p90, slow]);
}

/// Tonal centroid of a chroma: its place on the circles of fifths, minor thirds and major thirds, the last
/// at half weight as in Harte et al.
fn tonal_centroid(chroma: &Chroma) -> [f32; N_CENTROID] {
    let circle = |steps: usize, radius: f32| {
        let (real, imaginary) = fourier(chroma, steps);
        [radius * real, radius * imaginary]
    };
    let ([a, b], [c, d], [e, f]) = (circle(7, 1.0), circle(3, 1.0), circle(4, 0.5));
    [a, b, c, d, e, f]
}

fn dft_magnitudes(chroma: &Chroma) -> [f32; N_DFT] {
    std::array::from_fn(|index| {
        let (real, imaginary) = fourier(chroma, index + 1);
        real.hypot(imaginary)
    })
}

/// Component `steps` of the discrete Fourier transform of a chroma.
fn fourier(chroma: &Chroma, steps: usize) -> (f32, f32) {
    chroma.iter().enumerate().fold((0.0, 0.0), |(real, imaginary), (pitch, value)| {
        let (sine, cosine) = TWELFTHS[pitch * steps % N_PITCHES];
        (real + value * cosine, imaginary + value * sine)
    })
}

/// Sine and cosine of twelfths of a turn.
const TWELFTHS: [(f32, f32); N_PITCHES] = {
    const HALF_ROOT_3: f32 = 0.866_025_4;
    [
        (0.0, 1.0),
        (0.5, HALF_ROOT_3),
        (HALF_ROOT_3, 0.5),
        (1.0, 0.0),
        (HALF_ROOT_3, -0.5),
        (0.5, -HALF_ROOT_3),
        (0.0, -1.0),
        (-0.5, -HALF_ROOT_3),
        (-HALF_ROOT_3, -0.5),
        (-1.0, 0.0),
        (-HALF_ROOT_3, 0.5),
        (-0.5, HALF_ROOT_3),
    ]
};

fn mean_of(frames: &[Chroma]) -> Chroma {
    mean_of_many(frames.iter().copied())
}

fn mean_of_many<const N: usize>(rows: impl Iterator<Item = [f32; N]>) -> [f32; N] {
    let (mut sums, mut count) = ([0.0; N], 0.0);
    for row in rows {
        sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
        count += 1.0;
    }
    sums.map(|sum: f32| sum / f32::max(count, 1.0))
}

fn deviations(frames: &[Chroma]) -> Chroma {
    let mean = mean_of(frames);
    let square = |frame: &Chroma| std::array::from_fn(|pitch| (frame[pitch] - mean[pitch]).powi(2));
    mean_of_many(frames.iter().map(square)).map(|variance: f32| variance.sqrt())
}

fn mean_and_sd(values: &[f32]) -> (f32, f32) {
    let [mean] = mean_of_many(values.iter().map(|value| [*value]));
    let [variance] = mean_of_many(values.iter().map(|value| [(value - mean).powi(2)]));
    (mean, variance.sqrt())
}

/// Entropy of shares that sum to 1, relative to that of equal shares, 0…1.
fn entropy(shares: &[f32]) -> f32 {
    let positive = shares.iter().filter(|share| **share > 0.0);
    positive.map(|share| -share * share.ln()).sum::<f32>() / (shares.len() as f32).ln()
}

/// Centre frequency of each value, Hz: all are of the whole spectrum, but for the bass's share.
pub fn centres_hz() -> Vec<Option<f32>> {
    const BASS_HZ: f32 = 100.0;
    names().iter().map(|name| (name == "tonal_bass_share").then_some(BASS_HZ)).collect()
}
