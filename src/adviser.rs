//! Asks what should play next. It has a worker of its own, so that no question waits for an analysis.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::{
    Affinity, Analysis, AnalysisError, Curve, ExportFormat, Exported, Feature, OwnTrack, Pick, Query,
    Request, Response, Sequence, Source, TrackCard, TrackRef,
};

use crate::state::TrackId;
use crate::worker_client::{WorkerClient, unexpected};

/// A handle to the adviser; a context of the app.
#[derive(Clone, Copy)]
pub struct Adviser(StoredValue<WorkerClient, LocalStorage>);

impl Adviser {
    /// An adviser whose worker starts with the first question.
    pub fn new() -> Self {
        Self(StoredValue::new_local(WorkerClient::default()))
    }

    /// Makes one of the user's tracks known. Questions that are asked later know it.
    pub fn register(self, id: TrackId, name: &str, analysis: &Analysis) {
        let margin = |feature| {
            let estimate = analysis.estimates.iter().find(|estimate| estimate.feature == feature);
            estimate.map_or(0.0, |estimate| 0.5 * (estimate.high - estimate.low))
        };
        let track = OwnTrack {
            id: id.0,
            name: name.to_owned(),
            artist: String::new(),
            features: analysis.features,
            margins: Feature::PREDICTED.map(margin),
            duration_s: analysis.duration_s,
            tags: analysis.tags.iter().map(|tag| tag.name.to_lowercase()).collect(),
            file: name.to_owned(),
            tempo_confidence: analysis.tempo.confidence,
            key_confidence: analysis.key.candidates.first().map_or(0.0, |(_, weight)| *weight),
            time_signature: analysis.meter.beats_per_bar,
        };
        let worker = self.0.get_value();
        spawn_local(async move {
            // A catalogue that does not load is told with the first answer that needs it.
            drop(worker.request(|id| Request::Register { id, tracks: vec![track], gone: Vec::new() }).await);
        });
    }

    /// What should play next.
    pub async fn recommend(self, query: Query) -> Result<Vec<Pick>, AnalysisError> {
        match self.ask(|id| Request::Recommend { id, query: Box::new(query) }).await? {
            Response::Recommended { picks, .. } => Ok(picks),
            other => Err(unexpected(&other)),
        }
    }

    /// Tracks of the catalogue that match what the user typed.
    pub async fn search(self, text: String, limit: usize) -> Result<Vec<TrackCard>, AnalysisError> {
        match self.ask(|id| Request::Search { id, text, limit }).await? {
            Response::Found { tracks, .. } => Ok(tracks),
            other => Err(unexpected(&other)),
        }
    }

    /// Steps from one track to another.
    pub async fn path(
        self,
        from: TrackRef,
        to: TrackRef,
        between: usize,
        source: Source,
        affinity: Affinity,
    ) -> Result<Sequence, AnalysisError> {
        let request = |id| Request::Path { id, from, to, between, source, affinity };
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
            other => Err(unexpected(&other)),
        }
    }

    /// All tags of the catalogue.
    pub async fn tags(self) -> Result<Vec<(String, u32)>, AnalysisError> {
        match self.ask(|id| Request::Tags { id }).await? {
            Response::Tags { tags, .. } => Ok(tags),
            other => Err(unexpected(&other)),
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

fn sequence(response: Response) -> Result<Sequence, AnalysisError> {
    match response {
        Response::Sequenced { sequence, .. } => Ok(sequence),
        other => Err(unexpected(&other)),
    }
}
