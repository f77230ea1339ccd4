//! Takes files through reading, decoding and analysis into the library, as many at once as there are workers. A file that
//! fails says why; the others go on.

mod long;
pub mod plan;

use futures_channel::oneshot;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::analyst::{Analyse, Identify, WarmUp};
use protocol::librarian::{AddTrack, ChangeTrack, FindTrack, RemoveTracks, RestoreTracks};
use protocol::{ANALYSIS_VERSION, Analyst, Decoder, DecodingNote, Identity, OwnTrack, Stage, TrackChange};
use web_sys::Blob;
use wire::Client;

use crate::analyst::analyst;
use crate::audio::decode::{Found, decode};
use crate::librarian::Librarian;
use crate::page::Page;
use crate::strings;
use crate::tracks::{Track, TrackError, TrackId, TrackState};
use long::Heard;
use plan::{Batch, End, Plan};

/// The decoders' script and name: workers of their own, each started by the first file of its lane that needs it.
pub const DECODER_SCRIPT: &str = "./decoding_loader.js";
pub const DECODER_NAME: &str = "decoder";

/// Most workers, however many cores there are: each holds a decoded track.
const MOST_WORKERS: usize = 8;

/// Least memory of a device on which two tracks are held decoded at once, GiB.
const LEAST_FOR_TWO_GIB: f64 = 4.0;

/// Memory of a worker from which on it is ended after a file, bytes: it never shrinks.
const MOST_MEMORY: u64 = 200_000_000;

/// What the first lane's workers may have been given before they are ended when nothing is left to do, bytes: the browser
/// takes it away when it likes.
const MOST_MOVED: u64 = 200_000_000;

/// The workers that a lane asks.
#[derive(Clone)]
struct Lane {
    analyst: Client<Analyst>,
    decoder: Client<Decoder>,
}

impl Lane {
    fn new() -> Self {
        let decoder = Client::new(DECODER_SCRIPT, DECODER_NAME);
        Self { analyst: analyst(), decoder }
    }

    /// Ends the workers over what they are doing, if they do anything.
    fn stop(&self) {
        self.analyst.stop();
        self.decoder.stop();
    }

    /// Ends the workers, whatever they do.
    fn end(&self) {
        self.analyst.end();
        self.decoder.end();
    }

    /// Ends a worker whose memory has grown. Others take their place with the next file.
    fn trim(&self) {
        if self.analyst.held().memory > MOST_MEMORY {
            self.analyst.end();
        }
        if self.decoder.held().memory > MOST_MEMORY {
            self.decoder.end();
        }
    }

    /// Leaves an analyst at hand that holds little, and no decoder.
    fn rest(&self) {
        self.decoder.end();
        if self.analyst.held().moved > MOST_MOVED {
            self.analyst.end();
            let analyst = self.analyst.clone();
            spawn_local(async move { drop(analyst.call(WarmUp {}).await) });
        }
    }
}

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

    /// Tells the queue that library and playlist have been opened: from now on it knows what was analysed before.
    pub fn library_is_open(self) {
        let waiting = self.opening.try_update_value(Option::take).flatten();
        // Who waits no more need not hear of it.
        waiting.into_iter().flatten().for_each(|sender| sender.send(()).unwrap_or_default());
    }

    /// Whether nothing waits and nothing is being analysed.
    pub fn is_idle(self) -> bool {
        self.plan.with_value(|plan| plan.batch.is_over())
    }

    /// Returns once nothing waits and nothing is being analysed, or where [`Queue::release`] says so before.
    pub async fn rests(self) {
        if self.is_idle() {
            return;
        }
        let released = self.resting.try_update_value(|waiting| {
            let (sender, receiver) = oneshot::channel();
            waiting.push(sender);
            receiver
        });
        if let Some(released) = released {
            // A sender that is gone has nothing more to say.
            released.await.unwrap_or_default();
        }
    }

    /// Lets those go on who wait until it is idle.
    pub fn release(self) {
        let waiting = self.resting.try_update_value(std::mem::take);
        // Who waits no more need not hear of it.
        waiting.into_iter().flatten().for_each(|sender| sender.send(()).unwrap_or_default());
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

    /// Stops tracks and takes them out of the library; says so once it is done, with a way back.
    pub fn remove(self, removed: Vec<Track>) {
        removed.iter().for_each(|track| self.cancel(*track));
        let page = self.page;
        let numbers = page.tracks.numbers_of(&removed);
        spawn_local(async move {
            if !numbers.is_empty()
                && let Err(error) = self.librarian.ask(RemoveTracks { tracks: numbers.clone() }).await
            {
                return page.notices.warn(strings::not_removed(&error), Vec::new());
            }
            page.tracks.remove(&removed.iter().map(|track| track.id).collect::<Vec<_>>());
            page.notices.offer(strings::removed(removed.len()), strings::UNDO, move || {
                let outside = removed.iter().filter(|track| track.reference_untracked().is_none());
                page.tracks.bring_back(&outside.copied().collect::<Vec<_>>());
                spawn_local(self.restore(numbers.clone()));
            });
        });
    }

    async fn restore(self, numbers: Vec<u32>) {
        // Rows come with the librarian's news.
        if let Err(error) = self.librarian.ask(RestoreTracks { tracks: numbers }).await {
            self.page.notices.warn(strings::librarian_error(&error), Vec::new());
        }
    }

    /// Changes what the user may say of a track; what is shown is what was kept.
    pub fn change(self, track: Track, change: TrackChange) {
        let Some(number) = self.page.tracks.numbers_of(&[track]).first().copied() else { return };
        spawn_local(async move {
            match self.librarian.ask(ChangeTrack { track: number, change }).await {
                Ok(changed) => drop(self.page.tracks.told(vec![changed])),
                Err(error) => self.page.notices.warn(strings::not_saved(&error), Vec::new()),
            }
        });
    }

    /// Whether a file is the recording of a track.
    pub async fn is_of(self, file: &Blob, track: Track) -> bool {
        let (path, hash) = track.info.with_untracked(|info| (info.file.clone(), info.hash.clone()));
        let identified = self.worker(0).analyst.call_with(Identify { path }, file.clone()).await;
        identified.is_ok_and(|(identity, ())| [identity.hash, identity.file_hash].contains(&hash))
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

    async fn process(self, worker: &Lane, track: Track) -> End {
        let outcome = self.analyse(worker, track).await;
        // What was stopped meanwhile has no outcome.
        if track.is_cancelled() {
            return End::Cancelled;
        }
        outcome.unwrap_or_else(|error| {
            track.state.set(TrackState::Failed(error));
            End::Failed
        })
    }

    async fn analyse(self, worker: &Lane, track: Track) -> Result<End, TrackError> {
        let Some(file) = track.file.get_untracked() else { return Ok(End::Cancelled) };
        track.state.set(TrackState::Reading);
        self.opened().await;
        let path = track.info.with_untracked(|info| info.file.clone());
        let (identity, ()) = worker.analyst.call_with(Identify { path }, file.clone()).await?;
        let known = self.librarian.ask(FindTrack { identity: identity.clone() }).await?;
        if track.is_cancelled() {
            return Ok(End::Cancelled);
        }
        if let Some(known) = known.filter(|known| known.analysed_by == ANALYSIS_VERSION && !known.is_brief) {
            self.page.tracks.settle(track, known);
            return Ok(End::Known);
        }
        track.state.set(TrackState::Decoding);
        let found = decode(&file, &worker.decoder).await?;
        if track.is_cancelled() {
            return Ok(End::Cancelled);
        }
        let Heard { track: heard, analysis, notes } = hear(track, &file, found, worker).await?;
        worker.trim();
        let before = track.info.get_untracked();
        self.tell(&before.file, &notes);
        let named = named(heard, identity, &before);
        let analysed = OwnTrack { added_ms: js_sys::Date::now(), file_bytes: file.size(), ..named };
        let (added, ()) = self.librarian.ask_with(AddTrack { track: analysed }, analysis, |_, _| {}).await?;
        if track.is_cancelled() {
            return Ok(End::Added);
        }
        // Another row has its audio where that came twice at once, or was analysed by an earlier version.
        let shown = self.page.tracks.settle(track, added.track);
        Ok(if shown.id == track.id { End::Added } else { End::Known })
    }

    /// Tells what the user should know of a file that was analysed all the same.
    fn tell(self, file: &str, notes: &[DecodingNote]) {
        if !notes.is_empty() {
            let notes = notes.iter().map(strings::decoding_note).collect();
            self.page.notices.tell(strings::odd_file(file), notes);
        }
    }

    /// Returns once library and playlist have been opened.
    pub async fn opened(self) {
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

/// Has a track analysed, as a whole or block by block, and shows how far that is.
async fn hear(track: Track, file: &Blob, found: Found, worker: &Lane) -> Result<Heard, TrackError> {
    track.state.set(TrackState::Analysing { stage: Stage::Decoding, fraction: 0.0 });
    let input = match found {
        Found::Long(opened) => return long::analyse(track, file, opened, worker).await,
        Found::Whole(input) => input,
    };
    let on_progress = move |stage, fraction| track.state.set(TrackState::Analysing { stage, fraction });
    let call = Analyse { sample_rate: input.sample_rate };
    let (heard, analysis) = worker.analyst.call_watched(call, input.channels, on_progress).await?;
    Ok(Heard { track: heard, analysis, notes: input.notes })
}

/// A track as it was heard, called as its file says; what that leaves open stays as it is shown while it waits.
fn named(heard: OwnTrack, identity: Identity, shown: &OwnTrack) -> OwnTrack {
    OwnTrack {
        hash: identity.hash,
        name: identity.title.unwrap_or_else(|| shown.name.clone()),
        artist: identity.artist.unwrap_or_default(),
        album: identity.album.unwrap_or_default(),
        claims: identity.claims,
        is_named_by_file: identity.is_named_by_file,
        file: shown.file.clone(),
        ..heard
    }
}

/// One worker fewer than there are cores, so that the page has one to itself; but two where there is room for two decoded
/// tracks, so that one is decoded while another is analysed.
fn most_workers() -> usize {
    let Some(navigator) = web_sys::window().map(|window| window.navigator()) else { return 1 };
    // GiB, rounded; browsers that do not tell have enough.
    let memory = js_sys::Reflect::get(&navigator, &"deviceMemory".into()).ok().and_then(|gib| gib.as_f64());
    let least = if memory.is_some_and(|gib| gib < LEAST_FOR_TWO_GIB) { 1 } else { 2 };
    (navigator.hardware_concurrency() as usize).saturating_sub(1).clamp(least, MOST_WORKERS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_track_is_called_as_its_file_says_and_else_as_its_file_is() {
        let shown = OwnTrack { name: "one.wav".into(), file: "a/one.wav".into(), ..OwnTrack::default() };
        let heard = || OwnTrack { duration_s: 9.0, ..OwnTrack::default() };
        let unsaid = Identity { hash: "ab".into(), is_named_by_file: true, ..Identity::default() };
        let track = named(heard(), unsaid, &shown);
        assert_eq!(
            (track.name.as_str(), track.artist.as_str(), track.file.as_str()),
            ("one.wav", "", "a/one.wav")
        );
        assert_eq!((track.hash.as_str(), track.is_named_by_file, track.duration_s), ("ab", true, 9.0));
        let said = Identity { title: Some("One".into()), artist: Some("A, B".into()), ..Identity::default() };
        let track = named(heard(), said, &shown);
        assert_eq!(
            (track.name.as_str(), track.artist.as_str(), track.is_named_by_file),
            ("One", "A, B", false)
        );
    }
}
