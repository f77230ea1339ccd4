//! Writes what was heard into the tags of the user's own files: into copies, packed into one ZIP archive, or in place, where
//! the browser lets the page write.
//!
//! For a component: keep one [`Tagging`] as a context. From a press, either
//!
//! - `tagging.tagged_copies(&tracks, wishes).await`, which is an archive to be saved, or
//! - `ask_folder().await`, where [`can_write_in_place`] says so, then `tagging.tag_in_folder(&folder, &tracks, wishes).await`.
//!
//! Both show how far they are in [`Tagging::progress`] and tell at the end what became of the files. Nothing is asked and
//! nothing is written without such a call. [`Tagging::stop`] ends either; files that were written by then stay so.

mod copies;
mod handles;
mod names;
mod wishes;

pub use handles::{FOLDER_PICKER, ask_folder, can_write_in_place, file, find, picker};
pub use wishes::TagWishes;

use leptos::prelude::*;
use protocol::analyst::Identify;
use protocol::tagger::{Tag, Tagged};
use protocol::{Analyst, AnalystError, ConnectionError, Identity, Tagger, TaggerError};
use wasm_bindgen::JsCast;
use web_sys::{Blob, File, FileSystemDirectoryHandle, FileSystemFileHandle};
use wire::Client;

use crate::analyst::analyst;
use crate::strings;
use crate::tracks::Track;

/// The worker's script: Trunk's loader beside the page.
const SCRIPT: &str = "./tagger_loader.js";
const NAME: &str = "tagger";

/// Why a file was not tagged.
#[derive(Clone, Debug, PartialEq)]
pub enum TagError {
    /// The page has no file of this track: it was imported, or kept from an earlier visit.
    NoFile,
    /// The track is still being analysed, or could not be.
    NotAnalysed,
    /// The folder does not hold the file where it was.
    NotInFolder,
    /// The file is another than the one that was analysed.
    OtherFile,
    /// With these tags the file would be taken for another recording.
    OtherRecording,
    /// The browser, or the user, does not let the page write.
    NotAllowed,
    /// The file was not written; it is as it was.
    NotWritten {
        /// What the browser said.
        reason: String,
    },
    /// The worker that tags.
    Tagger(TaggerError),
    /// The worker that compares recordings.
    Analyst(AnalystError),
}

impl From<TaggerError> for TagError {
    fn from(error: TaggerError) -> Self {
        Self::Tagger(error)
    }
}

impl TagError {
    /// Whether the user has stopped the work.
    fn is_stop(&self) -> bool {
        matches!(
            self,
            Self::Tagger(TaggerError::Connection(ConnectionError::Stopped))
                | Self::Analyst(AnalystError::Connection(ConnectionError::Stopped))
        )
    }

    /// The reason as a sentence, in the language that is spoken.
    pub fn words(&self) -> String {
        strings::tag_error(self)
    }
}

/// How far the work is.
#[derive(Clone, Debug, PartialEq)]
pub struct TagProgress {
    /// Files that are done, whatever became of them.
    pub done: usize,
    /// Files in all.
    pub total: usize,
    /// What the track is called that is being worked on.
    pub name: String,
}

/// What became of files.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TagOutcome {
    /// How many say something new now.
    pub tagged: usize,
    /// How many said all of it before.
    pub unchanged: usize,
    /// Tracks whose files are as they were, by name, and why; without a name, the archive as a whole.
    pub failed: Vec<(String, TagError)>,
    /// Whether the user has stopped it before the last.
    pub is_stopped: bool,
}

impl TagOutcome {
    fn count(&mut self, track: Track, outcome: Result<bool, TagError>) {
        match outcome {
            Ok(true) => self.tagged += 1,
            Ok(false) => self.unchanged += 1,
            Err(error) if error.is_stop() => self.is_stopped = true,
            Err(error) => self.failed.push((track.info.with_untracked(|info| info.name.clone()), error)),
        }
    }
}

/// Tags files; a context of the app. Copies are handles to the same one.
#[derive(Clone, Copy)]
pub struct Tagging {
    /// How far it is; `None` while it does nothing.
    pub progress: RwSignal<Option<TagProgress>>,
    is_stopped: StoredValue<bool>,
    tagger: StoredValue<Client<Tagger>, LocalStorage>,
    analyst: StoredValue<Client<Analyst>, LocalStorage>,
}

impl Default for Tagging {
    fn default() -> Self {
        Self::new()
    }
}

impl Tagging {
    /// Idle; its workers start with the first file.
    pub fn new() -> Self {
        Self {
            progress: RwSignal::new(None),
            is_stopped: StoredValue::new(false),
            tagger: StoredValue::new_local(Client::new(SCRIPT, NAME)),
            analyst: StoredValue::new_local(analyst()),
        }
    }

    /// Ends the work before the next file. What is being written is written to its end.
    pub fn stop(self) {
        self.is_stopped.set_value(true);
        self.tagger.with_value(Client::stop);
        self.analyst.with_value(Client::stop);
    }

    /// Writes into the files of tracks, which a folder holds that the user has opened for writing.
    pub async fn tag_in_folder(
        self,
        folder: &FileSystemDirectoryHandle,
        tracks: &[Track],
        wishes: TagWishes,
    ) -> TagOutcome {
        let mut outcome = TagOutcome::default();
        self.begin();
        for (done, track) in tracks.iter().enumerate() {
            if !self.goes_on(*track, done, tracks.len()) {
                outcome.is_stopped = true;
                break;
            }
            let path = track.info.with_untracked(|info| info.file.clone());
            let written = match handles::find(folder, &path).await {
                Some(handle) => self.tag_in_place(&handle, *track, wishes).await,
                None => Err(TagError::NotInFolder),
            };
            outcome.count(*track, written);
        }
        self.end();
        outcome
    }

    /// Writes into the file of a track. Tells whether anything had to be written.
    ///
    /// # Errors
    ///
    /// Where it is not the file that was analysed, cannot be tagged, or cannot be written. It is then as it was: the browser
    /// writes beside it, and puts that in its place at the end.
    pub async fn tag_in_place(
        self,
        handle: &FileSystemFileHandle,
        track: Track,
        wishes: TagWishes,
    ) -> Result<bool, TagError> {
        let file = handles::file(handle).await?;
        if track.file.with_untracked(|known| known.as_ref().is_some_and(|known| is_changed(known, &file))) {
            return Err(TagError::OtherFile);
        }
        let (tagged, new) = self.tagged(track, &file, wishes).await?;
        if !tagged.has_changed {
            return Ok(false);
        }
        handles::replace(handle, &file, &new).await?;
        let written = handles::file(handle).await?;
        if written.size() != tagged.bytes {
            return Err(TagError::NotWritten { reason: format!("{} ≠ {}", written.size(), tagged.bytes) });
        }
        // The old one cannot be read any more.
        track.file.set(Some(written.into()));
        Ok(true)
    }

    /// A file of a track's with what was heard in its tags. It is the recording that was analysed, before and after.
    async fn tagged(self, track: Track, file: &Blob, wishes: TagWishes) -> Result<(Tagged, Blob), TagError> {
        let info = track.info.get_untracked();
        if info.hash.is_empty() {
            return Err(TagError::NotAnalysed);
        }
        let claims = wishes.claims(&info);
        let before = self.identify(file, &info.file).await?;
        if ![&before.hash, &before.file_hash].contains(&&info.hash) {
            return Err(TagError::OtherFile);
        }
        let tagger = self.tagger.get_value();
        let (tagged, new) = tagger.call_with(Tag { claims }, file.clone()).await?;
        if tagged.has_changed && self.identify(&new, &info.file).await?.hash != before.hash {
            return Err(TagError::OtherRecording);
        }
        Ok((tagged, new))
    }

    async fn identify(self, file: &Blob, path: &str) -> Result<Identity, TagError> {
        let analyst = self.analyst.get_value();
        let identified = analyst.call_with(Identify { path: path.to_owned() }, file.clone()).await;
        identified.map(|(identity, ())| identity).map_err(TagError::Analyst)
    }

    fn begin(self) {
        self.is_stopped.set_value(false);
    }

    /// Tells which file comes; whether it may.
    fn goes_on(self, track: Track, done: usize, total: usize) -> bool {
        let name = track.info.with_untracked(|info| info.name.clone());
        self.progress.set(Some(TagProgress { done, total, name }));
        !self.is_stopped.get_value()
    }

    fn end(self) {
        self.progress.set(None);
        // Their memory is given back: the next time may be far.
        self.tagger.with_value(Client::end);
        self.analyst.with_value(Client::end);
    }
}

/// Whether a file has changed since the page was given it, as far as the disk tells.
fn is_changed(known: &Blob, now: &File) -> bool {
    let changed_at = known.dyn_ref::<File>().map(File::last_modified);
    known.size() != now.size() || changed_at.is_some_and(|then| then != now.last_modified())
}
