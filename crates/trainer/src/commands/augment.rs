//! `trainer augment`: makes new windows out of the recorded ones and has the teacher label them.
//!
//! `trainer train` asks for the same windows and makes those that are missing, so this command is for doing it
//! ahead of time. Labels and descriptors are kept below `target/`, each until what it depends on changes; an
//! interrupted run goes on where it stopped.

use crate::{
    data::{
        augmentation::{COUNT, Store},
        musicnn::Musicnn,
        windows,
    },
    paths,
};
use anyhow::Result;
use std::path::PathBuf;

/// Arguments of `trainer augment`.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the training data.
    #[arg(long, default_value_os_t = paths::default_data())]
    data: PathBuf,
    /// How many windows to make.
    #[arg(long, default_value_t = COUNT)]
    count: u64,
    /// Only ask the teacher; describe later.
    #[arg(long)]
    labels_only: bool,
}

/// Makes the windows and says where they are.
///
/// # Errors
/// Where data are absent or the teacher does not run.
pub fn run(args: &Args) -> Result<()> {
    let recorded = windows::read(&args.data)?;
    let musicnn = Musicnn::read(&args.data)?;
    let store = Store::open(&args.data)?;
    store.complete(&args.data, &recorded, &musicnn, args.count, !args.labels_only)?;
    println!("{} windows are labelled in {}", args.count, store.labels_path.display());
    Ok(())
}
