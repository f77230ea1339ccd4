//! Gives damaged files to a reader and watches it: whether it panics, how long it takes, how much memory it wants.

use crate::damage::damaged;
use crate::{MEMORY, Target};
use std::any::Any;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// What a reader may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Time for one file.
    pub time: Duration,
    /// Bytes of memory for any file, and for each byte of it.
    pub memory: usize,
    /// See `memory`.
    pub memory_a_byte: usize,
}

impl Default for Limits {
    /// A second; twice the memory that the greediest of some million small files took (16 MB: the buffers of tags and of
    /// codecs), and what a byte of text becomes as a field of a track.
    fn default() -> Self {
        Self { time: Duration::from_secs(1), memory: 32 << 20, memory_a_byte: 64 }
    }
}

/// Times the time that a file may take after which a reader is taken to hang.
const HANGING: u32 = 20;

/// What a reader did that it must not do.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Failure {
    /// It gave up.
    #[error("a panic: {0}")]
    Panic(String),
    /// It took too long.
    #[error("{0:?}: too long")]
    Slow(Duration),
    /// It took too much memory.
    #[error("{} MB of memory: too much", .0 >> 20)]
    Hungry(usize),
}

/// A file on which a reader failed.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The turn that makes it again.
    pub turn: u64,
    /// What happened.
    pub failure: Failure,
    /// The file.
    pub input: Vec<u8>,
}

/// What a number of turns came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// How many files were read.
    pub tried: u64,
    /// The longest time that one took.
    pub slowest: Duration,
    /// The most memory that one took, bytes.
    pub hungriest: usize,
    /// Failures, the first of each kind and place.
    pub found: Vec<Found>,
}

/// Memory and the hook of panics are the whole program's: one run at a time.
static ALONE: Mutex<()> = Mutex::new(());

/// Gives the damaged files of these turns to a reader. `begin` hears of each turn before it. Ends the program where the
/// reader hangs: nothing else ends it.
pub fn run(
    target: &Target,
    seeds: &[Vec<u8>],
    turns: Range<u64>,
    limits: Limits,
    mut begin: impl FnMut(u64),
) -> Outcome {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let hook = std::panic::take_hook();
    let panics = Arc::new(Mutex::new(String::new()));
    let heard = panics.clone();
    std::panic::set_hook(Box::new(move |panic| *locked(&heard) = panic.to_string()));
    let guard = Guard::new(target.name, limits.time * HANGING);
    let mut outcome = Outcome::default();
    for turn in turns {
        begin(turn);
        guard.begin(turn);
        let input = damaged(seeds, turn);
        let mut watched = one(target, &input, &panics);
        if watched.time > limits.time {
            // A machine that does other things as well stalls now and then: the faster of two counts.
            guard.begin(turn);
            watched.time = watched.time.min(one(target, &input, &panics).time);
        }
        outcome.tried += 1;
        outcome.slowest = outcome.slowest.max(watched.time);
        outcome.hungriest = outcome.hungriest.max(watched.memory);
        if let Some(failure) = watched.failure(&limits, input.len()) {
            outcome.keep(Found { turn, failure, input });
        }
    }
    drop(guard);
    std::panic::set_hook(hook);
    outcome
}

/// Most failures that are kept: each kind once is enough to begin with.
const MOST_KEPT: usize = 20;

impl Outcome {
    fn keep(&mut self, found: Found) {
        let is_same = |kept: &Found| match (&kept.failure, &found.failure) {
            (Failure::Panic(one), Failure::Panic(other)) => one == other,
            (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other),
        };
        if self.found.len() < MOST_KEPT && !self.found.iter().any(is_same) {
            self.found.push(found);
        }
    }
}

/// How a reader read one file.
struct Watched {
    panic: Option<String>,
    time: Duration,
    memory: usize,
}

fn one(target: &Target, input: &[u8], panics: &Mutex<String>) -> Watched {
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    let started = Instant::now();
    let outcome = catch_unwind(AssertUnwindSafe(|| (target.read)(input)));
    let time = started.elapsed();
    let memory = MEMORY.peak_usage().saturating_sub(before);
    let told = |panic: Box<dyn Any + Send>| {
        let said = panic.downcast_ref::<String>().map(String::as_str).unwrap_or_default();
        let heard = std::mem::take(&mut *locked(panics));
        if heard.is_empty() { said.to_owned() } else { heard }
    };
    Watched { panic: outcome.err().map(told), time, memory }
}

impl Watched {
    fn failure(self, limits: &Limits, len: usize) -> Option<Failure> {
        if let Some(panic) = self.panic {
            return Some(Failure::Panic(panic));
        }
        if self.time > limits.time {
            return Some(Failure::Slow(self.time));
        }
        (self.memory > limits.memory + limits.memory_a_byte * len).then_some(Failure::Hungry(self.memory))
    }
}

/// Ends the program where a turn does not end.
struct Guard {
    turns: Option<std::sync::mpsc::Sender<u64>>,
    thread: Option<JoinHandle<()>>,
}

impl Guard {
    fn new(target: &'static str, patience: Duration) -> Self {
        let (turns, next) = channel();
        let thread = std::thread::spawn(move || wait(&next, target, patience));
        Self { turns: Some(turns), thread: Some(thread) }
    }

    fn begin(&self, turn: u64) {
        if let Some(turns) = &self.turns {
            // The other end waits as long as this one is there.
            let _ = turns.send(turn);
        }
    }
}

fn wait(next: &Receiver<u64>, target: &str, patience: Duration) {
    let mut turn = None;
    loop {
        match next.recv_timeout(patience) {
            Ok(begun) => turn = Some(begun),
            Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => {
                if let Some(turn) = turn {
                    eprintln!("{target}, turn {turn}: hangs for {patience:?}");
                    std::process::exit(HUNG);
                }
            }
        }
    }
}

/// How the program ends where a reader hangs.
pub const HUNG: i32 = 3;

impl Drop for Guard {
    fn drop(&mut self) {
        self.turns = None;
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
