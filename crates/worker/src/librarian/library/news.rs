//! What other tabs and the page hear of changes, and what is done when another tab tells of some.

use protocol::{LibraryNews, OwnTrack};

use super::super::tabs::Told;
use super::Library;

impl Library {
    /// Tells the other tabs that the playlist has changed.
    pub fn playlist_changed(&self) {
        self.tell_tabs(&Told::Playlist);
    }

    /// What another tab has done is done here, too, and told to the page.
    pub(super) async fn hear(self, told: Told) {
        match told {
            Told::Changed(hashes) => {
                let read = self.ready().await.tracks_of(&hashes).await.unwrap_or_default();
                let changed = self.take_all(read.into_iter().flatten());
                tell(LibraryNews::Tracks(changed));
            }
            Told::Removed(hashes) => {
                let numbers: Vec<u32> =
                    hashes.iter().filter_map(|hash| Some(self.with_hash(hash)?.id)).collect();
                self.drop_tracks(&numbers);
                tell(LibraryNews::Removed(numbers));
            }
            Told::Renamed { from, to } => {
                if let Some(renamed) = self.rename(&from, &to) {
                    tell(LibraryNews::Tracks(vec![renamed]));
                }
            }
            Told::Playlist => tell(LibraryNews::PlaylistChanged),
        }
    }

    /// Tracks that are on the device now are told to the page and to other tabs.
    pub(super) fn came(&self, kept: &[OwnTrack]) {
        if !kept.is_empty() {
            self.tell_tabs(&Told::Changed(kept.iter().map(|track| track.hash.clone()).collect()));
            tell(LibraryNews::Tracks(self.take_all(kept.iter().cloned())));
        }
    }

    pub(super) fn tell_tabs(&self, told: &Told) {
        if let Some(tabs) = self.0.tabs.get() {
            tabs.tell(told);
        }
    }
}

/// Tells the page, unless there is nothing to tell.
pub(super) fn tell(news: LibraryNews) {
    let is_empty = match &news {
        LibraryNews::Tracks(tracks) => tracks.is_empty(),
        LibraryNews::Removed(numbers) => numbers.is_empty(),
        LibraryNews::PlaylistChanged | LibraryNews::Storage(_) => false,
    };
    if !is_empty {
        wire::tell::<protocol::Librarian>(&news);
    }
}
