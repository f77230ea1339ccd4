//! Why a track was picked, in figures that a listener can check.

use super::seeds::Seeds;
use crate::embedding::product;
use crate::format::Catalogue;
use crate::shelf::Shelf;
use protocol::{Feature, Pick, TrackCard, TrackRef};

/// How many features are named as what is near, and as what is far.
const CLOSEST: usize = 3;
const FURTHEST: usize = 2;

impl Catalogue {
    /// A pick with what it has in common with the seeds.
    pub(crate) fn explain(&self, card: TrackCard, shelf: &Shelf, seeds: &Seeds) -> Pick {
        let point = self.point_of(shelf, card.track).filter(|_| !seeds.none);
        let parts = point.map(|point| seeds.taste.contributions(&point));
        let (closest, furthest) = parts.map_or_else(Default::default, |parts| {
            (nearer(&parts, &seeds.usual), nearer(&seeds.usual, &parts))
        });
        let direction = seeds.direction.as_deref();
        let cosine =
            direction.and_then(|direction| Some(product(direction, &self.vector_of(shelf, card.track)?)));
        let common_playlists = match self.standing(shelf, card.track) {
            TrackRef::Catalogue(place) if !seeds.playlists.is_empty() => {
                let playlists = self.memberships.playlists_of(place as usize);
                Some(playlists.iter().filter(|playlist| seeds.playlists.contains(playlist)).count() as u32)
            }
            _ => None,
        };
        Pick {
            distance_percent: point.map(|point| 100.0 * seeds.taste.distance(&point) / self.median_distance),
            cosine,
            closest: closest.into_iter().take(CLOSEST).collect(),
            furthest: furthest.into_iter().take(FURTHEST).collect(),
            common_tags: card.tags.iter().filter(|tag| seeds.tags.contains(*tag)).cloned().collect(),
            common_playlists,
            card,
        }
    }
}

/// Features by which `near` is less than `far`, greatest gain first. An unusual feature that is shared says more than a
/// common one.
fn nearer(near: &[f32; Feature::COUNT], far: &[f32; Feature::COUNT]) -> Vec<Feature> {
    let gain = |feature: &Feature| far[feature.index()] - near[feature.index()];
    let mut features: Vec<Feature> = Feature::ALL.into_iter().filter(|feature| gain(feature) > 0.0).collect();
    features.sort_by(|a, b| gain(b).total_cmp(&gain(a)));
    features
}
