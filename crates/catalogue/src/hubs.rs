//! Holds back what is near to everything: of many features a few tracks are the average, and would come up for every seed
//! (Radovanović, Nanopoulos and Ivanović, "Hubs in space", 2010).
//!
//! Of the tracks that are nearest to the seeds, each gains by how far its own nearest neighbours are: who has few near it is
//! near to the seeds for a reason. That is the correction of Conneau and others, "Word translation without parallel data",
//! 2018 (CSLS), among the nearest alone, so that nothing has to be known of the catalogue beforehand, and the user's own
//! tracks and weights take part.

use crate::embedding::product;
use crate::format::Catalogue;
use crate::shelf::Shelf;
use crate::space::{Point, Taste};
use protocol::{Query, TrackRef};

/// How many of the nearest tracks are compared with one another.
const COMPARED: usize = 300;

/// How many neighbours say how far a track's nearest are.
const NEIGHBOURS: usize = 10;

/// Scale of that distance's weight, which is greatest, 0.6, where company has a third, and none where sound or company
/// alone counts: the ends of the slider are what they say.
const WEIGHT: f32 = 4.0;

/// Distance among playlists of tracks of which one has no place there: as of tracks taken at random.
const APART: f32 = std::f32::consts::SQRT_2;

struct Candidate {
    taste: Taste,
    point: Point,
    vector: Option<Vec<f32>>,
}

impl Catalogue {
    /// Raises the best of these scores by how lonely their tracks are, `company` being its share, 0…1. None of the others
    /// overtakes any of them.
    pub(crate) fn hold_hubs_back(
        &self,
        scores: &mut [(f32, TrackRef)],
        query: &Query,
        shelf: &Shelf,
        company: f32,
    ) {
        let weight = WEIGHT * company * (1.0 - company).powi(2);
        if weight <= 0.0 || scores.len() <= NEIGHBOURS {
            return;
        }
        let compared = COMPARED.min(scores.len());
        if compared < scores.len() {
            scores.select_nth_unstable_by(compared, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        }
        let (best, _) = scores.split_at_mut(compared);
        let candidate = |track: TrackRef| {
            let point = self.point_of(shelf, track)?;
            let taste = Taste::of(&[point], &query.weights);
            Some(Candidate { taste, point, vector: self.vector_of(shelf, track) })
        };
        let candidates: Vec<Candidate> = best.iter().filter_map(|(_, track)| candidate(*track)).collect();
        let far: Vec<f32> = candidates.iter().map(|one| loneliness(one, &candidates, company)).collect();
        for ((score, _), far) in best.iter_mut().zip(far) {
            *score += weight * far;
        }
    }
}

/// Mean distance of a track's nearest neighbours among the candidates, which it is one of.
fn loneliness(one: &Candidate, candidates: &[Candidate], company: f32) -> f32 {
    let mut distances: Vec<f32> = candidates.iter().map(|other| one.distance(other, company)).collect();
    // Itself is the nearest.
    let count = (NEIGHBOURS + 1).min(distances.len());
    distances.select_nth_unstable_by(count - 1, f32::total_cmp);
    distances[..count].iter().sum::<f32>() / NEIGHBOURS as f32
}

impl Candidate {
    fn distance(&self, other: &Candidate, company: f32) -> f32 {
        let places = match (&self.vector, &other.vector) {
            (Some(a), Some(b)) => (2.0 * (1.0 - product(a, b))).max(0.0).sqrt(),
            _ => APART,
        };
        (1.0 - company) * self.taste.distance(&other.point) + company * places
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::space::Space;
    use protocol::{AudioFeatures, Feature};

    #[test]
    fn who_has_few_near_it_is_lonely() {
        let track = |energy: f32| AudioFeatures { energy, ..AudioFeatures::default() };
        let tracks: Vec<AudioFeatures> =
            (0..20).map(|i| track(if i == 0 { 0.9 } else { 0.01 * i as f32 })).collect();
        let space = Space::of(&tracks);
        let candidate = |features: &AudioFeatures| {
            let point = space.point(features);
            Candidate { taste: Taste::of(&[point], &[1.0; Feature::COUNT]), point, vector: None }
        };
        let candidates: Vec<Candidate> = tracks.iter().map(candidate).collect();
        let far: Vec<f32> = candidates.iter().map(|one| loneliness(one, &candidates, 0.0)).collect();
        assert!(far[1..].iter().all(|other| *other < far[0]), "{far:?}");
        assert!(far[10] < far[1], "the middle of a row is nearer to all than its end: {far:?}");
    }
}
