//! Playback of the user's own files, on whatever part of the page: a line of tracks that plays through, one going over into
//! the next, and what fits where the line ends.

mod deck;
mod decks;
mod fade;
mod hearing;
mod line;
mod session;
mod upcoming;

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::Decoder;
use web_sys::Blob;
use wire::Client;

use crate::handles::Handles;
use crate::librarian::Librarian;
use crate::page::{Page, put};
use crate::playlist::Playlist;
use crate::queue::{DECODER_NAME, DECODER_SCRIPT};
use crate::settings::Settings;
use crate::strings;
use crate::tracks::{Track, TrackId};
use deck::Deck;
use decks::Decks;
use line::preceding;
pub use line::{Line, Spot};

/// Tracks that are not played again so soon where the music goes on by itself.
const NOT_AGAIN: usize = 30;

/// How far into a track "back" begins it anew rather than going to the one before, seconds.
const BEGUN_S: f64 = 3.0;

/// A track that plays, and where in its line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Playing {
    /// The track.
    pub id: TrackId,
    /// Where in its line.
    pub spot: Spot,
}

/// A track that comes next.
#[derive(Clone, Debug, PartialEq)]
pub struct Upcoming {
    /// The track.
    pub playing: Playing,
    /// Why, where it is not simply next in line.
    pub reason: Option<String>,
}

/// The player; a context of the app. Copies are handles to the same one.
#[derive(Clone, Copy)]
pub struct Player {
    page: Page,
    playlist: Playlist,
    librarian: Librarian,
    handles: Handles,
    settings: Settings,
    /// What plays, or is held.
    pub now: RwSignal<Option<Playing>>,
    /// Whether it sounds.
    pub is_playing: RwSignal<bool>,
    /// Where it is, seconds.
    pub now_s: RwSignal<f64>,
    /// What comes next.
    pub next: RwSignal<Option<Upcoming>>,
    line: RwSignal<Line>,
    decks: StoredValue<Option<Decks>, LocalStorage>,
    past: StoredValue<Vec<TrackId>>,
    is_followed: StoredValue<bool>,
    /// Decodes what the elements misread; started by the first such file.
    decoder: StoredValue<Client<Decoder>, LocalStorage>,
}

impl Player {
    /// A player that plays nothing yet.
    pub fn new(
        page: Page,
        playlist: Playlist,
        librarian: Librarian,
        handles: Handles,
        settings: Settings,
    ) -> Self {
        let player = Self {
            page,
            playlist,
            librarian,
            handles,
            decoder: StoredValue::new_local(Client::new(DECODER_SCRIPT, DECODER_NAME)),
            settings,
            now: RwSignal::new(None),
            is_playing: RwSignal::new(false),
            now_s: RwSignal::new(0.0),
            next: RwSignal::new(None),
            line: RwSignal::new(Line::Alone),
            decks: StoredValue::new_local(None),
            past: StoredValue::new(Vec::new()),
            is_followed: StoredValue::new(false),
        };
        player.keep_next_known();
        player.keep_planned();
        player.keep_to_library();
        session::attend(player);
        player
    }

    /// Plays a track out of a line. Pressed for what plays already, goes on with that.
    pub fn play(self, track: Track, spot: Spot, line: Line) {
        put(self.line, line);
        let playing = Playing { id: track.id, spot };
        if self.now.get_untracked() == Some(playing) {
            return self.resume();
        }
        self.start(playing, 0.0);
    }

    /// Plays the playlist from its beginning.
    pub fn play_playlist(self) {
        put(self.line, Line::Playlist);
        let first = self.stops().into_iter().find(|(_, id)| self.is_playable(*id));
        if let Some((spot, id)) = first {
            self.start(Playing { id, spot }, 0.0);
        }
    }

    /// Goes to a place in a track, seconds, and holds another one for it where that is not what plays.
    pub fn seek(self, track: Track, seconds: f64) {
        let seconds = seconds.clamp(0.0, f64::from(track.info.with_untracked(|info| info.duration_s)));
        if self.plays(track.id) {
            self.end_fade();
            self.on_deck(|deck| deck.seek(seconds));
            self.now_s.set(seconds);
            return;
        }
        let was_playing = self.is_playing.get_untracked();
        put(self.line, Line::Alone);
        if self.load(Playing { id: track.id, spot: Spot::Alone }, seconds) && was_playing {
            self.resume();
        }
    }

    /// Whether this is the track that plays or is held; told anew when that changes.
    pub fn has(self, id: TrackId) -> bool {
        self.now.with(|now| now.is_some_and(|now| now.id == id))
    }

    fn plays(self, id: TrackId) -> bool {
        self.now.with_untracked(|now| now.is_some_and(|now| now.id == id))
    }

    /// The track that plays or is held.
    pub fn track(self) -> Option<Track> {
        self.page.tracks.with_id(self.now.get()?.id)
    }

    /// Plays or stops.
    pub fn toggle(self) {
        if self.is_playing.get_untracked() {
            self.pause();
        } else {
            self.resume();
        }
    }

    /// Goes on.
    pub fn resume(self) {
        self.on_deck(Deck::play);
    }

    /// Stops where it is.
    pub fn pause(self) {
        self.end_fade();
        self.on_deck(Deck::pause);
    }

    /// Goes forth or back, seconds.
    pub fn skip(self, seconds: f64) {
        if let Some(track) = untrack(|| self.track()) {
            self.seek(track, self.now_s.get_untracked() + seconds);
        }
    }

    /// Plays the next track.
    pub fn go_on(self) {
        if let Some(next) = self.next.get_untracked() {
            self.start(next.playing, 0.0);
        }
    }

    /// Plays the track before, or this one anew.
    pub fn go_back(self) {
        let Some(now) = self.now.get_untracked() else { return };
        let before = preceding(&self.stops(), now.spot, |id| self.is_playable(id));
        match before {
            Some((spot, id)) if self.now_s.get_untracked() < BEGUN_S => self.start(Playing { id, spot }, 0.0),
            _ => self.skip(f64::NEG_INFINITY),
        }
    }

    /// Ends playback and puts the player away.
    pub fn close(self) {
        self.decks.update_value(|decks| {
            decks.iter_mut().flat_map(|decks| &mut decks.decks).for_each(Deck::unload);
        });
        self.is_playing.set(false);
        put(self.now, None);
        put(self.next, None);
    }

    fn start(self, playing: Playing, from_s: f64) {
        if self.load(playing, from_s) {
            self.resume();
        }
    }

    /// Takes a track in place of what plays; `false` where its file is not here: it is then asked for, and plays once it is.
    fn load(self, playing: Playing, from_s: f64) -> bool {
        let Some(file) = self.file(playing.id) else {
            spawn_local(self.fetch(playing, from_s));
            return false;
        };
        self.end_fade();
        let is_loaded = self.decks.try_update_value(|decks| {
            if decks.is_none() {
                *decks = Decks::new(self);
            }
            let decks = decks.as_mut()?;
            (decks.plan, decks.settling, decks.is_due, decks.is_mended) = (None, None, false, false);
            decks.decks[1 - decks.active].unload();
            decks.decks[decks.active].load(&file, from_s)
        });
        if is_loaded.flatten().is_none() {
            return false;
        }
        self.now_s.set(from_s);
        self.shown(playing);
        true
    }

    /// Another track is what plays.
    fn shown(self, playing: Playing) {
        self.past.update_value(|past| {
            past.push(playing.id);
            let gone = past.len().saturating_sub(NOT_AGAIN);
            past.drain(..gone);
        });
        put(self.now, Some(playing));
    }

    async fn fetch(self, playing: Playing, from_s: f64) {
        let Some(track) = self.page.tracks.with_id(playing.id) else { return };
        if self.handles.fetch(track).await {
            self.start(playing, from_s);
        } else {
            self.page.notices.tell(strings::NO_FILE.get().into(), Vec::new());
        }
    }

    fn file(self, id: TrackId) -> Option<Blob> {
        self.page.tracks.with_id(id)?.file.get_untracked()
    }

    fn is_playable(self, id: TrackId) -> bool {
        self.page.tracks.has(id)
            && self.page.tracks.with_id(id).is_some_and(|track| self.handles.can_play(track))
    }

    fn on_deck(self, act: impl Fn(&Deck)) {
        self.decks.with_value(|decks| {
            if let Some(decks) = decks {
                act(&decks.decks[decks.active]);
            }
        });
    }
}
