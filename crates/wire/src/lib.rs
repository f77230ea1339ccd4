//! Carries the calls of `protocol` between the page and its workers. Both ends are here, so that they cannot differ:
//!
//! - [`Client`]: the page's end. Starts a worker, asks it, replaces it when it dies.
//! - [`serve`]: the worker's end. Answers calls one after the other.
//! - [`Relay`]: the end of the page's second module, which asks through the page; the page passes its calls on unread.
//! - [`BlobReader`]: a file that came beside a call, as something to read from.
//! - [`Carried`]: what travels beside a message, as the call declares it.
//!
//! A message is the JavaScript array `[head, …]`: bytes that postcard has encoded, then what travels beside them.

mod blob;
mod carried;
mod client;
mod message;
mod relay;
mod server;

pub use blob::BlobReader;
pub use carried::Carried;
pub use client::{Client, Held};
pub use message::{decode, encode};
pub use relay::Relay;
pub use server::{Answer, Progress, Request, Sent, Worker, scope, serve, tell};
