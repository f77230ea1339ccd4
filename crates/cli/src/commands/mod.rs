//! One file a command.

pub mod analyse;
pub mod describe;
pub mod explain;

use anyhow::{Context, Result};
use model::Model;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The model that the page serves.
fn shipped_model() -> PathBuf {
    segue_cli::project().join("assets/model.bin")
}

/// Reads a model.
fn load(path: &Path) -> Result<Model> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(Model::from_bytes(&bytes)?)
}
