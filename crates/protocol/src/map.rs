//! The map: where tracks lie, and the clusters they form.

use crate::feature::AudioFeatures;
use crate::recommend::{TrackCard, TrackRef};
use serde::{Deserialize, Serialize};

/// Clusters of the catalogue. What there is one of for each track travels beside it: see [`crate::Response::Map`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CatalogueMap {
    /// Number of tracks.
    pub tracks: u32,
    /// The clusters, by their numbers.
    pub clusters: Vec<ClusterCard>,
    /// How clusters join to greater groups.
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
    /// Mean features. Key and mode say nothing: they are those of no track.
    pub means: AudioFeatures,
    /// Well-known tracks near its centre.
    pub examples: Vec<TrackCard>,
}

/// A join of two groups. Single ones (clusters, or tracks) are numbered from 0; join `i` of `n` single ones makes the
/// group `n + i`.
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

/// Where a track lies on the catalogue's map.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct MapPlace {
    /// Which track.
    pub track: TrackRef,
    /// On the plane of what sounds alike, in the plane's steps, 0…65,534; `None` where it has no place.
    pub sound: Option<[f32; 2]>,
    /// On the plane of what stands in the same playlists.
    pub playlists: Option<[f32; 2]>,
    /// Number of its cluster.
    pub cluster: Option<u8>,
}

/// The user's own tracks, grouped by themselves. Every list has one entry a track, in the order of `tracks`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OwnMap {
    /// The tracks' numbers.
    pub tracks: Vec<u32>,
    /// Places on a plane, in no unit; empty for fewer than four tracks.
    pub places: Vec<[f32; 2]>,
    /// Number of each track's cluster.
    pub cluster_of: Vec<u32>,
    /// How tracks join to greater groups.
    pub merges: Vec<Merge>,
    /// Places in `tracks`, in an order in which no two branches cross.
    pub leaf_order: Vec<u32>,
    /// What each number of clusters would be worth; empty for fewer than three tracks.
    pub elbow: Vec<ElbowPoint>,
}
