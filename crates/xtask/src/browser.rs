//! Browsers, the programs that drive them, and the packages of the end-to-end tests.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{exists, output, run, step};
use crate::{paths, tools};

/// A browser engine, as it is found and installed.
struct Engine {
    name: &'static str,
    /// Names under which its browser is installed, and where macOS keeps it; the first that is there is taken.
    browsers: &'static [&'static str],
    /// Debian's packages of it.
    packages: &'static [&'static str],
    /// What to do where they cannot be installed.
    advice: &'static str,
}

const CHROMIUM: Engine = Engine {
    name: "Chromium and its driver",
    browsers: &[
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ],
    packages: &["chromium", "chromium-driver"],
    advice: "Install Chromium and its driver (Debian: `sudo apt-get install chromium chromium-driver`; elsewhere \
             Chrome and chromedriver of the same version) and run this again.",
};

const FIREFOX: Engine = Engine {
    name: "Firefox",
    browsers: &["firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"],
    packages: &["firefox-esr"],
    advice: "Install Firefox (Debian: `sudo apt-get install firefox-esr`) and run this again.",
};

const WEBKIT: Engine = Engine {
    name: "WebKitGTK, its driver, its decoders and a display for it",
    // The driver starts a browser of its own.
    browsers: &["WebKitWebDriver"],
    packages: &[
        "webkit2gtk-driver",
        // Without these it decodes WAV at most.
        "gstreamer1.0-libav",
        "gstreamer1.0-plugins-good",
        // It has no headless mode.
        "xvfb",
        "xauth",
    ],
    advice: "WebKitGTK is tested on Debian and its kin alone: `sudo apt-get install webkit2gtk-driver \
             gstreamer1.0-libav gstreamer1.0-plugins-good xvfb xauth`, and run this again.",
};

/// A browser and the program that drives it.
pub struct Browser {
    pub program: PathBuf,
    pub driver: PathBuf,
}

/// Finds Chromium and its driver, installing them where this user may.
pub fn ensure() -> Result<Browser> {
    let find = || Some(Browser { program: CHROMIUM.find()?, driver: locate("chromedriver")? });
    CHROMIUM.ensure(find)
}

/// Finds Firefox and geckodriver, installing or building them.
pub fn ensure_firefox() -> Result<Browser> {
    let program = FIREFOX.ensure(|| FIREFOX.find())?;
    Ok(Browser { program, driver: tools::ensure_geckodriver()? })
}

/// Finds the driver of WebKitGTK, installing it and what it needs.
pub fn ensure_webkit() -> Result<PathBuf> {
    WEBKIT.ensure(|| WEBKIT.find().filter(|_| exists("xvfb-run") && WEBKIT.is_complete()))
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

impl Engine {
    /// What `find` finds, after installing this engine's packages where it found nothing.
    fn ensure<T>(&self, find: impl Fn() -> Option<T>) -> Result<T> {
        if let Some(found) = find() {
            return Ok(found);
        }
        step(&format!("{}: apt-get install (about a minute)", self.name));
        install(self.packages).context(self.advice)?;
        find().with_context(|| {
            let name = self.name;
            format!("Installed, but not on PATH: {name}. Add its folder to PATH and run this again.")
        })
    }

    fn find(&self) -> Option<PathBuf> {
        self.browsers.iter().find_map(|name| locate(name))
    }

    /// Whether all of its packages are installed: decoders are no programs that PATH could show.
    fn is_complete(&self) -> bool {
        let query = ["--show", "--showformat=${db:Status-Status}\n"];
        let told = output(Command::new("dpkg-query").args(query).args(self.packages));
        told.is_ok_and(|told| told.lines().all(|status| status == "installed"))
    }
}

/// The full path of a program on PATH, or of one named by its path.
fn locate(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    // Joining an absolute path gives that path.
    std::env::split_paths(&path).map(|folder| folder.join(Path::new(program))).find(|file| file.is_file())
}

fn install(packages: &[&str]) -> Result<()> {
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
        command.args(arguments);
        command
    };
    run(&mut apt_get(&["update"]))?;
    run(apt_get(&["install", "--no-install-recommends"]).args(packages))
}
