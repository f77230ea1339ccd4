//! MP3 of free bit rate: its headers leave the length of a frame open, and only the next frame tells it.

use crate::Sniffed;
use crate::source::Source;

/// Bytes that are searched for frames that follow each other.
const SEARCHED: usize = 16_384;

/// Longest frame: that of 640 kbit/s at 32 kHz.
const LONGEST: usize = 2_881;

/// Frames that follow each other at one distance before a file is taken for such.
const FRAMES: usize = 4;

/// Whether frames of free bit rate begin near `start`.
pub fn sniff(source: &impl Source, start: u64) -> Option<Sniffed> {
    let bytes = source.read(start, SEARCHED);
    let starts = bytes.windows(4).enumerate().filter(|(_, header)| is_free(header)).map(|(at, _)| at);
    let mut follows = starts.take(FRAMES * FRAMES).filter(|at| is_followed(&bytes, *at));
    follows.next().map(|_| Sniffed::named("MP3 of free bit rate"))
}

/// Layer 3, of bit rate 0, at a rate that there is.
fn is_free(header: &[u8]) -> bool {
    matches!(header, [0xFF, second, third, ..]
        if second & 0xE6 == 0xE2 && second & 0x18 != 0x08 && third & 0xF0 == 0 && third & 0x0C != 0x0C)
}

/// Whether frames like the one at `at` follow at one distance, give or take the byte that fills up some of them.
fn is_followed(bytes: &[u8], at: usize) -> bool {
    let head = |at: usize| bytes.get(at..at + 4).filter(|head| is_free(head)).and_then(|head| head.get(1));
    let is_next = |next: usize| head(next).is_some() && head(next) == head(at);
    let distance = (32..LONGEST).find(|distance| is_next(at + distance));
    let Some(distance) = distance else { return false };
    let mut next = at;
    (1..FRAMES).all(|_| {
        let found = [distance, distance + 1, distance - 1].into_iter().find(|step| is_next(next + step));
        next += found.unwrap_or(0);
        found.is_some()
    })
}
