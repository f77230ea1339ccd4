//! Text files in encodings that are older than Unicode: the tables for those are in a worker of their own, which is loaded
//! where it is needed.

use protocol::letters::ReadLetters;
use protocol::{ImportError, Letters, LettersError, LibrarianError};
use web_sys::Blob;
use wire::Client;

/// The worker's script: Trunk's loader beside the page.
const SCRIPT: &str = "./letters_loader.js";
const NAME: &str = "letters";

/// The file in UTF-8, and the encoding that it was guessed to be in.
pub async fn to_utf_8(file: Blob) -> Result<(Option<String>, Blob), LibrarianError> {
    let worker: Client<Letters> = Client::new(SCRIPT, NAME);
    let read = worker.call_with(ReadLetters {}, file).await;
    worker.end();
    read.map_err(|error| match error {
        LettersError::Connection(error) => error.into(),
        LettersError::FileGone => ImportError::FileGone.into(),
    })
}
