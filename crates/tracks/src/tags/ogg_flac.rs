//! Tags of FLAC in Ogg, which lofty knows in its own container alone: what its first packets hold makes the beginning of a
//! FLAC file.
//!
//! Source: the mapping of FLAC to Ogg, RFC 9639, section 10.1.

use containers::Source;
use containers::ogg::packets;
use std::io::Cursor;

use super::{Tag, formats};

/// Bytes before the FLAC stream in the first packet: its name, the version, the number of packets with headers.
const BEFORE: usize = 9;

/// Marks the last header of a FLAC stream.
const LAST: u8 = 0x80;

/// Bytes that the first two packets may take, with the cover of a record.
const MOST: usize = 1 << 25;

/// The tags of FLAC in Ogg that begins at a position; `None` where that is something else.
pub fn read(file: &impl Source, start: u64) -> Option<Vec<Tag>> {
    let beginning = file.read(start, 64);
    if !beginning.starts_with(b"OggS") || beginning.get(28..33) != Some(b"\x7fFLAC") {
        return None;
    }
    // The comments are the second packet, always.
    let packets = packets(file, start, 2, MOST);
    Some(tags_in(&packets).unwrap_or_default())
}

fn tags_in(packets: &[Vec<u8>]) -> Option<Vec<Tag>> {
    let [streaminfo, comments] = packets else { return None };
    let mut flac = streaminfo.get(BEFORE..)?.to_vec();
    let (kind, comments) = comments.split_first()?;
    flac.push(kind | LAST);
    flac.extend(comments);
    formats::flac(&mut Cursor::new(flac))
}
