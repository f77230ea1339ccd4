//! Tracks grouped by themselves: k-means, Ward's linkage, and a plane by t-SNE.

use clustering::{ClusteringError, elbow, kmeans::kmeans, tsne, ward::ward};
use protocol::map::{ElbowPoint, Grouping, MOST_JOINED, Merge};

/// Most groups that are looked at, starts of each, and their seed.
const MOST_GROUPS: usize = 12;
const RESTARTS: usize = 8;
const SEED: u64 = 1;

/// Share of the elbow curve in the work, as it turns out for some hundred tracks; the plane takes nearly all others.
const ELBOW_SHARE: f32 = 0.3;

/// Groups rows into as many groups as the elbow curve has its corner at. `progress` hears the share that is done, 0…1.
///
/// # Errors
/// Where a row holds a value that is not finite, or they are not of one length.
pub fn group(rows: &[Vec<f32>], mut progress: impl FnMut(f32) + Send) -> Result<Grouping, ClusteringError> {
    if rows.is_empty() {
        return Ok(Grouping::default());
    }
    let curve = match rows.len() {
        3.. => elbow::elbow(rows, 2..=MOST_GROUPS, RESTARTS, SEED, |share| progress(ELBOW_SHARE * share))?,
        _ => Vec::new(),
    };
    let k = elbow::corner(&curve).unwrap_or(1).clamp(1, rows.len());
    let groups = kmeans(rows, k, RESTARTS, SEED)?;
    let joins = if rows.len() <= MOST_JOINED { Some(ward(rows)?) } else { None };
    let places = match rows.len() {
        4.. => tsne::tsne(rows, tsne::Options::default(), |share| {
            progress(ELBOW_SHARE + (1.0 - ELBOW_SHARE) * share);
        })?,
        _ => Vec::new(),
    };
    let merge = |merge: &clustering::ward::Merge| Merge {
        a: merge.a as u32,
        b: merge.b as u32,
        height: merge.height as f32,
        size: merge.size as u32,
    };
    let point = |point: &elbow::Point| ElbowPoint {
        k: point.k as u32,
        wcss: point.wcss as f32,
        silhouette: point.silhouette as f32,
    };
    Ok(Grouping {
        places: fitted(&places),
        group_of: groups.assignments.iter().map(|group| *group as u8).collect(),
        merges: joins.iter().flat_map(|joins| joins.merges()).map(merge).collect(),
        elbow: curve.iter().map(point).collect(),
    })
}

/// Places within 0…1 over the longer side, as those of the catalogue are.
fn fitted(places: &[[f32; 2]]) -> Vec<[f32; 2]> {
    let edge = |axis: usize, pick: fn(f32, f32) -> f32, from: f32| {
        places.iter().map(|place| place[axis]).fold(from, pick)
    };
    let low = [0, 1].map(|axis| edge(axis, f32::min, f32::INFINITY));
    let high = [0, 1].map(|axis| edge(axis, f32::max, f32::NEG_INFINITY));
    let side = (high[0] - low[0]).max(high[1] - low[1]).max(f32::MIN_POSITIVE);
    places.iter().map(|place| [0, 1].map(|axis| (place[axis] - low[axis]) / side)).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn two_kinds_of_tracks_are_told_apart() {
        let row = |number: u32| {
            let kind = if number.is_multiple_of(2) { -2.0 } else { 2.0 };
            (0..13).map(|i| kind + 0.01 * (number as f32 * (i + 1) as f32).sin()).collect::<Vec<f32>>()
        };
        let rows: Vec<_> = (0..24).map(row).collect();
        let mut last = 0.0;
        let grouping = group(&rows, |share| last = share).unwrap();
        for (number, group) in grouping.group_of.iter().enumerate() {
            let others = grouping.group_of.iter().skip(number % 2).step_by(2);
            assert!(number % 2 == 0 || others.clone().all(|other| *other != grouping.group_of[0]));
            assert!(grouping.group_of.iter().any(|other| other == group));
        }
        assert_eq!((grouping.places.len(), grouping.merges.len()), (24, 23));
        assert!(grouping.places.iter().flatten().all(|x| (0.0..=1.0).contains(x)));
        assert_eq!(last, 1.0);
    }

    #[test]
    fn few_tracks_and_equal_ones_are_no_error() {
        for count in 0..6 {
            let rows: Vec<_> = (0..count).map(|number| vec![number as f32; 13]).collect();
            assert_eq!(group(&rows, |_| {}).unwrap().group_of.len(), count);
        }
        let grouping = group(&vec![vec![1.0; 13]; 9], |_| {}).unwrap();
        assert!(grouping.places.iter().flatten().all(|x| x.is_finite()));
    }
}
