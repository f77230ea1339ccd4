//! Files of frames without a container: ID3v2 in front, APE and ID3v1 behind.

use crate::ape;
use crate::claims::Words;
use crate::format::{Format, tail};
use crate::input::Input;
use crate::inventory::{Element, all_held, stretches};
use crate::patch::Splice;
use crate::{Obstacle, TaggingError, id3v2};

/// Bytes of an ID3v1 tag.
const ID3V1: u64 = 128;

/// What changes for the words. MPEG audio has them in ID3v2; an APE tag that says something else is corrected, since some
/// players ask it first. The other formats have them in APE.
///
/// # Errors
/// Where the file cannot be read, or its tags are damaged.
pub fn plan(input: &mut Input, format: Format, words: &Words) -> Result<Vec<Splice>, TaggingError> {
    let (Format::Frames { start } | Format::WithApe { start }) = format else { return Ok(Vec::new()) };
    let tail = tail(input, start)?;
    let is_mpeg = matches!(format, Format::Frames { .. });
    let mut splices = Vec::new();
    if is_mpeg {
        splices.extend(in_front(input, words)?);
    }
    match tail.ape {
        Some(range) => {
            let mut tag = ape::Tag::parse(&input.bytes(range.clone())?).ok_or(Obstacle::DamagedTag)?;
            let has_changed = if is_mpeg { tag.correct(words) } else { tag.edit(words) };
            splices.extend(has_changed.then(|| Splice { range, bytes: tag.to_bytes() }));
        }
        None if is_mpeg => {}
        None => {
            let mut tag = ape::Tag::empty();
            tag.edit(words);
            let at = tail.before_id3v1;
            splices.push(Splice { range: at..at, bytes: tag.to_bytes() });
        }
    }
    Ok(splices)
}

/// The first ID3v2 tag, with the words in it; `None` where it says them already.
fn in_front(input: &mut Input, words: &Words) -> Result<Option<Splice>, TaggingError> {
    let end = id3v2::ends(input)?.first().copied().unwrap_or_default();
    let bytes = input.bytes(0..end)?;
    let mut tag = if end == 0 { new_tag(input)? } else { id3v2::Tag::parse(&bytes)? };
    let has_changed = tag.edit(words);
    let bytes = if has_changed { Some(tag.to_bytes(false)?) } else { None };
    Ok(bytes.map(|bytes| Splice { range: 0..end, bytes }))
}

/// A tag for a file without one. Players that find it look no further: it says what the ID3v1 tag says, if there is one.
fn new_tag(input: &mut Input) -> Result<id3v2::Tag, TaggingError> {
    let start = input.len().saturating_sub(ID3V1);
    let old = input.bytes(start..input.len())?;
    Ok(if old.starts_with(b"TAG") { id3v2::Tag::of_id3v1(&old) } else { id3v2::Tag::empty() })
}

/// What must stay.
///
/// # Errors
/// Where the file cannot be read, or its tags are damaged.
pub fn inventory(input: &mut Input, start: u64, words: &Words) -> Result<Vec<Element>, TaggingError> {
    let tail = tail(input, start)?;
    let first_end = id3v2::ends(input)?.first().copied().unwrap_or_default();
    let audio_end = tail.ape.as_ref().map_or(tail.before_id3v1, |range| range.start);
    let mut all = vec![
        stretches(input, "further ID3v2 tags", [first_end..start])?,
        stretches(input, "audio", [start..audio_end])?,
        stretches(input, "ID3v1", [tail.before_id3v1..input.len()])?,
    ];
    if first_end > 0 {
        all.extend(all_held(id3v2::Tag::parse(&input.bytes(0..first_end)?)?.others(words)));
    }
    if let Some(range) = tail.ape {
        let tag = ape::Tag::parse(&input.bytes(range)?).ok_or(Obstacle::DamagedTag)?;
        all.extend(all_held(tag.others(words)));
    }
    Ok(all)
}
