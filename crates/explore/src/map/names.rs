//! The names of tracks on the map: which are worth their room, and how they come to be known.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::TrackRef;
use protocol::recommend::TrackCard;
use std::collections::HashMap;
use ui::words::song;

use super::plane::Plane;
use super::scene::Scene;

/// Most tracks whose names are tried for, and most names that stand on the map at once.
pub const TRIED: usize = 40;
pub const MOST: usize = 22;

/// Magnification from which on the catalogue's tracks are named. Before, they stand too close for a name to be anyone's.
const NAMED_FROM: f32 = 2.0;

/// Most letters of an artist and of a title.
const ARTIST: usize = 22;
const TITLE: usize = 30;

/// Most names that are remembered.
const REMEMBERED: usize = 2000;

/// A name as it stands on the map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Name {
    /// Artist and title.
    pub text: String,
    /// How wide it is, CSS pixels; `None` until it was measured.
    pub width: Option<f32>,
}

/// The names that are known, and the tracks that are to be named.
#[derive(Default)]
pub struct Names {
    known: HashMap<TrackRef, Name>,
    /// Indices of the tracks to name, the most important first.
    pub wanted: Vec<usize>,
}

impl Names {
    /// Remembers what a track is called.
    pub fn learn(&mut self, track: TrackRef, artist: &str, title: &str) {
        let text = song(&shortened(artist, ARTIST), &shortened(title, TITLE));
        if self.known.get(&track).is_some_and(|name| name.text == text) {
            return;
        }
        if self.known.len() >= REMEMBERED {
            // Those of the user's own come but once.
            self.known.retain(|track, _| matches!(track, TrackRef::Own(_)));
        }
        self.known.insert(track, Name { text, width: None });
    }

    /// Remembers what tracks are called.
    pub fn learn_all(&mut self, cards: &[TrackCard]) {
        cards.iter().for_each(|card| self.learn(card.track, &card.artist, &card.name));
    }

    /// What a track is called, if that is known.
    pub fn of(&mut self, track: TrackRef) -> Option<&mut Name> {
        self.known.get_mut(&track)
    }

    fn knows(&self, track: TrackRef) -> bool {
        self.known.contains_key(&track)
    }
}

impl Plane {
    /// Indices of the tracks in view that are worth naming: the user's own, the nearest to the middle first, then the best
    /// known of the catalogue.
    fn worth_naming(&self) -> Vec<usize> {
        let Some(camera) = self.camera else { return Vec::new() };
        let (own, mut others): (Vec<_>, Vec<_>) =
            self.seen().partition(|(index, _)| *index >= self.catalogue);
        let mut named = nearest_first(own);
        named.truncate(TRIED);
        let room = TRIED - named.len();
        if camera.zoom >= NAMED_FROM && room > 0 {
            let fame = |index: usize| self.map.fame.get(index).copied().unwrap_or_default();
            let by_fame = |a: &(usize, f32), b: &(usize, f32)| fame(b.0).cmp(&fame(a.0)).then(a.0.cmp(&b.0));
            if others.len() > room {
                others.select_nth_unstable_by(room, by_fame);
                others.truncate(room);
            }
            others.sort_unstable_by(by_fame);
            named.extend(others.into_iter().map(|(index, _)| index));
        }
        named
    }
}

/// Indices of tracks by their distances from the middle.
pub fn nearest_first(mut seen: Vec<(usize, f32)>) -> Vec<usize> {
    seen.sort_by(|a, b| a.1.total_cmp(&b.1));
    seen.into_iter().map(|(index, _)| index).collect()
}

/// Whenever the user has come to rest, what is worth naming is named.
pub fn keep_named(scene: Scene) {
    scene.at_rest(move |_| {
        let unknown = scene.plane.try_update_value(|plane| {
            plane.names.wanted = plane.worth_naming();
            let tracks = plane.names.wanted.iter().map(|index| plane.reference(*index));
            tracks.filter(|track| !plane.names.knows(*track)).collect::<Vec<_>>()
        });
        scene.draw_soon();
        let Some(unknown) = unknown.filter(|unknown| !unknown.is_empty()) else { return };
        spawn_local(async move {
            let cards = scene.link.cards(unknown).await.unwrap_or_default();
            scene.change(|plane| plane.names.learn_all(&cards));
        });
    });
}

/// The beginning of a text that is too long.
fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most - 1).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    #![allow(clippy::field_reassign_with_default, reason = "some fields are the plane's own")]
    use super::*;
    use crate::map::camera::Camera;
    use protocol::map::CatalogueMap;
    use std::sync::Arc;

    /// A hundred tracks of the catalogue in a row, the last ones the best known, and two of the user's own.
    fn plane(zoom: f32) -> Plane {
        let mut places: Vec<[f32; 2]> = (0..100).map(|index| [index as f32 / 100.0, 0.5]).collect();
        places.extend([[0.3, 0.5], [0.45, 0.5]]);
        let mut plane = Plane::default();
        plane.places = places;
        plane.catalogue = 100;
        plane.own = vec![7, 8];
        plane.map = Arc::new(CatalogueMap { fame: (0..100).collect(), ..CatalogueMap::default() });
        plane.camera = Some(Camera { zoom, ..Camera::whole([1000.0, 1000.0]) });
        plane
    }

    #[test]
    fn one_s_own_are_named_first_then_the_best_known_in_view() {
        let named = plane(2.0).worth_naming();
        assert_eq!(named.len(), TRIED);
        assert_eq!(named[..3], [101, 100, 76], "view ends at 0.5 + 0.5 / (2 × 0.94)");
        assert!(named[2..].windows(2).all(|pair| pair[0] > pair[1]));
    }

    #[test]
    fn from_afar_only_one_s_own_are_named() {
        assert_eq!(plane(1.0).worth_naming(), [101, 100]);
    }

    #[test]
    fn names_are_remembered_once_and_long_ones_cut() {
        let mut names = Names::default();
        names.learn(TrackRef::Own(1), "Björk", "Jóga");
        names.of(TrackRef::Own(1)).unwrap().width = Some(60.0);
        names.learn(TrackRef::Own(1), "Björk", "Jóga");
        assert_eq!(names.of(TrackRef::Own(1)).unwrap().width, Some(60.0), "measured once");
        names.learn(TrackRef::Own(1), "Björk", "Hunter");
        assert_eq!(
            names.of(TrackRef::Own(1)),
            Some(&mut Name { text: "Björk – Hunter".into(), width: None })
        );
        let title = "I Bet You Look Good On The Dancefloor, and on";
        names.learn(TrackRef::Own(2), "", title);
        assert_eq!(names.of(TrackRef::Own(2)).unwrap().text, "I Bet You Look Good On The Da…");
        for number in 0..2 * REMEMBERED as u32 {
            names.learn(TrackRef::Catalogue(number), "A", "B");
        }
        assert!(names.known.len() <= REMEMBERED && names.knows(TrackRef::Own(2)));
    }
}
