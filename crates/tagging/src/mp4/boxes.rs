//! Boxes of MP4.

use std::ops::Range;

use crate::input::Input;
use crate::patch::Splice;
use crate::{Obstacle, TaggingError};

/// Most boxes of one level that are walked.
const MOST: usize = 1 << 20;

/// A box.
#[derive(Clone, Debug)]
pub struct Box {
    /// Four letters.
    pub name: [u8; 4],
    /// Its first byte.
    pub start: u64,
    /// What it holds.
    pub contents: Range<u64>,
    /// Whether it reaches to the end of the file, whatever that is.
    is_open: bool,
}

impl Box {
    /// All of it.
    pub fn whole(&self) -> Range<u64> {
        self.start..self.contents.end
    }

    /// Its size where the box grows; `None` where it tells none.
    ///
    /// # Errors
    /// [`Obstacle::TooLarge`].
    pub fn grown(&self, by: i64) -> Result<Option<Splice>, Obstacle> {
        let size = (self.contents.end - self.start).checked_add_signed(by).ok_or(Obstacle::Layout)?;
        if self.is_open {
            return Ok(None);
        }
        if self.contents.start - self.start >= 16 {
            let range = self.start + 8..self.start + 16;
            return Ok(Some(Splice { range, bytes: size.to_be_bytes().into() }));
        }
        let size = u32::try_from(size).map_err(|_| Obstacle::TooLarge)?;
        Ok(Some(Splice { range: self.start..self.start + 4, bytes: size.to_be_bytes().into() }))
    }
}

/// The boxes of a range, and where they end: zeros may follow the last in what QuickTime has written.
///
/// # Errors
/// Where the file cannot be read; where a box reaches beyond the range.
pub fn boxes(input: &mut Input, range: Range<u64>) -> Result<(Vec<Box>, u64), TaggingError> {
    let mut boxes = Vec::new();
    let mut at = range.start;
    while at + 8 <= range.end {
        let Some([s0, s1, s2, s3, name @ ..]) = input.array::<8>(at)? else { break };
        let is_top = range.end == input.len();
        let (header, size, is_open) = match u32::from_be_bytes([s0, s1, s2, s3]) {
            0 if is_top && name != [0; 4] => (8, range.end - at, true),
            0 => break,
            1 => (16, u64::from_be_bytes(input.array::<8>(at + 8)?.ok_or(Obstacle::CutOff)?), false),
            size => (8, u64::from(size), false),
        };
        let end = at.saturating_add(size);
        if size < header {
            return Err(Obstacle::Layout.into());
        }
        if end > range.end {
            return Err(if is_top { Obstacle::CutOff } else { Obstacle::Layout }.into());
        }
        boxes.push(Box { name, start: at, contents: at + header..end, is_open });
        at = end;
        if boxes.len() > MOST {
            return Err(Obstacle::Layout.into());
        }
    }
    Ok((boxes, at))
}

/// The first box of a name.
pub fn find<'a>(boxes: &'a [Box], name: &[u8; 4]) -> Option<&'a Box> {
    boxes.iter().find(|found| found.name == *name)
}

/// A box of these contents.
///
/// # Errors
/// [`Obstacle::TooLarge`].
pub fn of(name: &[u8; 4], contents: &[u8]) -> Result<Vec<u8>, Obstacle> {
    let size = u32::try_from(contents.len() + 8).map_err(|_| Obstacle::TooLarge)?;
    Ok([&size.to_be_bytes()[..], name, contents].concat())
}
