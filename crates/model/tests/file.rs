//! The model file: what is written is read back, and whatever else arrives is an error in words, never a panic.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use dsp::{
    descriptor::Descriptor,
    params::{SCHEMA_VERSION, SPECTRUM_BINS},
};
use model::{
    Model, ModelError,
    format::{FORMAT_VERSION, MAGIC, ModelFile, outputs},
    label::{ByLength, LONG_S, Label, Transform},
    network::Layer,
    normaliser::Normaliser,
    tag::{QUANTILES, TagScale},
};

/// Where the two versions stand.
const FORMAT_VERSION_AT: usize = MAGIC.len();
const SCHEMA_VERSION_AT: usize = MAGIC.len() + 2;

fn layer(inputs: usize, outputs: usize) -> Layer {
    // Whole 64ths are exact where 127 of them are the largest weight of an output.
    let levels = (0..inputs * outputs).map(|i| if i < outputs { 127 } else { (i % 7) as i8 - 3 });
    let weights = levels.map(|level| f32::from(level) / 64.0).collect();
    Layer { inputs, outputs, weights, bias: vec![0.1; outputs] }
}

fn tag(name: &str) -> TagScale {
    TagScale {
        name: name.into(),
        trust: 0.7,
        quantiles: std::array::from_fn(|step| step as f32 / QUANTILES as f32),
    }
}

fn small_file() -> ModelFile {
    let label = Label {
        transform: Transform::Degree,
        offset: 0.5,
        scale: 0.01,
        reach: ByLength { short: 2.0, long: 1.5 },
        r2: ByLength { short: 0.4, long: 0.8 },
    };
    let likelihood = Label { transform: Transform::Likelihood, ..label };
    ModelFile {
        descriptor: Normaliser {
            mean: vec![0.5; Descriptor::LEN],
            deviation: vec![2.0; Descriptor::LEN],
            clip: 4.0,
        },
        spectrum: Normaliser {
            mean: vec![1.0; SPECTRUM_BINS],
            deviation: vec![0.5; SPECTRUM_BINS],
            clip: 30.0,
        },
        networks: vec![
            vec![layer(Descriptor::LEN, 4), layer(4, outputs(2))],
            vec![layer(Descriptor::LEN, outputs(2))],
        ],
        usual_unlikeness: 1.0,
        place: vec![layer(Descriptor::LEN, 3)],
        labels: [label, likelihood, label, likelihood, label, likelihood, label],
        tags: ["rock", "Hip-Hop"].map(tag).into(),
    }
}

fn descriptor(value: impl Fn(usize) -> f32) -> Descriptor {
    Descriptor::from_vec((0..Descriptor::LEN).map(value).collect()).unwrap()
}

#[test]
fn what_is_written_is_read_back() {
    let file = small_file();
    assert_eq!(ModelFile::from_bytes(&file.to_bytes()), Ok(file));
}

#[test]
fn another_version_is_named() {
    let mut bytes = small_file().to_bytes();
    bytes[FORMAT_VERSION_AT] = bytes[FORMAT_VERSION_AT].wrapping_add(1);
    let found = FORMAT_VERSION + 1;
    assert_eq!(
        Model::from_bytes(&bytes).unwrap_err(),
        ModelError::FormatVersion { found, expected: FORMAT_VERSION }
    );

    let mut bytes = small_file().to_bytes();
    bytes[SCHEMA_VERSION_AT] = bytes[SCHEMA_VERSION_AT].wrapping_add(1);
    let error = Model::from_bytes(&bytes).unwrap_err();
    assert_eq!(error, ModelError::SchemaVersion { found: SCHEMA_VERSION + 1, expected: SCHEMA_VERSION });
    assert!(error.to_string().contains("train or download the model again"), "{error}");
}

#[test]
fn other_files_are_not_models() {
    for bytes in [&b""[..], b"RIFF", b"<!DOCTYPE html><html></html>"] {
        assert_eq!(Model::from_bytes(bytes).unwrap_err(), ModelError::NotAModel);
    }
}

#[test]
fn every_truncation_is_an_error() {
    let bytes = small_file().to_bytes();
    // Every length near the ends, where the small fields are, and a stride coprime to the value sizes between.
    let lengths = (0..64).chain((64..bytes.len() - 3000).step_by(61)).chain(bytes.len() - 3000..bytes.len());
    for length in lengths {
        match Model::from_bytes(&bytes[..length]) {
            Err(ModelError::NotAModel) => assert!(length < MAGIC.len()),
            Err(ModelError::Truncated { needed, available, .. }) => assert!(needed > available),
            other => panic!("{length} of {} bytes: {other:?}", bytes.len()),
        }
    }
    let longer = [bytes, vec![0]].concat();
    assert_eq!(Model::from_bytes(&longer).unwrap_err(), ModelError::TooLong { extra: 1 });
}

#[test]
fn a_track_is_predicted_from_the_mean_of_its_windows() {
    let model = Model::new(small_file()).unwrap();
    let [quiet, loud, mean] = [0.0, 2.0, 1.0].map(|share| descriptor(|i| share * i as f32 / 500.0));
    let prediction = model.predict(&[&quiet, &loud], LONG_S).unwrap();
    assert_eq!(model.predict(&[&quiet], LONG_S).unwrap().per_window[0], prediction.per_window[0]);
    let of_mean = model.predict(&[&mean], LONG_S).unwrap();
    for (place, estimate) in prediction.estimates.iter().enumerate() {
        let [first, second] = [prediction.per_window[0][place], prediction.per_window[1][place]];
        assert!((estimate.value - of_mean.estimates[place].value).abs() < 1e-5);
        assert!((estimate.spread - (first - second).abs() / 2.0).abs() < 1e-6);
        assert!(estimate.low <= estimate.value && estimate.value <= estimate.high, "{estimate:?}");
        assert_eq!(estimate.r2, 0.8);
    }
    for (place, of_mean) in prediction.place.iter().zip(&of_mean.place) {
        assert!((place - of_mean).abs() < 1e-4);
    }
    assert_eq!(prediction.place.len(), 3);
    assert_eq!(model.predict(&[], LONG_S).unwrap_err(), ModelError::NoWindows);
}

#[test]
fn intervals_are_wider_of_short_clips_and_of_unusual_music() {
    let model = Model::new(small_file()).unwrap();
    let margins = |scale: f32, heard_s| {
        let outputs = model.outputs_of_mean(&[&descriptor(|i| 0.5 + scale * (i as f32).sin())]).unwrap();
        (model.margins(&outputs, heard_s)[0], model::expected_errors(&outputs, 1.0)[0], outputs.unlikeness)
    };
    let [(long, expected, _), (short, ..)] = [LONG_S, LONG_S - 1.0].map(|heard_s| margins(1.0, heard_s));
    assert!((long - 1.5 * expected).abs() < 1e-6 && (short - 2.0 * expected).abs() < 1e-6);
    let (_, error, unlikeness) = margins(4.0, LONG_S);
    assert!(unlikeness > 1.2);
    let outputs = model.outputs_of_mean(&[&descriptor(|i| 0.5 + 4.0 * (i as f32).sin())]).unwrap();
    assert!((error - unlikeness * model::label::expected_error(outputs.errors[0])).abs() < 1e-6);
}

#[test]
fn a_spectrum_is_scored_by_the_training_set() {
    let model = Model::new(small_file()).unwrap();
    let scores = model.normalise_spectrum(&vec![2.0; SPECTRUM_BINS]);
    assert_eq!(scores, vec![2.0; SPECTRUM_BINS]);
}

#[test]
fn shares_of_an_explanation_add_up() {
    let model = Model::new(small_file()).unwrap();
    let windows =
        [descriptor(|i| (i as f32 * 0.37).sin() * 3.0), descriptor(|i| (i as f32 * 0.11).cos() * 2.0)];
    let windows: Vec<_> = windows.iter().collect();
    let prediction = model.predict(&windows, LONG_S).unwrap();
    let explanations = model.explain(&windows).unwrap();
    assert_eq!(explanations.len(), prediction.estimates.len());
    for (explanation, estimate) in explanations.iter().zip(&prediction.estimates) {
        assert_eq!(explanation.feature, estimate.feature);
        assert!((explanation.value - estimate.value).abs() < 1e-5, "{explanation:?}");
        for shares in [&explanation.aspects, &explanation.registers] {
            let sum: f32 = shares.iter().map(|share| share.effect).sum();
            assert!((sum - (explanation.value - explanation.average)).abs() < 1e-5, "{explanation:?}");
        }
    }
    assert_eq!(model.explain(&[]).unwrap_err(), ModelError::NoWindows);
}
