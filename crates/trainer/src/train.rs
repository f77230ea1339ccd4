//! `trainer train`: labelled windows in, `assets/model.bin` and the loss curves out.

use crate::{
    calibration,
    dataset::{self, LABELS, Split},
    evaluation::{self, Part},
    examples::{Gatherer, TagScaler},
    fitting::{self, Epoch, Fitted, Recipe, Samples},
    material::{Material, Sources},
    metrics, scaling,
};
use anyhow::{Context, Result};
use dsp::Descriptor;
use model::{
    Model, Outputs,
    format::ModelFile,
    label::{Label, expected_error},
    tag::{QUANTILES, TagScale},
};
use serde::{Deserialize, Serialize};
use std::{fs, path::PathBuf, time::Instant};

/// Arguments of `trainer train`.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    sources: Sources,
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
#[derive(Serialize, Deserialize)]
pub struct Training {
    /// Whose labels.
    pub label_source: String,
    /// What the shipped networks learnt from: recorded windows, made windows, rows of other sources.
    pub learnt_from: [usize; 3],
    /// Mean R² on the dev groups that rounding the weights to 8 bits takes away.
    pub rounding_cost: f64,
    /// Minutes that describing, fitting and calibrating took, material described before not counted again.
    pub minutes: f64,
    /// One list of epochs for each network that learnt from the training groups alone: on the dev groups, which
    /// the shipped ones have heard, those can be judged.
    pub networks: Vec<Vec<Epoch>>,
}

/// Trains and writes the model.
///
/// # Errors
/// Where the material is absent or a file cannot be written.
pub fn run(args: &Args) -> Result<()> {
    let started = Instant::now();
    let material = Material::gather(&args.sources)?;
    let (file, mut training) = train_model(&material, &args.recipe)?;
    training.minutes = (started.elapsed().as_secs_f64() / 60.0).ceil();
    let bytes = file.to_bytes();
    fs::write(&args.out, &bytes).with_context(|| format!("cannot write {}", args.out.display()))?;
    fs::write(&args.curves, serde_json::to_vec(&training)?)
        .with_context(|| format!("cannot write {}", args.curves.display()))?;
    println!("{}: {} bytes, after {:.0} s", args.out.display(), bytes.len(), started.elapsed().as_secs_f32());
    Ok(())
}

/// A model, its loss curves, and what it was learnt from.
///
/// Networks are fitted to the training groups; calibration, margins and the tags' trust are read off the dev
/// groups, which those have not heard. Then networks of the same recipe and seeds are fitted to both and take the
/// place of the first: a quarter more groups to learn from is worth more than a dev set that nobody asks any more.
///
/// # Errors
/// Where there is too little to learn from.
pub fn train_model(material: &Material, recipe: &Recipe) -> Result<(ModelFile, Training)> {
    let [train, dev] = [Split::Train, Split::Dev].map(|split| material.part(split));
    let descriptor = scaling::descriptor_scale(&train.descriptors());
    let spectrum = scaling::spectrum_scale(&train.spectra());
    let labels = scaling::label_scales(&train.labels());
    let deviations = fitting::deviations(&train.labels());
    let tags = TagScaler::new(&train.rows, &material.second);
    let fit = |from: &[Split], examined: Option<&Samples>| -> Result<_> {
        let (samples, learnt_from) = material.learning_samples(from, Gatherer::new(&descriptor, &tags));
        println!(
            "learning from {} recorded windows, {} made of them, {} rows of other sources",
            learnt_from[0], learnt_from[1], learnt_from[2]
        );
        let seeds = (0..recipe.networks as u64).map(|seed| recipe.seed + seed);
        let fitted: Vec<Fitted> = seeds
            .map(|seed| fitting::fit(&samples, examined, &labels, deviations, recipe, seed))
            .collect::<Result<_>>()?;
        let (networks, curves): (Vec<_>, Vec<_>) =
            fitted.into_iter().map(|fitted| (fitted.layers, fitted.curve)).unzip();
        Ok((networks, curves, learnt_from))
    };

    let mut dev_samples = Gatherer::new(&descriptor, &tags);
    for (row, described) in dev.rows.iter().zip(&dev.described) {
        dev_samples.recorded(row, described, None, &material.second);
    }
    let (networks, curves, _) = fit(&[Split::Train], Some(&dev_samples.samples()))?;
    let names = material.second.names.iter();
    let unread =
        names.map(|name| TagScale { name: name.clone(), trust: 0.0, quantiles: [0.0; QUANTILES] }).collect();
    let mut file = ModelFile { descriptor: descriptor.clone(), spectrum, networks, labels, tags: unread };
    let whole = mean(&r2(&file, &dev)?);
    // What is calibrated and judged is what will be read back: weights in 8 bits.
    file = ModelFile::from_bytes(&file.to_bytes())?;
    let rounding_cost = whole - mean(&r2(&file, &dev)?);
    file.labels = calibrated(&file, material)?;
    file.tags = tag_scales(&file, material)?;

    let (networks, _, learnt_from) = fit(&[Split::Train, Split::Dev], None)?;
    file.networks = networks;
    file = ModelFile::from_bytes(&file.to_bytes())?;
    let on_test = r2(&file, &material.part(Split::Test))?;
    file.labels.iter_mut().zip(on_test).for_each(|(label, r2)| label.r2 = r2 as f32);
    let label_source = dataset::LABEL_SOURCE.into();
    Ok((file, Training { label_source, learnt_from, rounding_cost, minutes: 0.0, networks: curves }))
}

/// Calibration and intervals from the dev groups.
///
/// Calibrated is against what was learnt, instrumentalness as both teachers hear it; intervals are to hold the
/// first teacher's labels, since that is what is said of them.
fn calibrated(file: &ModelFile, material: &Material) -> Result<[Label; LABELS]> {
    let dev = material.part(Split::Dev);
    let mut file = file.clone();
    let outputs = outputs(&file, &dev)?;
    let learnt: Vec<[f32; LABELS]> = material
        .rows
        .iter()
        .zip(material.opinions())
        .filter(|(row, _)| material.split(row) == Split::Dev)
        .map(|(row, opinion)| opinion.applied(row.labels))
        .collect();
    let labels: Vec<[f32; LABELS]> = outputs.iter().map(|outputs| outputs.labels).collect();
    println!("dev R² before calibration: {}", in_words(&r2(&file, &dev)?));
    for (place, label) in file.labels.iter_mut().enumerate() {
        let learnt = fitting::column(&learnt, place);
        *label = calibration::shrunk(*label, &fitting::column(&labels, place), &learnt);
        let truth = fitting::column(&dev.labels(), place);
        let predicted: Vec<f32> = labels.iter().map(|outputs| label.value(outputs[place])).collect();
        let expected: Vec<f32> =
            outputs.iter().map(|outputs| expected_error(outputs.errors[place])).collect();
        label.reach = calibration::reach(&predicted, &expected, &truth);
    }
    println!("dev R² calibrated:         {}", in_words(&r2(&file, &dev)?));
    Ok(file.labels)
}

/// What the tags' outputs mean, from the training groups; how far to trust them, from the dev groups.
fn tag_scales(file: &ModelFile, material: &Material) -> Result<Vec<TagScale>> {
    let [train, dev] = [Split::Train, Split::Dev].map(|split| material.part(split));
    let [on_train, on_dev] = [outputs(file, &train)?, outputs(file, &dev)?];
    let column = |outputs: &[Outputs], place: usize| -> Vec<f32> {
        outputs.iter().map(|outputs| outputs.tags[place]).collect()
    };
    let mut tags = file.tags.clone();
    for (place, tag) in tags.iter_mut().enumerate() {
        let outputs = column(&on_train, place);
        tag.quantiles = std::array::from_fn(|step| {
            metrics::quantile(&outputs, step as f64 / (QUANTILES - 1) as f64) as f32
        });
        tag.trust = evaluation::correlation(place, &column(&on_dev, place), &dev, &material.second) as f32;
    }
    let mean = tags.iter().map(|tag| f64::from(tag.trust)).sum::<f64>() / tags.len().max(1) as f64;
    println!("dev rank correlation of the tags, mean: {mean:.3}");
    Ok(tags)
}

fn outputs(file: &ModelFile, part: &Part) -> Result<Vec<Outputs>> {
    let windows: Vec<Descriptor> = part.windows()?;
    Ok(Model::new(file.clone())?.outputs(&windows.iter().collect::<Vec<_>>())?)
}

/// R² of each label.
fn r2(file: &ModelFile, part: &Part) -> Result<[f64; LABELS]> {
    let predicted = part.predict(&Model::new(file.clone())?)?;
    let truth = part.labels();
    Ok(std::array::from_fn(|place| {
        metrics::r2(&fitting::column(&predicted, place), &fitting::column(&truth, place))
    }))
}

fn mean(r2: &[f64; LABELS]) -> f64 {
    r2.iter().sum::<f64>() / LABELS as f64
}

fn in_words(r2: &[f64; LABELS]) -> String {
    let labels = protocol::Feature::PREDICTED.iter().zip(r2);
    let mut words: Vec<String> = labels.map(|(feature, r2)| format!("{} {r2:.3}", feature.name())).collect();
    words.push(format!("mean {:.4}", mean(r2)));
    words.join(", ")
}
