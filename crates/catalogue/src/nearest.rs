//! The search for the nearest tracks: over all of them, since 39,265 take a millisecond or two.

use crate::format::Catalogue;
use crate::space::{contributions, distance};
use crate::title;
use protocol::{AudioFeatures, Feature, Neighbour};
use std::collections::HashSet;

/// How many features are named as the reason for a neighbour.
const REASONS: usize = 3;

impl Catalogue {
    /// The `limit` tracks nearest to these features, nearest first, no artist twice and no song twice;
    /// ties in the order of the catalogue.
    pub fn nearest(&self, features: &AudioFeatures, limit: usize) -> Vec<Neighbour> {
        let query = self.space.point(features);
        let mut usual = [0.0f32; Feature::COUNT];
        let mut ranked: Vec<(f32, u32)> = (0u32..)
            .zip(&self.points)
            .map(|(index, point)| {
                let parts = contributions(&query, point);
                for (sum, part) in usual.iter_mut().zip(parts) {
                    *sum += part;
                }
                (distance(&parts), index)
            })
            .collect();
        let count = ranked.len().max(1) as f32;
        let usual = usual.map(|sum| sum / count);
        ranked.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));

        let (mut artists, mut titles) = (HashSet::new(), HashSet::new());
        ranked
            .into_iter()
            .map(|(distance, index)| (distance, index as usize))
            .filter(|(_, index)| {
                let new_title = self.track(*index).is_some_and(|track| titles.insert(title::key(track.name)));
                new_title && self.artist_of(*index).is_some_and(|artist| artists.insert(artist))
            })
            .take(limit)
            .filter_map(|(distance, index)| {
                let parts = contributions(&query, self.points.get(index)?);
                self.neighbour(index, distance, closest(&parts, &usual))
            })
            .collect()
    }

    fn neighbour(&self, index: usize, distance: f32, closest: Vec<Feature>) -> Option<Neighbour> {
        let track = self.track(index)?;
        Some(Neighbour {
            name: track.name.to_owned(),
            artist: track.artist.to_owned(),
            spotify_id: track.spotify_id,
            distance,
            distance_percent: 100.0 * distance / self.median_distance,
            closest,
            features: track.features,
        })
    }
}

/// The features that bring a track near: those whose difference is smallest compared with what it is to the
/// catalogue's other tracks. An unusual feature that is shared says more than a common one.
fn closest(parts: &[f32; Feature::COUNT], usual: &[f32; Feature::COUNT]) -> Vec<Feature> {
    let gain = |feature: &Feature| usual[feature.index()] - parts[feature.index()];
    let mut features: Vec<Feature> = Feature::ALL.into_iter().filter(|feature| gain(feature) > 0.0).collect();
    features.sort_by(|a, b| gain(b).total_cmp(&gain(a)));
    features.truncate(REASONS);
    features
}
