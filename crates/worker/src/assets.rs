//! The model: fetched from beside the worker when first needed, and kept.

use js_sys::Uint8Array;
use model::Model;
use protocol::AssetError;
use std::cell::OnceCell;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// Name of its file.
pub const MODEL: &str = "model.bin";

/// What has been loaded so far.
#[derive(Default)]
pub struct Assets {
    model: OnceCell<Model>,
}

impl Assets {
    /// The model, fetched unless it is there.
    pub async fn model(&self) -> Result<&Model, AssetError> {
        if self.model.get().is_none() {
            let bytes = fetch(MODEL).await?;
            let model = Model::from_bytes(&bytes).map_err(|error| damaged(MODEL, &error.to_string()))?;
            // Calls are answered one after the other: nobody else has fetched it meanwhile.
            drop(self.model.set(model));
        }
        self.model.get().ok_or_else(|| unreachable(MODEL))
    }
}

/// The bytes of a file that lies beside the worker.
pub async fn fetch(name: &str) -> Result<Vec<u8>, AssetError> {
    let unreachable = || unreachable(name);
    let scope = wire::scope().ok_or_else(unreachable)?;
    let response = JsFuture::from(scope.fetch_with_str(name)).await.map_err(|_| unreachable())?;
    let response: Response = response.dyn_into().map_err(|_| unreachable())?;
    if !response.ok() {
        return Err(AssetError::Refused { asset: name.into(), status: response.status() });
    }
    let buffer = JsFuture::from(response.array_buffer().map_err(|_| unreachable())?).await;
    Ok(Uint8Array::new(&buffer.map_err(|_| unreachable())?).to_vec())
}

pub fn unreachable(asset: &str) -> AssetError {
    AssetError::Unreachable { asset: asset.into() }
}

pub fn damaged(asset: &str, reason: &str) -> AssetError {
    AssetError::Damaged { asset: asset.into(), reason: reason.into() }
}
