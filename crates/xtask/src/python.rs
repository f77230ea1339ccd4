//! The Python package: built into a wheel and tested, where Python is at hand.
//!
//! What builds and tests it lies in an environment of its own in the user's cache, shared by every checkout; the wheel lies
//! below `target`. Nothing of the user's own Python changes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::{output, run, step};
use crate::suite::{Outcome, pytest_counts, suite};
use crate::{command_line, paths};

/// What builds and tests the wheel.
const PACKAGES: [&str; 5] = ["maturin>=1.9.4,<2", "mypy", "numpy", "pandas", "pytest"];

/// What the example with Apache Spark needs beside Java: half a gigabyte.
const FOR_SPARK: [&str; 2] = ["pyarrow", "pyspark>=4,<5"];

/// The oldest Java that this Spark runs on.
const JAVA: u32 = 17;

/// Names by which Python is called.
const PYTHONS: [&str; 3] = ["python3", "python", "py"];

/// Tells, and fails where it is not so, that this Python is young enough.
const IS_YOUNG_ENOUGH: &str = "import sys; sys.exit(sys.version_info < (3, 9))";

/// Keeps cargo from testing the package: Python alone can load it, and no test can be linked to it.
pub const LEFT_OUT: &str = "--exclude=segue-python";

/// Where its tests are, and those of what stands on it.
pub const FOLDERS: [&str; 2] = ["bindings/python/tests", "examples/spark"];

/// Builds the wheel and runs `selected` tests, all of them where none is named; `None`, told in a line, where this machine
/// lacks what that needs.
pub fn test(selected: &[String]) -> Result<Option<Outcome>> {
    let python = match environment() {
        Ok(python) => python,
        Err(reason) => {
            let reason = format!("{reason:#}");
            step(&format!("Python package: skipped, {}", reason.lines().next().unwrap_or_default()));
            return Ok(None);
        }
    };
    step("Python package: the wheel as it ships (about 7 minutes on two cores the first time), and tests");
    let package = build(&python)?;
    let mut tests = Command::new(&python);
    tests.args(["-m", "pytest", "-p", "no:cacheprovider"]).args(selected).current_dir(paths::root());
    if selected.is_empty() {
        tests.args(FOLDERS);
    }
    command_line::build()?;
    tests.env("PYTHONPATH", package).env("SEGUE", command_line::path());
    Ok(Some(suite("Python", &mut [tests], pytest_counts)?))
}

/// A Python of our own with everything that is needed; as an error, why there is none.
fn environment() -> Result<PathBuf> {
    let folder = paths::tools()?.join("python");
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    if !is_young_enough(&python) {
        let found = PYTHONS.iter().map(Path::new).find(|python| is_young_enough(python));
        let found = found.context("no Python 3.9 or later is on PATH")?;
        output(Command::new(found).args(["-m", "venv", "--clear"]).arg(&folder))
            .context("Python cannot make an environment of its own (Debian: apt install python3-venv)")?;
    }
    let packages = PACKAGES.iter().chain(FOR_SPARK.iter().filter(|_| has_java()));
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    output(Command::new(&python).args(pip).args(packages)).context("packages cannot be fetched")?;
    Ok(python)
}

fn is_young_enough(python: &Path) -> bool {
    output(Command::new(python).args(["-c", IS_YOUNG_ENOUGH])).is_ok()
}

fn has_java() -> bool {
    // "openjdk 17.0.15 2025-04-15"
    let told = output(Command::new("java").arg("--version")).unwrap_or_default();
    let version = told.split_whitespace().nth(1).and_then(|version| version.split('.').next()?.parse().ok());
    version.is_some_and(|version: u32| version >= JAVA)
}

/// Builds the wheel, and installs it into a folder below `target`, which is given.
fn build(python: &Path) -> Result<PathBuf> {
    let folder = paths::target().join("python");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let (wheels, package) = (folder.join("wheels"), folder.join("package"));
    let mut maturin = Command::new(python);
    maturin.args(["-m", "maturin", "build", "--quiet", "--locked", "--out"]).arg(&wheels);
    run(maturin.current_dir(paths::root().join("bindings/python")))?;
    let wheel = fs::read_dir(&wheels)?.next().context("maturin built no wheel")??.path();
    eprintln!("    {} has {} bytes", wheel.display(), fs::metadata(&wheel)?.len());
    let mut pip = Command::new(python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--target"]);
    run(pip.arg(&package).arg(&wheel))?;
    Ok(package)
}
