//! The normalised Fourier spectrum's magnitudes: one transform of each 30 s window, averaged into 10,000
//! bins of half a hertz from 0 to 5 kHz. The model file holds the mean and deviation that z-score it.

use crate::math::sum;
use crate::params::{SAMPLE_RATE, SPECTRUM_BINS, SPECTRUM_MAX_HZ, SPECTRUM_N_FFT, WINDOW_LEN};
use crate::power::PowerSpectrum;

// A longer window would be cut.
const _: () = assert!(WINDOW_LEN <= SPECTRUM_N_FFT);

/// Accumulates the spectrum of a track, window by window.
pub struct Spectrum {
    transform: PowerSpectrum,
    power: Vec<f32>,
    /// First line of each bin, and the end of the last.
    edges: Vec<usize>,
    magnitudes: Vec<f32>,
    sums: Vec<f32>,
    windows: u32,
}

impl Spectrum {
    /// Plans the transform.
    pub fn new() -> Self {
        let transform = PowerSpectrum::new(SPECTRUM_N_FFT);
        let lines_per_bin =
            SPECTRUM_N_FFT as f32 * SPECTRUM_MAX_HZ / SAMPLE_RATE as f32 / SPECTRUM_BINS as f32;
        let edges: Vec<usize> =
            (0..=SPECTRUM_BINS).map(|bin| (bin as f32 * lines_per_bin).round() as usize).collect();
        Self {
            power: vec![0.0; transform.lines()],
            transform,
            magnitudes: vec![0.0; edges.last().copied().unwrap_or(0)],
            edges,
            sums: vec![0.0; SPECTRUM_BINS],
            windows: 0,
        }
    }

    /// Adds one window of at most [`WINDOW_LEN`] samples.
    pub fn window(&mut self, samples: &[f32]) {
        self.transform.measure(samples, &mut self.power);
        for (slot, power) in self.magnitudes.iter_mut().zip(&self.power) {
            *slot = power.sqrt();
        }
        let scale = 2.0 / samples.len().max(1) as f32;
        for (total, edges) in self.sums.iter_mut().zip(self.edges.windows(2)) {
            let lines = self.magnitudes.get(edges[0]..edges[1]).unwrap_or_default();
            *total += scale * sum(lines) / lines.len().max(1) as f32;
        }
        self.windows += 1;
    }

    /// Mean over the windows so far of the mean magnitude of each bin's lines; a full-scale sine on a line has 1 there.
    pub fn magnitudes(&self) -> Vec<f32> {
        let windows = self.windows.max(1) as f32;
        self.sums.iter().map(|sum| sum / windows).collect()
    }
}

impl Default for Spectrum {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tone_stands_in_its_bin() {
        let tone = |len: usize| -> Vec<f32> {
            let step = std::f64::consts::TAU * 440.25 / f64::from(SAMPLE_RATE);
            (0..len).map(|i| (step * i as f64).sin() as f32).collect()
        };
        for len in [WINDOW_LEN, WINDOW_LEN / 2] {
            let mut spectrum = Spectrum::new();
            spectrum.window(&tone(len));
            let magnitudes = spectrum.magnitudes();
            let loudest = (0..SPECTRUM_BINS).max_by(|a, b| magnitudes[*a].total_cmp(&magnitudes[*b]));
            assert_eq!(loudest, Some(880), "440.25 Hz lies in the bin from 440 to 440.5 Hz");
            assert!(magnitudes[880] > 0.06 && magnitudes[2000] < 1e-3);
        }
    }
}
