//! A file of the user's as a source that symphonia takes.

use send_wrapper::SendWrapper;
use std::io::{Read, Result, Seek, SeekFrom};
use wire::BlobReader;

/// Reads a file of the user's; in the worker's one thread, whatever its type promises.
pub struct File(SendWrapper<BlobReader>);

impl File {
    /// A source that stands where the reader stands.
    pub fn new(reader: BlobReader) -> Self {
        Self(SendWrapper::new(reader))
    }
}

impl Read for File {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        self.0.read(buffer)
    }
}

impl Seek for File {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        self.0.seek(to)
    }
}
