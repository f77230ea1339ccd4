//! Elements of EBML, which Matroska and WebM are made of. Source: RFC 8794, and RFC 9559 for their numbers.

use crate::source::{Source, Window, be};
use std::ops::Range;

/// Elements that are walked over before a file is taken for broken: more than ten hours of audio have.
const MOST: usize = 4_000_000;

/// Longest header of an element: two numbers of 8 bytes.
const HEADER: usize = 16;

/// The element that holds all others but the first.
pub const SEGMENT: u64 = 0x1853_8067;

/// The elements of a file: the outermost ones, and those that the segment holds.
pub struct Elements<'a, S> {
    window: Window<'a, S>,
    at: u64,
    left: usize,
}

/// An element of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// Its number, with the marker of its length.
    pub id: u64,
    /// Where its contents are, within the file: to its end where it does not say how long they are.
    pub contents: Range<u64>,
}

impl<'a, S: Source> Elements<'a, S> {
    /// The elements from a position on.
    pub fn new(source: &'a S, start: u64) -> Self {
        Self { window: Window::new(source), at: start, left: MOST }
    }

    /// Where what was walked over ends.
    pub fn end(&self) -> u64 {
        self.at.min(self.window.len())
    }
}

impl<S: Source> Iterator for Elements<'_, S> {
    type Item = Element;

    fn next(&mut self) -> Option<Element> {
        self.left = self.left.checked_sub(1)?;
        let Header { id, len, size } = header(self.window.at(self.at, HEADER))?;
        let start = self.at + len as u64;
        let end = size.and_then(|size| start.checked_add(size)).unwrap_or(u64::MAX).min(self.window.len());
        self.at = if id == SEGMENT { start } else { end };
        Some(Element { id, contents: start..end })
    }
}

/// Where the segment of a file ends by its header: behind the file's end, where that was cut off, and there, where the header
/// does not say.
pub fn claimed_end(source: &impl Source) -> u64 {
    let mut window = Window::new(source);
    let mut at = 0;
    for _ in 0..2 {
        let Some(Header { len, size: Some(size), .. }) = header(window.at(at, HEADER)) else { break };
        at = at.saturating_add(len as u64).saturating_add(size);
    }
    at.max(source.len())
}

/// What stands before an element's contents.
struct Header {
    id: u64,
    /// Bytes of the header.
    len: usize,
    /// Bytes of the contents; `None` where it does not say.
    size: Option<u64>,
}

fn header(bytes: &[u8]) -> Option<Header> {
    let (id, id_len) = variable(bytes)?;
    let (size, size_len) = variable(bytes.get(id_len..)?)?;
    let size = size & !(1 << (7 * size_len));
    let is_known = size != (1 << (7 * size_len)) - 1;
    Some(Header { id, len: id_len + size_len, size: is_known.then_some(size) })
}

/// A number of 1 to 8 bytes, as many as its first byte begins with zeros and one more, with the one that ends them; and how
/// many bytes it has.
fn variable(bytes: &[u8]) -> Option<(u64, usize)> {
    let len = bytes.first()?.leading_zeros() as usize + 1;
    be(bytes, 0, len).filter(|_| len <= 8).map(|value| (value, len))
}

/// The elements that an element holds: number and contents. One whose length is not known, or goes on past what is there,
/// holds the rest.
pub fn children(mut rest: &[u8]) -> impl Iterator<Item = (u64, &[u8])> {
    std::iter::from_fn(move || {
        let Header { id, len, size } = header(rest)?;
        let contents = rest.get(len..)?;
        let size = size.and_then(|size| usize::try_from(size).ok()).unwrap_or(usize::MAX);
        let (contents, next) = contents.split_at(size.min(contents.len()));
        rest = next;
        Some((id, contents))
    })
}

/// The contents of the first element of a number that an element holds.
pub fn child(of: &[u8], wanted: u64) -> Option<&[u8]> {
    children(of).find(|(id, _)| *id == wanted).map(|(_, contents)| contents)
}

/// A whole number of at most 8 bytes.
pub fn number(bytes: &[u8]) -> Option<u64> {
    be(bytes, 0, bytes.len()).filter(|_| (1..=8).contains(&bytes.len()))
}

/// A float of 4 or 8 bytes.
pub fn float(bytes: &[u8]) -> Option<f64> {
    match bytes.len() {
        4 => Some(f64::from(f32::from_be_bytes(bytes.try_into().ok()?))),
        8 => Some(f64::from_be_bytes(bytes.try_into().ok()?)),
        _ => None,
    }
}

/// A text, without the zeros that may fill it up.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_end_matches('\0').to_owned()
}
