//! The microphone: samples as they come, until it is stopped.

use js_sys::{Float32Array, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AudioContext, AudioWorkletNode, Blob, MediaDevices, MediaStream, MediaStreamConstraints,
    MediaStreamTrack, MessageEvent, MessagePort,
};

use super::wav;

/// The processor beside the page, and its name.
const PROCESSOR_URL: &str = "./capture.js";
const PROCESSOR: &str = "capture";

/// What the browser does for telephony, and music does not want.
const UNWANTED: [&str; 3] = ["echoCancellation", "noiseSuppression", "autoGainControl"];

/// Why nothing is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordError {
    /// The browser gives pages of this address no microphone.
    Unavailable,
    /// There is none.
    NoMicrophone,
    /// The user, or a setting, does not let the page.
    Refused,
    /// Anything else: it is in use, or broken.
    Failed,
}

/// A running recording. It ends when this is dropped.
pub struct Recorder {
    context: AudioContext,
    stream: MediaStream,
    samples: Rc<RefCell<Vec<f32>>>,
    port: Option<MessagePort>,
    on_samples: Option<Closure<dyn FnMut(MessageEvent)>>,
}

impl Recorder {
    /// Asks for the microphone and starts. `on_level` hears of each further piece: seconds so far, and the piece's
    /// greatest magnitude, full scale 1.
    pub async fn start(on_level: impl Fn(f64, f32) + 'static) -> Result<Self, RecordError> {
        let failed = |_| RecordError::Failed;
        // Before the microphone: if there is no context, its light has never been on.
        let context = AudioContext::new().map_err(failed)?;
        let stream = match open_microphone().await {
            Ok(stream) => stream,
            Err(error) => {
                drop(context.close());
                return Err(error);
            }
        };
        let rate = f64::from(context.sample_rate());
        let samples = Rc::new(RefCell::new(Vec::<f32>::new()));
        let heard = samples.clone();
        let on_samples = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let piece = Float32Array::new(&event.data()).to_vec();
            let peak = piece.iter().fold(0.0f32, |peak, sample| peak.max(sample.abs()));
            let mut heard = heard.borrow_mut();
            heard.extend(piece);
            let seconds = heard.len() as f64 / rate;
            drop(heard);
            on_level(seconds, peak);
        });
        // From here on whatever fails ends the stream, too.
        let mut recorder = Self { context, stream, samples, port: None, on_samples: None };
        let context = &recorder.context;
        let loaded = context.audio_worklet().and_then(|worklet| worklet.add_module(PROCESSOR_URL));
        JsFuture::from(loaded.map_err(failed)?).await.map_err(failed)?;
        let node = AudioWorkletNode::new(context, PROCESSOR).map_err(failed)?;
        let port = node.port().map_err(failed)?;
        port.set_onmessage(Some(on_samples.as_ref().unchecked_ref()));
        (recorder.port, recorder.on_samples) = (Some(port), Some(on_samples));
        let context = &recorder.context;
        let source = context.create_media_stream_source(&recorder.stream).map_err(failed)?;
        source.connect_with_audio_node(&node).map_err(failed)?;
        Ok(recorder)
    }

    /// Ends the recording: a WAV file of what was heard. `None` where nothing was.
    pub async fn stop(self) -> Option<Blob> {
        let samples = self.samples.take();
        let rate = self.context.sample_rate() as u32;
        drop(self);
        if samples.is_empty() {
            return None;
        }
        wav::write(samples.len(), rate, |frame| [samples.get(frame).copied().unwrap_or_default()]).await
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        if let Some(port) = &self.port {
            port.set_onmessage(None);
        }
        // This may run inside of the callback, which must outlive it.
        let on_samples = self.on_samples.take();
        wasm_bindgen_futures::spawn_local(async move { drop(on_samples) });
        // The light of the microphone must go out.
        for track in self.stream.get_tracks() {
            track.unchecked_into::<MediaStreamTrack>().stop();
        }
        drop(self.context.close());
    }
}

async fn open_microphone() -> Result<MediaStream, RecordError> {
    let navigator = web_sys::window().ok_or(RecordError::Unavailable)?.navigator();
    // Pages of insecure addresses have no devices.
    let devices = Reflect::get(&navigator, &"mediaDevices".into()).ok().filter(|devices| devices.is_object());
    let devices: MediaDevices = devices.ok_or(RecordError::Unavailable)?.unchecked_into();
    let wishes = js_sys::Object::new();
    for unwanted in UNWANTED {
        Reflect::set(&wishes, &unwanted.into(), &false.into()).map_err(|_| RecordError::Failed)?;
    }
    let constraints = MediaStreamConstraints::new();
    constraints.set_audio(&wishes);
    let asked = devices.get_user_media_with_constraints(&constraints).map_err(|error| reason(&error))?;
    let stream = JsFuture::from(asked).await.map_err(|error| reason(&error))?;
    Ok(stream.unchecked_into())
}

fn reason(error: &JsValue) -> RecordError {
    let name = Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string());
    match name.as_deref() {
        Some("NotAllowedError" | "SecurityError") => RecordError::Refused,
        Some("NotFoundError" | "OverconstrainedError") => RecordError::NoMicrophone,
        _ => RecordError::Failed,
    }
}
