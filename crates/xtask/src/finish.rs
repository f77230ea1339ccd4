//! `cargo xtask finish`: the last steps of every build of the page, called by Trunk (`Trunk.toml`) before the result is
//! put into its folder.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::{inline_script, loaders, offline, slim, style_sheet};

/// Takes the service worker's place while the page is worked on.
const FORGETS: &str = include_str!("forget.js");

/// Finishes what lies in the folder that Trunk names in its environment.
pub fn finish() -> Result<()> {
    let folder = env::var_os("TRUNK_STAGING_DIR").context("Trunk calls this while it builds")?;
    let folder = PathBuf::from(folder);
    inline_script::move_out(&folder)?;
    // Trunk's word for a build without `--release`.
    if env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "debug") {
        return for_developing(&folder);
    }
    style_sheet::join(&folder)?;
    loaders::hasten(&folder)?;
    slim::slim(&folder)?;
    // Last, since it names the files by what is in them.
    offline::list_files(&folder)
}

/// Lets the page load itself again when it was built anew, and keeps the browser from keeping it.
fn for_developing(folder: &Path) -> Result<()> {
    inline_script::move_reload_out(folder)?;
    Ok(fs::write(folder.join(offline::SERVICE_WORKER), FORGETS)?)
}
