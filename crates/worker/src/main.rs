//! The web worker: takes the page's requests, wires analysis, model and catalogue to the protocol.
//!
//! Requests are answered one after the other, in the order in which they came. A panic posts
//! [`Response::Crashed`]; after it the worker is of no use, and the page starts another.

// The bin is empty natively, where only the tests of what needs no browser are built.
#![cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]

mod adviser;
mod assets;
mod export;
mod library;
mod map;
mod wav;
mod wire;

use adviser::Adviser;
use assets::Assets;
use dsp::{Audio, Descriptor};
use js_sys::{Float32Array, Uint8Array, Uint16Array};
use protocol::{Analysis, AnalysisError, Explanation, Request, RequestId, Response, Stage, TrackRef};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::MessageEvent;
use wire::{Message, post, post_with};

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
                let (response, buffers) = self.answer(message).await;
                post_with(&response, &buffers);
            }
            self.busy.replace(false);
        });
    }

    async fn answer(&self, message: Message) -> (Response, Vec<JsValue>) {
        let mut buffers = Vec::new();
        let (id, answer) = match message.request {
            Request::Analyse { id, sample_rate } => {
                let channels = message.channels();
                drop(message);
                (id, self.analyse(id, channels, sample_rate).await.map(|analysis| analysed(id, analysis)))
            }
            Request::AnalyseWav { id } => {
                let file = message.file();
                drop(message);
                (id, self.analyse_wav(id, file).await.map(|analysis| analysed(id, analysis)))
            }
            Request::Explain { id, descriptors } => {
                let explanations = self.explain(descriptors).await;
                (id, explanations.map(|explanations| Response::Explained { id, explanations }))
            }
            Request::Register { id, tracks, gone } => {
                let catalogue = self.assets.catalogue().await;
                let registered =
                    catalogue.and_then(|catalogue| self.adviser.register(catalogue, tracks, &gone));
                (id, registered.map(|()| Response::Registered { id }))
            }
            Request::Recommend { id, query } => {
                let catalogue = self.assets.catalogue().await;
                let picks =
                    catalogue.map(|catalogue| self.adviser.ask(|shelf| catalogue.recommend(&query, shelf)));
                (id, picks.map(|picks| Response::Recommended { id, picks }))
            }
            Request::Search { id, text, limit } => {
                let catalogue = self.assets.catalogue().await;
                let tracks = catalogue.map(|catalogue| self.adviser.search(catalogue, &text, limit));
                (id, tracks.map(|tracks| Response::Found { id, tracks }))
            }
            Request::Path { id, from, to, between, source, affinity } => {
                let catalogue = self.assets.catalogue().await;
                let path = catalogue.and_then(|catalogue| {
                    let path = |shelf: &_| catalogue.path(shelf, from, to, between, source, affinity);
                    self.adviser.ask(path).ok_or_else(unknown_track)
                });
                (id, path.map(|sequence| Response::Sequenced { id, sequence }))
            }
            Request::Flow { id, tracks, curve, tempo_step, keep_order } => {
                let catalogue = self.assets.catalogue().await;
                let flow = catalogue.map(|catalogue| {
                    self.adviser.ask(|shelf| catalogue.flow(shelf, &tracks, curve, tempo_step, keep_order))
                });
                (id, flow.map(|sequence| Response::Sequenced { id, sequence }))
            }
            Request::Export { id, format, tracks, title, music_folder } => {
                let catalogue = self.assets.catalogue().await;
                let exported = catalogue.map(|catalogue| {
                    self.adviser.ask(|shelf| {
                        let source = |track: &TrackRef| {
                            let own = match track {
                                TrackRef::Own(id) => shelf.track(*id),
                                TrackRef::Catalogue(_) => None,
                            };
                            Some(export::Source { card: catalogue.card(shelf, *track)?, own })
                        };
                        let sources: Vec<_> = tracks.iter().filter_map(source).collect();
                        export::export(format, &title, &music_folder, &sources)
                    })
                });
                (id, exported.map(|exported| Response::Exported { id, exported }))
            }
            Request::Map { id } => {
                let catalogue = self.assets.catalogue().await;
                let map = catalogue.map(|catalogue| {
                    let planes = catalogue.map().planes.iter();
                    buffers.extend(planes.map(|plane| Uint16Array::from(plane.as_flattened()).into()));
                    buffers.push(Uint8Array::from(catalogue.map().cluster_of.as_slice()).into());
                    buffers.push(Float32Array::from(map::feature_columns(catalogue).as_slice()).into());
                    self.adviser.ask(|shelf| map::view(catalogue, shelf))
                });
                (id, map.map(|map| Response::Map { id, map: Box::new(map) }))
            }
            Request::Cards { id, tracks } => {
                let catalogue = self.assets.catalogue().await;
                let cards = catalogue.map(|catalogue| {
                    let card = |shelf: &_, place| catalogue.card(shelf, TrackRef::Catalogue(place));
                    self.adviser.ask(|shelf| tracks.iter().filter_map(|place| card(shelf, *place)).collect())
                });
                (id, cards.map(|tracks| Response::Cards { id, tracks }))
            }
            Request::Places { id, tracks } => {
                let catalogue = self.assets.catalogue().await;
                let places = catalogue
                    .map(|catalogue| self.adviser.ask(|shelf| map::places(catalogue, shelf, &tracks)));
                (id, places.map(|places| Response::Places { id, places }))
            }
            Request::GroupOwn { id, clusters } => {
                let own = self.adviser.ask(|shelf| shelf.coordinates());
                let mut progress = Progress::of(id);
                let map = library::group(&own, clusters, |share| progress.tell(Stage::Grouping, share));
                let map = map.map_err(|error| AnalysisError::BadAudio { reason: error.to_string() });
                (id, map.map(|map| Response::GroupedOwn { id, map: Box::new(map) }))
            }
            Request::Tags { id } => {
                let tags = self.assets.catalogue().await.map(|catalogue| catalogue.tags.counts());
                (id, tags.map(|tags| Response::Tags { id, tags }))
            }
        };
        (answer.unwrap_or_else(|error| Response::Failed { id, error }), buffers)
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

    async fn analyse_wav(
        &self,
        id: RequestId,
        file: Result<Vec<u8>, AnalysisError>,
    ) -> Result<Analysis, AnalysisError> {
        post(&Response::Progress { id, stage: Stage::Decoding, fraction: 0.0 });
        let wav = wav::decode(&file?)?;
        self.analyse(id, Ok(wav.channels), wav.sample_rate).await
    }

    async fn analyse(
        &self,
        id: RequestId,
        channels: Result<Vec<Vec<f32>>, AnalysisError>,
        sample_rate: u32,
    ) -> Result<Analysis, AnalysisError> {
        let channels = channels?;
        let model = self.assets.model().await?;
        let channels: Vec<&[f32]> = channels.iter().map(Vec::as_slice).collect();
        let mut progress = Progress::of(id);
        model::analyse(&Audio { channels: &channels, sample_rate }, model, &mut |stage, fraction| {
            progress.tell(stage, fraction);
        })
    }
}

/// Tells how far a request is, but not more often than anybody could see.
struct Progress {
    id: RequestId,
    posted: f32,
}

impl Progress {
    fn of(id: RequestId) -> Self {
        Self { id, posted: -PROGRESS_STEP }
    }

    fn tell(&mut self, stage: Stage, fraction: f32) {
        if fraction - self.posted >= PROGRESS_STEP {
            self.posted = fraction;
            post(&Response::Progress { id: self.id, stage, fraction });
        }
    }
}

fn unknown_track() -> AnalysisError {
    AnalysisError::Protocol { reason: "a track that this worker does not know".into() }
}

fn analysed(id: RequestId, analysis: Analysis) -> Response {
    Response::Analysed { id, analysis: Box::new(analysis) }
}
