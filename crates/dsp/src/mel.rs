//! Mel bands: triangular filters equally spaced on the HTK mel scale, peaks of 1.
//!
//! The same as `librosa.filters.mel(sr=22050, n_fft=…, n_mels=…, fmin=30, fmax=11025, htk=True, norm=None)`.

use crate::filter::Filter;
use crate::math::{at_least, greatest, mean, percentile, power_to_db};
use crate::params::{MEL_RANGE_HZ, N_FFT, N_MELS, SAMPLE_RATE};
use crate::stft::Spectrogram;

/// Range below the loudest value of a window beyond which levels are noise, dB; as the teacher's front end.
const RANGE_DB: f32 = 80.0;

/// A bank of mel filters for power spectra of one transform length.
pub struct MelBank {
    filters: Vec<Filter>,
}

/// Mel bands of one window: power and level of [`N_MELS`] bands for each frame, row after row.
#[derive(Default)]
pub struct MelFrames {
    /// Power, the unit of the spectrogram.
    pub power: Vec<f32>,
    /// Level in dB, at most 80 dB below the loudest of the window.
    pub level: Vec<f32>,
}

impl MelBank {
    /// `bands` filters over [`MEL_RANGE_HZ`] for spectra of `n_fft` samples.
    pub fn new(n_fft: usize, bands: usize) -> Self {
        let edge = |i: usize| edge_hz(i as f64, bands);
        let bin_hz = f64::from(SAMPLE_RATE) / n_fft as f64;
        let filters = (0..bands).map(|band| {
            let (start, peak, end) = (edge(band), edge(band + 1), edge(band + 2));
            let first = (start / bin_hz).ceil() as usize;
            let weights = (first..=n_fft / 2).map(|bin| bin as f64 * bin_hz).take_while(|hz| *hz < end);
            let weights = weights.map(|hz| ((hz - start) / (peak - start)).min((end - hz) / (end - peak)));
            Filter { first, weights: weights.map(|weight| weight as f32).collect() }
        });
        Self { filters: filters.collect() }
    }

    /// Appends the power of every band of one power spectrum.
    pub fn apply(&self, power: &[f32], into: &mut Vec<f32>) {
        into.extend(self.filters.iter().map(|filter| filter.apply(power)));
    }

    /// Power and level of every band of every frame, written over `into`.
    pub fn measure(&self, spectrogram: &Spectrogram, into: &mut MelFrames) {
        into.power.clear();
        into.level.clear();
        for frame in spectrogram.iter() {
            self.apply(frame, &mut into.power);
        }
        into.level.extend(into.power.iter().map(|power| power_to_db(*power)));
        let loudest = greatest(&into.level);
        for level in &mut into.level {
            *level = at_least(*level, loudest - RANGE_DB);
        }
    }
}

/// Edge `i` of `bands` filters, Hz: band `b` rises from edge `b` to its peak at `b + 1` and falls to `b + 2`.
fn edge_hz(i: f64, bands: usize) -> f64 {
    let mel = |hz: f32| 2595.0 * (1.0 + f64::from(hz) / 700.0).log10();
    let (low, high) = (mel(MEL_RANGE_HZ.0), mel(MEL_RANGE_HZ.1));
    700.0 * (10f64.powf((low + (high - low) * i / (bands + 1) as f64) / 2595.0) - 1.0)
}

/// Middle of the main bank's bands `from..to` on the mel scale, Hz.
pub fn centre_hz(from: usize, to: usize) -> f32 {
    edge_hz((from + to + 1) as f64 / 2.0, N_MELS) as f32
}

/// The bank of the main spectrogram.
pub fn main_bank() -> MelBank {
    MelBank::new(N_FFT, N_MELS)
}

/// Quantiles of each band's level over the window: its floor, its middle, what stands out.
const QUANTILES: [(f32, &str); 3] = [(0.1, "p10"), (0.5, "p50"), (0.9, "p90")];

/// Only every so many frames count for quantiles: neighbours share three quarters of their samples.
const STRIDE: usize = 2;

/// Number of values of this family: mean and quantiles of the level of each band relative to the mean of all, dB.
pub const LEN: usize = N_MELS * (1 + QUANTILES.len());

/// Appends the family's values: all means, then each band's quantiles.
pub fn describe(mel: &MelFrames, values: &mut Vec<f32>) {
    let frames = (mel.level.len() / N_MELS).max(1) as f32;
    let overall = mean(&mel.level);
    let mut bands = [0.0f32; N_MELS];
    for frame in mel.level.chunks_exact(N_MELS) {
        for (sum, level) in bands.iter_mut().zip(frame) {
            *sum += level;
        }
    }
    values.extend(bands.iter().map(|sum| sum / frames - overall));
    let mut series = Vec::with_capacity(mel.level.len() / N_MELS / STRIDE + 1);
    for band in 0..N_MELS {
        series.clear();
        series.extend(mel.level.iter().skip(band).step_by(STRIDE * N_MELS));
        values.extend(QUANTILES.map(|(share, _)| percentile(&mut series, share) - overall));
    }
}

/// Names of the values, in order.
pub fn names() -> Vec<String> {
    let means = (0..N_MELS).map(|band| format!("mel_{band}_mean"));
    let quantiles =
        (0..N_MELS).flat_map(|band| QUANTILES.map(|(_, quantile)| format!("mel_{band}_{quantile}")));
    means.chain(quantiles).collect()
}

/// Centre frequency of each value, Hz.
pub fn centres_hz() -> Vec<Option<f32>> {
    let centre = |band: usize| Some(centre_hz(band, band + 1));
    let quantiles = (0..N_MELS).flat_map(|band| [centre(band); QUANTILES.len()]);
    (0..N_MELS).map(centre).chain(quantiles).collect()
}
