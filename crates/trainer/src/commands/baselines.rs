//! `trainer baselines`: the two networks of the student project that Segue grew out of, and a constant, on the
//! same split: what ours has to beat.
//!
//! Input is the z-scored spectrum of 10,000 bins; labels are eleven, each z-scored: the teacher's seven, and the
//! measured key, loudness, mode and tempo.

use crate::{
    data::{
        analyses::{self, WindowAnalysis},
        labels::{LABELS, column},
        part::Part,
        split::Split,
        windows::{self, Window},
    },
    fit::{network::Epoch, scaling},
    paths,
    report::{
        metrics,
        records::{self, Baseline},
    },
    statistics,
};
use anyhow::{Context, Result};
use burn::{
    module::Module,
    nn::{Dropout, DropoutConfig, Linear, LinearConfig},
    optim::{AdamConfig, GradientsParams},
    tensor::{Device, Tensor, TensorData, activation},
};
use dsp::params::SPECTRUM_BINS;
use model::network;
use rand::{SeedableRng, rngs::StdRng, seq::SliceRandom};
use std::{fs, path::PathBuf, time::Instant};

/// Arguments of `trainer baselines`.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the training data.
    #[arg(long, default_value_os_t = paths::default_data())]
    data: PathBuf,
    /// Passes over the training set.
    #[arg(long, default_value_t = 20)]
    epochs: usize,
    /// Where to write the loss of each epoch and the figures.
    #[arg(long, default_value_os_t = records::path(records::BASELINES))]
    out: PathBuf,
}

/// Labels: the predicted features, then key, loudness, mode, tempo.
const OUTPUTS: usize = LABELS + 4;

const BATCH: usize = 128;
const LEARNING_RATE: f64 = 1e-4;
const DROPOUT: f64 = 0.5;
const SEED: u64 = 1;

/// Fully connected layers with one activation between them.
#[derive(Module, Debug)]
struct Perceptron {
    layers: Vec<Linear>,
    dropout: Dropout,
    tanh: bool,
}

impl Perceptron {
    fn new(sizes: &[usize], tanh: bool, dropout: f64, device: &Device) -> Perceptron {
        let layers = sizes.windows(2).map(|pair| LinearConfig::new(pair[0], pair[1]).init(device));
        Perceptron { layers: layers.collect(), dropout: DropoutConfig::new(dropout).init(), tanh }
    }

    fn forward(&self, input: Tensor<2>) -> Tensor<2> {
        let last = self.layers.len() - 1;
        self.layers.iter().enumerate().fold(input, |values, (place, layer)| match layer.forward(values) {
            outputs if place == last => outputs,
            hidden if self.tanh => self.dropout.forward(activation::tanh(hidden)),
            hidden => self.dropout.forward(activation::relu(hidden)),
        })
    }
}

/// Normalised spectra and z-scored labels of one part.
struct Samples {
    inputs: Vec<f32>,
    labels: Vec<[f32; OUTPUTS]>,
}

impl Samples {
    fn tensors(&self, rows: &[usize], device: &Device) -> (Tensor<2>, Tensor<2>) {
        let inputs = rows.iter().flat_map(|row| &self.inputs[row * SPECTRUM_BINS..(row + 1) * SPECTRUM_BINS]);
        let inputs = TensorData::new(inputs.copied().collect::<Vec<_>>(), [rows.len(), SPECTRUM_BINS]);
        let labels = rows.iter().flat_map(|row| self.labels[*row]).collect::<Vec<f32>>();
        let labels = TensorData::new(labels, [rows.len(), OUTPUTS]);
        (Tensor::from_data(inputs, device), Tensor::from_data(labels, device))
    }
}

/// Trains the baselines and writes how they went.
///
/// # Errors
/// Where the data are absent or the file cannot be written.
pub fn run(args: &Args) -> Result<()> {
    let windows = windows::read(&args.data)?;
    let analyses = analyses::analyse_all(&args.data, &windows, false)?;
    let parts = Split::ALL.map(|split| Part::of(split, &windows, &analyses));
    let spectrum = scaling::spectrum_scale(&parts[0].spectra());
    let train: Vec<_> = parts[0].windows.iter().zip(&parts[0].analyses).map(labels).collect();
    let scales: Vec<(f32, f32)> = (0..OUTPUTS)
        .map(|place| {
            let column: Vec<f32> = train.iter().map(|labels| labels[place]).collect();
            (statistics::mean(&column) as f32, statistics::variance(&column).sqrt() as f32)
        })
        .collect();
    let samples = parts.each_ref().map(|part| Samples {
        inputs: part
            .spectra()
            .into_iter()
            .flat_map(|values| spectrum.apply(values).collect::<Vec<_>>())
            .collect(),
        labels: part
            .windows
            .iter()
            .zip(&part.analyses)
            .map(|pair| {
                let labels = labels(pair);
                std::array::from_fn(|place| (labels[place] - scales[place].0) / scales[place].1)
            })
            .collect(),
    });

    let mut baselines = vec![constant(&samples)];
    for (name, sizes, tanh, dropout) in [
        ("two layers, ReLU: 10000-1000-11", &[SPECTRUM_BINS, 1000, OUTPUTS][..], false, 0.0),
        (
            "three layers, tanh, dropout: 10000-1000-100-11",
            &[SPECTRUM_BINS, 1000, 100, OUTPUTS],
            true,
            DROPOUT,
        ),
    ] {
        println!("{name}");
        let device = network::device().autodiff();
        device.seed(SEED);
        let perceptron = Perceptron::new(sizes, tanh, dropout, &device);
        baselines.push(fit(name, perceptron, &samples, args.epochs, &device)?);
    }
    for baseline in &baselines {
        println!(
            "{:<50} dev z-MSE of eleven {:.3}, test mean R² of seven {:.3}",
            baseline.name, baseline.dev_z_mse, baseline.mean_test_r2
        );
    }
    Ok(fs::write(&args.out, serde_json::to_vec(&baselines)?)?)
}

/// The eleven labels of a window.
fn labels((window, analysis): (&&Window, &&WindowAnalysis)) -> [f32; OUTPUTS] {
    let (tonic, major) = analysis.key.unwrap_or_default();
    let signal = [f32::from(tonic), analysis.lufs, f32::from(major), analysis.bpm];
    let mut labels = [0.0; OUTPUTS];
    labels.iter_mut().zip(window.labels.into_iter().chain(signal)).for_each(|(slot, label)| *slot = label);
    labels
}

/// Always the training groups' means.
fn constant(samples: &[Samples; 3]) -> Baseline {
    let [_, dev, test] = samples.each_ref().map(|samples| vec![[0.0; OUTPUTS]; samples.labels.len()]);
    finished("constant", Vec::new(), &dev, &test, samples)
}

fn fit(
    name: &str,
    mut perceptron: Perceptron,
    samples: &[Samples; 3],
    epochs: usize,
    device: &Device,
) -> Result<Baseline> {
    let [train, dev, test] = samples;
    let mut random = StdRng::seed_from_u64(SEED);
    let mut optimiser = AdamConfig::new().init();
    let mut order: Vec<usize> = (0..train.labels.len()).collect();
    let steps = order.len() / BATCH;
    let mut curve = Vec::new();
    for epoch in 0..epochs {
        let started = Instant::now();
        order.shuffle(&mut random);
        let mut train_loss = 0.0;
        for batch in order.chunks_exact(BATCH) {
            let (inputs, labels) = train.tensors(batch, device);
            let loss = (perceptron.forward(inputs) - labels).powi_scalar(2).mean();
            train_loss += f64::from(loss.clone().into_scalar::<f32>()) / steps as f64;
            let gradients = GradientsParams::from_grads(loss.backward(), &perceptron);
            perceptron = optimiser.step(LEARNING_RATE, perceptron, gradients);
        }
        let predicted = predict(&perceptron.valid(), dev)?;
        let (dev_loss, dev_r2) = (z_mse(&predicted, &dev.labels), mean(&r2(&predicted, &dev.labels)));
        println!(
            "epoch {epoch:3}  train {train_loss:.4}  dev {dev_loss:.4}  dev R² {dev_r2:.4}  {:.1} s",
            started.elapsed().as_secs_f32()
        );
        curve.push(Epoch { train_loss, dev_loss, dev_r2 });
    }
    let [on_dev, on_test] = [dev, test].map(|samples| predict(&perceptron.valid(), samples));
    Ok(finished(name, curve, &on_dev?, &on_test?, samples))
}

fn finished(
    name: &str,
    curve: Vec<Epoch>,
    on_dev: &[[f32; OUTPUTS]],
    on_test: &[[f32; OUTPUTS]],
    [_, dev, test]: &[Samples; 3],
) -> Baseline {
    let test_r2 = r2(on_test, &test.labels);
    Baseline {
        name: name.into(),
        curve,
        dev_z_mse: z_mse(on_dev, &dev.labels),
        test_r2,
        mean_test_r2: mean(&test_r2),
    }
}

fn predict(perceptron: &Perceptron, samples: &Samples) -> Result<Vec<[f32; OUTPUTS]>> {
    let rows: Vec<usize> = (0..samples.labels.len()).collect();
    let (inputs, _) = samples.tensors(&rows, &network::device());
    let outputs = perceptron.forward(inputs).into_data();
    let outputs = outputs.try_to_vec::<f32>().ok().context("the outputs cannot be read")?;
    Ok(outputs.as_chunks().0.to_vec())
}

fn z_mse(predicted: &[[f32; OUTPUTS]], labels: &[[f32; OUTPUTS]]) -> f64 {
    metrics::mse(predicted.as_flattened(), labels.as_flattened())
}

fn r2(predicted: &[[f32; OUTPUTS]], labels: &[[f32; OUTPUTS]]) -> [f64; LABELS] {
    let teacher = |rows: &[[f32; OUTPUTS]]| -> Vec<[f32; LABELS]> {
        rows.iter().map(|row| std::array::from_fn(|place| row[place])).collect()
    };
    let (predicted, labels) = (teacher(predicted), teacher(labels));
    std::array::from_fn(|place| metrics::r2(&column(&predicted, place), &column(&labels, place)))
}

fn mean(values: &[f64; LABELS]) -> f64 {
    values.iter().sum::<f64>() / LABELS as f64
}
