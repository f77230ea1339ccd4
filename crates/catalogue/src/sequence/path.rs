//! A path from one track to another, in steps that change evenly.

use super::{Stop, TEMPO_STEP, least, sequence};
use crate::embedding::product;
use crate::format::Catalogue;
use crate::shelf::Shelf;
use crate::space::{Point, WEIGHTS, contributions, distance};
use crate::title::song;
use protocol::{Sequence, Source, TrackRef};

/// Most tracks that are put between two: beyond, the search would be felt.
const MAX_BETWEEN: usize = 40;

/// Tracks that are tried for each place of a path.
const TRIED: usize = 48;

/// Share of the features in the distance that is left where company alone counts: steps of a path shall be heard, too.
const FEATURES_SHARE: f32 = 0.3;

impl Catalogue {
    /// `between` tracks that lead from one to another in steps that change evenly, with both ends; fewer where
    /// there are not as many. No artist comes twice. What makes a step small is `company`, as in a [`protocol::Query`].
    /// `None` where one of the ends is not known.
    pub fn path(
        &self,
        shelf: &Shelf,
        from: TrackRef,
        to: TrackRef,
        between: usize,
        source: Source,
        company: f32,
    ) -> Option<Sequence> {
        let (first, last) = (self.stop(shelf, from)?, self.stop(shelf, to)?);
        let between = between.min(MAX_BETWEEN);
        let mut layers = self.layers(shelf, &first, &last, between, source, company);
        let chosen = loop {
            // Where there are few tracks, some places have none left: the path is shorter then.
            layers.retain(|layer| !layer.is_empty());
            let chosen = shortest(&first, &layers, &last, company);
            // What comes twice loses its later place, and the rest is found anew.
            match repeated(&chosen) {
                Some(place) => layers[place].retain(|stop| !chosen[place].is_again(stop)),
                None => break chosen,
            }
        };
        let stops: Vec<Stop> = [first].into_iter().chain(chosen).chain([last]).collect();
        Some(sequence(stops.into_iter(), TEMPO_STEP))
    }

    /// For each place between the ends, the tracks that lie nearest to its share of the way.
    fn layers(
        &self,
        shelf: &Shelf,
        first: &Stop,
        last: &Stop,
        between: usize,
        source: Source,
        company: f32,
    ) -> Vec<Vec<Stop>> {
        let mut candidates: Vec<(TrackRef, f32, f32)> = Vec::new();
        if source != Source::Own {
            let cosines = |stop: &Stop| {
                let vector = stop.vector.as_ref().filter(|_| company > 0.0);
                vector.map(|vector| self.embedding.cosines(vector))
            };
            let (to_first, to_last) = (cosines(first), cosines(last));
            let square = |stop: &Stop, cosines: &Option<Vec<f32>>, index: usize| {
                mix(&stop.point, &self.points[index], cosines.as_ref().map(|cosines| cosines[index]), company)
            };
            candidates.extend((0..self.len()).filter(|index| company <= 0.0 || self.fame[*index] > 0.0).map(
                |index| {
                    let track = TrackRef::Catalogue(index as u32);
                    (track, square(first, &to_first, index), square(last, &to_last, index))
                },
            ));
        }
        if source != Source::Catalogue {
            let own = shelf.iter().filter_map(|own| self.stop(shelf, TrackRef::Own(own.track.id)));
            candidates.extend(
                own.map(|stop| {
                    (stop.card.track, square(first, &stop, company), square(last, &stop, company))
                }),
            );
        }
        (1..=between)
            .map(|place| {
                // In a Euclidean space this is the squared distance to the point at that share of the way, plus a constant.
                let share = place as f32 / (between + 1) as f32;
                let cost =
                    |candidate: &(TrackRef, f32, f32)| (1.0 - share) * candidate.1 + share * candidate.2;
                let tried = (4 * TRIED + 2 * between).min(candidates.len());
                let by_cost = |a: &(TrackRef, f32, f32), b: &(TrackRef, f32, f32)| {
                    cost(a).total_cmp(&cost(b)).then(a.0.cmp(&b.0))
                };
                if tried < candidates.len() {
                    candidates.select_nth_unstable_by(tried, by_cost);
                }
                let mut nearest = candidates[..tried].to_vec();
                nearest.sort_unstable_by(by_cost);
                let stops = nearest.into_iter().filter_map(|(track, ..)| self.stop(shelf, track));
                stops
                    .filter(|stop| ![first, last].iter().any(|end| end.is_again(stop)))
                    .take(TRIED + between)
                    .collect()
            })
            .collect()
    }
}

impl Stop {
    /// Whether a path with this track has no place for the other: it is the same, or by the same artist.
    fn is_again(&self, other: &Stop) -> bool {
        let artist = |stop: &Stop| song(&stop.card).map(|(artist, _)| artist);
        self.card.track == other.card.track || artist(self).is_some_and(|own| artist(other) == Some(own))
    }
}

/// Squared distance of two tracks.
fn square(a: &Stop, b: &Stop, company: f32) -> f32 {
    let cosine = match (&a.vector, &b.vector) {
        (Some(a), Some(b)) if company > 0.0 => Some(product(a, b)),
        _ => None,
    };
    mix(&a.point, &b.point, cosine, company)
}

/// Squared distance of features, and, where there is a cosine, by the share of company that of unit vectors: the two are on
/// one scale, about 2 between tracks taken at random.
fn mix(a: &Point, b: &Point, cosine: Option<f32>, company: f32) -> f32 {
    let features = distance(&contributions(a, b), &WEIGHTS).powi(2);
    match cosine {
        Some(cosine) => {
            let share = company.min(1.0) * (1.0 - FEATURES_SHARE);
            (1.0 - share) * features + share * 2.0 * (1.0 - cosine)
        }
        None => features,
    }
}

/// One track of each layer such that the squared steps from the first to the last track sum to the least: for a given
/// way that is least when all steps are alike (Viterbi's algorithm). No layer may be empty.
fn shortest(first: &Stop, layers: &[Vec<Stop>], last: &Stop, company: f32) -> Vec<Stop> {
    let Some(start) = layers.first() else { return Vec::new() };
    let mut costs: Vec<f32> = start.iter().map(|stop| square(first, stop, company)).collect();
    let mut origins: Vec<Vec<usize>> = Vec::new();
    for pair in layers.windows(2) {
        let (next, from): (Vec<f32>, Vec<usize>) = pair[1]
            .iter()
            .map(|stop| {
                least(pair[0].iter().zip(&costs).map(|(before, cost)| cost + square(before, stop, company)))
            })
            .unzip();
        costs = next;
        origins.push(from);
    }
    let end = &layers[layers.len() - 1];
    let (_, mut place) = least(end.iter().zip(&costs).map(|(stop, cost)| cost + square(stop, last, company)));
    let mut chosen = vec![end[place].clone()];
    for (layer, from) in layers.iter().rev().skip(1).zip(origins.iter().rev()) {
        place = from[place];
        chosen.push(layer[place].clone());
    }
    chosen.reverse();
    chosen
}

/// The first place whose track, or artist, came before.
fn repeated(chosen: &[Stop]) -> Option<usize> {
    (0..chosen.len()).find(|place| chosen[..*place].iter().any(|earlier| earlier.is_again(&chosen[*place])))
}
