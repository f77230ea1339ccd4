//! Where a song lies among playlists by what is heard: a ridge regression from the descriptor to the catalogue's embedding,
//! learnt from real songs that stand in the catalogue.

use super::linear::{ridge, rows};
use crate::data::songs::Clip;
use anyhow::{Result, ensure};
use catalogue::Catalogue;
use dsp::params::WINDOW_S;
use model::{network::Layer, normaliser::Normaliser};

/// Strength of the ridge: about as many songs as there are values of the descriptor must not be believed every value.
const RIDGE: f64 = 3_000.0;

/// Least share that a short clip counts.
const LEAST_HEARD: f32 = 0.3;

/// The regression as a layer, from clips that stand in the catalogue and have a place there. A song counts by how much of
/// it is heard and how well the playlists know it.
///
/// # Errors
/// Where there are too few clips.
pub fn fit(catalogue: &Catalogue, clips: &[&Clip], scale: &Normaliser) -> Result<Layer> {
    let placed: Vec<(Vec<f32>, Vec<f32>, f32)> = clips
        .iter()
        .filter_map(|clip| {
            let index = catalogue.place_of(clip.catalogue_id.as_ref()?)?;
            let known = (catalogue.memberships.count(index) as f32).ln_1p();
            let heard = (clip.heard_s / WINDOW_S).clamp(LEAST_HEARD, 1.0);
            Some((clip.mean(scale), catalogue.embedding.unit(index)?, known * heard))
        })
        .collect();
    ensure!(placed.len() > 10, "{} clips of songs of the catalogue are too few to learn from", placed.len());
    let inputs = rows(placed.iter().map(|(input, ..)| input.as_slice()))?;
    let outputs = rows(placed.iter().map(|(_, output, _)| output.as_slice()))?;
    let weights: Vec<f32> = placed.iter().map(|(.., weight)| *weight).collect();
    let mean = weights.iter().sum::<f32>() / weights.len() as f32;
    let weights: Vec<f32> = weights.iter().map(|weight| weight / mean).collect();
    let (found, bias) = ridge(&inputs, &outputs, &weights, RIDGE)?;
    Ok(Layer {
        inputs: inputs.ncols(),
        outputs: outputs.ncols(),
        weights: found.iter().copied().collect(),
        bias,
    })
}

/// Where a layer of [`fit`] places a normalised descriptor.
pub fn place(layer: &Layer, input: &[f32]) -> Vec<f32> {
    let mut place = layer.bias.clone();
    for (value, weights) in input.iter().zip(layer.weights.chunks_exact(layer.outputs)) {
        place.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += value * weight);
    }
    place
}
