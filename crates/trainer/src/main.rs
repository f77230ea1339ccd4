//! The native command line that makes the model: train, evaluate, and figures for the model card.

use clap::{Parser, Subcommand};
use std::process::ExitCode;
use trainer::commands::{audience, augment, baselines, cross_validate, evaluate, real_labels, train};

/// Train and evaluate Segue's model.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Say what the signal itself tells of an audience and of a room.
    Audience(audience::Args),
    /// Make new windows out of the training windows and have the teacher label them.
    Augment(augment::Args),
    /// Train the student project's networks on the same split, for comparison.
    Baselines(baselines::Args),
    /// Train five times, each time without a fifth of the artists and groups, and judge by those.
    CrossValidate(cross_validate::Args),
    /// Measure the shipped model on held-out groups and write the model card.
    Evaluate(evaluate::Args),
    /// Say how far real labels can be predicted from published statistics.
    RealLabels(real_labels::Args),
    /// Train the model on the labelled windows and write it.
    Train(train::Args),
}

fn main() -> ExitCode {
    segue_cli::ended(match Cli::parse().command {
        Command::Audience(args) => audience::run(&args),
        Command::Augment(args) => augment::run(&args),
        Command::Baselines(args) => baselines::run(&args),
        Command::CrossValidate(args) => cross_validate::run(&args),
        Command::Evaluate(args) => evaluate::run(&args),
        Command::RealLabels(args) => real_labels::run(&args),
        Command::Train(args) => train::run(&args),
    })
}
