//! `cargo xtask size`: what a visitor downloads, in bytes, as stored and as a server would compress it.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::{build, paths};

/// Bytes as stored and with brotli.
#[derive(Clone, Copy, Default)]
struct Size {
    raw: usize,
    brotli: usize,
}

/// Builds the page and prints the sizes as a table, or as JSON with `--json`.
pub fn size(arguments: &[&str]) -> Result<()> {
    let as_json = match arguments {
        [] => false,
        ["--json"] => true,
        _ => bail!("usage: cargo xtask size [--json]"),
    };
    build::build()?;
    let sizes = measure(&paths::dist())?;
    if as_json {
        let object: serde_json::Map<String, Value> = sizes
            .iter()
            .map(|(part, size)| ((*part).to_owned(), json!({ "raw": size.raw, "brotli": size.brotli })))
            .collect();
        println!("{}", Value::Object(object));
    } else {
        println!("{:12}{:>12}{:>12}", "", "raw", "brotli");
        for (part, size) in &sizes {
            println!("{part:12}{:>12}{:>12}", size.raw, size.brotli);
        }
    }
    Ok(())
}

/// Sizes of `page`, `analyst`, `librarian`, `decoding`, `letters`, `tagger`, `explore` (each its module and glue), `model`, `catalogue` and `everything`.
fn measure(dist: &Path) -> Result<BTreeMap<&'static str, Size>> {
    let mut sizes = BTreeMap::new();
    for file in files(dist)? {
        let bytes = fs::read(&file)?;
        let size = Size { raw: bytes.len(), brotli: brotli_len(&bytes)? };
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        for part in [part(&name), Some("everything")].into_iter().flatten() {
            let sum: &mut Size = sizes.entry(part).or_default();
            sum.raw += size.raw;
            sum.brotli += size.brotli;
        }
    }
    Ok(sizes)
}

/// The part that a file belongs to, by its name; Trunk puts a hash into the page's.
fn part(name: &str) -> Option<&'static str> {
    let is_module = name.ends_with(".wasm") || name.ends_with(".js");
    match name {
        "model.bin" => Some("model"),
        "catalogue.bin" => Some("catalogue"),
        _ if is_module && name.starts_with("analyst") => Some("analyst"),
        _ if is_module && name.starts_with("librarian") => Some("librarian"),
        _ if is_module && name.starts_with("decoding") => Some("decoding"),
        _ if is_module && name.starts_with("letters") => Some("letters"),
        _ if is_module && name.starts_with("tagger") => Some("tagger"),
        _ if is_module && name.starts_with("page-") => Some("page"),
        _ if is_module && (name.starts_with("explore") || name.starts_with("grouping")) => Some("explore"),
        _ => None,
    }
}

/// Every file below a folder.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}

/// Length after brotli at its highest quality, which is what static hosts store.
fn brotli_len(bytes: &[u8]) -> Result<usize> {
    let (buffer, quality, window) = (64 * 1024, 11, 22);
    let mut compressed = Vec::new();
    brotli::CompressorWriter::new(&mut compressed, buffer, quality, window).write_all(bytes)?;
    Ok(compressed.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_by_name() {
        assert_eq!(part("page-0123456789abcdef_bg.wasm"), Some("page"));
        assert_eq!(part("analyst_loader.js"), Some("analyst"));
        assert_eq!(part("model.bin"), Some("model"));
        assert_eq!(part("index.html"), None);
    }

    #[test]
    fn what_repeats_compresses() -> Result<()> {
        assert!(brotli_len(&[7; 100_000])? < 100);
        Ok(())
    }
}
