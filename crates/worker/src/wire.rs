//! Messages to and from the page: a JavaScript array of the serde value and the transferred buffers.

use js_sys::{Array, Float32Array, Uint8Array};
use protocol::{AnalysisError, Request, Response};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, DedicatedWorkerGlobalScope};

use crate::blob::BlobReader;

/// A request and what was transferred with it.
pub struct Message {
    /// What the page asks for.
    pub request: Request,
    buffers: Vec<JsValue>,
}

impl Message {
    /// Reads the data of a message event.
    pub fn read(data: &JsValue) -> Result<Self, String> {
        let array: &Array = data.dyn_ref().ok_or("a message is an array")?;
        let request = serde_wasm_bindgen::from_value(array.get(0)).map_err(|error| error.to_string())?;
        Ok(Self { request, buffers: array.iter().skip(1).collect() })
    }

    /// The buffers as channels of samples.
    pub fn channels(&self) -> Result<Vec<Vec<f32>>, AnalysisError> {
        self.buffers
            .iter()
            .map(|buffer| buffer.dyn_ref().map(Float32Array::to_vec))
            .collect::<Option<_>>()
            .ok_or_else(|| AnalysisError::Protocol { reason: "a channel is not a Float32Array".into() })
    }

    /// The only buffer as a file.
    pub fn file(&self) -> Result<BlobReader, AnalysisError> {
        let blob = self.buffers.first().and_then(|buffer| buffer.dyn_ref::<Blob>()).cloned();
        let blob = blob.ok_or_else(|| AnalysisError::Protocol { reason: "a file is not a Blob".into() })?;
        BlobReader::new(blob).map_err(|error| AnalysisError::Undecodable { reason: error.to_string() })
    }

    /// The buffers as runs of bytes.
    pub fn packed(&self) -> Result<Vec<Uint8Array>, AnalysisError> {
        self.buffers
            .iter()
            .map(|buffer| buffer.dyn_ref().cloned())
            .collect::<Option<_>>()
            .ok_or_else(|| AnalysisError::Protocol { reason: "an analysis is not a Uint8Array".into() })
    }
}

/// A response and what goes with it.
pub struct Answer {
    /// What the page is told.
    pub response: Response,
    /// Typed arrays are transferred, files handed on.
    pub buffers: Vec<JsValue>,
}

impl From<Response> for Answer {
    fn from(response: Response) -> Self {
        Self { response, buffers: Vec::new() }
    }
}

/// The worker's side of the wire.
pub fn scope() -> Option<DedicatedWorkerGlobalScope> {
    js_sys::global().dyn_into().ok()
}

/// Sends a response without buffers. What cannot be sent cannot be reported either.
pub fn post(response: &Response) {
    send(response, &[]);
}

/// Sends a response with its buffers.
pub fn send(response: &Response, buffers: &[JsValue]) {
    let (Some(scope), Ok(value)) = (scope(), serde_wasm_bindgen::to_value(response)) else { return };
    let (message, transfer) = (Array::of1(&value), Array::new());
    for buffer in buffers {
        message.push(buffer);
        if let Some(bytes) = buffer.dyn_ref::<Uint8Array>() {
            transfer.push(&bytes.buffer());
        }
    }
    drop(scope.post_message_with_transfer(&message, &transfer));
}
