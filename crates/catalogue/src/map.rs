//! Where tracks lie on two planes, and the clusters they form: computed by `catalogue-builder`, kept in the catalogue's file.

use crate::format::Catalogue;
use crate::shelf::Shelf;
use crate::space::{COORDINATES, Point};
use protocol::{Feature, TrackRef};

/// Number of planes.
pub const PLANES: usize = 2;

/// Neighbours in the catalogue that say where one of the user's tracks lies.
const NEIGHBOURS: usize = 12;

/// A plane: what lies near on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plane {
    /// What sounds alike, by features.
    Sound = 0,
    /// What stands in the same playlists.
    Playlists = 1,
}

impl Plane {
    /// All planes, in the order of the file.
    pub const ALL: [Plane; PLANES] = [Plane::Sound, Plane::Playlists];
}

/// The map of a catalogue; or what is to become one, for rows in the order in which they are given. Empty lists where
/// there is none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Map {
    /// Place of each track on each [`Plane`], x and y, 0…65,535 over the longer side. [`UNPLACED`] where it has none.
    pub planes: [Vec<[u16; 2]>; PLANES],
    /// Number of each track's cluster.
    pub cluster_of: Vec<u8>,
    /// The clusters.
    pub clusters: Vec<Cluster>,
    /// Joins of the clusters by Ward's linkage, lowest first; one fewer than clusters.
    pub merges: Vec<Merge>,
    /// What other numbers of clusters would have been worth.
    pub elbow: Vec<ElbowPoint>,
}

/// Place of a track that is on no plane of a kind: no playlist says anything about it.
pub const UNPLACED: [u16; 2] = [u16::MAX; 2];

/// One cluster of tracks that sound alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// What distinguishes it, in a few words; no two are the same.
    pub name: String,
    /// Its mean, in the coordinates of [`crate::coordinates`].
    pub centre: [f32; COORDINATES],
    /// Well-known tracks near its centre, best known first.
    pub examples: Vec<u32>,
}

/// A join of two groups of clusters. Clusters are numbered from 0; join `i` of `n` clusters makes the group `n + i`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Merge {
    /// One of the groups.
    pub a: u16,
    /// The other one.
    pub b: u16,
    /// Distance at which they are joined, in the clusters' coordinates.
    pub height: f32,
    /// Clusters in the new group.
    pub size: u16,
}

/// What one number of clusters is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ElbowPoint {
    /// Number of clusters.
    pub k: u8,
    /// Sum of the squared distances of all tracks to their clusters' centres.
    pub wcss: f32,
    /// Mean silhouette of a sample, −1…1.
    pub silhouette: f32,
}

impl Map {
    /// The cluster whose centre is nearest to these coordinates; `None` where there is no cluster.
    pub fn nearest(&self, coordinates: &[f32; COORDINATES]) -> Option<u8> {
        let distance = |cluster: &Cluster| -> f32 {
            cluster.centre.iter().zip(coordinates).map(|(a, b)| (a - b).powi(2)).sum()
        };
        let distances = self.clusters.iter().map(distance).zip(0u8..);
        distances.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, cluster)| cluster)
    }
}

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

/// A plane in whole steps: the longer side takes all of them, the shorter one is centred. Places that are `None` are
/// [`UNPLACED`].
pub fn quantise(places: &[Option<[f32; 2]>]) -> Vec<[u16; 2]> {
    // The last step names what has no place.
    const STEPS: f32 = u16::MAX as f32 - 1.0;
    let range = |axis: usize| {
        let values = places.iter().flatten().map(|place| place[axis]);
        values.fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)))
    };
    let ranges = [range(0), range(1)];
    let side = ranges.iter().map(|(low, high)| high - low).fold(f32::MIN_POSITIVE, f32::max);
    let step = |x: f32, (low, high): (f32, f32)| {
        (((x - (low + high) / 2.0) / side + 0.5) * STEPS).round().clamp(0.0, STEPS) as u16
    };
    let place =
        |place: &Option<[f32; 2]>| place.map_or(UNPLACED, |[x, y]| [step(x, ranges[0]), step(y, ranges[1])]);
    places.iter().map(place).collect()
}
