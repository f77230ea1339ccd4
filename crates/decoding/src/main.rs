//! A web worker that decodes files: those that the browser refuses, misreads, or hears only in part. It starts with the first
//! of them; to cancel it, end the worker.

// The bin is empty natively, where only the tests of what needs no browser are built.
#![cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]

mod file;
mod gathered;
mod told;

use decoder::Decoder;
use file::File;
use gathered::Gathered;
use js_sys::Float32Array;
use protocol::decoder::{Decode, Decoded, Next, Open, Opened};
use protocol::{ConnectionError, DecoderError, DecodingError, DecodingNote, Stage};
use std::cell::RefCell;
use web_sys::Blob;
use wire::{Answer, BlobReader, Progress, Request, Sent, Worker};

fn main() {
    wire::serve(Decoding::default());
}

/// Decodes one file at a time.
#[derive(Default)]
struct Decoding {
    /// The file that is given block by block.
    open: RefCell<Option<Given>>,
}

/// A file that is given block by block.
struct Given {
    decoder: Decoder,
    longest_s: f64,
    /// Samples of each channel so far.
    frames: u64,
}

impl Worker for Decoding {
    type Service = protocol::Decoder;

    async fn answer(&self, Request { call, sent, progress }: Request<Self::Service>) -> Answer {
        match call {
            protocol::Decoder::Decode(call) => Answer::to::<Decode>(decode(&call, sent, &progress)),
            protocol::Decoder::Open(call) => Answer::plainly::<Open>(self.open(&call, sent)),
            protocol::Decoder::Next(_) => Answer::to::<Next>(self.next()),
        }
    }
}

impl Decoding {
    fn open(&self, call: &Open, sent: Sent) -> Result<Opened, DecoderError> {
        self.open.replace(None);
        let decoder = opened(sent.take::<Open>()?, call.longest_s)?;
        let opened = Opened {
            sample_rate: decoder.sample_rate(),
            channels: decoder.channels() as u32,
            seconds: decoder.seconds(),
        };
        self.open.replace(Some(Given { decoder, longest_s: call.longest_s, frames: 0 }));
        Ok(opened)
    }

    /// The next block of the file that is open. At its end, and where it cannot be read further, it is closed.
    fn next(&self) -> Result<(Option<Vec<DecodingNote>>, Vec<Float32Array>), DecoderError> {
        let mut given = self.open.take().ok_or_else(|| ConnectionError::Misunderstood {
            reason: "a block of a file was wanted, and none is open".into(),
        })?;
        let Some(block) = given.decoder.next() else {
            return match given.frames {
                0 => Err(DecodingError::NoSamples.into()),
                _ => Ok((Some(told::notes(&given.decoder.notes())), Vec::new())),
            };
        };
        let block = block.map_err(told::error)?;
        given.frames += block.first().map_or(0, Vec::len) as u64;
        if given.frames as f64 > given.longest_s * f64::from(given.decoder.sample_rate()) {
            return Err(DecodingError::TooLong { seconds: None }.into());
        }
        self.open.replace(Some(given));
        Ok((None, block.iter().map(|samples| Float32Array::from(samples.as_slice())).collect()))
    }
}

/// A decoder that stands at the beginning of a file, which does not say that it is longer than is wanted.
fn opened(file: Blob, longest_s: f64) -> Result<Decoder, DecoderError> {
    let file = BlobReader::new(file).map_err(|_| DecoderError::FileGone)?;
    let decoder = Decoder::open(File::new(file)).map_err(told::error)?;
    match decoder.seconds() {
        Some(seconds) if seconds > longest_s => Err(DecodingError::TooLong { seconds: Some(seconds) }.into()),
        _ => Ok(decoder),
    }
}

fn decode(
    call: &Decode,
    sent: Sent,
    progress: &Progress,
) -> Result<(Decoded, Vec<Float32Array>), DecoderError> {
    let mut decoder = opened(sent.take::<Decode>()?, call.longest_s)?;
    let claimed = decoder.seconds();
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
