//! The standard library for `wasm32-unknown-unknown`.
//!
//! `rustup target add` installs it wherever rustup's server can be reached. Where it cannot, but Debian's
//! archive can, the library is built from Debian's sources of exactly this compiler's version and put where
//! rustup would have put it, so that cargo, clippy and Trunk need no flag to find it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::apt;
use crate::process::{exists, output, run, run_within, step};

const TARGET: &str = "wasm32-unknown-unknown";

/// A server that cannot be reached is given up after this time.
const RUSTUP_LIMIT: Duration = Duration::from_secs(60);

/// Where Debian keeps recent compilers, stable first.
const SUITES: [&str; 5] = ["trixie-backports", "bookworm-backports", "trixie", "forky", "sid"];

/// Installs the library unless the compiler has it.
pub fn ensure() -> Result<()> {
    let compiler = Compiler::find()?;
    if compiler.has_target() {
        return Ok(());
    }
    step("wasm standard library: rustup target add (under a minute)");
    let by_rustup = rustup();
    let Err(rustup_error) = by_rustup else { return Ok(()) };
    eprintln!("    {rustup_error:#}");

    step("wasm standard library: building it from Debian's rust-src (about a minute)");
    from_debian(&compiler).map_err(|debian_error| {
        eprintln!("    {debian_error:#}");
        anyhow::anyhow!(
            "Install the Rust target {TARGET} for rustc {} (with rustup: `rustup target add {TARGET}`) and run \
             this again.",
            compiler.release
        )
    })
}

/// The compiler that cargo uses here.
struct Compiler {
    sysroot: PathBuf,
    /// Version number, such as `1.95.0`.
    release: String,
}

impl Compiler {
    fn find() -> Result<Self> {
        let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]))?;
        let version = output(Command::new("rustc").arg("-vV"))?;
        let release = version.lines().find_map(|line| line.strip_prefix("release: "));
        Ok(Self {
            sysroot: PathBuf::from(sysroot.trim()),
            release: release.context("`rustc -vV` names no release")?.to_owned(),
        })
    }

    fn library_folder(&self) -> PathBuf {
        self.sysroot.join("lib/rustlib").join(TARGET).join("lib")
    }

    fn has_target(&self) -> bool {
        let files = fs::read_dir(self.library_folder()).into_iter().flatten().flatten();
        files.into_iter().any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-"))
    }
}

fn rustup() -> Result<()> {
    if !exists("rustup") {
        bail!("rustup is not installed");
    }
    run_within(Command::new("rustup").args(["target", "add", TARGET]), RUSTUP_LIMIT)
}

fn from_debian(compiler: &Compiler) -> Result<()> {
    let folder = std::env::temp_dir().join(format!("segue-wasm-std-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let built = fetch_sources(compiler, &folder)
        .and_then(|sources| build(compiler, &sources, &folder))
        .and_then(|libraries| install(compiler, &libraries));
    fs::remove_dir_all(&folder)?;
    built
}

/// Unpacks the standard library's sources and returns their folder, `…/library`.
fn fetch_sources(compiler: &Compiler, folder: &Path) -> Result<PathBuf> {
    // "1.95.0+dfsg1-2" and "1.95.0-1" are this release, "1.95.0~beta" and "1.95.01" are not.
    let is_this_release = |version: &str| {
        version.strip_prefix(&compiler.release).is_some_and(|rest| rest.starts_with(['+', '-']))
    };
    let package = apt::download("rust-src", &SUITES, is_this_release, folder)?;

    let mut archive =
        Command::new("dpkg-deb").arg("--fsys-tarfile").arg(&package).stdout(Stdio::piped()).spawn()?;
    let contents = archive.stdout.take().context("dpkg-deb gives no output")?;
    let sources = format!("./usr/src/rustc-{}/library", compiler.release);
    run(Command::new("tar").arg("-x").arg("-C").arg(folder).arg(&sources).stdin(contents))?;
    archive.wait()?;
    Ok(folder.join(sources))
}

/// Builds the library and returns the folder of its `.rlib` files.
fn build(compiler: &Compiler, sources: &Path, folder: &Path) -> Result<PathBuf> {
    // Cargo looks for the sources inside the sysroot; they stand there while this build runs.
    let expected = compiler.sysroot.join("lib/rustlib/src/rust/library");
    let borrowed = !expected.exists();
    if borrowed {
        let parent = expected.parent().context("the sysroot has no parent")?;
        fs::create_dir_all(parent)?;
        std::os::unix::fs::symlink(sources, &expected)?;
    }
    let package = folder.join("empty");
    fs::create_dir_all(package.join("src"))?;
    fs::write(package.join("src/lib.rs"), "")?;
    fs::write(
        package.join("Cargo.toml"),
        "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n",
    )?;
    let result = run(Command::new("cargo")
        // `test` lets `cargo test` link; `proc_macro` completes the set that rustup would install.
        .args([
            "build",
            "--quiet",
            "--release",
            "--target",
            TARGET,
            "-Zbuild-std=std,panic_abort,test,proc_macro",
        ])
        // build-std is unstable; link-time optimisation needs the bitcode.
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("CARGO_TARGET_DIR", package.join("target"))
        .current_dir(&package));
    if borrowed {
        fs::remove_file(&expected)?;
    }
    result?;
    Ok(package.join("target").join(TARGET).join("release/deps"))
}

fn install(compiler: &Compiler, libraries: &Path) -> Result<()> {
    let destination = compiler.library_folder();
    let staging = destination.with_extension("new");
    fs::create_dir_all(&staging)?;
    for entry in fs::read_dir(libraries)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default();
        let is_library = path.extension().is_some_and(|extension| extension == "rlib");
        if is_library && !name.to_string_lossy().starts_with("libempty-") {
            fs::copy(&path, staging.join(name))?;
        }
    }
    if destination.exists() {
        fs::remove_dir_all(&destination)?;
    }
    fs::rename(&staging, &destination)?;
    Ok(())
}
