//! `trainer evaluate`: the shipped model on the test groups, as a table, as JSON and as the model card.

use crate::{
    card, dataset, describing,
    evaluation::{self, Evaluation},
    second_teacher::SecondTeacher,
};
use anyhow::{Context, Result};
use model::Model;
use std::{fs, path::PathBuf};

/// Arguments of `trainer evaluate`.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the evaluation material.
    #[arg(long, default_value_os_t = dataset::default_data())]
    data: PathBuf,
    /// The model to evaluate.
    #[arg(long, default_value_os_t = dataset::project().join("assets/model.bin"))]
    model: PathBuf,
    /// Print JSON, and write no model card.
    #[arg(long)]
    json: bool,
    /// Where to write the model card.
    #[arg(long, default_value_os_t = dataset::project().join("MODEL_CARD.md"))]
    card: PathBuf,
    /// Describe the audio again, even where it has not changed since the last run.
    #[arg(long)]
    fresh: bool,
}

/// Evaluates and reports.
///
/// # Errors
/// Where material or model are absent, or a file cannot be written.
pub fn run(args: &Args) -> Result<()> {
    let bytes = fs::read(&args.model).with_context(|| format!("cannot read {}", args.model.display()))?;
    let model = Model::from_bytes(&bytes)?;
    let rows = dataset::read(&args.data)?;
    let described = describing::describe_all(&args.data, &rows, args.fresh)?;
    let evaluation = evaluation::evaluate(&model, &rows, &described, &SecondTeacher::read(&args.data)?)?;
    if args.json {
        println!("{}", serde_json::to_string_pretty(&evaluation)?);
        return Ok(());
    }
    print_table(&evaluation);
    fs::write(&args.card, card::markdown(&evaluation, bytes.len()))
        .with_context(|| format!("cannot write {}", args.card.display()))?;
    println!("\nWritten: {}", args.card.display());
    Ok(())
}

fn print_table(evaluation: &Evaluation) {
    println!("Labels of the {}, test groups", evaluation.label_source);
    println!("{:<18}{:>8}{:>9}{:>8}{:>10}{:>10}", "", "R²", "Pearson", "MAE", "constant", "coverage");
    for (name, figures) in &evaluation.labels {
        println!(
            "{name:<18}{:>8.3}{:>9.3}{:>8.3}{:>10.3}{:>10.2}",
            figures.r2, figures.pearson, figures.mae, figures.constant_mae, figures.coverage
        );
    }
    println!("mean R² {:.3}, z-MSE {:.3}", evaluation.mean_r2, evaluation.z_mse);
    let signal = &evaluation.signal;
    println!(
        "tempo Acc1 {:.3}, Acc2 {:.3}; key exact {:.3}, MIREX {:.3}; loudness MAE {:.2} LU ({} windows)",
        signal.tempo.acc1,
        signal.tempo.acc2,
        signal.key.exact,
        signal.key.mirex,
        signal.loudness.mae_lu,
        signal.rows
    );
}
