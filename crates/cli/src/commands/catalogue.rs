//! `segue catalogue`: catalogues of any table with Spotify's columns.

mod build;
mod measure;

use anyhow::Result;

use crate::failure::Ended;

/// Arguments of `segue catalogue`.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Make a catalogue for the page of a table with Spotify's columns.
    Build(build::Args),
    /// Measure how fast a catalogue of cells answers, how much it reads, and how much of the nearest it finds.
    Measure(measure::Args),
}

/// Runs it.
///
/// # Errors
/// As the command's.
pub fn run(args: &Args) -> Result<Ended> {
    match &args.command {
        Command::Build(args) => build::run(args),
        Command::Measure(args) => measure::run(args),
    }
}
