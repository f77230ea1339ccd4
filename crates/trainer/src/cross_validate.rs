//! `trainer cross-validate`: trains five times, each time without another fifth of the artists and groups, and judges
//! every clip and window by the networks that have not heard its artist or group.
//!
//! Each fold is a process of its own, as many at a time as there are cores: burn draws its random numbers from one
//! generator a process, so that two trainings in one would not come out the same again.

use crate::{
    calibration,
    dataset::{self, LABELS, Split},
    evaluation::{
        Part, VoiceFigures,
        real::{self, RealByLength},
        voice,
    },
    fitting::{Recipe, column},
    material::{Material, Sources},
    metrics,
    songs::{self, Clip, FOLDS},
    train,
    workers::on_every_core,
};
use anyhow::{Context, Result, ensure};
use model::{
    Model, Outputs, expected_errors,
    label::{ByLength, LONG_S},
};
use protocol::Feature;
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, HashMap},
    env, fs,
    path::PathBuf,
    process::Command,
    sync::atomic::{AtomicUsize, Ordering},
};

/// Arguments of `trainer cross-validate`.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    sources: Sources,
    /// Where to write the figures.
    #[arg(long, default_value_os_t = saved_path())]
    out: PathBuf,
    /// Train this fold alone, 0…4, and keep what it says.
    #[arg(long, hide = true)]
    fold: Option<usize>,
    #[command(flatten)]
    recipe: Recipe,
}

/// Where the figures are kept.
pub fn saved_path() -> PathBuf {
    dataset::project().join("assets/cross-validation.json")
}

/// Figures over all clips and windows.
#[derive(Serialize, Deserialize)]
pub struct CrossValidation {
    /// Clips of certain pairing, against the values that Spotify published.
    pub real: RealByLength,
    /// A published value and what was predicted of it, of each label, for some long clips: for drawings.
    pub pairs: BTreeMap<String, Vec<[f32; 2]>>,
    /// Windows, against the teacher.
    pub teacher: TeacherFigures,
}

/// Figures over the teacher's windows, but for those of the test groups.
#[derive(Serialize, Deserialize)]
pub struct TeacherFigures {
    /// Whose labels.
    pub label_source: String,
    /// Windows judged.
    pub rows: usize,
    /// R² of each label.
    pub r2: BTreeMap<String, f64>,
    /// Mean over the labels.
    pub mean_r2: f64,
    /// Instrumentalness where both teachers agree.
    pub voice: VoiceFigures,
}

/// What a fold says about something that it has not heard.
#[derive(Clone, Serialize, Deserialize)]
pub struct Said {
    /// Predictions, 0…1.
    pub predicted: [f32; LABELS],
    /// Errors to expect, before [`model::label::Label::reach`].
    pub errors: [f32; LABELS],
    /// Outputs for the tags.
    pub tags: Vec<f32>,
}

/// What the folds say, each of what it has not heard.
#[derive(Default, Serialize, Deserialize)]
pub struct Folds {
    /// Of clips, by their names.
    pub clips: HashMap<String, Said>,
    /// Of recorded windows, by their files.
    pub windows: HashMap<String, Said>,
}

/// Trains, judges and reports.
///
/// # Errors
/// Where material is absent or the figures cannot be written.
pub fn run(args: &Args) -> Result<()> {
    // Before the folds begin: what is missing is described and made once.
    let mut material = Material::gather(&args.sources)?;
    if let Some(fold) = args.fold {
        return keep(&mut material, &args.recipe, fold);
    }
    save(&figures(&material, &all_folds()?)?, &args.out)
}

/// Prints and writes figures.
///
/// # Errors
/// Where they cannot be written.
pub fn save(result: &CrossValidation, path: &PathBuf) -> Result<()> {
    print(result);
    fs::write(path, serde_json::to_string_pretty(result)?)
        .with_context(|| format!("cannot write {}", path.display()))
}

/// Prints figures over clips.
pub fn print_real(figures: &RealByLength) {
    for (name, figures) in
        [("all", &figures.all), ("29 s and more", &figures.long), ("below", &figures.short)]
    {
        println!("{name}: {} clips; R², mean absolute error (a constant's), bias, coverage", figures.clips);
        for (label, figures) in &figures.labels {
            println!(
                "  {label:<18}{:.3}  {:.3} ({:.3})  {:+.3}  {:.3}",
                figures.r2, figures.mae, figures.constant_mae, figures.bias, figures.coverage
            );
        }
        println!("  mean of the absolute errors {:.4} ({:.4})", figures.mean_mae, figures.constant_mean_mae);
    }
}

fn print(result: &CrossValidation) {
    println!(
        "Clips of real songs, each by networks that have not heard its artist ({}):",
        songs::LABEL_SOURCE
    );
    print_real(&result.real);
    let TeacherFigures { label_source, rows, mean_r2, voice, .. } = &result.teacher;
    println!("{rows} windows against the {label_source}: mean R² {mean_r2:.3}");
    let VoiceFigures { sung, instrumental } = voice;
    println!("instrumentalness with a voice {:.3}, without {:.3}", sung.model, instrumental.model);
}

/// Trains without a fold, judges it and keeps what is said.
///
/// # Errors
/// Where there is no such fold, too little to learn from, or nothing can be written.
pub fn keep(material: &mut Material, recipe: &Recipe, fold: usize) -> Result<()> {
    ensure!(fold < FOLDS, "folds are 0 to {}", FOLDS - 1);
    material.held_out = Some(fold);
    Ok(fs::write(fold_path(fold), serde_json::to_vec(&judge(material, recipe, fold)?)?)?)
}

fn judge(material: &Material, recipe: &Recipe, fold: usize) -> Result<Folds> {
    // The curves of one fold are enough to be looked at.
    let trained = train::networks(material, recipe, fold == 0)?;
    if let Some(curves) = &trained.curves {
        fs::write(train::curves_path(), serde_json::to_vec(curves)?)?;
    }
    let usual = trained.file.usual_unlikeness;
    let model = Model::new(trained.file)?;
    let said = |outputs: Outputs| Said {
        predicted: model.values(&outputs.labels),
        errors: expected_errors(&outputs, usual),
        tags: outputs.tags,
    };
    let mut folds = Folds::default();
    for clip in material.clips().1 {
        let outputs = model.outputs_of_mean(&clip.windows.iter().collect::<Vec<_>>())?;
        folds.clips.insert(clip.name.clone(), said(outputs));
    }
    let held_out = material.held_out();
    let windows = held_out.windows()?;
    for (row, outputs) in held_out.rows.iter().zip(model.outputs(&windows.iter().collect::<Vec<_>>())?) {
        folds.windows.insert(row.file.clone(), said(outputs));
    }
    Ok(folds)
}

/// Runs this command once for each fold and gathers what they say.
///
/// # Errors
/// Where one of them fails.
pub fn all_folds() -> Result<Folds> {
    let program = env::current_exe()?;
    let next = AtomicUsize::new(0);
    let work = || -> Result<()> {
        loop {
            let fold = next.fetch_add(1, Ordering::Relaxed);
            if fold >= FOLDS {
                return Ok(());
            }
            let mut command = Command::new(&program);
            command.args(env::args_os().skip(1)).arg("--fold").arg(fold.to_string());
            let status = command.status().with_context(|| format!("fold {fold} does not start"))?;
            ensure!(status.success(), "fold {fold} failed ({status})");
            println!("fold {fold} of 0 to {} is judged", FOLDS - 1);
        }
    };
    on_every_core(work)?;
    kept()
}

/// What the folds of the last training said.
///
/// # Errors
/// Where there was none here.
pub fn kept() -> Result<Folds> {
    let mut all = Folds::default();
    for fold in 0..FOLDS {
        let path = fold_path(fold);
        let bytes = fs::read(&path).with_context(|| format!("{} is not there", path.display()))?;
        let folds: Folds = serde_json::from_slice(&bytes)?;
        all.clips.extend(folds.clips);
        all.windows.extend(folds.windows);
    }
    Ok(all)
}

/// Where a fold leaves what it says.
fn fold_path(fold: usize) -> PathBuf {
    dataset::project().join(format!("target/trainer/fold-{fold}.json"))
}

/// Clips of certain pairing with their labels and what was said of them.
pub fn judged<'a>(clips: &'a [Clip], folds: &'a Folds) -> Vec<(&'a Clip, [f32; LABELS], &'a Said)> {
    let certain = clips.iter().filter(|clip| clip.is_certain);
    certain.filter_map(|clip| Some((clip, clip.labels()?, folds.clips.get(&clip.name)?))).collect()
}

/// What expected errors are multiplied by so that 80% of these clips' labels lie within, for each label.
pub fn reaches(clips: &[(&Clip, [f32; LABELS], &Said)]) -> [ByLength; LABELS] {
    let reach = |place: usize, is_long: bool| {
        let clips = clips.iter().filter(|(clip, ..)| clip.is_long() == is_long);
        let of = |of: fn(&[f32; LABELS], &Said) -> [f32; LABELS]| -> Vec<f32> {
            clips.clone().map(|(_, labels, said)| of(labels, said)[place]).collect()
        };
        calibration::reach(
            &of(|_, said| said.predicted),
            &of(|_, said| said.errors),
            &of(|labels, _| *labels),
        )
    };
    std::array::from_fn(|place| ByLength { short: reach(place, false), long: reach(place, true) })
}

/// Figures of what the folds say. The intervals of a clip are calibrated on the other folds.
///
/// # Errors
/// Where a fold has not judged a window.
pub fn figures(material: &Material, folds: &Folds) -> Result<CrossValidation> {
    /// Points in a drawing.
    const MOST_PAIRS: usize = 300;
    let clips = judged(&material.clips, folds);
    let mut real_clips = Vec::with_capacity(clips.len());
    for fold in 0..FOLDS {
        let (held_out, others): (Vec<_>, Vec<_>) =
            clips.iter().copied().partition(|(clip, ..)| songs::is_in_fold(&clip.artist, fold));
        let reaches = reaches(&others);
        real_clips.extend(held_out.into_iter().map(|(clip, labels, said)| real::Judged {
            labels,
            predicted: said.predicted,
            margins: std::array::from_fn(|place| reaches[place].at(clip.heard_s) * said.errors[place]),
            is_long: clip.heard_s >= LONG_S,
        }));
    }
    let long: Vec<&real::Judged> = real_clips.iter().filter(|clip| clip.is_long).collect();
    let drawn = long.iter().step_by(long.len().div_ceil(MOST_PAIRS).max(1));
    let pairs = Feature::PREDICTED.into_iter().enumerate().map(|(place, feature)| {
        let pairs = drawn.clone().map(|clip| [clip.labels[place], clip.predicted[place]]);
        (feature.name().to_owned(), pairs.collect())
    });
    Ok(CrossValidation {
        real: real::by_length(&real_clips),
        pairs: pairs.collect(),
        teacher: teacher_figures(material, folds)?,
    })
}

fn teacher_figures(material: &Material, folds: &Folds) -> Result<TeacherFigures> {
    let part = windows(material);
    let said = said_of(&part, folds)?;
    let predicted: Vec<[f32; LABELS]> = said.iter().map(|said| said.predicted).collect();
    let truth = part.labels();
    let r2 = |(place, feature): (usize, Feature)| {
        let r2 = metrics::r2(&column(&predicted, place), &column(&truth, place));
        (feature.name().to_owned(), r2)
    };
    let r2: BTreeMap<String, f64> = Feature::PREDICTED.into_iter().enumerate().map(r2).collect();
    Ok(TeacherFigures {
        label_source: dataset::LABEL_SOURCE.into(),
        rows: truth.len(),
        mean_r2: r2.values().sum::<f64>() / LABELS as f64,
        r2,
        voice: voice(&part, &predicted, &material.second),
    })
}

/// The windows that folds judge: all but those of the test groups.
pub fn windows(material: &Material) -> Part<'_> {
    Part::filter(&material.rows, &material.described, |row| Split::of(&row.group) != Split::Test)
}

/// What the folds say of these windows.
///
/// # Errors
/// Where one was not judged.
pub fn said_of<'a>(part: &Part, folds: &'a Folds) -> Result<Vec<&'a Said>> {
    let said = |row: &&dataset::Row| {
        folds.windows.get(&row.file).with_context(|| format!("no fold has judged {}", row.file))
    };
    part.rows.iter().map(said).collect()
}
