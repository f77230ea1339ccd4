//! `segue serve`: the page, and answers as Spotify's web API gave them, for the files of folders. An id is the hash of a
//! file's audio.

mod answers;
mod collection;
mod page;

use anyhow::{Context, Result};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::thread;

use super::of_file;
use crate::built_in::Choice;
use crate::failure::{Ended, tell};
use crate::files::{SOURCES, Sources, told_passed_over};
use crate::jobs::Jobs;
use answers::router;
use collection::Collection;

/// Arguments of `segue serve`. Without files there is still the page.
#[derive(clap::Args)]
#[command(mut_group(SOURCES, |group| group.required(false)))]
pub struct Args {
    #[command(flatten)]
    sources: Sources,
    /// The port; 0 for any that is free.
    #[arg(long, default_value_t = 8765)]
    port: u16,
    /// The address to listen at. Others than this machine's own let everyone in the network ask.
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    listen: IpAddr,
    #[command(flatten)]
    jobs: Jobs,
    #[command(flatten)]
    model: Choice,
}

/// Listens to the files, and answers meanwhile; until it is ended.
///
/// # Errors
/// Where the model cannot be loaded or the address cannot be listened at.
pub fn run(args: &Args) -> Result<Ended> {
    let loaded = args.model.load()?;
    let collected = args.sources.collect()?;
    told_passed_over(&collected.passed_over).iter().for_each(|line| tell(line));
    collected.failed.iter().for_each(|(file, failure)| tell(&of_file(file, &failure.reason())));
    let collection = Arc::new(Collection::new(collected.files.len(), collected.failed));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    let address = SocketAddr::new(args.listen, args.port);
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(address).await;
        let listener = listener.with_context(|| format!("cannot listen at {address}"))?;
        let address = listener.local_addr()?;
        page::told(address).iter().for_each(|line| tell(line));
        tell(&format!("Answering at http://{address}/v1/audio-features, files at http://{address}/files"));
        if !args.listen.is_loopback() {
            tell("Everyone who reaches this address can ask, without a password.");
        }
        let (background, jobs) = (Arc::clone(&collection), args.jobs.count());
        thread::spawn(move || background.fill(&collected.files, &loaded, jobs));
        axum::serve(listener, router(collection, args.listen.is_loopback())).await?;
        Ok(Ended::Fine)
    })
}
