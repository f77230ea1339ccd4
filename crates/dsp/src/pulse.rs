//! Pulse: autocorrelation and spectrum of onset strength, from which tempo and rhythm are read.

use crate::fft;
use crate::math::at_least;
use crate::onset::{FRAME_RATE, N_REGISTERS, Onsets};
use realfft::{ComplexToReal, RealToComplex};
use rustfft::num_complex::Complex32;
use std::sync::Arc;

/// Number of envelopes: all bands, then each register.
pub const N_ENVELOPES: usize = 1 + N_REGISTERS;

/// Number of lags kept, frames: eight periods of 40 BPM are 1,034.
pub const N_LAGS: usize = 1100;

/// Number of spectrum bins kept: four times 240 BPM lies at bin 1,522.
pub const N_BINS: usize = 1600;

/// Transform length: 30 s of frames and as much zero padding again, so that no lag in use wraps around.
const N_FFT: usize = 8192;

/// Greatest number of frames analysed at once, 34 s. Windows are not longer.
const MAX_FRAMES: usize = 3000;

/// Smoothing of the envelope: a Hann window of five frames.
const SMOOTHING: [f32; 5] = [1.0 / 12.0, 0.25, 1.0 / 3.0, 0.25, 1.0 / 12.0];

/// Length of the moving mean that is taken away, frames: one second.
const MEAN_FRAMES: usize = 86;

/// Length over which the envelope's level is evened out, frames: five seconds.
const LEVEL_FRAMES: usize = 430;

/// Onset strength (dB) below which differences of level are noise.
const LEVEL_FLOOR: f32 = 0.1;

/// Autocorrelation and spectrum of each envelope of one window, or their mean over many.
#[derive(Clone, Debug)]
pub struct Pulse {
    /// Autocorrelation by lag in frames, corrected for the overlap that shrinks with lag; 1 at lag 0.
    acf: [Vec<f32>; N_ENVELOPES],
    /// Magnitude by frequency, relative to the root mean square over the bins kept.
    magnitude: [Vec<f32>; N_ENVELOPES],
    frames: f32,
}

impl Pulse {
    /// Of no audio.
    pub fn new() -> Self {
        let zeros = |len| std::array::from_fn(|_| vec![0.0; len]);
        Self { acf: zeros(N_LAGS), magnitude: zeros(N_BINS), frames: 0.0 }
    }

    /// Joins another window, so that this is the mean over all frames so far.
    pub fn add(&mut self, other: &Pulse) {
        let total = self.frames + other.frames;
        if total <= 0.0 {
            return;
        }
        let share = other.frames / total;
        let pairs = self.acf.iter_mut().zip(&other.acf);
        for (mine, others) in pairs.chain(self.magnitude.iter_mut().zip(&other.magnitude)) {
            for (mine, other) in mine.iter_mut().zip(others) {
                *mine += share * (other - *mine);
            }
        }
        self.frames = total;
    }

    /// Whether anything ever started: without it there is no tempo.
    pub fn is_silent(&self) -> bool {
        self.acf[0].first().is_none_or(|energy| *energy <= 0.0)
    }

    /// Autocorrelation of an envelope at `period` seconds, interpolated; 0 beyond the lags kept.
    pub fn correlation(&self, envelope: usize, period: f32) -> f32 {
        interpolate(&self.acf[envelope], period * FRAME_RATE)
    }

    /// Magnitude of an envelope at `rate` Hz, interpolated; 0 beyond the bins kept.
    pub fn magnitude(&self, envelope: usize, rate: f32) -> f32 {
        interpolate(&self.magnitude[envelope], rate * (N_FFT as f32 / FRAME_RATE))
    }

    /// Autocorrelation of the envelope of all bands by lag in frames.
    pub fn acf(&self) -> &[f32] {
        &self.acf[0]
    }
}

impl Default for Pulse {
    fn default() -> Self {
        Self::new()
    }
}

/// Computes [`Pulse`]; make one and use it for every window.
pub struct PulseAnalyser {
    forward: Arc<dyn RealToComplex<f32>>,
    inverse: Arc<dyn ComplexToReal<f32>>,
    time: Vec<f32>,
    spectrum: Vec<Complex32>,
    scratch: Vec<Complex32>,
    envelope: Vec<f32>,
    work: Vec<f32>,
    squares: Vec<f32>,
}

impl PulseAnalyser {
    /// Plans the transforms.
    pub fn new() -> Self {
        let (forward, inverse) = (fft::forward(N_FFT), fft::inverse(N_FFT));
        let scratch_len = forward.get_scratch_len().max(inverse.get_scratch_len());
        Self {
            time: forward.make_input_vec(),
            spectrum: forward.make_output_vec(),
            scratch: vec![Complex32::default(); scratch_len],
            envelope: Vec::with_capacity(MAX_FRAMES),
            work: Vec::with_capacity(MAX_FRAMES),
            squares: Vec::with_capacity(MAX_FRAMES),
            forward,
            inverse,
        }
    }

    /// Writes the pulse of one window over `into`.
    pub fn analyse(&mut self, onsets: &Onsets, into: &mut Pulse) {
        let envelopes = std::iter::once(&onsets.all).chain(&onsets.registers);
        for (index, strength) in envelopes.enumerate() {
            let strength = &strength[..strength.len().min(MAX_FRAMES)];
            self.normalise(strength);
            self.correlate(&mut into.acf[index], &mut into.magnitude[index]);
        }
        into.frames = onsets.all.len() as f32;
    }

    /// The normalised envelope of all bands of a window, mean zero.
    pub fn envelope(&mut self, strength: &[f32]) -> &[f32] {
        self.normalise(&strength[..strength.len().min(MAX_FRAMES)]);
        &self.envelope
    }

    /// Smooths, keeps what rises above the local mean, evens out the level, and centres.
    fn normalise(&mut self, strength: &[f32]) {
        let Self { envelope, work, squares, .. } = self;
        work.clear();
        work.extend((0..strength.len()).map(|i| {
            let taps = SMOOTHING.iter().enumerate();
            taps.filter_map(|(k, tap)| Some(tap * strength.get((i + k).checked_sub(2)?)?)).sum::<f32>()
        }));
        moving_mean(work, MEAN_FRAMES, envelope);
        for (value, mean) in work.iter_mut().zip(envelope.iter()) {
            *value = at_least(*value - mean, 0.0);
        }
        squares.clear();
        squares.extend(work.iter().map(|value| value * value));
        moving_mean(squares, LEVEL_FRAMES, envelope);
        let mut sum = 0.0;
        for (slot, value) in envelope.iter_mut().zip(work.iter()) {
            *slot = value / (at_least(*slot, 0.0).sqrt() + LEVEL_FLOOR);
            sum += *slot;
        }
        let mean = sum / envelope.len().max(1) as f32;
        envelope.iter_mut().for_each(|value| *value -= mean);
    }

    fn correlate(&mut self, acf: &mut [f32], magnitude: &mut [f32]) {
        let Self { forward, inverse, time, spectrum, scratch, envelope, .. } = self;
        let frames = envelope.len();
        time.fill(0.0);
        time[..frames].copy_from_slice(envelope);
        // The only failure is a wrong buffer length, and the plan made these buffers itself.
        let done = forward.process_with_scratch(time, spectrum, scratch);
        debug_assert!(done.is_ok());
        for value in spectrum.iter_mut() {
            *value = Complex32::new(value.norm_sqr(), 0.0);
        }
        let mean = spectrum[..N_BINS].iter().map(|power| power.re).sum::<f32>() / N_BINS as f32;
        let scale = if mean > f32::MIN_POSITIVE { 1.0 / mean } else { 0.0 };
        for (slot, power) in magnitude.iter_mut().zip(spectrum.iter()) {
            *slot = (power.re * scale).sqrt();
        }
        let done = inverse.process_with_scratch(spectrum, time, scratch);
        debug_assert!(done.is_ok());
        let energy = time[0];
        let scale = if energy > f32::MIN_POSITIVE { 1.0 / energy } else { 0.0 };
        for (lag, (slot, value)) in acf.iter_mut().zip(time.iter()).enumerate() {
            let overlap = frames.saturating_sub(lag).max(frames / 4).max(1);
            *slot = value * scale * frames as f32 / overlap as f32;
        }
    }
}

impl Default for PulseAnalyser {
    fn default() -> Self {
        Self::new()
    }
}

/// Mean over `width` values around each, fewer at the ends.
fn moving_mean(values: &[f32], width: usize, into: &mut Vec<f32>) {
    into.clear();
    let half = width / 2;
    let mut sum: f64 = values.iter().take(half).map(|value| f64::from(*value)).sum();
    for i in 0..values.len() {
        sum += values.get(i + half).map_or(0.0, |value| f64::from(*value));
        if let Some(left) = i.checked_sub(half + 1) {
            sum -= f64::from(values[left]);
        }
        let count = (i + half + 1).min(values.len()) - i.saturating_sub(half);
        into.push((sum / count as f64) as f32);
    }
}

/// Value at a fractional index; 0 outside.
fn interpolate(values: &[f32], at: f32) -> f32 {
    let below = at as usize;
    match values.get(below..below + 2) {
        Some([low, high]) if at >= 0.0 => low + (at - below as f32) * (high - low),
        _ => 0.0,
    }
}
