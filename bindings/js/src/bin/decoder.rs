//! The module that decodes files: all of them in Node, and in browsers those that the browser refuses, misreads, or hears
//! only in part. It is loaded when the first of them comes.

use decoder::{CutOff, DecodeError, Decoder, Notes};
use js_sys::{Float32Array, Function};
use protocol::LONGEST_S;
use segue_js::{JsFile, failed};
use serde::Serialize;
use wasm_bindgen::prelude::*;

fn main() {}

/// A file that is decoded block by block.
#[wasm_bindgen]
pub struct Decoding {
    decoder: Decoder,
    is_empty: bool,
}

#[wasm_bindgen]
impl Decoding {
    /// Opens a file of so many bytes.
    ///
    /// # Errors
    /// Where nothing of it can be decoded, and where it says that it is longer than is analysed.
    #[wasm_bindgen(constructor)]
    pub fn new(len: f64, read: Function) -> Result<Self, JsValue> {
        let decoder = Decoder::open(JsFile::new(len, read)).map_err(failed)?;
        match decoder.seconds() {
            Some(seconds) if seconds > LONGEST_S => {
                Err(failed(DecodeError::TooLong { limit_s: LONGEST_S, seconds: Some(seconds) }))
            }
            _ => Ok(Self { decoder, is_empty: true }),
        }
    }

    /// Samples a second, Hz.
    #[wasm_bindgen(getter)]
    pub fn sample_rate(&self) -> u32 {
        self.decoder.sample_rate()
    }

    /// Number of channels.
    #[wasm_bindgen(getter)]
    pub fn channels(&self) -> usize {
        self.decoder.channels()
    }

    /// How long the file's headers say that it is, seconds.
    #[wasm_bindgen(getter)]
    pub fn seconds(&self) -> Option<f64> {
        self.decoder.seconds()
    }

    /// Some seconds of samples, an array a channel; nothing at the end.
    ///
    /// # Errors
    /// Where the file is damaged from its beginning on, or has no samples.
    pub fn block(&mut self) -> Result<Option<Vec<Float32Array>>, JsValue> {
        let Some(block) = self.decoder.next() else {
            return if self.is_empty { Err(failed(DecodeError::NoSamples)) } else { Ok(None) };
        };
        self.is_empty = false;
        let block = block.map_err(failed)?;
        Ok(Some(block.iter().map(|samples| Float32Array::from(samples.as_slice())).collect()))
    }

    /// What is odd about what was given so far; JSON.
    ///
    /// # Errors
    /// None that a file brings about.
    pub fn notes(&self) -> Result<String, JsError> {
        Ok(serde_json::to_string(&notes(&self.decoder.notes()))?)
    }
}

/// Something odd about a file.
#[derive(Debug, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
enum Note {
    Joined { parts: u32 },
    PartsLost { parts: u32 },
    NotNumbers { samples: u64 },
    Broken { seconds: f64 },
    CutOff { seconds: f64, claimed: f64 },
}

fn notes(notes: &Notes) -> Vec<Note> {
    let joined = (notes.parts > 1).then_some(Note::Joined { parts: notes.parts });
    let lost = (notes.lost_parts > 0).then_some(Note::PartsLost { parts: notes.lost_parts });
    let not_numbers = (notes.not_numbers > 0).then_some(Note::NotNumbers { samples: notes.not_numbers });
    let broken = notes.broken_at_s.map(|seconds| Note::Broken { seconds });
    let cut = notes.cut_off.map(|CutOff { seconds, claimed_s }| Note::CutOff { seconds, claimed: claimed_s });
    [joined, lost, not_numbers, broken, cut].into_iter().flatten().collect()
}
