//! Fits one network: batches, gradients, and a learning rate that falls to nothing.

use super::{
    loss::{Batch, Loss},
    recipe::Recipe,
};
use crate::{
    data::{
        labels::{LABELS, column},
        samples::Samples,
    },
    report::metrics,
};
use anyhow::{Context, Result, ensure};
use burn::{
    module::Module,
    optim::{AdamWConfig, GradientsParams},
    tensor::{Tensor, TensorData},
};
use model::{
    format::outputs,
    label::Label,
    network::{self, Layer, Network},
};
use rand::{SeedableRng, rngs::StdRng, seq::SliceRandom};
use serde::{Deserialize, Serialize};
use std::time::Instant;

/// What happened in one pass over the training set.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Epoch {
    /// Mean loss of its steps, which bends great errors (see [`Recipe::bends`]), with dropout and noise.
    pub train_loss: f64,
    /// Squared error on what is held out over the training labels' variance, mean over the labels; 1 is a constant's.
    pub dev_loss: f64,
    /// Mean R² over the labels on what is held out.
    pub dev_r2: f64,
}

/// A fitted network.
pub struct Fitted {
    /// The layers after the last epoch.
    pub layers: Vec<Layer>,
    /// All epochs, where there were windows to judge them by.
    pub curve: Vec<Epoch>,
}

/// One epoch of this many is printed.
const REPORTED: usize = 10;

/// Fits a network to `train`; `dev` is only looked at, and without it there is no curve. `labels` give the outputs'
/// scale, `deviations` what errors of each label are measured in.
///
/// # Errors
/// Where there are fewer windows than a batch takes, a dropout is no probability, or a tensor cannot be read.
pub fn fit(
    train: &Samples,
    dev: Option<&Samples>,
    labels: &[Label; LABELS],
    deviations: [f32; LABELS],
    recipe: &Recipe,
    seed: u64,
) -> Result<Fitted> {
    let rows = train.rows();
    ensure!(
        rows >= recipe.batch && recipe.batch > 1,
        "{rows} windows are too few for batches of {}",
        recipe.batch
    );
    ensure!(
        [recipe.dropout, recipe.input_dropout].iter().all(|share| (0.0..1.0).contains(share)),
        "a dropout is a probability below 1"
    );
    ensure!(recipe.bends.len() == LABELS, "each of the {LABELS} labels needs a bend");
    let device = network::device().autodiff();
    device.seed(seed);
    let mut random = StdRng::seed_from_u64(seed);
    let outputs = outputs(train.tag_count());
    let mut network = Network::untrained(train.width(), &recipe.hidden, outputs, recipe.dropout, &device);
    let mut optimiser = AdamWConfig::new().with_weight_decay(recipe.weight_decay).init();
    let loss = Loss::new(labels, deviations, recipe, &device);
    let steps = rows / recipe.batch;

    let mut order: Vec<usize> = (0..rows).collect();
    let mut curve: Vec<Epoch> = Vec::new();
    for epoch in 0..recipe.epochs {
        let started = Instant::now();
        order.shuffle(&mut random);
        let mut train_loss = 0.0;
        for (step, batch) in order.chunks_exact(recipe.batch).enumerate() {
            let batch = Batch::gather(train, batch, recipe, &mut random, &device);
            let hidden = network.last_hidden(batch.inputs.clone());
            // Expecting its errors must not cost the network what it knows of the labels: no gradient of that
            // reaches the hidden layers.
            let apart = network.outputs(hidden.clone().detach());
            let (values, whole) = loss.of(network.outputs(hidden), apart, batch);
            train_loss += f64::from(values.into_scalar::<f32>()) / steps as f64;
            let gradients = GradientsParams::from_grads(whole.backward(), &network);
            let progress = (epoch * steps + step) as f64 / (recipe.epochs * steps) as f64;
            network = optimiser.step(learning_rate(recipe.learning_rate, progress), network, gradients);
        }
        let mut report = format!("epoch {epoch:3}  train {train_loss:.4}");
        if let Some(dev) = dev {
            let (dev_loss, dev_r2) = examine(&network.valid(), dev, labels, deviations)?;
            report += &format!("  dev {dev_loss:.4}  dev R² {dev_r2:.4}");
            curve.push(Epoch { train_loss, dev_loss, dev_r2 });
        }
        if epoch % REPORTED == REPORTED - 1 {
            println!("{report}  {:.1} s", started.elapsed().as_secs_f32());
        }
    }
    let layers = network.valid().layers().context("the weights cannot be read")?;
    Ok(Fitted { layers, curve })
}

/// Up to the highest rate within the first 5% of the steps, then down to 0 along half a cosine.
fn learning_rate(highest: f64, progress: f64) -> f64 {
    const WARM_UP: f64 = 0.05;
    let rising = (progress / WARM_UP).min(1.0);
    highest * rising.max(0.01) * 0.5 * (1.0 + (std::f64::consts::PI * progress).cos())
}

/// Loss and mean R² on held-out windows.
fn examine(
    network: &Network,
    samples: &Samples,
    labels: &[Label; LABELS],
    deviations: [f32; LABELS],
) -> Result<(f64, f64)> {
    let values = predict(network, samples, labels)?;
    let [mut loss, mut r2] = [0.0; 2];
    for (place, deviation) in deviations.into_iter().enumerate() {
        let (predicted, truth) = (column(&values, place), column(&samples.labels, place));
        loss += metrics::mse(&predicted, &truth) / f64::from(deviation).powi(2) / LABELS as f64;
        r2 += metrics::r2(&predicted, &truth) / LABELS as f64;
    }
    Ok((loss, r2))
}

/// Values of the labels that a network (without gradients) gives.
fn predict(network: &Network, samples: &Samples, labels: &[Label; LABELS]) -> Result<Vec<[f32; LABELS]>> {
    let shape = [samples.rows(), samples.width()];
    let input = Tensor::from_data(TensorData::new(samples.inputs.clone(), shape), &network::device());
    let outputs =
        network.forward(input).into_data().try_to_vec::<f32>().ok().context("the outputs cannot be read")?;
    let rows = outputs.chunks_exact(outputs.len() / samples.rows().max(1));
    Ok(rows.map(|row| std::array::from_fn(|place| labels[place].value(row[place]))).collect())
}

/// Values of the labels that fitted layers give.
///
/// # Errors
/// Where there is no layer or a tensor cannot be read.
pub fn predict_layers(
    layers: &[Layer],
    samples: &Samples,
    labels: &[Label; LABELS],
) -> Result<Vec<[f32; LABELS]>> {
    let (output, hidden) = layers.split_last().context("a network has no layers")?;
    predict(&Network::from_layers(hidden, output, &network::device()), samples, labels)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{data::labels::deviations, fit::scaling};

    const INPUTS: usize = 4;

    /// Labels that follow from the inputs: each from one of them.
    fn samples(rows: usize, first: usize) -> Samples {
        let input = |row: usize, place: usize| ((row * (place + 3)) as f32 * 0.61).sin();
        let inputs =
            (first..first + rows).flat_map(|row| (0..INPUTS).map(move |place| input(row, place))).collect();
        let labels = (first..first + rows)
            .map(|row| std::array::from_fn(|place| 0.5 + 0.3 * input(row, place % INPUTS)))
            .collect();
        // Two tags, the first input and one that is not known for every second window.
        let tags = (first..first + rows).flat_map(|row| [input(row, 0), 9.0]).collect();
        let tag_weights = (0..rows).map(|row| (row % 2) as f32).collect();
        let (weights, error_weights) = (vec![[1.0; LABELS]; rows], vec![1.0; rows]);
        Samples { inputs, labels, weights, tags, tag_weights, error_weights }
    }

    // One test for both: burn's random generator is one for the whole process.
    #[test]
    fn a_network_learns_what_inputs_say_and_the_same_seed_gives_the_same_weights() {
        let recipe = Recipe {
            hidden: vec![16],
            dropout: 0.05,
            noise: 0.01,
            input_dropout: 0.05,
            learning_rate: 1e-2,
            weight_decay: 1e-3,
            batch: 32,
            epochs: 30,
            bends: vec![0.3; LABELS],
            tag_share: 0.1,
            networks: 1,
            seed: 1,
        };
        let [train, dev] = [samples(320, 0), samples(96, 320)];
        let labels = scaling::label_scales(&train.labels);
        let fitted = fit(&train, Some(&dev), &labels, deviations(&train.labels), &recipe, 7).unwrap();
        let best = fitted.curve.iter().map(|epoch| epoch.dev_r2).fold(f64::MIN, f64::max);
        assert!(best > 0.9, "{best}");

        // Labels of weight 0 change nothing, whatever they say.
        let mut masked = samples(320, 0);
        masked.labels.iter_mut().for_each(|labels| labels[2] = 0.5);
        masked.weights.iter_mut().for_each(|weights| weights[2] = 0.0);
        let mut other = samples(320, 0);
        other.labels.iter_mut().for_each(|labels| labels[2] = 0.1);
        other.weights.iter_mut().for_each(|weights| weights[2] = 0.0);
        let [masked, other] = [masked, other]
            .map(|train| fit(&train, Some(&dev), &labels, [0.2; LABELS], &recipe, 7).unwrap().layers);
        assert_eq!(masked, other);

        let again = fit(&train, Some(&dev), &labels, deviations(&train.labels), &recipe, 7).unwrap();
        assert_eq!(fitted.layers, again.layers);
        let other = fit(&train, Some(&dev), &labels, deviations(&train.labels), &recipe, 8).unwrap();
        assert_ne!(fitted.layers, other.layers);
    }
}
