//! `cargo xtask js`: the JavaScript package as it ships, in `bindings/js/dist/`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::process::{run, step};
use crate::{paths, setup, slim, tools};

/// The package's modules: programs of `segue-js`.
const MODULES: [&str; 2] = ["analysis", "decoder"];

const TARGET: &str = "wasm32-unknown-unknown";

/// What the package has of the repository beside its own scripts.
const FROM_THE_REPOSITORY: [&str; 3] = ["assets/model.bin", "LICENSE-APACHE", "LICENSE-MIT"];

/// How the names of its end-to-end tests begin.
const TESTS: &str = "package";

/// Sets up and builds. `npm pack` and `npm install` take the result as it is.
pub fn js() -> Result<()> {
    setup::for_building()?;
    step("JavaScript package: its modules (about 8 minutes on two cores the first time)");
    let cargo = ["build", "--quiet", "--profile", "ship", "--target", TARGET, "--package", "segue-js"];
    run(tools::command("cargo")?.args(cargo))?;
    let package = paths::root().join("bindings/js");
    let dist = package.join("dist");
    if dist.exists() {
        fs::remove_dir_all(&dist)?;
    }
    for module in MODULES {
        bind(module, &dist)?;
    }
    slim::slim(&dist)?;
    for script in fs::read_dir(package.join("js"))? {
        copy(&script?.path(), &dist)?;
    }
    FROM_THE_REPOSITORY.iter().try_for_each(|file| copy(&paths::root().join(file), &dist))
}

/// Writes a built module and the script that goes with it. It names no file: whoever starts it hands it its module.
fn bind(module: &str, dist: &Path) -> Result<()> {
    let built = paths::target().join(TARGET).join("ship").join(format!("segue-{module}.wasm"));
    let options = ["--target", "web", "--no-typescript", "--omit-default-module-path", "--out-name", module];
    run(tools::command("wasm-bindgen")?.args(options).arg("--out-dir").arg(dist).arg(built))
}

fn copy(file: &Path, folder: &Path) -> Result<()> {
    let name = file.file_name().with_context(|| format!("{} is no file", file.display()))?;
    fs::copy(file, folder.join(name)).with_context(|| format!("cannot copy {}", file.display()))?;
    Ok(())
}

/// Whether these files of end-to-end tests, of which none are all, need the package.
pub fn is_tested_by(files: &[String]) -> bool {
    files.is_empty() || files.iter().any(|file| file.starts_with(TESTS))
}
