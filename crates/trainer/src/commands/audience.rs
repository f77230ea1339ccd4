//! `trainer audience`: what the signal itself tells of an audience and of a room, which the teacher's liveness does not.
//!
//! Windows that were made with applause or with a room (`trainer augment`) are told from those that were not by a
//! linear probe on the descriptor: it is fitted on windows made of training groups, and judged on windows made of
//! other groups alone.

use crate::{
    data::{
        augmentation::{self, Augmented},
        corpus::{Corpus, Sources},
        labels::LABELS,
        samples::Samples,
        split::Split,
    },
    fit::{network, recipe::Recipe, scaling},
    report::{
        metrics,
        records::{self, Audience, Told},
    },
};
use anyhow::{Result, ensure};
use model::label::{ByLength, Label, Transform};
use std::{fs, ops::Range, path::PathBuf};

/// Arguments of `trainer audience`.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    sources: Sources,
    /// Where to write the figures.
    #[arg(long, default_value_os_t = records::path(records::AUDIENCE))]
    out: PathBuf,
}

/// What is looked for, each in a label's place: the others' weights are 0.
const APPLAUSE: usize = 0;
const ROOM: usize = 1;

/// Decibels below the music, and shares of the sound, for which figures are given.
const APPLAUSE_DB: [Range<f32>; 3] = [0.0..8.0, 8.0..16.0, 16.0..25.0];
const ROOM_SHARES: [Range<f32>; 2] = [0.1..0.3, 0.3..0.5];

/// Fits the probe, judges it and reports.
///
/// # Errors
/// Where data are absent or the figures cannot be written.
pub fn run(args: &Args) -> Result<()> {
    let corpus = Corpus::gather(&args.sources)?;
    let heard: Vec<bool> =
        corpus.windows.iter().map(|window| Split::of(&window.group) == Split::Train).collect();
    let made_of = |made: &Augmented| {
        [Some(made.plan.first), made.plan.second].into_iter().flatten().map(|window| heard[window])
    };
    let train: Vec<&Augmented> =
        corpus.augmented.iter().filter(|made| made_of(made).all(|heard| heard)).collect();
    let others: Vec<&Augmented> =
        corpus.augmented.iter().filter(|made| made_of(made).all(|heard| !heard)).collect();
    ensure!(
        !train.is_empty() && !others.is_empty(),
        "there are no made windows to tell apart: ask for some with --augmented {}",
        augmentation::COUNT
    );

    let scores = probe(&train, &others)?;
    let amounts = |of: fn(&Augmented) -> Option<f32>| others.iter().map(|made| of(made)).collect::<Vec<_>>();
    let result = Audience {
        windows: [train.len(), others.len()],
        applause: told(&scores, APPLAUSE, &amounts(|made| made.plan.applause_below_db()), &APPLAUSE_DB),
        room: told(&scores, ROOM, &amounts(|made| made.plan.room_share()), &ROOM_SHARES),
    };
    for (what, told) in [("applause, dB below the music", &result.applause), ("room, share", &result.room)] {
        for Told { amount, windows, auc } in told {
            println!(
                "{what} {} to {}: AUC {auc:.3} (constant .5), {windows} windows",
                amount.start, amount.end
            );
        }
    }
    Ok(fs::write(&args.out, serde_json::to_string_pretty(&result)?)?)
}

/// Scores of the others by a linear probe that was fitted on `train`.
fn probe(train: &[&Augmented], others: &[&Augmented]) -> Result<Vec<[f32; LABELS]>> {
    let recipe = Recipe {
        hidden: Vec::new(),
        dropout: 0.0,
        noise: 0.1,
        input_dropout: 0.0,
        learning_rate: 3e-3,
        weight_decay: 0.02,
        batch: 128,
        epochs: 20,
        bends: vec![0.5; LABELS],
        tag_share: 0.0,
        networks: 1,
        seed: 1,
    };
    let descriptors: Vec<&[f32]> = train.iter().map(|made| made.descriptor.as_slice()).collect();
    let scale = scaling::descriptor_scale(&descriptors);
    let samples = |made: &[&Augmented]| Samples {
        inputs: made.iter().flat_map(|made| scale.apply(&made.descriptor).collect::<Vec<_>>()).collect(),
        labels: made
            .iter()
            .map(|made| {
                let mut labels = [0.0; LABELS];
                labels[APPLAUSE] = f32::from(made.plan.applause_below_db().is_some());
                labels[ROOM] = f32::from(made.plan.room_share().is_some());
                labels
            })
            .collect(),
        weights: made
            .iter()
            .map(|_| std::array::from_fn(|place| f32::from(place == APPLAUSE || place == ROOM)))
            .collect(),
        tags: Vec::new(),
        tag_weights: vec![0.0; made.len()],
        error_weights: vec![0.0; made.len()],
    };
    let likelihood = Label {
        transform: Transform::Likelihood,
        offset: 0.0,
        scale: 1.0,
        reach: ByLength::default(),
        r2: ByLength::default(),
    };
    let labels = [likelihood; LABELS];
    let fitted = network::fit(&samples(train), None, &labels, [0.5; LABELS], &recipe, recipe.seed)?;
    network::predict_layers(&fitted.layers, &samples(others), &labels)
}

/// How well windows with each amount are told from those with none.
fn told(scores: &[[f32; LABELS]], place: usize, amounts: &[Option<f32>], ranges: &[Range<f32>]) -> Vec<Told> {
    let scored = |keep: &dyn Fn(Option<f32>) -> bool| -> Vec<f32> {
        let kept = scores.iter().zip(amounts).filter(|(_, amount)| keep(**amount));
        kept.map(|(scores, _)| scores[place]).collect()
    };
    let without = scored(&|amount| amount.is_none());
    let tell = |range: &Range<f32>| {
        let with = scored(&|amount| amount.is_some_and(|amount| range.contains(&amount)));
        Told { amount: range.clone(), windows: with.len(), auc: metrics::auc(&with, &without) }
    };
    ranges.iter().map(tell).collect()
}
