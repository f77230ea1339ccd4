//! Playback of the user's own files, on whatever part of the page: a line of tracks that plays through, one going over into
//! the next, and what fits where the line ends.

mod deck;
mod fade;
mod line;
mod session;

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::librarian::{OpenAnalysis, Recommend};
use protocol::{Decoder, Query, Source, TrackRef};
use std::time::Duration;
use web_sys::Blob;
use wire::Client;

use crate::audio::seekable::{is_misread, playable};
use crate::handles::Handles;
use crate::librarian::Librarian;
use crate::page::{Page, put};
use crate::playlist::Playlist;
use crate::queue::{DECODER_NAME, DECODER_SCRIPT};
use crate::settings::Settings;
use crate::strings;
use crate::tracks::{Track, TrackId};
use deck::{Deck, DeckEvent};
use fade::{Fade, Grid, SURE, settling_rate};
pub use line::{Line, Spot};
use line::{following, preceding};

/// Tracks that are not played again so soon where the music goes on by itself.
const NOT_AGAIN: usize = 30;

/// From how near the end on the next track is started by a clock of its own, seconds: elements tell the time but four times
/// a second.
const NEARLY_OVER_S: f64 = 0.4;

/// How early it is started, seconds: about what an element takes to sound.
const HEAD_START_S: f64 = 0.03;

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

/// The two elements, and how one goes over into the other.
struct Decks {
    decks: [Deck; 2],
    /// The one whose track is shown as playing.
    active: usize,
    /// How the active one is going to end.
    plan: Option<Fade>,
    /// The transition that is heard.
    fading: Option<Fade>,
    /// Speed after a transition, and where it was over, seconds.
    settling: Option<(f64, f64)>,
    /// Whether a clock is set to start the next track.
    is_due: bool,
    /// Whether the active one has been given its file in another form.
    is_mended: bool,
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
        self.page.tracks.with_id(id).is_some_and(|track| self.handles.can_play(track))
    }

    fn on_deck(self, act: impl Fn(&Deck)) {
        self.decks.with_value(|decks| {
            if let Some(decks) = decks {
                act(&decks.decks[decks.active]);
            }
        });
    }
}

/// What comes next.
impl Player {
    /// The line's tracks; those of the catalogue have no file and are left out.
    fn stops(self) -> Vec<(Spot, TrackId)> {
        match self.line.get() {
            Line::Alone => Vec::new(),
            Line::Tracks(ids) => ids.into_iter().enumerate().map(|(row, id)| (Spot::Row(row), id)).collect(),
            Line::Playlist => {
                let own = |entry: crate::playlist::Entry| match entry.card.track {
                    TrackRef::Own(number) => {
                        self.page.tracks.with_number(number).map(|track| (Spot::Entry(entry.key), track.id))
                    }
                    TrackRef::Catalogue(_) => None,
                };
                self.playlist.items().into_iter().filter_map(own).collect()
            }
        }
    }

    /// Looks for the next track whenever the line, what plays, or the wish to go on changes.
    fn keep_next_known(self) {
        Effect::new(move |_| {
            let Some(now) = self.now.get() else { return };
            let in_line = following(&self.stops(), now.spot, |id| self.is_playable(id));
            let is_last = in_line.is_none() && self.settings.autoplay.get();
            let next = in_line.map(|(spot, id)| Upcoming { playing: Playing { id, spot }, reason: None });
            put(self.next, next);
            if is_last {
                self.page.tracks.changes.with(|_| ());
                spawn_local(self.find_fitting(now));
            }
        });
    }

    /// Looks among the user's own tracks for what fits what plays.
    async fn find_fitting(self, now: Playing) {
        let Some(seed) = self.page.tracks.with_id(now.id).and_then(Track::reference_untracked) else {
            return;
        };
        let past = self.past.get_value();
        let away = past.iter().filter_map(|id| self.page.tracks.with_id(*id)?.reference_untracked());
        let query = Query {
            away: away.filter(|track| *track != seed).collect(),
            seeds: vec![seed],
            source: Source::Own,
            artist_cap: 0,
            ..Query::default()
        };
        let Ok(picks) = self.librarian.ask(Recommend { query }).await else { return };
        let fitting = picks.iter().find_map(|pick| {
            let TrackRef::Own(number) = pick.card.track else { return None };
            let track = self.page.tracks.with_number(number)?;
            let is_here = track.file.with_untracked(Option::is_some) && track.id != now.id;
            is_here.then(|| Upcoming {
                playing: Playing { id: track.id, spot: Spot::Alone },
                reason: Some(strings::reason(pick)),
            })
        });
        // Something else may play by now.
        if self.now.get_untracked() == Some(now) && self.next.with_untracked(Option::is_none) {
            put(self.next, fitting);
        }
    }

    /// Plans how what plays goes over into what comes next, and has that at hand.
    fn keep_planned(self) {
        Effect::new(move |_| {
            let next = self.next.get();
            let length_s = f64::from(self.settings.crossfade_s.get());
            let matches_beats = self.settings.matches_beats.get();
            let Some(now) = self.now.get_untracked() else { return };
            self.decks.update_value(|decks| {
                if let Some(decks) = decks.as_mut().filter(|decks| decks.fading.is_none()) {
                    decks.plan = None;
                }
            });
            let Some(next) = next else { return };
            spawn_local(async move {
                let (this, other) = (now.id, next.playing.id);
                let beats = match matches_beats && length_s > 0.0 {
                    true => self.grid(this).await.zip(self.grid(other).await),
                    false => None,
                };
                let is_still = self.now.get_untracked() == Some(now)
                    && self.next.with_untracked(|then| then.as_ref() == Some(&next));
                let track = self.page.tracks.with_id(this);
                let (Some(track), Some(file), true) = (track, self.file(other), is_still) else { return };
                let duration_s = f64::from(track.info.with_untracked(|info| info.duration_s));
                let fade = Fade::plan(duration_s, length_s, beats);
                self.decks.update_value(|decks| {
                    if let Some(decks) = decks.as_mut().filter(|decks| decks.fading.is_none()) {
                        decks.plan =
                            decks.decks[1 - decks.active].load(&file, fade.next_start_s).map(|()| fade);
                    }
                });
            });
        });
    }

    /// A track's beats, where its tempo is sure.
    async fn grid(self, id: TrackId) -> Option<Grid> {
        let track = self.page.tracks.with_id(id)?;
        let TrackRef::Own(number) = track.reference_untracked()? else { return None };
        let (bpm, is_sure) = track.info.with_untracked(|info| {
            (info.features.tempo, info.tempo_lock.is_some() || info.tempo_confidence >= SURE)
        });
        if !is_sure || bpm <= 0.0 {
            return None;
        }
        let analysis = self.librarian.ask(OpenAnalysis { track: number }).await.ok().flatten()?;
        let first_beat_s = f64::from(analysis.tempo.first_beat_s?);
        Some(Grid { bpm: f64::from(bpm), first_beat_s })
    }
}

/// What the elements tell.
impl Player {
    fn hear(self, deck: usize, event: DeckEvent) {
        let is_active =
            self.decks.with_value(|decks| decks.as_ref().is_some_and(|decks| decks.active == deck));
        match event {
            DeckEvent::Turned if is_active => {
                let is_playing = self
                    .decks
                    .with_value(|decks| decks.as_ref().is_some_and(|decks| decks.decks[deck].is_playing()));
                put(self.is_playing, is_playing);
                if is_playing && !self.is_followed.get_value() {
                    self.is_followed.set_value(true);
                    self.follow_frames();
                }
            }
            DeckEvent::Moved if is_active => self.tick(),
            DeckEvent::Ended if is_active => self.ended(),
            DeckEvent::Measured if is_active => self.measured(),
            DeckEvent::Failed if is_active => self.failed(),
            _ => {}
        }
    }

    /// Keeps in step with what is heard, frame by frame, until it pauses.
    fn follow_frames(self) {
        if !self.is_playing.get_untracked() {
            return self.is_followed.set_value(false);
        }
        self.tick();
        request_animation_frame(move || self.follow_frames());
    }

    /// Time has passed.
    fn tick(self) {
        let mut begins = None;
        let position_s = self.decks.try_update_value(|decks| {
            let decks = decks.as_mut()?;
            decks.blend();
            let position_s = decks.decks[decks.active].position_s();
            if let Some(plan) = decks.plan.filter(|_| decks.decks[decks.active].is_playing()) {
                let left_s = plan.start_s - position_s;
                if left_s <= 0.0 {
                    begins = Some(None);
                } else if plan.length_s == 0.0 && left_s < NEARLY_OVER_S && !decks.is_due {
                    decks.is_due = true;
                    begins = Some(Some((left_s - HEAD_START_S).max(0.0)));
                }
            }
            Some(position_s)
        });
        if let Some(position_s) = position_s.flatten() {
            put(self.now_s, position_s);
        }
        match begins {
            Some(None) => self.go_over(),
            Some(Some(wait_s)) => {
                let expected = self.now.get_untracked();
                let due = move || {
                    if self.now.get_untracked() == expected && self.is_playing.get_untracked() {
                        self.go_over();
                    }
                };
                set_timeout(due, Duration::from_secs_f64(wait_s));
            }
            None => {}
        }
    }

    /// Begins the transition to the next track.
    fn go_over(self) {
        let Some(next) = self.next.get_untracked() else { return };
        let has_begun = self.decks.try_update_value(|decks| decks.as_mut()?.go_over());
        if has_begun.flatten().is_some() {
            self.shown(next.playing);
            // The element measured it while another one played.
            self.measured();
        }
    }

    /// The track is over without a transition.
    fn ended(self) {
        match self.next.get_untracked() {
            Some(next) => self.start(next.playing, 0.0),
            None => put(self.is_playing, false),
        }
    }

    /// The element takes the file for longer or shorter than it is, and would jump to the wrong places: it gets the same sound
    /// in a form that it does not misread.
    fn measured(self) {
        let (Some(now), Some(track)) = (self.now.get_untracked(), untrack(|| self.track())) else { return };
        let known_s = f64::from(track.info.with_untracked(|info| info.duration_s));
        let element_s = self.decks.with_value(|decks| {
            let decks = decks.as_ref()?;
            (!decks.is_mended).then(|| decks.decks[decks.active].duration_s())
        });
        let (Some(element_s), Some(file)) = (element_s, self.file(now.id)) else { return };
        if !is_misread(element_s, known_s) {
            return;
        }
        spawn_local(async move {
            let decoder = self.decoder.get_value();
            let Some(playable) = playable(&file, &decoder).await else { return };
            if self.now.get_untracked() != Some(now) {
                return;
            }
            let is_playing = self.is_playing.get_untracked();
            let position_s = self.now_s.get_untracked();
            self.decks.update_value(|decks| {
                if let Some(decks) = decks {
                    decks.is_mended = decks.decks[decks.active].load(&playable, position_s).is_some();
                }
            });
            if is_playing {
                self.resume();
            }
        });
    }

    fn failed(self) {
        let has_nothing = self
            .decks
            .with_value(|decks| decks.as_ref().is_some_and(|decks| decks.decks[decks.active].has_nothing()));
        if !has_nothing {
            return;
        }
        let Some(track) = untrack(|| self.track()) else { return };
        self.page.notices.warn(strings::unplayable(&track.name()), Vec::new());
        put(self.is_playing, false);
        self.go_on();
    }

    /// Ends a transition at once: only the track that is shown sounds.
    fn end_fade(self) {
        self.decks.update_value(|decks| decks.iter_mut().for_each(Decks::end_fade));
    }
}

impl Decks {
    fn new(player: Player) -> Option<Self> {
        let first = Deck::new(move |event| player.hear(0, event))?;
        let second = Deck::new(move |event| player.hear(1, event))?;
        Some(Self {
            decks: [first, second],
            active: 0,
            plan: None,
            fading: None,
            settling: None,
            is_due: false,
            is_mended: false,
        })
    }

    /// Starts the other element as planned, and shows that one from now on.
    fn go_over(&mut self) -> Option<()> {
        let fade = self.plan.take()?;
        self.is_due = false;
        let next = &self.decks[1 - self.active];
        if !next.is_loaded() {
            return None;
        }
        next.set_volume(fade.gains(0.0).1);
        next.set_rate(fade.rate);
        next.play();
        self.active = 1 - self.active;
        (self.fading, self.settling, self.is_mended) = (Some(fade), None, false);
        Some(())
    }

    /// Sets loudness and speed to what the transition has now.
    fn blend(&mut self) {
        let position_s = self.decks[self.active].position_s();
        if let Some(fade) = self.fading {
            let since_s = (position_s - fade.next_start_s) / fade.rate;
            let (out, into) = fade.gains(since_s);
            self.decks[1 - self.active].set_volume(out);
            self.decks[self.active].set_volume(into);
            if since_s >= fade.length_s {
                self.end_fade();
                self.settling = (fade.rate != 1.0).then_some((fade.rate, position_s));
            }
        } else if let Some((rate, from_s)) = self.settling {
            let rate = settling_rate(rate, position_s - from_s);
            self.decks[self.active].set_rate(rate);
            if rate == 1.0 {
                self.settling = None;
            }
        }
    }

    fn end_fade(&mut self) {
        if self.fading.take().is_some() {
            self.decks[1 - self.active].unload();
            self.decks[self.active].set_volume(1.0);
        }
    }
}
