//! Signal analysis: samples in, numbers out. Knows no file, no browser, no model.

pub mod params;
pub mod stft;
