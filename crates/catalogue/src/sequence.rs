//! Orders of tracks: a path from one track to another, and the smoothest order of a set.

use crate::embedding::product;
use crate::format::Catalogue;
use crate::shelf::Shelf;
use crate::space::{Point, WEIGHTS, contributions, distance};
use crate::title::song;
use protocol::{AudioFeatures, Curve, Key, Sequence, Source, TrackCard, TrackRef, Transition};

/// Change of tempo that is smooth where nobody has said how much may be: what a DJ's pitch fader covers.
pub const TEMPO_STEP: f32 = 0.08;

/// Most tracks that are ordered, and most that are put between two: beyond, the search would be felt.
pub const MAX_FLOW: usize = 400;
const MAX_BETWEEN: usize = 40;

/// Weights of the parts of a transition: a clash of keys, a tempo beyond the step, and a leap of energy of
/// [`ENERGY_LEAP`] weigh alike.
const KEY_COST: f32 = 1.0;
const TEMPO_COST: f32 = 1.0;
const ENERGY_COST: f32 = 1.0;
const ENERGY_LEAP: f32 = 0.4;

/// A tempo this many steps away is as bad as any other.
const WORST_TEMPO: f32 = 2.0;

/// What it costs to be a whole range of energy away from the curve, against transitions.
const CURVE_COST: f32 = 60.0;

/// Passes over all changes of an order: nearly always fewer are needed.
const PASSES: usize = 30;

/// Longest stretch that is turned round or rotated, so that time grows with the square of the number of tracks.
const LONGEST_STRETCH: usize = 60;

/// Greatest number of tracks that one change of an order moves together.
const MOVED: usize = 3;

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

    /// These tracks in the order whose transitions cost least, energy going as `curve` wishes; or in the given order.
    /// References to tracks that do not exist are passed over; beyond [`MAX_FLOW`] tracks, the rest keeps its order.
    pub fn flow(
        &self,
        shelf: &Shelf,
        tracks: &[TrackRef],
        curve: Curve,
        tempo_step: f32,
        keep_order: bool,
    ) -> Sequence {
        let tempo_step = tempo_step.clamp(0.01, 1.0);
        let mut stops: Vec<Stop> = tracks.iter().filter_map(|track| self.stop(shelf, *track)).collect();
        if keep_order || stops.len() < 3 && curve == Curve::Any {
            return sequence(stops.into_iter(), tempo_step);
        }
        let rest = stops.split_off(stops.len().min(MAX_FLOW));
        let order = Ordering::new(&stops, curve, tempo_step).solve();
        let mut stops: Vec<Option<Stop>> = stops.into_iter().map(Some).collect();
        let ordered: Vec<Stop> = order.into_iter().filter_map(|place| stops[place].take()).collect();
        sequence(ordered.into_iter().chain(rest), tempo_step)
    }

    fn stop(&self, shelf: &Shelf, track: TrackRef) -> Option<Stop> {
        Some(Stop {
            card: self.card(shelf, track)?,
            point: self.point_of(shelf, track)?,
            vector: self.vector_of(shelf, track),
        })
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

/// A track in a sequence.
#[derive(Clone)]
struct Stop {
    card: TrackCard,
    point: Point,
    vector: Option<Vec<f32>>,
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

/// The least value and its place; the first of equals.
fn least(values: impl Iterator<Item = f32>) -> (f32, usize) {
    values.zip(0..).fold((f32::INFINITY, 0), |best, value| if value.0 < best.0 { value } else { best })
}

/// The first place whose track, or artist, came before.
fn repeated(chosen: &[Stop]) -> Option<usize> {
    (0..chosen.len()).find(|place| chosen[..*place].iter().any(|earlier| earlier.is_again(&chosen[*place])))
}

fn sequence(stops: impl Iterator<Item = Stop>, tempo_step: f32) -> Sequence {
    let tracks: Vec<TrackCard> = stops.map(|stop| stop.card).collect();
    let transitions =
        tracks.windows(2).map(|pair| transition(&pair[0].features, &pair[1].features, tempo_step));
    Sequence { transitions: transitions.collect(), tracks }
}

/// What it costs to go from one track to another.
fn transition(from: &AudioFeatures, to: &AudioFeatures, tempo_step: f32) -> Transition {
    let key = match (fifths(from), fifths(to)) {
        // One step on the circle is as smooth as none.
        (Some(a), Some(b)) => f32::from(a.abs_diff(b).min(12 - a.abs_diff(b)).saturating_sub(1)) / 5.0,
        _ => 0.5,
    };
    let tempo = if from.tempo > 0.0 && to.tempo > 0.0 {
        let octaves = (to.tempo / from.tempo).log2();
        ((octaves - octaves.round()).abs() / (1.0 + tempo_step).log2()).min(WORST_TEMPO)
    } else {
        1.0
    };
    let energy = to.energy - from.energy;
    let cost =
        KEY_COST * key * key + TEMPO_COST * tempo * tempo + ENERGY_COST * (energy / ENERGY_LEAP).powi(2);
    Transition { key, tempo, energy, cost }
}

fn fifths(features: &AudioFeatures) -> Option<u8> {
    features.musical_key().map(Key::fifths)
}

/// The search for the cheapest order.
struct Ordering {
    count: usize,
    /// Cost of each transition, a row a track.
    costs: Vec<f32>,
    /// Cost of each track at each place, a row a track; empty where any place will do.
    places: Vec<f32>,
    start: Vec<usize>,
}

impl Ordering {
    fn new(stops: &[Stop], curve: Curve, tempo_step: f32) -> Ordering {
        let count = stops.len();
        let costs = stops
            .iter()
            .flat_map(|a| {
                stops.iter().map(|b| transition(&a.card.features, &b.card.features, tempo_step).cost)
            })
            .collect();
        let mut rising: Vec<usize> = (0..count).collect();
        let energy = |place: &usize| stops[*place].card.features.energy;
        rising.sort_by(|a, b| energy(a).total_cmp(&energy(b)).then(a.cmp(b)));
        let start = match curve {
            Curve::Any | Curve::Up => rising,
            Curve::Down => rising.into_iter().rev().collect(),
            Curve::Arc => {
                let falling = rising.iter().copied().skip(1).step_by(2).rev();
                rising.iter().copied().step_by(2).chain(falling).collect()
            }
        };
        let mut ordering = Ordering { count, costs, places: Vec::new(), start };
        if curve == Curve::Any {
            ordering.start = ordering.greedy();
        } else {
            let wished: Vec<f32> = ordering.start.iter().map(energy).collect();
            let cost = |track: usize, place: usize| CURVE_COST * (energy(&track) - wished[place]).powi(2);
            ordering.places = (0..count)
                .flat_map(|track| (0..count).map(move |place| (track, place)))
                .map(|(t, p)| cost(t, p))
                .collect();
        }
        ordering
    }

    fn cost(&self, a: usize, b: usize) -> f32 {
        self.costs[a * self.count + b]
    }

    /// Always on to the cheapest track that is left, from the best of all beginnings.
    fn greedy(&self) -> Vec<usize> {
        let from = |start: usize| {
            let mut left: Vec<usize> = (0..self.count).filter(|track| *track != start).collect();
            let (mut order, mut total) = (vec![start], 0.0);
            while !left.is_empty() {
                let last = order[order.len() - 1];
                let (cost, place) = least(left.iter().map(|track| self.cost(last, *track)));
                total += cost;
                order.push(left.remove(place));
            }
            (total, order)
        };
        let orders = (0..self.count.min(64)).map(from);
        orders.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, order)| order).unwrap_or_default()
    }

    /// Cost of a stretch of an order with the steps into and out of it.
    fn stretch(&self, order: &[usize], from: usize, to: usize) -> f32 {
        let first = from.saturating_sub(1);
        let steps =
            order[first..(to + 2).min(order.len())].windows(2).map(|pair| self.cost(pair[0], pair[1]));
        let places = (from..=to).filter_map(|place| self.places.get(order[place] * self.count + place));
        steps.sum::<f32>() + places.sum::<f32>()
    }

    /// Turns stretches round and moves tracks, as long as that makes the whole cheaper (2-opt and Or-opt).
    fn solve(mut self) -> Vec<usize> {
        let mut order = std::mem::take(&mut self.start);
        for _ in 0..PASSES {
            let mut improved = false;
            for from in 0..order.len() {
                for to in from + 1..order.len().min(from + LONGEST_STRETCH) {
                    improved |= self.try_change(&mut order, from, to, |stretch| stretch.reverse());
                    for moved in 1..=MOVED.min(to - from) {
                        improved |=
                            self.try_change(&mut order, from, to, |stretch| stretch.rotate_left(moved));
                        improved |=
                            self.try_change(&mut order, from, to, |stretch| stretch.rotate_right(moved));
                    }
                }
            }
            if !improved {
                break;
            }
        }
        order
    }

    fn try_change(&self, order: &mut [usize], from: usize, to: usize, change: impl Fn(&mut [usize])) -> bool {
        /// Less than this is no gain but rounding.
        const LEAST_GAIN: f32 = 1e-4;
        let before = self.stretch(order, from, to);
        let kept: Vec<usize> = order[from..=to].to_vec();
        change(&mut order[from..=to]);
        let better = self.stretch(order, from, to) + LEAST_GAIN < before;
        if !better {
            order[from..=to].copy_from_slice(&kept);
        }
        better
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn features(key: i8, mode: u8, tempo: f32, energy: f32) -> AudioFeatures {
        AudioFeatures { key, mode, tempo, energy, ..AudioFeatures::default() }
    }

    #[test]
    fn smooth_transitions_cost_nothing() {
        let c_major = features(0, 1, 120.0, 0.5);
        for (key, mode, tempo) in [(0, 1, 120.0), (9, 0, 60.0), (7, 1, 240.0), (5, 1, 120.0)] {
            let cost = transition(&c_major, &features(key, mode, tempo, 0.5), 0.08).cost;
            assert_eq!(cost, 0.0, "{key} {mode} {tempo}");
        }
        let clash = transition(&c_major, &features(6, 1, 120.0, 0.5), 0.08);
        assert_eq!((clash.key, clash.cost), (1.0, 1.0));
        let faster = transition(&c_major, &features(0, 1, 129.6, 0.5), 0.08);
        assert!((faster.tempo - 1.0).abs() < 1e-3);
        assert_eq!(transition(&c_major, &features(-1, 1, 0.0, 0.5), 0.08).tempo, 1.0);
    }
}
