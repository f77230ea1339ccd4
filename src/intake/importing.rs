//! Files that are no audio and tell of tracks: tables, collections, backups, and playlists.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::librarian::{Import, Imported};
use protocol::{ImportError, LibrarianError};
use web_sys::{Blob, File};

use super::{Intake, Why, letters};
use crate::page::put;
use crate::strings;

/// Playlists of a folder that are offered, each in a notice of its own.
const MOST_OFFERED: usize = 4;

impl Intake {
    /// Offers the playlists of a folder: one that is read comes in the place of the one there is, so the user decides.
    pub(super) fn offer_playlists(
        self,
        playlists: Vec<(String, File)>,
        passed_over: &mut Vec<(String, Why)>,
    ) {
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
    pub(super) async fn wait_for_files(self, names: Vec<String>) {
        if names.is_empty() || self.queue.is_idle() {
            return;
        }
        let queue = self.queue;
        let text = strings::waits_for_files(&names);
        let notice = self.page.notices.offer(text, strings::READ_NOW, move || queue.release());
        queue.rests().await;
        self.page.notices.dismiss(notice);
    }

    /// Reads a file that tells of tracks: rows go into the library, a playlist in the place of the one there is.
    pub(super) async fn import(self, name: String, file: Blob) {
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
