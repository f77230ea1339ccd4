//! Chromium, its driver and the packages of the end-to-end tests.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::paths;
use crate::process::{exists, output, run, step};

/// Names under which Chromium is installed, and where macOS keeps Chrome.
const BROWSERS: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// A browser and the program that drives it.
pub struct Browser {
    pub program: PathBuf,
    pub driver: PathBuf,
}

/// Finds Chromium and its driver, installing them where this user may.
pub fn ensure() -> Result<Browser> {
    if let Some(browser) = find() {
        return Ok(browser);
    }
    step("Chromium and its driver: apt-get install (about a minute)");
    install().context(
        "Install Chromium and its driver (Debian: `sudo apt-get install chromium chromium-driver`; elsewhere \
         Chrome and chromedriver of the same version) and run this again.",
    )?;
    find().context("Chromium was installed but is not on PATH; add its folder to PATH and run this again.")
}

/// Installs the Node packages of the end-to-end tests as their lock file names them.
pub fn ensure_node_packages() -> Result<()> {
    if !exists("npm") {
        bail!("Install Node.js 20 or later (with npm) and run this again.");
    }
    let folder = paths::root().join("pkg-tests/e2e");
    let mut check = Command::new("npm");
    if output(check.args(["ls", "--all"]).current_dir(&folder)).is_ok() {
        return Ok(());
    }
    step("packages of the end-to-end tests: npm ci (seconds)");
    run(Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder))
        .context("Make the npm registry reachable and run this again.")
}

fn find() -> Option<Browser> {
    Some(Browser { program: BROWSERS.iter().find_map(|name| locate(name))?, driver: locate("chromedriver")? })
}

/// The full path of a program on PATH, or of one named by its path.
fn locate(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    // Joining an absolute path gives that path.
    std::env::split_paths(&path).map(|folder| folder.join(Path::new(program))).find(|file| file.is_file())
}

fn install() -> Result<()> {
    if !exists("apt-get") {
        bail!("This system has no apt-get.");
    }
    let is_root = output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    let may_sudo = || output(Command::new("sudo").args(["-n", "true"])).is_ok();
    let prefix: &[&str] = match is_root {
        true => &["env"],
        false if may_sudo() => &["sudo", "-n"],
        false => bail!("Installing packages needs root."),
    };
    let apt_get = |arguments: &[&str]| {
        let mut command = Command::new(prefix[0]);
        command.args(&prefix[1..]).args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet", "--yes"]);
        run(command.args(arguments))
    };
    apt_get(&["update"])?;
    apt_get(&["install", "--no-install-recommends", "chromium", "chromium-driver"])
}
