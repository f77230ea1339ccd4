//! `segue describe`: the descriptor of each window of audio files, as rows for `trainer train --rows`.

use anyhow::Result;
use protocol::Feature;
use segue_cli::{
    decode,
    found::name,
    rows::{self, DescriptorRow},
};
use std::{
    io,
    path::{Path, PathBuf},
};

use crate::failure::{Ended, Failure};

/// Arguments of `segue describe`.
#[derive(clap::Args)]
pub struct Args {
    /// Audio files.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Print CSV, with empty columns for the labels. The only format there is.
    #[arg(long, required = true)]
    csv: bool,
}

/// Describes all files; a bad one is named and does not keep the others from coming out.
///
/// # Errors
/// Where the output cannot be written.
pub fn run(args: &Args) -> Result<Ended> {
    let mut failed = Vec::new();
    let described = args.files.iter().flat_map(|path| {
        described(path).unwrap_or_else(|error| {
            failed.push((name(path), error));
            Vec::new()
        })
    });
    rows::write(io::stdout().lock(), described)?;
    Ok(super::told_failed(&failed, args.files.len()))
}

/// A row for each window of a file; from the second on, the name says where the window begins.
fn described(path: &Path) -> Result<Vec<DescriptorRow>, Failure> {
    let description = decode::describe(path)?;
    let row = |window: &dsp::Window| DescriptorRow {
        file: match window.start_s {
            0.0 => name(path),
            start_s => format!("{}#t={start_s:.1}", name(path)),
        },
        source: String::new(),
        weight: 1.0,
        features: [None; Feature::COUNT],
        clip: name(path),
        artist: String::new(),
        catalogue_id: None,
        is_certain: true,
        clip_s: Some(description.sounding_s),
        descriptor: window.descriptor.clone(),
    };
    Ok(description.windows.iter().map(row).collect())
}
