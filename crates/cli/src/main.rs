//! The command line: what the page says of a track, natively.

mod commands;

use clap::{Parser, Subcommand};
use commands::{analyse, describe, explain};
use std::process::ExitCode;

/// Spotify's eleven audio features of audio files, as Segue's page finds them.
#[derive(Parser)]
#[command(name = "segue", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Analyse audio files: Spotify's eleven features of each.
    Analyse(analyse::Args),
    /// Descriptors of audio files, as CSV.
    Describe(describe::Args),
    /// Say what drove the predictions for an audio file.
    Explain(explain::Args),
}

fn main() -> ExitCode {
    segue_cli::ended(match Cli::parse().command {
        Command::Analyse(args) => analyse::run(&args),
        Command::Describe(args) => describe::run(&args),
        Command::Explain(args) => explain::run(&args),
    })
}
