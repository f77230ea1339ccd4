//! What native tools share with the command line `segue`.
//!
//! - [`decode`]: audio files to samples.
//! - [`rows`]: tables of descriptors, as `segue describe --csv` writes them.

pub mod decode;
pub mod rows;

use std::path::{Path, PathBuf};

/// The project's root folder: where the model lies that is used by default.
pub fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
