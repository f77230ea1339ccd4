//! What comes in: the library that was kept, files, folders, and what is no audio but tells of tracks.

use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::OwnTrack;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, DataTransfer, File, FileList, FileSystemDirectoryEntry, FileSystemDirectoryReader, FileSystemEntry,
    FileSystemFileEntry,
};

use crate::adviser::Adviser;
use crate::audio::decode::pause;
use crate::playlist::Playlist;
use crate::queue::Queue;
use crate::sorting::sorted;
use crate::state::Library;
use crate::strings;

/// Ends of names that audio files have. Of a folder nothing else is analysed; a file that the user names is tried
/// whatever it is called.
const AUDIO: [&str; 14] =
    ["wav", "wave", "mp3", "flac", "ogg", "oga", "opus", "m4a", "m4b", "mp4", "aac", "webm", "weba", "mka"];

/// Ends of names of files that tell of tracks.
const TELLING: [&str; 7] = ["csv", "tsv", "json", "jspf", "xspf", "m3u", "m3u8"];

/// Files that are put into the list at once: some milliseconds of work for the page.
const ADDED_AT_ONCE: usize = 40;

/// Imported tracks that are kept with one message.
const KEPT_AT_ONCE: usize = 100;

/// A file with its path, and whether it came out of a folder.
#[derive(Clone)]
struct Incoming {
    path: String,
    file: File,
    is_from_folder: bool,
}

/// Takes everything in; a context of the app.
#[derive(Clone, Copy)]
pub struct Intake {
    /// Where tracks go.
    pub library: Library,
    /// Who analyses them.
    pub queue: Queue,
    /// Who keeps and reads.
    pub adviser: Adviser,
    /// Where playlists go.
    pub playlist: Playlist,
}

impl Intake {
    /// Brings back what was kept.
    pub fn open_library(self) {
        spawn_local(async move {
            let mut start = 0;
            loop {
                match self.adviser.open_library(start).await {
                    Ok((tracks, total, storage)) => {
                        start += tracks.len() as u32;
                        let is_last = tracks.is_empty() || start >= total;
                        self.library.storage.set(storage);
                        self.library.add_kept(tracks);
                        if is_last {
                            break;
                        }
                    }
                    Err(error) => {
                        self.library.tell(strings::error_text(&error), Vec::new(), true);
                        break;
                    }
                }
            }
            self.library.show_latest();
            self.queue.library_is_open();
        });
    }

    /// Takes files that the user has named.
    pub fn add_files(self, files: Vec<File>) {
        let incoming = files.into_iter().map(|file| {
            let folder = js_sys::Reflect::get(&file, &"webkitRelativePath".into());
            let path = folder.ok().and_then(|path| path.as_string()).filter(|path| !path.is_empty());
            let is_from_folder = path.is_some();
            Incoming { path: path.unwrap_or_else(|| file.name()), file, is_from_folder }
        });
        self.take(incoming.collect());
    }

    /// Takes what was dropped: files, and folders with all that is in them.
    pub fn add_dropped(self, transfer: &DataTransfer) {
        // The list is emptied when the event is over: its entries must be taken now.
        let items = transfer.items();
        let entries: Vec<FileSystemEntry> = (0..items.length())
            .filter_map(|place| items.get(place)?.webkit_get_as_entry().ok().flatten())
            .collect();
        if !entries.iter().any(FileSystemEntry::is_directory) {
            return self.add_files(listed(transfer.files()));
        }
        spawn_local(async move {
            let mut found = Vec::new();
            for entry in entries {
                let is_from_folder = entry.is_directory();
                walk(entry, is_from_folder, &mut found).await;
            }
            self.take(found);
        });
    }

    /// Takes audio that was made here: the sample, or a recording. It is shown at once.
    pub fn add_made(self, name: String, file: Blob) {
        if let Some(track) = self.queue.add(vec![(name, file)]).first() {
            self.library.show(track.id);
        }
    }

    fn take(self, incoming: Vec<Incoming>) {
        let incoming = sorted(&incoming, |a, b| a.path.cmp(&b.path));
        let (mut audio, mut passed_over) = (Vec::new(), 0);
        for Incoming { path, file, is_from_folder } in incoming {
            let end = path.rsplit_once('.').map(|(_, end)| end.to_lowercase()).unwrap_or_default();
            if TELLING.contains(&end.as_str()) && !is_from_folder {
                self.import(path, file.into());
            } else if !is_from_folder || AUDIO.contains(&end.as_str()) {
                audio.push((path, file.into()));
            } else {
                passed_over += 1;
            }
        }
        if passed_over > 0 {
            self.library.tell(strings::passed_over(audio.len(), passed_over), Vec::new(), false);
        }
        spawn_local(async move {
            for some in audio.chunks(ADDED_AT_ONCE) {
                self.queue.add(some.to_vec());
                pause().await;
            }
        });
    }

    /// Reads a file that tells of tracks: rows go into the library, a playlist in the place of the one there is.
    fn import(self, name: String, file: Blob) {
        spawn_local(async move {
            let (import, packed) = match self.adviser.import(name.clone(), file).await {
                Ok(read) => read,
                Err(error) => {
                    let text = strings::import_failed(&name, &error);
                    return self.library.tell(text, Vec::new(), true);
                }
            };
            let imported = import.tracks.len();
            let kept = self.library.add_imported(import.tracks, js_sys::Date::now());
            for some in kept.chunks(KEPT_AT_ONCE) {
                let tracks: Vec<OwnTrack> =
                    some.iter().map(|(_, track)| OwnTrack::clone(&track.info.get_untracked())).collect();
                let none = || Uint8Array::new_with_length(0);
                let packed = some.iter().map(|(place, _)| packed.get(*place).cloned().unwrap_or_else(none));
                if let Ok(storage) = self.adviser.keep(tracks, packed.collect()).await {
                    self.library.storage.set(storage);
                }
            }
            let listed = import.playlist.len();
            if listed > 0
                && let Ok(cards) = self.adviser.cards(import.playlist).await
            {
                self.playlist.0.update(|draft| draft.replace(cards));
            }
            let mut details = import.problems;
            details.extend(strings::missing(&import.missing));
            self.library.tell(strings::imported(&name, imported, kept.len(), listed), details, false);
        });
    }
}

/// The files of a browser's list.
pub fn listed(files: Option<FileList>) -> Vec<File> {
    let Some(files) = files else { return Vec::new() };
    (0..files.length()).filter_map(|place| files.get(place)).collect()
}

/// Collects the files below an entry. What cannot be read is passed over: the others matter more.
async fn walk(entry: FileSystemEntry, is_from_folder: bool, found: &mut Vec<Incoming>) {
    let path = entry.full_path().trim_start_matches('/').to_owned();
    if entry.is_file() {
        let entry: FileSystemFileEntry = entry.unchecked_into();
        let file = called_back(|resolve, reject| {
            entry.file_with_callback_and_callback(resolve, reject);
        });
        if let Ok(file) = file.await {
            found.push(Incoming { path, file: file.unchecked_into(), is_from_folder });
        }
    } else {
        let entry: FileSystemDirectoryEntry = entry.unchecked_into();
        let reader = entry.create_reader();
        // Browsers hand out some entries at a time, and none when all are out.
        while let Some(some) = read_entries(&reader).await {
            for entry in some {
                Box::pin(walk(entry, true, found)).await;
            }
        }
    }
}

async fn read_entries(reader: &FileSystemDirectoryReader) -> Option<Vec<FileSystemEntry>> {
    let some = called_back(|resolve, reject| {
        drop(reader.read_entries_with_callback_and_callback(resolve, reject));
    });
    let some: js_sys::Array = some.await.ok()?.unchecked_into();
    (some.length() > 0).then(|| some.iter().map(JsCast::unchecked_into).collect())
}

/// What one of two callbacks is called with.
async fn called_back(ask: impl FnOnce(&js_sys::Function, &js_sys::Function)) -> Result<JsValue, JsValue> {
    let mut ask = Some(ask);
    let promise = js_sys::Promise::new(&mut |resolve, reject| {
        if let Some(ask) = ask.take() {
            ask(&resolve, &reject);
        }
    });
    JsFuture::from(promise).await
}
