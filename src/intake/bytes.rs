//! What a file is, by its first bytes: for files whose names do not say.

use containers::{InMemory, LOOK, begins_as_audio};
use js_sys::Uint8Array;
use protocol::own_catalogue;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// Whether a file begins as audio does; `None` where it cannot be read.
pub async fn is_audio(file: &Blob) -> Option<bool> {
    Some(begins_as_audio(&InMemory(&beginning(file).await?)))
}

/// Whether a file begins as a catalogue does.
pub async fn is_catalogue(file: &Blob) -> bool {
    beginning(file).await.is_some_and(|bytes| own_catalogue::begins_as_catalogue(&bytes))
}

async fn beginning(file: &Blob) -> Option<Vec<u8>> {
    let beginning = file.slice_with_f64_and_f64(0.0, LOOK as f64).ok()?;
    let buffer = JsFuture::from(beginning.array_buffer()).await.ok()?;
    Some(Uint8Array::new(buffer.unchecked_ref()).to_vec())
}
