//! The only thing that talks to the worker: starts it, numbers requests, hands answers to who waits for
//! them, and replaces it after a crash.

use futures_channel::oneshot;
use js_sys::Array;
use protocol::{Analysis, AnalysisError, Explanation, Request, RequestId, Response, Stage};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, MessageEvent, Worker};

use crate::audio::decode::Input;

/// Trunk's loader beside the page; it loads the worker's module.
const WORKER_URL: &str = "./worker_loader.js";

/// Hears how far a request is.
type OnProgress = Box<dyn Fn(Stage, f32)>;

/// A request that has not been answered.
struct Pending {
    answer: oneshot::Sender<Result<Response, AnalysisError>>,
    on_progress: OnProgress,
}

/// A handle to the worker; clones share it.
#[derive(Clone, Default)]
pub struct WorkerClient(Rc<Inner>);

#[derive(Default)]
struct Inner {
    running: RefCell<Option<Running>>,
    pending: RefCell<HashMap<RequestId, Pending>>,
    next_id: Cell<u32>,
}

/// A worker and what keeps its callbacks alive.
struct Running {
    worker: Worker,
    /// Messages that wait for the worker's `Ready`; `None` once it has come.
    waiting: Option<Vec<(JsValue, Array)>>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl WorkerClient {
    /// Starts the worker, so that it is there when the first file comes.
    pub fn start(&self) {
        // What goes wrong here is told to the first request.
        drop(self.ensure_running());
    }

    /// Analyses one track.
    pub async fn analyse(
        &self,
        input: Input,
        on_progress: impl Fn(Stage, f32) + 'static,
    ) -> Result<Analysis, AnalysisError> {
        let id = self.next_id();
        let (request, buffers) = match input {
            Input::Wav(bytes) => (Request::AnalyseWav { id }, vec![bytes.into()]),
            Input::Pcm { channels, sample_rate } => {
                (Request::Analyse { id, sample_rate }, channels.into_iter().map(JsValue::from).collect())
            }
        };
        match self.ask(id, &request, buffers, Box::new(on_progress)).await? {
            Response::Analysed { analysis, .. } => Ok(*analysis),
            other => Err(unexpected(&other)),
        }
    }

    /// Asks anything that needs no buffers and makes no progress.
    pub async fn request(
        &self,
        request: impl FnOnce(RequestId) -> Request,
    ) -> Result<Response, AnalysisError> {
        let id = self.next_id();
        self.ask(id, &request(id), Vec::new(), Box::new(|_, _| {})).await
    }

    /// What drove the predictions that were made from these descriptors.
    pub async fn explain(&self, descriptors: Vec<Vec<f32>>) -> Result<Vec<Explanation>, AnalysisError> {
        match self.request(|id| Request::Explain { id, descriptors }).await? {
            Response::Explained { explanations, .. } => Ok(explanations),
            other => Err(unexpected(&other)),
        }
    }

    fn next_id(&self) -> RequestId {
        let id = self.0.next_id.get();
        self.0.next_id.set(id.wrapping_add(1));
        RequestId(id)
    }

    async fn ask(
        &self,
        id: RequestId,
        request: &Request,
        buffers: Vec<JsValue>,
        on_progress: OnProgress,
    ) -> Result<Response, AnalysisError> {
        let value = serde_wasm_bindgen::to_value(request)
            .map_err(|error| AnalysisError::Protocol { reason: error.to_string() })?;
        let message = Array::of1(&value);
        let transfer = Array::new();
        for buffer in buffers {
            message.push(&buffer);
            transfer.push(&js_sys::Reflect::get(&buffer, &"buffer".into()).unwrap_or(JsValue::UNDEFINED));
        }
        let (answer, answered) = oneshot::channel();
        self.ensure_running()?;
        self.0.pending.borrow_mut().insert(id, Pending { answer, on_progress });
        self.post(message.into(), transfer);
        answered.await.unwrap_or_else(|_| Err(crashed("it was replaced")))
    }

    fn post(&self, message: JsValue, transfer: Array) {
        let mut running = self.0.running.borrow_mut();
        let Some(running) = running.as_mut() else { return };
        match &mut running.waiting {
            Some(waiting) => waiting.push((message, transfer)),
            None => drop(running.worker.post_message_with_transfer(&message, &transfer)),
        }
    }

    fn ensure_running(&self) -> Result<(), AnalysisError> {
        if self.0.running.borrow().is_some() {
            return Ok(());
        }
        let worker = Worker::new(WORKER_URL).map_err(|error| crashed(&describe(&error)))?;
        let client = self.clone();
        let on_message = Closure::new(move |event: MessageEvent| client.receive(&event.data()));
        let client = self.clone();
        let on_error = Closure::new(move |event: ErrorEvent| client.replace(&event.message()));
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let running =
            Running { worker, waiting: Some(Vec::new()), _on_message: on_message, _on_error: on_error };
        self.0.running.replace(Some(running));
        Ok(())
    }

    fn receive(&self, data: &JsValue) {
        let value = data.dyn_ref::<Array>().map_or(JsValue::UNDEFINED, |message| message.get(0));
        let response: Response = match serde_wasm_bindgen::from_value(value) {
            Ok(response) => response,
            Err(error) => return self.replace(&error.to_string()),
        };
        match response {
            Response::Ready => self.flush(),
            Response::Crashed { reason } => self.replace(&reason),
            Response::Progress { id, stage, fraction } => {
                if let Some(pending) = self.0.pending.borrow().get(&id) {
                    (pending.on_progress)(stage, fraction);
                }
            }
            Response::Failed { id, error } => self.answer(id, Err(error)),
            Response::Analysed { id, .. }
            | Response::Explained { id, .. }
            | Response::Registered { id }
            | Response::Recommended { id, .. }
            | Response::Found { id, .. }
            | Response::Sequenced { id, .. }
            | Response::Exported { id, .. }
            | Response::Map { id, .. }
            | Response::Cards { id, .. }
            | Response::Places { id, .. }
            | Response::GroupedOwn { id, .. }
            | Response::Tags { id, .. } => {
                self.answer(id, Ok(response));
            }
        }
    }

    /// Sends what had to wait for the worker.
    fn flush(&self) {
        let waiting = self.0.running.borrow_mut().as_mut().and_then(|running| running.waiting.take());
        for (message, transfer) in waiting.into_iter().flatten() {
            self.post(message, transfer);
        }
    }

    fn answer(&self, id: RequestId, answer: Result<Response, AnalysisError>) {
        if let Some(pending) = self.0.pending.borrow_mut().remove(&id) {
            // Nobody waits any more where the track was removed meanwhile.
            drop(pending.answer.send(answer));
        }
    }

    /// Ends a worker that is of no use any more; everything it had not answered has failed. The next
    /// request starts another.
    fn replace(&self, reason: &str) {
        let Some(running) = self.0.running.borrow_mut().take() else { return };
        running.worker.set_onmessage(None);
        running.worker.set_onerror(None);
        running.worker.terminate();
        // This may run inside one of the callbacks: they must outlive it.
        wasm_bindgen_futures::spawn_local(async move { drop(running) });
        let lost: Vec<Pending> = self.0.pending.borrow_mut().drain().map(|(_, pending)| pending).collect();
        for pending in lost {
            drop(pending.answer.send(Err(crashed(reason))));
        }
    }
}

fn crashed(reason: &str) -> AnalysisError {
    AnalysisError::Crashed { reason: reason.into() }
}

/// What to say of an answer to another question.
pub fn unexpected(response: &Response) -> AnalysisError {
    AnalysisError::Protocol { reason: format!("unexpected answer {response:?}").chars().take(80).collect() }
}

fn describe(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map_or_else(|| "no worker".into(), |error| error.message().into())
}
