//! The module that every user of the package loads: samples to features, by the one path that the page and the command line
//! take, and a look at a file's headers.

use containers::{Container, sniff};
use js_sys::{Float32Array, Function};
use model::{Model, Passes};
use protocol::AnalysisError;
use segue_js::{JsFile, Record, failed};
use serde::Serialize;
use wasm_bindgen::prelude::*;

fn main() {}

/// Analyses one track at a time: `begin`, every block by `take`, `again`, every block once more, `finish`.
#[wasm_bindgen]
pub struct Analyst {
    model: Model,
    passes: Option<Passes>,
}

#[wasm_bindgen]
impl Analyst {
    /// Loads the model's file.
    ///
    /// # Errors
    /// Where it is none.
    #[wasm_bindgen(constructor)]
    pub fn new(model: &[u8]) -> Result<Self, JsError> {
        Ok(Self { model: Model::from_bytes(model)?, passes: None })
    }

    /// Begins a track of so many channels, at a rate in Hz.
    ///
    /// # Errors
    /// Where no audio is like that.
    pub fn begin(&mut self, channels: usize, sample_rate: u32) -> Result<(), JsValue> {
        self.passes = Some(Passes::new(channels, sample_rate).map_err(failed)?);
        Ok(())
    }

    /// Takes the next samples: an array a channel, all of one length, full scale ±1.
    ///
    /// # Errors
    /// Where the block has other channels than it should, or the track is too long.
    pub fn take(&mut self, block: Vec<Float32Array>) -> Result<(), JsValue> {
        let block: Vec<Vec<f32>> = block.iter().map(Float32Array::to_vec).collect();
        let block: Vec<&[f32]> = block.iter().map(Vec::as_slice).collect();
        self.passes.as_mut().ok_or_else(not_begun)?.take(&block).map_err(failed)
    }

    /// Ends the first pass.
    ///
    /// # Errors
    /// Where the track is too short or silent, or has samples that are no numbers.
    pub fn again(&mut self) -> Result<(), JsValue> {
        let passes = self.passes.take().ok_or_else(not_begun)?;
        self.passes = Some(passes.again().map_err(failed)?);
        Ok(())
    }

    /// Ends the second pass: what was found out, as JSON.
    ///
    /// # Errors
    /// Where the second pass had other samples than the first, too little of the track sounds, or the model fails.
    pub fn finish(&mut self) -> Result<String, JsValue> {
        let passes = self.passes.take().ok_or_else(not_begun)?;
        let analysis = passes.finish(&self.model).map_err(failed)?;
        json(&Record::of(&analysis))
    }
}

/// What a file's headers say.
#[derive(Default, Serialize)]
struct Look {
    /// Whether browsers refuse such a file, misread it, or hear only its first part.
    is_ours: bool,
    /// Samples a second, Hz; none where it is not known.
    sample_rate: Option<u32>,
    /// Length, seconds; none where it is not known.
    seconds: Option<f64>,
    /// Length that the file says that it has, seconds, whatever is there of it.
    claimed_s: Option<f64>,
    /// Recordings that the file was glued together of.
    parts: usize,
}

/// Looks at the headers of a file of so many bytes; JSON.
///
/// # Errors
/// None that a file brings about.
#[wasm_bindgen]
pub fn look(len: f64, read: Function) -> Result<String, JsValue> {
    let look = sniff(&JsFile::new(len, read)).map(|sniffed| Look {
        is_ours: sniffed.changes()
            || matches!(sniffed.container, Container::Wav | Container::Aiff | Container::Caf),
        sample_rate: sniffed.sample_rate,
        seconds: sniffed.seconds,
        claimed_s: sniffed.claimed_s(),
        parts: sniffed.parts.len(),
    });
    json(&look.unwrap_or_default())
}

fn json(value: &impl Serialize) -> Result<String, JsValue> {
    serde_json::to_string(value).map_err(|error| JsError::from(error).into())
}

fn not_begun() -> JsValue {
    failed(AnalysisError::BadAudio { reason: "samples came of a track that was not begun".into() })
}
