//! The end of the page's second module, a WebAssembly module of its own: it asks through a function of the page's.

use js_sys::{Function, Promise, Uint8Array};
use protocol::call::{Call, ConnectionError, Nothing, Service};
use std::marker::PhantomData;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::message::{decode, encode};

/// Asks a worker of the page's; copies are handles to the same one.
pub struct Relay<S> {
    /// Takes an encoded call and promises the encoded outcome.
    ask: Function,
    service: PhantomData<S>,
}

impl<S> Clone for Relay<S> {
    fn clone(&self) -> Self {
        Self { ask: self.ask.clone(), service: PhantomData }
    }
}

impl<S: Service> Relay<S> {
    /// Through a function that takes a `Uint8Array` and promises another: [`crate::Client::forward`].
    pub fn new(ask: Function) -> Self {
        Self { ask, service: PhantomData }
    }

    /// Asks what needs nothing beside it.
    ///
    /// # Errors
    /// What the worker says, or that it gave no answer.
    pub async fn call<C>(&self, call: C) -> Result<C::Reply, S::Error>
    where
        C: Call<Service = S, Sends = Nothing, Returns = Nothing>,
    {
        let call: S = call.into();
        let call = Uint8Array::from(encode(&call)?.as_slice());
        let promise = self.ask.call1(&JsValue::NULL, &call).map_err(|_| closed())?;
        let outcome = JsFuture::from(Promise::resolve(&promise)).await.map_err(|_| closed())?;
        let outcome: Uint8Array = outcome.dyn_into().map_err(|_| closed())?;
        decode::<Result<C::Reply, S::Error>>(&outcome.to_vec())?
    }
}

fn closed() -> ConnectionError {
    ConnectionError::Crashed { reason: "the page does not answer".into() }
}
