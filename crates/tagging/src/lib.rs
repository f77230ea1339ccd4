//! Writes tempo, key and energy into the tags of an audio file, where players and other programs look for them.
//!
//! Nothing else of the file changes. Tags are edited as bytes: frames, comments, boxes and chunks that are not ours are copied
//! as they stand, known or not, and the file keeps its version of ID3. The result is no new file but a [`Patch`]: which
//! stretches of the old file it is made of, and what comes between them, so that no audio passes through memory.
//!
//! Nothing is handed out unread: [`write`] reads the patched file again ([`verify`]), compares every part of it with the file
//! before, follows each position that the file itself tells, and has another reader find what was written. Where anything
//! differs, there is an error and no patch.

mod ape;
mod claims;
mod error;
mod fields;
mod flac;
mod format;
mod frames;
mod id3v2;
mod iff;
mod input;
mod inventory;
mod mp4;
mod ogg;
mod other_reader;
mod patch;
mod verify;
mod vorbis;

pub use claims::{Claims, Comment};
pub use error::{Obstacle, TaggingError};
pub use patch::{Part, Patch, Patched};

use claims::Words;
use format::Format;
use input::Input;
use patch::Splice;
use std::io::{Read, Seek};

/// Finds how a file becomes one whose tags say what is claimed. What is `None` in the claims stays as the file has it.
///
/// # Errors
///
/// Where the file cannot be read, is of a format that cannot be written, is damaged or laid out so that writing would not be
/// safe, where the claims make no sense, and where the result would have lost anything.
pub fn write(file: &mut (impl Read + Seek), claims: &Claims) -> Result<Patch, TaggingError> {
    let words = Words::of(claims)?;
    let mut input = Input::new(file)?;
    let format = format::of(&mut input)?;
    let splices = plan(&mut input, format, &words)?;
    let patch = Patch::of(input.len(), splices).ok_or(Obstacle::Layout)?;
    if !patch.is_unchanged() {
        verify::verify(&mut input, &patch, format, &words)?;
    }
    Ok(patch)
}

/// What changes for the words.
fn plan(input: &mut Input, format: Format, words: &Words) -> Result<Vec<Splice>, TaggingError> {
    match format {
        Format::Flac { start } => flac::plan(input, start, words),
        Format::Ogg => ogg::plan(input, words),
        Format::Riff | Format::Aiff => iff::plan(input, format, words),
        Format::Mp4 => mp4::plan(input, words),
        Format::Frames { .. } | Format::WithApe { .. } => frames::plan(input, format, words),
    }
}
