//! Short-time Fourier transform: Hann window, no centre padding, power.
//!
//! The same as `abs(librosa.stft(y, n_fft, hop_length, center=False)) ** 2`.

use crate::params::{HOP, N_FFT};
use crate::power::PowerSpectrum;

/// A planned transform with its scratch space; make one and use it for every window.
pub struct Stft {
    n_fft: usize,
    hop: usize,
    window: Vec<f32>,
    spectrum: PowerSpectrum,
    /// Power of one frame.
    power: Vec<f32>,
}

/// Power spectrogram: `frames` rows of `bins` values, row after row.
#[derive(Clone, Debug, Default)]
pub struct Spectrogram {
    /// Values of one frame: `n_fft / 2 + 1`.
    pub bins: usize,
    /// Power, `frames × bins`.
    pub data: Vec<f32>,
}

impl Spectrogram {
    /// The main spectrogram of a window, [`N_FFT`] samples every [`HOP`].
    pub fn of(samples: &[f32]) -> Self {
        let mut spectrogram = Self::default();
        Stft::new(N_FFT, HOP).power_into(samples, &mut spectrogram);
        spectrogram
    }

    /// Number of frames.
    pub fn frames(&self) -> usize {
        self.data.len().checked_div(self.bins).unwrap_or(0)
    }

    /// One frame after the other.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[f32]> {
        self.data.chunks_exact(self.bins.max(1))
    }
}

impl Stft {
    /// A transform of `n_fft` samples, a multiple of 32, every `hop` samples.
    pub fn new(n_fft: usize, hop: usize) -> Self {
        let spectrum = PowerSpectrum::new(n_fft);
        Self { n_fft, hop, window: hann(n_fft), power: vec![0.0; spectrum.lines()], spectrum }
    }

    /// Number of values in a frame.
    pub fn bins(&self) -> usize {
        self.spectrum.lines()
    }

    /// Number of whole frames in `len` samples.
    pub fn frames_in(&self, len: usize) -> usize {
        if len < self.n_fft { 0 } else { (len - self.n_fft) / self.hop + 1 }
    }

    /// Calls `each` with the power of every whole frame of `samples`, in order.
    pub fn for_each_frame(&mut self, samples: &[f32], mut each: impl FnMut(&[f32])) {
        let Self { n_fft, hop, window, spectrum, power } = self;
        for frame in samples.windows(*n_fft).step_by(*hop) {
            spectrum.measure_windowed(frame, window, power);
            each(power);
        }
    }

    /// The power spectrogram of `samples`, written over `into`.
    pub fn power_into(&mut self, samples: &[f32], into: &mut Spectrogram) {
        into.bins = self.bins();
        into.data.resize(self.frames_in(samples.len()) * into.bins, 0.0);
        let frames = samples.windows(self.n_fft).step_by(self.hop);
        for (frame, power) in frames.zip(into.data.chunks_exact_mut(into.bins)) {
            self.spectrum.measure_windowed(frame, &self.window, power);
        }
    }
}

/// Periodic Hann window, as scipy's `get_window("hann", n)`.
pub fn hann(n: usize) -> Vec<f32> {
    (0..n).map(|i| (0.5 - 0.5 * (std::f64::consts::TAU * i as f64 / n as f64).cos()) as f32).collect()
}
