//! The user's own tracks, as candidates and as seeds.

use crate::embedding::normalise;
use crate::format::Catalogue;
use crate::known::Known;
use crate::space::{COORDINATES, Point};
use protocol::{KnownSong, OwnTrack, TrackCard, TrackRef};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The user's tracks that are known to the engine, by their numbers.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    tracks: BTreeMap<u32, Own>,
}

/// One of the user's tracks with its places.
#[derive(Clone, Debug)]
pub(crate) struct Own {
    pub(crate) track: Arc<OwnTrack>,
    pub(crate) point: Point,
    /// Unit vector among playlists, as the network for unknown tracks places it.
    pub(crate) vector: Option<Vec<f32>>,
    /// The song of the catalogue that its names say it is.
    known: Option<Known>,
    is_refused: bool,
    /// Places in the catalogue of that song in any version.
    pub(crate) kin: Vec<u32>,
}

/// How much of the usual direction is taken out of a predicted one. The less a track tells of its place, the nearer to all
/// music it is predicted, and the same few hits would be recommended after everything. Chosen on the songs of
/// `catalogue-builder recommend-eval --uploads`: without it one track stands in .28 of their first fives, with it in .19, and as much
/// is found from one song, more from five.
const USUAL_SHARE: f32 = 0.5;

/// A unit vector in the direction of `vector` less what all music has in common.
fn away_from_the_usual(mut vector: Vec<f32>, usual: &[f32]) -> Vec<f32> {
    normalise(&mut vector);
    vector.iter_mut().zip(usual).for_each(|(x, usual)| *x -= USUAL_SHARE * usual);
    normalise(&mut vector);
    vector
}

impl Shelf {
    /// Takes a track in, or puts it in the place of the one with its number. `vector` is where it lies among the
    /// catalogue's playlists; `None` where that is not known.
    pub fn put(&mut self, catalogue: &Catalogue, track: impl Into<Arc<OwnTrack>>, vector: Option<Vec<f32>>) {
        let track = track.into();
        let point = catalogue.space.point(&track.features);
        let vector = vector
            .filter(|vector| vector.len() == catalogue.embedding.dims())
            .map(|vector| away_from_the_usual(vector, &catalogue.usual_place));
        let own = Own { track, point, vector, known: None, is_refused: false, kin: Vec::new() };
        self.tracks.insert(own.track.id, own);
    }

    /// Says which song of the catalogue a track of the shelf is, and where the catalogue has that song in any version.
    /// Where the user has refused it, the track stays unknown.
    pub fn recognise(&mut self, catalogue: &Catalogue, id: u32, known: Option<Known>, kin: Vec<u32>) {
        let Some(own) = self.tracks.get_mut(&id) else { return };
        let song = known.and_then(|known| catalogue.track(known.place as usize));
        own.is_refused = song.is_some_and(|song| own.track.refused_song == Some(song.spotify_id));
        own.known = known;
        own.kin = if own.is_refused { Vec::new() } else { kin };
    }

    /// Forgets a track.
    pub fn remove(&mut self, id: u32) {
        self.tracks.remove(&id);
    }

    /// What is known of a track of the user's.
    pub fn track(&self, id: u32) -> Option<&OwnTrack> {
        self.tracks.get(&id).map(|own| &*own.track)
    }

    /// Number and coordinates of every track.
    pub fn coordinates(&self) -> Vec<(u32, [f32; COORDINATES])> {
        self.tracks.iter().map(|(number, own)| (*number, own.point.coordinates())).collect()
    }

    pub(crate) fn get(&self, id: u32) -> Option<&Own> {
        self.tracks.get(&id)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Own> {
        self.tracks.values()
    }
}

impl Own {
    /// The song of the catalogue that it is, in this or another version.
    pub(crate) fn known(&self) -> Option<Known> {
        self.known.filter(|_| !self.is_refused)
    }

    fn song(&self, catalogue: &Catalogue) -> Option<KnownSong> {
        let known = self.known?;
        let song = catalogue.track(known.place as usize)?;
        Some(KnownSong {
            name: song.name.to_owned(),
            artist: song.artist.to_owned(),
            spotify_id: song.spotify_id,
            is_version: known.is_version,
            is_refused: self.is_refused,
        })
    }

    fn card(&self, catalogue: &Catalogue) -> TrackCard {
        TrackCard {
            track: TrackRef::Own(self.track.id),
            name: self.track.name.clone(),
            artist: self.track.artist.clone(),
            spotify_id: None,
            duration_s: self.track.duration_s,
            features: self.track.features,
            tags: self.track.tags.clone(),
            playlists: None,
            song: self.song(catalogue),
        }
    }
}

impl Catalogue {
    /// What the page shows of a track; `None` where there is no such track.
    pub fn card(&self, shelf: &Shelf, track: TrackRef) -> Option<TrackCard> {
        match track {
            TrackRef::Own(id) => shelf.get(id).map(|own| own.card(self)),
            TrackRef::Catalogue(place) => {
                let index = place as usize;
                let stored = self.track(index)?;
                Some(TrackCard {
                    track,
                    name: stored.name.to_owned(),
                    artist: stored.artist.to_owned(),
                    spotify_id: Some(stored.spotify_id),
                    duration_s: stored.duration_s,
                    features: stored.features,
                    tags: self.tags.names_of(index).map(str::to_owned).collect(),
                    playlists: Some(self.memberships.count(index)),
                    song: None,
                })
            }
        }
    }

    /// What playlists know a track as: one of the user's own that is a song of the catalogue stands in for that song.
    pub(crate) fn standing(&self, shelf: &Shelf, track: TrackRef) -> TrackRef {
        let known = match track {
            TrackRef::Own(id) => shelf.get(id).and_then(Own::known),
            TrackRef::Catalogue(_) => None,
        };
        known.filter(|known| !known.is_version).map_or(track, |known| TrackRef::Catalogue(known.place))
    }

    pub(crate) fn point_of(&self, shelf: &Shelf, track: TrackRef) -> Option<Point> {
        match track {
            TrackRef::Own(id) => shelf.get(id).map(|own| own.point),
            TrackRef::Catalogue(place) => self.points.get(place as usize).copied(),
        }
    }

    pub(crate) fn vector_of(&self, shelf: &Shelf, track: TrackRef) -> Option<Vec<f32>> {
        match track {
            TrackRef::Own(id) => {
                let own = shelf.get(id)?;
                let of_song = own.known().and_then(|known| self.embedding.unit(known.place as usize));
                of_song.or_else(|| own.vector.clone())
            }
            TrackRef::Catalogue(place) => self.embedding.unit(place as usize),
        }
    }
}
