//! What the elements tell of themselves, and what follows from it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

use super::Player;
use super::deck::DeckEvent;
use super::decks::Decks;
use crate::audio::seekable::{is_misread, playable};
use crate::page::put;
use crate::strings;

/// From how near the end on the next track is started by a clock of its own, seconds: elements tell the time but four times
/// a second.
const NEARLY_OVER_S: f64 = 0.4;

/// How early it is started, seconds: about what an element takes to sound.
const HEAD_START_S: f64 = 0.03;

impl Player {
    pub(super) fn hear(self, deck: usize, event: DeckEvent) {
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
    pub(super) fn follow_frames(self) {
        if !self.is_playing.get_untracked() {
            return self.is_followed.set_value(false);
        }
        self.tick();
        request_animation_frame(move || self.follow_frames());
    }

    /// Time has passed.
    pub(super) fn tick(self) {
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
    pub(super) fn go_over(self) {
        let Some(next) = self.next.get_untracked() else { return };
        let has_begun = self.decks.try_update_value(|decks| decks.as_mut()?.go_over());
        if has_begun.flatten().is_some() {
            self.shown(next.playing);
            // The element measured it while another one played.
            self.measured();
        }
    }

    /// The track is over without a transition.
    pub(super) fn ended(self) {
        match self.next.get_untracked() {
            Some(next) => self.start(next.playing, 0.0),
            None => put(self.is_playing, false),
        }
    }

    /// The element takes the file for longer or shorter than it is, and would jump to the wrong places: it gets the same sound
    /// in a form that it does not misread.
    pub(super) fn measured(self) {
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

    pub(super) fn failed(self) {
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
    pub(super) fn end_fade(self) {
        self.decks.update_value(|decks| decks.iter_mut().for_each(Decks::end_fade));
    }
}
