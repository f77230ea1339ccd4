//! `segue explain`: what drove the predictions for an audio file.

use anyhow::Result;
use protocol::{Explanation, Share};
use segue_cli::decode;
use segue_cli::found::name;
use std::io::{self, Write};
use std::path::PathBuf;

use crate::built_in::Choice;
use crate::failure::{Ended, Failure};

/// Arguments of `segue explain`.
#[derive(clap::Args)]
pub struct Args {
    /// An audio file.
    file: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    model: Choice,
}

/// Explains and prints.
///
/// # Errors
/// Where the model cannot be loaded or the output cannot be written.
pub fn run(args: &Args) -> Result<Ended> {
    let model = args.model.load()?.model;
    let description = match decode::describe(&args.file) {
        Ok(description) => description,
        Err(error) => {
            return Ok(super::told_failed(&[(name(&args.file), Failure::File(error))], 1));
        }
    };
    let windows: Vec<_> = description.windows.iter().map(|window| &window.descriptor).collect();
    let explanations = model.explain(&windows)?;
    let mut output = io::stdout().lock();
    if args.json {
        writeln!(output, "{}", serde_json::to_string_pretty(&explanations)?)?;
    } else {
        explanations.iter().try_for_each(|explanation| print(explanation, &mut output))?;
    }
    Ok(Ended::Fine)
}

fn print(explanation: &Explanation, output: &mut impl Write) -> io::Result<()> {
    let Explanation { feature, average, value, aspects, registers } = explanation;
    writeln!(output, "{}: {value:.3}; an average track has {average:.3}", feature.name())?;
    for (of, shares) in [("by aspect", aspects), ("by register", registers)] {
        let mut shares: Vec<&Share> = shares.iter().collect();
        shares.sort_by(|a, b| b.effect.abs().total_cmp(&a.effect.abs()));
        let words: Vec<String> =
            shares.iter().map(|share| format!("{} {:+.3}", share.part, share.effect)).collect();
        writeln!(output, "  {of}: {}", words.join(", "))?;
    }
    Ok(())
}
