//! What travels beside a message, by what its call declares.

use js_sys::{Array, Float32Array, Uint8Array};
use protocol::call::{Encoded, File, Handle, Nothing, Samples};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

/// How a declaration of `protocol::call` looks in the browser.
pub trait Carried {
    /// The values themselves.
    type Value;

    /// The values as a message's parts, and those of them that are moved rather than copied.
    fn pack(value: Self::Value, parts: &Array, moved: &Array);

    /// The values out of a message's parts; `None` where these are something else.
    fn unpack(parts: &[JsValue]) -> Option<Self::Value>;
}

impl Carried for Nothing {
    type Value = ();

    fn pack((): (), _: &Array, _: &Array) {}

    fn unpack(_: &[JsValue]) -> Option<()> {
        Some(())
    }
}

impl Carried for Samples {
    type Value = Vec<Float32Array>;

    fn pack(channels: Vec<Float32Array>, parts: &Array, moved: &Array) {
        for channel in channels {
            parts.push(&channel);
            moved.push(&channel.buffer());
        }
    }

    fn unpack(parts: &[JsValue]) -> Option<Vec<Float32Array>> {
        parts.iter().map(|part| part.dyn_ref().cloned()).collect()
    }
}

impl Carried for File {
    type Value = Blob;

    fn pack(file: Blob, parts: &Array, _: &Array) {
        parts.push(&file);
    }

    fn unpack(parts: &[JsValue]) -> Option<Blob> {
        parts.first()?.dyn_ref().cloned()
    }
}

impl Carried for Handle {
    type Value = JsValue;

    fn pack(handle: JsValue, parts: &Array, _: &Array) {
        parts.push(&handle);
    }

    fn unpack(parts: &[JsValue]) -> Option<JsValue> {
        parts.first().cloned()
    }
}

impl Carried for Encoded {
    type Value = Uint8Array;

    fn pack(bytes: Uint8Array, parts: &Array, moved: &Array) {
        parts.push(&bytes);
        moved.push(&bytes.buffer());
    }

    fn unpack(parts: &[JsValue]) -> Option<Uint8Array> {
        parts.first()?.dyn_ref().cloned()
    }
}
