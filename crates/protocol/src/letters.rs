//! The call to the worker that reads text in encodings that are older than Unicode: it starts where that is needed, and only
//! then is downloaded.

use crate::call::{ConnectionError, File, NoNews, service};
use serde::{Deserialize, Serialize};

service! {
    /// A worker that reads one file at a time.
    Letters fails with LettersError, tells NoNews {
        /// Write a text file in UTF-8. Tells the encoding that it was in, where that was guessed from its letters.
        ReadLetters {} with File => Option<String>, with File;
    }
}

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
pub enum LettersError {
    /// The file cannot be read from the disk.
    #[error("the browser could not read the file")]
    FileGone,
    /// The worker gave no answer.
    #[error(transparent)]
    Connection(#[from] ConnectionError),
}
