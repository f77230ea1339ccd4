//! The model and the catalogue: fetched from beside the worker when first needed, and kept.

use catalogue::Catalogue;
use js_sys::Uint8Array;
use model::Model;
use protocol::AnalysisError;
use std::cell::OnceCell;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// What has been loaded so far.
#[derive(Default)]
pub struct Assets {
    model: OnceCell<Model>,
    catalogue: OnceCell<Catalogue>,
}

impl Assets {
    /// The model, fetched unless it is there.
    pub async fn model(&self) -> Result<&Model, AnalysisError> {
        if self.model.get().is_none() {
            let bytes = fetch("model.bin").await?;
            let model = Model::from_bytes(&bytes).map_err(|error| failed("model.bin", &error.to_string()))?;
            // Two requests may have fetched it at once; either copy will do.
            drop(self.model.set(model));
        }
        self.model.get().ok_or_else(|| failed("model.bin", "it is gone"))
    }

    /// The catalogue, fetched unless it is there.
    pub async fn catalogue(&self) -> Result<&Catalogue, AnalysisError> {
        if self.catalogue.get().is_none() {
            let bytes = fetch("catalogue.bin").await?;
            let catalogue =
                Catalogue::from_bytes(&bytes).map_err(|error| failed("catalogue.bin", &error.to_string()))?;
            drop(self.catalogue.set(catalogue));
        }
        self.catalogue.get().ok_or_else(|| failed("catalogue.bin", "it is gone"))
    }
}

/// The bytes of a file that lies beside the worker.
async fn fetch(name: &str) -> Result<Vec<u8>, AnalysisError> {
    let unreachable = || failed(name, "the network or the server did not give it");
    let scope = crate::wire::scope().ok_or_else(unreachable)?;
    let response = JsFuture::from(scope.fetch_with_str(name)).await.map_err(|_| unreachable())?;
    let response: Response = response.dyn_into().map_err(|_| unreachable())?;
    if !response.ok() {
        return Err(failed(name, &format!("the server answered {}", response.status())));
    }
    let buffer = JsFuture::from(response.array_buffer().map_err(|_| unreachable())?).await;
    Ok(Uint8Array::new(&buffer.map_err(|_| unreachable())?).to_vec())
}

fn failed(asset: &str, reason: &str) -> AnalysisError {
    AnalysisError::Asset { asset: asset.into(), reason: reason.into() }
}
