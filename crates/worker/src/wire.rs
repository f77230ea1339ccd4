//! Messages to and from the page: a JavaScript array of the serde value and the transferred buffers.

use js_sys::{Array, Float32Array, Uint8Array};
use protocol::{AnalysisError, Request, Response};
use wasm_bindgen::prelude::*;
use web_sys::DedicatedWorkerGlobalScope;

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

    /// The only buffer as the bytes of a file.
    pub fn file(&self) -> Result<Vec<u8>, AnalysisError> {
        self.buffers
            .first()
            .and_then(|buffer| buffer.dyn_ref().map(Uint8Array::to_vec))
            .ok_or_else(|| AnalysisError::Protocol { reason: "a file is not a Uint8Array".into() })
    }
}

/// The worker's side of the wire.
pub fn scope() -> Option<DedicatedWorkerGlobalScope> {
    js_sys::global().dyn_into().ok()
}

/// Sends a response. What cannot be sent cannot be reported either.
pub fn post(response: &Response) {
    post_with(response, &[]);
}

/// Sends a response and the typed arrays that travel beside it, which are moved. What cannot be sent cannot be reported either.
pub fn post_with(response: &Response, buffers: &[JsValue]) {
    if let (Some(scope), Ok(value)) = (scope(), serde_wasm_bindgen::to_value(response)) {
        let message = Array::of1(&value);
        let transfer = Array::new();
        for array in buffers {
            message.push(array);
            transfer.push(&js_sys::Reflect::get(array, &"buffer".into()).unwrap_or(JsValue::UNDEFINED));
        }
        drop(scope.post_message_with_transfer(&message, &transfer));
    }
}
