//! The catalogue's map for the page: a few cards, and columns of numbers.

use catalogue::{Catalogue, Shelf, map::Plane};
use protocol::map::{CatalogueMap, ClusterCard, ElbowPoint, MapPlace, Merge};
use protocol::{AudioFeatures, Feature, TrackRef};

/// Clusters, how they join, and what other numbers of them would have been worth.
pub fn view(catalogue: &Catalogue, shelf: &Shelf) -> CatalogueMap {
    let map = catalogue.map();
    let mut sizes = vec![0; map.clusters.len()];
    map.cluster_of.iter().for_each(|cluster| sizes[usize::from(*cluster)] += 1);
    let clusters = map.clusters.iter().zip(catalogue.cluster_means()).zip(sizes);
    CatalogueMap {
        tracks: catalogue.len() as u32,
        clusters: clusters
            .map(|((cluster, means), tracks)| {
                let mut features = AudioFeatures::default();
                Feature::ALL.into_iter().zip(means).for_each(|(feature, mean)| features.set(feature, mean));
                let examples = cluster.examples.iter().map(|place| TrackRef::Catalogue(*place));
                ClusterCard {
                    name: cluster.name.clone(),
                    tracks,
                    means: features,
                    examples: examples.filter_map(|track| catalogue.card(shelf, track)).collect(),
                }
            })
            .collect(),
        merges: map
            .merges
            .iter()
            .map(|merge| Merge {
                a: merge.a.into(),
                b: merge.b.into(),
                height: merge.height,
                size: merge.size.into(),
            })
            .collect(),
        elbow: map
            .elbow
            .iter()
            .map(|point| ElbowPoint { k: point.k.into(), wcss: point.wcss, silhouette: point.silhouette })
            .collect(),
    }
}

/// All tracks' features, a column each, in the order of [`Feature::ALL`].
pub fn feature_columns(catalogue: &Catalogue) -> Vec<f32> {
    let all: Vec<AudioFeatures> =
        (0..catalogue.len()).filter_map(|place| Some(catalogue.track(place)?.features)).collect();
    Feature::ALL.iter().flat_map(|feature| all.iter().map(|features| features.get(*feature))).collect()
}

/// Where tracks lie; those that there are not are passed over.
pub fn places(catalogue: &Catalogue, shelf: &Shelf, tracks: &[TrackRef]) -> Vec<MapPlace> {
    let place = |track: &TrackRef| {
        catalogue.card(shelf, *track)?;
        Some(MapPlace {
            track: *track,
            sound: catalogue.place_on(Plane::Sound, shelf, *track),
            playlists: catalogue.place_on(Plane::Playlists, shelf, *track),
            cluster: catalogue.cluster_of(shelf, *track),
        })
    };
    tracks.iter().filter_map(place).collect()
}
