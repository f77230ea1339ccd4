//! The workers that take files, one lane of them each, and how many lanes there are.

use leptos::task::spawn_local;
use protocol::analyst::WarmUp;
use protocol::{Analyst, Decoder};
use wire::Client;

use crate::analyst::analyst;

/// The decoders' script and name: workers of their own, each started by the first file of its lane that needs it.
pub const DECODER_SCRIPT: &str = "./decoding_loader.js";
pub const DECODER_NAME: &str = "decoder";

/// Most workers, however many cores there are: each holds a decoded track.
const MOST_WORKERS: usize = 8;

/// Least memory of a device on which two tracks are held decoded at once, GiB.
const LEAST_FOR_TWO_GIB: f64 = 4.0;

/// Memory of a worker from which on it is ended after a file, bytes: it never shrinks.
const MOST_MEMORY: u64 = 200_000_000;

/// What the first lane's workers may have been given before they are ended when nothing is left to do, bytes: the browser
/// takes it away when it likes.
const MOST_MOVED: u64 = 200_000_000;

/// The workers that a lane asks.
#[derive(Clone)]
pub struct Lane {
    /// Listens.
    pub analyst: Client<Analyst>,
    /// Decodes what the browser does not.
    pub decoder: Client<Decoder>,
}

impl Lane {
    /// Workers that start with the first file, or when they are told to.
    pub fn new() -> Self {
        let decoder = Client::new(DECODER_SCRIPT, DECODER_NAME);
        Self { analyst: analyst(), decoder }
    }

    /// Ends the workers over what they are doing, if they do anything.
    pub fn stop(&self) {
        self.analyst.stop();
        self.decoder.stop();
    }

    /// Ends the workers, whatever they do.
    pub fn end(&self) {
        self.analyst.end();
        self.decoder.end();
    }

    /// Ends a worker whose memory has grown. Others take their place with the next file.
    pub fn trim(&self) {
        if self.analyst.held().memory > MOST_MEMORY {
            self.analyst.end();
        }
        if self.decoder.held().memory > MOST_MEMORY {
            self.decoder.end();
        }
    }

    /// Leaves an analyst at hand that holds little, and no decoder.
    pub fn rest(&self) {
        self.decoder.end();
        if self.analyst.held().moved > MOST_MOVED {
            self.analyst.end();
            let analyst = self.analyst.clone();
            spawn_local(async move { drop(analyst.call(WarmUp {}).await) });
        }
    }
}

/// One worker fewer than there are cores, so that the page has one to itself; but two where there is room for two decoded
/// tracks, so that one is decoded while another is analysed.
pub fn most_workers() -> usize {
    let Some(navigator) = web_sys::window().map(|window| window.navigator()) else { return 1 };
    // GiB, rounded; browsers that do not tell have enough.
    let memory = js_sys::Reflect::get(&navigator, &"deviceMemory".into()).ok().and_then(|gib| gib.as_f64());
    let least = if memory.is_some_and(|gib| gib < LEAST_FOR_TWO_GIB) { 1 } else { 2 };
    (navigator.hardware_concurrency() as usize).saturating_sub(1).clamp(least, MOST_WORKERS)
}
