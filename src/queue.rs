//! Takes the tracks one after the other through decoding and analysis, and makes them known to the adviser.
//! A track that fails says why; the next one has its turn.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::{AnalysisError, Stage};
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File};

use crate::adviser::Adviser;
use crate::audio::decode::{Input, decode};
use crate::audio::sample;
use crate::state::{Explained, Library, Track, TrackState};
use crate::strings;
use crate::worker_client::WorkerClient;

/// Samples of the built-in sample that are made at once: about 10 ms of work.
const SAMPLE_SLICE: usize = 22_050;

/// Works through the library's queue; clones share it.
#[derive(Clone)]
pub struct Queue {
    library: Library,
    worker: WorkerClient,
    adviser: Adviser,
    running: Rc<Cell<bool>>,
}

/// Asks the worker what drove a track's predictions; a context of the app.
#[derive(Clone, Copy)]
pub struct Explainer(StoredValue<WorkerClient, LocalStorage>);

impl Explainer {
    /// Asks, unless it has been asked; after a failure, asks again.
    pub fn explain(self, track: Track) {
        let asked = track
            .explained
            .with_untracked(|explained| matches!(explained, Explained::Pending | Explained::Found(_)));
        let descriptors = track.state.with_untracked(|state| match state {
            TrackState::Ready(analysis) => Some(analysis.descriptors.clone()),
            _ => None,
        });
        let (false, Some(descriptors)) = (asked, descriptors) else { return };
        track.explained.set(Explained::Pending);
        let worker = self.0.get_value();
        spawn_local(async move {
            let found = worker.explain(descriptors).await.map(Arc::new);
            track.explained.set(found.map_or_else(Explained::Failed, Explained::Found));
        });
    }
}

impl Queue {
    /// A queue that is idle, and a worker that starts meanwhile.
    pub fn new(library: Library, adviser: Adviser) -> Self {
        let worker = WorkerClient::default();
        worker.start();
        Self { library, worker, adviser, running: Rc::default() }
    }

    /// What the app's components ask the worker through.
    pub fn explainer(&self) -> Explainer {
        Explainer(StoredValue::new_local(self.worker.clone()))
    }

    /// Adds files the user has chosen or dropped.
    pub fn add_files(&self, files: impl IntoIterator<Item = File>) {
        for file in files {
            self.library.add(file.name(), file.unchecked_into());
        }
        self.run();
    }

    /// Makes the built-in sample and adds it.
    pub fn add_sample(&self) {
        let queue = self.clone();
        spawn_local(async move {
            if let Some(file) = render_sample().await {
                let track = queue.library.add(strings::SAMPLE_NAME.into(), file);
                queue.library.show(track.id);
                queue.run();
            }
        });
    }

    fn run(&self) {
        if self.running.replace(true) {
            return;
        }
        let queue = self.clone();
        spawn_local(async move {
            while let Some(track) = queue.library.first_queued() {
                queue.process(track).await;
            }
            queue.running.set(false);
        });
    }

    async fn process(&self, track: Track) {
        track.state.set(TrackState::Decoding);
        match self.analyse(track).await {
            Ok(analysis) => {
                // Before it is shown: whoever asks what should follow it is answered.
                self.adviser.register(track.id, &track.name.get_value(), &analysis);
                track.state.set(TrackState::Ready(Arc::new(analysis)));
            }
            Err(error) => track.state.set(TrackState::Failed(error)),
        }
    }

    async fn analyse(&self, track: Track) -> Result<protocol::Analysis, AnalysisError> {
        let input: Input = decode(&track.file.get_value()).await?;
        track.state.set(TrackState::Analysing { stage: Stage::Decoding, fraction: 0.0 });
        let on_progress = move |stage, fraction| track.state.set(TrackState::Analysing { stage, fraction });
        self.worker.analyse(input, on_progress).await
    }
}

/// The built-in sample as a WAV file, made in slices so that the page never waits.
async fn render_sample() -> Option<Blob> {
    let spec = hound::WavSpec {
        channels: 2,
        sample_rate: sample::SAMPLE_RATE,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut bytes = std::io::Cursor::new(Vec::new());
    let mut writer = hound::WavWriter::new(&mut bytes, spec).ok()?;
    let scale = f32::from(i16::MAX);
    for start in (0..sample::len()).step_by(SAMPLE_SLICE) {
        for place in start..(start + SAMPLE_SLICE).min(sample::len()) {
            let (left, right) = sample::at(place);
            writer.write_sample((left * scale) as i16).ok()?;
            writer.write_sample((right * scale) as i16).ok()?;
        }
        pause().await;
    }
    writer.finalize().ok()?;
    let array = js_sys::Uint8Array::from(bytes.get_ref().as_slice());
    let options = BlobPropertyBag::new();
    options.set_type("audio/wav");
    Blob::new_with_u8_array_sequence_and_options(&js_sys::Array::of1(&array), &options).ok()
}

/// Lets the browser do what else it has to do.
async fn pause() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            drop(window.set_timeout_with_callback(&resolve));
        }
    });
    drop(JsFuture::from(promise).await);
}
