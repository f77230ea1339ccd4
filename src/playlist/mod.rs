//! The playlist that the user puts together: seeds and picks in an order, kept on the device with every change.

mod draft;

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::librarian::{ChangePlaylists, KeepPlaylist, OpenPlaylist, PlaylistsChange};
use protocol::{AudioFeatures, LibrarianError, TrackCard, TrackRef};
use std::collections::HashMap;

use crate::audio::decode::pause;
use crate::librarian::Librarian;
use crate::notices::Notices;
use crate::page::put;
use crate::strings;
use draft::Draft;

/// One entry: a track may stand in the playlist more than once.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Tells entries apart, those of the same track included.
    pub key: u32,
    /// The track.
    pub card: TrackCard,
}

/// The playlist; a context of the app. Copies are handles to the same one.
#[derive(Clone, Copy)]
pub struct Playlist {
    draft: RwSignal<Draft<Entry>>,
    /// Its name; empty as long as it was given none.
    pub name: RwSignal<String>,
    /// Names of the other playlists.
    pub others: RwSignal<Vec<String>>,
    next_key: StoredValue<u32>,
    librarian: Librarian,
    notices: Notices,
    /// What is on the device, as far as this tab knows; `None` until the playlist has been opened.
    kept: StoredValue<Option<Vec<TrackRef>>>,
    is_keeping: StoredValue<bool>,
}

impl Playlist {
    /// Nothing yet.
    pub fn new(librarian: Librarian, notices: Notices) -> Self {
        Self {
            draft: RwSignal::new(Draft::default()),
            name: RwSignal::new(String::new()),
            others: RwSignal::new(Vec::new()),
            next_key: StoredValue::new(0),
            librarian,
            notices,
            kept: StoredValue::new(None),
            is_keeping: StoredValue::new(false),
        }
    }

    /// Brings back what was kept, before what has been added meanwhile.
    pub async fn open(self) {
        if let Ok(opened) = self.librarian.ask(OpenPlaylist {}).await {
            let added = self.draft.with_untracked(|draft| draft.items().to_vec());
            self.show_names(opened.name.clone(), opened.others.clone());
            self.kept.set_value(Some(opened.entries.iter().map(|card| card.track).collect()));
            if !opened.missing.is_empty() {
                self.notices.tell(strings::playlist_lacks(), strings::missing(&opened.missing));
            }
            let entries: Vec<Entry> = self.entries(opened.entries).into_iter().chain(added).collect();
            if !entries.is_empty() {
                self.draft.set(Draft::of(entries));
            }
            self.keep();
        }
    }

    /// Shows the playlist as another tab has left it. It can be undone.
    pub async fn open_anew(self) {
        let Ok(opened) = self.librarian.ask(OpenPlaylist {}).await else { return };
        self.show_names(opened.name.clone(), opened.others.clone());
        let tracks: Vec<TrackRef> = opened.entries.iter().map(|card| card.track).collect();
        self.kept.set_value(Some(tracks.clone()));
        if self.tracks_untracked() != tracks {
            let entries = self.entries(opened.entries);
            self.draft.update(|draft| draft.replace(entries));
        }
    }

    /// Begins, opens, renames or deletes playlists. What is undone belongs to one playlist.
    pub fn change_playlists(self, change: PlaylistsChange) {
        spawn_local(async move {
            // What was changed last belongs to the playlist that is open now: it is kept first, and nothing meanwhile.
            while self.is_keeping.get_value() {
                pause().await;
            }
            self.is_keeping.set_value(true);
            if let Err(error) = self.changed_playlists(change).await {
                self.notices.warn(strings::librarian_error(&error), Vec::new());
            }
            self.is_keeping.set_value(false);
            self.keep();
        });
    }

    async fn changed_playlists(self, change: PlaylistsChange) -> Result<(), LibrarianError> {
        let is_renamed = matches!(change, PlaylistsChange::Rename(_));
        self.librarian.ask(KeepPlaylist { tracks: self.tracks_untracked() }).await?;
        let opened = self.librarian.ask(ChangePlaylists { change }).await?;
        self.show_names(opened.name, opened.others);
        if is_renamed {
            return Ok(());
        }
        self.kept.set_value(Some(opened.entries.iter().map(|card| card.track).collect()));
        self.draft.set(Draft::of(self.entries(opened.entries)));
        if !opened.missing.is_empty() {
            self.notices.tell(strings::playlist_lacks(), strings::missing(&opened.missing));
        }
        Ok(())
    }

    /// Shows which playlists there are: a backup may have brought some.
    pub async fn refresh_names(self) {
        if let Ok(opened) = self.librarian.ask(OpenPlaylist {}).await {
            self.show_names(opened.name, opened.others);
        }
    }

    fn show_names(self, name: String, others: Vec<String>) {
        put(self.name, name);
        put(self.others, others);
    }

    /// Adds a track at the end, and says so.
    pub fn add(self, card: TrackCard) {
        self.notices.say(strings::added(&card.name));
        self.add_all(vec![card]);
    }

    /// Adds tracks at the end.
    pub fn add_all(self, cards: Vec<TrackCard>) {
        let mut entries = self.draft.with_untracked(|draft| draft.items().to_vec());
        entries.extend(self.entries(cards));
        self.change(|draft| draft.replace(entries));
    }

    /// Puts other tracks in the place of all.
    pub fn replace(self, cards: Vec<TrackCard>) {
        let entries = self.entries(cards);
        self.change(|draft| draft.replace(entries));
    }

    /// Puts its tracks into another order, and says so.
    pub fn order(self, cards: Vec<TrackCard>) {
        self.notices.say(strings::ordered(cards.len()));
        self.replace(cards);
    }

    /// Takes an entry out.
    pub fn remove(self, index: usize) {
        self.change(|draft| draft.remove(index));
    }

    /// Moves an entry to another index, those between closing up.
    pub fn shift(self, from: usize, to: usize) {
        self.change(|draft| draft.shift(from, to));
    }

    /// Takes the last change back.
    pub fn undo(self) {
        self.change(Draft::undo);
    }

    /// Whether something can be undone.
    pub fn has_past(self) -> bool {
        self.draft.with(Draft::has_past)
    }

    /// The entries, in order.
    pub fn items(self) -> Vec<Entry> {
        self.draft.with(|draft| draft.items().to_vec())
    }

    /// Number of entries.
    pub fn len(self) -> usize {
        self.draft.with(|draft| draft.items().len())
    }

    /// The same, for who does not care when that changes.
    pub fn len_untracked(self) -> usize {
        self.draft.with_untracked(|draft| draft.items().len())
    }

    /// The first entries, in order.
    pub fn first(self, count: usize) -> Vec<Entry> {
        self.draft.with(|draft| draft.items().iter().take(count).cloned().collect())
    }

    /// The tracks, in order.
    pub fn tracks(self) -> Vec<TrackRef> {
        self.draft.with(|draft| draft.items().iter().map(|entry| entry.card.track).collect())
    }

    /// Length of all, seconds.
    pub fn seconds(self) -> f64 {
        self.draft.with(|draft| draft.items().iter().map(|entry| f64::from(entry.card.duration_s)).sum())
    }

    /// Indices of the entries, by their keys.
    pub fn indices(self) -> HashMap<u32, usize> {
        self.draft.with(|draft| (0..).zip(draft.items()).map(|(index, entry)| (entry.key, index)).collect())
    }

    /// What the entry at an index sounds like.
    pub fn features_at(self, index: usize) -> Option<AudioFeatures> {
        self.draft.with(|draft| draft.items().get(index).map(|entry| entry.card.features))
    }

    fn change(self, change: impl FnOnce(&mut Draft<Entry>)) {
        self.draft.update(change);
        self.keep();
    }

    fn entries(self, cards: Vec<TrackCard>) -> Vec<Entry> {
        let first = self.next_key.get_value();
        self.next_key.set_value(first + cards.len() as u32);
        (first..).zip(cards).map(|(key, card)| Entry { key, card }).collect()
    }

    fn tracks_untracked(self) -> Vec<TrackRef> {
        self.draft.with_untracked(|draft| draft.items().iter().map(|entry| entry.card.track).collect())
    }

    /// Has the playlist kept, unless it is. While it is being kept, later changes wait, and the last one counts.
    fn keep(self) {
        let is_open = self.kept.with_value(Option::is_some);
        if !is_open || self.is_keeping.get_value() {
            return;
        }
        self.is_keeping.set_value(true);
        spawn_local(async move {
            loop {
                let tracks = self.tracks_untracked();
                if self.kept.with_value(|kept| kept.as_ref() == Some(&tracks)) {
                    break;
                }
                let outcome = self.librarian.ask(KeepPlaylist { tracks: tracks.clone() }).await;
                // What could not be kept is tried again with the next change.
                self.kept.set_value(Some(tracks));
                if let Err(error) = outcome {
                    self.notices.warn(strings::not_saved(&error), Vec::new());
                    break;
                }
            }
            self.is_keeping.set_value(false);
        });
    }
}
