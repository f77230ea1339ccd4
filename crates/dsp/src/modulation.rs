//! Modulation spectrum: how strongly the level of each register pulsates, at which rates.
//!
//! Twelve registers of the mel bands; the level of each over the window, less its mean, under a Hann
//! window, Fourier transformed; power in eight bands of modulation frequency, half to sixteen hertz,
//! equal steps of its logarithm. Rates of 1–2 Hz are beats, 3–7 Hz syllables and fast notes, above 8 Hz
//! roughness. McKinney & Breebaart, "Features for audio and music classification", 2003.

use crate::fft;
use crate::math::{mean, power_to_db};
use crate::mel::{self, MelFrames};
use crate::params::{HOP, N_MELS, SAMPLE_RATE};
use crate::stft::hann;
use realfft::RealToComplex;
use rustfft::num_complex::Complex32;
use std::sync::Arc;

/// Number of registers.
pub const N_REGISTERS: usize = 12;

/// Number of bands of modulation frequency.
pub const N_RATES: usize = 8;

/// Lowest and highest modulation frequency, Hz.
const RATES_HZ: (f32, f32) = (0.5, 16.0);

/// Transform length, frames: the power of two above the 1,288 frames of a full window.
const N_FFT: usize = 2048;

/// Added to modulation power before its logarithm is taken, dB²: what is below is rounding.
const FLOOR: f32 = 1e-4;

/// Number of values of this family.
pub const LEN: usize = N_REGISTERS * N_RATES;

/// Measures modulation; make one and use it for every window.
pub struct Modulation {
    plan: Arc<dyn RealToComplex<f32>>,
    input: Vec<f32>,
    output: Vec<Complex32>,
    scratch: Vec<Complex32>,
    hann: Vec<f32>,
    level: Vec<f32>,
}

impl Modulation {
    /// Plans the transform.
    pub fn new() -> Self {
        let plan = fft::forward(N_FFT);
        Self {
            input: plan.make_input_vec(),
            output: plan.make_output_vec(),
            scratch: plan.make_scratch_vec(),
            plan,
            hann: Vec::new(),
            level: Vec::new(),
        }
    }

    /// Power of a series of one value a frame in each of the bands whose edges are given in Hz; the unit is
    /// the series' squared. Only the first 2,048 frames count.
    pub fn powers<const N: usize>(&mut self, series: &[f32], edges: [(f32, f32); N]) -> [f32; N] {
        let len = series.len().min(N_FFT);
        if self.hann.len() != len {
            self.hann = hann(len);
        }
        let mean = mean(series.get(..len).unwrap_or_default());
        self.input.fill(0.0);
        for ((slot, value), weight) in self.input.iter_mut().zip(series).zip(&self.hann) {
            *slot = (value - mean) * weight;
        }
        // The only failure is a wrong buffer length, and the plan made these buffers itself.
        let done = self.plan.process_with_scratch(&mut self.input, &mut self.output, &mut self.scratch);
        debug_assert!(done.is_ok());
        let bin_hz = frame_rate() / N_FFT as f32;
        // Mean square of the Hann window is 3/8; each bin stands for two.
        let scale = 2.0 / (N_FFT as f32 * 0.375 * len.max(1) as f32);
        edges.map(|(low, high)| {
            let (from, to) = ((low / bin_hz).ceil() as usize, (high / bin_hz).ceil() as usize);
            let bins = self.output.get(from..to.min(self.output.len())).unwrap_or_default();
            scale * bins.iter().map(Complex32::norm_sqr).sum::<f32>()
        })
    }

    /// Appends the family's values, dB.
    pub fn describe(&mut self, mel: &MelFrames, values: &mut Vec<f32>) {
        let edges = std::array::from_fn(|band| (rate_edge(band), rate_edge(band + 1)));
        for register in 0..N_REGISTERS {
            let (from, to) = mel_bands(register);
            let mut level = std::mem::take(&mut self.level);
            level.clear();
            level.extend(mel.level.chunks_exact(N_MELS).map(|frame| mean(&frame[from..to])));
            let powers: [f32; N_RATES] = self.powers(&level, edges);
            self.level = level;
            values.extend(powers.map(|power| power_to_db(power + FLOOR)));
        }
    }
}

impl Default for Modulation {
    fn default() -> Self {
        Self::new()
    }
}

/// Frames of the main spectrogram per second.
pub fn frame_rate() -> f32 {
    SAMPLE_RATE as f32 / HOP as f32
}

/// First mel band of a register and the one after its last.
fn mel_bands(register: usize) -> (usize, usize) {
    (register * N_MELS / N_REGISTERS, (register + 1) * N_MELS / N_REGISTERS)
}

fn rate_edge(band: usize) -> f32 {
    let (low, high) = RATES_HZ;
    low * (high / low).powf(band as f32 / N_RATES as f32)
}

/// Names of the values, in order.
pub fn names() -> Vec<String> {
    let named =
        |register| (0..N_RATES).map(move |rate| format!("modulation_{register}_{:.1}_hz", rate_edge(rate)));
    (0..N_REGISTERS).flat_map(named).collect()
}

/// Centre frequency of each value's register, Hz.
pub fn centres_hz() -> Vec<Option<f32>> {
    let centre = |register| {
        let (from, to) = mel_bands(register);
        Some(mel::centre_hz(from, to))
    };
    (0..N_REGISTERS).flat_map(|register| std::iter::repeat_n(centre(register), N_RATES)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A 4 Hz tremolo of ±3 dB has a mean square of 4.5 dB², all of it between 3 and 5 Hz.
    #[test]
    fn finds_a_tremolo() {
        for frames in [129, 1288] {
            let tremolo =
                |i: usize| 3.0 * (std::f32::consts::TAU * 4.0 * i as f32 / frame_rate()).sin() - 20.0;
            let series: Vec<f32> = (0..frames).map(tremolo).collect();
            let [below, at, above] = Modulation::new().powers(&series, [(0.5, 3.0), (3.0, 5.0), (5.0, 16.0)]);
            assert!((at - 4.5).abs() < 0.2, "{frames}: {at}");
            assert!(below < 0.05 && above < 0.05, "{frames}: {below} {above}");
        }
    }
}
