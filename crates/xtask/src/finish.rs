//! `cargo xtask finish`: the last steps of every build of the page, called by Trunk (`Trunk.toml`) before the result is
//! put into `dist/`.

use anyhow::{Context, Result};
use std::env;
use std::path::PathBuf;

use crate::{inline_script, offline, slim};

/// Finishes what lies in the folder that Trunk names in its environment.
pub fn finish() -> Result<()> {
    let folder = env::var_os("TRUNK_STAGING_DIR").context("Trunk calls this while it builds")?;
    let folder = PathBuf::from(folder);
    slim::slim(&folder)?;
    inline_script::move_out(&folder)?;
    // Last, since it names the files by what is in them.
    offline::list_files(&folder)
}
