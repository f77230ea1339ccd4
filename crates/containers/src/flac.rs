//! FLAC: what its first block says, and where its audio begins. Source: RFC 9639, section 8.

use crate::source::{Source, be, read};
use crate::{Container, Sniffed};

/// Blocks that are walked over before a file is taken for broken.
const MOST: usize = 10_000;

/// Marks the last block before the audio.
const LAST: u8 = 0x80;

/// STREAMINFO follows the marker: a header of 4 bytes, block and frame sizes of 10, 20 bits of rate, 3 of channels, 5 of
/// depth, 36 of samples.
pub fn sniff(bytes: &[u8]) -> Sniffed {
    let mut sniffed = Sniffed { codec: Some("FLAC".into()), ..Sniffed::of(Container::Flac) };
    if let Some(fields) = read(bytes, 18).map(u64::from_be_bytes) {
        let (rate, samples) = ((fields >> 44) as u32, fields & 0xF_FFFF_FFFF);
        sniffed.sample_rate = Some(rate);
        sniffed.seconds = (samples > 0).then(|| samples as f64 / f64::from(rate));
    }
    sniffed
}

/// Where the audio of FLAC that begins at `start` begins; `None` where the blocks before it do not end.
pub fn audio_start(source: &impl Source, start: u64) -> Option<u64> {
    let mut at = start.checked_add(4)?;
    for _ in 0..MOST {
        let header = source.read(at, 4);
        at += 4 + be(&header, 1, 3)?;
        if header.first()? & LAST != 0 {
            return Some(at.min(source.len()));
        }
    }
    None
}
