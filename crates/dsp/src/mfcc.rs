//! Mel-frequency cepstral coefficients: orthonormal DCT-II of the levels of the mel bands.
//!
//! The same as `scipy.fft.dct(levels, type=2, norm="ortho")[:20]`. Davis & Mermelstein, "Comparison of
//! parametric representations for monosyllabic word recognition", 1980.

use crate::math::{mean, sd};
use crate::mel::MelFrames;
use crate::params::N_MELS;

/// Number of coefficients.
pub const N_COEFFICIENTS: usize = 20;

/// Frames between the coefficients of the slow difference: 186 ms, a syllable or a note.
const SLOW: usize = 8;

/// Number of values of this family: mean, deviation, deviation of the difference between frames and of that
/// between frames `SLOW` apart.
pub const LEN: usize = 4 * N_COEFFICIENTS;

/// Computes coefficients; make one and use it for every window.
pub struct Mfcc {
    /// Share of each band in all coefficients, band after band.
    basis: Vec<[f32; N_COEFFICIENTS]>,
    /// One series over time for each coefficient.
    series: Vec<Vec<f32>>,
}

impl Mfcc {
    /// Computes the transform's basis.
    pub fn new() -> Self {
        let n = N_MELS as f64;
        let share = |band: usize, k: usize| {
            let scale = if k == 0 { (1.0 / n).sqrt() } else { (2.0 / n).sqrt() };
            let angle = std::f64::consts::PI * k as f64 / n;
            (scale * (angle * (band as f64 + 0.5)).cos()) as f32
        };
        let basis = (0..N_MELS).map(|band| std::array::from_fn(|k| share(band, k))).collect();
        Self { basis, series: vec![Vec::new(); N_COEFFICIENTS] }
    }

    /// Computes the coefficients of every frame and keeps them until the next window.
    pub fn measure(&mut self, mel: &MelFrames) {
        self.series.iter_mut().for_each(Vec::clear);
        for frame in mel.level.chunks_exact(N_MELS) {
            let mut coefficients = [0.0; N_COEFFICIENTS];
            for (level, shares) in frame.iter().zip(&self.basis) {
                coefficients.iter_mut().zip(shares).for_each(|(sum, share)| *sum += level * share);
            }
            self.series.iter_mut().zip(coefficients).for_each(|(series, value)| series.push(value));
        }
    }

    /// Each coefficient over time, of the window last measured.
    pub fn series(&self) -> &[Vec<f32>] {
        &self.series
    }

    /// Appends the family's values.
    pub fn describe(&self, values: &mut Vec<f32>) {
        values.extend(self.series.iter().map(|series| mean(series)));
        values.extend(self.series.iter().map(|series| sd(series)));
        for lag in [1, SLOW] {
            values.extend(self.series.iter().map(|series| {
                let later = series.iter().skip(lag);
                let steps: Vec<f32> = series.iter().zip(later).map(|(now, later)| later - now).collect();
                sd(&steps)
            }));
        }
    }
}

impl Default for Mfcc {
    fn default() -> Self {
        Self::new()
    }
}

/// Names of the values, in order.
pub fn names() -> Vec<String> {
    let named = |what: &'static str| (0..N_COEFFICIENTS).map(move |k| format!("mfcc_{k}_{what}"));
    named("mean").chain(named("sd")).chain(named("delta_sd")).chain(named("slow_delta_sd")).collect()
}
