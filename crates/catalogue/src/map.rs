//! Where tracks lie on two planes, and the clusters they form: computed by `catalogue-builder`, kept in the catalogue's file.

use crate::space::COORDINATES;
pub use protocol::map::{ElbowPoint, Merge};

/// Number of planes.
pub const PLANES: usize = 2;

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
