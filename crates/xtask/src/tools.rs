//! Trunk, wasm-bindgen, geckodriver and cargo-deny: fetched as their authors built them or else built with `cargo install`, once per
//! user, and used by every checkout.
//!
//! They go into the user's cache folder and are found through PATH by the commands that xtask runs; a tool of
//! the right version that is on PATH already is used as it is.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::paths;
use crate::prebuilt::{self, Release};
use crate::process::{output, run, step};

/// The last Trunk that the compilers in use can build: 0.22 asks for rustc 1.96.
const TRUNK_VERSION: &str = "0.21.14";

/// Drives Firefox; Debian has no package of it.
const GECKODRIVER_VERSION: &str = "0.37.1";

/// Holds dependencies against deny.toml.
const CARGO_DENY_VERSION: &str = "0.20.2";

/// A program that comes with a package of crates.io.
struct Tool {
    /// Package on crates.io.
    package: &'static str,
    /// Program that tells the installed version.
    program: &'static str,
    version: String,
    /// Where it is had as its authors built it.
    release: Release,
    /// What building it takes on two cores, minutes.
    minutes: u32,
}

/// Installs the tools that a build needs where they are missing or of another version.
pub fn ensure() -> Result<()> {
    install_missing(vec![
        Tool {
            package: "wasm-bindgen-cli",
            program: "wasm-bindgen-test-runner",
            version: locked_version("wasm-bindgen")?,
            release: prebuilt::WASM_BINDGEN,
            minutes: 2,
        },
        Tool {
            package: "trunk",
            program: "trunk",
            version: TRUNK_VERSION.to_owned(),
            release: prebuilt::TRUNK,
            minutes: 4,
        },
    ])
}

/// Installs geckodriver where it is missing or of another version, and tells where it is.
pub fn ensure_geckodriver() -> Result<PathBuf> {
    install_missing(vec![Tool {
        package: "geckodriver",
        program: "geckodriver",
        version: GECKODRIVER_VERSION.to_owned(),
        release: prebuilt::GECKODRIVER,
        minutes: 2,
    }])?;
    Ok(command("geckodriver")?.get_program().into())
}

/// Installs cargo-deny where it is missing or of another version.
pub fn ensure_cargo_deny() -> Result<()> {
    install_missing(vec![Tool {
        package: "cargo-deny",
        program: "cargo-deny",
        version: CARGO_DENY_VERSION.to_owned(),
        release: prebuilt::CARGO_DENY,
        minutes: 6,
    }])
}

fn install_missing(mut tools: Vec<Tool>) -> Result<()> {
    tools.retain(|tool| !tool.is_installed());
    let folder = paths::tools()?;
    tools.retain(|tool| !tool.fetch(&folder));
    if tools.is_empty() {
        return Ok(());
    }
    // One target folder, so that what they have in common is compiled once.
    let target = folder.join("target");
    for (done, tool) in tools.iter().enumerate() {
        let left: u32 = tools.iter().skip(done).map(|tool| tool.minutes).sum();
        step(&format!(
            "{} {}: building it (tool {} of {}; about {left} minutes are left on two cores)",
            tool.package,
            tool.version,
            done + 1,
            tools.len()
        ));
        tool.build(&folder, &target)?;
    }
    Ok(fs::remove_dir_all(&target)?)
}

/// PATH with the tools' folder first.
pub fn path() -> Result<OsString> {
    let inherited = std::env::var_os("PATH").unwrap_or_default();
    let folders = [paths::tools()?.join("bin")].into_iter().chain(std::env::split_paths(&inherited));
    Ok(std::env::join_paths(folders)?)
}

/// A command that finds the tools. What it has cargo build for the browser tells nothing of the machine that it is built on.
pub fn command(program: &str) -> Result<Command> {
    let own = paths::tools()?.join("bin").join(program);
    let mut command = if own.is_file() { Command::new(own) } else { Command::new(program) };
    command.env("PATH", path()?).current_dir(paths::root());
    // Cargo adds this to the flags of `.cargo/config.toml`.
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", paths::without_home());
    Ok(command)
}

impl Tool {
    fn is_installed(&self) -> bool {
        // "trunk 0.21.14"
        let told = command(self.program).and_then(|mut program| output(program.arg("--version")));
        told.is_ok_and(|told| told.split_whitespace().nth(1) == Some(self.version.as_str()))
    }

    /// Has it as its authors built it; whether that worked.
    fn fetch(&self, folder: &Path) -> bool {
        step(&format!("{} {}: fetching it (seconds)", self.package, self.version));
        let fetched = self.release.install(&self.version, &folder.join("bin"));
        match fetched {
            Ok(()) if self.is_installed() => return true,
            Ok(()) => eprintln!("    what came does not run here; it is built instead"),
            Err(error) => eprintln!("    {error:#}; it is built instead"),
        }
        false
    }

    fn build(&self, folder: &Path, target: &Path) -> Result<()> {
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
            // Over what a fetched program left.
            "--force",
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
