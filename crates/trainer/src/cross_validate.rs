//! `trainer cross-validate`: trains ten times, each time without another tenth of the groups, and judges every
//! window by the model that has not heard its group.

use crate::{
    dataset::{self, LABELS, Split},
    fitting::{self, Recipe, column},
    material::{Material, Sources},
    metrics,
    train::train_model,
};
use anyhow::Result;
use model::Model;
use protocol::Feature;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fs, path::PathBuf};

/// Arguments of `trainer cross-validate`.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    sources: Sources,
    /// Where to write the figures.
    #[arg(long, default_value_os_t = dataset::project().join("assets/cross-validation.json"))]
    out: PathBuf,
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
    /// Share of windows whose label lies within the 80% interval, by label.
    pub coverage: BTreeMap<String, f64>,
    /// Mean over the labels.
    pub mean_r2: f64,
    /// Mean over the labels of the squared error over the labels' variance; a constant's is 1.
    pub z_mse: f64,
}

/// Trains, judges and reports.
///
/// # Errors
/// Where material is absent or the figures cannot be written.
pub fn run(args: &Args) -> Result<()> {
    let mut material = Material::gather(&args.sources)?;
    let (mut predicted, mut truth, mut margins) = (Vec::new(), Vec::new(), Vec::new());
    for turn in 0..TURNS {
        material.turn = turn as f64 / TURNS as f64;
        let (file, _) = train_model(&material, &args.recipe)?;
        let model = Model::new(file)?;
        let held_out = material.part(Split::Test);
        let windows = held_out.windows()?;
        for outputs in model.outputs(&windows.iter().collect::<Vec<_>>())? {
            predicted.push(model.values(&outputs.labels));
            margins.push(model.margins(&outputs));
        }
        truth.extend(held_out.labels());
        println!("part {} of {TURNS}: {} windows judged", turn + 1, truth.len());
    }
    let result = figures(&predicted, &margins, &truth);
    println!(
        "R², all windows, each by a model that has not heard its group (labels of the {}):",
        result.label_source
    );
    for (label, r2) in &result.r2 {
        println!("  {label:<18}{r2:.3}   80% interval covers {:.2}", result.coverage[label]);
    }
    println!("  mean {:.4}, z-MSE {:.4}", result.mean_r2, result.z_mse);
    Ok(fs::write(&args.out, serde_json::to_string_pretty(&result)?)?)
}

fn figures(
    predicted: &[[f32; LABELS]],
    margins: &[[f32; LABELS]],
    truth: &[[f32; LABELS]],
) -> CrossValidation {
    let deviations = fitting::deviations(truth);
    let (mut r2, mut coverage) = (BTreeMap::new(), BTreeMap::new());
    let mut z_mse = 0.0;
    for (place, feature) in Feature::PREDICTED.into_iter().enumerate() {
        let [predicted, margins, truth] = [predicted, margins, truth].map(|rows| column(rows, place));
        let within = predicted.iter().zip(&truth).zip(&margins);
        let within = within.filter(|((predicted, truth), margin)| (*predicted - *truth).abs() <= **margin);
        coverage.insert(feature.name().into(), within.count() as f64 / truth.len().max(1) as f64);
        r2.insert(feature.name().into(), metrics::r2(&predicted, &truth));
        z_mse += metrics::mse(&predicted, &truth) / f64::from(deviations[place]).powi(2) / LABELS as f64;
    }
    CrossValidation {
        label_source: dataset::LABEL_SOURCE.into(),
        rows: truth.len(),
        mean_r2: r2.values().sum::<f64>() / LABELS as f64,
        r2,
        coverage,
        z_mse,
    }
}
