//! The worker's end: calls are answered one after the other, in the order in which they came.

use js_sys::{Array, Uint8Array};
use protocol::Stage;
use protocol::call::{Call, ConnectionError, PROTOCOL_VERSION, Service};
use serde_bytes::ByteBuf;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::Future;
use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::carried::Carried;
use crate::message::{CallId, FromWorker, decode_call, encode};

/// Least advance between two words of progress: a hundredth.
const PROGRESS_STEP: f32 = 0.01;

/// What answers the calls of a service.
pub trait Worker: 'static {
    /// Whose calls.
    type Service: Service;

    /// Answers one call.
    fn answer(&self, request: Request<Self::Service>) -> impl Future<Output = Answer>;
}

/// A call that waits for its answer.
pub struct Request<S> {
    /// The call.
    pub call: S,
    /// What came beside it.
    pub sent: Sent,
    /// Who hears how far the answer is.
    pub progress: Progress,
}

/// What came beside a call.
pub struct Sent(Vec<JsValue>);

impl Sent {
    /// The values that the call declares.
    ///
    /// # Errors
    /// Where something else came.
    pub fn take<C: Call>(self) -> Result<<C::Sends as Carried>::Value, ConnectionError>
    where
        C::Sends: Carried,
    {
        C::Sends::unpack(&self.0).ok_or_else(|| ConnectionError::Misunderstood {
            reason: "a call came without what belongs to it".into(),
        })
    }
}

/// Tells the page how far a call is.
pub struct Progress {
    id: CallId,
    /// The share that was told last, as bits: work that could be spread over threads may tell, too.
    told: AtomicU32,
}

impl Progress {
    /// Tells the share of the call that is done, 0…1, where it has grown enough to be seen.
    pub fn tell(&self, stage: Stage, fraction: f32) {
        if fraction - f32::from_bits(self.told.load(Ordering::Relaxed)) >= PROGRESS_STEP {
            self.told.store(fraction.to_bits(), Ordering::Relaxed);
            post(&FromWorker::Progress { id: self.id, stage, fraction });
        }
    }
}

/// A call's encoded outcome, and what goes beside it.
pub struct Answer {
    outcome: Result<Vec<u8>, ConnectionError>,
    parts: Array,
    moved: Array,
}

impl Answer {
    /// The outcome of a call whose answer has something beside it.
    pub fn to<C: Call>(outcome: Result<(C::Reply, Returned<C>), Failure<C>>) -> Self
    where
        C::Returns: Carried,
    {
        let (parts, moved) = (Array::new(), Array::new());
        let outcome = outcome.map(|(reply, returned)| {
            C::Returns::pack(returned, &parts, &moved);
            reply
        });
        Self { outcome: encode(&outcome), parts, moved }
    }

    /// The outcome of a call whose answer stands alone.
    pub fn plainly<C: Call>(outcome: Result<C::Reply, Failure<C>>) -> Self
    where
        C::Returns: Carried<Value = ()>,
    {
        Self::to::<C>(outcome.map(|reply| (reply, ())))
    }

    fn send(self, id: CallId) {
        match self.outcome {
            Ok(outcome) => {
                let answer = FromWorker::Answer { id, outcome: ByteBuf::from(outcome), memory: memory() };
                send(&answer, &self.parts, &self.moved);
            }
            Err(error) => post(&FromWorker::Crashed { reason: error.to_string() }),
        }
    }
}

/// What comes beside a call's answer.
type Returned<C> = <<C as Call>::Returns as Carried>::Value;

/// Why a call could not be answered.
type Failure<C> = <<C as Call>::Service as Service>::Error;

/// Listens to the page for as long as the worker lives. A panic is told; after it the worker is of no use, and the page
/// starts another.
pub fn serve<W: Worker>(worker: W) {
    std::panic::set_hook(Box::new(|info| post(&FromWorker::Crashed { reason: info.to_string() })));
    let Some(scope) = scope() else { return };
    let desk = Rc::new(Desk { worker, waiting: RefCell::default(), is_busy: Cell::new(false) });
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        match read::<W::Service>(&event.data()) {
            Ok(request) => desk.clone().accept(request),
            Err(error) => post(&FromWorker::Crashed { reason: error.to_string() }),
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    post(&FromWorker::Ready { version: PROTOCOL_VERSION });
}

/// Tells the page something that it has not asked for.
pub fn tell<S: Service>(news: &S::News) {
    if let Ok(news) = encode(news) {
        post(&FromWorker::News(ByteBuf::from(news)));
    }
}

/// The global scope of a worker; `None` elsewhere.
pub fn scope() -> Option<DedicatedWorkerGlobalScope> {
    js_sys::global().dyn_into().ok()
}

/// Size of this module's memory, bytes: it grows, and never shrinks.
fn memory() -> u64 {
    let memory = wasm_bindgen::memory().dyn_into::<js_sys::WebAssembly::Memory>();
    let buffer = memory.ok().and_then(|memory| memory.buffer().dyn_into::<js_sys::ArrayBuffer>().ok());
    buffer.map_or(0, |buffer| u64::from(buffer.byte_length()))
}

/// A worker and the calls that wait for it.
struct Desk<W: Worker> {
    worker: W,
    waiting: RefCell<VecDeque<(CallId, Request<W::Service>)>>,
    is_busy: Cell<bool>,
}

impl<W: Worker> Desk<W> {
    fn accept(self: Rc<Self>, request: (CallId, Request<W::Service>)) {
        self.waiting.borrow_mut().push_back(request);
        if self.is_busy.replace(true) {
            return;
        }
        wasm_bindgen_futures::spawn_local(async move {
            // The borrow must end before the answer is awaited.
            let next = || self.waiting.borrow_mut().pop_front();
            while let Some((id, request)) = next() {
                self.worker.answer(request).await.send(id);
            }
            self.is_busy.set(false);
        });
    }
}

fn read<S: Service>(data: &JsValue) -> Result<(CallId, Request<S>), ConnectionError> {
    let mut parts = data.dyn_ref::<Array>().map(Array::to_vec).unwrap_or_default().into_iter();
    let head = parts.next().and_then(|head| head.dyn_into::<Uint8Array>().ok());
    let (id, call) = decode_call(&head.map(|head| head.to_vec()).unwrap_or_default())?;
    let progress = Progress { id, told: AtomicU32::new((-PROGRESS_STEP).to_bits()) };
    Ok((id, Request { call, sent: Sent(parts.collect()), progress }))
}

/// Sends what has nothing beside it. What cannot be sent cannot be told either.
fn post(message: &FromWorker) {
    send(message, &Array::new(), &Array::new());
}

fn send(message: &FromWorker, parts: &Array, moved: &Array) {
    let (Some(scope), Ok(head)) = (scope(), encode(message)) else { return };
    let head = Uint8Array::from(head.as_slice());
    moved.push(&head.buffer());
    drop(scope.post_message_with_transfer(&Array::of1(&head).concat(parts), moved));
}
