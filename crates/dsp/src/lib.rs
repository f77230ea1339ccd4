//! Signal analysis: samples in, numbers out. Knows no file, no browser, no model.

pub mod chroma;
pub mod key;
pub mod onset;
pub mod params;
pub mod rhythm;
pub mod stft;
pub mod tempo;
pub mod tonal;
