//! Sound as a WAV file of 16 bits, in slices, so that the page never waits, and never holds more than one of them.

use js_sys::{Array, Float32Array, Uint8Array};
use std::ops::Range;
use web_sys::{Blob, BlobPropertyBag};

use super::decode::pause;

/// Frames that are written at once: about 10 ms of work.
const SLICE: usize = 22_050;

/// Bytes before the samples.
const HEADER: usize = 44;

/// Bytes of a sample.
const WIDTH: usize = 2;

/// A file of `frames` frames, each made or looked up by `at`: one value a channel, full scale ±1. `None` where the browser
/// makes no file of it.
pub async fn write<const CHANNELS: usize>(
    frames: usize,
    sample_rate: u32,
    at: impl Fn(usize) -> [f32; CHANNELS],
) -> Option<Blob> {
    in_slices(frames, CHANNELS, sample_rate, |slice| slice.flat_map(&at).collect()).await
}

/// A file of decoded channels, full scale ±1, all of one length. `None` where the browser makes no file of it.
pub async fn of_channels(channels: &[Float32Array], sample_rate: u32) -> Option<Blob> {
    let frames = channels.first()?.length() as usize;
    let samples = |slice: Range<usize>| {
        let part = |channel: &Float32Array| channel.subarray(slice.start as u32, slice.end as u32).to_vec();
        interleaved(&channels.iter().map(part).collect::<Vec<Vec<f32>>>())
    };
    in_slices(frames, channels.len(), sample_rate, samples).await
}

/// Samples of all channels in turn.
fn interleaved(channels: &[Vec<f32>]) -> Vec<f32> {
    let frames = channels.iter().map(Vec::len).min().unwrap_or(0);
    let frame = |index: usize| channels.iter().filter_map(move |channel| channel.get(index).copied());
    (0..frames).flat_map(frame).collect()
}

async fn in_slices(
    frames: usize,
    channels: usize,
    sample_rate: u32,
    samples: impl Fn(Range<usize>) -> Vec<f32>,
) -> Option<Blob> {
    let parts = Array::of1(&Uint8Array::from(header(frames, channels, sample_rate)?.as_slice()));
    for start in (0..frames).step_by(SLICE) {
        let slice = samples(start..(start + SLICE).min(frames));
        // `as` cuts off what is too loud.
        let bytes =
            slice.iter().flat_map(|sample| ((sample * f32::from(i16::MAX)).round() as i16).to_le_bytes());
        parts.push(&Uint8Array::from(bytes.collect::<Vec<u8>>().as_slice()));
        pause().await;
    }
    let options = BlobPropertyBag::new();
    options.set_type("audio/wav");
    Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()
}

/// What stands before the samples; `None` of more than the format can count.
fn header(frames: usize, channels: usize, sample_rate: u32) -> Option<[u8; HEADER]> {
    let frame = u16::try_from(channels.checked_mul(WIDTH)?).ok()?;
    let data = u32::try_from(frames.checked_mul(usize::from(frame))?).ok()?;
    let whole = data.checked_add(HEADER as u32 - 8)?;
    let form = [1, channels as u16].map(u16::to_le_bytes).concat();
    let rates = [sample_rate, sample_rate.checked_mul(u32::from(frame))?].map(u32::to_le_bytes).concat();
    let widths = [frame, 8 * WIDTH as u16].map(u16::to_le_bytes).concat();
    let sizes = [whole, 16, data].map(u32::to_le_bytes);
    let [whole, rest, data] = &sizes;
    let parts: [&[u8]; 9] = [b"RIFF", whole, b"WAVEfmt ", rest, &form, &rates, &widths, b"data", data];
    parts.concat().try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_read_by_others_as_it_is_meant() {
        let file = [header(3, 2, 44_100).unwrap().as_slice(), &[0; 12]].concat();
        let reader = hound::WavReader::new(file.as_slice()).unwrap();
        let hound::WavSpec { channels, sample_rate, bits_per_sample, .. } = reader.spec();
        assert_eq!((channels, sample_rate, bits_per_sample, reader.duration()), (2, 44_100, 16, 3));
        assert_eq!(header(usize::MAX, 2, 44_100), None, "more than 4 GB");
    }

    #[test]
    fn channels_take_turns() {
        assert_eq!(interleaved(&[vec![1.0, 2.0], vec![-1.0, -2.0]]), [1.0, -1.0, 2.0, -2.0]);
    }
}
