//! Tabs that have the same library open tell each other what they have changed, by the recordings' hashes: what the change
//! was, each reads off the device itself.

use js_sys::Uint8Array;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

const CHANNEL: &str = "segue-library";

/// What a tab tells the others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Told {
    /// Tracks came or changed.
    Changed(Vec<String>),
    /// Tracks were removed.
    Removed(Vec<String>),
    /// A track has another hash now.
    Renamed {
        /// The one it had.
        from: String,
        /// The one it has.
        to: String,
    },
    /// The playlist has changed.
    Playlist,
}

/// The way to the other tabs.
pub struct Tabs {
    /// `None` where the browser has no such thing: then tabs do not hear of each other until they are opened anew.
    channel: Option<BroadcastChannel>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl Tabs {
    /// Hears the other tabs from now on.
    pub fn open(hear: impl Fn(Told) + 'static) -> Self {
        let channel = BroadcastChannel::new(CHANNEL).ok();
        let on_message = Closure::new(move |event: MessageEvent| {
            let bytes = event.data().dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec());
            // A tab of another version may say what is not understood.
            if let Some(told) = bytes.ok().and_then(|bytes| postcard::from_bytes(&bytes).ok()) {
                hear(told);
            }
        });
        if let Some(channel) = &channel {
            channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        }
        Self { channel, _on_message: on_message }
    }

    /// Tells the other tabs.
    pub fn tell(&self, told: &Told) {
        if let (Some(channel), Ok(bytes)) = (&self.channel, postcard::to_allocvec(told)) {
            // Where nothing can be sent, nobody hears.
            drop(channel.post_message(&Uint8Array::from(bytes.as_slice())));
        }
    }
}
