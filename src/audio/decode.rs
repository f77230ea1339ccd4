//! A user's file to PCM: sniff, check the length, let the browser decode at the file's own rate.

use js_sys::{ArrayBuffer, Float32Array, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, HtmlAudioElement, OfflineAudioContext, Url};

use super::sniff::{Kind, Source, sniff};

/// What the worker is given.
pub enum Input {
    /// A WAV file, which the worker reads and decodes itself.
    Wav(Blob),
    /// Decoded channels of one length, full scale ±1.
    Pcm {
        /// One array a channel.
        channels: Vec<Float32Array>,
        /// Samples per second, Hz.
        sample_rate: u32,
    },
}

/// Why there is nothing to analyse.
#[derive(Clone, Debug, PartialEq)]
pub enum DecodeError {
    /// The file has no bytes.
    Empty,
    /// The file has more bytes than a tab can hold decoded.
    TooLarge {
        /// Its size.
        bytes: f64,
    },
    /// The file plays for longer than can be analysed at once.
    TooLong {
        /// Its length.
        seconds: f64,
    },
    /// The browser could not read the file from the disk.
    Unreadable,
    /// The browser does not take it for audio.
    NotAudio,
}

/// Largest file that is read, bytes: an hour of CD audio and some.
const MAX_BYTES: f64 = 1_073_741_824.0;

/// Longest audio that is decoded, seconds; the analysis takes no more.
pub const MAX_S: f64 = 3_600.0;

/// Files below this size cannot hold an hour that would exhaust memory: an hour at 24 kbit/s, bytes.
const SURELY_SHORT: f64 = 8_000_000.0;

/// Bytes at the beginning of a file that tell a WAV file.
const LOOK: f64 = 64.0;

/// Samples that are copied at once: a few milliseconds.
const COPIED_AT_ONCE: usize = 1 << 21;

/// Rate at which a file is decoded whose own is unknown, Hz.
const FALLBACK_RATE: u32 = 44_100;

#[wasm_bindgen]
extern "C" {
    /// An AudioBuffer whose channels can be copied without passing through this module's memory.
    #[wasm_bindgen(extends = js_sys::Object)]
    type ChannelSource;
    #[wasm_bindgen(method, catch, js_name = getChannelData)]
    fn channel_data(this: &ChannelSource, channel: u32) -> Result<Float32Array, JsValue>;
}

impl Source for Uint8Array {
    fn len(&self) -> usize {
        self.length() as usize
    }

    fn read(&self, at: usize, len: usize) -> Vec<u8> {
        let end = at.saturating_add(len).min(Source::len(self));
        self.subarray(at.min(end) as u32, end as u32).to_vec()
    }
}

/// Reads and decodes a file.
pub async fn decode(file: &Blob) -> Result<Input, DecodeError> {
    let size = file.size();
    if size == 0.0 {
        return Err(DecodeError::Empty);
    }
    if size > MAX_BYTES {
        return Err(DecodeError::TooLarge { bytes: size });
    }
    // A WAV file is none of this page's business: the worker reads it, however large.
    let beginning = file.slice_with_f64_and_f64(0.0, LOOK).map_err(|_| DecodeError::Unreadable)?;
    if sniff(&Uint8Array::new(bytes(&beginning).await?.as_ref())) == Some(Kind::Wav) {
        return Ok(Input::Wav(file.clone()));
    }
    let buffer = bytes(file).await?;
    let rate = match sniff(&Uint8Array::new(&buffer)) {
        Some(Kind::Compressed(rate)) => rate,
        _ => FALLBACK_RATE,
    };
    if size > SURELY_SHORT
        && let Some(seconds) = duration(file).await
        && seconds > MAX_S
    {
        return Err(DecodeError::TooLong { seconds });
    }
    let context =
        OfflineAudioContext::new_with_number_of_channels_and_length_and_sample_rate(1, 1, rate as f32)
            .map_err(|_| DecodeError::NotAudio)?;
    let decoding = context.decode_audio_data(&buffer).map_err(|_| DecodeError::NotAudio)?;
    let decoded = JsFuture::from(decoding).await.map_err(|_| DecodeError::NotAudio)?;
    let audio: web_sys::AudioBuffer = decoded.unchecked_into();
    if audio.duration() > MAX_S {
        return Err(DecodeError::TooLong { seconds: audio.duration() });
    }
    let source: &ChannelSource = audio.unchecked_ref();
    let mut channels = Vec::new();
    for channel in 0..audio.number_of_channels() {
        channels.push(copy(&source.channel_data(channel).map_err(|_| DecodeError::NotAudio)?).await);
    }
    Ok(Input::Pcm { channels, sample_rate: audio.sample_rate() as u32 })
}

/// A copy of a channel, since what the AudioBuffer still owns cannot be transferred; in pieces, so that the page goes
/// on meanwhile.
async fn copy(samples: &Float32Array) -> Float32Array {
    let length = samples.length();
    let copied = Float32Array::new_with_length(length);
    for start in (0..length).step_by(COPIED_AT_ONCE) {
        let end = length.min(start + COPIED_AT_ONCE as u32);
        copied.set(&samples.subarray(start, end), start);
        pause().await;
    }
    copied
}

/// Lets the browser do what else it has to do.
pub async fn pause() {
    let promise = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            drop(window.set_timeout_with_callback(&resolve));
        }
    });
    drop(JsFuture::from(promise).await);
}

async fn bytes(file: &Blob) -> Result<ArrayBuffer, DecodeError> {
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| DecodeError::Unreadable)?;
    Ok(buffer.unchecked_into())
}

/// Length of a file by its metadata, without decoding it, seconds; unknown where the browser cannot play it.
async fn duration(file: &Blob) -> Option<f64> {
    let url = Url::create_object_url_with_blob(file).ok()?;
    let element = HtmlAudioElement::new().ok()?;
    let loaded = Promise::new(&mut |resolve, _| {
        element.set_onloadedmetadata(Some(&resolve));
        element.set_onerror(Some(&resolve));
    });
    element.set_preload("metadata");
    element.set_src(&url);
    JsFuture::from(loaded).await.ok()?;
    element.set_onloadedmetadata(None);
    element.set_onerror(None);
    let seconds = element.duration();
    drop(element.remove_attribute("src"));
    // Ends what is being fetched: only then may the address go.
    element.load();
    pause().await;
    drop(Url::revoke_object_url(&url));
    seconds.is_finite().then_some(seconds)
}
