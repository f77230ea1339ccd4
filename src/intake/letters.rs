//! Text files in encodings that are older than Unicode: the tables for those are in the worker that decodes, which is loaded
//! where it is needed.

use protocol::decoder::ReadLetters;
use protocol::{ConnectionError, Decoder, DecoderError, ImportError, LibrarianError};
use web_sys::Blob;
use wire::Client;

use crate::queue::{DECODER_NAME, DECODER_SCRIPT};

/// The file in UTF-8, and the encoding that it was guessed to be in.
pub async fn to_utf_8(file: Blob) -> Result<(Option<String>, Blob), LibrarianError> {
    let decoder: Client<Decoder> = Client::new(DECODER_SCRIPT, DECODER_NAME);
    let read = decoder.call_with(ReadLetters {}, file).await;
    decoder.end();
    read.map_err(|error| match error {
        DecoderError::Connection(ConnectionError::Stopped) => ConnectionError::Stopped.into(),
        DecoderError::Connection(error) => error.into(),
        DecoderError::FileGone => ImportError::FileGone.into(),
        DecoderError::Decoding(_) => ImportError::OldLetters.into(),
    })
}
