//! Boxes of MP4 and QuickTime, one after the other and one within the other.

use crate::source::{Source, Window, be, read};
use std::ops::Range;

/// Boxes that are walked over before a file is taken for broken.
const MOST: usize = 4_000_000;

/// Longest header of a box.
const HEADER: usize = 16;

/// The outermost boxes of a file.
pub struct Boxes<'a, S> {
    window: Window<'a, S>,
    at: u64,
    left: usize,
}

/// A box of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct FileBox {
    /// What it is.
    pub kind: [u8; 4],
    /// Where its contents are, within the file.
    pub contents: Range<u64>,
}

impl<'a, S: Source> Boxes<'a, S> {
    /// The boxes from a position on.
    pub fn new(source: &'a S, start: u64) -> Self {
        Self { window: Window::new(source), at: start, left: MOST }
    }

    /// Where what was walked over ends.
    pub fn end(&self) -> u64 {
        self.at.min(self.window.len())
    }
}

/// Whether a file of boxes begins at `start`. The plain words that some begin with stand in texts, too, behind what is no length.
pub fn begin_at(source: &impl Source, start: u64) -> bool {
    let head = source.read(start, 8);
    let is_within =
        be(&head, 0, 4).is_some_and(|size| (8..=source.len().saturating_sub(start)).contains(&size));
    match head.get(4..8) {
        Some(b"ftyp" | b"moov" | b"wide") => true,
        Some(b"free" | b"skip" | b"mdat" | b"pnot") => is_within,
        _ => false,
    }
}

/// Where the boxes of a file end by their headers: behind its end, where it was cut off.
pub fn claimed_end(source: &impl Source) -> u64 {
    let mut boxes = Boxes::new(source, 0);
    boxes.by_ref().for_each(drop);
    boxes.at
}

impl<S: Source> Iterator for Boxes<'_, S> {
    type Item = FileBox;

    fn next(&mut self) -> Option<FileBox> {
        self.left = self.left.checked_sub(1)?;
        let (at, len) = (self.at, self.window.len());
        let (kind, head, size) = header(self.window.at(at, HEADER), len.saturating_sub(at))?;
        self.at = at.saturating_add(size);
        Some(FileBox { kind, contents: (at + head).min(len)..self.end() })
    }
}

/// A box's kind, bytes of its header, and of all of it: what is left where it does not say. `None` where there is none.
fn header(bytes: &[u8], left: u64) -> Option<([u8; 4], u64, u64)> {
    let (head, size) = match be(bytes, 0, 4)? {
        0 => (8, left),
        1 => (16, be(bytes, 8, 8).unwrap_or(0)),
        size => (8, size),
    };
    Some((read(bytes, 4)?, head, size)).filter(|_| size >= head)
}

/// The boxes that a box holds: kind and contents, the last one as far as it is there.
pub fn children(mut rest: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    std::iter::from_fn(move || {
        let (_, head, size) = header(rest, rest.len() as u64)?;
        let size = usize::try_from(size).unwrap_or(usize::MAX).min(rest.len());
        let (kind, contents) = (rest.get(4..8)?, rest.get(head as usize..size)?);
        rest = rest.get(size..).unwrap_or_default();
        Some((kind, contents))
    })
}

/// The contents of the first box of a kind that a box holds.
pub fn child<'a>(of: &'a [u8], wanted: &[u8]) -> Option<&'a [u8]> {
    children(of).find(|(kind, _)| *kind == wanted).map(|(_, contents)| contents)
}
