//! The user's files as the browser lets the page find them again after a reload: handles of what was dropped or picked, where the
//! browser has such handles (Chromium's do). The user is asked once before a file is read again.

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::*;
use protocol::librarian::{KeepHandle, ListHandles, OpenHandle};
use std::collections::HashSet;
use std::time::Duration;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransferItem, FileSystemDirectoryHandle, FileSystemFileHandle};

use crate::librarian::Librarian;
use crate::queue::Queue;
use crate::tagging::{file, find};
use crate::timer::after;
use crate::tracks::Track;

/// How often it is looked whether a file that was found again has been recognised, and how many times.
const LOOK: Duration = Duration::from_millis(50);
const LOOKS: u32 = 600;

/// The handles; a context of the app. Copies are handles to the same ones.
#[derive(Clone, Copy)]
pub struct Handles {
    librarian: Librarian,
    queue: Queue,
    /// Paths that there are handles for: of files, and of folders by their names.
    kept: RwSignal<HashSet<String>>,
}

impl Handles {
    /// None yet.
    pub fn new(librarian: Librarian, queue: Queue) -> Self {
        Self { librarian, queue, kept: RwSignal::new(HashSet::new()) }
    }

    /// Learns which handles were kept.
    pub async fn open(self) {
        // Without them files have to be added again, as in browsers that have none.
        let paths = self.librarian.ask(ListHandles {}).await.unwrap_or_default();
        self.kept.update(|kept| kept.extend(paths));
    }

    /// Keeps the handle of a file or folder that was dropped, once the browser gives it; `path` is its name.
    pub async fn keep_dropped(self, path: String, handle: Promise) {
        if let Ok(handle) = JsFuture::from(handle).await {
            self.keep(path, handle).await;
        }
    }

    /// Keeps the handle of a file or folder; `path` is its name.
    pub async fn keep(self, path: String, handle: JsValue) {
        if !handle.is_object() {
            return;
        }
        let call = KeepHandle { path: path.clone() };
        // Not kept, it is asked for again after a reload.
        if self.librarian.ask_with(call, handle, |_, _| {}).await.is_ok() {
            self.kept.update(|kept| kept.extend([path]));
        }
    }

    /// Whether a track can be played: its file is here, or can be had. Told anew when that changes.
    pub fn can_play(self, track: Track) -> bool {
        let is_kept = |path: &str| self.kept.with(|kept| kept.contains(path) || kept.contains(root(path)));
        track.file.with(Option::is_some)
            || track.info.with(|info| !info.file.is_empty() && is_kept(&info.file))
    }

    /// Reads a track's file anew, where that is still the recording it was: it is then as if the user had added it again.
    /// Whether the track has its file now. Only a press may ask the user.
    pub async fn fetch(self, track: Track) -> bool {
        let path = track.info.with_untracked(|info| info.file.clone());
        let Some(found) = self.file_at(&path).await else { return false };
        // Another file may have the same name, or have come in its place.
        if !self.queue.is_of(&found, track).await {
            return false;
        }
        self.queue.add(vec![(path, found.into())]);
        for _ in 0..LOOKS {
            if track.file.with_untracked(Option::is_some) {
                return true;
            }
            after(LOOK).await;
        }
        false
    }

    async fn file_at(self, path: &str) -> Option<web_sys::File> {
        let is_file = self.kept.with_untracked(|kept| kept.contains(path));
        let key = if is_file { path } else { root(path) };
        let (is_there, handle) =
            self.librarian.ask_with(OpenHandle { path: key.to_owned() }, (), |_, _| {}).await.ok()?;
        if !is_there || !is_granted(&handle).await {
            return None;
        }
        let handle: FileSystemFileHandle = match handle.dyn_into::<FileSystemDirectoryHandle>() {
            Ok(folder) => find(&folder, path).await?,
            Err(other) => other.dyn_into().ok()?,
        };
        file(&handle).await.ok()
    }
}

/// The name of the folder that was dropped, for a path in it.
fn root(path: &str) -> &str {
    path.split('/').next().unwrap_or(path)
}

/// The handle of something dropped, which has to be asked for while the event lasts; `None` where the browser has none.
pub fn of_dropped(item: &DataTransferItem) -> Option<Promise> {
    let get: Function = Reflect::get(item, &"getAsFileSystemHandle".into()).ok()?.dyn_into().ok()?;
    get.call0(item).ok()?.dyn_into().ok()
}

/// Asks the user for leave to read, unless it was given.
async fn is_granted(handle: &JsValue) -> bool {
    let ask = || -> Option<Promise> {
        let ask: Function = Reflect::get(handle, &"requestPermission".into()).ok()?.dyn_into().ok()?;
        let options = js_sys::Object::new();
        Reflect::set(&options, &"mode".into(), &"read".into()).ok()?;
        ask.call1(handle, &options).ok()?.dyn_into().ok()
    };
    let Some(answer) = ask() else { return false };
    JsFuture::from(answer).await.is_ok_and(|answer| answer.as_string().as_deref() == Some("granted"))
}
