//! Trains the network that places unknown tracks among playlists, on the catalogue's own tracks.
//!
//! An upload's features are predictions with an error; so some of the training tracks get errors of a drawn size, and
//! the network is told the size. Tracks count by how well they are known, whose places are surer.

use anyhow::{Context, Result, ensure};
use burn::{
    module::Module,
    optim::{AdamWConfig, GradientsParams},
    tensor::{Tensor, TensorData},
};
use catalogue::{build::Row, embedding::normalise};
use model::{
    network::{self, Layer, Network},
    normaliser::Normaliser,
    placement::{self, INPUTS},
};
use protocol::Feature;
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::SliceRandom};

const HIDDEN: [usize; 2] = [192, 128];
const DROPOUT: f64 = 0.05;
const EPOCHS: usize = 90;
const BATCH: usize = 256;
const LEARNING_RATE: f64 = 3e-3;
const WEIGHT_DECAY: f32 = 1e-3;

/// Share of the tracks whose features are taken as they are.
const SURE: f64 = 0.75;

/// Greatest half-width of an 80% interval that is drawn, and the half-width of a normal error's interval in deviations.
const GREATEST_MARGIN: f32 = 0.35;
const DEVIATIONS_IN_MARGIN: f32 = 1.2816;

/// Share of the tracks whose length is withheld, as it is of clips.
const CLIPS: f64 = 0.2;

/// A trained network.
pub struct Content {
    /// Scale of its inputs.
    pub normaliser: Normaliser,
    /// Its layers.
    pub layers: Vec<Layer>,
}

/// Trains on the rows that `learns` admits and that have a place; `counts` says how well rows are known.
///
/// # Errors
/// Where there are too few rows, or a tensor cannot be read.
pub fn train(
    rows: &[Row],
    vectors: &[Vec<i8>],
    counts: &[u32],
    seed: u64,
    learns: impl Fn(&Row) -> bool,
) -> Result<Content> {
    let mut order: Vec<usize> =
        (0..rows.len()).filter(|row| counts[*row] > 0 && learns(&rows[*row])).collect();
    ensure!(order.len() >= 2 * BATCH, "{} tracks are too few to learn from", order.len());
    let sure = [0.0; Feature::PREDICTED.len()];
    let plain: Vec<_> = order
        .iter()
        .map(|row| placement::inputs(&rows[*row].features, &sure, rows[*row].duration_s))
        .collect();
    let mut normaliser = placement::scale(&plain);
    // Margins are drawn below: their scale is that of the draw.
    normaliser.mean[INPUTS - sure.len()..].fill(0.0);
    normaliser.deviation[INPUTS - sure.len()..].fill(GREATEST_MARGIN / 2.0);

    let dims = vectors.first().map_or(0, Vec::len);
    let device = network::device().autodiff();
    device.seed(seed);
    let mut random = StdRng::seed_from_u64(seed);
    let mut network = Network::untrained(INPUTS, &HIDDEN, dims, DROPOUT, &device);
    let mut optimiser = AdamWConfig::new().with_weight_decay(WEIGHT_DECAY).init();
    let steps = order.len() / BATCH;
    for epoch in 0..EPOCHS {
        order.shuffle(&mut random);
        for (step, batch) in order.chunks_exact(BATCH).enumerate() {
            let tensor = |values: Vec<f32>, columns: usize| {
                Tensor::<2>::from_data(TensorData::new(values, [BATCH, columns]), &device)
            };
            let inputs = batch
                .iter()
                .flat_map(|row| placement::normalise(&normaliser, &draw(&rows[*row], &mut random)));
            let inputs = tensor(inputs.collect(), INPUTS);
            // Components of length √d are of the size of the network's outputs.
            let scale = (dims as f32).sqrt();
            let targets = batch.iter().flat_map(|row| {
                let mut target: Vec<f32> = vectors[*row].iter().map(|x| f32::from(*x)).collect();
                normalise(&mut target);
                target.into_iter().map(move |x| x * scale)
            });
            let targets = tensor(targets.collect(), dims);
            let weights = tensor(batch.iter().map(|row| (counts[*row] as f32).ln_1p()).collect(), 1);
            let errors: Tensor<2> = network.forward(inputs) - targets;
            let loss = (errors.powi_scalar(2) * weights).mean();
            let gradients = GradientsParams::from_grads(loss.backward(), &network);
            let progress = (epoch * steps + step) as f64 / (EPOCHS * steps) as f64;
            let rate = LEARNING_RATE * 0.5 * (1.0 + (std::f64::consts::PI * progress).cos());
            network = optimiser.step(rate, network, gradients);
        }
    }
    let layers = network.valid().layers().context("the weights cannot be read")?;
    Ok(Content { normaliser, layers })
}

/// Inputs of a row as an analysis might have given them: with errors, and their size.
fn draw(row: &Row, random: &mut StdRng) -> [f32; INPUTS] {
    let mut features = row.features;
    let mut margins = [0.0; Feature::PREDICTED.len()];
    if !random.random_bool(SURE) {
        for (margin, feature) in margins.iter_mut().zip(Feature::PREDICTED) {
            *margin = random.random_range(0.0..GREATEST_MARGIN);
            // The sum of twelve uniform numbers is nearly normal, of deviation 1.
            let normal: f32 = (0..12).map(|_| random.random_range(-0.5..0.5_f32)).sum();
            features.set(feature, features.get(feature) + normal * *margin / DEVIATIONS_IN_MARGIN);
        }
    }
    let duration_s = if random.random_bool(CLIPS) { 0.0 } else { row.duration_s };
    placement::inputs(&features, &margins, duration_s)
}
