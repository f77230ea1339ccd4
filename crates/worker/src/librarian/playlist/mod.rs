//! The playlists as they are kept: by the recordings' hashes and Spotify's ids, since numbers hold as long as the page is open.

pub mod book;

use protocol::librarian::{OpenedPlaylist, PlaylistsChange};
use protocol::{LibrarianError, TrackCard, TrackRef};
use serde::{Deserialize, Serialize};

use super::catalogues::Catalogues;
use super::library::Library;
use crate::librarian::informed::informed;
pub use book::Book;
use tracks::Recommender;

/// One entry of the playlist.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Entry {
    /// Hash of a track of the user's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own: Option<String>,
    /// Spotify's id of a track of the catalogue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spotify_id: Option<String>,
    /// What to call it when it is not here any more.
    pub name: String,
}

impl Entry {
    /// Whether both are the same track, whatever it is called.
    fn is_same(&self, other: &Entry) -> bool {
        (&self.own, &self.spotify_id) == (&other.own, &other.spotify_id)
    }
}

/// What the playlist needs to be kept and opened.
pub struct Playlists<'a> {
    /// The user's tracks.
    pub library: &'a Library,
    /// The catalogue.
    pub catalogues: &'a Catalogues,
    /// What lists show of tracks.
    pub recommender: &'a Recommender,
}

impl Playlists<'_> {
    /// The open playlist as it was kept last.
    pub async fn open(&self) -> Result<OpenedPlaylist, LibrarianError> {
        let store = self.library.ready().await;
        let entries: Vec<Entry> = store.playlist().await.unwrap_or_default();
        let book: Book = store.playlist_book().await.unwrap_or_default();
        let opened = self.opened(entries).await?;
        let others = book.others.into_iter().map(|other| other.name).collect();
        Ok(OpenedPlaylist { name: book.name, others, ..opened })
    }

    /// Puts the other playlists of a backup among those that there are, and takes the open one's name over where it has none.
    pub async fn take(&self, from: Book) -> Result<(), LibrarianError> {
        let store = self.library.ready().await;
        let entries: Vec<Entry> = store.playlist().await.unwrap_or_default();
        let book: Book = store.playlist_book().await.unwrap_or_default();
        let joined = book.clone().joined(from);
        if joined != book {
            store.keep_playlists(&entries, &joined).await?;
            self.library.playlist_changed();
        }
        Ok(())
    }

    /// Changes which playlists there are and which is open, and lets the other tabs know.
    pub async fn change(&self, change: PlaylistsChange) -> Result<OpenedPlaylist, LibrarianError> {
        let store = self.library.ready().await;
        let entries: Vec<Entry> = store.playlist().await?;
        let book: Book = store.playlist_book().await?;
        let (book, entries) = book.changed(entries, change);
        store.keep_playlists(&entries, &book).await?;
        self.library.playlist_changed();
        self.open().await
    }

    /// Entries as the page shows them.
    pub async fn opened(&self, entries: Vec<Entry>) -> Result<OpenedPlaylist, LibrarianError> {
        let mut opened = OpenedPlaylist::default();
        if entries.is_empty() {
            return Ok(opened);
        }
        let catalogue = informed(self.recommender, self.catalogues, self.library).await?;
        for entry in entries {
            let own = entry.own.as_ref().and_then(|hash| self.library.with_hash(hash));
            let track = match (own, &entry.spotify_id) {
                (Some(own), _) => Some(TrackRef::Own(own.id)),
                (None, Some(id)) => catalogue.place_of(id).map(|index| TrackRef::Catalogue(index as u32)),
                (None, None) => None,
            };
            match track.and_then(|track| self.recommender.ask(|shelf| catalogue.card(shelf, track))) {
                Some(card) => opened.entries.push(card),
                None => opened.missing.push(entry.name),
            }
        }
        Ok(opened)
    }

    /// Entries as they are kept.
    pub async fn entries(&self, tracks: &[TrackRef]) -> Result<Vec<Entry>, LibrarianError> {
        if tracks.is_empty() {
            return Ok(Vec::new());
        }
        let catalogue = informed(self.recommender, self.catalogues, self.library).await?;
        let entry = |track: &TrackRef| match *track {
            TrackRef::Own(number) => {
                let own = self.library.track_ever(number)?;
                Some(Entry { own: Some(own.hash.clone()), name: own.name.clone(), ..Entry::default() })
            }
            TrackRef::Catalogue(_) => {
                let TrackCard { name, spotify_id, .. } =
                    self.recommender.ask(|shelf| catalogue.card(shelf, *track))?;
                Some(Entry { spotify_id, name, ..Entry::default() })
            }
        };
        Ok(tracks.iter().filter_map(entry).collect())
    }

    /// Keeps the playlist, and lets the other tabs know. What the page did not show, since another catalogue than the one in
    /// use has it, stays in it, unless all was taken out.
    pub async fn keep(&self, tracks: &[TrackRef]) -> Result<(), LibrarianError> {
        let mut entries = self.entries(tracks).await?;
        let store = self.library.ready().await;
        if !entries.is_empty() {
            let catalogue = informed(self.recommender, self.catalogues, self.library).await?;
            let is_elsewhere = |entry: &Entry| {
                let id = entry.spotify_id.as_ref().filter(|_| entry.own.is_none());
                id.is_some_and(|id| catalogue.place_of(id).is_none())
            };
            entries = with_unseen(entries, store.playlist().await.unwrap_or_default(), is_elsewhere);
        }
        store.keep_playlist(&entries).await?;
        self.library.playlist_changed();
        Ok(())
    }
}

/// Entries as they were changed, with those of before that nobody saw: each behind what it stood behind.
fn with_unseen(changed: Vec<Entry>, before: Vec<Entry>, is_unseen: impl Fn(&Entry) -> bool) -> Vec<Entry> {
    let mut entries = changed;
    let mut place = 0;
    for entry in before {
        if is_unseen(&entry) {
            entries.insert(place, entry);
            place += 1;
        } else if let Some(found) = entries.iter().position(|other| other.is_same(&entry)) {
            place = found + 1;
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(ids: &str) -> Vec<Entry> {
        let entry = |id: char| Entry { spotify_id: Some(id.into()), name: id.into(), ..Entry::default() };
        ids.chars().map(entry).collect()
    }

    #[test]
    fn what_was_not_seen_stays_behind_what_it_stood_behind() {
        // Capitals stand for what the catalogue in use does not have.
        let is_unseen = |entry: &Entry| entry.name.chars().all(char::is_uppercase);
        let joined = |changed: &str, before: &str| -> String {
            let joined = with_unseen(entries(changed), entries(before), is_unseen);
            joined.into_iter().map(|entry| entry.name).collect()
        };
        assert_eq!(joined("abx", "aAbB"), "aAbBx");
        assert_eq!(joined("ba", "aAbB"), "bBaA");
        assert_eq!(joined("b", "AaBCb"), "ABCb");
        assert_eq!(joined("ab", "ab"), "ab");
    }
}
