//! Takes the tracks through reading, decoding and analysis, as many at once as there are workers, and has the results
//! kept. A track that fails says why; the others go on.

use futures_channel::oneshot;
use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::{AnalysisError, OwnTrack, Stage};
use std::collections::VecDeque;
use std::sync::Arc;
use web_sys::Blob;

use crate::adviser::Adviser;
use crate::audio::decode::decode;
use crate::state::{Library, Track, TrackId, TrackState};
use crate::worker_client::WorkerClient;

/// Most workers, however many cores there are: each holds a decoded track.
const MOST_WORKERS: usize = 8;

/// How far the tracks are that were added since the queue was last empty.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Batch {
    /// How many there are.
    pub total: usize,
    /// How many are done with, one way or the other.
    pub done: usize,
    /// How many of those failed.
    pub failed: usize,
    /// When the first began, milliseconds.
    pub started_ms: f64,
    /// Time that is likely left, seconds; `None` until one is done.
    pub left_s: Option<f64>,
}

/// Works through the tracks; a context of the app. Copies are handles to the same queue.
#[derive(Clone, Copy)]
pub struct Queue {
    library: Library,
    adviser: Adviser,
    /// How far it is.
    pub batch: RwSignal<Batch>,
    waiting: StoredValue<VecDeque<Track>>,
    lanes: StoredValue<Vec<Lane>, LocalStorage>,
    /// Those who wait until the library has been opened; `None` since.
    opening: StoredValue<Option<Vec<oneshot::Sender<()>>>, LocalStorage>,
}

/// A worker and the track that it has.
struct Lane {
    worker: WorkerClient,
    track: Option<Track>,
}

impl Queue {
    /// A queue that is idle, and a worker that starts meanwhile.
    pub fn new(library: Library, adviser: Adviser) -> Self {
        let first = Lane { worker: WorkerClient::default(), track: None };
        first.worker.start();
        Self {
            library,
            adviser,
            batch: RwSignal::new(Batch::default()),
            waiting: StoredValue::new(VecDeque::new()),
            lanes: StoredValue::new_local(vec![first]),
            opening: StoredValue::new_local(Some(Vec::new())),
        }
    }

    /// Tells the queue that the library has been opened: from now on it knows what was analysed before.
    pub fn library_is_open(self) {
        let waiting = self.opening.try_update_value(Option::take).flatten();
        // Who waits no more need not hear of it.
        waiting.into_iter().flatten().for_each(|sender| sender.send(()).unwrap_or_default());
    }

    /// Adds files, each with its path.
    pub fn add(self, files: Vec<(String, Blob)>) -> Vec<Track> {
        let tracks = self.library.add_files(files);
        self.enqueue(&tracks);
        tracks
    }

    /// Tries a track again that failed or was stopped.
    pub fn retry(self, track: Track) {
        if track.file.with_untracked(Option::is_some) {
            track.state.set(TrackState::Queued);
            self.enqueue(&[track]);
        }
    }

    /// Stops a track, whether it waits or is being analysed.
    pub fn cancel(self, track: Track) {
        if !track.state.with_untracked(TrackState::is_pending) {
            return;
        }
        let mut was_waiting = false;
        self.waiting.update_value(|waiting| {
            let before = waiting.len();
            waiting.retain(|other| other.id != track.id);
            was_waiting = waiting.len() < before;
        });
        track.state.set(TrackState::Cancelled);
        if was_waiting {
            self.count(false);
        }
        self.lanes.with_value(|lanes| {
            let lane = lanes.iter().find(|lane| lane.track.is_some_and(|other| other.id == track.id));
            if let Some(lane) = lane {
                lane.worker.stop();
            }
        });
    }

    /// Stops all tracks.
    pub fn cancel_all(self) {
        let pending: Vec<Track> = self.library.tracks.with_untracked(|tracks| {
            let is_pending = |track: &&Track| track.state.with_untracked(TrackState::is_pending);
            tracks.iter().filter(is_pending).copied().collect()
        });
        pending.into_iter().for_each(|track| self.cancel(track));
    }

    /// Stops tracks, takes them out of the library, and has them forgotten.
    pub fn remove(self, tracks: &[Track]) {
        tracks.iter().for_each(|track| self.cancel(*track));
        let ids: Vec<TrackId> = tracks.iter().map(|track| track.id).collect();
        self.library.remove(&ids);
        spawn_local(async move {
            let forgotten = self.adviser.forget(ids.iter().map(|id| id.0).collect()).await;
            self.note(forgotten);
        });
    }

    /// Has what is known of a track kept; its analysis has not changed.
    pub fn keep(self, track: Track) {
        let info = track.info.get_untracked();
        spawn_local(self.keep_info(OwnTrack::clone(&info)));
    }

    /// Has a track kept as `info` has it, and shows it so from then on: whoever asks about what is shown is answered by
    /// what was kept.
    pub fn change(self, track: Track, info: OwnTrack) {
        spawn_local(async move {
            self.keep_info(info.clone()).await;
            track.info.set(Arc::new(info));
        });
    }

    async fn keep_info(self, info: OwnTrack) {
        let kept = self.adviser.keep(vec![info], vec![Uint8Array::new_with_length(0)]).await;
        self.note(kept);
    }

    fn enqueue(self, tracks: &[Track]) {
        if tracks.is_empty() {
            return;
        }
        self.batch.update(|batch| {
            if batch.done >= batch.total {
                *batch = Batch { started_ms: js_sys::Date::now(), ..Batch::default() };
            }
            batch.total += tracks.len();
        });
        self.waiting.update_value(|waiting| waiting.extend(tracks));
        self.wake();
    }

    /// Starts as many lanes as there is work for.
    fn wake(self) {
        let most = workers();
        let mut idle = Vec::new();
        self.lanes.update_value(|lanes| {
            let waiting = self.waiting.with_value(VecDeque::len);
            let busy = lanes.iter().filter(|lane| lane.track.is_some()).count();
            while lanes.len() < most.min(busy + waiting) {
                lanes.push(Lane { worker: WorkerClient::default(), track: None });
            }
            let free = lanes.iter_mut().enumerate().filter(|(_, lane)| lane.track.is_none());
            for (place, lane) in free {
                let next = self.waiting.try_update_value(VecDeque::pop_front).flatten();
                let Some(track) = next else { break };
                lane.track = Some(track);
                idle.push((place, lane.worker.clone(), track));
            }
        });
        for (place, worker, track) in idle {
            spawn_local(self.run(place, worker, track));
        }
    }

    /// One lane: a track after the other until none waits.
    async fn run(self, place: usize, worker: WorkerClient, mut track: Track) {
        loop {
            self.process(&worker, track).await;
            let next = self.waiting.try_update_value(VecDeque::pop_front).flatten();
            self.lanes.update_value(|lanes| lanes[place].track = next);
            match next {
                Some(next) => track = next,
                None => return,
            }
        }
    }

    async fn process(self, worker: &WorkerClient, track: Track) {
        let outcome = self.analyse(worker, track).await;
        // What was stopped meanwhile has no outcome.
        let is_stopped = track.state.with_untracked(|state| *state == TrackState::Cancelled);
        let failed = match outcome {
            _ if is_stopped => false,
            Ok(()) => false,
            Err(error) => {
                track.state.set(TrackState::Failed(error));
                true
            }
        };
        self.count(failed);
    }

    /// Counts a track as done with.
    fn count(self, failed: bool) {
        self.batch.update(|batch| {
            batch.done += 1;
            batch.failed += usize::from(failed);
            let passed_s = (js_sys::Date::now() - batch.started_ms) / 1000.0;
            batch.left_s = Some(passed_s / batch.done as f64 * (batch.total - batch.done) as f64);
        });
    }

    async fn analyse(self, worker: &WorkerClient, track: Track) -> Result<(), AnalysisError> {
        let Some(file) = track.file.get_untracked() else { return Ok(()) };
        track.state.set(TrackState::Reading);
        self.opened().await;
        let identity = worker.identify(file.clone()).await?;
        if let Some(known) = self.library.with_contents(&identity.hash)
            && known.id != track.id
            && known.info.with_untracked(|info| info.analysed_by == protocol::ANALYSIS_VERSION)
        {
            self.meet_again(known, track, file);
            return Ok(());
        }
        let is_stopped = || track.state.with_untracked(|state| *state == TrackState::Cancelled);
        if is_stopped() {
            return Ok(());
        }
        track.state.set(TrackState::Decoding);
        let input = decode(&file).await?;
        if is_stopped() {
            return Ok(());
        }
        track.state.set(TrackState::Analysing { stage: Stage::Decoding, fraction: 0.0 });
        let on_progress = move |stage, fraction| track.state.set(TrackState::Analysing { stage, fraction });
        let (heard, packed) = worker.analyse(input, on_progress).await?;
        // The same contents may be here by now: heard by an earlier version, or beside this one.
        let track = match self.library.with_contents(&identity.hash) {
            Some(known) if known.id != track.id => {
                self.meet_again(known, track, file);
                known
            }
            _ => track,
        };
        let before = track.info.get_untracked();
        let mut info = OwnTrack {
            id: track.id.0,
            hash: identity.hash,
            name: identity.title.unwrap_or_else(|| before.name.clone()),
            artist: identity.artist.unwrap_or_default(),
            album: identity.album.unwrap_or_default(),
            claims: identity.claims,
            refused_song: before.refused_song.clone(),
            file: before.file.clone(),
            added_ms: if before.added_ms > 0.0 { before.added_ms } else { js_sys::Date::now() },
            ..heard
        };
        info.correct(before.tempo_lock, before.key_lock);
        track.info.set(Arc::new(info.clone()));
        self.library.name(track);
        track.state.set(TrackState::Ready);
        // Asked before anybody who hears of that state asks anything: questions are answered in their order.
        self.note(self.adviser.keep(vec![info], vec![packed]).await);
        Ok(())
    }

    /// Returns once the library has been opened.
    async fn opened(self) {
        let opened = self.opening.try_update_value(|waiting| {
            let (sender, receiver) = oneshot::channel();
            waiting.as_mut()?.push(sender);
            Some(receiver)
        });
        if let Some(opened) = opened.flatten() {
            // A sender that is gone has nothing more to say.
            opened.await.unwrap_or_default();
        }
    }

    /// A file that was analysed before: the track there is gets it for playback.
    fn meet_again(self, known: Track, again: Track, file: Blob) {
        known.file.set(Some(file));
        let is_shown = self.library.selected.with_untracked(|selected| *selected == Some(again.id));
        self.library.remove(&[again.id]);
        if is_shown {
            self.library.selected.set(Some(known.id));
        }
    }

    /// Shows how the library is kept; a worker that fails to say is told of by the next question.
    fn note(self, storage: Result<protocol::Storage, AnalysisError>) {
        if let Ok(storage) = storage {
            self.library.storage.set(storage);
        }
    }
}

/// One worker fewer than there are cores, so that the page has one to itself.
fn workers() -> usize {
    let cores = web_sys::window().map_or(1.0, |window| window.navigator().hardware_concurrency());
    (cores as usize).saturating_sub(1).clamp(1, MOST_WORKERS)
}
