//! Pages of Ogg.

use std::ops::Range;

use crate::TaggingError;
use crate::input::{Input, array};

/// Bytes of a page's header before its table of segments.
pub const HEADER: u64 = 27;
/// Most segments of a page, and most bytes of one; a shorter one ends its packet.
pub const MOST_SEGMENTS: usize = 255;
pub const FULL: u8 = 255;
/// Flags of a page: that it goes on with a packet, begins a stream, ends it.
pub const CONTINUED: u8 = 1;
pub const BEGINS: u8 = 2;
pub const ENDS: u8 = 4;
/// Where a page's number and checksum stand in its header.
pub const NUMBER: Range<usize> = 18..22;
pub const CHECKSUM: Range<usize> = 22..26;
/// Position of a page on which no packet ends.
pub const NO_POSITION: [u8; 8] = [0xff; 8];

/// A page: its header with its table, and where its contents stand.
pub struct Page {
    /// Its first byte.
    pub start: u64,
    /// Header and table.
    pub header: Vec<u8>,
    /// Where its contents stand.
    pub contents: Range<u64>,
}

impl Page {
    /// The page at a position; `None` where there is none.
    pub fn read(input: &mut Input, start: u64) -> Result<Option<Self>, TaggingError> {
        let Some(head) = input.array::<{ HEADER as usize }>(start)? else { return Ok(None) };
        if !head.starts_with(b"OggS") {
            return Ok(None);
        }
        let table_end = start + HEADER + u64::from(head.last().copied().unwrap_or_default());
        let header = input.bytes(start..table_end)?;
        let len: u64 = header.iter().skip(HEADER as usize).map(|len| u64::from(*len)).sum();
        Ok(Some(Self { start, header, contents: table_end..table_end + len }))
    }

    /// The lengths of its segments.
    pub fn segments(&self) -> &[u8] {
        self.header.get(HEADER as usize..).unwrap_or_default()
    }

    /// Its flags.
    pub fn flags(&self) -> u8 {
        self.header.get(5).copied().unwrap_or_default()
    }

    /// Where in the audio the last packet ends that ends on it.
    pub fn position(&self) -> [u8; 8] {
        array(&self.header, 6).unwrap_or(NO_POSITION)
    }

    /// Which stream it is of.
    pub fn serial(&self) -> u32 {
        array(&self.header, 14).map(u32::from_le_bytes).unwrap_or_default()
    }

    /// Its number in the stream.
    pub fn number(&self) -> u32 {
        array(&self.header, NUMBER.start).map(u32::from_le_bytes).unwrap_or_default()
    }
}

/// Ogg's checksum of bytes that follow others of this checksum.
pub fn checksum(sum: u32, bytes: &[u8]) -> u32 {
    const TABLE: [u32; 256] = table();
    let step = |sum: u32, byte: &u8| {
        let index = (sum >> 24) as u8 ^ byte;
        sum << 8 ^ TABLE.get(usize::from(index)).copied().unwrap_or_default()
    };
    bytes.iter().fold(sum, step)
}

const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut sum = (byte as u32) << 24;
        let mut bit = 0;
        while bit < 8 {
            sum = if sum >> 31 == 0 { sum << 1 } else { sum << 1 ^ 0x04c1_1db7 };
            bit += 1;
        }
        table[byte] = sum;
        byte += 1;
    }
    table
}
