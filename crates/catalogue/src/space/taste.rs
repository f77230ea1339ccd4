//! What tracks are measured against: the seeds as one.

use super::{AMOUNT_WEIGHTS, AMOUNTS, Point, Space, WEIGHTS, distance, fifths_cost, mode_cost, tempo_cost};
use protocol::{AudioFeatures, Feature};

/// Steps of the tempo tables: a 32nd of an octave, between 22 and 362 BPM.
const TEMPO_STEPS: usize = 129;
const TEMPO_STEPS_PER_OCTAVE: f32 = 32.0;
const LOWEST_TEMPO: f32 = 4.5;

/// Places on the circle of fifths, and one more for none.
const FIFTHS: usize = 13;

/// What tracks are measured against: the seeds as one, however many there are. The cost of a track is the mean of its
/// squared differences to them, for which sums and tables are enough: a query takes as long for a playlist as for one
/// track.
#[derive(Clone, Debug)]
pub struct Taste {
    means: [f32; AMOUNTS],
    variances: [f32; AMOUNTS],
    tempi: [f32; TEMPO_STEPS + 1],
    fifths: [f32; FIFTHS],
    modes: [f32; 2],
    weights: [f32; Feature::COUNT],
}

impl Taste {
    /// The taste of these points; `multiples` of the usual weights. Without a point nothing counts.
    pub fn of(points: &[Point], multiples: &[f32; Feature::COUNT]) -> Taste {
        let count = points.len().max(1) as f32;
        let known = f32::from(u8::from(!points.is_empty()));
        let mean = |of: &dyn Fn(&Point) -> f32| points.iter().map(of).sum::<f32>() / count;
        let means: [f32; AMOUNTS] = std::array::from_fn(|i| mean(&|point| point.amounts[i]));
        Taste {
            means,
            variances: std::array::from_fn(|i| mean(&|point| (point.amounts[i] - means[i]).powi(2))),
            tempi: std::array::from_fn(|step| {
                mean(&|point| {
                    tempo_cost(point.tempo.map(|tempo| step_tempo(tempo_step(Some(tempo)))), {
                        (step < TEMPO_STEPS).then(|| step_tempo(step))
                    })
                })
            }),
            fifths: std::array::from_fn(|fifth| {
                mean(&|point| fifths_cost(point.fifth, u8::try_from(fifth).ok().filter(|fifth| *fifth < 12)))
            }),
            modes: [0, 1].map(|mode| mean(&|point| mode_cost(point.mode, mode))),
            weights: std::array::from_fn(|i| known * WEIGHTS[i] * multiples[i].clamp(0.0, MAX_MULTIPLE)),
        }
    }

    /// Measures one feature against a wished-for value instead, and makes it count.
    pub fn aim(&mut self, space: &Space, feature: Feature, value: f32) {
        let mut features = AudioFeatures::default();
        features.set(feature, value);
        let point = space.point(&features);
        if let Some(i) = AMOUNT_WEIGHTS.iter().position(|(amount, _)| *amount == feature) {
            (self.means[i], self.variances[i]) = (point.amounts[i], 0.0);
        }
        match feature {
            Feature::Tempo => {
                let aimed = tempo_step(point.tempo);
                self.tempi = std::array::from_fn(|step| {
                    tempo_cost(Some(step_tempo(aimed)), (step < TEMPO_STEPS).then(|| step_tempo(step)))
                });
            }
            Feature::Key => {
                self.fifths = std::array::from_fn(|fifth| {
                    fifths_cost(point.fifth, u8::try_from(fifth).ok().filter(|fifth| *fifth < 12))
                });
            }
            Feature::Mode => self.modes = [0, 1].map(|mode| mode_cost(point.mode, mode)),
            _ => {}
        }
        self.weights[feature.index()] = TARGET_WEIGHT.max(self.weights[feature.index()]);
    }

    /// Weighted cost of each feature of a track, in the order of [`Feature::ALL`].
    pub fn contributions(&self, point: &Point) -> [f32; Feature::COUNT] {
        let mut parts = self.weights;
        for (i, (feature, _)) in AMOUNT_WEIGHTS.iter().enumerate() {
            parts[feature.index()] *= (point.amounts[i] - self.means[i]).powi(2) + self.variances[i];
        }
        parts[Feature::Tempo.index()] *= self.tempi[tempo_step(point.tempo)];
        parts[Feature::Key.index()] *=
            self.fifths[point.fifth.map_or(FIFTHS - 1, usize::from).min(FIFTHS - 1)];
        parts[Feature::Mode.index()] *= self.modes[usize::from(point.mode.min(1))];
        parts
    }

    /// Distance of a track: root of the weighted mean of its costs; 0 where nothing counts.
    pub fn distance(&self, point: &Point) -> f32 {
        distance(&self.contributions(point), &self.weights)
    }
}

/// Greatest multiple of a weight.
const MAX_MULTIPLE: f32 = 4.0;

/// Least weight of a feature for which the user wishes a value.
const TARGET_WEIGHT: f32 = 3.0;

/// Place of a tempo (octaves above 1 BPM) in the tables; the last one is for none.
fn tempo_step(tempo: Option<f32>) -> usize {
    let step =
        |tempo: f32| ((tempo - LOWEST_TEMPO) * TEMPO_STEPS_PER_OCTAVE).round().clamp(0.0, 128.0) as usize;
    tempo.map_or(TEMPO_STEPS, step)
}

fn step_tempo(step: usize) -> f32 {
    LOWEST_TEMPO + step as f32 / TEMPO_STEPS_PER_OCTAVE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::space::contributions;

    fn features(tempo: f32, key: i8, mode: u8) -> AudioFeatures {
        AudioFeatures { tempo, key, mode, ..AudioFeatures::default() }
    }

    #[test]
    fn a_taste_costs_the_mean_of_its_tracks_costs() {
        let track = |i: i8| AudioFeatures {
            energy: f32::from(i) / 10.0,
            valence: 0.9 - f32::from(i) / 20.0,
            loudness: -f32::from(i),
            ..features(80.0 + 9.0 * f32::from(i), i - 1, u8::from(i % 2 == 0))
        };
        let tracks: Vec<AudioFeatures> = (0..8).map(track).collect();
        let space = Space::of(&tracks);
        let points: Vec<Point> = tracks.iter().map(|track| space.point(track)).collect();
        let taste = Taste::of(&points[..5], &[1.0; Feature::COUNT]);
        for point in &points {
            let parts = taste.contributions(point);
            for feature in Feature::ALL {
                let costs = points[..5].iter().map(|seed| contributions(seed, point)[feature.index()]);
                let mean = costs.sum::<f32>() / 5.0;
                // Tempo is rounded to a 32nd of an octave.
                let tolerance = if feature == Feature::Tempo { 0.25 } else { 1e-3 };
                let error = (parts[feature.index()] - mean).abs();
                assert!(error < tolerance * (mean + 1.0), "{}: {error}", feature.name());
            }
        }
        let itself = Taste::of(&points[1..2], &[1.0; Feature::COUNT]).distance(&points[1]);
        assert_eq!(itself, 0.0);
    }

    #[test]
    fn a_target_takes_the_place_of_the_seeds_value() {
        let tracks = [0.1f32, 0.5, 0.9].map(|valence| AudioFeatures { valence, ..features(120.0, 0, 1) });
        let space = Space::of(&tracks);
        let points = tracks.map(|track| space.point(&track));
        let mut taste = Taste::of(&points[..1], &[1.0; Feature::COUNT]);
        taste.aim(&space, Feature::Valence, 0.9);
        assert!(taste.distance(&points[2]) < taste.distance(&points[1]));
        let mut nothing = Taste::of(&[], &[1.0; Feature::COUNT]);
        assert_eq!(nothing.distance(&points[0]), 0.0);
        nothing.aim(&space, Feature::Valence, 0.1);
        assert!(nothing.distance(&points[0]) < nothing.distance(&points[1]));
    }

    #[test]
    fn an_amount_in_which_all_are_alike_does_not_hide_the_others() {
        let track = |energy: f32, instrumentalness: f32| AudioFeatures {
            energy,
            instrumentalness,
            ..features(120.0, 0, 1)
        };
        let tracks = [0.1, 0.2, 0.9].map(|energy| track(energy, 0.0));
        let space = Space::of(&tracks);
        let taste = Taste::of(&[space.point(&track(0.21, 0.8))], &[1.0; Feature::COUNT]);
        let far = tracks.map(|track| taste.distance(&space.point(&track)));
        assert!(far[1] < far[0] && far[0] < far[2], "{far:?}");
    }
}
