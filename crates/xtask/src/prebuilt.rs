//! Tools as their authors built them: an archive of a release, where the network lets it be had and there is one for this
//! machine. All of it is optional: who cannot fetch builds.

use std::env::consts::{ARCH, OS};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::output;

/// Where a tool's archives are, and how they are named.
pub struct Release {
    /// Address, with `VERSION` and `PLATFORM` in their places.
    pub address: &'static str,
    /// Operating system and processor, as Rust calls them, and the archive's word for both.
    pub platforms: &'static [(&'static str, &'static str, &'static str)],
    /// The programs in it.
    pub programs: &'static [&'static str],
}

/// Trunk's.
pub const TRUNK: Release = Release {
    address: "https://github.com/trunk-rs/trunk/releases/download/vVERSION/trunk-PLATFORM.tar.gz",
    platforms: &[
        ("linux", "x86_64", "x86_64-unknown-linux-gnu"),
        ("linux", "aarch64", "aarch64-unknown-linux-gnu"),
        ("macos", "x86_64", "x86_64-apple-darwin"),
        ("macos", "aarch64", "aarch64-apple-darwin"),
    ],
    programs: &["trunk"],
};

/// wasm-bindgen's.
pub const WASM_BINDGEN: Release = Release {
    address: "https://github.com/wasm-bindgen/wasm-bindgen/releases/download/VERSION/wasm-bindgen-VERSION-PLATFORM.tar.gz",
    platforms: &[
        ("linux", "x86_64", "x86_64-unknown-linux-musl"),
        ("linux", "aarch64", "aarch64-unknown-linux-gnu"),
        ("macos", "x86_64", "x86_64-apple-darwin"),
        ("macos", "aarch64", "aarch64-apple-darwin"),
    ],
    programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
};

/// geckodriver's.
pub const GECKODRIVER: Release = Release {
    address: "https://github.com/mozilla/geckodriver/releases/download/vVERSION/geckodriver-vVERSION-PLATFORM.tar.gz",
    platforms: &[
        ("linux", "x86_64", "linux64"),
        ("linux", "aarch64", "linux-aarch64"),
        ("macos", "x86_64", "macos"),
        ("macos", "aarch64", "macos-aarch64"),
    ],
    programs: &["geckodriver"],
};

/// cargo-deny's.
pub const CARGO_DENY: Release = Release {
    address: "https://github.com/EmbarkStudios/cargo-deny/releases/download/VERSION/cargo-deny-VERSION-PLATFORM.tar.gz",
    platforms: &[
        ("linux", "x86_64", "x86_64-unknown-linux-musl"),
        ("linux", "aarch64", "aarch64-unknown-linux-musl"),
        ("macos", "x86_64", "x86_64-apple-darwin"),
        ("macos", "aarch64", "aarch64-apple-darwin"),
    ],
    programs: &["cargo-deny"],
};

/// How long a server may be silent, seconds, and how long the whole may take.
const SILENCE_S: &str = "5";
const LIMIT_S: &str = "90";

impl Release {
    /// Puts the programs of a version into a folder.
    ///
    /// # Errors
    /// Where there is no archive for this machine, it cannot be had, or holds something else.
    pub fn install(&self, version: &str, folder: &Path) -> Result<()> {
        let platform = self.platforms.iter().find(|(os, arch, _)| (*os, *arch) == (OS, ARCH));
        let (.., platform) = platform.with_context(|| format!("there is none for {OS} on {ARCH}"))?;
        let address = self.address.replace("VERSION", version).replace("PLATFORM", platform);
        fetch(&address, self.programs, folder)
    }
}

/// Fetches an archive and takes programs out of it.
fn fetch(address: &str, programs: &[&str], folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    // On the disk of the destination, so that programs can be moved.
    let unpacked = folder.join(format!(".fetched-{}", std::process::id()));
    fs::create_dir_all(&unpacked)?;
    let taken = unpack(address, &unpacked).and_then(|()| take(programs, &unpacked, folder));
    fs::remove_dir_all(&unpacked)?;
    taken
}

fn unpack(address: &str, folder: &Path) -> Result<()> {
    let archive = folder.join("archive.tar.gz");
    let mut curl = Command::new("curl");
    curl.args(["--fail", "--silent", "--show-error", "--location"]);
    curl.args(["--connect-timeout", SILENCE_S, "--max-time", LIMIT_S, "--output"]);
    output(curl.arg(&archive).arg(address))?;
    output(Command::new("tar").arg("-xzf").arg(&archive).arg("-C").arg(folder)).map(drop)
}

/// Moves programs, wherever in `unpacked` they lie, into a folder; all or none.
fn take(programs: &[&str], unpacked: &Path, folder: &Path) -> Result<()> {
    let found: Option<Vec<PathBuf>> = programs.iter().map(|program| find(program, unpacked)).collect();
    let Some(found) = found else { bail!("the archive lacks {}", programs.join(" or ")) };
    for (path, program) in found.iter().zip(programs) {
        fs::rename(path, folder.join(program))?;
    }
    Ok(())
}

fn find(program: &str, folder: &Path) -> Option<PathBuf> {
    let paths: Vec<PathBuf> = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).collect();
    let here =
        paths.iter().find(|path| path.is_file() && path.file_name().is_some_and(|name| name == program));
    here.cloned().or_else(|| paths.iter().filter(|path| path.is_dir()).find_map(|path| find(program, path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_taken_out_of_an_archive_or_nothing_is() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("segue-prebuilt-{}", std::process::id()));
        let (source, destination) = (folder.join("source"), folder.join("bin"));
        fs::create_dir_all(source.join("tool-1.0"))?;
        fs::write(source.join("tool-1.0/tool"), "a program")?;
        fs::write(source.join("tool-1.0/README"), "not wanted")?;
        let archive = folder.join("tool.tar.gz");
        output(Command::new("tar").arg("-czf").arg(&archive).arg("-C").arg(&source).arg("tool-1.0"))?;
        let address = format!("file://{}", archive.display());

        assert!(fetch(&address, &["tool", "other"], &destination).is_err());
        assert_eq!(fs::read_dir(&destination)?.count(), 0);
        fetch(&address, &["tool"], &destination)?;
        let taken: Vec<_> = fs::read_dir(&destination)?.flatten().map(|entry| entry.file_name()).collect();
        assert_eq!(taken, ["tool"]);
        assert_eq!(fs::read_to_string(destination.join("tool"))?, "a program");
        // Nobody listens there.
        assert!(fetch("http://127.0.0.1:9/tool.tar.gz", &["tool"], &destination).is_err());
        fs::remove_dir_all(&folder)?;
        Ok(())
    }
}
