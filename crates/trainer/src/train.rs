//! `trainer train`: labelled windows in, `assets/model.bin` and the loss curves out.

use crate::{
    augment::{self, Augmented},
    calibration,
    dataset::{self, LABELS, Row, Split},
    describing::{self, Described},
    evaluation::Part,
    examples::{Gatherer, TagScaler},
    fitting::{self, Epoch, Recipe, Samples},
    metrics,
    rows::{self, DescribedRow},
    scaling,
    second_teacher::SecondTeacher,
};
use anyhow::{Context, Result};
use dsp::Descriptor;
use model::{
    Model, Outputs,
    format::ModelFile,
    label::{Label, expected_error},
    network::Layer,
    tag::{QUANTILES, TagScale},
};
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
    /// How many windows to learn from that are made of the recorded ones; see `trainer augment`.
    #[arg(long, default_value_t = augment::COUNT)]
    augmented: u64,
    /// Weight of a made window against a recorded one.
    #[arg(long, default_value_t = 1.0)]
    augmented_weight: f32,
    /// Files of further rows to learn from, as `trainer describe --csv` writes them, with labels.
    #[arg(long)]
    rows: Vec<PathBuf>,
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
    /// Recorded windows, made windows, rows of other sources.
    learnt_from: [usize; 3],
    /// One list of epochs a network.
    networks: Vec<Vec<Epoch>>,
}

/// Everything that a model is made of.
struct Material {
    rows: Vec<Row>,
    described: Vec<Described>,
    second: SecondTeacher,
    augmented: Vec<Augmented>,
    augmented_weight: f32,
    others: Vec<DescribedRow>,
}

/// Trains and writes the model.
///
/// # Errors
/// Where the material is absent or a file cannot be written.
pub fn run(args: &Args) -> Result<()> {
    let started = Instant::now();
    let material = Material::gather(args)?;
    let learnt_from =
        [material.part(Split::Train).rows.len(), material.augmented.len(), material.others.len()];
    println!(
        "learning from {} recorded windows, {} made of them, {} rows of other sources",
        learnt_from[0], learnt_from[1], learnt_from[2]
    );

    let (file, curves) = train_model(&material, &args.recipe)?;
    let bytes = file.to_bytes();
    fs::write(&args.out, &bytes).with_context(|| format!("cannot write {}", args.out.display()))?;
    let training = Training { label_source: dataset::LABEL_SOURCE, learnt_from, networks: curves };
    fs::write(&args.curves, serde_json::to_vec(&training)?)
        .with_context(|| format!("cannot write {}", args.curves.display()))?;
    println!("{}: {} bytes, after {:.0} s", args.out.display(), bytes.len(), started.elapsed().as_secs_f32());
    Ok(())
}

impl Material {
    fn gather(args: &Args) -> Result<Material> {
        let rows = dataset::read(&args.data)?;
        let described = describing::describe_all(&args.data, &rows, args.fresh)?;
        let second = SecondTeacher::read(&args.data)?;
        let augmented = augment::augmented(&args.data, &rows, &second, args.augmented)?;
        let others: Vec<_> = args.rows.iter().map(|path| rows::read(path)).collect::<Result<_>>()?;
        Ok(Material {
            rows,
            described,
            second,
            augmented,
            augmented_weight: args.augmented_weight,
            others: others.concat(),
        })
    }

    fn part(&self, split: Split) -> Part<'_> {
        Part::of(split, &self.rows, &self.described)
    }
}

fn train_model(material: &Material, recipe: &Recipe) -> Result<(ModelFile, Vec<Vec<Epoch>>)> {
    let [train, dev] = [Split::Train, Split::Dev].map(|split| material.part(split));
    let descriptor = scaling::descriptor_scale(&train.descriptors());
    let spectrum = scaling::spectrum_scale(&train.spectra());
    let labels = scaling::label_scales(&train.labels());
    let deviations = fitting::deviations(&train.labels());
    let tags = TagScaler::new(&train.rows, &material.second);

    let train_samples = learning_samples(material, Gatherer::new(&descriptor, &tags));
    let mut dev_samples = Gatherer::new(&descriptor, &tags);
    for (row, described) in dev.rows.iter().zip(&dev.described) {
        dev_samples.recorded(row, described, None, &material.second);
    }
    let dev_samples = dev_samples.samples();

    let mut networks: Vec<Vec<Layer>> = Vec::new();
    let mut curves = Vec::new();
    for seed in 0..recipe.networks as u64 {
        let seed = recipe.seed + seed;
        let fitted = fitting::fit(&train_samples, &dev_samples, &labels, deviations, recipe, seed)?;
        networks.push(fitted.layers);
        curves.push(fitted.curve);
    }
    let tags = material.second.names.iter();
    let tags = tags.map(|name| TagScale { name: name.clone(), trust: 0.0, quantiles: [0.0; QUANTILES] });
    let mut file = ModelFile { descriptor, spectrum, networks, labels, tags: tags.collect() };
    // What is calibrated and judged is what will be read back: weights at half precision.
    file = ModelFile::from_bytes(&file.to_bytes())?;
    file.labels = finish_labels(&file, &dev, &material.part(Split::Test))?;
    file.tags = finish_tags(&file, material)?;
    Ok((file, curves))
}

fn learning_samples(material: &Material, mut gatherer: Gatherer) -> Samples {
    let in_train = |row: &Row| Split::of(&row.group) == Split::Train;
    let opinions = material.second.opinions(&material.rows, in_train);
    for ((row, described), opinion) in material.rows.iter().zip(&material.described).zip(&opinions) {
        if in_train(row) {
            gatherer.recorded(row, described, Some(*opinion), &material.second);
        }
    }
    for augmented in &material.augmented {
        gatherer.made(augmented, &opinions, material.augmented_weight);
    }
    material.others.iter().for_each(|row| gatherer.row(row));
    gatherer.samples()
}

/// Calibration and intervals from the dev groups; how good the result is, from the test groups.
fn finish_labels(file: &ModelFile, dev: &Part, test: &Part) -> Result<[Label; LABELS]> {
    let mut file = file.clone();
    let outputs = outputs(&file, dev)?;
    let labels: Vec<[f32; LABELS]> = outputs.iter().map(|outputs| outputs.labels).collect();
    println!("dev R² before calibration: {}", in_words(&r2(&file, dev)?));
    for (place, label) in file.labels.iter_mut().enumerate() {
        let truth = fitting::column(&dev.labels(), place);
        *label = calibration::calibrated(*label, &fitting::column(&labels, place), &truth);
        let predicted: Vec<f32> = labels.iter().map(|outputs| label.value(outputs[place])).collect();
        let expected: Vec<f32> =
            outputs.iter().map(|outputs| expected_error(outputs.errors[place])).collect();
        label.reach = calibration::reach(&predicted, &expected, &truth);
    }
    println!("dev R² calibrated:         {}", in_words(&r2(&file, dev)?));
    let on_test = r2(&file, test)?;
    file.labels.iter_mut().zip(on_test).for_each(|(label, r2)| label.r2 = r2 as f32);
    Ok(file.labels)
}

/// What the tags' outputs mean, from the training groups; how far to trust them, from the dev groups.
fn finish_tags(file: &ModelFile, material: &Material) -> Result<Vec<TagScale>> {
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
        tag.trust = tag_correlation(place, &column(&on_dev, place), &dev, &material.second) as f32;
    }
    let mean = tags.iter().map(|tag| f64::from(tag.trust)).sum::<f64>() / tags.len().max(1) as f64;
    println!("dev rank correlation of the tags, mean: {mean:.3}");
    Ok(tags)
}

/// Rank correlation of one tag's outputs with the second teacher's activations.
pub fn tag_correlation(place: usize, outputs: &[f32], part: &Part, second: &SecondTeacher) -> f64 {
    let (outputs, truth): (Vec<f32>, Vec<f32>) = outputs
        .iter()
        .zip(&part.rows)
        .filter_map(|(output, row)| Some((*output, *second.heard(row)?.tags.get(place)?)))
        .unzip();
    metrics::spearman(&outputs, &truth)
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

fn in_words(r2: &[f64; LABELS]) -> String {
    let labels = protocol::Feature::PREDICTED.iter().zip(r2);
    let mut words: Vec<String> = labels.map(|(feature, r2)| format!("{} {r2:.3}", feature.name())).collect();
    words.push(format!("mean {:.4}", r2.iter().sum::<f64>() / LABELS as f64));
    words.join(", ")
}
