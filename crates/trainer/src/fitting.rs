//! Fits one network: batches, gradients, a falling learning rate, and the weights of the best epoch.

use crate::{dataset::LABELS, metrics};
use anyhow::{Context, Result, ensure};
use burn::{
    module::Module,
    optim::{AdamWConfig, GradientsParams},
    tensor::{Device, Tensor, TensorData, activation::sigmoid},
};
use clap::Args;
use model::{
    label::{Label, Transform},
    network::{self, Layer, Network},
};
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::SliceRandom};
use serde::Serialize;
use std::time::Instant;

/// The settings of a training run. The defaults are those of the shipped model, chosen on the dev groups.
#[derive(Args, Clone, Debug)]
pub struct Recipe {
    /// Sizes of the hidden layers.
    #[arg(long, value_delimiter = ',', default_value = "320,192,96")]
    pub hidden: Vec<usize>,
    /// Probability with which a hidden value is left out of a step.
    #[arg(long, default_value_t = 0.3)]
    pub dropout: f64,
    /// Deviation of the noise added to normalised inputs.
    #[arg(long, default_value_t = 0.1)]
    pub noise: f32,
    /// Highest learning rate.
    #[arg(long, default_value_t = 3e-3)]
    pub learning_rate: f64,
    /// Decay of weights in each step, as a share of the learning rate.
    #[arg(long, default_value_t = 0.02)]
    pub weight_decay: f32,
    /// Windows in a step.
    #[arg(long, default_value_t = 64)]
    pub batch: usize,
    /// Most passes over the training set.
    #[arg(long, default_value_t = 120)]
    pub epochs: usize,
    /// Passes without a better dev loss after which training stops.
    #[arg(long, default_value_t = 40)]
    pub patience: usize,
    /// Networks whose outputs are averaged, each from another seed.
    #[arg(long, default_value_t = 1)]
    pub networks: usize,
    /// Seed of everything that is drawn at random.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

/// Windows as the network sees them.
pub struct Samples {
    /// Normalised descriptors, one after the other.
    pub inputs: Vec<f32>,
    /// Labels, 0…1.
    pub labels: Vec<[f32; LABELS]>,
}

/// What happened in one pass over the training set.
#[derive(Clone, Debug, Serialize)]
pub struct Epoch {
    /// Mean loss of its steps: squared errors over the labels' variances; 1 is a constant's.
    pub train_loss: f64,
    /// The same on the dev groups, without dropout and noise.
    pub dev_loss: f64,
    /// Mean R² over the labels on the dev groups.
    pub dev_r2: f64,
}

/// A fitted network.
pub struct Fitted {
    /// The layers as of the best epoch.
    pub layers: Vec<Layer>,
    /// All epochs.
    pub curve: Vec<Epoch>,
}

/// Fits a network to `train` and keeps the weights of the epoch with the least loss on `dev`.
///
/// # Errors
/// Where there are fewer windows than a batch takes, or a tensor cannot be read.
pub fn fit(
    train: &Samples,
    dev: &Samples,
    labels: &[Label; LABELS],
    recipe: &Recipe,
    seed: u64,
) -> Result<Fitted> {
    let rows = train.labels.len();
    ensure!(
        rows >= recipe.batch && recipe.batch > 1,
        "{rows} windows are too few for batches of {}",
        recipe.batch
    );
    let inputs = train.inputs.len() / rows;
    let device = network::device().autodiff();
    device.seed(seed);
    let mut random = StdRng::seed_from_u64(seed);
    let mut network = Network::untrained(inputs, &recipe.hidden, LABELS, recipe.dropout, &device);
    let mut optimiser = AdamWConfig::new().with_weight_decay(recipe.weight_decay).init();
    let loss = Loss::new(labels, &train.labels, &device);
    let steps = rows / recipe.batch;

    let mut order: Vec<usize> = (0..rows).collect();
    let mut curve: Vec<Epoch> = Vec::new();
    let mut best: Option<(f64, usize, Vec<Layer>)> = None;
    for epoch in 0..recipe.epochs {
        let started = Instant::now();
        order.shuffle(&mut random);
        let mut train_loss = 0.0;
        for (step, batch) in order.chunks_exact(recipe.batch).enumerate() {
            let (input, target) = gather(train, batch, inputs, recipe.noise, &mut random, &device);
            let loss = loss.of(network.forward(input), target);
            train_loss += f64::from(loss.clone().into_scalar::<f32>()) / steps as f64;
            let gradients = GradientsParams::from_grads(loss.backward(), &network);
            let progress = (epoch * steps + step) as f64 / (recipe.epochs * steps) as f64;
            network = optimiser.step(learning_rate(recipe.learning_rate, progress), network, gradients);
        }
        let (dev_loss, dev_r2) = examine(&network.valid(), dev, inputs, labels, &train.labels)?;
        let seconds = started.elapsed().as_secs_f32();
        println!(
            "epoch {epoch:3}  train {train_loss:.4}  dev {dev_loss:.4}  dev R² {dev_r2:.4}  {seconds:.1} s"
        );
        curve.push(Epoch { train_loss, dev_loss, dev_r2 });
        match &best {
            Some((least, at, _)) if dev_loss >= *least => {
                if epoch - at >= recipe.patience {
                    break;
                }
            }
            _ => best = Some((dev_loss, epoch, network.layers().context("the weights cannot be read")?)),
        }
    }
    let (_, at, layers) = best.context("no epoch was run")?;
    println!("kept epoch {at}");
    Ok(Fitted { layers, curve })
}

/// Up to the highest rate within the first 5% of the steps, then down to 0 along half a cosine.
fn learning_rate(highest: f64, progress: f64) -> f64 {
    const WARM_UP: f64 = 0.05;
    let rising = (progress / WARM_UP).min(1.0);
    highest * rising.max(0.01) * 0.5 * (1.0 + (std::f64::consts::PI * progress).cos())
}

/// Inputs (with noise) and labels of some rows as tensors.
fn gather(
    samples: &Samples,
    rows: &[usize],
    width: usize,
    noise: f32,
    random: &mut StdRng,
    device: &Device,
) -> (Tensor<2>, Tensor<2>) {
    let mut inputs = Vec::with_capacity(rows.len() * width);
    for &row in rows {
        let values = &samples.inputs[row * width..(row + 1) * width];
        // Uniform noise of deviation 1 spans ±√3.
        inputs.extend(values.iter().map(|value| value + noise * random.random_range(-1.732..1.732_f32)));
    }
    let labels: Vec<f32> = rows.iter().flat_map(|&row| samples.labels[row]).collect();
    let input = Tensor::from_data(TensorData::new(inputs, [rows.len(), width]), device);
    (input, Tensor::from_data(TensorData::new(labels, [rows.len(), LABELS]), device))
}

/// Squared error of the values that a user sees, each label's over its variance, so that all seven weigh
/// alike and the loss is one minus the mean R².
struct Loss {
    offset: Tensor<2>,
    scale: Tensor<2>,
    /// 1 for likelihoods, 0 for degrees.
    likelihood: Tensor<2>,
    inverse_deviation: Tensor<2>,
}

impl Loss {
    fn new(labels: &[Label; LABELS], train: &[[f32; LABELS]], device: &Device) -> Loss {
        let row =
            |values: [f32; LABELS]| Tensor::from_data(TensorData::new(values.to_vec(), [1, LABELS]), device);
        Loss {
            offset: row(labels.map(|label| label.offset)),
            scale: row(labels.map(|label| label.scale)),
            likelihood: row(labels.map(|label| f32::from(label.transform == Transform::Likelihood))),
            inverse_deviation: row(variances(train).map(|variance| 1.0 / variance.sqrt() as f32)),
        }
    }

    fn of(&self, outputs: Tensor<2>, labels: Tensor<2>) -> Tensor<1> {
        let scaled = outputs * self.scale.clone() + self.offset.clone();
        let likelihoods = sigmoid(scaled.clone()) * self.likelihood.clone();
        let degrees = scaled * (self.likelihood.clone().neg() + 1.0);
        let errors: Tensor<2> = (likelihoods + degrees - labels) * self.inverse_deviation.clone();
        errors.powi_scalar(2).mean()
    }
}

/// Loss and mean R² on held-out windows.
fn examine(
    network: &Network,
    samples: &Samples,
    width: usize,
    labels: &[Label; LABELS],
    train: &[[f32; LABELS]],
) -> Result<(f64, f64)> {
    let values = predict(network, &samples.inputs, width, labels)?;
    let [mut loss, mut r2] = [0.0; 2];
    for (place, variance) in variances(train).into_iter().enumerate() {
        let (predicted, truth) = (column(&values, place), column(&samples.labels, place));
        loss += metrics::mse(&predicted, &truth) / variance / LABELS as f64;
        r2 += metrics::r2(&predicted, &truth) / LABELS as f64;
    }
    Ok((loss, r2))
}

/// Values of the labels that a network (without gradients) gives for normalised inputs.
pub fn predict(
    network: &Network,
    inputs: &[f32],
    width: usize,
    labels: &[Label; LABELS],
) -> Result<Vec<[f32; LABELS]>> {
    let input = Tensor::from_data(
        TensorData::new(inputs.to_vec(), [inputs.len() / width, width]),
        &network::device(),
    );
    let outputs =
        network.forward(input).into_data().try_to_vec::<f32>().ok().context("the outputs cannot be read")?;
    let (rows, _) = outputs.as_chunks::<LABELS>();
    Ok(rows.iter().map(|row| std::array::from_fn(|place| labels[place].value(row[place]))).collect())
}

/// One label of all rows.
pub fn column(rows: &[[f32; LABELS]], place: usize) -> Vec<f32> {
    rows.iter().map(|row| row[place]).collect()
}

fn variances(rows: &[[f32; LABELS]]) -> [f64; LABELS] {
    std::array::from_fn(|place| metrics::variance(&column(rows, place)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scaling;

    const INPUTS: usize = 4;

    /// Labels that follow from the inputs: each from one of them.
    fn samples(rows: usize, first: usize) -> Samples {
        let input = |row: usize, place: usize| ((row * (place + 3)) as f32 * 0.61).sin();
        let inputs =
            (first..first + rows).flat_map(|row| (0..INPUTS).map(move |place| input(row, place))).collect();
        let labels = (first..first + rows)
            .map(|row| std::array::from_fn(|place| 0.5 + 0.3 * input(row, place % INPUTS)))
            .collect();
        Samples { inputs, labels }
    }

    // One test for both: burn's random generator is one for the whole process.
    #[test]
    fn a_network_learns_what_inputs_say_and_the_same_seed_gives_the_same_weights() {
        let recipe = Recipe {
            hidden: vec![16],
            dropout: 0.05,
            noise: 0.01,
            learning_rate: 1e-2,
            weight_decay: 1e-3,
            batch: 32,
            epochs: 30,
            patience: 30,
            networks: 1,
            seed: 1,
        };
        let [train, dev] = [samples(320, 0), samples(96, 320)];
        let labels = scaling::label_scales(&train.labels);
        let fitted = fit(&train, &dev, &labels, &recipe, 7).unwrap();
        let best = fitted.curve.iter().map(|epoch| epoch.dev_r2).fold(f64::MIN, f64::max);
        assert!(best > 0.9, "{best}");

        let again = fit(&train, &dev, &labels, &recipe, 7).unwrap();
        assert_eq!(fitted.layers, again.layers);
        let other = fit(&train, &dev, &labels, &recipe, 8).unwrap();
        assert_ne!(fitted.layers, other.layers);
    }
}
