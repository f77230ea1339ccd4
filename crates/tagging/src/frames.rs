//! Files of frames without a container: ID3v2 in front, APE and ID3v1 behind.

use crate::ape;
use crate::claims::Words;
use crate::format::{Format, tail};
use crate::input::Input;
use crate::inventory::{Element, all_held, stretch};
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

/// The ID3v2 tags in front with the words in them: all of these in the first, and in the others what they say already, since
/// some players ask those. Another that cannot be read stays.
fn in_front(input: &mut Input, words: &Words) -> Result<Vec<Splice>, TaggingError> {
    let mut splices = Vec::new();
    let mut start = 0;
    let ends = id3v2::ends(input)?;
    for end in if ends.is_empty() { vec![0] } else { ends } {
        let bytes = input.bytes(start..end)?;
        let (tag, is_first) = (id3v2::Tag::parse(&bytes), start == 0);
        let tag = match tag {
            _ if end == 0 => Some(new_tag(input)?),
            Err(obstacle) if is_first => return Err(obstacle.into()),
            tag => tag.ok(),
        };
        if let Some(mut tag) = tag
            && if is_first { tag.edit(words) } else { tag.correct(words) }
        {
            splices.push(Splice { range: start..end, bytes: tag.to_bytes(false)? });
        }
        start = end;
    }
    Ok(splices)
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
    let audio_end = tail.ape.as_ref().map_or(tail.before_id3v1, |range| range.start);
    let mut all = Vec::new();
    let mut from = 0;
    for end in id3v2::ends(input)? {
        match id3v2::Tag::parse(&input.bytes(from..end)?) {
            Ok(tag) => all.extend(all_held(tag.others(words))),
            Err(_) => all.push(stretch(input, "ID3v2", from..end)?),
        }
        from = end;
    }
    all.push(stretch(input, "audio", start..audio_end)?);
    all.push(stretch(input, "ID3v1", tail.before_id3v1..input.len())?);
    if let Some(range) = tail.ape {
        let tag = ape::Tag::parse(&input.bytes(range)?).ok_or(Obstacle::DamagedTag)?;
        all.extend(all_held(tag.others(words)));
    }
    Ok(all)
}
