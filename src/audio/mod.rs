//! From a user's file to PCM, and the built-in sample.

pub mod decode;
pub mod sample;
pub mod sniff;
