//! `trainer cross-validate`: trains ten times, each time without another tenth of the groups, and judges every
//! window by the model that has not heard its group.
//!
//! Each turn is a process of its own, as many at a time as there are cores: burn draws its random numbers from one
//! generator a process, so that two trainings in one would not come out the same again.

use crate::{
    dataset::{self, LABELS, Split},
    evaluation::{Part, VoiceFigures, voice},
    fitting::{self, Recipe, column},
    material::{Material, Sources},
    metrics,
    train::train_model,
    workers::on_every_core,
};
use anyhow::{Context, Result, ensure};
use model::Model;
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
    #[arg(long, default_value_os_t = dataset::project().join("assets/cross-validation.json"))]
    out: PathBuf,
    /// Train this turn alone, 0…9, and write what it says of its tenth.
    #[arg(long)]
    turn: Option<usize>,
    #[command(flatten)]
    recipe: Recipe,
}

/// Parts of a tenth each.
const TURNS: usize = 10;

/// Figures over all windows.
#[derive(Serialize, Deserialize)]
pub struct CrossValidation {
    /// Whose labels.
    pub label_source: String,
    /// Windows judged.
    pub rows: usize,
    /// R² of each label.
    pub r2: BTreeMap<String, f64>,
    /// Bounds of that over resamples of the groups, by label; see [`metrics::r2_bounds`].
    pub r2_bounds: BTreeMap<String, [f64; 2]>,
    /// Share of windows whose label lies within the 80% interval, by label.
    pub coverage: BTreeMap<String, f64>,
    /// Mean over the labels.
    pub mean_r2: f64,
    /// Mean over the labels of the squared error over the labels' variance; a constant's is 1.
    pub z_mse: f64,
    /// Instrumentalness where both teachers agree.
    pub voice: VoiceFigures,
}

/// What a turn's model says about a window that it has not heard.
#[derive(Serialize, Deserialize)]
struct Judged {
    file: String,
    predicted: [f32; LABELS],
    margins: [f32; LABELS],
}

/// Trains, judges and reports.
///
/// # Errors
/// Where material is absent or the figures cannot be written.
pub fn run(args: &Args) -> Result<()> {
    // Before the turns begin: what is missing is described and made once.
    let mut material = Material::gather(&args.sources)?;
    if let Some(turn) = args.turn {
        ensure!(turn < TURNS, "turns are 0 to {}", TURNS - 1);
        material.turn = turn as f64 / TURNS as f64;
        let judged = judge(&material, &args.recipe)?;
        return Ok(fs::write(turn_path(turn), serde_json::to_vec(&judged)?)?);
    }
    let judged = all_turns()?;
    let result = figures(&material, &judged)?;
    println!(
        "R², all windows, each by a model that has not heard its group (labels of the {}):",
        result.label_source
    );
    for (label, r2) in &result.r2 {
        let [low, high] = result.r2_bounds[label];
        println!(
            "  {label:<18}{r2:.3} ({low:.3} to {high:.3})  80% interval covers {:.2}",
            result.coverage[label]
        );
    }
    println!("  mean {:.4}, z-MSE {:.4}", result.mean_r2, result.z_mse);
    let VoiceFigures { sung, instrumental } = &result.voice;
    println!("  instrumentalness with a voice {:.3}, without {:.3}", sung.model, instrumental.model);
    Ok(fs::write(&args.out, serde_json::to_string_pretty(&result)?)?)
}

/// Trains without a tenth and judges it.
fn judge(material: &Material, recipe: &Recipe) -> Result<Vec<Judged>> {
    let (file, _) = train_model(material, recipe)?;
    let model = Model::new(file)?;
    let held_out = material.part(Split::Test);
    let windows = held_out.windows()?;
    let outputs = model.outputs(&windows.iter().collect::<Vec<_>>())?;
    let judged = held_out.rows.iter().zip(outputs).map(|(row, outputs)| Judged {
        file: row.file.clone(),
        predicted: model.values(&outputs.labels),
        margins: model.margins(&outputs),
    });
    Ok(judged.collect())
}

/// Runs this command once for each turn and gathers what the turns wrote, by the windows' files.
fn all_turns() -> Result<HashMap<String, Judged>> {
    let program = env::current_exe()?;
    let next = AtomicUsize::new(0);
    let work = || -> Result<()> {
        loop {
            let turn = next.fetch_add(1, Ordering::Relaxed);
            if turn >= TURNS {
                return Ok(());
            }
            let mut command = Command::new(&program);
            command.args(env::args_os().skip(1)).arg("--turn").arg(turn.to_string());
            let status = command.status().with_context(|| format!("turn {turn} does not start"))?;
            ensure!(status.success(), "turn {turn} failed ({status})");
            println!("turn {turn} of 0 to {} is judged", TURNS - 1);
        }
    };
    on_every_core(work)?;
    let mut judged = HashMap::new();
    for turn in 0..TURNS {
        let windows: Vec<Judged> = serde_json::from_slice(&fs::read(turn_path(turn))?)?;
        judged.extend(windows.into_iter().map(|window| (window.file.clone(), window)));
    }
    Ok(judged)
}

/// Where a turn leaves what it says.
fn turn_path(turn: usize) -> PathBuf {
    dataset::project().join(format!("target/trainer/turn-{turn}.json"))
}

fn figures(material: &Material, judged: &HashMap<String, Judged>) -> Result<CrossValidation> {
    let all = Part::filter(&material.rows, &material.described, |_| true);
    let judged: Vec<&Judged> = all
        .rows
        .iter()
        .map(|row| judged.get(&row.file).with_context(|| format!("no turn has judged {}", row.file)))
        .collect::<Result<_>>()?;
    let predicted: Vec<[f32; LABELS]> = judged.iter().map(|window| window.predicted).collect();
    let margins: Vec<[f32; LABELS]> = judged.iter().map(|window| window.margins).collect();
    let truth = all.labels();
    let deviations = fitting::deviations(&truth);
    let (mut r2, mut r2_bounds, mut coverage) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let mut z_mse = 0.0;
    for (place, feature) in Feature::PREDICTED.into_iter().enumerate() {
        let [predicted, margins, truth] = [&predicted, &margins, &truth].map(|rows| column(rows, place));
        let within = predicted.iter().zip(&truth).zip(&margins);
        let within = within.filter(|((predicted, truth), margin)| (*predicted - *truth).abs() <= **margin);
        coverage.insert(feature.name().into(), within.count() as f64 / truth.len().max(1) as f64);
        r2.insert(feature.name().into(), metrics::r2(&predicted, &truth));
        r2_bounds.insert(feature.name().into(), metrics::r2_bounds(&predicted, &truth, &all.groups()));
        z_mse += metrics::mse(&predicted, &truth) / f64::from(deviations[place]).powi(2) / LABELS as f64;
    }
    Ok(CrossValidation {
        label_source: dataset::LABEL_SOURCE.into(),
        rows: truth.len(),
        mean_r2: r2.values().sum::<f64>() / LABELS as f64,
        r2,
        r2_bounds,
        coverage,
        z_mse,
        voice: voice(&all, &predicted, &material.second),
    })
}
