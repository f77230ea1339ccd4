//! What comes in: the library that was kept, files, folders, and what is no audio but tells of tracks.

mod bytes;
mod folder;
mod letters;
mod picker;

use leptos::prelude::*;
use leptos::task::spawn_local;
use music::is_audio_ending;
use protocol::librarian::{Import, Imported, OpenLibrary, OpenStorage};
use protocol::{ImportError, LibrarianError, LibraryNews};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, DataTransfer, DataTransferItemList, File, FileList, FileSystemEntry};

use crate::audio::decode::pause;
use crate::handles::{Handles, of_dropped};
use crate::librarian::Librarian;
use crate::own_catalogue::OwnCatalogue;
use crate::page::{Page, View, put};
use crate::playlist::Playlist;
use crate::queue::Queue;
use crate::strings;
use crate::tracks::Track;
pub use arrivals::Why;
use arrivals::{Arrival, Arrivals, sort_out};
use folder::{Found, walk};

/// Files that are put into the list at once: some milliseconds of work for the page.
const ADDED_AT_ONCE: usize = 40;

/// Playlists of a folder that are offered, each in a notice of its own.
const MOST_OFFERED: usize = 4;

/// Takes everything in; a context of the app.
#[derive(Clone, Copy)]
pub struct Intake {
    /// Where tracks are shown.
    pub page: Page,
    /// Who analyses them.
    pub queue: Queue,
    /// Who keeps and reads.
    pub librarian: Librarian,
    /// Where playlists go.
    pub playlist: Playlist,
    /// Which catalogue is in use.
    pub catalogue: OwnCatalogue,
    /// How dropped files are found again.
    pub handles: Handles,
    /// The file that is being read, and the share of it that is done, 0…1.
    pub importing: RwSignal<Option<(String, f32)>>,
}

impl Intake {
    /// Brings back what was kept, and hears what changes from then on.
    pub fn open_library(self) {
        self.librarian.on_news(move |news| self.hear(news));
        self.librarian.recall_numbers(move || self.page.tracks.numbers());
        spawn_local(async move {
            self.catalogue.at_start().await;
            if let Err(error) = self.open_tracks().await {
                self.page.notices.warn(strings::librarian_error(&error), Vec::new());
            }
            self.page.tracks.select_latest();
            self.playlist.open().await;
            self.queue.library_is_open();
            self.handles.open().await;
            if let Ok(storage) = self.librarian.ask(OpenStorage {}).await {
                put(self.page.tracks.storage, storage);
            }
        });
    }

    async fn open_tracks(self) -> Result<(), LibrarianError> {
        let mut start = 0;
        loop {
            let page = self.librarian.ask(OpenLibrary { start }).await?;
            start += page.tracks.len() as u32;
            let is_last = page.tracks.is_empty() || start >= page.total;
            if !page.tracks.is_empty() {
                self.page.tracks.told(page.tracks);
            }
            if is_last {
                return Ok(());
            }
        }
    }

    fn hear(self, news: LibraryNews) {
        match news {
            LibraryNews::Tracks(tracks) => {
                let told = self.page.tracks.told(tracks);
                self.page.tracks.select_first(&told);
            }
            LibraryNews::Removed(numbers) => self.page.tracks.removed(&numbers),
            LibraryNews::PlaylistChanged => spawn_local(self.playlist.open_anew()),
            LibraryNews::Storage(storage) => {
                let may_ask = storage.is_persistent == Some(false) && storage.problem.is_none();
                put(self.page.tracks.storage, storage);
                if may_ask {
                    spawn_local(self.ask_for_persistence());
                }
            }
        }
    }

    /// Once something is kept that would be missed, asks the browser not to clear it by itself; once a visit.
    async fn ask_for_persistence(self) {
        if !self.page.tracks.persistence_is_asked() && persist().await == Some(true) {
            self.page.tracks.storage.update(|storage| storage.is_persistent = Some(true));
        }
    }

    /// Takes files that the user has named.
    pub fn add_files(self, files: Vec<File>) {
        self.take(files.into_iter().map(arrival).collect(), Vec::new());
    }

    /// Takes what was dropped: files, and folders with all that is in them.
    pub fn add_dropped(self, transfer: &DataTransfer) {
        // The list is emptied when the event is over: its entries must be taken now.
        let items = transfer.items();
        self.keep_handles(&items);
        let entries: Vec<FileSystemEntry> = (0..items.length())
            .filter_map(|place| items.get(place)?.webkit_get_as_entry().ok().flatten())
            .collect();
        if !entries.iter().any(FileSystemEntry::is_directory) {
            return self.add_files(listed(transfer.files()));
        }
        spawn_local(async move {
            let mut found = Found::default();
            for entry in entries {
                let is_from_folder = entry.is_directory();
                walk(entry, is_from_folder, &mut found).await;
            }
            self.take(found.files, found.unreadable);
        });
    }

    /// Keeps the browser's handles of what was dropped, so that it can be played again after a reload.
    fn keep_handles(self, items: &DataTransferItemList) {
        for item in (0..items.length()).filter_map(|index| items.get(index)) {
            let name = item.webkit_get_as_entry().ok().flatten().map(|entry| entry.name());
            if let (Some(name), Some(handle)) = (name, of_dropped(&item)) {
                spawn_local(self.handles.keep_dropped(name, handle));
            }
        }
    }

    /// Takes audio that was made here: the sample, or a recording. It is shown at once.
    pub fn add_made(self, name: String, file: Blob) {
        if let Some(track) = self.queue.add(vec![(name, file)]).first() {
            self.page.show(track.id);
        }
    }

    /// Takes files in; those at the paths given could not be read.
    fn take(self, files: Vec<Arrival<File>>, unreadable: Vec<String>) {
        let Arrivals { audio, unsure, telling, playlists, mut passed_over } = sort_out(files);
        passed_over.extend(unreadable.into_iter().map(|path| (path, Why::Unreadable)));
        spawn_local(async move {
            let (audio, odd) = audio.into_iter().partition(|(path, _)| is_named_as_audio(path));
            let (mut audio, catalogues) = told_apart(audio, odd).await;
            audio.sort_by(|a, b| a.0.cmp(&b.0));
            let mut taken = audio.len();
            self.listen_to(audio).await;
            for (path, file) in unsure {
                match bytes::is_audio(&file).await {
                    Some(true) => {
                        taken += 1;
                        self.queue.add(vec![(path, file.into())]);
                    }
                    Some(false) => passed_over.push((path, Why::NotAudio)),
                    None => passed_over.push((path, Why::Unreadable)),
                }
            }
            self.offer_playlists(playlists, &mut passed_over);
            self.tell_of(taken, &passed_over);
            self.wait_for_files(telling.iter().map(|(name, _)| name.clone()).collect()).await;
            for (name, file) in telling {
                self.import(name, file.into()).await;
            }
            for (name, file) in catalogues {
                self.catalogue.take(name, file.into()).await;
            }
        });
    }

    async fn listen_to(self, audio: Vec<(String, File)>) {
        let count = audio.len();
        for (part, some) in audio.chunks(ADDED_AT_ONCE).enumerate() {
            let added =
                self.queue.add(some.iter().map(|(path, file)| (path.clone(), file.clone().into())).collect());
            if let (0, Some(first)) = (part, added.first()) {
                self.show_added(*first, count);
            }
            pause().await;
        }
    }

    /// Shows the first of what has come, or says that it has where something else is shown.
    fn show_added(self, first: Track, count: usize) {
        if self.page.view.get_untracked() == View::Listen {
            self.page.show(first.id);
        } else {
            self.page.notices.say(strings::files_added(count));
        }
    }

    /// Offers the playlists of a folder: one that is read comes in the place of the one there is, so the user decides.
    fn offer_playlists(self, playlists: Vec<(String, File)>, passed_over: &mut Vec<(String, Why)>) {
        for (place, (path, file)) in playlists.into_iter().enumerate() {
            if place >= MOST_OFFERED {
                passed_over.push((path, Why::Playlist));
                continue;
            }
            let text = strings::playlist_in_folder(&path);
            self.page.notices.offer(text, strings::IMPORT_PLAYLIST, move || {
                let (path, file) = (path.clone(), file.clone());
                spawn_local(async move {
                    self.wait_for_files(vec![path.clone()]).await;
                    self.import(path, file.into()).await;
                });
            });
        }
    }

    /// Waits until the files are in that are being added: those that tell of tracks may tell of them, and would call them
    /// missing. Says so, for it may take long, with a way not to wait.
    async fn wait_for_files(self, names: Vec<String>) {
        if names.is_empty() || self.queue.is_idle() {
            return;
        }
        let queue = self.queue;
        let text = strings::waits_for_files(&names);
        let notice = self.page.notices.offer(text, strings::READ_NOW, move || queue.release());
        queue.rests().await;
        self.page.notices.dismiss(notice);
    }

    /// Tells how many files were found and how many passed over; which ones, and why, where that is asked for.
    fn tell_of(self, taken: usize, passed_over: &[(String, Why)]) {
        if !passed_over.is_empty() {
            let text = strings::passed_over(taken, passed_over);
            let details = strings::passed_over_by_name(passed_over);
            self.page.notices.tell_in_short(text, strings::WHICH_FILES, details);
        }
    }

    /// Reads a file that tells of tracks: rows go into the library, a playlist in the place of the one there is.
    async fn import(self, name: String, file: Blob) {
        put(self.importing, Some((name.clone(), 0.0)));
        // A playlist that is read comes in the place of the one that was kept.
        self.queue.opened().await;
        let outcome = match self.read(&name, None, file.clone()).await {
            Err(LibrarianError::Import(ImportError::OldLetters)) => match letters::to_utf_8(file).await {
                Ok((letters, file)) => self.read(&name, letters, file).await,
                Err(error) => Err(error),
            },
            outcome => outcome,
        };
        put(self.importing, None);
        match outcome {
            Ok(imported) => {
                self.show_imported(&name, imported);
                self.playlist.refresh_names().await;
            }
            Err(error) => self.page.notices.warn(strings::import_failed(&name, &error), Vec::new()),
        }
    }

    /// Has the librarian read a file, and shows how far it is.
    async fn read(self, name: &str, letters: Option<String>, file: Blob) -> Result<Imported, LibrarianError> {
        let (importing, name) = (self.importing, name.to_owned());
        let call = Import { name: name.clone(), letters };
        let on_progress = move |_, share| importing.set(Some((name.clone(), share)));
        let (imported, ()) = self.librarian.ask_with(call, file, on_progress).await?;
        Ok(imported)
    }

    fn show_imported(self, name: &str, imported: Imported) {
        let mut details: Vec<String> = imported.problems.iter().map(strings::import_problem).collect();
        details.extend(strings::missing(&imported.missing));
        let text = strings::imported(name, &imported);
        if !imported.playlist.is_empty() {
            self.playlist.replace(imported.playlist);
            put(self.page.is_playlist_open, true);
        }
        self.page.notices.tell(text, details);
        if let Some((text, all)) = strings::all_missing(name, &imported.missing) {
            self.page.notices.tell_in_short(text, strings::WHICH_TRACKS, all);
        }
    }
}

/// A file with its path, as far as the browser tells it.
fn arrival(file: File) -> Arrival<File> {
    let folder = js_sys::Reflect::get(&file, &"webkitRelativePath".into());
    let path = folder.ok().and_then(|path| path.as_string()).filter(|path| !path.is_empty());
    let is_from_folder = path.is_some();
    let size = file.size();
    Arrival { path: path.unwrap_or_else(|| file.name()), file, size, is_from_folder }
}

/// Files by their paths.
type Files = Vec<(String, File)>;

/// Puts what is audio, as far as names say, to these files; the second are catalogues.
async fn told_apart(mut audio: Files, odd: Files) -> (Files, Files) {
    let mut catalogues = Vec::new();
    for (path, file) in odd {
        if bytes::is_catalogue(&file).await {
            catalogues.push((path, file));
        } else {
            audio.push((path, file));
        }
    }
    (audio, catalogues)
}

fn is_named_as_audio(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| is_audio_ending(&ending.to_lowercase()))
}

/// Asks the browser to keep the page's storage until the user clears it; `None` where it cannot be asked.
async fn persist() -> Option<bool> {
    let navigator = web_sys::window()?.navigator();
    let storage = js_sys::Reflect::get(&navigator, &"storage".into()).ok().filter(JsValue::is_object)?;
    let persist = js_sys::Reflect::get(&storage, &"persist".into()).ok()?;
    let persist: js_sys::Function = persist.dyn_into().ok()?;
    let promise: js_sys::Promise = persist.call0(&storage).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()?.as_bool()
}

/// The files of a browser's list.
pub fn listed(files: Option<FileList>) -> Vec<File> {
    let Some(files) = files else { return Vec::new() };
    (0..files.length()).filter_map(|place| files.get(place)).collect()
}
