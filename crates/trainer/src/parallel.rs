//! One worker a core.

use anyhow::{Result, anyhow};
use std::thread;

/// Runs `work` on every core at once, and waits; the first error of any.
///
/// # Errors
/// Those of `work`, and where a worker panicked.
pub fn on_every_core(work: impl Fn() -> Result<()> + Sync) -> Result<()> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let handles: Vec<_> = (0..workers).map(|_| scope.spawn(&work)).collect();
        handles
            .into_iter()
            .try_for_each(|handle| handle.join().map_err(|_| anyhow!("a worker thread died"))?)
    })
}
