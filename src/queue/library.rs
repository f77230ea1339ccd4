//! What the user does to tracks, whether they wait or are in the library.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::TrackChange;
use protocol::analyst::Identify;
use protocol::librarian::{ChangeTracks, RemoveTracks, RestoreTracks};
use web_sys::Blob;

use super::Queue;
use crate::strings;
use crate::tracks::Track;

impl Queue {
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
        self.change_all(vec![(track, change)], |_| {});
    }

    /// Changes what the user may say of tracks, of all or of none; `then` hears whether it is on the device.
    pub fn change_all(self, changes: Vec<(Track, TrackChange)>, then: impl FnOnce(bool) + 'static) {
        let Self { page, librarian, .. } = self;
        let numbered = |(track, change)| Some((page.tracks.number_of(track)?, change));
        let changes = changes.into_iter().filter_map(numbered).collect();
        spawn_local(async move {
            match librarian.ask(ChangeTracks { changes }).await {
                Ok(changed) => {
                    page.tracks.told(changed);
                    then(true);
                }
                Err(error) => {
                    page.notices.warn(strings::not_saved(&error), Vec::new());
                    then(false);
                }
            }
        });
    }

    /// Whether a file is the recording of a track.
    pub async fn is_of(self, file: &Blob, track: Track) -> bool {
        let (path, hash) = track.info.with_untracked(|info| (info.file.clone(), info.hash.clone()));
        let identified = self.worker(0).analyst.call_with(Identify { path }, file.clone()).await;
        identified.is_ok_and(|(identity, ())| [identity.hash, identity.file_hash].contains(&hash))
    }
}
