//! The page's end: a worker that is started when it is needed, asked, and replaced when it dies.

use futures_channel::oneshot;
use js_sys::{Array, ArrayBuffer, Uint8Array};
use protocol::Stage;
use protocol::call::{Call, ConnectionError, Nothing, PROTOCOL_VERSION, Service};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::marker::PhantomData;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, MessageEvent, WorkerOptions};

use crate::carried::Carried;
use crate::message::{CallId, FromWorker, decode, encode, encode_call};

/// A handle to a worker that answers the calls of `S`; copies are handles to the same one.
pub struct Client<S>(Rc<Inner>, PhantomData<S>);

/// Hears encoded news.
type Hearing = Rc<dyn Fn(&[u8])>;

/// Makes an encoded call, or says nothing.
type Introduction = Rc<dyn Fn() -> Option<Vec<u8>>>;

struct Inner {
    script: &'static str,
    /// What the browser's tools call the worker.
    name: &'static str,
    running: RefCell<Option<Running>>,
    pending: RefCell<HashMap<CallId, Pending>>,
    next_id: Cell<CallId>,
    on_news: RefCell<Option<Hearing>>,
    /// What the running worker may hold.
    held: Cell<Held>,
    /// What a worker is told before anything is asked, as an encoded call; see [`Client::introduce`].
    introduction: RefCell<Option<Introduction>>,
}

/// A worker, and what keeps its callbacks alive.
struct Running {
    worker: web_sys::Worker,
    /// Messages that wait for the worker to listen; `None` since it does.
    waiting: Option<Vec<Message>>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

/// What a worker may hold, bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Size of its module's memory, which never shrinks, when it last answered.
    pub memory: u64,
    /// What was moved to it since it started: it lies outside that memory, and stays until the browser takes it away, which
    /// may be long after the worker is done with it.
    pub moved: u64,
}

/// A call on its way.
struct Message {
    id: CallId,
    /// Head and parts.
    parts: Array,
    /// Those of them that are moved.
    moved: Array,
}

/// Who waits for an answer.
struct Pending {
    answer: oneshot::Sender<Result<Outcome, ConnectionError>>,
    on_progress: Box<dyn Fn(Stage, f32)>,
}

/// An encoded answer and what came beside it.
struct Outcome {
    bytes: Vec<u8>,
    parts: Vec<JsValue>,
}

impl<S> Clone for Client<S> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<S: Service> Client<S> {
    /// A worker that runs `script` and starts with the first call.
    pub fn new(script: &'static str, name: &'static str) -> Self {
        let inner = Inner {
            script,
            name,
            running: RefCell::default(),
            pending: RefCell::default(),
            next_id: Cell::new(0),
            on_news: RefCell::default(),
            held: Cell::default(),
            introduction: RefCell::default(),
        };
        Self(Rc::new(inner), PhantomData)
    }

    /// Starts the worker, so that it is there when the first call comes.
    pub fn start(&self) {
        // What goes wrong here is told to the first call.
        drop(self.0.ensure_running());
    }

    /// Ends the worker over what it is doing, if it does anything; the next call starts another.
    pub fn stop(&self) {
        if !self.0.pending.borrow().is_empty() {
            self.0.replace(&ConnectionError::Stopped);
        }
    }

    /// Ends the worker, whether it does anything or not; the next call starts another.
    pub fn end(&self) {
        self.0.replace(&ConnectionError::Stopped);
    }

    /// What the worker may hold; nothing where none runs.
    pub fn held(&self) -> Held {
        self.0.held.get()
    }

    /// Hears what the worker tells without being asked.
    pub fn on_news(&self, hear: impl Fn(S::News) + 'static) {
        let hear = move |bytes: &[u8]| {
            // News that cannot be read are of a build that the handshake has refused.
            if let Ok(news) = decode(bytes) {
                hear(news);
            }
        };
        self.0.on_news.replace(Some(Rc::new(hear)));
    }

    /// Has every worker that starts told something before anything is asked: one that takes the place of a worker that died
    /// must know what was agreed upon. `None` says nothing. Nobody hears the answer.
    pub fn introduce<C>(&self, introduction: impl Fn() -> Option<C> + 'static)
    where
        C: Call<Service = S, Sends = Nothing, Returns = Nothing>,
    {
        let encoded = move || {
            let call: S = introduction()?.into();
            encode(&call).ok()
        };
        self.0.introduction.replace(Some(Rc::new(encoded)));
    }

    /// Asks what needs nothing beside it.
    ///
    /// # Errors
    /// What the worker says, or that it gave no answer.
    pub async fn call<C>(&self, call: C) -> Result<C::Reply, S::Error>
    where
        C: Call<Service = S, Sends = Nothing, Returns = Nothing>,
    {
        Ok(self.call_with(call, ()).await?.0)
    }

    /// Asks, with what the call declares beside it.
    ///
    /// # Errors
    /// What the worker says, or that it gave no answer.
    pub async fn call_with<C>(&self, call: C, sent: Sent<C>) -> Result<(C::Reply, Returned<C>), S::Error>
    where
        C: Call<Service = S>,
        C::Sends: Carried,
        C::Returns: Carried,
    {
        self.call_watched(call, sent, |_, _| {}).await
    }

    /// Asks, and hears how far the answer is.
    ///
    /// # Errors
    /// What the worker says, or that it gave no answer.
    pub async fn call_watched<C>(
        &self,
        call: C,
        sent: Sent<C>,
        on_progress: impl Fn(Stage, f32) + 'static,
    ) -> Result<(C::Reply, Returned<C>), S::Error>
    where
        C: Call<Service = S>,
        C::Sends: Carried,
        C::Returns: Carried,
    {
        let (parts, moved) = (Array::new(), Array::new());
        C::Sends::pack(sent, &parts, &moved);
        let call: S = call.into();
        let outcome = self.0.ask(&encode(&call)?, &parts, moved, Box::new(on_progress)).await?;
        let reply = decode::<Result<C::Reply, S::Error>>(&outcome.bytes)??;
        let returned = C::Returns::unpack(&outcome.parts).ok_or_else(|| ConnectionError::Misunderstood {
            reason: "an answer came without what belongs to it".into(),
        })?;
        Ok((reply, returned))
    }

    /// Passes an encoded call on unread, and its encoded outcome back; see [`crate::Relay`].
    pub async fn forward(&self, call: &[u8]) -> Vec<u8> {
        match self.0.ask(call, &Array::new(), Array::new(), Box::new(|_, _| {})).await {
            Ok(outcome) => outcome.bytes,
            Err(error) => encode(&Err::<(), S::Error>(error.into())).unwrap_or_default(),
        }
    }
}

/// What a call sends beside itself.
type Sent<C> = <<C as Call>::Sends as Carried>::Value;

/// What comes beside a call's answer.
type Returned<C> = <<C as Call>::Returns as Carried>::Value;

impl Inner {
    async fn ask(
        self: &Rc<Self>,
        call: &[u8],
        parts: &Array,
        moved: Array,
        on_progress: Box<dyn Fn(Stage, f32)>,
    ) -> Result<Outcome, ConnectionError> {
        let id = self.new_id();
        let head = Uint8Array::from(encode_call(id, call)?.as_slice());
        let sent = bytes(&moved);
        moved.push(&head.buffer());
        let message = Array::of1(&head).concat(parts);
        let (answer, answered) = oneshot::channel();
        self.ensure_running()?;
        self.pending.borrow_mut().insert(id, Pending { answer, on_progress });
        self.hold(|held| Held { moved: held.moved + sent, ..held });
        self.post(Message { id, parts: message, moved });
        answered.await.unwrap_or(Err(ConnectionError::Stopped))
    }

    fn hold(&self, change: impl FnOnce(Held) -> Held) {
        self.held.set(change(self.held.get()));
    }

    fn new_id(&self) -> CallId {
        let id = self.next_id.get();
        self.next_id.set(id.wrapping_add(1));
        id
    }

    /// Sends a call, or has it wait for the worker to listen. What the browser refuses to send has failed.
    fn post(&self, message: Message) {
        let refused = {
            let mut running = self.running.borrow_mut();
            let Some(running) = running.as_mut() else { return };
            match &mut running.waiting {
                Some(waiting) => return waiting.push(message),
                None => running.worker.post_message_with_transfer(&message.parts, &message.moved).err(),
            }
        };
        if let Some(error) = refused
            && let Some(pending) = self.pending.borrow_mut().remove(&message.id)
        {
            let error = ConnectionError::Misunderstood { reason: describe(&error) };
            drop(pending.answer.send(Err(error)));
        }
    }

    fn ensure_running(self: &Rc<Self>) -> Result<(), ConnectionError> {
        if self.running.borrow().is_some() {
            return Ok(());
        }
        let options = WorkerOptions::new();
        options.set_name(self.name);
        let worker = web_sys::Worker::new_with_options(self.script, &options)
            .map_err(|error| crashed(&describe(&error)))?;
        let inner = self.clone();
        let on_message = Closure::new(move |event: MessageEvent| inner.receive(&event.data()));
        let inner = self.clone();
        let on_error = Closure::new(move |event: ErrorEvent| inner.replace(&crashed(&event.message())));
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let running =
            Running { worker, waiting: Some(Vec::new()), _on_message: on_message, _on_error: on_error };
        self.running.replace(Some(running));
        Ok(())
    }

    fn receive(&self, data: &JsValue) {
        let message = data.dyn_ref::<Array>().map(Array::to_vec).unwrap_or_default();
        let mut parts = message.into_iter();
        let head = parts.next().and_then(|head| head.dyn_into::<Uint8Array>().ok());
        match decode(&head.map(|head| head.to_vec()).unwrap_or_default()) {
            Ok(FromWorker::Ready { version: PROTOCOL_VERSION }) => self.flush(),
            Ok(FromWorker::Ready { version }) => self.replace(&ConnectionError::Misunderstood {
                reason: format!("version {PROTOCOL_VERSION} met version {version}"),
            }),
            Ok(FromWorker::Crashed { reason }) => self.replace(&crashed(&reason)),
            Ok(FromWorker::Progress { id, stage, fraction }) => {
                if let Some(pending) = self.pending.borrow().get(&id) {
                    (pending.on_progress)(stage, fraction);
                }
            }
            Ok(FromWorker::News(bytes)) => {
                // The borrow ends before anybody hears: who hears may ask.
                let hear = self.on_news.borrow().clone();
                if let Some(hear) = hear {
                    hear(&bytes);
                }
            }
            Ok(FromWorker::Answer { id, outcome, memory }) => {
                self.hold(|held| Held { memory, ..held });
                if let Some(pending) = self.pending.borrow_mut().remove(&id) {
                    let outcome = Outcome { bytes: outcome.into_vec(), parts: parts.collect() };
                    // Nobody waits any more where the track was removed meanwhile.
                    drop(pending.answer.send(Ok(outcome)));
                }
            }
            Err(error) => self.replace(&error),
        }
    }

    /// Sends what had to wait for the worker.
    fn flush(&self) {
        let waiting = self.running.borrow_mut().as_mut().and_then(|running| running.waiting.take());
        let introduction = self.introduction.borrow().clone();
        let id = self.new_id();
        if let Some(call) = introduction.and_then(|introduction| introduction())
            && let Ok(head) = encode_call(id, &call)
        {
            let parts = Array::of1(&Uint8Array::from(head.as_slice()));
            self.post(Message { id, parts, moved: Array::new() });
        }
        waiting.into_iter().flatten().for_each(|message| self.post(message));
    }

    /// Ends a worker that is of no use any more; everything it had not answered has failed. The next call starts another.
    fn replace(&self, reason: &ConnectionError) {
        let Some(running) = self.running.borrow_mut().take() else { return };
        self.held.set(Held::default());
        running.worker.set_onmessage(None);
        running.worker.set_onerror(None);
        running.worker.terminate();
        // This may run inside one of the callbacks: they must outlive it.
        wasm_bindgen_futures::spawn_local(async move { drop(running) });
        let lost: Vec<Pending> = self.pending.borrow_mut().drain().map(|(_, pending)| pending).collect();
        for pending in lost {
            drop(pending.answer.send(Err(reason.clone())));
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// Bytes of buffers.
fn bytes(buffers: &Array) -> u64 {
    let length = |buffer: JsValue| buffer.dyn_ref::<ArrayBuffer>().map_or(0, ArrayBuffer::byte_length);
    buffers.iter().map(|buffer| u64::from(length(buffer))).sum()
}

fn crashed(reason: &str) -> ConnectionError {
    ConnectionError::Crashed { reason: reason.into() }
}

fn describe(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map_or_else(|| format!("{error:?}"), |error| error.message().into())
}
