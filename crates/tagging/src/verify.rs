//! Reads a patched file again, before anybody gets the patch.

use lofty::config::ParseOptions;
use lofty::file::{TaggedFile, TaggedFileExt};
use lofty::probe::Probe;
use lofty::tag::{ItemKey, Tag, TagItem};
use std::io::{BufReader, SeekFrom};

use crate::claims::Words;
use crate::format::{self, Format};
use crate::input::{Input, ReadSeek};
use crate::inventory::Element;
use crate::patch::Patch;
use crate::{TaggingError, flac, frames, iff, mp4, ogg};

/// Bytes in front of the first frame that the other reader passes over.
const MOST_JUNK: usize = 65_536;

/// What of a file is compared.
struct Seen {
    elements: Vec<Element>,
    /// Positions of audio that the file tells, where its format tells any.
    positions: Vec<u64>,
    /// Whether all checksums of its pages are right, where it has pages.
    is_whole: bool,
    /// Its tags, as another reader understands them; `None` where that understands nothing.
    tags: Option<TaggedFile>,
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
    compare_tags(before.tags.as_ref(), after.tags.as_ref(), words)
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
    Ok(Seen { elements, positions, is_whole, tags: tags(input.reader()) })
}

/// Everything that was there must be there still, in the same order.
fn compare(before: &[Element], after: &[Element]) -> Result<(), TaggingError> {
    let mut after = after.iter();
    let lost = before.iter().find(|element| !after.any(|other| other == *element));
    lost.map_or(Ok(()), |element| Err(TaggingError::Lost { item: element.name.clone() }))
}

/// A file's tags as another reader understands them.
fn tags(reader: &mut dyn ReadSeek) -> Option<TaggedFile> {
    reader.seek(SeekFrom::Start(0)).ok()?;
    let options = ParseOptions::new().read_properties(false).max_junk_bytes(MOST_JUNK);
    Probe::new(BufReader::new(reader)).guess_file_type().ok()?.options(options).read().ok()
}

/// The other reader must find the words, and all else that it found before.
fn compare_tags(before: Option<&TaggedFile>, after: Option<&TaggedFile>, words: &Words) -> Result<(), TaggingError> {
    let Some(after) = after else {
        return match before {
            Some(_) => Err(TaggingError::NotFound { item: "tag".into() }),
            None => Ok(()),
        };
    };
    let says = |keys: &[ItemKey], text: &str| {
        let mut values = after.tags().iter().flat_map(|tag| keys.iter().filter_map(|key| tag.get_string(*key)));
        values.any(|value| value == text)
    };
    let whole = words.whole_bpm.map(|bpm| bpm.to_string());
    let tempi = [ItemKey::Bpm, ItemKey::IntegerBpm];
    let is_said = |text: &Option<String>| text.as_ref().is_none_or(|text| says(&tempi, text));
    if !is_said(&whole) && !is_said(&words.bpm) {
        return Err(TaggingError::NotFound { item: "BPM".into() });
    }
    if words.key.as_ref().is_some_and(|key| !says(&[ItemKey::InitialKey], key)) {
        return Err(TaggingError::NotFound { item: "key".into() });
    }
    let before = before.map(TaggedFile::tags).unwrap_or_default();
    before.iter().try_for_each(|tag| compare_tag(tag, after.tag(tag.tag_type())))
}

fn compare_tag(before: &Tag, after: Option<&Tag>) -> Result<(), TaggingError> {
    let lost = |item: String| Err(TaggingError::Lost { item });
    let Some(after) = after else { return lost(format!("{:?}", before.tag_type())) };
    let is_ours = |item: &&TagItem| {
        matches!(item.key(), ItemKey::Bpm | ItemKey::IntegerBpm | ItemKey::InitialKey | ItemKey::Comment)
    };
    let gone = before.items().filter(|item| !is_ours(item)).find(|item| !after.items().any(|other| other == *item));
    if let Some(item) = gone {
        return lost(format!("{:?}", item.key()));
    }
    if before.pictures() == after.pictures() { Ok(()) } else { lost("picture".into()) }
}
