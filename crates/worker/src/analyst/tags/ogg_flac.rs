//! Tags of FLAC in Ogg, which lofty knows in its own container alone: what its first packets hold makes the beginning of a
//! FLAC file.
//!
//! Source: the mapping of FLAC to Ogg, RFC 9639, section 10.1.

use ogg_pager::Packets;
use std::io::{Cursor, Read, Result, Seek, SeekFrom};

use super::{Tag, formats};

/// Bytes before the FLAC stream in the first packet: its name, the version, the number of packets with headers.
const BEFORE: usize = 9;

/// Marks the last header of a FLAC stream.
const LAST: u8 = 0x80;

/// Bytes that the first two packets may take, with the cover of a record.
const MOST: u64 = 1 << 25;

/// The tags of FLAC in Ogg that begins at a position; `None` where that is something else.
pub fn read(file: &mut (impl Read + Seek), start: u64) -> Result<Option<Vec<Tag>>> {
    file.seek(SeekFrom::Start(start))?;
    let mut beginning = Vec::new();
    file.by_ref().take(64).read_to_end(&mut beginning)?;
    if !beginning.starts_with(b"OggS") || beginning.get(28..33) != Some(b"\x7fFLAC") {
        return Ok(None);
    }
    file.seek(SeekFrom::Start(start))?;
    let mut headers = Vec::new();
    file.take(MOST).read_to_end(&mut headers)?;
    Ok(Some(tags_in(headers).unwrap_or_default()))
}

fn tags_in(headers: Vec<u8>) -> Option<Vec<Tag>> {
    // The comments are the second packet, always.
    let (packets, _) = Packets::read_count(&mut Cursor::new(headers), 2).ok()?;
    let mut flac = packets.get(0)?.get(BEFORE..)?.to_vec();
    let (kind, comments) = packets.get(1)?.split_first()?;
    flac.push(kind | LAST);
    flac.extend(comments);
    formats::flac(&mut Cursor::new(flac))
}
