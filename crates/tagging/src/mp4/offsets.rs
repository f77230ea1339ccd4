//! The positions in the file that MP4 tells: of the chunks of audio, in all tracks.

use std::ops::Range;

use super::boxes::{Box, boxes, find};
use crate::input::{Input, array};
use crate::{Obstacle, TaggingError};

/// What leads from the description of a film to its tables.
const WAY: [&[u8; 4]; 4] = [b"trak", b"mdia", b"minf", b"stbl"];

/// Of a fragment's header: that it tells a position in the file.
const HAS_POSITION: u32 = 1;

/// A table of positions: where its entries stand, each of this many bytes, and what they say.
pub struct Table {
    /// Bytes of the entries.
    pub entries: Range<u64>,
    /// Whether each takes eight bytes, not four.
    pub is_64: bool,
    /// The positions.
    pub positions: Vec<u64>,
}

/// The tables of all tracks.
///
/// # Errors
/// Where the file cannot be read, is damaged or encrypted.
pub fn tables(input: &mut Input, moov: &Box) -> Result<Vec<Table>, TaggingError> {
    let mut level = vec![moov.clone()];
    for name in WAY {
        let mut next = Vec::new();
        for parent in level {
            next.extend(boxes(input, parent.contents)?.0.into_iter().filter(|found| found.name == *name));
        }
        level = next;
    }
    let mut tables = Vec::new();
    for stbl in level {
        let (children, _) = boxes(input, stbl.contents)?;
        if find(&children, b"saio").is_some() {
            return Err(Obstacle::Encrypted.into());
        }
        for found in &children {
            match &found.name {
                b"stco" => tables.push(table(input, found, false)?),
                b"co64" => tables.push(table(input, found, true)?),
                _ => {}
            }
        }
    }
    Ok(tables)
}

fn table(input: &mut Input, found: &Box, is_64: bool) -> Result<Table, TaggingError> {
    let bytes = input.bytes(found.contents.clone())?;
    let count = array(&bytes, 4).map(u32::from_be_bytes).ok_or(Obstacle::Layout)? as usize;
    let width = if is_64 { 8 } else { 4 };
    let entries = count.checked_mul(width).and_then(|len| bytes.get(8..len.checked_add(8)?));
    let entries = entries.ok_or(Obstacle::Layout)?;
    let number = |entry: &[u8]| entry.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
    let start = found.contents.start + 8;
    Ok(Table {
        entries: start..start + entries.len() as u64,
        is_64,
        positions: entries.chunks_exact(width).map(number).collect(),
    })
}

impl Table {
    /// The entries with all positions from a byte on moved.
    ///
    /// # Errors
    /// [`Obstacle::TooLarge`] where one does not fit any more.
    pub fn moved(&self, from: u64, by: i64) -> Result<Vec<u8>, Obstacle> {
        let mut bytes = Vec::new();
        for position in &self.positions {
            let moved = if *position >= from { position.checked_add_signed(by) } else { Some(*position) };
            let moved = moved.ok_or(Obstacle::Layout)?;
            if self.is_64 {
                bytes.extend(moved.to_be_bytes());
            } else {
                bytes.extend(u32::try_from(moved).map_err(|_| Obstacle::TooLarge)?.to_be_bytes());
            }
        }
        Ok(bytes)
    }
}

/// Refuses a file in which other positions are told, which are not moved here: fragments with positions of their own, tables
/// of fragments, and pictures kept outside of the film, whose description begins at `moov`.
///
/// # Errors
/// [`Obstacle::Fragments`]; where the file cannot be read.
pub fn check_movable(input: &mut Input, top: &[Box], moov: u64) -> Result<(), TaggingError> {
    for found in top {
        match &found.name {
            b"sidx" if found.start < moov => return Err(Obstacle::Fragments.into()),
            b"mfra" => return Err(Obstacle::Fragments.into()),
            b"meta" => {
                let children = boxes(input, found.contents.start + 4..found.contents.end);
                if children.is_ok_and(|(children, _)| find(&children, b"iloc").is_some()) {
                    return Err(Obstacle::Fragments.into());
                }
            }
            b"moof" => check_fragment(input, found)?,
            _ => {}
        }
    }
    Ok(())
}

fn check_fragment(input: &mut Input, moof: &Box) -> Result<(), TaggingError> {
    for traf in boxes(input, moof.contents.clone())?.0.iter().filter(|found| found.name == *b"traf") {
        let (children, _) = boxes(input, traf.contents.clone())?;
        let Some(header) = find(&children, b"tfhd") else { continue };
        let flags = input.array::<4>(header.contents.start)?.map(u32::from_be_bytes);
        if flags.is_none_or(|flags| flags & HAS_POSITION != 0) {
            return Err(Obstacle::Fragments.into());
        }
    }
    Ok(())
}
