//! Videos that no browser plays. Their sound may well be frames of MPEG audio, which would be found among their pictures and
//! be heard as noise.

use crate::source::Source;
use crate::{Container, Sniffed};

/// Length of a packet of a transport stream, and the byte that each begins with.
const PACKET: u64 = 188;
const SYNC: u8 = 0x47;

/// Packets that begin so before a file is taken for a transport stream.
const PACKETS: u64 = 4;

/// Bytes of a camera's clock before each packet of its transport stream.
const CLOCK: u64 = 4;

/// What a video is called that begins at `start`; `None` where nothing says that it is one.
pub fn sniff(source: &impl Source, start: u64) -> Option<Sniffed> {
    let head = source.read(start, 12);
    let name = match head.get(..4)? {
        b"RIFF" if head.ends_with(b"AVI ") => "AVI",
        b"FLV\x01" => "Flash Video",
        [0, 0, 1, 0xB3 | 0xBA] => "MPEG video",
        _ if is_transport(source, start, PACKET) => "MPEG transport stream",
        _ if is_transport(source, start.saturating_add(CLOCK), PACKET + CLOCK) => "MPEG transport stream",
        _ => return None,
    };
    Some(Sniffed { codec: Some(name.into()), ..Sniffed::of(Container::Video) })
}

fn is_transport(source: &impl Source, start: u64, packet: u64) -> bool {
    (0..PACKETS).all(|index| source.read(start.saturating_add(index * packet), 1) == [SYNC])
}
