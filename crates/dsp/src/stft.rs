//! Short-time Fourier transform: Hann window, no centre padding, power.
//!
//! The same as `abs(librosa.stft(y, n_fft, hop_length, center=False)) ** 2`.

use crate::fft;
use crate::params::{HOP, N_FFT};
use realfft::RealToComplex;
use rustfft::num_complex::Complex32;
use std::sync::Arc;

/// A planned transform with its scratch space; make one and use it for every window.
pub struct Stft {
    n_fft: usize,
    hop: usize,
    window: Vec<f32>,
    plan: Arc<dyn RealToComplex<f32>>,
    input: Vec<f32>,
    output: Vec<Complex32>,
    scratch: Vec<Complex32>,
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
    /// A transform of `n_fft` samples every `hop` samples.
    pub fn new(n_fft: usize, hop: usize) -> Self {
        let plan = fft::forward(n_fft);
        Self {
            n_fft,
            hop,
            window: hann(n_fft),
            input: plan.make_input_vec(),
            output: plan.make_output_vec(),
            scratch: plan.make_scratch_vec(),
            plan,
        }
    }

    /// Number of values in a frame.
    pub fn bins(&self) -> usize {
        self.n_fft / 2 + 1
    }

    /// Number of whole frames in `len` samples.
    pub fn frames_in(&self, len: usize) -> usize {
        if len < self.n_fft { 0 } else { (len - self.n_fft) / self.hop + 1 }
    }

    /// Calls `each` with the complex spectrum of every whole frame of `samples`, in order.
    pub fn for_each_frame(&mut self, samples: &[f32], mut each: impl FnMut(&[Complex32])) {
        for frame in 0..self.frames_in(samples.len()) {
            let start = frame * self.hop;
            let source = &samples[start..start + self.n_fft];
            for ((slot, sample), weight) in self.input.iter_mut().zip(source).zip(&self.window) {
                *slot = sample * weight;
            }
            // The only failure is a wrong buffer length, and the plan made these buffers itself.
            let done = self.plan.process_with_scratch(&mut self.input, &mut self.output, &mut self.scratch);
            debug_assert!(done.is_ok());
            each(&self.output);
        }
    }

    /// The power spectrogram of `samples`, written over `into`.
    pub fn power_into(&mut self, samples: &[f32], into: &mut Spectrogram) {
        into.bins = self.bins();
        into.data.clear();
        into.data.reserve(self.frames_in(samples.len()) * into.bins);
        let data = &mut into.data;
        self.for_each_frame(samples, |frame| data.extend(frame.iter().map(Complex32::norm_sqr)));
    }
}

/// Periodic Hann window, as scipy's `get_window("hann", n)`.
pub fn hann(n: usize) -> Vec<f32> {
    (0..n).map(|i| (0.5 - 0.5 * (std::f64::consts::TAU * i as f64 / n as f64).cos()) as f32).collect()
}
