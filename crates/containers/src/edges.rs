//! Tags that stand before and behind audio without being part of its format: ID3v2 and APE before it, ID3v1 and APE behind.

use crate::source::{Source, le};

/// Tags one behind the other that are walked over before a file is taken for broken.
const MOST: usize = 1_000;

/// Bytes of the header of a tag of ID3v2.
pub(crate) const TAG_HEADER: u64 = 10;

/// Bytes of a tag of ID3v1, which is always the last.
const ID3V1: u64 = 128;

/// Bytes of the header of a tag of APE, and of its footer.
const APE: u64 = 32;

/// Where the tags at the beginning of a file end, bytes from its start: 0 where there are none.
pub fn after_leading(source: &impl Source) -> u64 {
    len_at(source, 0).min(source.len())
}

/// Length of the tags that stand at `at`, 0 where there are none. It may reach past the end of the file.
pub fn len_at(source: &impl Source, at: u64) -> u64 {
    let mut len = 0u64;
    for _ in 0..MOST {
        let tag = at.checked_add(len).and_then(|at| tag_len(&source.read(at, APE as usize)));
        let Some(tag) = tag else { break };
        len += tag;
    }
    len
}

/// Length of the one tag that stands at `at`, 0 where there is none.
pub fn one_at(source: &impl Source, at: u64) -> u64 {
    tag_len(&source.read(at, APE as usize)).unwrap_or(0)
}

fn tag_len(bytes: &[u8]) -> Option<u64> {
    match *bytes {
        // Seven bits a byte; a footer repeats the header.
        [b'I', b'D', b'3', _, _, flags, a, b, c, d, ..] => {
            let size = [a, b, c, d].iter().fold(0, |size, byte| size << 7 | u64::from(byte & 0x7F));
            let footer = if flags & 0x10 != 0 { 10 } else { 0 };
            Some(10 + size + footer)
        }
        // What is told leaves out the header itself.
        [b'A', b'P', b'E', b'T', b'A', b'G', b'E', b'X', ..] => Some(APE + le(bytes, 12, 4)?),
        _ => None,
    }
}

/// Where the tags at the end of a file begin: ID3v1, and APE before it or alone. Never before `start`.
pub fn before_trailing(source: &impl Source, start: u64) -> u64 {
    let mut end = source.len();
    if end >= start.saturating_add(ID3V1) && source.read(end - ID3V1, 3) == b"TAG" {
        end -= ID3V1;
    }
    if end >= start.saturating_add(APE)
        && let footer = source.read(end - APE, APE as usize)
        && footer.starts_with(b"APETAGEX")
        && let (Some(size), Some(flags)) = (le(&footer, 12, 4), le(&footer, 20, 4))
    {
        let header = if flags >> 31 == 0 { 0 } else { APE };
        end = end.saturating_sub(size + header).max(start);
    }
    end
}
