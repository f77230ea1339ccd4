//! The user's own tracks, as candidates and as seeds.

use crate::format::Catalogue;
use crate::space::{COORDINATES, Point};
use protocol::{OwnTrack, TrackCard, TrackRef};
use std::collections::BTreeMap;

/// The user's tracks that are known to the engine, by their numbers.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    tracks: BTreeMap<u32, Own>,
}

/// One of the user's tracks with its places.
#[derive(Clone, Debug)]
pub(crate) struct Own {
    pub(crate) track: OwnTrack,
    pub(crate) point: Point,
    /// Unit vector among playlists, as the network for unknown tracks places it.
    pub(crate) vector: Option<Vec<f32>>,
}

impl Shelf {
    /// Takes a track in, or puts it in the place of the one with its number. `vector` is where it lies among the
    /// catalogue's playlists; `None` where that is not known.
    pub fn put(&mut self, catalogue: &Catalogue, track: OwnTrack, vector: Option<Vec<f32>>) {
        let point = catalogue.space.point(&track.features);
        let vector = vector.filter(|vector| vector.len() == catalogue.embedding.dims()).map(|mut vector| {
            crate::embedding::normalise(&mut vector);
            vector
        });
        self.tracks.insert(track.id, Own { track, point, vector });
    }

    /// Forgets a track.
    pub fn remove(&mut self, id: u32) {
        self.tracks.remove(&id);
    }

    /// What is known of a track of the user's.
    pub fn track(&self, id: u32) -> Option<&OwnTrack> {
        self.tracks.get(&id).map(|own| &own.track)
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
    pub(crate) fn card(&self) -> TrackCard {
        TrackCard {
            track: TrackRef::Own(self.track.id),
            name: self.track.name.clone(),
            artist: self.track.artist.clone(),
            spotify_id: None,
            duration_s: self.track.duration_s,
            features: self.track.features,
            tags: self.track.tags.clone(),
            playlists: None,
        }
    }
}

impl Catalogue {
    /// What the page shows of a track; `None` where there is no such track.
    pub fn card(&self, shelf: &Shelf, track: TrackRef) -> Option<TrackCard> {
        match track {
            TrackRef::Own(id) => shelf.get(id).map(Own::card),
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
                })
            }
        }
    }

    pub(crate) fn point_of(&self, shelf: &Shelf, track: TrackRef) -> Option<Point> {
        match track {
            TrackRef::Own(id) => shelf.get(id).map(|own| own.point),
            TrackRef::Catalogue(place) => self.points.get(place as usize).copied(),
        }
    }

    pub(crate) fn vector_of(&self, shelf: &Shelf, track: TrackRef) -> Option<Vec<f32>> {
        match track {
            TrackRef::Own(id) => shelf.get(id)?.vector.clone(),
            TrackRef::Catalogue(place) => self.embedding.unit(place as usize),
        }
    }
}
