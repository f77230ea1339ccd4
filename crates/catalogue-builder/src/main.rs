//! The native command line that builds the catalogue, and measures what it recommends.

mod commands;
mod learning;
mod measuring;
mod playlists;
mod tracks;

use clap::{Parser, Subcommand};
use commands::{build_catalogue, made, match_names, recommend_eval};
use std::process::ExitCode;

/// Build the catalogue of tracks, and measure what it recommends.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Turn the table of tracks into the catalogue that the page loads.
    BuildCatalogue(build_catalogue::Args),
    /// Say which songs of the catalogue names of files, or artists and titles, mean.
    Match(match_names::Args),
    /// Make a table of any number of rows, like those of real tracks, to try large catalogues with.
    Made(made::Args),
    /// Measure how much of held-out playlists is found from their first tracks.
    RecommendEval(recommend_eval::Args),
}

fn main() -> ExitCode {
    segue_cli::ended(match Cli::parse().command {
        Command::BuildCatalogue(args) => build_catalogue::run(&args),
        Command::Made(args) => made::run(&args),
        Command::Match(args) => match_names::run(&args),
        Command::RecommendEval(args) => recommend_eval::run(&args),
    })
}
