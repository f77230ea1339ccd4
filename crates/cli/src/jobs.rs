//! Many files, several at once.

use segue_cli::guarded::guarded;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;

use crate::failure::{Failure, tell};

/// Results that may wait for one before them: they are small, but there may be millions.
const MOST_AHEAD: usize = 4096;

/// Name of the threads that listen: what they stumble over is told with the file.
const NAME: &str = "listener";

/// Stack of a listener, bytes: as the first thread of a program has, for libraries that go deep into damaged files.
const STACK: usize = 8 << 20;

/// In which order results come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// That of the files.
    OfFiles,
    /// As they are finished: none waits for another.
    AsFinished,
}

/// How many files are worked on at once.
#[derive(Clone, Copy, clap::Args)]
pub struct Jobs {
    /// Files that are analysed at once [default: one a core].
    #[arg(long, short, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    /// Most memory to take, megabytes: fewer files are analysed at once where more would not fit.
    #[arg(long, value_name = "MB", default_value_t = 400)]
    memory: usize,
}

/// What the program takes by itself, and what each file takes that is analysed, megabytes: however long it is, since it is
/// heard block by block.
const OWN_MB: usize = 40;
const EACH_MB: usize = 20;

impl Jobs {
    /// The number, which is told where it is not the one that was asked for.
    pub fn count(self) -> usize {
        let wanted = self.jobs.or(thread::available_parallelism().ok()).map_or(1, usize::from);
        let fitting = (self.memory.saturating_sub(OWN_MB) / EACH_MB).max(1);
        if wanted > fitting {
            tell(&format!(
                "{fitting} files at once fit into {} MB, not {wanted}: --memory takes more.",
                self.memory
            ));
        }
        wanted.min(fitting)
    }
}

/// Works on all items, several at once, and hands the results on: `each` is told which one it is. A panic costs the item that
/// it comes of.
///
/// # Errors
/// Those of `each`, which end the work.
pub fn for_each<I: Sync, T: Send>(
    items: &[I],
    jobs: usize,
    order: Order,
    work: impl Fn(&I) -> Result<T, Failure> + Sync,
    each: impl FnMut(usize, Result<T, Failure>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let (next, gate) = (AtomicUsize::new(0), Gate::default());
    let (sender, results) = mpsc::sync_channel(jobs);
    thread::scope(|scope| {
        for _ in 0..jobs.min(items.len()) {
            let (sender, next, gate, work) = (sender.clone(), &next, &gate, &work);
            let worker = move || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(index) else { return };
                    if order == Order::OfFiles && gate.wait_for(index).is_break() {
                        return;
                    }
                    if sender.send((index, guarded(|| work(item)))).is_err() {
                        return;
                    }
                }
            };
            thread::Builder::new().name(NAME.into()).stack_size(STACK).spawn_scoped(scope, worker)?;
        }
        drop(sender);
        let outcome = hand_on(results, order, &gate, each);
        gate.close();
        outcome
    })
}

/// Hands results on in an order. Ends when all have come, or when nobody wants more.
fn hand_on<T>(
    results: Receiver<(usize, Result<T, Failure>)>,
    order: Order,
    gate: &Gate,
    mut each: impl FnMut(usize, Result<T, Failure>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut waiting = std::collections::BTreeMap::new();
    let mut next = 0;
    for (index, result) in results {
        if order == Order::AsFinished {
            each(index, result)?;
            continue;
        }
        waiting.insert(index, result);
        while let Some(result) = waiting.remove(&next) {
            each(next, result)?;
            next += 1;
        }
        gate.open_to(next + MOST_AHEAD);
    }
    Ok(())
}

/// Keeps panics of listeners from being written between the results: they are told with the file.
pub fn tell_panics_with_files() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if thread::current().name() != Some(NAME) {
            usual(panic);
        }
    }));
}

/// Holds back who is too far ahead.
struct Gate {
    /// The first index that must wait.
    end: Mutex<usize>,
    moved: Condvar,
}

impl Default for Gate {
    fn default() -> Self {
        Self { end: Mutex::new(MOST_AHEAD), moved: Condvar::new() }
    }
}

/// The end of a gate through which nobody goes any more.
const CLOSED: usize = 0;

impl Gate {
    /// Waits for an index's turn; a break where there is none to come.
    fn wait_for(&self, index: usize) -> ControlFlow<()> {
        let end = self.end.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.moved.wait_while(end, |end| *end != CLOSED && index >= *end);
        let end = waited.unwrap_or_else(PoisonError::into_inner);
        if *end == CLOSED { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn open_to(&self, end: usize) {
        *self.end.lock().unwrap_or_else(PoisonError::into_inner) = end;
        self.moved.notify_all();
    }

    fn close(&self) {
        self.open_to(CLOSED);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn run(order: Order, jobs: usize, count: usize) -> Vec<(usize, usize)> {
        let items: Vec<usize> = (0..count).collect();
        let mut got = Vec::new();
        // The first takes longest.
        let work = |item: &usize| {
            thread::sleep(Duration::from_millis(if *item == 0 { 30 } else { 0 }));
            Ok(item * 2)
        };
        for_each(&items, jobs, order, work, |index, result| {
            got.push((index, result?));
            Ok(())
        })
        .unwrap();
        got
    }

    #[test]
    fn results_come_in_the_order_that_is_asked_for() {
        let expected: Vec<_> = (0..6000).map(|index| (index, 2 * index)).collect();
        assert_eq!(run(Order::OfFiles, 4, 6000), expected);
        let mut finished = run(Order::AsFinished, 4, 6000);
        assert_ne!(finished.first(), Some(&(0, 0)), "nobody waits for the slow one");
        finished.sort_unstable();
        assert_eq!(finished, expected);
        assert!(run(Order::OfFiles, 4, 0).is_empty());
    }

    #[test]
    fn as_many_files_at_once_as_fit() {
        let count = |jobs, memory| Jobs { jobs: NonZeroUsize::new(jobs), memory }.count();
        assert_eq!((count(16, 400), count(64, 400), count(64, 4_000)), (16, 18, 64));
        assert_eq!((count(2, 10), count(1, 0)), (1, 1));
    }

    #[test]
    fn a_panic_costs_one_file() {
        tell_panics_with_files();
        let mut failed = Vec::new();
        let work = |item: &[u8; 3]| Ok(item.iter().map(|index| [1, 2, 3][usize::from(*index)]).sum::<i32>());
        for_each(&[[0, 1, 2], [0, 0, 9], [1, 1, 1]], 2, Order::OfFiles, work, |index, result| {
            if let Err(failure) = result {
                assert!(failure.reason().contains("out of bounds"), "{}", failure.reason());
                failed.push(index);
            }
            Ok(())
        })
        .unwrap();
        assert_eq!(failed, [1]);
    }

    #[test]
    fn an_error_ends_the_work() {
        let items: Vec<usize> = (0..100_000).collect();
        let mut count = 0;
        let outcome = for_each(
            &items,
            3,
            Order::OfFiles,
            |item| Ok(*item),
            |_, _| {
                count += 1;
                if count == 5 { Err(anyhow::anyhow!("no space left")) } else { Ok(()) }
            },
        );
        assert_eq!((outcome.unwrap_err().to_string().as_str(), count), ("no space left", 5));
    }
}
