//! `trainer train`: real songs and labelled windows in, `assets/model.bin`, five-fold figures and loss curves out.

use crate::{
    data::{
        corpus::{Corpus, Sources},
        songs,
    },
    fit::{
        folds::{self, Folds},
        heard,
        recipe::Recipe,
        training::{self, Trained},
    },
    paths,
    report::{
        cross_validation,
        evaluation::{correlation, real::RealFigures},
        records::{self, Training},
    },
    statistics,
};
use anyhow::{Context, Result};
use catalogue::Catalogue;
use model::{
    label::ByLength,
    tag::{QUANTILES, TagScale},
};
use protocol::Feature;
use std::{fs, path::PathBuf, time::Instant};

/// Arguments of `trainer train`.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    sources: Sources,
    /// Where to write the model.
    #[arg(long, default_value_os_t = paths::asset("model.bin"))]
    out: PathBuf,
    /// Where to write how training went.
    #[arg(long, default_value_os_t = records::path(records::TRAINING))]
    curves: PathBuf,
    /// Train without this fold alone, 0…4, and keep what it says.
    #[arg(long, hide = true)]
    fold: Option<usize>,
    #[command(flatten)]
    recipe: Recipe,
}

/// Trains and writes the model.
///
/// Five times networks are fitted without a fifth of the artists and groups: what they say of those calibrates the
/// intervals and gives the figures. Then networks of the same recipe are fitted to all, and ship.
///
/// # Errors
/// Where data are absent or a file cannot be written.
pub fn run(args: &Args) -> Result<()> {
    let started = Instant::now();
    let mut corpus = Corpus::gather(&args.sources)?;
    if let Some(fold) = args.fold {
        return folds::keep(&mut corpus, &args.recipe, fold);
    }
    let said = folds::all()?;
    let figures = cross_validation::figures(&corpus, &said)?;
    cross_validation::save(&figures, &records::path(records::CROSS_VALIDATION))?;
    let Trained { mut file, learnt_from, .. } = training::networks(&corpus, &args.recipe, false)?;
    let reaches = folds::reaches(&folds::judged(&corpus.clips, &said));
    for ((label, reach), feature) in file.labels.iter_mut().zip(reaches).zip(Feature::PREDICTED) {
        let r2 = |of: &RealFigures| of.labels.get(feature.name()).map_or(0.0, |label| label.r2);
        label.reach = reach;
        label.r2 = ByLength { short: r2(&figures.real.short) as f32, long: r2(&figures.real.long) as f32 };
    }
    file.tags = tag_scales(&corpus, &said)?;
    file.place =
        vec![heard::fit(&shipped_catalogue()?, &corpus.clips.iter().collect::<Vec<_>>(), &file.descriptor)?];
    let bytes = file.to_bytes();
    fs::write(&args.out, &bytes).with_context(|| format!("cannot write {}", args.out.display()))?;
    let training = Training {
        label_source: songs::LABEL_SOURCE.into(),
        learnt_from,
        minutes: (started.elapsed().as_secs_f64() / 60.0).ceil(),
        networks: serde_json::from_slice(&fs::read(training::curves_path())?)?,
    };
    fs::write(&args.curves, serde_json::to_vec(&training)?)
        .with_context(|| format!("cannot write {}", args.curves.display()))?;
    println!("{}: {} bytes, after {:.0} s", args.out.display(), bytes.len(), started.elapsed().as_secs_f32());
    Ok(())
}

/// The catalogue in whose embedding songs are placed: it is built before the model is trained.
fn shipped_catalogue() -> Result<Catalogue> {
    let path = paths::asset("catalogue.bin");
    let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(Catalogue::from_bytes(&bytes)?)
}

/// What the tags' outputs mean, from the clips of real songs that the page's users might have; how far to trust them, from
/// windows that the folds have not heard.
fn tag_scales(corpus: &Corpus, folds: &Folds) -> Result<Vec<TagScale>> {
    let part = folds::windows(corpus);
    let said = folds::said_of(&part, folds)?;
    let scale = |(place, name): (usize, &String)| {
        let of_clips: Vec<f32> = folds.clips.values().map(|said| said.tags[place]).collect();
        let of_windows: Vec<f32> = said.iter().map(|said| said.tags[place]).collect();
        TagScale {
            name: name.clone(),
            trust: correlation(place, &of_windows, &part, &corpus.musicnn) as f32,
            quantiles: std::array::from_fn(|step| {
                statistics::quantile(&of_clips, step as f64 / (QUANTILES - 1) as f64) as f32
            }),
        }
    };
    let scales: Vec<TagScale> = corpus.musicnn.names.iter().enumerate().map(scale).collect();
    let mean = scales.iter().map(|tag| f64::from(tag.trust)).sum::<f64>() / scales.len().max(1) as f64;
    println!("rank correlation of the tags with the second teacher's, five-fold, mean: {mean:.3}");
    Ok(scales)
}
