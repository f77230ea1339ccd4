//! The space in which tracks are near or far: standardised, weighted features; tempo on a logarithmic
//! scale where half and double are near; key on the circle of fifths.

mod taste;

use protocol::{AudioFeatures, Feature, Key};
pub use taste::Taste;

/// Number of features that are plain amounts: differences are taken after a transform, in deviations.
pub(crate) const AMOUNTS: usize = 8;

/// The amounts with their weights. Liveness weighs little: it cannot be told well from audio. Loudness
/// says more about mastering than about music.
pub(crate) const AMOUNT_WEIGHTS: [(Feature, f32); AMOUNTS] = [
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
pub(crate) const TEMPO_WEIGHT: f32 = 0.4;
pub(crate) const KEY_WEIGHT: f32 = 0.15;
pub(crate) const MODE_WEIGHT: f32 = 0.1;

/// Distance of half and double tempo in octaves of tempo: nearer than a quarter octave off.
pub(crate) const OCTAVE_COST: f32 = 0.2;

/// Deviation of the difference of tempi after that folding, octaves; brings it to the scale of the others.
pub(crate) const TEMPO_DEVIATION: f32 = 0.2;

/// Largest distance on the circle of fifths, steps.
const FARTHEST_FIFTH: f32 = 6.0;

/// Numbers of a track's coordinates: the amounts, then tempo.
pub const COORDINATES: usize = AMOUNTS + 1;

/// The features that coordinates are made of, in their order. Key and mode are none: every kind of music has all of them.
pub const COORDINATE_FEATURES: [Feature; COORDINATES] = {
    let mut features = [Feature::Tempo; COORDINATES];
    let mut i = 0;
    while i < AMOUNTS {
        features[i] = AMOUNT_WEIGHTS[i].0;
        i += 1;
    }
    features
};

/// Tempo of what has no pulse, and deviation of tempi, where half and double are not the same: octaves.
pub(crate) const USUAL_TEMPO: f32 = 6.9;
const TEMPO_SPREAD: f32 = 0.36;

/// Least deviation of an amount. Where the tracks of a catalogue are alike in one, a track that is not would be so far away by
/// it that nothing else counted.
const LEAST_DEVIATION: f32 = 0.05;

/// A track in the space.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Standardised amounts.
    pub(crate) amounts: [f32; AMOUNTS],
    /// Octaves above 1 BPM; `None` without a pulse.
    pub(crate) tempo: Option<f32>,
    /// Place on the circle of fifths; `None` without a key.
    pub(crate) fifth: Option<u8>,
    pub(crate) mode: u8,
}

/// Mean and deviation of the amounts over the catalogue.
#[derive(Clone, Debug)]
pub struct Space {
    pub(crate) means: [f32; AMOUNTS],
    pub(crate) deviations: [f32; AMOUNTS],
}

impl Space {
    /// The space in which these tracks have means of 0 and deviations of 1.
    pub fn of(tracks: &[AudioFeatures]) -> Self {
        let count = tracks.len().max(1) as f64;
        Self::standardised(AMOUNT_WEIGHTS.map(|(feature, _)| {
            let values = || tracks.iter().map(|track| f64::from(transform(feature, track.get(feature))));
            let mean = values().sum::<f64>() / count;
            (mean, values().map(|value| (value - mean).powi(2)).sum::<f64>() / count)
        }))
    }

    /// The space by mean and variance of each amount.
    pub(crate) fn standardised(statistics: [(f64, f64); AMOUNTS]) -> Self {
        Self {
            means: statistics.map(|(mean, _)| mean as f32),
            deviations: statistics
                .map(|(_, variance)| (variance.max(0.0).sqrt() as f32).max(LEAST_DEVIATION)),
        }
    }

    /// Where these features lie.
    pub fn point(&self, features: &AudioFeatures) -> Point {
        let amounts = std::array::from_fn(|i| {
            let (feature, _) = AMOUNT_WEIGHTS[i];
            (transform(feature, features.get(feature)) - self.means[i]) / self.deviations[i]
        });
        let fifth = features.musical_key().map(Key::fifths);
        let tempo = (features.tempo > 0.0).then(|| features.tempo.log2());
        Point { amounts, tempo, fifth, mode: features.mode }
    }
}

impl Point {
    /// Coordinates for what needs plain Euclidean distances: standardised features times the roots of their weights.
    pub fn coordinates(&self) -> [f32; COORDINATES] {
        std::array::from_fn(|i| match (self.amounts.get(i), AMOUNT_WEIGHTS.get(i)) {
            (Some(amount), Some((_, weight))) => amount * weight.sqrt(),
            _ => (self.tempo.unwrap_or(USUAL_TEMPO) - USUAL_TEMPO) / TEMPO_SPREAD * TEMPO_WEIGHT.sqrt(),
        })
    }
}

/// Coordinates of tracks, standardised over them.
pub fn coordinates(tracks: &[AudioFeatures]) -> Vec<[f32; COORDINATES]> {
    let space = Space::of(tracks);
    tracks.iter().map(|features| space.point(features).coordinates()).collect()
}

/// The amounts of a track, spread out.
pub(crate) fn amounts(features: &AudioFeatures) -> [f32; AMOUNTS] {
    AMOUNT_WEIGHTS.map(|(feature, _)| transform(feature, features.get(feature)))
}

/// Skewed features are spread out: what matters of them are ratios near 0, not differences near 1.
fn transform(feature: Feature, value: f32) -> f32 {
    match feature {
        Feature::Speechiness | Feature::Liveness => (value + 0.02).ln(),
        Feature::Acousticness | Feature::Instrumentalness => value.max(0.0).sqrt(),
        _ => value,
    }
}

/// Weight of each feature in the order of [`Feature::ALL`], where the user has not changed any.
pub const WEIGHTS: [f32; Feature::COUNT] = {
    let mut weights = [0.0; Feature::COUNT];
    let mut i = 0;
    while i < AMOUNTS {
        weights[AMOUNT_WEIGHTS[i].0.index()] = AMOUNT_WEIGHTS[i].1;
        i += 1;
    }
    weights[Feature::Tempo.index()] = TEMPO_WEIGHT;
    weights[Feature::Key.index()] = KEY_WEIGHT;
    weights[Feature::Mode.index()] = MODE_WEIGHT;
    weights
};

/// Weighted squared difference of each feature, in the order of [`Feature::ALL`]; what one of the two does
/// not have counts as an average difference.
pub fn contributions(a: &Point, b: &Point) -> [f32; Feature::COUNT] {
    let mut parts = [0.0; Feature::COUNT];
    for (i, (feature, weight)) in AMOUNT_WEIGHTS.iter().enumerate() {
        parts[feature.index()] = weight * (a.amounts[i] - b.amounts[i]).powi(2);
    }
    parts[Feature::Tempo.index()] = TEMPO_WEIGHT * tempo_cost(a.tempo, b.tempo);
    parts[Feature::Key.index()] = KEY_WEIGHT * fifths_cost(a.fifth, b.fifth);
    parts[Feature::Mode.index()] = MODE_WEIGHT * mode_cost(a.mode, b.mode);
    parts
}

/// Distance of two points: root of the weighted mean of squared differences.
pub fn distance(parts: &[f32; Feature::COUNT], weights: &[f32; Feature::COUNT]) -> f32 {
    let total: f32 = weights.iter().sum();
    if total > 0.0 { (parts.iter().sum::<f32>() / total).sqrt() } else { 0.0 }
}

fn tempo_cost(a: Option<f32>, b: Option<f32>) -> f32 {
    let difference = match (a, b) {
        (Some(a), Some(b)) => fold_octaves((a - b).abs()) / TEMPO_DEVIATION,
        _ => std::f32::consts::SQRT_2,
    };
    difference * difference
}

fn fifths_cost(a: Option<u8>, b: Option<u8>) -> f32 {
    let fifths = match (a, b) {
        (Some(a), Some(b)) => f32::from(a.abs_diff(b).min(12 - a.abs_diff(b))),
        _ => FARTHEST_FIFTH / 2.0,
    };
    // Twice the share of the circle, so that it is on the scale of deviations.
    (2.0 * fifths / FARTHEST_FIFTH).powi(2)
}

fn mode_cost(a: u8, b: u8) -> f32 {
    if a == b { 0.0 } else { 2.0 }
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
