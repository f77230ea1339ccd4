//! A web worker for one piece of work: it takes packed rows, posts the share that is done (a number), and in the end the
//! packed [`Grouping`](protocol::explore::Grouping), or in words why there is none. To cancel it, end the worker.

// The bin is empty natively, where only the tests of what needs no browser are built.
#![cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]

mod group;

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Least advance between two messages: a hundredth.
const STEP: f32 = 0.01;

fn main() {
    std::panic::set_hook(Box::new(|info| post(&info.to_string().into())));
    let Some(scope) = scope() else { return };
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| match answer(&event) {
        Ok(packed) => post(&Uint8Array::from(packed.as_slice())),
        Err(reason) => post(&reason.into()),
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    post(&JsValue::from_f64(0.0));
}

fn answer(event: &MessageEvent) -> Result<Vec<u8>, String> {
    let packed: Uint8Array = event.data().dyn_into().map_err(|_| "no rows came".to_owned())?;
    let rows: Vec<Vec<f32>> = postcard::from_bytes(&packed.to_vec()).map_err(|error| error.to_string())?;
    let mut told = 0.0;
    let progress = |share: f32| {
        if share - told >= STEP {
            told = share;
            post(&JsValue::from_f64(share.into()));
        }
    };
    let grouping = group::group(&rows, progress).map_err(|error| error.to_string())?;
    postcard::to_allocvec(&grouping).map_err(|error| error.to_string())
}

fn post(message: &JsValue) {
    if let Some(scope) = scope() {
        // Where nothing can be posted, nobody listens.
        drop(scope.post_message(message));
    }
}

fn scope() -> Option<DedicatedWorkerGlobalScope> {
    js_sys::global().dyn_into().ok()
}
