//! What the page shows: which part of it, and which track. The parts know no more of each other than this.

use leptos::prelude::*;
use protocol::{TrackCard, TrackRef};

use crate::notices::Notices;
use crate::tracks::{TrackId, Tracks};

/// The parts of the page; the address's fragment names the one that is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// One track, and what should play next.
    #[default]
    Listen,
    /// All tracks as a table.
    Table,
    /// The catalogue and the user's tracks on a plane.
    Map,
    /// Groups of tracks that sound alike.
    Groups,
    /// What the model is, and how good.
    About,
}

/// What is shown in the place of one of the user's tracks.
#[derive(Clone, Debug, PartialEq)]
pub enum Guest {
    /// A track of the catalogue.
    Catalogue(Box<TrackCard>),
    /// The whole playlist.
    Playlist,
}

/// What the page shows; a context of the app. Copies are handles to the same.
#[derive(Clone, Copy)]
pub struct Page {
    /// The user's tracks, and which is selected.
    pub tracks: Tracks,
    /// What the user should hear of.
    pub notices: Notices,
    /// The part of the page that is shown.
    pub view: RwSignal<View>,
    /// What is shown instead of the selected track, if anything.
    pub guest: RwSignal<Option<Guest>>,
    /// Whether the playlist is open beside whatever is shown.
    pub is_playlist_open: RwSignal<bool>,
}

impl Page {
    /// An empty page.
    pub fn new() -> Self {
        Self {
            tracks: Tracks::new(),
            notices: Notices::new(),
            view: RwSignal::new(View::default()),
            guest: RwSignal::new(None),
            is_playlist_open: RwSignal::new(false),
        }
    }

    /// Shows a track's detail.
    pub fn show(self, id: TrackId) {
        put(self.guest, None);
        put(self.tracks.selected, Some(id));
        put(self.view, View::Listen);
    }

    /// Shows a track that was recommended or found: one of the user's own, or the catalogue's as a guest.
    pub fn follow(self, card: TrackCard) {
        match card.track {
            TrackRef::Own(number) => {
                if let Some(track) = self.tracks.with_number(number) {
                    self.show(track.id);
                }
            }
            TrackRef::Catalogue(_) => {
                put(self.guest, Some(Guest::Catalogue(Box::new(card))));
                put(self.view, View::Listen);
            }
        }
    }
}

/// Sets a signal. To the value that it has, nobody is notified: what hangs on it is not built anew.
pub fn put<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|before| *before != value) {
        signal.set(value);
    }
}
