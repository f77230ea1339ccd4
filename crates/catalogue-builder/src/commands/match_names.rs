//! `catalogue-builder match`: which songs of the catalogue names of files, or artists and titles, mean.

use anyhow::{Context, Result};
use catalogue::Catalogue;
use catalogue::known::{Index, Known};
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use trainer::paths;

/// Arguments of `catalogue-builder match`.
#[derive(clap::Args)]
pub struct Args {
    /// A text with one name a line: a file's name or path, or an artist and a title with a tab between. `-` for the
    /// standard input.
    names: PathBuf,
    /// Print songs of which a name means another version, too, marked "version of" behind a tab. Without this, such
    /// lines stay empty.
    #[arg(long)]
    versions: bool,
    /// Print artist and title behind the id, each behind a tab.
    #[arg(long)]
    verbose: bool,
    /// The catalogue to use.
    #[arg(long, default_value_os_t = paths::asset("catalogue.bin"))]
    catalogue: PathBuf,
}

/// Prints one line for every line: the song's id in the catalogue, or nothing.
///
/// # Errors
/// Where names or catalogue cannot be read, or nobody takes the answer.
pub fn run(args: &Args) -> Result<()> {
    let bytes =
        fs::read(&args.catalogue).with_context(|| format!("cannot read {}", args.catalogue.display()))?;
    let catalogue = Catalogue::from_bytes(&bytes)?;
    let index = Index::new(&catalogue);
    let mut out = io::stdout().lock();
    for line in read(&args.names)?.lines() {
        let known = find(&index, &catalogue, line).filter(|known| args.versions || !known.is_version);
        writeln!(out, "{}", known.map_or_else(String::new, |known| tell(&catalogue, known, args.verbose)))?;
    }
    Ok(())
}

/// The lines; bytes that are no UTF-8 are no letters of any name.
fn read(path: &Path) -> Result<String> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().read_to_end(&mut bytes).context("cannot read the standard input")?;
    } else {
        bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    }
    let text = String::from_utf8_lossy(&bytes);
    Ok(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned())
}

fn find(index: &Index, catalogue: &Catalogue, line: &str) -> Option<Known> {
    match line.split_once('\t') {
        Some((artist, title)) => index.by_tags(catalogue, artist, title),
        None => index.by_file_name(catalogue, line),
    }
}

fn tell(catalogue: &Catalogue, known: Known, is_verbose: bool) -> String {
    let Some(track) = catalogue.track(known.place as usize) else { return String::new() };
    let version = if known.is_version { "\tversion of" } else { "" };
    let names = if is_verbose { format!("\t{}\t{}", track.artist, track.name) } else { String::new() };
    format!("{}{version}{names}", track.spotify_id)
}
