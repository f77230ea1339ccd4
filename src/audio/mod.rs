//! From a user's file to PCM, the built-in sample, and sound that was made here to a file.

pub mod decode;
pub mod sample;
pub mod sniff;
pub mod wav;
