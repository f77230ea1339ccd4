//! Onset strength: how much the level of the mel bands rises from one frame to the next.
//!
//! The same as `librosa.onset.onset_strength` of a 40-band HTK mel spectrogram (1024/256, Hann, no centre
//! padding, 30–11,025 Hz, `power_to_db` with 55 dB of range), but for the first frame, which librosa pads.
//! Log-mel spectral flux: Böck & Widmer, "Maximum filter vibrato suppression for onset detection", 2013.

use crate::math::{at_least, greatest, power_to_db, sum_of};
use crate::mel::MelBank;
use crate::params::SAMPLE_RATE;
use crate::stft::Stft;
use std::ops::Range;

/// Transform length, samples: 46 ms, short enough to tell onsets 30 ms apart.
pub const N_FFT: usize = 1024;

/// Distance between frames, samples.
pub const HOP: usize = 256;

/// Frames per second.
pub const FRAME_RATE: f32 = SAMPLE_RATE as f32 / HOP as f32;

/// Number of mel bands.
pub const N_BANDS: usize = 40;

/// Number of registers in which onsets are also counted apart.
pub const N_REGISTERS: usize = 3;

/// First mel band of each register, and the end: bass drum (below 250 Hz), body (to 2 kHz), cymbals.
const REGISTER_BANDS: [usize; N_REGISTERS + 1] = [0, 4, 20, N_BANDS];

/// Range below the loudest value of a window beyond which level changes are noise, dB. With more, whatever starts
/// after digital silence is as strong an onset as a drum: faint hi-hats between slow beats then double the tempo.
const RANGE_DB: f32 = 55.0;

/// Onset strength of one window: mean rise in dB over the bands, one value for each pair of frames.
#[derive(Clone, Debug, Default)]
pub struct Onsets {
    /// Mean over all bands.
    pub all: Vec<f32>,
    /// Mean over the bands of each register, low to high.
    pub registers: [Vec<f32>; N_REGISTERS],
}

impl Onsets {
    /// Those of some frames of the window.
    pub fn between(&self, frames: Range<usize>) -> Onsets {
        let some = |strength: &Vec<f32>| {
            let end = frames.end.min(strength.len());
            strength.get(frames.start.min(end)..end).unwrap_or_default().to_vec()
        };
        Onsets { all: some(&self.all), registers: self.registers.each_ref().map(some) }
    }
}

/// Measures onset strength; make one and use it for every window.
pub struct OnsetDetector {
    stft: Stft,
    mel: MelBank,
    levels: Vec<f32>,
}

impl OnsetDetector {
    /// Plans the transform.
    pub fn new() -> Self {
        Self { stft: Stft::new(N_FFT, HOP), mel: MelBank::new(N_FFT, N_BANDS), levels: Vec::new() }
    }

    /// Writes the onset strength of `samples` over `into`; empty where there are fewer than two frames.
    pub fn measure(&mut self, samples: &[f32], into: &mut Onsets) {
        self.measure_levels(samples);
        into.all.clear();
        into.registers.iter_mut().for_each(Vec::clear);
        let frames = self.levels.chunks_exact(N_BANDS);
        for (before, after) in frames.clone().zip(frames.skip(1)) {
            let mut total = 0.0;
            for (register, edges) in into.registers.iter_mut().zip(REGISTER_BANDS.windows(2)) {
                let (start, end) = (edges[0], edges[1]);
                let rise = |before, after| at_least(after - before, 0.0);
                let sum = sum_of(&before[start..end], &after[start..end], rise);
                register.push(sum / (end - start) as f32);
                total += sum;
            }
            into.all.push(total / N_BANDS as f32);
        }
    }

    fn measure_levels(&mut self, samples: &[f32]) {
        let Self { stft, mel, levels } = self;
        levels.clear();
        levels.reserve(stft.frames_in(samples.len()) * N_BANDS);
        stft.for_each_frame(samples, |power| mel.apply(power, levels));
        levels.iter_mut().for_each(|level| *level = power_to_db(*level));
        let loudest = greatest(levels);
        for level in levels.iter_mut() {
            *level = at_least(*level, loudest - RANGE_DB);
        }
    }
}

impl Default for OnsetDetector {
    fn default() -> Self {
        Self::new()
    }
}
