//! Dynamics: how loud the window is, how its level moves, how hard it was limited.
//!
//! Levels are dB relative to full scale. K-weighting (ITU-R BS.1770-4) is applied to the bins of the power
//! spectrogram, which spares a second pass over the samples; the gates are those of BS.1770-4.

use crate::math::{at_least, dot, extremes, mean, percentile, power_to_db, sd, sum, sum_of};
use crate::params::{N_FFT, SAMPLE_RATE};
use crate::stft::{Spectrogram, hann};

/// Frames in a momentary block: 400 ms.
const BLOCK: usize = 17;

/// Absolute gate, LUFS.
const ABSOLUTE_GATE: f32 = -70.0;

/// Relative gate, LU below the loudness of what passes the absolute gate.
const RELATIVE_GATE: f32 = 10.0;

/// Offset of BS.1770-4 between mean square and LUFS, dB.
const LUFS_OFFSET: f32 = -0.691;

/// Sample value from which on it counts as clipped.
const CLIPPED: f32 = 0.999;

/// Samples that are added up at once.
const FEW: usize = 1_024;

/// Number of values of this family.
pub const LEN: usize = 18;

/// Measures dynamics; make one and use it for every window.
pub struct Dynamics {
    /// Share of each bin's power in the mean square of a frame, K-weighted.
    k_weights: Vec<f32>,
    /// The same without weighting.
    flat_weight: f32,
    momentary: Vec<f32>,
    level: Vec<f32>,
}

impl Dynamics {
    /// Computes the weights of the bins.
    pub fn new() -> Self {
        // Parseval: mean square of a windowed frame = 2·Σ|X|² / (N·Σw²) over the bins of one side.
        let energy: f32 = hann(N_FFT).iter().map(|w| w * w).sum();
        let flat_weight = 2.0 / (N_FFT as f32 * energy);
        let hz = |bin: usize| bin as f64 * f64::from(SAMPLE_RATE) / N_FFT as f64;
        let k_weights = (0..=N_FFT / 2).map(|bin| flat_weight * k_weighting(hz(bin)) as f32).collect();
        Self { k_weights, flat_weight, momentary: Vec::new(), level: Vec::new() }
    }

    /// Appends the family's values.
    pub fn describe(&mut self, samples: &[f32], spectrogram: &Spectrogram, values: &mut Vec<f32>) {
        self.level.clear();
        self.momentary.clear();
        for frame in spectrogram.iter() {
            self.level.push(power_to_db(self.flat_weight * sum(frame)));
            self.momentary.push(dot(&self.k_weights, frame));
        }
        let lufs = self.gated_loudness();
        let frames = self.level.len().max(1) as f32;
        let (level_mean, level_sd) = (mean(&self.level), sd(&self.level));
        let power = dot(samples, samples) / samples.len().max(1) as f32;
        let rms = power_to_db(power);
        let (lowest, highest) = extremes(samples);
        let peak = at_least(-lowest, highest);
        let peak_db = power_to_db(peak * peak);
        let clipped: u32 = samples.iter().map(|x| u32::from(x.abs() >= CLIPPED)).sum();
        let clipped = clipped as f32 / samples.len().max(1) as f32;
        let quiet = self.level.iter().filter(|level| **level < rms - 6.0).count() as f32 / frames;
        let silent = self.level.iter().filter(|level| **level < -60.0).count() as f32 / frames;
        let steps: Vec<f32> = self.level.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect();
        let percentiles =
            [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95].map(|share| percentile(&mut self.level, share) - rms);
        values.extend([lufs, level_mean - rms, level_sd]);
        values.extend(percentiles);
        values.extend([percentiles[6] - percentiles[0], peak_db, peak_db - rms]);
        values.extend([(clipped + 1e-6).log10(), quiet, silent, mean(&steps), kurtosis(samples, power)]);
    }

    /// Integrated loudness of the window, mono, LUFS.
    fn gated_loudness(&self) -> f32 {
        let loudness = |power: f32| LUFS_OFFSET + power_to_db(power);
        let whole: Vec<f32> = match self.momentary.len() {
            0..BLOCK => vec![mean(&self.momentary)],
            _ => self.momentary.windows(BLOCK).step_by(BLOCK / 4).map(mean).collect(),
        };
        let above = |gate: f32| {
            let passed: Vec<f32> = whole.iter().copied().filter(|power| loudness(*power) > gate).collect();
            if passed.is_empty() { None } else { Some(loudness(mean(&passed))) }
        };
        let ungated = above(ABSOLUTE_GATE).unwrap_or(ABSOLUTE_GATE);
        above((ungated - RELATIVE_GATE).max(ABSOLUTE_GATE)).unwrap_or(ABSOLUTE_GATE)
    }
}

impl Default for Dynamics {
    fn default() -> Self {
        Self::new()
    }
}

/// Fourth moment of the samples over the square of the second, as its logarithm: 1.1 for noise, below for
/// limited music, above for sparse.
fn kurtosis(samples: &[f32], power: f32) -> f32 {
    // Sums of so few are exact enough in single precision.
    let fourths = samples.chunks(FEW).map(|few| f64::from(sum_of(few, few, |x, _| (x * x) * (x * x))));
    let fourth: f64 = fourths.sum();
    let ratio = fourth / samples.len().max(1) as f64 / (f64::from(power).powi(2)).max(1e-20);
    ratio.clamp(1.0, 1e6).ln() as f32
}

/// Power response of the K-weighting filters at a frequency in Hz: the two biquads that BS.1770-4 gives
/// for 48 kHz, evaluated there.
fn k_weighting(hz: f64) -> f64 {
    let shelf = (
        [1.535_124_859_586_97, -2.691_696_189_406_38, 1.198_392_810_852_85],
        [-1.690_659_293_182_41, 0.732_480_774_215_85],
    );
    let high_pass = ([1.0, -2.0, 1.0], [-1.990_047_454_833_98, 0.990_072_250_366_21]);
    let omega = std::f64::consts::TAU * hz / 48_000.0;
    let power = |b: [f64; 3], a: [f64; 2]| {
        let at = |c: [f64; 3]| {
            let re = c[0] + c[1] * omega.cos() + c[2] * (2.0 * omega).cos();
            let im = c[1] * omega.sin() + c[2] * (2.0 * omega).sin();
            re * re + im * im
        };
        at(b) / at([1.0, a[0], a[1]])
    };
    power(shelf.0, shelf.1) * power(high_pass.0, high_pass.1)
}

/// Names of the values, in order.
pub fn names() -> Vec<String> {
    [
        "lufs",
        "level_mean",
        "level_sd",
        "level_p05",
        "level_p10",
        "level_p25",
        "level_p50",
        "level_p75",
        "level_p90",
        "level_p95",
        "level_range",
        "peak_db",
        "crest_db",
        "clipped_log10",
        "quiet_share",
        "silent_share",
        "level_step_mean",
        "kurtosis_ln",
    ]
    .map(String::from)
    .to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The spectrogram's loudness must agree with the meter's: 0.1 LU on a tone that K-weighting lifts.
    #[test]
    fn loudness_agrees_with_ebur128() {
        for hz in [100.0, 1000.0, 4000.0] {
            let step = std::f64::consts::TAU * hz / f64::from(SAMPLE_RATE);
            let tone: Vec<f32> = (0..220_500).map(|i| 0.2 * (step * f64::from(i)).sin() as f32).collect();
            let expected = crate::loudness::measure(&[&tone], SAMPLE_RATE).integrated_lufs;
            let spectrogram = Spectrogram::of(&tone);
            let mut values = Vec::new();
            Dynamics::new().describe(&tone, &spectrogram, &mut values);
            assert_eq!(values.len(), LEN);
            assert!((values[0] - expected).abs() < 0.1, "{hz} Hz: {} against {expected}", values[0]);
        }
    }
}
