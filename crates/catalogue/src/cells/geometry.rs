//! Tracks as plain coordinates, whose squared distances are nearly the costs by which tracks are compared: what cells are
//! made with. Questions rank centres by the costs themselves.

use crate::space::{
    AMOUNT_WEIGHTS, AMOUNTS, KEY_WEIGHT, MODE_WEIGHT, OCTAVE_COST, Point, Space, TEMPO_DEVIATION,
    TEMPO_WEIGHT, USUAL_TEMPO,
};
use protocol::AudioFeatures;
use std::f32::consts::TAU;

/// Numbers of a place: the amounts, tempo on a helix (a turn an octave), the circle of fifths, mode.
pub const DIMENSIONS: usize = AMOUNTS + 3 + 2 + 1;

/// A track's place, or a centre's.
pub type Place = [f32; DIMENSIONS];

/// Steps of the circle of fifths.
const FIFTHS: f32 = 12.0;

/// Cost of another mode.
const OTHER_MODE: f32 = 2.0;

/// Least share of the circle's radius at which a centre has a key.
const CLEAR_KEY: f32 = 0.5;

impl Space {
    /// Where a track lies.
    pub fn place(&self, features: &AudioFeatures) -> Place {
        let point = self.point(features);
        let mut place = [0.0; DIMENSIONS];
        let (x, y, height) = match point.tempo {
            Some(tempo) => {
                let (sin, cos) = (tempo * TAU).sin_cos();
                (helix_radius() * cos, helix_radius() * sin, tempo)
            }
            None => (0.0, 0.0, USUAL_TEMPO),
        };
        let (cos, sin) = point.fifth.map_or((0.0, 0.0), |fifth| {
            let (sin, cos) = (f32::from(fifth) * TAU / FIFTHS).sin_cos();
            (KEY_WEIGHT.sqrt() * cos, KEY_WEIGHT.sqrt() * sin)
        });
        let mode = f32::from(point.mode.min(1)) * (OTHER_MODE * MODE_WEIGHT).sqrt();
        let amounts =
            point.amounts.iter().zip(&AMOUNT_WEIGHTS).map(|(amount, (_, weight))| amount * weight.sqrt());
        let others = [x, y, height * octave_height(), cos, sin, mode];
        place.iter_mut().zip(amounts.chain(others)).for_each(|(number, value)| *number = value);
        place
    }
}

/// The point that a mean of places stands for.
pub(super) fn centre(place: &Place) -> Point {
    let [amounts @ .., x, y, height, cos, sin, mode] = *place;
    let mut amounts: [f32; AMOUNTS] = amounts;
    amounts.iter_mut().zip(&AMOUNT_WEIGHTS).for_each(|(amount, (_, weight))| *amount /= weight.sqrt());
    let turn = y.atan2(x) / TAU;
    let tempo = turn + (height / octave_height() - turn).round();
    let is_clear = cos.hypot(sin) > CLEAR_KEY * KEY_WEIGHT.sqrt();
    let fifth = (sin.atan2(cos) / TAU * FIFTHS).round().rem_euclid(FIFTHS);
    Point {
        amounts,
        tempo: Some(tempo),
        fifth: is_clear.then_some(fifth as u8 % FIFTHS as u8),
        mode: u8::from(mode > 0.5 * (OTHER_MODE * MODE_WEIGHT).sqrt()),
    }
}

/// Radius at which a turn is an octave of costs.
fn helix_radius() -> f32 {
    TEMPO_WEIGHT.sqrt() / TEMPO_DEVIATION / TAU
}

/// How far an octave lies from the next one.
fn octave_height() -> f32 {
    TEMPO_WEIGHT.sqrt() * OCTAVE_COST / TEMPO_DEVIATION
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::space::contributions;

    #[test]
    fn squared_distances_are_nearly_the_costs() {
        let track = |energy: f32, tempo: f32, key: i8, mode: u8| AudioFeatures {
            energy,
            tempo,
            key,
            mode,
            ..AudioFeatures::default()
        };
        let tracks = [track(0.2, 100.0, 0, 1), track(0.5, 104.0, 7, 1), track(0.9, 200.0, 0, 0)];
        let space = Space::of(&tracks);
        let places = tracks.map(|track| space.place(&track));
        for (a, b) in [(0, 1), (0, 2), (1, 2)] {
            let cost: f32 = contributions(&space.point(&tracks[a]), &space.point(&tracks[b])).iter().sum();
            let squared: f32 = places[a].iter().zip(&places[b]).map(|(a, b)| (a - b).powi(2)).sum();
            assert!((squared - cost).abs() < 0.1 * cost + 0.1, "{squared} {cost}");
        }
    }

    #[test]
    fn a_place_stands_for_its_track() {
        let track = AudioFeatures { tempo: 128.0, key: 7, mode: 1, energy: 0.7, ..AudioFeatures::default() };
        let space = Space::of(&[track, AudioFeatures { energy: 0.1, ..track }]);
        let (point, back) = (space.point(&track), centre(&space.place(&track)));
        assert_eq!((back.fifth, back.mode), (point.fifth, point.mode));
        assert!((back.tempo.unwrap() - point.tempo.unwrap()).abs() < 1e-3);
    }
}
