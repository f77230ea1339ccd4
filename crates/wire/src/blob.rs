//! A file of the user's as something to read from: a piece at a time, never the whole of it.

use js_sys::Uint8Array;
use std::io::{Error, ErrorKind, Read, Result, Seek, SeekFrom};
use web_sys::{Blob, FileReaderSync};

/// Bytes that are read from the disk at once.
const PIECE: u64 = 1 << 20;

/// Reads a `Blob`. Works in workers alone, where reading may wait.
pub struct BlobReader {
    blob: Blob,
    reader: FileReaderSync,
    at: u64,
    piece: Vec<u8>,
    piece_start: u64,
}

impl BlobReader {
    /// A reader that stands at the first byte.
    ///
    /// # Errors
    ///
    /// Where there is no such thing as reading here.
    pub fn new(blob: Blob) -> Result<Self> {
        let reader = FileReaderSync::new().map_err(|_| unreadable())?;
        Ok(Self { blob, reader, at: 0, piece: Vec::new(), piece_start: 0 })
    }

    /// Number of bytes.
    pub fn len(&self) -> u64 {
        self.blob.size() as u64
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All bytes, for formats that must be held at once anyway.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        self.range(0, self.len())
    }

    fn range(&self, start: u64, end: u64) -> Result<Vec<u8>> {
        let slice = self.blob.slice_with_f64_and_f64(start as f64, end as f64).map_err(|_| unreadable())?;
        let buffer = self.reader.read_as_array_buffer(&slice).map_err(|_| unreadable())?;
        Ok(Uint8Array::new(&buffer).to_vec())
    }

    /// What is left of the piece in which the reader stands; empty at the end.
    fn ahead(&mut self) -> Result<&[u8]> {
        let end = self.piece_start + self.piece.len() as u64;
        if !(self.piece_start..end).contains(&self.at) {
            self.piece = self.range(self.at, (self.at + PIECE).min(self.len()))?;
            self.piece_start = self.at;
        }
        Ok(self.piece.get((self.at - self.piece_start) as usize..).unwrap_or_default())
    }
}

impl Read for BlobReader {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        if self.at >= self.len() {
            return Ok(0);
        }
        let ahead = self.ahead()?;
        let count = ahead.len().min(buffer.len());
        buffer[..count].copy_from_slice(&ahead[..count]);
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for BlobReader {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(off) => self.len().checked_add_signed(off),
            SeekFrom::Current(off) => self.at.checked_add_signed(off),
        };
        self.at = at.ok_or_else(|| Error::from(ErrorKind::InvalidInput))?;
        Ok(self.at)
    }
}

fn unreadable() -> Error {
    Error::other("the browser could not read it; was it moved or deleted?")
}
