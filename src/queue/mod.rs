//! Takes files through reading, decoding and analysis into the library, as many at once as there are workers. A file that
//! fails says why; the others go on.

mod analysis;
mod lane;
mod library;
mod long;
pub mod plan;
mod waiting;

use futures_channel::oneshot;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::analyst::WarmUp;
use web_sys::Blob;

use crate::librarian::Librarian;
use crate::page::Page;
use crate::strings;
use crate::tracks::{Track, TrackId, TrackState};
pub use lane::{DECODER_NAME, DECODER_SCRIPT};
use lane::{Lane, most_workers};
use plan::{Batch, End, Plan};

/// Works through files; a context of the app. Copies are handles to the same queue.
#[derive(Clone, Copy)]
pub struct Queue {
    page: Page,
    librarian: Librarian,
    /// How far it is.
    pub batch: RwSignal<Batch>,
    plan: StoredValue<Plan<TrackId>>,
    /// One a lane.
    workers: StoredValue<Vec<Lane>, LocalStorage>,
    /// Those who wait until the library has been opened; `None` since.
    opening: StoredValue<Option<Vec<oneshot::Sender<()>>>, LocalStorage>,
    /// Those who wait until it is idle.
    resting: StoredValue<Vec<oneshot::Sender<()>>, LocalStorage>,
}

impl Queue {
    /// A queue that is idle, and a worker that starts meanwhile.
    pub fn new(page: Page, librarian: Librarian) -> Self {
        let first = Lane::new();
        first.analyst.start();
        Self {
            page,
            librarian,
            batch: RwSignal::new(Batch::default()),
            plan: StoredValue::new(Plan::default()),
            workers: StoredValue::new_local(vec![first]),
            opening: StoredValue::new_local(Some(Vec::new())),
            resting: StoredValue::new_local(Vec::new()),
        }
    }

    /// Whether nothing waits and nothing is being analysed.
    pub fn is_idle(self) -> bool {
        self.plan.with_value(|plan| plan.batch.is_over())
    }

    /// Has the first worker load what it needs. A worker that cannot says so with the first file.
    pub async fn warm_up(self) {
        drop(self.worker(0).analyst.call(WarmUp {}).await);
    }

    /// Adds files, each with its path.
    pub fn add(self, files: Vec<(String, Blob)>) -> Vec<Track> {
        let tracks = self.page.tracks.add_files(files);
        self.enqueue(&tracks);
        tracks
    }

    /// Tries tracks again that failed or were stopped.
    pub fn retry(self, tracks: &[Track]) {
        let has_file = |track: &&Track| track.file.with_untracked(Option::is_some);
        let again: Vec<Track> = tracks.iter().filter(has_file).copied().collect();
        again.iter().for_each(|track| track.state.set(TrackState::Queued));
        self.enqueue(&again);
    }

    /// Stops a track, whether it waits or is being analysed.
    pub fn cancel(self, track: Track) {
        if !track.state.with_untracked(TrackState::is_pending) {
            return;
        }
        track.state.set(TrackState::Cancelled);
        let now = js_sys::Date::now();
        match self.update(|plan| plan.cancel(track.id, now)) {
            Some(plan::Found::InLane(lane)) => self.workers.with_value(|workers| {
                workers.get(lane).into_iter().for_each(Lane::stop);
            }),
            _ => self.show_batch(),
        }
    }

    /// Stops all tracks.
    pub fn cancel_all(self) {
        let pending: Vec<Track> = self.page.tracks.list.with_untracked(|list| {
            let is_pending = |track: &&Track| track.state.with_untracked(TrackState::is_pending);
            list.iter().filter(is_pending).copied().collect()
        });
        pending.into_iter().for_each(|track| self.cancel(track));
    }

    fn enqueue(self, tracks: &[Track]) {
        if tracks.is_empty() {
            return;
        }
        let ids: Vec<TrackId> = tracks.iter().map(|track| track.id).collect();
        let now = js_sys::Date::now();
        let started = self.update(|plan| {
            plan.add(&ids, now);
            plan.start(most_workers())
        });
        self.show_batch();
        for (lane, id) in started.unwrap_or_default() {
            spawn_local(self.run(lane, id));
        }
    }

    /// One lane: a file after the other until none waits.
    async fn run(self, lane: usize, first: TrackId) {
        let mut next = Some(first);
        let worker = self.worker(lane);
        while let Some(track) = next.map(|id| self.page.tracks.with_id(id)) {
            let end = match track {
                Some(track) => self.process(&worker, track).await,
                None => End::Cancelled,
            };
            let now = js_sys::Date::now();
            next = self.update(|plan| plan.end(lane, end, now)).flatten();
            self.show_batch();
        }
        self.rest();
    }

    /// Where nothing is left to do: gives back what memory the work took. The first lane's analyst stays for the next file.
    fn rest(self) {
        if !self.is_idle() {
            return;
        }
        self.workers.with_value(|workers| {
            let (first, others) = workers.split_at(workers.len().min(1));
            first.iter().for_each(Lane::rest);
            others.iter().for_each(Lane::end);
        });
    }

    fn worker(self, lane: usize) -> Lane {
        let worker = self.workers.try_update_value(|workers| {
            while workers.len() <= lane {
                workers.push(Lane::new());
            }
            workers.get(lane).cloned()
        });
        worker.flatten().unwrap_or_else(Lane::new)
    }

    fn update<T>(self, change: impl FnOnce(&mut Plan<TrackId>) -> T) -> Option<T> {
        self.plan.try_update_value(change)
    }

    fn show_batch(self) {
        let batch = self.plan.with_value(|plan| plan.batch);
        self.batch.set(batch);
        if batch.is_over() {
            self.release();
        }
        if batch.is_over() && batch.known > 0 && batch.total > 1 {
            self.page.notices.tell(strings::known_already(batch.known), Vec::new());
        }
    }
}
