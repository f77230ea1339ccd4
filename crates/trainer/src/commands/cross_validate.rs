//! `trainer cross-validate`: trains five times, each time without another fifth of the artists and groups, and judges
//! every clip and window by the networks that have not heard its artist or group.

use crate::{
    data::corpus::{Corpus, Sources},
    fit::{folds, recipe::Recipe},
    report::{cross_validation, records},
};
use anyhow::Result;
use std::path::PathBuf;

/// Arguments of `trainer cross-validate`.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    sources: Sources,
    /// Where to write the figures.
    #[arg(long, default_value_os_t = records::path(records::CROSS_VALIDATION))]
    out: PathBuf,
    /// Train this fold alone, 0…4, and keep what it says.
    #[arg(long, hide = true)]
    fold: Option<usize>,
    #[command(flatten)]
    recipe: Recipe,
}

/// Trains, judges and reports.
///
/// # Errors
/// Where data are absent or the figures cannot be written.
pub fn run(args: &Args) -> Result<()> {
    // Before the folds begin: what is missing is analysed and made once.
    let mut corpus = Corpus::gather(&args.sources)?;
    if let Some(fold) = args.fold {
        return folds::keep(&mut corpus, &args.recipe, fold);
    }
    cross_validation::save(&cross_validation::figures(&corpus, &folds::all()?)?, &args.out)
}
