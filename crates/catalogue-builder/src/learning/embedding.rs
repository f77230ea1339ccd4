//! Where tracks lie among playlists: singular vectors of the matrix of playlists and tracks.
//!
//! Long playlists and well-known tracks are held back by a fourth root (the normalisation of Cooper and others, "Random
//! walks in recommender systems", 2014, at half its strength); a direction counts by its singular value; a track that
//! stands in few playlists leans on its artist's other tracks. Only directions are kept, in whole steps.

use crate::playlists::{Playlist, counts};
use anyhow::{Context, Result};
use catalogue::{build::Row, embedding::normalise};
use single_svdlib::{
    SvdMat,
    randomized::{Normalizer, RandomizedConfig, svd_with},
    sprs::TriMatI,
};
use std::collections::HashMap;

/// Components of a vector.
pub const DIMS: usize = 64;

/// Powers of a playlist's length and of a track's number of playlists in its entries.
const LENGTH_POWER: f32 = -0.25;
const COUNT_POWER: f32 = -0.25;

/// In how many playlists the artist's other tracks count as much as the track's own.
const ARTIST_PLAYLISTS: f32 = 2.0;

/// Step of a unit vector's components: coarser than it looks, since errors of many components cancel.
const STEP: f32 = 0.06;

/// One vector a row of the table, whole numbers of [`STEP`]; zeros for a track of which no playlist knows anything.
///
/// # Errors
/// Where the decomposition fails.
pub fn embed(rows: &[Row], playlists: &[&Playlist]) -> Result<Vec<Vec<i8>>> {
    let counts = counts(playlists, rows.len());
    let mut entries = TriMatI::<f32, u32>::new((playlists.len(), rows.len()));
    for (place, playlist) in playlists.iter().enumerate() {
        let length = (playlist.rows.len().max(1) as f32).powf(LENGTH_POWER);
        for row in &playlist.rows {
            let count = (counts[*row as usize] as f32).powf(COUNT_POWER);
            entries.add_triplet(place, *row as usize, length * count);
        }
    }
    let matrix: SvdMat<f32> = entries.to_csr();
    let config =
        RandomizedConfig::new(DIMS).oversamples(16).power_iterations(6).normalizer(Normalizer::Tsqr).seed(1);
    let svd = svd_with(&matrix, &config, None)
        .map_err(|error| anyhow::anyhow!("{error}"))
        .context("the playlists cannot be decomposed")?;

    let vectors: Vec<Vec<f32>> =
        (0..rows.len()).map(|row| (0..DIMS).map(|dim| svd.vt[(dim, row)] * svd.s[dim]).collect()).collect();
    let artists = by_artist(rows, &vectors, &counts);
    let lean = |row: usize| {
        let own = counts[row] as f32;
        let artist = &artists[rows[row].artist.as_str()];
        let mut vector: Vec<f32> =
            vectors[row].iter().zip(artist).map(|(x, artist)| own * x + ARTIST_PLAYLISTS * artist).collect();
        normalise(&mut vector);
        vector.into_iter().map(|x| (x / STEP).round() as i8).collect()
    };
    Ok((0..rows.len()).map(lean).collect())
}

/// Mean vector of each artist's tracks, by their numbers of playlists.
fn by_artist<'a>(rows: &'a [Row], vectors: &[Vec<f32>], counts: &[u32]) -> HashMap<&'a str, Vec<f32>> {
    let mut sums: HashMap<&str, (f32, Vec<f32>)> = HashMap::new();
    for ((row, vector), count) in rows.iter().zip(vectors).zip(counts) {
        let (total, sum) = sums.entry(row.artist.as_str()).or_insert_with(|| (0.0, vec![0.0; DIMS]));
        *total += *count as f32;
        sum.iter_mut().zip(vector).for_each(|(sum, x)| *sum += *count as f32 * x);
    }
    let mean = |(total, sum): (f32, Vec<f32>)| sum.into_iter().map(|x| x / f32::max(total, 1.0)).collect();
    sums.into_iter().map(|(artist, sum)| (artist, mean(sum))).collect()
}
