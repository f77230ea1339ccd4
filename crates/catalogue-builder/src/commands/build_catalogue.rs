//! `catalogue-builder build-catalogue`: the table of tracks and what playlists know of them to the file that the page loads.

use crate::{
    learning,
    playlists::{self, Playlist},
    tracks,
};
use anyhow::{Context, Result};
use catalogue::{Catalogue, build::build};
use std::{collections::HashSet, fs, path::PathBuf};
use trainer::paths;

/// Where the data are and where the catalogue goes.
#[derive(clap::Args)]
pub struct Args {
    /// Folder with `catalogue/tracks.csv.gz` and `playlists/playlists.jsonl.gz`.
    #[arg(long, default_value_os_t = paths::default_data())]
    data: PathBuf,
    /// The file to write.
    #[arg(long, default_value_os_t = paths::asset("catalogue.bin"))]
    out: PathBuf,
}

/// Reads the data, learns from the playlists, writes the catalogue, and says what it holds and weighs.
///
/// # Errors
/// Where the data are absent or damaged, or the file cannot be written.
pub fn run(args: &Args) -> Result<()> {
    let rows = tracks::read(&args.data)?;
    let playlists = playlists::read(&args.data.join("playlists/playlists.jsonl.gz"), &rows)?;
    println!("learning from {} playlists (a few minutes)", playlists.len());
    let learned = learning::learn_all(&rows, &playlists.iter().collect::<Vec<&Playlist>>())?;
    let bytes = build(&rows, &learned)?;
    let catalogue = Catalogue::from_bytes(&bytes)?;
    fs::write(&args.out, &bytes).with_context(|| format!("cannot write {}", args.out.display()))?;

    let artists: HashSet<&str> = rows.iter().map(|row| row.artist.as_str()).collect();
    let songs: HashSet<(&str, &str)> =
        rows.iter().map(|row| (row.artist.as_str(), row.name.as_str())).collect();
    let placed = (0..catalogue.len()).filter(|place| catalogue.embedding.unit(*place).is_some()).count();
    let tagged = (0..catalogue.len()).filter(|place| !catalogue.tags.of(*place).is_empty()).count();
    println!(
        "{}: {} tracks, {} artists, {} of them twice by artist and name; {placed} placed among {} playlists, {tagged} \
         with some of {} tags; {} bytes",
        args.out.display(),
        catalogue.len(),
        artists.len(),
        rows.len() - songs.len(),
        catalogue.memberships.len(),
        catalogue.tags.names().len(),
        bytes.len()
    );
    Ok(())
}
