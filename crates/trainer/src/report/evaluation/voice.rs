//! Instrumentalness where both teachers agree: on windows in which both hear a voice, and in which neither does.

use crate::{
    data::{
        labels::{INSTRUMENTALNESS, LABELS},
        musicnn::Musicnn,
        part::Part,
    },
    statistics,
};
use serde::{Deserialize, Serialize};

/// Means over windows.
#[derive(Serialize, Deserialize)]
pub struct VoiceFigures {
    /// Windows in which both teachers hear a voice.
    pub sung: MeanInstrumentalness,
    /// Windows in which neither does.
    pub instrumental: MeanInstrumentalness,
}

/// See [`VoiceFigures`].
#[derive(Serialize, Deserialize)]
pub struct MeanInstrumentalness {
    /// How many windows.
    pub rows: usize,
    /// Mean of the model's instrumentalness.
    pub model: f64,
    /// Mean of the first teacher's.
    pub teacher: f64,
}

/// The figures of a part.
pub fn voice(part: &Part, predicted: &[[f32; LABELS]], musicnn: &Musicnn) -> VoiceFigures {
    let place = INSTRUMENTALNESS;
    let means = |sung: bool| {
        let (model, teacher): (Vec<f32>, Vec<f32>) = part
            .windows
            .iter()
            .zip(predicted)
            .filter(|(window, _)| musicnn.both_hear_voice(window) == Some(sung))
            .map(|(window, predicted)| (predicted[place], window.labels[place]))
            .unzip();
        MeanInstrumentalness {
            rows: model.len(),
            model: statistics::mean(&model),
            teacher: statistics::mean(&teacher),
        }
    };
    VoiceFigures { sung: means(true), instrumental: means(false) }
}
