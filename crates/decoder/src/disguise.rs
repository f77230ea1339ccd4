//! Coded sound that says it is plain samples: DTS and Dolby Digital as they are burnt onto audio CDs, or taken from a digital
//! output, in files of 16 bits. Played as samples it is noise, and nothing in the file's header tells.

use crate::pcm::{Coding, Layout};
use crate::source::Shared;
use containers::Source;

/// Bytes that may be silence before the first frame.
const SILENCE: usize = 1 << 20;

/// Bytes in which frames follow each other: a dozen of them.
const SEARCHED: usize = 1 << 16;

/// Frames that begin alike before samples are taken for coded sound. Music has such four bytes once in many thousand files.
const FEWEST: usize = 3;

/// How frames begin, in words of 16 bits, and what they are called. DTS comes in words of 14 and of 16 bits, either way
/// round; what a digital output gives comes in packets of IEC 61937.
const BEGINNINGS: [(u32, &str); 5] = [
    (0x1FFF_E800, "DTS"),
    (0xFF1F_00E8, "DTS"),
    (0x7FFE_8001, "DTS"),
    (0xFE7F_0180, "DTS"),
    (0xF872_4E1F, "Dolby Digital or DTS (as a digital output gives it)"),
];

/// What the samples really are; `None` where they are samples.
pub fn codec(file: &Shared, layout: &Layout) -> Option<&'static str> {
    if layout.coding != Coding::Signed(2) {
        return None;
    }
    let start = layout.stretches.first()?.start;
    let silence = file.read(start, SILENCE);
    let first = silence.iter().position(|byte| *byte != 0)? / 2 * 2;
    let bytes = file.read(start + first as u64, SEARCHED);
    let ordered = |pair: &[u8]| {
        pair.try_into().map_or(0, |pair: [u8; 2]| match layout.is_big_endian {
            true => u16::from_be_bytes(pair),
            false => u16::from_le_bytes(pair),
        })
    };
    let words: Vec<u16> = bytes.chunks_exact(2).map(ordered).collect();
    let begins = |pair: &[u16], beginning: u32| match pair {
        [high, low] => u32::from(*high) << 16 | u32::from(*low) == beginning,
        _ => false,
    };
    let count = |beginning| words.windows(2).filter(|pair| begins(pair, beginning)).count();
    BEGINNINGS.iter().find(|(beginning, _)| count(*beginning) >= FEWEST).map(|(_, name)| *name)
}
