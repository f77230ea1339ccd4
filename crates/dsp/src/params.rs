//! Every number that defines the analysis, with its unit and its reason.
//!
//! A change to any of them changes what descriptors mean: raise [`SCHEMA_VERSION`] and train again.

/// Version of the descriptor's layout and meaning, stamped into the model file and checked on load.
pub const SCHEMA_VERSION: u16 = 1;

/// Rate to which all audio is resampled before analysis, Hz. Half of CD rate: keeps 0–11 kHz, where
/// nearly all musical information lies, at half the cost; librosa's default.
pub const SAMPLE_RATE: u32 = 22_050;

/// Transform length of the main power spectrogram, samples. 92.9 ms at 22.05 kHz, bins of 10.8 Hz.
pub const N_FFT: usize = 2048;

/// Distance between frames of the main spectrogram, samples. 23.2 ms at 22.05 kHz.
pub const HOP: usize = 512;

/// Length of one window of the track, seconds. The teacher's labels were made on 30 s windows.
pub const WINDOW_S: f32 = 30.0;

/// Length of one window of the track, samples.
pub const WINDOW_LEN: usize = 661_500;

/// Least length of audio that is analysed, seconds: below it, rhythm and key are guesswork.
pub const MIN_S: f32 = 3.0;

/// Greatest length of audio that is analysed, seconds. Twice an album side; beyond it decoded audio
/// no longer fits a browser tab's memory.
pub const MAX_S: f32 = 3600.0;

/// Frequency range of the mel bands, Hz.
pub const MEL_RANGE_HZ: (f32, f32) = (30.0, 11_025.0);

/// Number of mel bands.
pub const N_MELS: usize = 64;

/// Number of bins of the normalised Fourier spectrum.
pub const SPECTRUM_BINS: usize = 10_000;

/// Upper end of the normalised Fourier spectrum, Hz: bins are 0.5 Hz wide.
pub const SPECTRUM_MAX_HZ: f32 = 5_000.0;
