//! Playlists of the Million Playlist Dataset, as sets of rows of the catalogue's table.

use anyhow::{Context, Result};
use catalogue::build::Row;
use flate2::read::GzDecoder;
use serde::Deserialize;
use std::{
    collections::{HashMap, HashSet},
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};
use trainer::data::split;

/// One playlist.
#[derive(Clone, Debug)]
pub struct Playlist {
    /// Its number in the dataset.
    pub pid: u64,
    /// Its title.
    pub title: String,
    /// Rows of the catalogue's table in the playlist's order, each once; tracks that the table lacks are left out.
    pub rows: Vec<u32>,
}

/// Share of the playlists that nothing is learned from when recommendation is measured.
const HELD_OUT: f64 = 0.18;

impl Playlist {
    /// Whether it is held out: by a hash of its number, fixed for ever.
    pub fn is_held_out(&self) -> bool {
        split::share(&self.pid.to_string()) < HELD_OUT
    }
}

/// A line of the file.
#[derive(Deserialize)]
struct Line {
    pid: u64,
    #[serde(default)]
    name: String,
    /// Id, artist, name.
    tracks: Vec<(String, String, String)>,
}

/// Reads a file of one JSON object a line, compressed by gzip where its name says so.
///
/// # Errors
/// Where the file is absent, or a line is no playlist.
pub fn read(path: &Path, rows: &[Row]) -> Result<Vec<Playlist>> {
    let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    let is_compressed = path.extension().is_some_and(|extension| extension == "gz");
    let reader: Box<dyn BufRead> = if is_compressed {
        Box::new(BufReader::new(GzDecoder::new(file)))
    } else {
        Box::new(BufReader::new(file))
    };
    let row_of: HashMap<&str, u32> = rows.iter().map(|row| row.spotify_id.as_str()).zip(0..).collect();
    let mut playlists = Vec::new();
    for (number, line) in reader.lines().enumerate() {
        let line = line.with_context(|| format!("cannot read {}", path.display()))?;
        if line.trim().is_empty() {
            continue;
        }
        let line: Line = serde_json::from_str(&line)
            .with_context(|| format!("{}, line {}: no playlist", path.display(), number + 1))?;
        let mut seen = HashSet::new();
        let rows = line.tracks.iter().filter_map(|(id, ..)| row_of.get(id.as_str()).copied());
        playlists.push(Playlist {
            pid: line.pid,
            title: line.name,
            rows: rows.filter(|row| seen.insert(*row)).collect(),
        });
    }
    Ok(playlists)
}

/// In how many of these playlists each row stands.
pub fn counts(playlists: &[&Playlist], rows: usize) -> Vec<u32> {
    let mut counts = vec![0; rows];
    for row in playlists.iter().flat_map(|playlist| &playlist.rows) {
        counts[*row as usize] += 1;
    }
    counts
}
