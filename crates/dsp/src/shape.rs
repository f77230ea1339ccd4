//! Shape of the spectrum: where its energy lies, how it spreads, how noisy it is, how fast it changes.
//!
//! Centroid, bandwidth and rolloff (85%) of the magnitude spectrum and flatness of the power spectrum as
//! librosa defines them; zero crossings of frames of the same place; flux as the rise of the magnitude
//! spectrum normalised to a sum of 1; entropy of the mel bands, 0…1. Peeters, "A large set of audio
//! features for sound description", 2004.

use crate::math::{DB_PER_OCTAVE, POWER_FLOOR, at_least, dot, log2, mean, percentile, sd, sum, sum_of};
use crate::mel::MelFrames;
use crate::params::{HOP, N_FFT, N_MELS, SAMPLE_RATE};
use crate::stft::Spectrogram;

/// Share of the magnitude below the rolloff frequency; librosa's default.
const ROLLOFF: f32 = 0.85;

/// Bins added up at once while looking for the rolloff.
const ROLLOFF_BLOCK: usize = 32;

/// Magnitude below which there is silence, as [`POWER_FLOOR`].
const MAGNITUDE_FLOOR: f32 = 1e-5;

/// What is measured of every frame.
const MEASURES: [&str; 7] = [
    "centroid_hz",
    "bandwidth_hz",
    "rolloff_log2_hz",
    "flatness_db",
    "zero_crossing_rate",
    "flux",
    "entropy",
];

/// Statistics of each measure.
const STATISTICS: [&str; 4] = ["mean", "sd", "p10", "p90"];

/// Number of values of this family.
pub const LEN: usize = MEASURES.len() * STATISTICS.len();

/// Measures spectral shape; make one and use it for every window.
pub struct Shape {
    frequencies: Vec<f32>,
    squares: Vec<f32>,
    /// Magnitudes of this frame, and of the one before with one over their sum.
    magnitude: Vec<f32>,
    before: (Vec<f32>, f32),
    /// Sums of the magnitudes of [`ROLLOFF_BLOCK`] bins each.
    parts: Vec<f32>,
    products: Vec<f32>,
    crossings: Vec<f32>,
    series: [Vec<f32>; MEASURES.len()],
}

impl Shape {
    /// Lays out the frequencies of the bins.
    pub fn new() -> Self {
        let frequencies: Vec<f32> =
            (0..=N_FFT / 2).map(|bin| bin as f32 * SAMPLE_RATE as f32 / N_FFT as f32).collect();
        let squares = frequencies.iter().map(|hz| hz * hz).collect();
        let bins = frequencies.len();
        Self {
            frequencies,
            squares,
            magnitude: vec![0.0; bins],
            before: (vec![0.0; bins], 0.0),
            parts: Vec::new(),
            products: Vec::new(),
            crossings: Vec::new(),
            series: Default::default(),
        }
    }

    /// Measures every frame of a window and keeps the series until the next.
    pub fn measure(&mut self, samples: &[f32], spectrogram: &Spectrogram, mel: &MelFrames) {
        self.series.iter_mut().for_each(Vec::clear);
        self.count_crossings(samples);
        self.before.1 = 0.0;
        for (place, (power, bands)) in spectrogram.iter().zip(mel.power.chunks_exact(N_MELS)).enumerate() {
            for (slot, power) in self.magnitude.iter_mut().zip(power) {
                *slot = power.sqrt();
            }
            self.parts.clear();
            self.parts.extend(self.magnitude.chunks(ROLLOFF_BLOCK).map(sum));
            let total = sum(&self.parts).max(POWER_FLOOR);
            let scale = 1.0 / total;
            let centroid = dot(&self.frequencies, &self.magnitude) * scale;
            let second = dot(&self.squares, &self.magnitude) * scale;
            let (before, scale_before) = &self.before;
            let rise = sum_of(&self.magnitude, before, |now, before| {
                at_least(now * scale - before * scale_before, 0.0).powi(2)
            });
            let crossings: f32 = self.crossings.iter().skip(place).take(N_FFT / HOP).sum();
            let measured = [
                centroid,
                (second - centroid * centroid).max(0.0).sqrt(),
                log2(self.rolloff(total).max(1.0)),
                flatness_db(power, &self.magnitude, &mut self.products),
                crossings / N_FFT as f32,
                rise.sqrt(),
                entropy(bands),
            ];
            for (series, value) in self.series.iter_mut().zip(measured) {
                series.push(value);
            }
            std::mem::swap(&mut self.magnitude, &mut self.before.0);
            self.before.1 = scale;
        }
        // The first frame has nothing to rise from.
        if let [.., flux, _] = &mut self.series
            && flux.len() > 1
        {
            flux.remove(0);
        }
    }

    /// Each measure over time, of the window last measured: centroid and bandwidth in Hz, rolloff in
    /// octaves above 1 Hz, flatness in dB, zero crossings a sample, flux, entropy.
    pub fn series(&self) -> &[Vec<f32>] {
        &self.series
    }

    /// Appends the family's values.
    pub fn describe(&mut self, values: &mut Vec<f32>) {
        for series in &mut self.series {
            values.extend([mean(series), sd(series)]);
            values.extend([percentile(series, 0.1), percentile(series, 0.9)]);
        }
    }

    /// Sign changes in every block of [`HOP`] samples.
    fn count_crossings(&mut self, samples: &[f32]) {
        self.crossings.clear();
        self.crossings.extend((0..samples.len()).step_by(HOP).map(|start| {
            // With the last sample before the block, where there is one.
            let block = &samples[start.saturating_sub(1)..(start + HOP).min(samples.len())];
            let pairs = block.iter().zip(&block[1..]);
            pairs.map(|(before, now)| u32::from((*before < 0.0) != (*now < 0.0))).sum::<u32>() as f32
        }));
    }

    /// Frequency below which [`ROLLOFF`] of the magnitude lies, Hz.
    fn rolloff(&self, total: f32) -> f32 {
        let goal = ROLLOFF * total;
        let mut reached = 0.0;
        let blocks = self.magnitude.chunks(ROLLOFF_BLOCK).zip(&self.parts);
        for (block, (bins, part)) in blocks.enumerate() {
            if reached + part < goal {
                reached += part;
                continue;
            }
            for (offset, magnitude) in bins.iter().enumerate() {
                reached += magnitude;
                if reached >= goal {
                    return self.frequencies.get(block * ROLLOFF_BLOCK + offset).copied().unwrap_or(0.0);
                }
            }
        }
        self.frequencies.last().copied().unwrap_or(0.0)
    }
}

impl Default for Shape {
    fn default() -> Self {
        Self::new()
    }
}

/// Ratio of the geometric to the arithmetic mean of a power spectrum, dB. `products` is scratch space.
fn flatness_db(power: &[f32], magnitude: &[f32], products: &mut Vec<f32>) -> f32 {
    let n = power.len().max(1) as f32;
    let floor = |magnitude: f32| at_least(magnitude, MAGNITUDE_FLOOR);
    // A logarithm of four magnitudes at once: that of their product.
    let (quarters, rest) = magnitude.split_at(magnitude.len() / 4 * 4);
    let (low, high) = quarters.split_at(quarters.len() / 2);
    products.clear();
    products.extend(low.iter().zip(high).map(|(low, high)| floor(*low) * floor(*high)));
    let (low, high) = products.split_at(products.len() / 2);
    let logarithms = sum_of(low, high, |low, high| log2(low * high));
    let rest: f32 = rest.iter().map(|magnitude| log2(floor(*magnitude))).sum();
    let geometric = 2.0 * (logarithms + rest) / n;
    let arithmetic = log2(sum_of(power, power, |power, _| at_least(power, POWER_FLOOR)) / n);
    DB_PER_OCTAVE * (geometric - arithmetic)
}

/// Entropy of the distribution of power over bands, 1 for equal power in all.
fn entropy(bands: &[f32]) -> f32 {
    let scale = 1.0 / sum(bands).max(POWER_FLOOR);
    let bits = sum_of(bands, bands, |power, _| {
        let share = at_least(power * scale, POWER_FLOOR);
        -share * log2(share)
    });
    bits / log2(bands.len().max(2) as f32)
}

/// Names of the values, in order.
pub fn names() -> Vec<String> {
    let named = |measure: &&'static str| STATISTICS.map(|statistic| format!("{measure}_{statistic}"));
    MEASURES.iter().flat_map(named).collect()
}
