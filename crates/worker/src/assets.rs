//! The model: fetched from beside the worker, and kept.

use futures_channel::oneshot;
use js_sys::Uint8Array;
use model::Model;
use protocol::AssetError;
use std::cell::{Cell, OnceCell};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Response;

/// Name of its file.
const MODEL: &str = "model.bin";

/// A file on its way.
type Coming = oneshot::Receiver<Result<Vec<u8>, AssetError>>;

/// The model. It is on its way from the start, so that a visitor's first file and the model come at the same time.
pub struct ModelAsset {
    coming: Cell<Option<Coming>>,
    model: OnceCell<Model>,
}

impl ModelAsset {
    /// Begins to fetch it.
    pub fn coming() -> Self {
        let (sender, coming) = oneshot::channel();
        spawn_local(async move { drop(sender.send(fetch(MODEL).await)) });
        Self { coming: Cell::new(Some(coming)), model: OnceCell::new() }
    }

    /// The model, once it is there; where it could not be fetched, after another try.
    pub async fn get(&self) -> Result<&Model, AssetError> {
        if self.model.get().is_none() {
            let came = match self.coming.take() {
                Some(coming) => coming.await.ok().and_then(Result::ok),
                None => None,
            };
            let bytes = match came {
                Some(bytes) => bytes,
                None => fetch(MODEL).await?,
            };
            let model = Model::from_bytes(&bytes).map_err(|error| damaged_model(&error.to_string()))?;
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

/// What is said where the model's file holds something else.
pub fn damaged_model(reason: &str) -> AssetError {
    damaged(MODEL, reason)
}

pub fn damaged(asset: &str, reason: &str) -> AssetError {
    AssetError::Damaged { asset: asset.into(), reason: reason.into() }
}
