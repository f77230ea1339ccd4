//! A track that comes in blocks is analysed as one that is there as a whole.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use dsp::Audio;
use model::{Model, Passes};
use protocol::AnalysisError;

fn shipped() -> Model {
    Model::from_bytes(include_bytes!("../../../assets/model.bin")).unwrap()
}

fn tone(seconds: usize) -> Vec<f32> {
    (0..seconds * 22_050).map(|i| (i as f32 * 0.2).sin() * ((i % 11_025) as f32 / -4_000.0).exp()).collect()
}

#[test]
fn blocks_give_the_same_analysis_as_the_whole() {
    let (left, model) = (tone(12), shipped());
    let right: Vec<f32> = left.iter().map(|x| 0.5 * x).collect();
    let audio = Audio { channels: &[&left, &right], sample_rate: 22_050 };
    let whole = model::analyse(&audio, &model, &mut |_, _| {}).unwrap();
    let mut passes = Passes::new(2, 22_050).unwrap();
    for pass in [7_919, 50_000] {
        if pass == 50_000 {
            passes = passes.again().unwrap();
        }
        let blocks = left.chunks(pass).zip(right.chunks(pass));
        blocks.for_each(|(left, right)| passes.take(&[left, right]).unwrap());
    }
    assert!(passes.finish(&model).unwrap() == whole);
}

#[test]
fn passes_that_are_missing_or_too_many_are_refused() {
    let (samples, model) = (tone(4), shipped());
    let surveyed = || {
        let mut passes = Passes::new(1, 22_050).unwrap();
        passes.take(&[&samples]).unwrap();
        passes
    };
    assert!(matches!(surveyed().finish(&model), Err(AnalysisError::BadAudio { .. })));
    assert_eq!(surveyed().again().unwrap().finish(&model), Err(AnalysisError::Changed));
    assert!(surveyed().again().unwrap().again().is_err());
    let mut second = surveyed().again().unwrap();
    assert!(second.take(&[&samples, &samples]).is_err());
}
