//! The command line `segue`, which the packages for other languages must agree with.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::process::run;
use crate::{paths, python};

/// Where it is.
pub fn path() -> PathBuf {
    paths::target().join("debug").join(format!("segue{}", std::env::consts::EXE_SUFFIX))
}

/// Builds it as the native tests do, so that it is there already where they ran.
pub fn build() -> Result<()> {
    let build = ["test", "--quiet", "--workspace", python::LEFT_OUT, "--test=program", "--no-run"];
    run(Command::new("cargo").args(build).current_dir(paths::root()))
}
