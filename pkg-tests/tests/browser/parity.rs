//! The same WAV file gives the same descriptor and the same prediction natively and in a browser.
//!
//! `parity.json` holds what the native build computed, with the tolerances. A change of the analysis or of the
//! model changes it; write it anew with
//!
//!     SEGUE_WRITE_FIXTURES=1 cargo test -p pkg-tests

use std::collections::BTreeMap;

use dsp::audio::Audio;
use model::Model;
use protocol::{Analysis, Feature};
use serde::{Deserialize, Serialize};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::assets::MODEL;

const FIXTURE: &str = include_str!("parity.json");

/// A value and what it may differ by: `relative` of itself, or of `floor` where it is smaller than that.
#[derive(Serialize, Deserialize)]
struct Tolerance {
    relative: f32,
    floor: f32,
}

#[derive(Serialize, Deserialize)]
struct Fixture {
    descriptor_tolerance: Tolerance,
    /// Absolute, of the seven predicted features.
    prediction_tolerance: f32,
    /// By feature.
    features: BTreeMap<String, f32>,
    /// By name of the value.
    descriptor: BTreeMap<String, f32>,
}

/// What this build computes of the file.
fn computed() -> (BTreeMap<String, f32>, Analysis) {
    let channels = pkg_tests::channels(&pkg_tests::wav().unwrap()).unwrap();
    let channels: Vec<&[f32]> = channels.iter().map(Vec::as_slice).collect();
    let audio = Audio { channels: &channels, sample_rate: pkg_tests::SAMPLE_RATE };
    let description = dsp::describe::describe(&audio, &mut |_| {}).unwrap();
    let values = description.windows[0].descriptor.as_slice().iter().copied();
    let model = Model::from_bytes(MODEL).unwrap();
    let analysis = model::analyse(&audio, &model, &mut |_, _| {}).unwrap();
    (dsp::descriptor::names().into_iter().zip(values).collect(), analysis)
}

fn fixture() -> Fixture {
    serde_json::from_str(FIXTURE).unwrap()
}

#[wasm_bindgen_test(unsupported = test)]
fn descriptor_and_features_are_the_native_ones() {
    let (descriptor, analysis) = computed();
    #[cfg(not(target_arch = "wasm32"))]
    if std::env::var_os("SEGUE_WRITE_FIXTURES").is_some() {
        return write(descriptor, &analysis);
    }
    let expected = fixture();

    assert!(descriptor.keys().eq(expected.descriptor.keys()), "the descriptor's values have other names");
    let Tolerance { relative, floor } = expected.descriptor_tolerance;
    let different: Vec<String> = expected
        .descriptor
        .iter()
        .map(|(name, expected)| (name, descriptor[name], expected, relative * expected.abs().max(floor)))
        .filter(|(_, value, expected, allowed)| (value - *expected).abs() > *allowed)
        .map(|(name, value, expected, allowed)| format!("{name} is {value}, natively {expected} ± {allowed}"))
        .collect();
    assert!(different.is_empty(), "{}", different.join("\n"));

    for feature in Feature::ALL {
        let (value, expected_value) = (analysis.features.get(feature), expected.features[feature.name()]);
        // What is measured follows the descriptor, what is predicted the model.
        let allowed = match Feature::PREDICTED.contains(&feature) {
            true => expected.prediction_tolerance,
            false => relative * expected_value.abs(),
        };
        assert!(
            (value - expected_value).abs() <= allowed,
            "{} is {value}, natively {expected_value} ± {allowed}",
            feature.name()
        );
    }
}

/// Replaces the computed half of the fixture; the tolerances stay.
#[cfg(not(target_arch = "wasm32"))]
fn write(descriptor: BTreeMap<String, f32>, analysis: &Analysis) {
    let features = Feature::ALL.map(|feature| (feature.name().to_owned(), analysis.features.get(feature)));
    let fixture = Fixture { features: features.into(), descriptor, ..fixture() };
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser/parity.json");
    std::fs::write(path, serde_json::to_string_pretty(&fixture).unwrap() + "\n").unwrap();
}
