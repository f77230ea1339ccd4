//! Everything that the catalogue learns from playlists: where tracks lie among them ([`embedding`]), tags ([`title_tags`]),
//! the network that places tracks which no playlist knows ([`content`]), and the map ([`map`](mod@map)).

pub mod content;
mod embedding;
mod map;
mod title_tags;

use crate::playlists::{Playlist, counts};
use anyhow::Result;
use catalogue::build::{Learned, Row};
use embedding::embed;
use model::placement;
use title_tags::tag;

/// A playlist with fewer catalogue tracks says nothing about what stands together.
const LEAST_TRACKS: usize = 2;

/// Seed of the network that places unknown tracks.
pub const SEED: u64 = 1;

/// Learns from these playlists; without the network for unknown tracks, whose training takes longest.
///
/// # Errors
/// Where the playlists cannot be decomposed.
pub fn learn(rows: &[Row], playlists: &[&Playlist]) -> Result<Learned> {
    let playlists: Vec<&Playlist> =
        playlists.iter().copied().filter(|playlist| playlist.rows.len() >= LEAST_TRACKS).collect();
    let vectors = embed(rows, &playlists)?;
    let tags = tag(rows, &playlists);
    Ok(Learned {
        vectors,
        playlists: anonymous(&playlists),
        tags: tags.names,
        row_tags: tags.of_rows,
        ..Learned::default()
    })
}

/// Learns the network for unknown tracks and the map as well.
///
/// # Errors
/// As [`learn`], and where the training fails.
pub fn learn_all(rows: &[Row], playlists: &[&Playlist]) -> Result<Learned> {
    let mut learned = learn(rows, playlists)?;
    let content = content::train(rows, &learned.vectors, &counts(playlists, rows.len()), SEED, |_| true)?;
    learned.placement = placement::to_bytes(&content.normaliser, &content.layers);
    learned.map = map::map(rows, &learned)?;
    Ok(learned)
}

/// Sets of rows and nothing else, in an order of their own: neither titles nor numbers, nor the order of tracks.
fn anonymous(playlists: &[&Playlist]) -> Vec<Vec<u32>> {
    let mut sets: Vec<Vec<u32>> = playlists
        .iter()
        .map(|playlist| {
            let mut rows = playlist.rows.clone();
            rows.sort_unstable();
            rows
        })
        .collect();
    sets.sort_unstable();
    sets
}
