//! What five-fold cross-validation finds: figures over clips and windows, each judged by networks that have not heard its
//! artist or group.

use super::{
    evaluation::{
        VoiceFigures,
        real::{self, RealByLength},
        voice,
    },
    metrics,
};
use crate::{
    data::{
        corpus::Corpus,
        labels::{LABELS, column},
        songs,
        split::{FOLDS, is_in_fold},
        windows,
    },
    fit::folds::{self, Folds},
};
use anyhow::{Context, Result};
use model::label::LONG_S;
use protocol::Feature;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fs, path::Path};

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

/// Prints and writes figures.
///
/// # Errors
/// Where they cannot be written.
pub fn save(result: &CrossValidation, path: &Path) -> Result<()> {
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

/// Figures of what the folds say. The intervals of a clip are calibrated on the other folds.
///
/// # Errors
/// Where a fold has not judged a window.
pub fn figures(corpus: &Corpus, folds: &Folds) -> Result<CrossValidation> {
    /// Points in a drawing.
    const MOST_PAIRS: usize = 300;
    let clips = folds::judged(&corpus.clips, folds);
    let mut real_clips = Vec::with_capacity(clips.len());
    for fold in 0..FOLDS {
        let (held_out, others): (Vec<_>, Vec<_>) =
            clips.iter().copied().partition(|(clip, ..)| is_in_fold(&clip.artist, fold));
        let reaches = folds::reaches(&others);
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
        teacher: teacher_figures(corpus, folds)?,
    })
}

fn teacher_figures(corpus: &Corpus, folds: &Folds) -> Result<TeacherFigures> {
    let part = folds::windows(corpus);
    let said = folds::said_of(&part, folds)?;
    let predicted: Vec<[f32; LABELS]> = said.iter().map(|said| said.predicted).collect();
    let truth = part.labels();
    let r2 = |(place, feature): (usize, Feature)| {
        let r2 = metrics::r2(&column(&predicted, place), &column(&truth, place));
        (feature.name().to_owned(), r2)
    };
    let r2: BTreeMap<String, f64> = Feature::PREDICTED.into_iter().enumerate().map(r2).collect();
    Ok(TeacherFigures {
        label_source: windows::LABEL_SOURCE.into(),
        rows: truth.len(),
        mean_r2: r2.values().sum::<f64>() / LABELS as f64,
        r2,
        voice: voice(&part, &predicted, &corpus.musicnn),
    })
}
