//! Tags of Matroska and WebM, which lofty does not read: the title of the segment, and the simple tags of the element Tags.
//!
//! Source: RFC 9559 (elements) and draft-ietf-cellar-tags (names and what they are about).

use std::io::{Read, Result, Seek, SeekFrom};

use super::{Field, Tag};
use crate::analyst::audio_bytes::Walk;

const EBML: [u8; 4] = [0x1a, 0x45, 0xdf, 0xa3];
const SEGMENT: u64 = 0x1853_8067;
const INFO: u64 = 0x1549_a966;
const TITLE: u64 = 0x7ba9;
const TAGS: u64 = 0x1254_c367;
const TAG: u64 = 0x7373;
const TARGETS: u64 = 0x63c0;
const TARGET_TYPE_VALUE: u64 = 0x68ca;
const SIMPLE_TAG: u64 = 0x67c8;
const TAG_NAME: u64 = 0x45a3;
const TAG_STRING: u64 = 0x4487;

/// Targets of at least this type are albums and what holds several of them.
const ALBUM: u64 = 50;

/// Most elements of the segment that are walked: some hours of audio have fewer.
const MOST_ELEMENTS: usize = 100_000;

/// Largest element that is read, bytes: covers are elsewhere.
const LARGEST: u64 = 1 << 20;

/// The tags of Matroska that begins at a position: what is said of the track, of the segment, of the album; `None` where
/// the file is something else.
pub fn read(file: &mut (impl Read + Seek), start: u64) -> Result<Option<Vec<Tag>>> {
    let end = file.seek(SeekFrom::End(0))?;
    let mut walk = Walk { file, end };
    if walk.at::<4>(start)? != Some(EBML) {
        return Ok(None);
    }
    let (mut segment, mut of_track, mut of_album) = (Tag::new(), Tag::new(), Tag::new());
    let mut position = start;
    for _ in 0..MOST_ELEMENTS {
        let Some((id, after_id)) = walk.vint(position, true)? else { break };
        let Some((size, contents)) = walk.vint(after_id, false)? else { break };
        position = match id {
            SEGMENT => contents,
            // One whose size is not known reaches past the end, too.
            _ => contents.saturating_add(size),
        };
        if matches!(id, INFO | TAGS) && size <= LARGEST {
            walk.file.seek(SeekFrom::Start(contents))?;
            let mut bytes = Vec::new();
            walk.file.by_ref().take(size).read_to_end(&mut bytes)?;
            match id {
                INFO => segment.extend(text_in(&bytes, TITLE).map(|title| (Field::Title, title))),
                _ => children(&bytes).filter(|(id, _)| *id == TAG).for_each(|(_, tag)| {
                    let is_album = target(tag) >= ALBUM;
                    if is_album { &mut of_album } else { &mut of_track }.extend(fields(tag, is_album));
                }),
            }
        }
    }
    Ok(Some(vec![of_track, segment, of_album]))
}

/// What a tag is about; the track where it does not say, as most programs mean it.
fn target(tag: &[u8]) -> u64 {
    let targets = child(tag, TARGETS).unwrap_or_default();
    let value = child(targets, TARGET_TYPE_VALUE).filter(|value| (1..=8).contains(&value.len()));
    value.map_or(0, |value| value.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

fn fields(tag: &[u8], is_album: bool) -> Tag {
    let simple = children(tag).filter(|(id, _)| *id == SIMPLE_TAG);
    let with_field = simple.filter_map(|(_, simple)| {
        let field = match Field::named(&text_in(simple, TAG_NAME)?)? {
            Field::Title if is_album => Field::Album,
            field => field,
        };
        Some((field, text_in(simple, TAG_STRING)?))
    });
    with_field.collect()
}

fn text_in(parent: &[u8], id: u64) -> Option<String> {
    Some(String::from_utf8_lossy(child(parent, id)?).trim_end_matches('\0').to_owned())
}

fn child(parent: &[u8], id: u64) -> Option<&[u8]> {
    children(parent).find(|(other, _)| *other == id).map(|(_, contents)| contents)
}

/// The elements that an element holds, with their contents; the last one as far as it is there.
fn children(parent: &[u8]) -> impl Iterator<Item = (u64, &[u8])> {
    let mut rest = parent;
    std::iter::from_fn(move || {
        let (id, after_id) = vint(rest, true)?;
        let (size, contents) = vint(after_id, false)?;
        let size = usize::try_from(size).unwrap_or(usize::MAX).min(contents.len());
        let (contents, next) = contents.split_at_checked(size)?;
        rest = next;
        Some((id, contents))
    })
}

/// A number of Matroska's and what follows it. Names keep the marker.
fn vint(bytes: &[u8], keep_marker: bool) -> Option<(u64, &[u8])> {
    let first = *bytes.first()?;
    let length = first.leading_zeros() as usize + 1;
    let (number, rest) = bytes.split_at_checked(length).filter(|_| length <= 8)?;
    let number = number.iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
    Some((if keep_marker { number } else { number & !(1 << (7 * length)) }, rest))
}
