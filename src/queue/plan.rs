//! Who does what next: files that wait, lanes that each take one, and how far all of them are. Plain data: who works is
//! elsewhere.

use std::collections::VecDeque;

/// How far the files are that were added since the queue was last empty.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Batch {
    /// How many there are.
    pub total: usize,
    /// How many are done with, one way or the other.
    pub done: usize,
    /// How many of those failed.
    pub failed: usize,
    /// How many of those were in the library already.
    pub known: usize,
    /// When the first began, milliseconds.
    pub started_ms: f64,
    /// Time that is likely left, seconds; `None` until one is done.
    pub left_s: Option<f64>,
}

impl Batch {
    /// Whether all are done with.
    pub fn is_over(&self) -> bool {
        self.done >= self.total
    }
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It is in the library now.
    Added,
    /// It was in the library already.
    Known,
    /// It could not be analysed.
    Failed,
    /// The user stopped it.
    Cancelled,
}

/// Where a file was that the user stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// It waited.
    Waiting,
    /// This lane had it.
    InLane(usize),
    /// It was done with.
    Nowhere,
}

/// Files and lanes.
#[derive(Clone, Debug)]
pub struct Plan<T> {
    /// How far it is.
    pub batch: Batch,
    waiting: VecDeque<T>,
    lanes: Vec<Option<T>>,
}

impl<T> Default for Plan<T> {
    fn default() -> Self {
        Self { batch: Batch::default(), waiting: VecDeque::new(), lanes: Vec::new() }
    }
}

impl<T: Copy + PartialEq> Plan<T> {
    /// Adds files at the end.
    pub fn add(&mut self, files: &[T], now_ms: f64) {
        if self.batch.is_over() {
            self.batch = Batch { started_ms: now_ms, ..Batch::default() };
        }
        self.batch.total += files.len();
        self.waiting.extend(files);
    }

    /// Gives files to lanes that have none, of which there may be `most`: those lanes with their files.
    pub fn start(&mut self, most: usize) -> Vec<(usize, T)> {
        let busy = self.lanes.iter().flatten().count();
        let wanted = most.min(busy + self.waiting.len());
        if self.lanes.len() < wanted {
            self.lanes.resize(wanted, None);
        }
        let mut started = Vec::new();
        for (lane, file) in self.lanes.iter_mut().enumerate().filter(|(_, file)| file.is_none()) {
            let Some(next) = self.waiting.pop_front() else { break };
            *file = Some(next);
            started.push((lane, next));
        }
        started
    }

    /// A lane is done with its file: the next one for it.
    pub fn end(&mut self, lane: usize, end: End, now_ms: f64) -> Option<T> {
        self.count(end, now_ms);
        let next = self.waiting.pop_front();
        if let Some(file) = self.lanes.get_mut(lane) {
            *file = next;
        }
        next
    }

    /// Takes a file out that waits. One that a lane has, that lane has to end.
    pub fn cancel(&mut self, file: T, now_ms: f64) -> Found {
        if let Some(index) = self.waiting.iter().position(|other| *other == file) {
            self.waiting.remove(index);
            self.count(End::Cancelled, now_ms);
            return Found::Waiting;
        }
        let lane = self.lanes.iter().position(|other| *other == Some(file));
        lane.map_or(Found::Nowhere, Found::InLane)
    }

    fn count(&mut self, end: End, now_ms: f64) {
        let batch = &mut self.batch;
        batch.done += 1;
        batch.failed += usize::from(end == End::Failed);
        batch.known += usize::from(end == End::Known);
        let passed_s = (now_ms - batch.started_ms) / 1000.0;
        let left = batch.total.saturating_sub(batch.done);
        batch.left_s = Some(passed_s / batch.done as f64 * left as f64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_take_files_in_order_and_no_more_than_there_may_be() {
        let mut plan = Plan::default();
        plan.add(&[1, 2, 3, 4], 0.0);
        assert_eq!(plan.start(2), [(0, 1), (1, 2)]);
        assert_eq!(plan.start(2), []);
        assert_eq!(plan.end(1, End::Added, 1000.0), Some(3));
        assert_eq!(plan.end(0, End::Failed, 2000.0), Some(4));
        assert_eq!(plan.batch.left_s, Some(2.0), "two of four took two seconds");
        assert_eq!((plan.end(0, End::Known, 3000.0), plan.end(1, End::Added, 4000.0)), (None, None));
        let batch = plan.batch;
        assert_eq!((batch.total, batch.done, batch.failed, batch.known), (4, 4, 1, 1));
        assert!(batch.is_over());
    }

    #[test]
    fn what_comes_after_the_end_is_counted_anew() {
        let mut plan = Plan::default();
        plan.add(&[1], 0.0);
        plan.start(4);
        plan.end(0, End::Failed, 1.0);
        plan.add(&[2], 50.0);
        assert_eq!((plan.batch.total, plan.batch.failed, plan.batch.started_ms), (1, 0, 50.0));
        assert_eq!(plan.start(4), [(0, 2)]);
    }

    #[test]
    fn a_file_is_stopped_where_it_is() {
        let mut plan = Plan::default();
        plan.add(&[1, 2], 0.0);
        plan.start(1);
        assert_eq!(plan.cancel(2, 1.0), Found::Waiting);
        assert_eq!(plan.cancel(1, 1.0), Found::InLane(0));
        assert_eq!(plan.cancel(9, 1.0), Found::Nowhere);
        assert_eq!((plan.batch.total, plan.batch.done), (2, 1));
        assert_eq!(plan.end(0, End::Cancelled, 2.0), None);
        assert!(plan.batch.is_over());
    }
}
