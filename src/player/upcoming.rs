//! What comes next: the line as it stands, what fits where it ends, and how one track is going to go over into the other.

use leptos::prelude::*;
use leptos::task::spawn_local;
use music::Grid;
use protocol::librarian::{OpenAnalysis, Recommend};
use protocol::{Query, Source, TrackRef};

use super::fade::{Fade, SURE};
use super::line::following;
use super::{Line, Player, Playing, Spot, Upcoming};
use crate::page::put;
use crate::playlist::Entry;
use crate::strings;
use crate::tracks::{Track, TrackId};

impl Player {
    /// The line's tracks; those of the catalogue have no file and are left out.
    pub(super) fn stops(self) -> Vec<(Spot, TrackId)> {
        match self.line.get() {
            Line::Alone => Vec::new(),
            Line::Tracks(ids) => ids.into_iter().enumerate().map(|(row, id)| (Spot::Row(row), id)).collect(),
            Line::Playlist => {
                let own = |entry: Entry| match entry.card.track {
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
    pub(super) fn keep_next_known(self) {
        Effect::new(move |_| {
            let Some(now) = self.now.get() else { return };
            // What is taken out is not next any more.
            self.page.tracks.changes.with(|_| ());
            let in_line = following(&self.stops(), now.spot, |id| self.is_playable(id));
            let is_last = in_line.is_none() && self.settings.autoplay.get();
            let next = in_line.map(|(spot, id)| Upcoming { playing: Playing { id, spot }, reason: None });
            put(self.next, next);
            if is_last {
                spawn_local(self.find_fitting(now));
            }
        });
    }

    /// Where the track that plays is taken out of the library, goes on to the next, or ends where there is none.
    pub(super) fn keep_to_library(self) {
        Effect::new(move |_| {
            self.page.tracks.changes.with(|_| ());
            let is_gone = |now: Playing| !self.page.tracks.has(now.id);
            if !self.now.get_untracked().is_some_and(is_gone) {
                return;
            }
            match self.next.get_untracked().filter(|next| !is_gone(next.playing)) {
                Some(_) if self.is_playing.get_untracked() => self.go_on(),
                _ => self.close(),
            }
        });
    }

    /// Looks among the user's own tracks for what fits what plays.
    pub(super) async fn find_fitting(self, now: Playing) {
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
    pub(super) fn keep_planned(self) {
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
            // Planned anew where the user corrects tempo or beats of one of the two.
            for id in [now.id, next.playing.id] {
                self.page.tracks.with_id(id).into_iter().for_each(|track| track.info.with(|_| ()));
            }
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
    pub(super) async fn grid(self, id: TrackId) -> Option<Grid> {
        let track = self.page.tracks.with_id(id)?;
        let TrackRef::Own(number) = track.reference_untracked()? else { return None };
        let (is_sure, told) = track.info.with_untracked(|info| (info.is_tempo_sure(SURE), info.grid(None)));
        if !is_sure || told.is_some() {
            return told.filter(|_| is_sure);
        }
        let analysis = self.librarian.ask(OpenAnalysis { track: number }).await.ok().flatten()?;
        track.info.with_untracked(|info| info.grid(analysis.tempo.first_beat_s))
    }
}
