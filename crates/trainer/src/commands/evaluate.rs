//! `trainer evaluate`: the shipped model on the test groups, as a table, as JSON and as the model card.

use crate::{
    data::{analyses, musicnn::Musicnn, songs, windows},
    paths,
    report::{
        card,
        cross_validation::{self, CrossValidation},
        evaluation::{
            self, Evaluation, RealByLength,
            files::{self, FilesEvaluation},
            real,
        },
        figures,
        records::{self, Records},
    },
};
use anyhow::{Context, Result, ensure};
use model::Model;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Arguments of `trainer evaluate`.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the evaluation data.
    #[arg(long, default_value_os_t = paths::default_data())]
    data: PathBuf,
    /// The model to evaluate.
    #[arg(long, default_value_os_t = paths::asset("model.bin"))]
    model: PathBuf,
    /// Evaluate on these labels instead: a CSV with a column `file` (relative to its folder) and any of the eleven
    /// features. Writes no model card.
    #[arg(long, value_name = "LABELS.csv")]
    files: Option<PathBuf>,
    /// Evaluate on labelled rows instead, as `segue describe --csv` writes them. Writes no model card.
    #[arg(long, value_name = "ROWS.csv[.gz]", conflicts_with = "files")]
    rows: Option<PathBuf>,
    /// Print JSON, and write no model card.
    #[arg(long)]
    json: bool,
    /// Where to write the model card.
    #[arg(long, default_value_os_t = paths::project().join("MODEL_CARD.md"))]
    card: PathBuf,
    /// Where to write the same figures for the page.
    #[arg(long, default_value_os_t = paths::asset("figures.json"))]
    figures: PathBuf,
    /// Describe the audio again, even where it has not changed since the last run.
    #[arg(long)]
    fresh: bool,
}

/// Evaluates and reports.
///
/// # Errors
/// Where data or model are absent, or a file cannot be written.
pub fn run(args: &Args) -> Result<()> {
    let bytes = fs::read(&args.model).with_context(|| format!("cannot read {}", args.model.display()))?;
    let model = Model::from_bytes(&bytes)?;
    if let Some(table) = &args.files {
        let evaluation = files::evaluate(&model, table)?;
        if args.json {
            println!("{}", serde_json::to_string_pretty(&evaluation)?);
        } else {
            print_files(&evaluation);
        }
        return Ok(());
    }
    if let Some(table) = &args.rows {
        let figures = rows_figures(&model, table)?;
        if args.json {
            println!("{}", serde_json::to_string_pretty(&figures)?);
        } else {
            cross_validation::print_real(&figures);
        }
        return Ok(());
    }
    let windows = windows::read(&args.data)?;
    let analyses = analyses::analyse_all(&args.data, &windows, args.fresh)?;
    let cross_validation: Option<CrossValidation> = records::read(records::CROSS_VALIDATION)?;
    let musicnn = Musicnn::read(&args.data)?;
    let real = cross_validation.map(|result| result.real);
    let evaluation = evaluation::evaluate(&model, &windows, &analyses, &musicnn, real)?;
    if args.json {
        println!("{}", serde_json::to_string_pretty(&evaluation)?);
        return Ok(());
    }
    print_table(&evaluation);
    let records = Records::read()?;
    fs::write(&args.card, card::markdown(&evaluation, &records, bytes.len())?)
        .with_context(|| format!("cannot write {}", args.card.display()))?;
    let figures = figures::figures(&evaluation, &records)
        .context("real songs have not been judged: run `trainer train`")?;
    fs::write(&args.figures, serde_json::to_vec(&figures)?)
        .with_context(|| format!("cannot write {}", args.figures.display()))?;
    println!("\nThe model card and the page's figures are written.");
    Ok(())
}

/// The model judged by a table of labelled rows: clips of certain pairing whose predicted features are all known.
fn rows_figures(model: &Model, table: &Path) -> Result<RealByLength> {
    let judged = songs::read_table(table)?
        .iter()
        .filter(|clip| clip.is_certain)
        .filter_map(|clip| Some((clip, clip.labels()?)))
        .map(|(clip, labels)| {
            let outputs = model.outputs_of_mean(&clip.windows.iter().collect::<Vec<_>>())?;
            Ok(real::Judged {
                labels,
                predicted: model.values(&outputs.labels),
                margins: model.margins(&outputs, clip.heard_s),
                is_long: clip.is_long(),
            })
        })
        .collect::<Result<Vec<_>>>()?;
    ensure!(!judged.is_empty(), "{} has no clip whose labels are all known", table.display());
    Ok(real::by_length(&judged))
}

fn print_table(evaluation: &Evaluation) {
    if let Some(real) = &evaluation.real {
        println!("Real songs, artists never heard ({})", songs::LABEL_SOURCE);
        cross_validation::print_real(real);
    }
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
    let voice = &evaluation.voice;
    println!(
        "instrumentalness where both teachers hear a voice {:.3} (teacher {:.3}, {} windows), where neither does \
         {:.3} (teacher {:.3}, {} windows), test groups",
        voice.sung.model,
        voice.sung.teacher,
        voice.sung.rows,
        voice.instrumental.model,
        voice.instrumental.teacher,
        voice.instrumental.rows
    );
    println!(
        "tags: mean rank correlation {:.3} with the {}",
        evaluation.tags.mean_rank_correlation, evaluation.tags.source
    );
}

fn print_files(evaluation: &FilesEvaluation) {
    println!("Labels of {}, {} files", evaluation.label_source, evaluation.rows);
    println!(
        "{:<18}{:>6}{:>8}{:>9}{:>8}{:>10}{:>8}{:>10}{:>8}{:>10}{:>9}",
        "", "files", "R²", "Pearson", "MAE", "constant", "bias", "coverage", "right", "constant", "lenient"
    );
    let number = |figure: Option<f64>| figure.map_or("–".into(), |figure| format!("{figure:.3}"));
    for (name, figures) in &evaluation.features {
        println!(
            "{name:<18}{:>6}{:>8}{:>9}{:>8}{:>10}{:>8}{:>10}{:>8}{:>10}{:>9}",
            figures.rows,
            number(figures.r2),
            number(figures.pearson),
            number(figures.mae),
            number(figures.constant_mae),
            number(figures.bias),
            number(figures.coverage),
            number(figures.accuracy),
            number(figures.constant_accuracy),
            number(figures.lenient_accuracy)
        );
    }
    println!("mean R² {}", number(evaluation.mean_r2));
    for (file, reason) in &evaluation.failed {
        println!("not analysed: {file}: {reason}");
    }
}
