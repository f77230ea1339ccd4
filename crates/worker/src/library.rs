//! The user's own tracks, grouped by themselves: k-means, Ward's linkage, and a plane by t-SNE.

use catalogue::COORDINATES;
use clustering::{ClusteringError, elbow, kmeans::kmeans, tsne, ward::ward};
use protocol::map::{ElbowPoint, Merge, OwnMap};

/// Most clusters that are looked at, starts of each, and their seed.
const MOST_CLUSTERS: usize = 12;
const RESTARTS: usize = 8;
const SEED: u64 = 1;

/// Most tracks whose joins are computed: that takes their square in memory.
const MOST_JOINED: usize = 2000;

/// Shares of the work, as it turns out for some hundred tracks.
const ELBOW_SHARE: f32 = 0.3;

/// Groups tracks into `k` clusters, or as many as the elbow curve has its corner at. `progress` hears the share that is
/// done, 0…1.
///
/// # Errors
/// Where a coordinate is no number.
pub fn group(
    tracks: &[(u32, [f32; COORDINATES])],
    k: Option<usize>,
    mut progress: impl FnMut(f32) + Send,
) -> Result<OwnMap, ClusteringError> {
    let numbers: Vec<u32> = tracks.iter().map(|(number, _)| *number).collect();
    let rows: Vec<[f32; COORDINATES]> = tracks.iter().map(|(_, row)| *row).collect();
    if rows.is_empty() {
        return Ok(OwnMap::default());
    }
    let curve = match rows.len() {
        3.. => elbow::elbow(&rows, 2..=MOST_CLUSTERS, RESTARTS, SEED, |share| progress(ELBOW_SHARE * share))?,
        _ => Vec::new(),
    };
    let k = k.or_else(|| elbow::corner(&curve)).unwrap_or(1).clamp(1, rows.len());
    let clusters = kmeans(&rows, k, RESTARTS, SEED)?;
    let joins = if rows.len() <= MOST_JOINED { Some(ward(&rows)?) } else { None };
    let places = match rows.len() {
        4.. => tsne::tsne(&rows, tsne::Options::default(), |share| {
            progress(ELBOW_SHARE + (1.0 - ELBOW_SHARE) * share);
        })?,
        _ => Vec::new(),
    };
    let merges = joins.iter().flat_map(|joins| joins.merges());
    Ok(OwnMap {
        tracks: numbers,
        places,
        cluster_of: clusters.assignments.iter().map(|cluster| *cluster as u32).collect(),
        merges: merges
            .map(|merge| Merge {
                a: merge.a as u32,
                b: merge.b as u32,
                height: merge.height as f32,
                size: merge.size as u32,
            })
            .collect(),
        leaf_order: joins.iter().flat_map(|joins| joins.leaf_order()).map(|place| place as u32).collect(),
        elbow: curve
            .iter()
            .map(|point| ElbowPoint {
                k: point.k as u32,
                wcss: point.wcss as f32,
                silhouette: point.silhouette as f32,
            })
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_kinds_of_tracks_are_told_apart() {
        let track = |number: u32| {
            let kind = if number % 2 == 0 { -2.0 } else { 2.0 };
            (number, std::array::from_fn(|i| kind + 0.01 * (number as f32 * (i + 1) as f32).sin()))
        };
        let tracks: Vec<_> = (0..24).map(track).collect();
        let mut last = 0.0;
        let map = group(&tracks, Some(2), |share| last = share).unwrap();
        for (number, cluster) in map.tracks.iter().zip(&map.cluster_of) {
            assert_eq!(*cluster == map.cluster_of[0], number % 2 == 0);
        }
        assert_eq!((map.places.len(), map.merges.len(), map.leaf_order.len()), (24, 23, 24));
        assert!(map.places.iter().flatten().all(|x| x.is_finite()));
        assert_eq!(last, 1.0);
    }

    #[test]
    fn few_tracks_are_no_error() {
        for count in 0..6 {
            let tracks: Vec<_> = (0..count).map(|number| (number, [number as f32; COORDINATES])).collect();
            let map = group(&tracks, None, |_| {}).unwrap();
            assert_eq!(map.cluster_of.len(), count as usize);
        }
    }
}
