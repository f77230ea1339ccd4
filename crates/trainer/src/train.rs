//! `trainer train`: real songs and labelled windows in, `assets/model.bin`, five-fold figures and loss curves out.

use crate::{
    cross_validate::{self, Folds},
    dataset::{self, LABELS},
    evaluation,
    examples::{Gatherer, TagScaler},
    fitting::{self, Epoch, Fitted, Recipe},
    material::{LearntFrom, Material, Sources},
    metrics,
    recommendation::heard,
    scaling, songs,
};
use anyhow::{Context, Result};
use catalogue::Catalogue;
use dsp::Descriptor;
use model::{
    format::ModelFile,
    label::ByLength,
    tag::{QUANTILES, TagScale},
    unlikeness,
};
use protocol::Feature;
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
    /// Where to write how training went.
    #[arg(long, default_value_os_t = dataset::project().join("assets/training.json"))]
    curves: PathBuf,
    /// Train without this fold alone, 0…4, and keep what it says.
    #[arg(long, hide = true)]
    fold: Option<usize>,
    #[command(flatten)]
    recipe: Recipe,
}

/// How training went, as data for the model card and the page.
#[derive(Serialize, Deserialize)]
pub struct Training {
    /// Whose labels.
    pub label_source: String,
    /// What the shipped networks learnt from.
    pub learnt_from: LearntFrom,
    /// Minutes that describing, fitting and calibrating took, material described before not counted again.
    pub minutes: f64,
    /// One list of epochs for each network of the first fold, judged by the artists that it has not heard.
    pub networks: Vec<Vec<Epoch>>,
}

/// Trains and writes the model.
///
/// Five times networks are fitted without a fifth of the artists and groups: what they say of those calibrates the
/// intervals and gives the figures. Then networks of the same recipe are fitted to all, and ship.
///
/// # Errors
/// Where the material is absent or a file cannot be written.
pub fn run(args: &Args) -> Result<()> {
    let started = Instant::now();
    let mut material = Material::gather(&args.sources)?;
    if let Some(fold) = args.fold {
        return cross_validate::keep(&mut material, &args.recipe, fold);
    }
    let folds = cross_validate::all_folds()?;
    let figures = cross_validate::figures(&material, &folds)?;
    cross_validate::save(&figures, &cross_validate::saved_path())?;
    let Trained { mut file, learnt_from, .. } = networks(&material, &args.recipe, false)?;
    let reaches = cross_validate::reaches(&cross_validate::judged(&material.clips, &folds));
    for ((label, reach), feature) in file.labels.iter_mut().zip(reaches).zip(Feature::PREDICTED) {
        let r2 =
            |of: &evaluation::real::RealFigures| of.labels.get(feature.name()).map_or(0.0, |label| label.r2);
        label.reach = reach;
        label.r2 = ByLength { short: r2(&figures.real.short) as f32, long: r2(&figures.real.long) as f32 };
    }
    file.tags = tag_scales(&material, &folds)?;
    file.place = vec![heard::fit(
        &shipped_catalogue()?,
        &material.clips.iter().collect::<Vec<_>>(),
        &file.descriptor,
    )?];
    let bytes = file.to_bytes();
    fs::write(&args.out, &bytes).with_context(|| format!("cannot write {}", args.out.display()))?;
    let training = Training {
        label_source: songs::LABEL_SOURCE.into(),
        learnt_from,
        minutes: (started.elapsed().as_secs_f64() / 60.0).ceil(),
        networks: serde_json::from_slice(&fs::read(curves_path())?)?,
    };
    fs::write(&args.curves, serde_json::to_vec(&training)?)
        .with_context(|| format!("cannot write {}", args.curves.display()))?;
    println!("{}: {} bytes, after {:.0} s", args.out.display(), bytes.len(), started.elapsed().as_secs_f32());
    Ok(())
}

/// The catalogue in whose embedding songs are placed: it is built before the model is trained.
fn shipped_catalogue() -> Result<Catalogue> {
    let path = dataset::project().join("assets/catalogue.bin");
    let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(Catalogue::from_bytes(&bytes)?)
}

/// Where the first fold leaves its loss curves.
pub fn curves_path() -> PathBuf {
    dataset::project().join("target/trainer/curves.json")
}

/// Fitted networks in a file that has no intervals and no tags' scales yet.
pub struct Trained {
    /// The file.
    pub file: ModelFile,
    /// What was learnt from.
    pub learnt_from: LearntFrom,
    /// Loss curves of each network, judged by the held-out clips, where they were asked for.
    pub curves: Option<Vec<Vec<Epoch>>>,
}

/// Fits networks to everything that is not held out.
///
/// # Errors
/// Where there is too little to learn from.
pub fn networks(material: &Material, recipe: &Recipe, with_curves: bool) -> Result<Trained> {
    let heard = material.heard();
    let (clips, held_out) = material.clips();
    let song_windows = clips.iter().flat_map(|clip| clip.windows.iter().map(Descriptor::as_slice));
    let descriptor = scaling::descriptor_scale(&song_windows.chain(heard.descriptors()).collect::<Vec<_>>());
    let tags = TagScaler::new(&heard.rows, &material.second);
    let clip_labels: Vec<[f32; LABELS]> = clips.iter().filter_map(|clip| clip.labels()).collect();
    let labels = scaling::label_scales(&[clip_labels.clone(), heard.labels()].concat());
    // Errors are measured in deviations among real songs.
    let deviations = fitting::deviations(&clip_labels);
    let (samples, learnt_from) = material.learning_samples(&descriptor, &tags, recipe.seed)?;
    println!("learning from {learnt_from:?}");
    let examined = with_curves.then(|| {
        let mut gatherer = Gatherer::new(&descriptor, &tags);
        gatherer.means(&held_out);
        gatherer.samples()
    });
    let seeds = (0..recipe.networks as u64).map(|seed| recipe.seed + seed);
    let fitted: Vec<Fitted> = seeds
        .map(|seed| fitting::fit(&samples, examined.as_ref(), &labels, deviations, recipe, seed))
        .collect::<Result<_>>()?;
    let (networks, curves): (Vec<_>, Vec<_>) =
        fitted.into_iter().map(|fitted| (fitted.layers, fitted.curve)).unzip();
    let unlike: Vec<f32> = clips.iter().map(|clip| unlikeness(&clip.mean(&descriptor))).collect();
    let unread = |name: &String| TagScale { name: name.clone(), trust: 0.0, quantiles: [0.0; QUANTILES] };
    let file = ModelFile {
        spectrum: scaling::spectrum_scale(&heard.spectra()),
        usual_unlikeness: metrics::quantile(&unlike, USUAL) as f32,
        place: Vec::new(),
        tags: material.second.names.iter().map(unread).collect(),
        descriptor,
        networks,
        labels,
    };
    // What is judged is what will be read back: weights in 8 bits.
    let file = ModelFile::from_bytes(&file.to_bytes())?;
    Ok(Trained { file, learnt_from, curves: with_curves.then_some(curves) })
}

/// Share of the songs that are of usual unlikeness.
const USUAL: f64 = 0.9;

/// What the tags' outputs mean, from the clips of real songs that the page's users might have; how far to trust them, from
/// windows that the folds have not heard.
fn tag_scales(material: &Material, folds: &Folds) -> Result<Vec<TagScale>> {
    let part = cross_validate::windows(material);
    let said = cross_validate::said_of(&part, folds)?;
    let scale = |(place, name): (usize, &String)| {
        let of_clips: Vec<f32> = folds.clips.values().map(|said| said.tags[place]).collect();
        let of_windows: Vec<f32> = said.iter().map(|said| said.tags[place]).collect();
        TagScale {
            name: name.clone(),
            trust: evaluation::correlation(place, &of_windows, &part, &material.second) as f32,
            quantiles: std::array::from_fn(|step| {
                metrics::quantile(&of_clips, step as f64 / (QUANTILES - 1) as f64) as f32
            }),
        }
    };
    let scales: Vec<TagScale> = material.second.names.iter().enumerate().map(scale).collect();
    let mean = scales.iter().map(|tag| f64::from(tag.trust)).sum::<f64>() / scales.len().max(1) as f64;
    println!("rank correlation of the tags with the second teacher's, five-fold, mean: {mean:.3}");
    Ok(scales)
}
