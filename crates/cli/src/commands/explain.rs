//! `segue explain`: what drove the predictions for an audio file.

use anyhow::Result;
use protocol::{Explanation, Share};
use segue_cli::decode;
use std::path::PathBuf;

/// Arguments of `segue explain`.
#[derive(clap::Args)]
pub struct Args {
    /// An audio file.
    file: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// The model to use.
    #[arg(long, default_value_os_t = super::shipped_model())]
    model: PathBuf,
}

/// Explains and prints.
///
/// # Errors
/// Where the file cannot be analysed or the model cannot be loaded.
pub fn run(args: &Args) -> Result<()> {
    let model = super::load(&args.model)?;
    let description = decode::describe(&args.file)?;
    let windows: Vec<_> = description.windows.iter().map(|window| &window.descriptor).collect();
    let explanations = model.explain(&windows)?;
    if args.json {
        println!("{}", serde_json::to_string_pretty(&explanations)?);
    } else {
        explanations.iter().for_each(print);
    }
    Ok(())
}

fn print(explanation: &Explanation) {
    let Explanation { feature, average, value, aspects, registers } = explanation;
    println!("{}: {value:.3}; an average track has {average:.3}", feature.name());
    for (of, shares) in [("by aspect", aspects), ("by register", registers)] {
        let mut shares: Vec<&Share> = shares.iter().collect();
        shares.sort_by(|a, b| b.effect.abs().total_cmp(&a.effect.abs()));
        let words: Vec<String> =
            shares.iter().map(|share| format!("{} {:+.3}", share.part, share.effect)).collect();
        println!("  {of}: {}", words.join(", "));
    }
}
