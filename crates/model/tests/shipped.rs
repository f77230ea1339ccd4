//! The model that the page serves: it loads, fits this program's descriptor, and predicts sensibly.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use dsp::descriptor::Descriptor;
use model::{Model, label::LONG_S};
use protocol::Feature;

fn shipped() -> Model {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/model.bin");
    Model::from_bytes(&std::fs::read(path).unwrap()).unwrap()
}

fn descriptor(value: impl Fn(usize) -> f32) -> Descriptor {
    Descriptor::from_vec((0..Descriptor::LEN).map(value).collect()).unwrap()
}

#[test]
fn it_loads_and_says_how_good_it_is() {
    let prediction = shipped().predict(&[&descriptor(|_| 0.0)], LONG_S).unwrap();
    let features: Vec<_> = prediction.estimates.iter().map(|estimate| estimate.feature).collect();
    assert_eq!(features, Feature::PREDICTED);
    for estimate in &prediction.estimates {
        let width = estimate.high - estimate.low;
        assert!(width > 0.0 && width < 0.9, "{estimate:?}");
        assert!((estimate.low..=estimate.high).contains(&estimate.value), "{estimate:?}");
        assert!((-0.1..1.0).contains(&estimate.r2), "{estimate:?}");
    }
}

#[test]
fn predictions_are_in_range_and_repeatable_whatever_the_descriptor() {
    let model = shipped();
    for scale in [0.0, 1.0, -1.0, 1e6, -1e6, f32::MAX] {
        let input = descriptor(|i| scale * (i as f32 * 0.7).sin());
        let prediction = model.predict(&[&input], LONG_S).unwrap();
        assert!(
            prediction.per_window[0].iter().all(|value| (0.0..=1.0).contains(value)),
            "{scale}: {prediction:?}"
        );
        assert_eq!(prediction, model.predict(&[&input], LONG_S).unwrap());
    }
}

/// What says how loud the samples are must not reach a feature.
#[test]
fn the_same_music_louder_gets_the_same_features() {
    let model = shipped();
    let names = dsp::descriptor::names();
    let at = |gain_db: f32| {
        let value = |i: usize| {
            let shift =
                if dsp::descriptor::LEVEL_VALUES.contains(&names[i].as_str()) { gain_db } else { 0.0 };
            (i as f32 * 0.7).sin() + shift
        };
        model.predict(&[&descriptor(value)], LONG_S).unwrap()
    };
    assert_eq!(at(0.0).estimates, at(6.0).estimates);
    assert_eq!(at(0.0).place, at(-6.0).place);
}
