//! FLAC: blocks of metadata in front of the audio, one of which holds the comments.

use std::ops::Range;

use crate::claims::Words;
use crate::input::Input;
use crate::inventory::{Element, all_held, stretch};
use crate::patch::Splice;
use crate::vorbis::Comments;
use crate::{Obstacle, TaggingError};

const PADDING: u8 = 1;
const COMMENTS: u8 = 4;
const LAST: u8 = 0x80;
/// Bytes of a block's header, and most bytes behind it.
const HEADER: u64 = 4;
const MOST: usize = 0xff_ffff;
/// Zeros that are put behind the metadata where the file grows: the next programs need not rewrite it.
const ROOM: usize = 1024;

/// A block: its kind, and where its contents stand.
#[derive(Clone)]
struct Block {
    kind: u8,
    is_last: bool,
    contents: Range<u64>,
}

impl Block {
    fn whole(&self) -> Range<u64> {
        self.contents.start - HEADER..self.contents.end
    }

    fn len(&self) -> u64 {
        self.contents.end - self.contents.start
    }
}

/// All blocks of the metadata.
fn blocks(input: &mut Input, start: u64) -> Result<Vec<Block>, TaggingError> {
    let mut blocks = Vec::new();
    let mut at = start + HEADER;
    loop {
        let [kind, size @ ..] = input.array::<4>(at)?.ok_or(Obstacle::CutOff)?;
        let from = at + HEADER;
        at = from + size.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
        if at > input.len() {
            return Err(Obstacle::CutOff.into());
        }
        let is_last = kind & LAST != 0;
        blocks.push(Block { kind: kind & !LAST, is_last, contents: from..at });
        if is_last {
            break;
        }
    }
    // A block may be longer than it can say, as programs have written pictures: then this is no frame.
    match input.array::<2>(at)? {
        Some([0xff, 0xf8..=0xfb]) => Ok(blocks),
        _ => Err(Obstacle::Layout.into()),
    }
}

fn header(kind: u8, is_last: bool, len: usize) -> Result<[u8; 4], Obstacle> {
    if len > MOST {
        return Err(Obstacle::TooLarge);
    }
    let [_, a, b, c] = (len as u32).to_be_bytes();
    Ok([kind | if is_last { LAST } else { 0 }, a, b, c])
}

/// What changes for the words.
///
/// # Errors
/// Where the file cannot be read, or is damaged.
pub fn plan(input: &mut Input, start: u64, words: &Words) -> Result<Vec<Splice>, TaggingError> {
    let blocks = blocks(input, start)?;
    let old = blocks.iter().find(|block| block.kind == COMMENTS);
    let mut comments = match old {
        Some(block) => Comments::parse(&input.bytes(block.contents.clone())?).ok_or(Obstacle::DamagedTag)?,
        None => Comments::empty(),
    };
    if !comments.edit(words) {
        return Ok(Vec::new());
    }
    let bytes = comments.to_bytes();
    let Some(first) = blocks.first() else { return Err(Obstacle::Layout.into()) };
    let mut splices = Vec::new();
    let (range, is_last) = match old {
        Some(block) => (block.whole(), block.is_last),
        // Behind the block that has to be the first.
        None => (first.contents.end..first.contents.end, first.is_last),
    };
    if old.is_none() && first.is_last {
        let at = first.whole().start;
        splices.push(Splice { range: at..at + 1, bytes: vec![first.kind] });
    }
    let grows = HEADER as i64 + bytes.len() as i64 - (range.end - range.start) as i64;
    let padding = blocks.iter().find(|block| block.kind == PADDING);
    let room = padding.map(|block| in_padding(block, grows)).transpose()?.flatten();
    let follows = room.is_none() && padding.is_none() && grows > 0;
    let mut new = [&header(COMMENTS, is_last && !follows, bytes.len())?[..], &bytes].concat();
    if follows {
        new.extend(header(PADDING, is_last, ROOM)?);
        new.resize(new.len() + ROOM, 0);
    }
    splices.push(Splice { range, bytes: new });
    splices.extend(room);
    Ok(splices)
}

/// Takes what the comments have grown by out of the padding, or puts there what they have shrunk by; `None` where it does
/// not hold as much.
fn in_padding(block: &Block, grows: i64) -> Result<Option<Splice>, Obstacle> {
    let Some(len) = block.len().checked_add_signed(-grows).filter(|len| *len <= MOST as u64) else {
        return Ok(None);
    };
    let header = header(PADDING, block.is_last, len as usize)?;
    let whole = block.whole();
    let gone = grows.max(0) as u64;
    let more = vec![0; (-grows).max(0) as usize];
    let range = whole.start..whole.start + HEADER + gone;
    Ok(Some(Splice { range, bytes: [&header[..], &more].concat() }))
}

/// What must stay: all blocks but comments and padding, and the audio.
///
/// # Errors
/// Where the file cannot be read, or is damaged.
pub fn inventory(input: &mut Input, start: u64, words: &Words) -> Result<Vec<Element>, TaggingError> {
    let mut all = vec![stretch(input, "tags in front of FLAC", 0..start)?];
    let blocks = blocks(input, start)?;
    let comments = blocks.iter().position(|block| block.kind == COMMENTS);
    for (at, block) in blocks.iter().enumerate() {
        if comments == Some(at) {
            let comments = Comments::parse(&input.bytes(block.contents.clone())?);
            all.extend(all_held(comments.ok_or(Obstacle::DamagedTag)?.others(words)));
        } else if block.kind != PADDING {
            all.push(stretch(input, format!("FLAC block {}", block.kind), block.contents.clone())?);
        }
    }
    let audio = blocks.last().map_or(start, |block| block.contents.end);
    all.push(stretch(input, "audio", audio..input.len())?);
    Ok(all)
}
