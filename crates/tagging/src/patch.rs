//! A file made out of another: stretches of that, and new bytes between them.

use std::io::{Error, ErrorKind, Read, Result, Seek, SeekFrom, Write, copy};
use std::ops::Range;

/// Bytes of the old file that others take the place of.
#[derive(Clone, Debug, PartialEq)]
pub struct Splice {
    /// Which; empty to put something in between.
    pub range: Range<u64>,
    /// What comes there.
    pub bytes: Vec<u8>,
}

/// A stretch of the new file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// As in the old file, from the first byte to that before the last.
    Kept(Range<u64>),
    /// New.
    New(Vec<u8>),
}

impl Part {
    fn len(&self) -> u64 {
        match self {
            Self::Kept(range) => range.end - range.start,
            Self::New(bytes) => bytes.len() as u64,
        }
    }
}

/// How an old file becomes a new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    parts: Vec<Part>,
    /// Where each part starts in the new file, and where the last ends.
    starts: Vec<u64>,
}

impl Patch {
    /// A file of `len` bytes with splices, which may come in any order; `None` where two of them overlap or one lies beyond
    /// the file.
    pub(crate) fn of(len: u64, mut splices: Vec<Splice>) -> Option<Self> {
        splices.sort_by_key(|splice| (splice.range.start, splice.range.end));
        let mut parts = Vec::new();
        let mut at = 0;
        for Splice { range, bytes } in splices {
            if range.start < at || range.end < range.start || range.end > len {
                return None;
            }
            parts.push(Part::Kept(at..range.start));
            parts.push(Part::New(bytes));
            at = range.end;
        }
        parts.push(Part::Kept(at..len));
        parts.retain(|part| part.len() > 0);
        let mut end = 0;
        let mut starts = vec![0];
        for part in &parts {
            end += part.len();
            starts.push(end);
        }
        Some(Self { parts, starts })
    }

    /// What the new file is made of, in order.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Bytes of the new file.
    pub fn len(&self) -> u64 {
        self.starts.last().copied().unwrap_or_default()
    }

    /// Whether the new file has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether the file says already what was to be written, so that nothing of it changes.
    pub fn is_unchanged(&self) -> bool {
        matches!(self.parts.as_slice(), [] | [Part::Kept(_)])
    }

    /// Where a byte of the new file stands in the old one; `None` where it is new.
    pub fn origin(&self, at: u64) -> Option<u64> {
        let (part, within) = self.part_at(at)?;
        match part {
            Part::Kept(range) => Some(range.start + within),
            Part::New(_) => None,
        }
    }

    /// Reads the new file; the old one is read where it is needed.
    pub fn reader<'a, R: ?Sized>(&'a self, old: &'a mut R) -> Patched<'a, R> {
        Patched { patch: self, old, at: 0 }
    }

    /// Writes the new file.
    ///
    /// # Errors
    /// Where the old file cannot be read or the new one not written.
    pub fn apply(&self, old: &mut (impl Read + Seek), new: &mut impl Write) -> Result<()> {
        let copied = copy(&mut self.reader(old), new)?;
        if copied == self.len() { Ok(()) } else { Err(ErrorKind::UnexpectedEof.into()) }
    }

    /// The part that holds a byte of the new file, and how far into it that byte is.
    fn part_at(&self, at: u64) -> Option<(&Part, u64)> {
        let index = self.starts.partition_point(|start| *start <= at).checked_sub(1)?;
        Some((self.parts.get(index)?, at - self.starts.get(index)?))
    }
}

/// A patched file as something to read from.
pub struct Patched<'a, R: ?Sized> {
    patch: &'a Patch,
    old: &'a mut R,
    at: u64,
}

impl<R: Read + Seek + ?Sized> Read for Patched<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let Some((part, within)) = self.patch.part_at(self.at) else { return Ok(0) };
        let count = (part.len() - within).min(buffer.len() as u64) as usize;
        let buffer = buffer.get_mut(..count).unwrap_or_default();
        match part {
            Part::Kept(range) => {
                self.old.seek(SeekFrom::Start(range.start + within))?;
                self.old.read_exact(buffer)?;
            }
            Part::New(bytes) => {
                buffer
                    .copy_from_slice(bytes.get(within as usize..within as usize + count).unwrap_or_default());
            }
        }
        self.at += count as u64;
        Ok(count)
    }
}

impl<R: Read + Seek + ?Sized> Seek for Patched<'_, R> {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(off) => self.patch.len().checked_add_signed(off),
            SeekFrom::Current(off) => self.at.checked_add_signed(off),
        };
        self.at = at.ok_or_else(|| Error::from(ErrorKind::InvalidInput))?;
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn splice(range: Range<u64>, text: &str) -> Splice {
        Splice { range, bytes: text.into() }
    }

    #[test]
    fn splices_are_put_into_the_file() {
        let patch = Patch::of(6, vec![splice(4..6, "!"), splice(0..0, ">>"), splice(2..2, "-")]).unwrap();
        let mut new = Vec::new();
        patch.apply(&mut Cursor::new(b"abcdef"), &mut new).unwrap();
        assert_eq!(new, b">>ab-cd!");
        assert_eq!(
            (patch.len(), patch.origin(2), patch.origin(4), patch.origin(5)),
            (8, Some(0), None, Some(2))
        );
        assert_eq!(patch.origin(8), None);
    }

    #[test]
    fn what_overlaps_is_no_patch() {
        assert_eq!(Patch::of(6, vec![splice(0..3, ""), splice(2..4, "")]), None);
        assert_eq!(Patch::of(6, vec![splice(5..7, "")]), None);
        assert!(Patch::of(6, Vec::new()).unwrap().is_unchanged());
    }
}
