//! A file that is read at positions.

use std::io::{Read, Result, Seek, SeekFrom};
use std::ops::Range;
use xxhash_rust::xxh3::Xxh3Default;

use crate::{Obstacle, TaggingError};

/// Most bytes of a file that are held at once: the largest tag that is edited, pictures included.
const MOST_HELD: u64 = 128 << 20;

/// Bytes that are hashed at once.
const PIECE: u64 = 1 << 18;

/// What can be read at any position.
pub trait ReadSeek: Read + Seek {}

impl<R: Read + Seek> ReadSeek for R {}

/// A file.
pub struct Input<'a> {
    file: &'a mut dyn ReadSeek,
    len: u64,
}

impl<'a> Input<'a> {
    /// A file as it is now.
    pub fn new(file: &'a mut dyn ReadSeek) -> Result<Self> {
        let len = file.seek(SeekFrom::End(0))?;
        Ok(Self { file, len })
    }

    /// Number of bytes.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// The reader below.
    pub fn reader(&mut self) -> &mut dyn ReadSeek {
        self.file
    }

    /// `N` bytes at a position; `None` where the file ends before them.
    pub fn array<const N: usize>(&mut self, at: u64) -> Result<Option<[u8; N]>> {
        if at.checked_add(N as u64).is_none_or(|end| end > self.len) {
            return Ok(None);
        }
        self.file.seek(SeekFrom::Start(at))?;
        let mut bytes = [0; N];
        self.file.read_exact(&mut bytes)?;
        Ok(Some(bytes))
    }

    /// All bytes of a range that is a tag or a header.
    ///
    /// # Errors
    /// [`Obstacle::CutOff`] where the file ends before it does, [`Obstacle::UnusualTag`] where it is too large to be held.
    pub fn bytes(&mut self, range: Range<u64>) -> std::result::Result<Vec<u8>, TaggingError> {
        if range.end > self.len {
            return Err(Obstacle::CutOff.into());
        }
        let count = range.end.saturating_sub(range.start);
        if count > MOST_HELD {
            return Err(Obstacle::UnusualTag.into());
        }
        self.file.seek(SeekFrom::Start(range.start))?;
        let mut bytes = vec![0; count as usize];
        self.file.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    /// Adds the bytes of a range, as far as the file goes, to a hash.
    pub fn hash(&mut self, range: Range<u64>, hasher: &mut Xxh3Default) -> Result<()> {
        let end = range.end.min(self.len);
        let mut at = range.start;
        let mut piece = vec![0; PIECE.min(end.saturating_sub(at)) as usize];
        self.file.seek(SeekFrom::Start(at.min(end)))?;
        while at < end {
            let count = (end - at).min(PIECE) as usize;
            let Some(bytes) = piece.get_mut(..count) else { break };
            self.file.read_exact(bytes)?;
            hasher.update(bytes);
            at += count as u64;
        }
        Ok(())
    }
}

/// `N` bytes of a slice.
pub fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.try_into().ok()
}
