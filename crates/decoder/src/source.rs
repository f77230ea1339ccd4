//! A file that several readers share, each over its own stretch.

use containers::Source;
use std::io::{Error, ErrorKind, Read, Result, Seek, SeekFrom};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};
use symphonia::core::io::MediaSource;

/// What can be read at any position.
pub trait ReadSeek: Read + Seek + Send {}
impl<R: Read + Seek + Send> ReadSeek for R {}

/// A file; copies are handles to the same one.
#[derive(Clone)]
pub struct Shared {
    file: Arc<Mutex<Box<dyn ReadSeek>>>,
    /// Bytes at its beginning that are none of it.
    skipped: u64,
    len: u64,
}

impl Shared {
    pub fn new(mut file: Box<dyn ReadSeek>) -> Result<Self> {
        let len = file.seek(SeekFrom::End(0))?;
        Ok(Self { file: Arc::new(Mutex::new(file)), skipped: 0, len })
    }

    /// The same file from a position on.
    pub fn from(&self, start: u64) -> Self {
        let start = start.min(self.len);
        Self { skipped: self.skipped + start, len: self.len - start, ..self.clone() }
    }

    /// Reads until the buffer is full or the file ends; how many bytes that were.
    pub fn read_at(&self, at: u64, buffer: &mut [u8]) -> Result<usize> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.skipped.saturating_add(at)))?;
        let mut filled = 0;
        while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match file.read(rest) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(filled)
    }

    /// A stretch of the file as a file of its own. It may go on behind what is there, of which nothing is read.
    pub fn section(&self, stretch: Range<u64>) -> Section {
        Section { shared: self.clone(), start: stretch.start.min(stretch.end), end: stretch.end, at: 0 }
    }
}

impl Source for Shared {
    fn len(&self) -> u64 {
        self.len
    }

    fn read(&self, at: u64, len: usize) -> Vec<u8> {
        let there = self.len.saturating_sub(at).min(len as u64);
        let mut bytes = vec![0; usize::try_from(there).unwrap_or(0)];
        // Who decodes reads the same bytes again and hears why they cannot be read.
        let filled = self.read_at(at, &mut bytes).unwrap_or(0);
        bytes.truncate(filled);
        bytes
    }
}

/// A stretch of a file. Symphonia takes it for a stream of known length: where it may seek, it guesses the length of MP3
/// files and cuts off what comes behind.
pub struct Section {
    shared: Shared,
    start: u64,
    end: u64,
    at: u64,
}

impl Section {
    /// The same as something that symphonia may seek in, as its readers of MP4 and Ogg must.
    pub fn seekable(self) -> Seekable {
        Seekable(self)
    }
}

impl Source for Section {
    fn len(&self) -> u64 {
        self.end - self.start
    }

    fn read(&self, at: u64, len: usize) -> Vec<u8> {
        let there = Source::len(self).saturating_sub(at).min(len as u64);
        self.shared.read(self.start.saturating_add(at), usize::try_from(there).unwrap_or(0))
    }
}

impl Read for Section {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let there = Source::len(self).saturating_sub(self.at).min(buffer.len() as u64) as usize;
        let count = self.shared.read_at(self.start + self.at, buffer.get_mut(..there).unwrap_or_default())?;
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for Section {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(offset) => Source::len(self).checked_add_signed(offset),
            SeekFrom::Current(offset) => self.at.checked_add_signed(offset),
        };
        self.at = at.ok_or_else(|| Error::from(ErrorKind::InvalidInput))?;
        Ok(self.at)
    }
}

impl MediaSource for Section {
    fn is_seekable(&self) -> bool {
        false
    }

    fn byte_len(&self) -> Option<u64> {
        Some(Source::len(self))
    }
}

/// See [`Section::seekable`].
pub struct Seekable(Section);

impl Read for Seekable {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        Read::read(&mut self.0, buffer)
    }
}

impl Seek for Seekable {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        self.0.seek(to)
    }
}

impl MediaSource for Seekable {
    fn is_seekable(&self) -> bool {
        true
    }

    fn byte_len(&self) -> Option<u64> {
        self.0.byte_len()
    }
}
