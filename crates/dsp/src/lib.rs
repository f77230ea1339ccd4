//! Signal analysis: samples in, numbers out. Knows no file, no browser, no model.
//!
//! - [`fn@describe`]: audio that is in memory, as a whole.
//! - [`Once`]: audio that comes block by block; [`Survey`] and [`Hearing`] where it can come twice.
//! - [`Description`]: tempo, beats, key, loudness and the windows' descriptors; [`descriptor::GROUPS`] names the families of
//!   those, a file each.
//! - [`params`]: the numbers that define the analysis, with their units.
//!
//! ```
//! use dsp::{Audio, describe};
//! use std::f32::consts::TAU;
//!
//! // An A that is struck twice a second, for eight seconds, in one channel.
//! let rate = 22_050;
//! let time = |sample: u32| sample as f32 / rate as f32;
//! let struck = |t: f32| 0.5 * (TAU * 440.0 * t).sin() * (-8.0 * (t % 0.5)).exp();
//! let samples: Vec<f32> = (0..8 * rate).map(|sample| struck(time(sample))).collect();
//!
//! let audio = Audio { channels: &[&samples], sample_rate: rate };
//! let description = describe(&audio, &mut |_share| {})?;
//! assert!((description.tempo.bpm - 120.0).abs() < 1.0);
//! assert_eq!(description.duration_s, 8.0);
//! // Thirty seconds a window: this is one.
//! assert_eq!(description.windows.len(), 1);
//! # Ok::<(), dsp::DescribeError>(())
//! ```

pub mod audio;
pub mod beat;
pub mod chroma;
pub mod contrast;
mod cutter;
pub mod describe;
pub mod descriptor;
pub mod downmix;
pub mod dynamics;
mod ear;
mod fft;
pub mod filter;
mod fluctogram;
mod frame;
mod gating;
pub mod key;
mod listener;
pub mod loudness;
mod math;
pub mod mel;
pub mod mfcc;
pub mod modulation;
mod once;
pub mod onset;
pub mod params;
mod peaks;
mod power;
pub mod pulse;
mod regular;
pub mod resample;
pub mod rhythm;
pub mod shape;
pub mod spectrum;
pub mod stft;
pub mod survey;
pub mod tempo;
pub mod texture;
pub mod tonal;
pub mod transients;
pub mod voice;
mod waveform;

pub use audio::{Audio, DescribeError};
pub use describe::{Description, Hearing, Window, describe};
pub use descriptor::Descriptor;
pub use downmix::Downmix;
pub use once::Once;
pub use survey::{Survey, Surveyed};
