//! `trainer train`: labelled windows in, `assets/model.bin` and the loss curves out.

use crate::{
    calibration,
    dataset::{self, LABELS, Split},
    describing,
    evaluation::Part,
    fitting::{self, Epoch, Recipe, Samples},
    metrics, scaling,
};
use anyhow::{Context, Result};
use model::{Model, format::ModelFile, label::Label, network::Layer, normaliser::Normaliser};
use serde::Serialize;
use std::{fs, path::PathBuf, time::Instant};

/// Arguments of `trainer train`.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the training material.
    #[arg(long, default_value_os_t = dataset::default_data())]
    data: PathBuf,
    /// Describe the audio again, even where it has not changed since the last run.
    #[arg(long)]
    fresh: bool,
    /// Where to write the model.
    #[arg(long, default_value_os_t = dataset::project().join("assets/model.bin"))]
    out: PathBuf,
    /// Where to write the loss of each epoch.
    #[arg(long, default_value_os_t = dataset::project().join("assets/training.json"))]
    curves: PathBuf,
    #[command(flatten)]
    recipe: Recipe,
}

/// How training went, as data for the model card and the page.
#[derive(Serialize)]
struct Training {
    label_source: &'static str,
    /// One list of epochs a network.
    networks: Vec<Vec<Epoch>>,
}

/// Trains and writes the model.
///
/// # Errors
/// Where the material is absent or a file cannot be written.
pub fn run(args: &Args) -> Result<()> {
    let started = Instant::now();
    let rows = dataset::read(&args.data)?;
    let described = describing::describe_all(&args.data, &rows, args.fresh)?;
    let [train, dev, test] = Split::ALL.map(|split| Part::of(split, &rows, &described));
    println!(
        "{} windows to learn from, {} for dev, {} for test",
        train.rows.len(),
        dev.rows.len(),
        test.rows.len()
    );

    let (file, curves) = train_model(&train, &dev, &test, &args.recipe)?;
    let bytes = file.to_bytes();
    fs::write(&args.out, &bytes).with_context(|| format!("cannot write {}", args.out.display()))?;
    let training = Training { label_source: dataset::LABEL_SOURCE, networks: curves };
    fs::write(&args.curves, serde_json::to_vec(&training)?)
        .with_context(|| format!("cannot write {}", args.curves.display()))?;
    println!("{}: {} bytes, after {:.0} s", args.out.display(), bytes.len(), started.elapsed().as_secs_f32());
    Ok(())
}

fn train_model(
    train: &Part,
    dev: &Part,
    test: &Part,
    recipe: &Recipe,
) -> Result<(ModelFile, Vec<Vec<Epoch>>)> {
    let descriptor = scaling::descriptor_scale(&train.descriptors());
    let spectrum = scaling::spectrum_scale(&train.spectra());
    let labels = scaling::label_scales(&train.labels());
    let [train_samples, dev_samples] = [train, dev].map(|part| samples(part, &descriptor));

    let mut networks: Vec<Vec<Layer>> = Vec::new();
    let mut curves = Vec::new();
    for seed in 0..recipe.networks as u64 {
        let fitted = fitting::fit(&train_samples, &dev_samples, &labels, recipe, recipe.seed + seed)?;
        networks.push(fitted.layers);
        curves.push(fitted.curve);
    }
    let mut file = ModelFile { descriptor, spectrum, networks, labels };
    // What is calibrated and judged is what will be read back: weights at half precision.
    file = ModelFile::from_bytes(&file.to_bytes())?;
    file.labels = finish_labels(&file, dev, test)?;
    Ok((file, curves))
}

/// Calibration and margins from the dev groups; how good the result is, from the test groups.
fn finish_labels(file: &ModelFile, dev: &Part, test: &Part) -> Result<[Label; LABELS]> {
    let mut file = file.clone();
    let outputs = Model::new(file.clone())?.outputs(&dev.windows()?.iter().collect::<Vec<_>>())?;
    let before = figures(&file, dev)?;
    for (place, label) in file.labels.iter_mut().enumerate() {
        let truth = fitting::column(&dev.labels(), place);
        *label = calibration::calibrated(*label, &fitting::column(&outputs, place), &truth);
    }
    let after = figures(&file, dev)?;
    println!("dev mean R² {:.4}, calibrated {:.4}", mean_r2(&before), mean_r2(&after));
    let on_test = figures(&file, test)?;
    for (place, label) in file.labels.iter_mut().enumerate() {
        label.margin = after[place].1;
        label.r2 = on_test[place].0 as f32;
    }
    Ok(file.labels)
}

/// R² and 80% margin of each label.
fn figures(file: &ModelFile, part: &Part) -> Result<[(f64, f32); LABELS]> {
    let predicted = part.predict(&Model::new(file.clone())?)?;
    let truth = part.labels();
    Ok(std::array::from_fn(|place| {
        let (predicted, truth) = (fitting::column(&predicted, place), fitting::column(&truth, place));
        (metrics::r2(&predicted, &truth), calibration::margin(&predicted, &truth))
    }))
}

fn mean_r2(figures: &[(f64, f32); LABELS]) -> f64 {
    figures.iter().map(|(r2, _)| r2).sum::<f64>() / LABELS as f64
}

fn samples(part: &Part, scale: &Normaliser) -> Samples {
    let inputs = part.descriptors().into_iter().flat_map(|values| scale.apply(values)).collect();
    Samples { inputs, labels: part.labels() }
}
