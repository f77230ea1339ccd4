//! The browser's own decoder, at the rate of the file, so that its resampler is kept out of the result.

use js_sys::{ArrayBuffer, Float32Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AudioBuffer, Blob, HtmlAudioElement, OfflineAudioContext, Url};

use super::decode::pause;

/// Samples that are copied at once: a few milliseconds.
const COPIED_AT_ONCE: usize = 1 << 21;

#[wasm_bindgen]
extern "C" {
    /// An AudioBuffer whose channels can be copied without passing through this module's memory.
    #[wasm_bindgen(extends = js_sys::Object)]
    type ChannelSource;
    #[wasm_bindgen(method, catch, js_name = getChannelData)]
    fn channel_data(this: &ChannelSource, channel: u32) -> Result<Float32Array, JsValue>;
}

/// Decodes a file's bytes, which it takes, at a rate in Hz; `None` where the browser does not know the format or has no
/// such rate.
pub async fn decode(buffer: &ArrayBuffer, rate: u32) -> Option<AudioBuffer> {
    let context =
        OfflineAudioContext::new_with_number_of_channels_and_length_and_sample_rate(1, 1, rate as f32)
            .ok()?;
    let decoding = context.decode_audio_data(buffer).ok()?;
    Some(JsFuture::from(decoding).await.ok()?.unchecked_into())
}

/// All channels: taken away from the AudioBuffer where the browser lets it go of them, else copied.
pub async fn channels(audio: &AudioBuffer) -> Option<Vec<Float32Array>> {
    let source: &ChannelSource = audio.unchecked_ref();
    let mut channels = Vec::new();
    for channel in 0..audio.number_of_channels() {
        let samples = source.channel_data(channel).ok()?;
        channels.push(match taken(&samples) {
            Some(samples) => samples,
            None => copy(&samples).await,
        });
    }
    Some(channels)
}

/// The samples themselves, moved out of the memory of whoever had them; `None` where the browser keeps them there.
fn taken(samples: &Float32Array) -> Option<Float32Array> {
    let options = js_sys::Object::new();
    js_sys::Reflect::set(&options, &"transfer".into(), &js_sys::Array::of1(&samples.buffer())).ok()?;
    let clone = js_sys::Reflect::get(&js_sys::global(), &"structuredClone".into()).ok()?;
    let clone: js_sys::Function = clone.dyn_into().ok()?;
    let length = samples.length();
    let taken: Float32Array = clone.call2(&JsValue::NULL, samples, &options).ok()?.dyn_into().ok()?;
    (taken.length() == length).then_some(taken)
}

/// A copy of a channel, in pieces, so that the page goes on meanwhile.
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

/// Length of a file by its metadata, without decoding it, seconds; unknown where the browser cannot play it.
pub async fn duration(file: &Blob) -> Option<f64> {
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
