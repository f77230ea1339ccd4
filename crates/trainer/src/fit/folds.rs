//! Five trainings, each without another fifth of the artists and groups, and what their networks say of what they have
//! not heard.
//!
//! Each fold is a process of its own, as many at a time as there are cores: burn draws its random numbers from one
//! generator a process, so that two trainings in one would not come out the same again.

use super::{calibration, recipe::Recipe, training};
use crate::{
    data::{
        corpus::Corpus,
        labels::LABELS,
        part::Part,
        songs::Clip,
        split::{FOLDS, Split},
        windows::Window,
    },
    parallel::on_every_core,
    paths,
};
use anyhow::{Context, Result, ensure};
use model::{Model, Outputs, expected_errors, label::ByLength};
use serde::{Deserialize, Serialize};
use std::{
    collections::HashMap,
    env, fs,
    path::PathBuf,
    process::Command,
    sync::atomic::{AtomicUsize, Ordering},
};

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

/// Trains without a fold, judges it and keeps what is said.
///
/// # Errors
/// Where there is no such fold, too little to learn from, or nothing can be written.
pub fn keep(corpus: &mut Corpus, recipe: &Recipe, fold: usize) -> Result<()> {
    ensure!(fold < FOLDS, "folds are 0 to {}", FOLDS - 1);
    corpus.held_out = Some(fold);
    Ok(fs::write(fold_path(fold), serde_json::to_vec(&judge(corpus, recipe, fold)?)?)?)
}

fn judge(corpus: &Corpus, recipe: &Recipe, fold: usize) -> Result<Folds> {
    // The curves of one fold are enough to be looked at.
    let trained = training::networks(corpus, recipe, fold == 0)?;
    if let Some(curves) = &trained.curves {
        fs::write(training::curves_path(), serde_json::to_vec(curves)?)?;
    }
    let usual = trained.file.usual_unlikeness;
    let model = Model::new(trained.file)?;
    let said = |outputs: Outputs| Said {
        predicted: model.values(&outputs.labels),
        errors: expected_errors(&outputs, usual),
        tags: outputs.tags,
    };
    let mut folds = Folds::default();
    for clip in corpus.clips().1 {
        let outputs = model.outputs_of_mean(&clip.windows.iter().collect::<Vec<_>>())?;
        folds.clips.insert(clip.name.clone(), said(outputs));
    }
    let held_out = corpus.held_out();
    let descriptors = held_out.whole_descriptors()?;
    for (window, outputs) in
        held_out.windows.iter().zip(model.outputs(&descriptors.iter().collect::<Vec<_>>())?)
    {
        folds.windows.insert(window.file.clone(), said(outputs));
    }
    Ok(folds)
}

/// Runs this command once for each fold and gathers what they say.
///
/// # Errors
/// Where one of them fails.
pub fn all() -> Result<Folds> {
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
    paths::kept(&format!("fold-{fold}.json"))
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

/// The windows that folds judge: all but those of the test groups.
pub fn windows(corpus: &Corpus) -> Part<'_> {
    Part::filter(&corpus.windows, &corpus.analyses, |window| Split::of(&window.group) != Split::Test)
}

/// What the folds say of these windows.
///
/// # Errors
/// Where one was not judged.
pub fn said_of<'a>(part: &Part, folds: &'a Folds) -> Result<Vec<&'a Said>> {
    let said = |window: &&Window| {
        folds.windows.get(&window.file).with_context(|| format!("no fold has judged {}", window.file))
    };
    part.windows.iter().map(said).collect()
}
