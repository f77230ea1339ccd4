//! The model and the catalogue that the program carries: those that the page serves.

use anyhow::{Context, Result};
use catalogue::Catalogue;
use model::Model;
use protocol::ANALYSIS_VERSION;
use std::borrow::Cow;
use std::fs;
use std::path::PathBuf;
use xxhash_rust::xxh3::xxh3_64;

static MODEL: &[u8] = include_bytes!("../../../assets/model.bin");
static CATALOGUE: &[u8] = include_bytes!("../../../assets/catalogue.bin");

/// Which model listens.
#[derive(clap::Args)]
pub struct Choice {
    /// The model to use [default: the one within the program].
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
}

/// A model, with the name that stands in what it found.
pub struct Loaded {
    /// The model.
    pub model: Model,
    /// Tells analyses apart that may come out otherwise: the analysis's version, and a hash of the model.
    pub stamp: String,
}

impl Choice {
    /// Loads the model.
    ///
    /// # Errors
    /// Where the file cannot be read or is no model of this version.
    pub fn load(&self) -> Result<Loaded> {
        let bytes = match &self.model {
            Some(path) => {
                Cow::Owned(fs::read(path).with_context(|| format!("cannot read {}", path.display()))?)
            }
            None => Cow::Borrowed(MODEL),
        };
        let stamp = format!("{ANALYSIS_VERSION}-{:08x}", xxh3_64(&bytes) >> 32);
        Ok(Loaded { model: Model::from_bytes(&bytes)?, stamp })
    }
}

/// The catalogue.
///
/// # Errors
/// Where the program was built with one of another version.
pub fn catalogue() -> Result<Catalogue> {
    Ok(Catalogue::from_bytes(CATALOGUE)?)
}
