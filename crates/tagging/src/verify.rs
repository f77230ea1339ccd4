//! Reads a patched file again, before anybody gets the patch.

use crate::claims::Words;
use crate::format::{self, Format};
use crate::input::Input;
use crate::inventory::Element;
use crate::other_reader::{self, Said};
use crate::patch::Patch;
use crate::{TaggingError, flac, frames, iff, mp4, ogg};

/// Elements that only a file with a tag has.
const MARKS_OF_TAGS: [&str; 2] = ["ID3v2", "vendor"];

/// What of a file is compared.
struct Seen {
    elements: Vec<Element>,
    /// Positions of audio that the file tells, where its format tells any.
    positions: Vec<u64>,
    /// Whether all checksums of its pages are right, where it has pages.
    is_whole: bool,
    /// What another reader finds in its tags; `None` where that does not read the file.
    said: Option<Said>,
}

/// Compares a patched file with the file before.
///
/// # Errors
/// [`TaggingError::Lost`] and [`TaggingError::NotFound`]; where a file cannot be read.
pub fn verify(old: &mut Input, patch: &Patch, format: Format, words: &Words) -> Result<(), TaggingError> {
    let before = see(old, format, words)?;
    let len = old.len();
    let mut patched = patch.reader(old.reader());
    let mut new = Input::new(&mut patched)?;
    let new_format = format::of(&mut new)?;
    if std::mem::discriminant(&new_format) != std::mem::discriminant(&format) {
        return Err(TaggingError::Lost { item: "format".into() });
    }
    let after = see(&mut new, new_format, words)?;
    compare(&before.elements, &after.elements)?;
    mp4::check_positions(&before.positions, &after.positions, patch, len)?;
    if before.is_whole && !after.is_whole {
        return Err(TaggingError::Lost { item: "OggS".into() });
    }
    // Nothing is left to write.
    if !crate::plan(&mut new, new_format, words)?.is_empty() {
        return Err(TaggingError::NotFound { item: "tag".into() });
    }
    let had_tag = before.elements.iter().any(|element| MARKS_OF_TAGS.contains(&element.name.as_str()));
    other_reader::compare(before.said.as_ref(), after.said.as_ref(), had_tag, words)
}

fn see(input: &mut Input, format: Format, words: &Words) -> Result<Seen, TaggingError> {
    let (positions, is_whole) = match format {
        Format::Mp4 => (mp4::positions(input)?, true),
        Format::Ogg => (Vec::new(), ogg::is_whole(input)?),
        _ => (Vec::new(), true),
    };
    let elements = match format {
        Format::Flac { start } => flac::inventory(input, start, words),
        Format::Ogg => ogg::inventory(input, words),
        Format::Riff | Format::Aiff => iff::inventory(input, format, words),
        Format::Mp4 => mp4::inventory(input, words),
        Format::Frames { start } | Format::WithApe { start } => frames::inventory(input, start, words),
    }?;
    Ok(Seen { elements, positions, is_whole, said: other_reader::read(input.reader(), format) })
}

/// Everything that was there must be there still, in the same order.
fn compare(before: &[Element], after: &[Element]) -> Result<(), TaggingError> {
    let mut after = after.iter();
    let lost = before.iter().find(|element| !after.any(|other| other == *element));
    lost.map_or(Ok(()), |element| Err(TaggingError::Lost { item: element.name.clone() }))
}
