//! From a user's file to PCM, the microphone, the built-in sample, and sound that was made here to a file.

mod browser;
pub mod decode;
pub mod recorder;
pub mod sample;
pub mod seekable;
pub mod wav;
