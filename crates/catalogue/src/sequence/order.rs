//! The order of tracks whose transitions cost least.

use super::{Stop, least, transition};
use protocol::Curve;

/// What it costs to be a whole range of energy away from the curve, against transitions.
const CURVE_COST: f32 = 60.0;

/// Passes over all changes of an order: nearly always fewer are needed.
const PASSES: usize = 30;

/// Longest stretch that is turned round or rotated, so that time grows with the square of the number of tracks.
const LONGEST_STRETCH: usize = 60;

/// Greatest number of tracks that one change of an order moves together.
const MOVED: usize = 3;

/// The search for the cheapest order.
pub(super) struct Ordering {
    count: usize,
    /// Cost of each transition, a row a track.
    costs: Vec<f32>,
    /// Cost of each track at each place, a row a track; empty where any place will do.
    places: Vec<f32>,
    start: Vec<usize>,
}

impl Ordering {
    /// The search among these tracks.
    pub(super) fn new(stops: &[Stop], curve: Curve, tempo_step: f32) -> Ordering {
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

    /// Numbers of the tracks in their order: turns stretches round and moves tracks, as long as that makes the whole cheaper (2-opt and Or-opt).
    pub(super) fn solve(mut self) -> Vec<usize> {
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
