//! A web worker that reads text in encodings older than Unicode. Their tables are a hundred kilobytes that few visitors need:
//! it starts with the first file that is written in one.

use exchange::letters::{self, Letters};
use js_sys::Array;
use protocol::ConnectionError;
use protocol::letters::{LettersError, ReadLetters};
use web_sys::Blob;
use wire::{Answer, BlobReader, Request, Sent, Worker};

fn main() {
    wire::serve(Reading);
}

struct Reading;

impl Worker for Reading {
    type Service = protocol::Letters;

    async fn answer(&self, Request { call, sent, .. }: Request<Self::Service>) -> Answer {
        match call {
            protocol::Letters::ReadLetters(_) => Answer::to::<ReadLetters>(read(sent)),
        }
    }
}

/// The text of a file in UTF-8, and the encoding that it was guessed to be in.
fn read(sent: Sent) -> Result<(Option<String>, Blob), LettersError> {
    let file = BlobReader::new(sent.take::<ReadLetters>()?).map_err(|_| LettersError::FileGone)?;
    let bytes = file.bytes().map_err(|_| LettersError::FileGone)?;
    let Letters { text, guessed } = letters::decode(&bytes);
    let parts = Array::of1(&text.into());
    let file = Blob::new_with_str_sequence(&parts)
        .map_err(|_| ConnectionError::Misunderstood { reason: "no file could be made".into() })?;
    Ok((guessed.map(str::to_owned), file))
}
