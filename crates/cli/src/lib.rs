//! What native tools share with the command line `segue`, whose program is the feature `program`.
//!
//! - [`decode`]: audio files to samples.
//! - [`hearing`], with the feature of that name: audio files to what is heard in them, and [`record`]: to what is written of
//!   that; by which model: [`loaded`].
//! - [`ended`]: how a command line ends.
//! - [`rows`]: tables of descriptors, as `segue describe --csv` writes them.

pub mod decode;
#[cfg(feature = "hearing")]
pub mod found;
pub mod guarded;
#[cfg(feature = "hearing")]
pub mod hearing;
#[cfg(feature = "hearing")]
pub mod loaded;
#[cfg(feature = "hearing")]
pub mod record;
pub mod rows;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The project's root folder, where who works on the model finds it.
pub fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// How a command line ends: an error is told in one line, with its causes.
pub fn ended(outcome: anyhow::Result<()>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
