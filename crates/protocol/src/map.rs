//! The catalogue's map, the user's tracks on it, and groups of tracks.

use crate::recommend::TrackCard;
use music::{AudioFeatures, Feature};
use serde::{Deserialize, Serialize};

/// Every track of the catalogue on two planes, its features, and its cluster. Lists go by the tracks' places in the
/// catalogue.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CatalogueMap {
    /// Places by what sounds alike, x and y, 0…1 over the longer side. `NaN` where there is none.
    pub sound: Vec<[f32; 2]>,
    /// Places by what stands in the same playlists.
    pub playlists: Vec<[f32; 2]>,
    /// Values of each feature, in the order of [`Feature::ALL`].
    pub features: Vec<Vec<f32>>,
    /// In how many playlists each track stands: the best known are named first.
    pub fame: Vec<u32>,
    /// Number of each track's cluster.
    pub cluster_of: Vec<u8>,
    /// The clusters, by their numbers.
    pub clusters: Vec<ClusterCard>,
    /// How clusters join to greater groups (Ward's linkage), lowest first.
    pub merges: Vec<Merge>,
    /// What other numbers of clusters would have been worth.
    pub elbow: Vec<ElbowPoint>,
}

/// A cluster of the catalogue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClusterCard {
    /// What distinguishes it, in a few words.
    pub name: String,
    /// Number of its tracks.
    pub tracks: u32,
    /// Mean of each feature, in the order of [`Feature::ALL`]; that of the key says nothing.
    pub means: [f32; Feature::COUNT],
    /// Well-known tracks near its centre.
    pub examples: Vec<TrackCard>,
}

/// A join of two groups. Single ones are numbered from 0; join `i` of `n` single ones makes the group `n + i`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Merge {
    /// One of the groups.
    pub a: u32,
    /// The other one.
    pub b: u32,
    /// Distance at which they are joined; rises from join to join.
    pub height: f32,
    /// Single ones in the new group.
    pub size: u32,
}

/// What one number of clusters is worth.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ElbowPoint {
    /// Number of clusters.
    pub k: u32,
    /// Sum of the squared distances of all tracks to their clusters' centres.
    pub wcss: f32,
    /// Mean silhouette, −1…1: how well the clusters part.
    pub silhouette: f32,
}

/// One of the user's own tracks amid the catalogue's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnPlace {
    /// Its number.
    pub id: u32,
    /// What the user calls it.
    pub name: String,
    /// Artist; empty where that is not known.
    pub artist: String,
    /// Its features.
    pub features: AudioFeatures,
    /// Words that describe it, most telling first.
    pub tags: Vec<String>,
    /// On the plane of what sounds alike: amid its nearest neighbours. `None` where it has no place.
    pub sound: Option<[f32; 2]>,
    /// On the plane of what stands in the same playlists.
    pub playlists: Option<[f32; 2]>,
    /// Number of the cluster whose centre is nearest.
    pub cluster: Option<u8>,
    /// Its standardised features, as clustering sees them.
    pub coordinates: Vec<f32>,
}

/// Most tracks whose joins are computed: those take the square of their number in time and memory.
pub const MOST_JOINED: usize = 2000;

/// The user's own tracks, grouped by themselves. Lists have one entry a track, in the order in which they were given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Grouping {
    /// Places on a plane, 0…1 over the longer side; empty for fewer than four tracks.
    pub places: Vec<[f32; 2]>,
    /// Number of each track's group.
    pub group_of: Vec<u8>,
    /// How tracks join to greater groups (Ward's linkage), lowest first; empty for more than [`MOST_JOINED`].
    pub merges: Vec<Merge>,
    /// What each number of groups would be worth; empty for fewer than three tracks.
    pub elbow: Vec<ElbowPoint>,
}
