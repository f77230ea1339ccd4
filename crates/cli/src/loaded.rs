//! A model that is ready to listen: that of the page, or another.

use model::{Model, ModelError};
use protocol::ANALYSIS_VERSION;
use xxhash_rust::xxh3::xxh3_64;

/// The file of the model that the page serves.
pub static BUILT_IN: &[u8] = include_bytes!("../assets/model.bin");

/// A model, with the name that stands in what it found.
pub struct Loaded {
    /// The model.
    pub model: Model,
    /// Tells analyses apart that may come out otherwise: the analysis's version, and a hash of the model.
    pub stamp: String,
}

impl Loaded {
    /// The model that the page serves.
    ///
    /// # Errors
    /// Where this was built with one of another version.
    pub fn built_in() -> Result<Self, ModelError> {
        Self::from_bytes(BUILT_IN)
    }

    /// A model by its file.
    ///
    /// # Errors
    /// Where that is no model of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let stamp = format!("{ANALYSIS_VERSION}-{:08x}", xxh3_64(bytes) >> 32);
        Ok(Self { model: Model::from_bytes(bytes)?, stamp })
    }
}
