//! Every number that defines the analysis, with its unit and its reason.
//!
//! A change to any of them changes what descriptors mean: raise [`SCHEMA_VERSION`] and train again.

/// Version of the descriptor's layout and meaning, stamped into the model file and checked on load.
pub const SCHEMA_VERSION: u16 = 3;

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

/// Greatest length of audio that is analysed, seconds.
pub const MAX_S: f32 = music::LONGEST_S as f32;

/// Frequency range of the mel bands, Hz.
pub const MEL_RANGE_HZ: (f32, f32) = (30.0, 11_025.0);

/// Number of mel bands.
pub const N_MELS: usize = 64;

/// Number of bins of the normalised Fourier spectrum.
pub const SPECTRUM_BINS: usize = 10_000;

/// Upper end of the normalised Fourier spectrum, Hz: bins are 0.5 Hz wide.
pub const SPECTRUM_MAX_HZ: f32 = 5_000.0;

/// Transform length of the normalised Fourier spectrum, samples: a window of [`WINDOW_LEN`] and zeros after it.
/// 2¹⁸ · 3 takes less than half the time of 2² · 3³ · 5³ · 7²; zeros add lines between the lines, and no energy.
pub const SPECTRUM_N_FFT: usize = 786_432;

/// Range of sample rates that are accepted, Hz: from telephone to studio.
pub const MIN_RATE: u32 = 4_000;
/// See [`MIN_RATE`].
pub const MAX_RATE: u32 = 384_000;

/// Peak below which audio is silence, less a constant offset: −80 dBFS, the dither of a 16-bit file stays under it.
pub const SILENCE_PEAK: f32 = 1e-4;

/// Peak beyond which samples are no audio: 20 dB over full scale. Floats may exceed it where music was mixed too loud; whole
/// numbers of 16 bits that nobody divided reach thousands.
pub const LOUDEST_PEAK: f32 = 10.0;

/// Shortest silence that is left out, seconds. What peaks below [`SILENCE_PEAK`] for so long is no rest within the
/// music but the time before, after or between pieces of it: the windows are cut from what is left, joined, as if it
/// were not there, so that no value, tempo or key depends on it. Rests that are shorter belong to the music, as they did
/// when the teacher labelled it. Times, waveform, picture and length stay those of the file.
pub const SILENCE_S: f32 = 3.0;

/// Power of the mean of all channels, in shares of what it would be if they had nothing in common, below which they are
/// said to cancel and the loudest is taken for all. In stereo it is 2 for channels that are the same, 1 for channels that
/// differ throughout or for one alone, and 0 for one that is the other turned upside down; a quarter is reached where
/// the sides hold seven times as much as the middle, which music in stereo does not do.
pub const CANCELLED: f32 = 0.25;

/// Shortest remainder at the end of a track that becomes a window of its own, seconds: half a window.
pub const MIN_REMAINDER_S: f32 = 15.0;

/// Added to integrated loudness (LUFS) to land on Spotify's `loudness` (dB): fitted on stereo previews,
/// where it leaves a mean error of 0.7 dB.
pub const SPOTIFY_LOUDNESS_OFFSET_DB: f32 = 4.1;

/// Slices of the waveform envelope: more than a wide screen has pixels for it.
pub const WAVEFORM_SLICES: usize = 1_000;
