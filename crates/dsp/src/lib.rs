//! Signal analysis: samples in, numbers out. Knows no file, no browser, no model.
//!
//! Start at [`describe::describe`]. One file a family of the descriptor ([`descriptor::GROUPS`]); the
//! numbers that define the analysis are in [`params`].

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
