//! Sound that was made here as a WAV file, through hound; in slices, so that the page never waits.

use hound::{SampleFormat, WavSpec, WavWriter};
use std::io::Cursor;
use web_sys::{Blob, BlobPropertyBag};

use super::decode::pause;

/// Frames that are written at once: about 10 ms of work.
const SLICE: usize = 22_050;

/// A file of 16 bits of `frames` frames, each made or looked up by `at`: one value a channel, full scale ±1. `None`
/// where the browser makes no file of it.
pub async fn write<const CHANNELS: usize>(
    frames: usize,
    sample_rate: u32,
    at: impl Fn(usize) -> [f32; CHANNELS],
) -> Option<Blob> {
    let spec = WavSpec {
        channels: CHANNELS as u16,
        sample_rate,
        bits_per_sample: 16,
        sample_format: SampleFormat::Int,
    };
    let mut bytes = Cursor::new(Vec::new());
    let mut writer = WavWriter::new(&mut bytes, spec).ok()?;
    for start in (0..frames).step_by(SLICE) {
        for frame in start..(start + SLICE).min(frames) {
            for sample in at(frame) {
                // `as` cuts off what is too loud.
                writer.write_sample((sample * f32::from(i16::MAX)).round() as i16).ok()?;
            }
        }
        pause().await;
    }
    writer.finalize().ok()?;
    let array = js_sys::Uint8Array::from(bytes.get_ref().as_slice());
    let options = BlobPropertyBag::new();
    options.set_type("audio/wav");
    Blob::new_with_u8_array_sequence_and_options(&js_sys::Array::of1(&array), &options).ok()
}
