//! Asks what should play next, and has the library kept. It has a worker of its own, so that no question waits for an
//! analysis.

use js_sys::Uint8Array;
use leptos::prelude::*;
use protocol::{
    Analysis, AnalysisError, Curve, Explanation, ExportFormat, Exported, Import, OwnTrack, Pick, Query,
    Request, Response, Sequence, Source, Storage, TrackCard, TrackRef,
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

use crate::worker_client::{WorkerClient, unexpected};

/// A handle to the adviser; a context of the app.
#[derive(Clone, Copy)]
pub struct Adviser(StoredValue<WorkerClient, LocalStorage>);

impl Adviser {
    /// An adviser whose worker starts with the first question.
    pub fn new() -> Self {
        Self(StoredValue::new_local(WorkerClient::default()))
    }

    /// What the library holds from a place on: some tracks, the number of all, and how they are kept.
    pub async fn open_library(self, start: u32) -> Result<(Vec<OwnTrack>, u32, Storage), AnalysisError> {
        match self.ask(|id| Request::OpenLibrary { id, start }).await? {
            Response::Library { tracks, total, storage, .. } => Ok((tracks, total, storage)),
            _ => Err(unexpected()),
        }
    }

    /// Keeps tracks with their packed analyses, empty ones for those whose analysis has not changed. Questions that
    /// are asked later know them.
    pub async fn keep(
        self,
        tracks: Vec<OwnTrack>,
        packed: Vec<Uint8Array>,
    ) -> Result<Storage, AnalysisError> {
        let buffers = packed.into_iter().map(JsValue::from).collect();
        let worker = self.0.get_value();
        let answer = worker.request_with(|id| Request::Keep { id, tracks }, buffers).await?;
        kept(answer.response)
    }

    /// Forgets tracks.
    pub async fn forget(self, tracks: Vec<u32>) -> Result<Storage, AnalysisError> {
        kept(self.ask(|id| Request::Forget { id, tracks }).await?)
    }

    /// The whole analysis of a track; `None` where it has none.
    pub async fn open_analysis(self, track: u32) -> Result<Option<Analysis>, AnalysisError> {
        match self.ask(|id| Request::OpenAnalysis { id, track }).await? {
            Response::Opened { analysis, .. } => Ok(analysis.map(|analysis| *analysis)),
            _ => Err(unexpected()),
        }
    }

    /// What drove the predictions that were made from these descriptors.
    pub async fn explain(self, descriptors: Vec<Vec<f32>>) -> Result<Vec<Explanation>, AnalysisError> {
        match self.ask(|id| Request::Explain { id, descriptors }).await? {
            Response::Explained { explanations, .. } => Ok(explanations),
            _ => Err(unexpected()),
        }
    }

    /// The packed answer to a packed question of the second module.
    pub async fn explore(self, question: Uint8Array) -> Result<JsValue, AnalysisError> {
        let worker = self.0.get_value();
        let answer = worker.request_with(|id| Request::Explore { id }, vec![question.into()]).await?;
        answer.buffers.into_iter().next().ok_or_else(unexpected)
    }

    /// The whole library as one file.
    pub async fn pack_library(self) -> Result<Blob, AnalysisError> {
        let worker = self.0.get_value();
        let answer = worker.request_with(|id| Request::PackLibrary { id }, Vec::new()).await?;
        let file = answer.buffers.into_iter().next().and_then(|buffer| buffer.dyn_into().ok());
        file.ok_or_else(unexpected)
    }

    /// Reads a file that is no audio: what is in it, and the packed analyses of its tracks.
    pub async fn import(self, name: String, file: Blob) -> Result<(Import, Vec<Uint8Array>), AnalysisError> {
        let worker = self.0.get_value();
        let answer = worker.request_with(|id| Request::Import { id, name }, vec![file.into()]).await?;
        match answer.response {
            Response::Imported { import, .. } => {
                let packed = answer.buffers.into_iter().filter_map(|buffer| buffer.dyn_into().ok());
                Ok((import, packed.collect()))
            }
            _ => Err(unexpected()),
        }
    }

    /// What lists show of tracks.
    pub async fn cards(self, tracks: Vec<TrackRef>) -> Result<Vec<TrackCard>, AnalysisError> {
        match self.ask(|id| Request::Cards { id, tracks }).await? {
            Response::Found { tracks, .. } => Ok(tracks),
            _ => Err(unexpected()),
        }
    }

    /// What should play next.
    pub async fn recommend(self, query: Query) -> Result<Vec<Pick>, AnalysisError> {
        match self.ask(|id| Request::Recommend { id, query: Box::new(query) }).await? {
            Response::Recommended { picks, .. } => Ok(picks),
            _ => Err(unexpected()),
        }
    }

    /// Tracks of the catalogue that match what the user typed.
    pub async fn search(self, text: String, limit: usize) -> Result<Vec<TrackCard>, AnalysisError> {
        match self.ask(|id| Request::Search { id, text, limit }).await? {
            Response::Found { tracks, .. } => Ok(tracks),
            _ => Err(unexpected()),
        }
    }

    /// Steps from one track to another.
    pub async fn path(
        self,
        from: TrackRef,
        to: TrackRef,
        between: usize,
        source: Source,
        company: f32,
    ) -> Result<Sequence, AnalysisError> {
        let request = |id| Request::Path { id, from, to, between, source, company };
        sequence(self.ask(request).await?)
    }

    /// Tracks in their smoothest order, or in the given one with what its transitions cost.
    pub async fn flow(
        self,
        tracks: Vec<TrackRef>,
        curve: Curve,
        tempo_step: f32,
        keep_order: bool,
    ) -> Result<Sequence, AnalysisError> {
        let request = |id| Request::Flow { id, tracks, curve, tempo_step, keep_order };
        sequence(self.ask(request).await?)
    }

    /// Tracks as a file of a known kind.
    pub async fn export(
        self,
        format: ExportFormat,
        tracks: Vec<TrackRef>,
        title: String,
        music_folder: String,
    ) -> Result<Exported, AnalysisError> {
        let request = |id| Request::Export { id, format, tracks, title, music_folder };
        match self.ask(request).await? {
            Response::Exported { exported, .. } => Ok(exported),
            _ => Err(unexpected()),
        }
    }

    /// All tags of the catalogue.
    pub async fn tags(self) -> Result<Vec<(String, u32)>, AnalysisError> {
        match self.ask(|id| Request::Tags { id }).await? {
            Response::Tags { tags, .. } => Ok(tags),
            _ => Err(unexpected()),
        }
    }

    async fn ask(
        self,
        request: impl FnOnce(protocol::RequestId) -> Request,
    ) -> Result<Response, AnalysisError> {
        let worker = self.0.get_value();
        worker.request(request).await
    }
}

fn kept(response: Response) -> Result<Storage, AnalysisError> {
    match response {
        Response::Kept { storage, .. } => Ok(storage),
        _ => Err(unexpected()),
    }
}

fn sequence(response: Response) -> Result<Sequence, AnalysisError> {
    match response {
        Response::Sequenced { sequence, .. } => Ok(sequence),
        _ => Err(unexpected()),
    }
}
