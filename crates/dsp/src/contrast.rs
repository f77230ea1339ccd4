//! Spectral contrast: how far peaks stand above valleys in each octave, dB.
//!
//! The same as `librosa.feature.spectral_contrast(S=magnitude, fmin=80, n_bands=7, quantile=0.02)` of every
//! fourth frame of the main spectrogram. Jiang et al., "Music type classification by spectral contrast
//! feature", 2002.

use crate::math::{at_least, at_most, mean, power_to_db, sd};
use crate::params::{N_FFT, SAMPLE_RATE};
use crate::stft::Spectrogram;

/// Upper edge of the lowest band, Hz; each further band is an octave.
const LOWEST_HZ: f32 = 80.0;

/// Number of bands: below 80 Hz, and seven octaves up to 10,240 Hz.
pub const N_BANDS: usize = 8;

/// Share of a band's bins taken for its peaks, and for its valleys.
const QUANTILE: f32 = 0.02;

/// Only every so many frames are looked at: contrast changes slowly, and sorting is slow.
pub const STRIDE: usize = 4;

/// Number of values of this family: mean and deviation of each band.
pub const LEN: usize = 2 * N_BANDS;

/// Measures contrast; make one and use it for every window.
pub struct Contrast {
    /// First bin, number of bins, and number of bins that are peaks or valleys.
    bands: Vec<(usize, usize, usize)>,
    /// Powers by their bits, which are in the same order for numbers not below 0 and compared faster.
    sorted: Vec<u32>,
    series: [Vec<f32>; N_BANDS],
}

impl Contrast {
    /// Lays out the bands as librosa does: each begins one bin below its edge, the last goes to the end.
    pub fn new() -> Self {
        let bin_hz = SAMPLE_RATE as f32 / N_FFT as f32;
        let edge = |band: usize| LOWEST_HZ * (band as f32).exp2();
        let bands = (0..N_BANDS).map(|band| {
            let low = if band == 0 { 0.0 } else { edge(band - 1) };
            let inside = |bin: usize| (low..=edge(band)).contains(&(bin as f32 * bin_hz));
            let first = (0..=N_FFT / 2).find(|bin| inside(*bin)).unwrap_or(0);
            let end = (first..=N_FFT / 2).take_while(|bin| inside(*bin)).last().map_or(first, |bin| bin + 1);
            let first = if band > 0 { first - 1 } else { first };
            let end = if band == N_BANDS - 1 { N_FFT / 2 + 1 } else { end };
            // librosa counts the share before it drops a band's last bin (which begins the next).
            let extreme = ((QUANTILE * (end - first) as f32).round_ties_even() as usize).max(1);
            let end = if band == N_BANDS - 1 { end } else { end - 1 };
            (first, end - first, extreme)
        });
        Self { bands: bands.collect(), sorted: Vec::new(), series: Default::default() }
    }

    /// Measures every fourth frame of a window and keeps the series until the next.
    pub fn measure(&mut self, spectrogram: &Spectrogram) {
        self.series.iter_mut().for_each(Vec::clear);
        for frame in spectrogram.iter().step_by(STRIDE) {
            for (series, (first, len, extreme)) in self.series.iter_mut().zip(&self.bands) {
                let powers = frame.get(*first..first + len).unwrap_or_default();
                let Some((valley, peak)) = extremes(powers, *extreme, &mut self.sorted) else { continue };
                // librosa treats the magnitudes as powers here; so do we, to be comparable.
                series.push(power_to_db(peak) - power_to_db(valley));
            }
        }
    }

    /// Each band's contrast over time, of the window last measured, dB.
    pub fn series(&self) -> &[Vec<f32>] {
        &self.series
    }

    /// Appends the family's values.
    pub fn describe(&self, values: &mut Vec<f32>) {
        values.extend(self.series.iter().map(|series| mean(series)));
        values.extend(self.series.iter().map(|series| sd(series)));
    }
}

/// Mean magnitudes of so many of the lowest and of the highest powers; nothing of nothing.
fn extremes(powers: &[f32], count: usize, sorted: &mut Vec<u32>) -> Option<(f32, f32)> {
    let count = count.min(powers.len());
    if count == 1 {
        let lowest = powers.iter().copied().fold(f32::MAX, |low, power| at_most(power, low));
        let highest = powers.iter().copied().fold(0.0, |high, power| at_least(power, high));
        return Some((lowest.sqrt(), highest.sqrt()));
    }
    sorted.clear();
    sorted.extend(powers.iter().map(|power| power.to_bits()));
    let mean_magnitude =
        |powers: &[u32]| powers.iter().map(|power| f32::from_bits(*power).sqrt()).sum::<f32>() / count as f32;
    sorted.select_nth_unstable(count.checked_sub(1)?);
    let (lowest, others) = sorted.split_at_mut_checked(count)?;
    // The highest are sought among what the first search has found to be higher.
    let from = others.len().checked_sub(count)?;
    others.select_nth_unstable(from);
    Some((mean_magnitude(lowest), mean_magnitude(others.get(from..)?)))
}

impl Default for Contrast {
    fn default() -> Self {
        Self::new()
    }
}

/// Names of the values, in order.
pub fn names() -> Vec<String> {
    let named = |what: &'static str| (0..N_BANDS).map(move |band| format!("contrast_{band}_{what}"));
    named("mean").chain(named("sd")).collect()
}

/// Centre frequency of each value, Hz: the middle of its octave; the lowest band's is an octave below its end.
pub fn centres_hz() -> Vec<Option<f32>> {
    let centre = |band: usize| match band {
        0 => LOWEST_HZ / 2.0,
        _ => LOWEST_HZ * (band as f32 - 0.5).exp2(),
    };
    (0..LEN).map(|value| Some(centre(value % N_BANDS))).collect()
}
