//! The web worker: takes the page's requests, wires analysis, model and catalogue to the protocol.
//!
//! Requests are answered one after the other, in the order in which they came. A panic posts
//! [`Response::Crashed`]; after it the worker is of no use, and the page starts another.

// The bin is empty natively, where only the tests of what needs no browser are built.
#![cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]

mod adviser;
mod assets;
mod blob;
mod explore;
mod export;
mod identify;
mod import;
mod library;
mod library_file;
mod store;
mod wav;
mod wire;

use adviser::Adviser;
use assets::Assets;
use catalogue::Catalogue;
use dsp::{Audio, Descriptor};
use js_sys::{Array, Uint8Array};
use library::Library;
use protocol::{
    Analysis, AnalysisError, Explanation, OwnTrack, Request, RequestId, Response, Stage, TrackRef,
};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, MessageEvent};
use wire::{Answer, Message, post, send};

/// Least advance between two progress messages: a hundredth.
const PROGRESS_STEP: f32 = 0.01;

fn main() {
    std::panic::set_hook(Box::new(|info| post(&Response::Crashed { reason: info.to_string() })));
    let Some(scope) = wire::scope() else { return };
    let worker = Rc::new(Worker::default());
    let on_message =
        Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            match Message::read(&event.data()) {
                Ok(message) => worker.clone().accept(message),
                Err(reason) => post(&Response::Crashed { reason }),
            }
        });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    post(&Response::Ready);
}

/// The worker's state: what waits, and what has been loaded.
#[derive(Default)]
struct Worker {
    assets: Assets,
    adviser: Adviser,
    library: Library,
    waiting: RefCell<VecDeque<Message>>,
    busy: RefCell<bool>,
}

impl Worker {
    fn accept(self: Rc<Self>, message: Message) {
        self.waiting.borrow_mut().push_back(message);
        if self.busy.replace(true) {
            return;
        }
        wasm_bindgen_futures::spawn_local(async move {
            // The borrow must end before the answer is awaited.
            let next = || self.waiting.borrow_mut().pop_front();
            while let Some(message) = next() {
                let Answer { response, buffers } = self.answer(message).await;
                send(&response, &buffers);
            }
            self.busy.replace(false);
        });
    }

    async fn answer(&self, message: Message) -> Answer {
        let id = message.request.id();
        self.try_answer(id, message).await.unwrap_or_else(|error| Response::Failed { id, error }.into())
    }

    async fn try_answer(&self, id: RequestId, message: Message) -> Result<Answer, AnalysisError> {
        let response = match message.request {
            Request::Identify { .. } => {
                let identity = identify::identify(message.file()?).map_err(unreadable)?;
                Response::Identified { id, identity }
            }
            Request::Analyse { sample_rate, .. } => {
                let channels = message.channels()?;
                drop(message);
                return analysed(id, &self.analyse(id, channels, sample_rate).await?);
            }
            Request::AnalyseWav { .. } => {
                let bytes = message.file()?.bytes().map_err(unreadable)?;
                return analysed(id, &self.analyse_wav(id, &bytes).await?);
            }
            Request::Explain { descriptors, .. } => {
                Response::Explained { id, explanations: self.explain(descriptors).await? }
            }
            Request::OpenLibrary { start, .. } => {
                let (tracks, total, storage) = self.library.page(start).await;
                Response::Library { id, tracks, total, storage }
            }
            Request::Keep { ref tracks, .. } => {
                let storage = self.library.keep(tracks.clone(), &message.packed()?).await;
                Response::Kept { id, storage }
            }
            Request::Forget { tracks, .. } => {
                Response::Kept { id, storage: self.library.forget(&tracks).await }
            }
            Request::OpenAnalysis { track, .. } => {
                Response::Opened { id, analysis: self.library.analysis(track).await.map(Box::new) }
            }
            Request::PackLibrary { .. } => {
                let file = self.pack().await?;
                return Ok(Answer { response: Response::Packed { id }, buffers: vec![file.into()] });
            }
            Request::Import { ref name, .. } => {
                let bytes = message.file()?.bytes().map_err(unreadable)?;
                let catalogue = self.assets.catalogue().await?;
                let read = import::read(name, &bytes, &self.library.tracks(), catalogue);
                let (import, packed) = read.map_err(|reason| AnalysisError::Unreadable { reason })?;
                let buffers = packed.iter().map(|bytes| Uint8Array::from(bytes.as_slice()).into()).collect();
                return Ok(Answer { response: Response::Imported { id, import }, buffers });
            }
            Request::Recommend { query, .. } => {
                let catalogue = self.informed().await?;
                Response::Recommended {
                    id,
                    picks: self.adviser.ask(|shelf| catalogue.recommend(&query, shelf)),
                }
            }
            Request::Search { text, limit, .. } => {
                let catalogue = self.assets.catalogue().await?;
                Response::Found { id, tracks: self.adviser.search(catalogue, &text, limit) }
            }
            Request::Path { from, to, between, source, company, .. } => {
                let catalogue = self.informed().await?;
                let path = |shelf: &_| catalogue.path(shelf, from, to, between, source, company);
                Response::Sequenced { id, sequence: self.adviser.ask(path).ok_or_else(unknown_track)? }
            }
            Request::Flow { tracks, curve, tempo_step, keep_order, .. } => {
                let catalogue = self.informed().await?;
                let flow = |shelf: &_| catalogue.flow(shelf, &tracks, curve, tempo_step, keep_order);
                Response::Sequenced { id, sequence: self.adviser.ask(flow) }
            }
            Request::Export { format, tracks, title, music_folder, .. } => {
                let catalogue = self.informed().await?;
                let exported = self.adviser.ask(|shelf| {
                    let source = |track: &TrackRef| {
                        let own = match track {
                            TrackRef::Own(id) => shelf.track(*id),
                            TrackRef::Catalogue(_) => None,
                        };
                        Some(export::Source { card: catalogue.card(shelf, *track)?, own })
                    };
                    let sources: Vec<_> = tracks.iter().filter_map(source).collect();
                    export::export(format, &title, &music_folder, &sources)
                });
                Response::Exported { id, exported }
            }
            Request::Cards { tracks, .. } => {
                let catalogue = self.informed().await?;
                let card =
                    |shelf: &_| tracks.iter().filter_map(|track| catalogue.card(shelf, *track)).collect();
                Response::Found { id, tracks: self.adviser.ask(card) }
            }
            Request::Explore { .. } => {
                let question = message.packed()?.first().map(Uint8Array::to_vec).unwrap_or_default();
                let catalogue = self.informed().await?;
                let reply = explore::answer(&question, catalogue, &self.adviser)?;
                let buffers = vec![Uint8Array::from(reply.as_slice()).into()];
                return Ok(Answer { response: Response::Packed { id }, buffers });
            }
            Request::Tags { .. } => Response::Tags { id, tags: self.assets.catalogue().await?.tags.counts() },
        };
        Ok(response.into())
    }

    /// The catalogue, once the adviser knows what the library holds by now.
    async fn informed(&self) -> Result<&Catalogue, AnalysisError> {
        let catalogue = self.assets.catalogue().await?;
        let (tracks, gone) = self.library.news();
        self.adviser.register(catalogue, tracks, &gone)?;
        Ok(catalogue)
    }

    /// The whole library as one file, which the browser may hold outside of any memory of ours.
    async fn pack(&self) -> Result<Blob, AnalysisError> {
        let parts = Array::of1(&library_file::BEGINNING.into());
        for (place, track) in self.library.tracks().into_iter().enumerate() {
            if place > 0 {
                parts.push(&library_file::BETWEEN.into());
            }
            let packed = self.library.packed(track.id).await;
            parts.push(&library_file::entry(track, packed.as_deref()).into());
        }
        parts.push(&library_file::END.into());
        Blob::new_with_str_sequence(&parts)
            .map_err(|_| AnalysisError::Unreadable { reason: "the library is too large for one file".into() })
    }

    async fn explain(&self, descriptors: Vec<Vec<f32>>) -> Result<Vec<Explanation>, AnalysisError> {
        let windows: Option<Vec<Descriptor>> = descriptors.into_iter().map(Descriptor::from_vec).collect();
        let windows = windows.ok_or_else(|| AnalysisError::Protocol {
            reason: "the descriptors are not those that this worker computes".into(),
        })?;
        let explained = self.assets.model().await?.explain(&windows.iter().collect::<Vec<_>>());
        explained
            .map_err(|error| AnalysisError::Asset { asset: "the model".into(), reason: error.to_string() })
    }

    async fn analyse_wav(&self, id: RequestId, bytes: &[u8]) -> Result<Analysis, AnalysisError> {
        post(&Response::Progress { id, stage: Stage::Decoding, fraction: 0.0 });
        let wav = wav::decode(bytes)?;
        self.analyse(id, wav.channels, wav.sample_rate).await
    }

    async fn analyse(
        &self,
        id: RequestId,
        channels: Vec<Vec<f32>>,
        sample_rate: u32,
    ) -> Result<Analysis, AnalysisError> {
        let model = self.assets.model().await?;
        let channels: Vec<&[f32]> = channels.iter().map(Vec::as_slice).collect();
        let mut posted = -PROGRESS_STEP;
        model::analyse(&Audio { channels: &channels, sample_rate }, model, &mut |stage, fraction| {
            if fraction - posted >= PROGRESS_STEP {
                posted = fraction;
                post(&Response::Progress { id, stage, fraction });
            }
        })
    }
}

fn unknown_track() -> AnalysisError {
    AnalysisError::Protocol { reason: "a track that this worker does not know".into() }
}

fn unreadable(error: std::io::Error) -> AnalysisError {
    AnalysisError::Undecodable { reason: error.to_string() }
}

/// The result in short, and the whole of it packed.
fn analysed(id: RequestId, analysis: &Analysis) -> Result<Answer, AnalysisError> {
    let packed = postcard::to_allocvec(analysis)
        .map_err(|error| AnalysisError::Protocol { reason: error.to_string() })?;
    let response = Response::Analysed { id, track: Box::new(OwnTrack::of(analysis)) };
    Ok(Answer { response, buffers: vec![Uint8Array::from(packed.as_slice()).into()] })
}
