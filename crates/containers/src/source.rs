//! Bytes that can be read at any position, and numbers out of them.

use std::cell::RefCell;
use std::io::{Error, ErrorKind, Read, Result, Seek, SeekFrom};

/// Bytes of a file that can be read at any position.
pub trait Source {
    /// Number of bytes.
    fn len(&self) -> u64;
    /// Up to `len` bytes from `at` on; fewer at the end.
    fn read(&self, at: u64, len: usize) -> Vec<u8>;
    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A file in memory.
pub struct InMemory<'a>(pub &'a [u8]);

impl Source for InMemory<'_> {
    fn len(&self) -> u64 {
        self.0.len() as u64
    }

    fn read(&self, at: u64, len: usize) -> Vec<u8> {
        let rest = usize::try_from(at).ok().and_then(|at| self.0.get(at..)).unwrap_or_default();
        rest.iter().copied().take(len).collect()
    }
}

/// A file that is read as files are. What cannot be read of it is not there, and [`Reader::check`] says why.
pub struct Reader<R> {
    file: RefCell<R>,
    len: u64,
    failed: RefCell<Option<Error>>,
}

impl<R: Read + Seek> Reader<R> {
    /// All of a file, wherever it stands.
    ///
    /// # Errors
    /// Where it does not tell its length.
    pub fn new(mut file: R) -> Result<Self> {
        let len = file.seek(SeekFrom::End(0))?;
        Ok(Self { file: RefCell::new(file), len, failed: RefCell::new(None) })
    }

    /// Asks whether everything could be read so far.
    ///
    /// # Errors
    /// Where it could not: what was read since then is not to be trusted.
    pub fn check(&self) -> Result<()> {
        self.failed.take().map_or(Ok(()), Err)
    }

    fn try_read(&self, at: u64, len: u64) -> Result<Vec<u8>> {
        let mut file = self.file.try_borrow_mut().map_err(|_| Error::from(ErrorKind::ResourceBusy))?;
        file.seek(SeekFrom::Start(at))?;
        let mut bytes = Vec::new();
        file.by_ref().take(len).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

impl<R: Read + Seek> Source for Reader<R> {
    fn len(&self) -> u64 {
        self.len
    }

    fn read(&self, at: u64, len: usize) -> Vec<u8> {
        let there = self.len.saturating_sub(at).min(len as u64);
        self.try_read(at, there).unwrap_or_else(|error| {
            self.failed.borrow_mut().get_or_insert(error);
            Vec::new()
        })
    }
}

/// Bytes that are read at once when a whole file is walked over.
const WINDOW: usize = 1 << 17;

/// A window that moves over a source, so that neighbouring headers cost one reading.
pub struct Window<'a, S> {
    source: &'a S,
    start: u64,
    bytes: Vec<u8>,
}

impl<'a, S: Source> Window<'a, S> {
    pub fn new(source: &'a S) -> Self {
        Self { source, start: 0, bytes: Vec::new() }
    }

    /// The `len` bytes at `at`, or fewer at the end.
    pub fn at(&mut self, at: u64, len: usize) -> &[u8] {
        let end = self.start + self.bytes.len() as u64;
        let wanted = at.saturating_add(len as u64).min(self.source.len());
        if at < self.start || wanted > end {
            self.bytes = self.source.read(at, WINDOW.max(len));
            self.start = at;
        }
        let from = usize::try_from(at - self.start).unwrap_or(usize::MAX).min(self.bytes.len());
        let to = from.saturating_add(len).min(self.bytes.len());
        self.bytes.get(from..to).unwrap_or_default()
    }

    /// Everything of the window from `at` on: something, unless that is the end.
    pub fn rest(&mut self, at: u64) -> &[u8] {
        self.at(at, 1);
        let from = usize::try_from(at.saturating_sub(self.start)).unwrap_or(usize::MAX);
        self.bytes.get(from..).unwrap_or_default()
    }

    pub fn len(&self) -> u64 {
        self.source.len()
    }
}

/// Zeros that are walked over before a file is taken for nothing but zeros, bytes.
const MOST_ZEROS: u64 = 1 << 24;

/// Where the zeros end that stand at `at`: `at` itself, where none do, or too many.
pub fn past_zeros(source: &impl Source, at: u64) -> u64 {
    let mut window = Window::new(source);
    let mut end = at;
    while end < at.saturating_add(MOST_ZEROS) {
        let rest = window.rest(end);
        match rest.iter().position(|byte| *byte != 0) {
            Some(zeros) => return end + zeros as u64,
            None if rest.is_empty() => break,
            None => end += rest.len() as u64,
        }
    }
    at
}

/// `N` bytes at `at`.
pub fn read<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.try_into().ok()
}

/// A number of up to 8 bytes, the most significant first.
pub fn be(bytes: &[u8], at: usize, len: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(len)?)?;
    Some(bytes.iter().fold(0, |value, byte| value << 8 | u64::from(*byte)))
}

/// A number of up to 8 bytes, the least significant first.
pub fn le(bytes: &[u8], at: usize, len: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(len)?)?;
    Some(bytes.iter().rev().fold(0, |value, byte| value << 8 | u64::from(*byte)))
}

pub fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}
