//! What comes in: files and folders, sorted into what is heard and what tells of tracks ([`importing`]); and the library
//! that was kept ([`opening`]).

mod bytes;
mod folder;
mod importing;
mod letters;
mod opening;
mod picker;

use leptos::prelude::*;
use leptos::task::spawn_local;
use music::is_audio_ending;
use web_sys::{Blob, DataTransfer, DataTransferItemList, File, FileList, FileSystemEntry};

use crate::audio::decode::pause;
use crate::handles::{Handles, of_dropped};
use crate::librarian::Librarian;
use crate::own_catalogue::OwnCatalogue;
use crate::page::{Page, View};
use crate::playlist::Playlist;
use crate::queue::Queue;
use crate::strings;
use crate::tracks::Track;
pub use arrivals::Why;
use arrivals::{Arrival, Arrivals, sort_out};
use folder::{Found, walk};

/// Files that are put into the list at once: some milliseconds of work for the page.
const ADDED_AT_ONCE: usize = 40;

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

    /// Tells how many files were found and how many passed over; which ones, and why, where that is asked for.
    fn tell_of(self, taken: usize, passed_over: &[(String, Why)]) {
        if !passed_over.is_empty() {
            let text = strings::passed_over(taken, passed_over);
            let details = strings::passed_over_by_name(passed_over);
            self.page.notices.tell_in_short(text, strings::WHICH_FILES, details);
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

/// The files of a browser's list.
pub fn listed(files: Option<FileList>) -> Vec<File> {
    let Some(files) = files else { return Vec::new() };
    (0..files.length()).filter_map(|place| files.get(place)).collect()
}
