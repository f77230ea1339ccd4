//! How far it is, on a terminal: a bar with the time that is left. Elsewhere nothing is shown.

use indicatif::{ProgressBar, ProgressStyle};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::files::Found;

/// A bar on standard error. It goes by bytes: files may be of any length.
pub struct Progress {
    bar: ProgressBar,
    done: AtomicUsize,
    count: usize,
}

impl Progress {
    /// For files that are all still to be done.
    pub fn of(files: &[Found]) -> Self {
        let bar = ProgressBar::new(files.iter().map(weight).sum());
        if let Ok(style) = ProgressStyle::with_template("{wide_bar} {msg}, {elapsed} so far, {eta} left") {
            bar.set_style(style);
        }
        bar.set_message(format!("0 of {} files", files.len()));
        bar.enable_steady_tick(Duration::from_millis(500));
        Self { bar, done: AtomicUsize::new(0), count: files.len() }
    }

    /// A file is done.
    pub fn advance(&self, found: &Found) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        self.bar.set_message(format!("{done} of {} files", self.count));
        self.bar.inc(weight(found));
    }

    /// Does something that writes onto the terminal, with the bar out of the way.
    pub fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        self.bar.suspend(write)
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}

/// How much of the work a file is; one that is empty is some, too.
fn weight(found: &Found) -> u64 {
    found.bytes.saturating_add(1)
}
