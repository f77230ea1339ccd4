//! Instrumentalness where both teachers agree: on windows in which both hear a voice, and in which neither does.

use super::Part;
use crate::{
    dataset::{INSTRUMENTALNESS, LABELS},
    metrics,
    second_teacher::SecondTeacher,
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
pub fn voice(part: &Part, predicted: &[[f32; LABELS]], second: &SecondTeacher) -> VoiceFigures {
    let place = INSTRUMENTALNESS;
    let means = |sung: bool| {
        let (model, teacher): (Vec<f32>, Vec<f32>) = part
            .rows
            .iter()
            .zip(predicted)
            .filter(|(row, _)| second.both_hear_voice(row) == Some(sung))
            .map(|(row, predicted)| (predicted[place], row.labels[place]))
            .unzip();
        MeanInstrumentalness {
            rows: model.len(),
            model: metrics::mean(&model),
            teacher: metrics::mean(&teacher),
        }
    };
    VoiceFigures { sung: means(true), instrumental: means(false) }
}
