//! The native command line: train and evaluate the model, analyse files, build the catalogue.

mod analyse;
mod audience;
mod augment;
mod augmentation;
mod baselines;
mod build_catalogue;
mod calibration;
mod card;
mod cross_validate;
mod dataset;
mod decode;
mod describe_files;
mod describing;
mod evaluate;
mod evaluation;
mod examples;
mod explain;
mod figures;
mod fitting;
mod linear;
mod match_names;
mod material;
mod metrics;
mod mixtures;
mod opus;
mod real_labels;
mod recommendation;
mod rows;
mod scaling;
mod second_teacher;
mod songs;
mod train;
mod workers;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Train and evaluate Segue's model, analyse files, build the catalogue.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Analyse audio files: Spotify's eleven features of each.
    Analyse(analyse::Args),
    /// Say what the signal itself tells of an audience and of a room.
    Audience(audience::Args),
    /// Make new windows out of the training windows and have the teacher label them.
    Augment(augment::Args),
    /// Train the student project's networks on the same split, for comparison.
    Baselines(baselines::Args),
    /// Turn the table of tracks into the catalogue that the page loads.
    BuildCatalogue(build_catalogue::Args),
    /// Train ten times, each time without a tenth of the groups, and judge by those.
    CrossValidate(cross_validate::Args),
    /// Descriptors of audio files, as CSV.
    Describe(describe_files::Args),
    /// Measure the shipped model on held-out groups and write the model card.
    Evaluate(evaluate::Args),
    /// Say what drove the predictions for an audio file.
    Explain(explain::Args),
    /// Say which songs of the catalogue names of files, or artists and titles, mean.
    Match(match_names::Args),
    /// Measure how much of held-out playlists is found from their first tracks.
    RecommendEval(recommendation::evaluate::Args),
    /// Say how far real labels can be predicted from published statistics.
    RealLabels(real_labels::Args),
    /// Train the model on the labelled windows and write it.
    Train(train::Args),
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Analyse(args) => analyse::run(&args),
        Command::Audience(args) => audience::run(&args),
        Command::Augment(args) => augment::run(&args),
        Command::Baselines(args) => baselines::run(&args),
        Command::BuildCatalogue(args) => build_catalogue::run(&args),
        Command::CrossValidate(args) => cross_validate::run(&args),
        Command::Describe(args) => describe_files::run(&args),
        Command::Evaluate(args) => evaluate::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Match(args) => match_names::run(&args),
        Command::RecommendEval(args) => recommendation::evaluate::run(&args),
        Command::RealLabels(args) => real_labels::run(&args),
        Command::Train(args) => train::run(&args),
    }
}
