//! Folders that the commands share.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The repository's root.
pub fn root() -> PathBuf {
    // CARGO_MANIFEST_DIR is crates/xtask.
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// Where Trunk puts the built page.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Where cargo puts what it builds.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Flags for the compiler that keep the folder of the dependencies' sources, and with it the user's name, out of what is built:
/// it would stand there wherever a dependency may panic. A path that cannot be part of a list of flags stays.
pub fn without_home() -> String {
    let cargo = variable("CARGO_HOME").or_else(|| Some(variable("HOME")?.join(".cargo")));
    let registries = cargo.and_then(|cargo| std::fs::read_dir(cargo.join("registry/src")).ok());
    let mut flags: Vec<String> = registries
        .into_iter()
        .flatten()
        .filter_map(|registry| registry.ok()?.path().into_os_string().into_string().ok())
        .filter(|path| !path.contains(char::is_whitespace))
        .map(|path| format!("--remap-path-prefix={path}=crates.io"))
        .collect();
    // Other flags are another build.
    flags.sort();
    flags.join(" ")
}

/// A variable of the environment that says something.
fn variable(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// Where tools built for Segue live, shared by every checkout of this user.
pub fn tools() -> Result<PathBuf> {
    let cache = variable("XDG_CACHE_HOME")
        .or_else(|| variable("LOCALAPPDATA"))
        .or_else(|| variable("HOME").map(|home| home.join(".cache")))
        .context("Set HOME to your home folder: the tools that Segue builds are kept below it.")?;
    Ok(cache.join("segue").join("tools"))
}
