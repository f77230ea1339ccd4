//! Where one of the user's tracks lies amid the catalogue's, and what clusters are like.

use crate::format::Catalogue;
use crate::map::{Map, Plane, UNPLACED};
use crate::shelf::Shelf;
use crate::space::{COORDINATES, Point};
use protocol::{Feature, TrackRef};

/// Neighbours in the catalogue that say where one of the user's tracks lies.
const NEIGHBOURS: usize = 12;

impl Catalogue {
    /// Planes and clusters.
    pub fn map(&self) -> &Map {
        &self.map
    }

    /// Mean of each feature over the tracks of each cluster, in the order of [`Feature::ALL`].
    pub fn cluster_means(&self) -> Vec<[f32; Feature::COUNT]> {
        let mut sums = vec![([0.0f64; Feature::COUNT], 0u32); self.map.clusters.len()];
        for (track, cluster) in self.map.cluster_of.iter().enumerate() {
            let (Some(features), Some((sum, count))) =
                (self.features_of(track), sums.get_mut(usize::from(*cluster)))
            else {
                continue;
            };
            *count += 1;
            for feature in Feature::ALL {
                sum[feature.index()] += f64::from(features.get(feature));
            }
        }
        sums.into_iter().map(|(sum, count)| sum.map(|x| (x / f64::from(count.max(1))) as f32)).collect()
    }

    /// The cluster of a track: of the user's own, that of the nearest centre.
    pub fn cluster_of(&self, shelf: &Shelf, track: TrackRef) -> Option<u8> {
        match track {
            TrackRef::Catalogue(place) => self.map.cluster_of.get(place as usize).copied(),
            TrackRef::Own(id) => self.map.nearest(&shelf.get(id)?.point.coordinates()),
        }
    }

    /// Where a track lies on a plane: one of the user's own, amid its nearest neighbours in the catalogue. `None` where
    /// it has no place there.
    pub fn place_on(&self, plane: Plane, shelf: &Shelf, track: TrackRef) -> Option<[f32; 2]> {
        let places = &self.map.planes[plane as usize];
        match track {
            TrackRef::Catalogue(place) => places
                .get(place as usize)
                .filter(|place| **place != UNPLACED)
                .map(|place| place.map(f32::from)),
            TrackRef::Own(id) => {
                let own = shelf.get(id)?;
                let distances = match plane {
                    Plane::Sound => self.distances(&own.point),
                    Plane::Playlists => {
                        let cosines = self.embedding.cosines(own.vector.as_deref()?);
                        cosines.into_iter().map(|cosine| (2.0 - 2.0 * cosine).max(0.0).sqrt()).collect()
                    }
                };
                amid(places, &distances)
            }
        }
    }

    /// Distance of each track's coordinates.
    fn distances(&self, point: &Point) -> Vec<f32> {
        let from = point.coordinates();
        let squared =
            |to: [f32; COORDINATES]| to.iter().zip(&from).map(|(a, b)| (a - b).powi(2)).sum::<f32>();
        self.points.iter().map(|point| squared(point.coordinates()).sqrt()).collect()
    }
}

/// Mean place of the nearest, each weighing one over its distance. Neighbours that lie apart on the plane would put it
/// where nothing is: those far from the middle one (by medians) do not count.
fn amid(places: &[[u16; 2]], distances: &[f32]) -> Option<[f32; 2]> {
    let mut near: Vec<(f32, [f32; 2])> = distances
        .iter()
        .zip(places)
        .filter(|(_, place)| **place != UNPLACED)
        .map(|(distance, place)| (*distance, place.map(f32::from)))
        .collect();
    let count = NEIGHBOURS.min(near.len());
    if count < near.len() {
        near.select_nth_unstable_by(count, |a, b| a.0.total_cmp(&b.0));
    }
    near.truncate(count);
    near.sort_by(|a, b| a.0.total_cmp(&b.0));
    let median = |axis: usize| {
        let mut values: Vec<f32> = near.iter().map(|(_, place)| place[axis]).collect();
        values.sort_by(f32::total_cmp);
        values.get(values.len() / 2).copied()
    };
    let middle = [median(0)?, median(1)?];
    let off = |place: &[f32; 2]| (place[0] - middle[0]).hypot(place[1] - middle[1]);
    let mut offs: Vec<f32> = near.iter().map(|(_, place)| off(place)).collect();
    offs.sort_by(f32::total_cmp);
    let usual = offs.get(offs.len() / 2).copied()?;
    let (mut sum, mut total) = ([0.0f32; 2], 0.0f32);
    for (distance, place) in near.iter().filter(|(_, place)| off(place) <= 2.0 * usual) {
        let weight = 1.0 / distance.max(1e-3);
        sum = [sum[0] + weight * place[0], sum[1] + weight * place[1]];
        total += weight;
    }
    (total > 0.0).then(|| sum.map(|x| x / total))
}
