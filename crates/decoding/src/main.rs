//! A web worker that decodes files: those that the browser refuses, misreads, or hears only in part, and text in encodings
//! that are older than Unicode. It starts with the first of them; to cancel it, end the worker.

// The bin is empty natively, where only the tests of what needs no browser are built.
#![cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]

mod file;
mod gathered;
mod told;

use decoder::Decoder;
use exchange::letters::{self, Letters};
use file::File;
use gathered::Gathered;
use js_sys::{Array, Float32Array};
use protocol::decoder::{Decode, Decoded, ReadLetters};
use protocol::{ConnectionError, DecoderError, DecodingError, Stage};
use web_sys::Blob;
use wire::{Answer, BlobReader, Progress, Request, Sent, Worker};

fn main() {
    wire::serve(Decoding);
}

struct Decoding;

impl Worker for Decoding {
    type Service = protocol::Decoder;

    async fn answer(&self, Request { call, sent, progress }: Request<Self::Service>) -> Answer {
        match call {
            protocol::Decoder::Decode(call) => Answer::to::<Decode>(decode(&call, sent, &progress)),
            protocol::Decoder::ReadLetters(_) => Answer::to::<ReadLetters>(read_letters(sent)),
        }
    }
}

fn decode(
    call: &Decode,
    sent: Sent,
    progress: &Progress,
) -> Result<(Decoded, Vec<Float32Array>), DecoderError> {
    let file = BlobReader::new(sent.take::<Decode>()?).map_err(|_| DecoderError::FileGone)?;
    let mut decoder = Decoder::open(File::new(file)).map_err(told::error)?;
    let claimed = decoder.seconds();
    if claimed.is_some_and(|seconds| seconds > call.longest_s) {
        return Err(DecodingError::TooLong { seconds: claimed }.into());
    }
    let mut gathered = Gathered::new(decoder.channels());
    while let Some(block) = decoder.next() {
        gathered.add(&block.map_err(told::error)?);
        let seconds = gathered.frames() / f64::from(decoder.sample_rate());
        if seconds > call.longest_s {
            return Err(DecodingError::TooLong { seconds: None }.into());
        }
        if let Some(claimed) = claimed {
            progress.tell(Stage::Decoding, (seconds / claimed).min(1.0) as f32);
        }
    }
    if gathered.frames() == 0.0 {
        return Err(DecodingError::NoSamples.into());
    }
    let notes = told::notes(&decoder.notes());
    Ok((Decoded { sample_rate: decoder.sample_rate(), notes }, gathered.joined()))
}

/// The text of a file in UTF-8, and the encoding that it was guessed to be in.
fn read_letters(sent: Sent) -> Result<(Option<String>, Blob), DecoderError> {
    let file = BlobReader::new(sent.take::<ReadLetters>()?).map_err(|_| DecoderError::FileGone)?;
    let bytes = file.bytes().map_err(|_| DecoderError::FileGone)?;
    let Letters { text, guessed } = letters::decode(&bytes);
    let parts = Array::of1(&text.into());
    let file = Blob::new_with_str_sequence(&parts)
        .map_err(|_| ConnectionError::Misunderstood { reason: "no file could be made".into() })?;
    Ok((guessed.map(str::to_owned), file))
}
