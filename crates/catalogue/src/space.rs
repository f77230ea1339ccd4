//! The space in which tracks are near or far: standardised, weighted features; tempo on a logarithmic
//! scale where half and double are near; key on the circle of fifths.

use protocol::{AudioFeatures, Feature, Key, Mode};

/// Number of features that are plain amounts: differences are taken after a transform, in deviations.
const AMOUNTS: usize = 8;

/// The amounts with their weights. Liveness weighs little: it cannot be told well from audio. Loudness
/// says more about mastering than about music.
const AMOUNT_WEIGHTS: [(Feature, f32); AMOUNTS] = [
    (Feature::Danceability, 1.0),
    (Feature::Energy, 1.2),
    (Feature::Loudness, 0.4),
    (Feature::Speechiness, 0.7),
    (Feature::Acousticness, 1.0),
    (Feature::Instrumentalness, 0.8),
    (Feature::Liveness, 0.2),
    (Feature::Valence, 1.1),
];

/// Weights of the others: estimated less surely, and less heard when records are chosen.
const TEMPO_WEIGHT: f32 = 0.4;
const KEY_WEIGHT: f32 = 0.15;
const MODE_WEIGHT: f32 = 0.1;

/// Distance of half and double tempo in octaves of tempo: nearer than a quarter octave off.
const OCTAVE_COST: f32 = 0.2;

/// Deviation of the difference of tempi after that folding, octaves; brings it to the scale of the others.
const TEMPO_DEVIATION: f32 = 0.2;

/// Largest distance on the circle of fifths, steps.
const FARTHEST_FIFTH: f32 = 6.0;

/// A track in the space.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Standardised amounts.
    amounts: [f32; AMOUNTS],
    /// Octaves above 1 BPM; `None` without a pulse.
    tempo: Option<f32>,
    /// Place on the circle of fifths; `None` without a key.
    fifth: Option<u8>,
    mode: u8,
}

/// Mean and deviation of the amounts over the catalogue.
pub struct Space {
    means: [f32; AMOUNTS],
    deviations: [f32; AMOUNTS],
}

impl Space {
    /// The space in which these tracks have means of 0 and deviations of 1.
    pub fn of(tracks: &[AudioFeatures]) -> Self {
        let count = tracks.len().max(1) as f64;
        let statistics = AMOUNT_WEIGHTS.map(|(feature, _)| {
            let values = || tracks.iter().map(|track| f64::from(transform(feature, track.get(feature))));
            let mean = values().sum::<f64>() / count;
            let variance = values().map(|value| (value - mean).powi(2)).sum::<f64>() / count;
            (mean as f32, variance.sqrt().max(1e-6) as f32)
        });
        Self {
            means: statistics.map(|(mean, _)| mean),
            deviations: statistics.map(|(_, deviation)| deviation),
        }
    }

    /// Where these features lie.
    pub fn point(&self, features: &AudioFeatures) -> Point {
        let amounts = std::array::from_fn(|i| {
            let (feature, _) = AMOUNT_WEIGHTS[i];
            (transform(feature, features.get(feature)) - self.means[i]) / self.deviations[i]
        });
        let mode = if features.mode == 1 { Mode::Major } else { Mode::Minor };
        let fifth = u8::try_from(features.key).ok().map(|tonic| Key { tonic, mode }.fifths());
        let tempo = (features.tempo > 0.0).then(|| features.tempo.log2());
        Point { amounts, tempo, fifth, mode: features.mode }
    }
}

/// Skewed features are spread out: what matters of them are ratios near 0, not differences near 1.
fn transform(feature: Feature, value: f32) -> f32 {
    match feature {
        Feature::Speechiness | Feature::Liveness => (value + 0.02).ln(),
        Feature::Acousticness | Feature::Instrumentalness => value.max(0.0).sqrt(),
        _ => value,
    }
}

/// Weighted squared difference of each feature, in the order of [`Feature::ALL`]; what one of the two does
/// not have counts as an average difference.
pub fn contributions(a: &Point, b: &Point) -> [f32; Feature::COUNT] {
    let mut parts = [0.0; Feature::COUNT];
    for (i, (feature, weight)) in AMOUNT_WEIGHTS.iter().enumerate() {
        parts[feature.index()] = weight * (a.amounts[i] - b.amounts[i]).powi(2);
    }
    let tempo = match (a.tempo, b.tempo) {
        (Some(a), Some(b)) => fold_octaves((a - b).abs()) / TEMPO_DEVIATION,
        _ => std::f32::consts::SQRT_2,
    };
    let fifths = match (a.fifth, b.fifth) {
        (Some(a), Some(b)) => f32::from(a.abs_diff(b).min(12 - a.abs_diff(b))),
        _ => FARTHEST_FIFTH / 2.0,
    };
    parts[Feature::Tempo.index()] = TEMPO_WEIGHT * tempo.powi(2);
    // Twice the share of the circle, so that it is on the scale of deviations.
    parts[Feature::Key.index()] = KEY_WEIGHT * (2.0 * fifths / FARTHEST_FIFTH).powi(2);
    parts[Feature::Mode.index()] = MODE_WEIGHT * if a.mode == b.mode { 0.0 } else { 2.0 };
    parts
}

/// Distance of two points: root of the weighted mean of squared differences.
pub fn distance(parts: &[f32; Feature::COUNT]) -> f32 {
    let weights: f32 = AMOUNT_WEIGHTS.iter().map(|(_, weight)| weight).sum();
    (parts.iter().sum::<f32>() / (weights + TEMPO_WEIGHT + KEY_WEIGHT + MODE_WEIGHT)).sqrt()
}

/// A difference of tempi in octaves, half and double brought near.
fn fold_octaves(octaves: f32) -> f32 {
    let folded = (octaves - octaves.round()).abs();
    octaves.min(folded + OCTAVE_COST * octaves.round())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn features(tempo: f32, key: i8, mode: u8) -> AudioFeatures {
        AudioFeatures { tempo, key, mode, ..AudioFeatures::default() }
    }

    fn part(feature: Feature, a: AudioFeatures, b: AudioFeatures) -> f32 {
        let space = Space::of(&[a, b]);
        contributions(&space.point(&a), &space.point(&b))[feature.index()]
    }

    #[test]
    fn double_tempo_is_nearer_than_half_an_octave_off() {
        let at = |tempo| part(Feature::Tempo, features(80.0, 0, 1), features(tempo, 0, 1));
        assert_eq!(at(80.0), 0.0);
        assert!(at(84.0) < at(160.0) && at(160.0) < at(113.0), "{} {} {}", at(84.0), at(160.0), at(113.0));
    }

    #[test]
    fn keys_are_near_on_the_circle_of_fifths() {
        let c_major = features(120.0, 0, 1);
        let at = |key, mode| part(Feature::Key, c_major, features(120.0, key, mode));
        assert_eq!(at(0, 1), 0.0);
        assert_eq!(at(9, 0), 0.0, "A minor is its relative");
        assert!(at(7, 1) < at(2, 1) && at(2, 1) < at(6, 1));
        assert!(at(-1, 1) > 0.0);
    }
}
