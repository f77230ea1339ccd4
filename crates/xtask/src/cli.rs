//! `cargo xtask cli`: the command line `segue` with the page inside, as one file.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::process::{run, step};
use crate::{build, paths};

/// Most that the program may weigh, bytes.
const MOST: u64 = 25_000_000;

/// Files of the page that the program carries for itself.
const CARRIED: [&str; 2] = ["catalogue.bin", "model.bin"];

/// Builds the page, and the program with it.
pub fn cli() -> Result<()> {
    build::build()?;
    let page = lay_out()?;
    step("the program (about 10 minutes on two cores the first time)");
    let mut command = Command::new("cargo");
    command.args([
        "rustc",
        "--profile",
        "ship",
        "--package",
        "segue-cli",
        "--bin",
        "segue",
        "--features",
        "page",
    ]);
    command.env("RUSTFLAGS", paths::without_home());
    // Names of functions would be a seventh of it.
    command.args(["--", "-C", "strip=symbols"]);
    if cfg!(target_os = "linux") {
        // Runs on every Linux, whatever C library that has.
        command.args(["-C", "target-feature=+crt-static"]);
    }
    run(with_page(&mut command, &page))?;
    let program = paths::target().join("ship").join(format!("segue{}", std::env::consts::EXE_SUFFIX));
    let size = fs::metadata(&program).with_context(|| program.display().to_string())?.len();
    println!("{} ({:.1} MB)", program.display(), size as f64 / 1e6);
    ensure!(size <= MOST, "the program weighs {size} bytes: at most {MOST} are promised");
    Ok(())
}

/// Tells a command of cargo's where the page lies that goes into the program.
pub fn with_page<'a>(command: &'a mut Command, page: &Path) -> &'a mut Command {
    command.env("SEGUE_PAGE", page).env("MEMORY_SERVE_QUIET", "1").current_dir(paths::root())
}

/// Lays out what of the built page goes into the program, and tells where.
pub fn lay_out() -> Result<PathBuf> {
    let page = paths::target().join("page");
    if page.exists() {
        fs::remove_dir_all(&page)?;
    }
    copy(&paths::dist(), &page)?;
    for name in CARRIED {
        fs::remove_file(page.join(name)).with_context(|| format!("the built page has no {name}"))?;
    }
    Ok(page)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}
