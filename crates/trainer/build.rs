//! Fingerprints the sources that turn audio into descriptors, so that cached descriptors of other sources are
//! never mistaken for present ones.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    io,
    path::{Path, PathBuf},
};

/// Whatever changes one of these may change a descriptor: our analysis, and our decoding.
const SOURCES: [&str; 4] = ["../dsp/src", "../dsp/Cargo.toml", "../decoder/src", "../containers/src"];

/// Versions of what is locked, and beginnings of the names of the libraries that those call.
const LOCK: &str = "../../Cargo.lock";
const LIBRARIES: [&str; 6] = ["ebur128", "realfft", "rubato", "rustfft", "symphonia", "unsafe-libopus"];

fn main() -> io::Result<()> {
    let mut hasher = DefaultHasher::new();
    for source in SOURCES {
        println!("cargo:rerun-if-changed={source}");
        for file in files(Path::new(source))? {
            fs::read(&file)?.hash(&mut hasher);
        }
    }
    println!("cargo:rerun-if-changed={LOCK}");
    let lock = fs::read_to_string(LOCK)?;
    let is_called = |package: &&str| {
        LIBRARIES.iter().any(|library| package.trim_start().starts_with(&format!("name = \"{library}")))
    };
    lock.split("[[package]]").filter(is_called).for_each(|package| package.hash(&mut hasher));
    println!("cargo:rustc-env=ANALYSIS_SOURCES={:016x}", hasher.finish());
    Ok(())
}

/// The files at or below a path, in a fixed order.
fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.into()]);
    }
    let mut entries =
        fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    let nested = entries.iter().map(|entry| files(entry)).collect::<io::Result<Vec<_>>>()?;
    Ok(nested.concat())
}
