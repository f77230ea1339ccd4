//! The model and the catalogue that the program carries: those that the page serves.

use anyhow::{Context, Result};
use catalogue::Catalogue;
use segue_cli::loaded::Loaded;
use std::fs;
use std::path::PathBuf;

/// The catalogue's file.
pub static CATALOGUE: &[u8] = include_bytes!("../assets/catalogue.bin");

/// Which model listens.
#[derive(clap::Args)]
pub struct Choice {
    /// The model to use [default: the one within the program].
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
}

impl Choice {
    /// Loads the model.
    ///
    /// # Errors
    /// Where the file cannot be read or is no model of this version.
    pub fn load(&self) -> Result<Loaded> {
        let Some(path) = &self.model else { return Ok(Loaded::built_in()?) };
        let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        Ok(Loaded::from_bytes(&bytes)?)
    }
}

/// The catalogue.
///
/// # Errors
/// Where the program was built with one of another version.
pub fn catalogue() -> Result<Catalogue> {
    Ok(Catalogue::from_bytes(CATALOGUE)?)
}
