//! The command line: what the page says of tracks, natively, for thousands of files.

mod building;
mod built_in;
mod commands;
mod failure;
mod files;
mod hear_all;
mod jobs;
mod list;
mod output;
mod progress;
mod shard;
mod shelf;
#[cfg(test)]
mod testing;

use clap::{CommandFactory, Parser, Subcommand};
use commands::{analyse, catalogue, describe, explain, playlist, recommend, serve, shell};
use std::process::ExitCode;

/// Spotify's eleven audio features of audio files, as Segue's page finds them.
#[derive(Parser)]
#[command(name = "segue", version, after_help = failure::EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Analyse audio files and folders: Spotify's eleven features of each.
    #[command(alias = "analyze", after_help = failure::EXIT_CODES)]
    Analyse(analyse::Args),
    /// Descriptors of audio files, as CSV.
    Describe(describe::Args),
    /// Say what drove the predictions for an audio file.
    Explain(explain::Args),
    /// Recommend what should play after files: of the catalogue, or of a folder.
    Recommend(recommend::Args),
    /// Put files into an order that flows, as an M3U8 playlist.
    Playlist(playlist::Args),
    /// Make catalogues for the page of your own tables, and measure them.
    Catalogue(catalogue::Args),
    /// Answer as Spotify's web API did, /v1/audio-features, for the files of folders; and serve the page.
    Serve(serve::Args),
    /// Print completions for a shell.
    Completions(shell::CompletionsArgs),
    /// Print the manual page.
    Man(shell::ManArgs),
}

fn main() -> ExitCode {
    jobs::tell_panics_with_files();
    failure::exit_code(match Cli::parse().command {
        Command::Analyse(args) => analyse::run(&args),
        Command::Describe(args) => describe::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Recommend(args) => recommend::run(&args),
        Command::Playlist(args) => playlist::run(&args),
        Command::Catalogue(args) => catalogue::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Completions(args) => shell::completions(&args, Cli::command()),
        Command::Man(args) => shell::man(&args, Cli::command()),
    })
}
