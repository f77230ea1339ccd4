//! Trunk, wasm-bindgen and geckodriver: built once per user with `cargo install`, used by every checkout.
//!
//! They go into the user's cache folder and are found through PATH by the commands that xtask runs; a tool of
//! the right version that is on PATH already is used as it is.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::paths;
use crate::process::{output, run, step};

/// The last Trunk that the compilers in use can build: 0.22 asks for rustc 1.96.
const TRUNK_VERSION: &str = "0.21.14";

/// Drives Firefox; Debian has no package of it.
const GECKODRIVER_VERSION: &str = "0.37.1";

/// A program that `cargo install` provides.
struct Tool {
    /// Package on crates.io.
    package: &'static str,
    /// Program that tells the installed version.
    program: &'static str,
    version: String,
    duration: &'static str,
}

/// Installs the tools that a build needs where they are missing or of another version.
pub fn ensure() -> Result<()> {
    install_missing(&[
        Tool {
            package: "trunk",
            program: "trunk",
            version: TRUNK_VERSION.to_owned(),
            duration: "about 4 minutes on two cores",
        },
        Tool {
            package: "wasm-bindgen-cli",
            program: "wasm-bindgen-test-runner",
            version: locked_version("wasm-bindgen")?,
            duration: "about 2 minutes on two cores",
        },
    ])
}

/// Installs geckodriver where it is missing or of another version, and tells where it is.
pub fn ensure_geckodriver() -> Result<PathBuf> {
    install_missing(&[Tool {
        package: "geckodriver",
        program: "geckodriver",
        version: GECKODRIVER_VERSION.to_owned(),
        duration: "about 2 minutes on two cores",
    }])?;
    Ok(command("geckodriver")?.get_program().into())
}

fn install_missing(tools: &[Tool]) -> Result<()> {
    let missing: Vec<&Tool> = tools.iter().filter(|tool| !tool.is_installed()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let folder = paths::tools()?;
    // One target folder, so that what both need is compiled once.
    let target = folder.join("target");
    for tool in missing {
        tool.install(&folder, &target)?;
    }
    fs::remove_dir_all(&target)?;
    Ok(())
}

/// PATH with the tools' folder first.
pub fn path() -> Result<OsString> {
    let inherited = std::env::var_os("PATH").unwrap_or_default();
    let folders = [paths::tools()?.join("bin")].into_iter().chain(std::env::split_paths(&inherited));
    Ok(std::env::join_paths(folders)?)
}

/// A command that finds the tools.
pub fn command(program: &str) -> Result<Command> {
    let own = paths::tools()?.join("bin").join(program);
    let mut command = if own.is_file() { Command::new(own) } else { Command::new(program) };
    command.env("PATH", path()?).current_dir(paths::root());
    Ok(command)
}

impl Tool {
    fn is_installed(&self) -> bool {
        // "trunk 0.21.14"
        let told = command(self.program).and_then(|mut program| output(program.arg("--version")));
        told.is_ok_and(|told| told.split_whitespace().nth(1) == Some(self.version.as_str()))
    }

    fn install(&self, folder: &Path, target: &Path) -> Result<()> {
        step(&format!("{} {}: building it ({})", self.package, self.version, self.duration));
        let attempt = || {
            output(&mut self.install_command(folder, target, true)).map(drop).or_else(|_| {
                eprintln!("    not with the versions it was released with; trying those at hand");
                run(&mut self.install_command(folder, target, false))
            })
        };
        attempt().with_context(|| {
            format!(
                "Install {package} with `cargo install {package} --version {version}` and run this again.",
                package = self.package,
                version = self.version
            )
        })
    }

    fn install_command(&self, folder: &Path, target: &Path, locked: bool) -> Command {
        let mut command = Command::new("cargo");
        command.args([
            "install",
            "--quiet",
            "--no-default-features",
            "--version",
            &self.version,
            self.package,
        ]);
        command.arg("--root").arg(folder);
        if locked {
            command.arg("--locked");
        }
        // These tools wait for files most of the time: compile them quickly rather than for speed.
        command
            .env("CARGO_TARGET_DIR", target)
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        command
    }
}

/// The version of `package` in Cargo.lock.
fn locked_version(package: &str) -> Result<String> {
    let lock = fs::read_to_string(paths::root().join("Cargo.lock"))?;
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines.nth(1).and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
    version.map(str::to_owned).with_context(|| format!("Cargo.lock does not name {package}"))
}
