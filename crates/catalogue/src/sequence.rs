//! Orders of tracks: a path from one track to another, and the smoothest order of a set.

mod order;
mod path;

use crate::format::Catalogue;
use crate::shelf::Shelf;
use crate::space::Point;
use order::Ordering;
use protocol::{AudioFeatures, Curve, Key, Sequence, TrackCard, TrackRef, Transition};

/// Change of tempo that is smooth where nobody has said how much may be: what a DJ's pitch fader covers.
pub const TEMPO_STEP: f32 = 0.08;

/// Most tracks that are ordered: beyond, the search would be felt.
pub const MAX_FLOW: usize = 400;

/// Weights of the parts of a transition: a clash of keys, a tempo beyond the step, and a leap of energy of
/// [`ENERGY_LEAP`] weigh alike.
const KEY_COST: f32 = 1.0;
const TEMPO_COST: f32 = 1.0;
const ENERGY_COST: f32 = 1.0;
const ENERGY_LEAP: f32 = 0.4;

/// A tempo this many steps away is as bad as any other.
const WORST_TEMPO: f32 = 2.0;

impl Catalogue {
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
}

/// A track in a sequence.
#[derive(Clone)]
struct Stop {
    card: TrackCard,
    point: Point,
    vector: Option<Vec<f32>>,
}

/// The least value and its place; the first of equals.
fn least(values: impl Iterator<Item = f32>) -> (f32, usize) {
    values.zip(0..).fold((f32::INFINITY, 0), |best, value| if value.0 < best.0 { value } else { best })
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
