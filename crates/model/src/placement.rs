//! Where an unknown track lies among playlists, from what the analysis says about it: a small network from features and
//! their uncertainty to the embedding that the catalogue's tracks have learned from playlists.
//!
//! The file, little-endian: magic `b"SEGUEPLC"`, version `u16`, inputs `u32`, their means and deviations `f32` each, and
//! the layers as in the model file. It lies in the catalogue, with whose embedding it was trained.
//!
//! The layers are applied one number at a time: few tracks are placed at once, and who recommends needs no tensor library
//! for anything else.

use crate::{
    bytes::{Reader, write_f32, write_network, write_u32},
    error::ModelError,
    network::Layer,
    normaliser::Normaliser,
};
use protocol::{AudioFeatures, Feature, Key};

/// First bytes of the file.
const MAGIC: &[u8; 8] = b"SEGUEPLC";

/// Version of the layout, and of [`inputs`].
const VERSION: u16 = 1;

/// Number of inputs: features, then the margins of the predicted ones.
pub const INPUTS: usize = VALUES + Feature::PREDICTED.len();

/// Number of inputs that are made of features and length.
const VALUES: usize = 15;

/// A file shorter than this is a clip: its length says nothing about the track's.
const SHORTEST_TRACK_S: f32 = 60.0;

/// z-scores are limited to ± this.
const CLIP: f32 = 4.0;

/// What the network sees of a track, before normalisation. `margins` are half the widths of the 80% intervals of
/// [`Feature::PREDICTED`], 0 where a value is sure; a length that is not known is NaN, and taken for the mean.
pub fn inputs(
    features: &AudioFeatures,
    margins: &[f32; Feature::PREDICTED.len()],
    duration_s: f32,
) -> [f32; INPUTS] {
    let fifth = features.musical_key().map(Key::fifths);
    let (sin, cos) =
        fifth.map_or((0.0, 0.0), |fifth| (std::f32::consts::TAU * f32::from(fifth) / 12.0).sin_cos());
    let duration = if duration_s >= SHORTEST_TRACK_S { duration_s.ln() } else { f32::NAN };
    let values: [f32; VALUES] = [
        features.danceability,
        features.energy,
        features.loudness,
        (features.speechiness + 0.02).ln(),
        features.acousticness,
        features.acousticness.max(0.0).sqrt(),
        features.instrumentalness.max(0.0).sqrt(),
        (features.instrumentalness.max(0.0) + 1e-4).ln(),
        (features.liveness + 0.02).ln(),
        features.valence,
        features.tempo.max(40.0).ln(),
        f32::from(features.mode),
        cos,
        sin,
        duration,
    ];
    let mut inputs = [0.0; INPUTS];
    inputs[..VALUES].copy_from_slice(&values);
    inputs[VALUES..].copy_from_slice(margins);
    inputs
}

/// How much what is heard counts beside what the features say, where both are known: on songs of artists never heard the
/// two together find more of playlists than either alone.
const HEARD_SHARE: f32 = 1.0;

/// A vector for a track that its features place at `by_features` and its sound at `heard` ([`protocol::OwnTrack::place`]): both
/// directions, weighed. What is heard is left out where it is not of the same embedding.
pub fn joined(by_features: &[f32], heard: &[i8]) -> Vec<f32> {
    let heard: Vec<f32> = heard.iter().map(|x| f32::from(*x)).collect();
    if heard.len() != by_features.len() {
        return by_features.to_vec();
    }
    let length = |vector: &[f32]| vector.iter().map(|x| x * x).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    let (features_length, heard_length) = (length(by_features), length(&heard));
    let pairs = by_features.iter().zip(&heard);
    pairs.map(|(x, heard)| x / features_length + HEARD_SHARE * heard / heard_length).collect()
}

/// The loaded network.
#[derive(Debug)]
pub struct Placement {
    normaliser: Normaliser,
    layers: Vec<Layer>,
}

impl Placement {
    /// The network of these layers for inputs of these means and deviations.
    ///
    /// # Errors
    /// [`ModelError::Damaged`] without a layer.
    pub fn new(mean: Vec<f32>, deviation: Vec<f32>, layers: Vec<Layer>) -> Result<Placement, ModelError> {
        if layers.is_empty() {
            return Err(ModelError::Damaged { what: "the placement has no layers" });
        }
        Ok(Placement { normaliser: Normaliser { mean, deviation, clip: CLIP }, layers })
    }

    /// Reads a file that [`to_bytes`] wrote.
    ///
    /// # Errors
    /// [`ModelError`] where the bytes are none, of another version, cut off or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Placement, ModelError> {
        let mut reader = Reader::new(bytes);
        if bytes.get(..MAGIC.len()) != Some(MAGIC) {
            return Err(ModelError::NotAModel);
        }
        reader.take("magic", MAGIC.len())?;
        let found = reader.u16("version of the placement")?;
        if found != VERSION {
            return Err(ModelError::FormatVersion { found, expected: VERSION });
        }
        let len = reader.count("inputs of the placement", INPUTS)?;
        let mean = reader.f32s("means of the placement", len)?;
        let deviation = reader.f32s("deviations of the placement", len)?;
        if deviation.iter().any(|deviation| *deviation <= 0.0) {
            return Err(ModelError::Damaged { what: "a deviation of the placement is not positive" });
        }
        let layers = reader.network(len)?;
        reader.end()?;
        Placement::new(mean, deviation, layers)
    }

    /// The vector for a track, given its [`inputs`]; only its direction means something.
    pub fn place(&self, inputs: &[f32; INPUTS]) -> Vec<f32> {
        let normalised = normalise(&self.normaliser, inputs).to_vec();
        self.layers.iter().enumerate().fold(normalised, |mut values, (depth, layer)| {
            if depth > 0 {
                values.iter_mut().for_each(|value| *value = value.max(0.0));
            }
            layer.apply(&values)
        })
    }
}

/// z-scores of inputs; what is not known is taken for the mean.
pub fn normalise(normaliser: &Normaliser, inputs: &[f32; INPUTS]) -> [f32; INPUTS] {
    let mut scores = [0.0; INPUTS];
    for (score, value) in scores.iter_mut().zip(normaliser.apply(inputs)) {
        *score = if value.is_finite() { value } else { 0.0 };
    }
    scores
}

/// The scale of inputs over some tracks. Unknown lengths do not count.
pub fn scale(tracks: &[[f32; INPUTS]]) -> Normaliser {
    let statistics = |place: usize| {
        let values = || tracks.iter().map(|inputs| inputs[place]).filter(|value| value.is_finite());
        let count = values().count().max(1) as f32;
        let mean = values().sum::<f32>() / count;
        let variance = values().map(|value| (value - mean).powi(2)).sum::<f32>() / count;
        (mean, variance.sqrt().max(1e-3))
    };
    let (mean, deviation) = (0..INPUTS).map(statistics).unzip();
    Normaliser { mean, deviation, clip: CLIP }
}

/// The bytes of a file.
pub fn to_bytes(normaliser: &Normaliser, layers: &[Layer]) -> Vec<u8> {
    let mut bytes = Vec::from(MAGIC);
    bytes.extend(VERSION.to_le_bytes());
    write_u32(&mut bytes, normaliser.len());
    write_f32(&mut bytes, &normaliser.mean);
    write_f32(&mut bytes, &normaliser.deviation);
    write_network(&mut bytes, layers);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{self, Network};
    use burn::tensor::{Tensor, TensorData};

    fn layers() -> Vec<Layer> {
        let layer = |inputs: usize, outputs: usize| Layer {
            inputs,
            outputs,
            weights: (0..inputs * outputs).map(|i| ((i * 37 % 101) as f32 / 50.0) - 1.0).collect(),
            bias: (0..outputs).map(|i| i as f32 / 10.0).collect(),
        };
        vec![layer(INPUTS, 6), layer(6, 4)]
    }

    #[test]
    fn a_file_comes_back_and_a_damaged_one_says_so() {
        let normaliser = Normaliser { mean: vec![0.1; INPUTS], deviation: vec![2.0; INPUTS], clip: CLIP };
        let bytes = to_bytes(&normaliser, &layers());
        let placement = Placement::from_bytes(&bytes).unwrap();
        let track = inputs(
            &AudioFeatures { tempo: 120.0, energy: 0.7, ..AudioFeatures::default() },
            &[0.1; 7],
            200.0,
        );
        let place = placement.place(&track);
        assert_eq!(place.len(), 4);
        assert!(place.iter().all(|x| x.is_finite()));
        for len in 0..bytes.len() {
            assert!(Placement::from_bytes(&bytes[..len]).is_err());
        }
    }

    #[test]
    fn a_track_lies_where_the_network_that_was_trained_puts_it() {
        let layers = layers();
        let (output, hidden) = layers.split_last().unwrap();
        let device = network::device();
        let network = Network::from_layers(hidden, output, &device);
        let track = inputs(
            &AudioFeatures { tempo: 95.0, valence: 0.4, ..AudioFeatures::default() },
            &[0.2; 7],
            180.0,
        );
        let placement = Placement::new(vec![0.3; INPUTS], vec![1.5; INPUTS], layers.clone()).unwrap();
        let normalised = normalise(&placement.normaliser, &track);
        let input = Tensor::<2>::from_data(TensorData::new(normalised.to_vec(), [1, INPUTS]), &device);
        let expected = network.forward(input).into_data().try_to_vec::<f32>().unwrap();
        let found = placement.place(&track);
        assert_eq!(found.len(), expected.len());
        for (expected, found) in expected.iter().zip(found) {
            assert!((expected - found).abs() < 1e-4 * expected.abs().max(1.0), "{expected} {found}");
        }
    }

    #[test]
    fn what_is_heard_and_what_features_say_count_alike_whatever_their_lengths() {
        let joined = joined(&[0.0, 20.0], &[127, 0]);
        assert!((joined[0] - HEARD_SHARE).abs() < 1e-6 && (joined[1] - 1.0).abs() < 1e-6, "{joined:?}");
        assert_eq!(super::joined(&[0.5, 1.0], &[]), [0.5, 1.0]);
    }

    #[test]
    fn a_clip_s_length_is_taken_for_the_mean() {
        let normaliser = Normaliser { mean: vec![0.5; INPUTS], deviation: vec![1.0; INPUTS], clip: CLIP };
        let clip = inputs(&AudioFeatures::default(), &[0.0; 7], 30.0);
        assert!(clip[VALUES - 1].is_nan());
        assert_eq!(normalise(&normaliser, &clip)[VALUES - 1], 0.0);
        assert!(normalise(&normaliser, &clip).iter().all(|value| value.is_finite()));
    }
}
