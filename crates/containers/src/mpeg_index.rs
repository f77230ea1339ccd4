//! An index for MP3 files that lack one. A player that is not told how many frames a file has takes all of them to be as
//! long as the first: where they are not, it shows a wrong length and jumps to wrong positions.
//!
//! The index is a frame without sound, as Xing defined it, with what every player reads of it: the number of frames, of
//! bytes, and where each hundredth of the time begins.

use crate::edges;
use crate::mpeg::{Found, Frame, Frames, frame_header};
use crate::source::Source;
use std::ops::Range;

/// Entries of the table of positions: one for each hundredth of the time.
const ENTRIES: usize = 100;

/// Bytes of the index: its name, which fields it has, and those.
const INDEX: usize = 4 + 4 + 4 + 4 + ENTRIES;

/// That the index has the number of frames, of bytes, and the table.
const FIELDS: u32 = 0b111;

/// An index, and what it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Indexed {
    /// The frame that tells of the audio, to be put in front of it.
    pub index: Vec<u8>,
    /// The audio within the file: from its first frame with sound to the end of its last.
    pub audio: Range<u64>,
    /// How long it plays, seconds.
    pub seconds: f64,
}

/// Makes an index for MP3. `None` where the file is something else, or changes its rate or channels on the way: of that no
/// index can tell.
pub fn with_index(source: &impl Source) -> Option<Indexed> {
    let (first, positions, end) = sound(source)?;
    let mut index = silent(&source.read(*positions.first()?, 4), index_start(&first) + INDEX)?;
    let audio = *positions.first()?..end.min(source.len());
    let bytes = index.len() as u64 + (audio.end - audio.start);
    let fields = [FIELDS, count(positions.len() as u64), count(bytes)].map(u32::to_be_bytes);
    let table = table(&positions, index.len() as u64, bytes);
    let told = b"Xing".iter().chain(fields.iter().flatten()).chain(&table);
    index.iter_mut().skip(index_start(&first)).zip(told).for_each(|(to, from)| *to = *from);
    let samples = f64::from(first.samples) * positions.len() as f64;
    Some(Indexed { index, audio, seconds: samples / f64::from(first.sample_rate) })
}

/// The first frame with sound, where all such frames begin, and where the last ends; `None` where they are no MP3, or differ.
fn sound(source: &impl Source) -> Option<(Frame, Vec<u64>, u64)> {
    let mut first = None;
    let (mut positions, mut end) = (Vec::new(), 0);
    for Found { at, frame, .. } in
        Frames::new(source, edges::len_at(source, 0)).filter(|found| found.info.is_none())
    {
        if frame.name != "MP3" || !first.get_or_insert(frame).is_like(&frame) {
            return None;
        }
        positions.push(at);
        end = at + frame.len as u64;
    }
    Some((first?, positions, end))
}

/// Where an index begins within its frame: behind the header and what the format calls side information.
fn index_start(frame: &Frame) -> usize {
    let is_first_version = frame.samples == 1152;
    4 + match (is_first_version, frame.channels) {
        (true, 1) | (false, 2..) => 17,
        (true, _) => 32,
        (false, _) => 9,
    }
}

/// The shortest frame of at least `len` bytes that is like one with this header, without sound and without a checksum.
fn silent(header: &[u8], len: usize) -> Option<Vec<u8>> {
    let &[first, second, third, fourth] = header else { return None };
    let rate = third & 0b1100;
    let headers = (1u8..15).map(|bits| [first, second | 1, bits << 4 | rate, fourth]);
    let (header, len) = headers
        .filter_map(|header| Some((header, frame_header(&header)?.len)))
        .find(|(_, frame_len)| *frame_len >= len)?;
    let mut frame = vec![0; len];
    frame.iter_mut().zip(header).for_each(|(to, from)| *to = from);
    Some(frame)
}

/// Of each hundredth of the time, where it begins: in 256ths of all `bytes`, of which the index takes the first.
fn table(positions: &[u64], index: u64, bytes: u64) -> [u8; ENTRIES] {
    std::array::from_fn(|entry| {
        let at = positions.get(entry * positions.len() / ENTRIES).copied().unwrap_or_default();
        let before = index + at.saturating_sub(positions.first().copied().unwrap_or_default());
        u8::try_from(before * 256 / bytes.max(1)).unwrap_or(u8::MAX)
    })
}

/// A number as the index has it; larger ones than it can have are none that a browser holds.
fn count(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use crate::{InMemory, sniff};

    /// A frame of MPEG 1 layer 3, 44.1 kHz, joint stereo: 417 bytes at 128 kbit/s, 104 at 32.
    fn frame(is_large: bool) -> Vec<u8> {
        let (third, len) = if is_large { (0x90, 417) } else { (0x10, 104) };
        let mut frame = vec![0xFF, 0xFB, third, 0x64];
        frame.resize(len, 0x55);
        frame
    }

    fn u32_at(bytes: &[u8], at: usize) -> u32 {
        u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap())
    }

    /// Three quarters of the time at 32 kbit/s, the last at 128: 300 and 100 frames.
    fn variable() -> Vec<u8> {
        [frame(false).repeat(300), frame(true).repeat(100)].concat()
    }

    #[test]
    fn an_index_tells_frames_bytes_and_positions() {
        let file = variable();
        let Indexed { index, audio, seconds } = with_index(&InMemory(&file)).unwrap();
        assert_eq!(audio, 0..file.len() as u64);
        assert!((seconds - 400.0 * 1152.0 / 44_100.0).abs() < 1e-9);
        // The shortest frame with room for a header, 32 bytes of side information and the index: 48 kbit/s are 156 bytes.
        assert_eq!((index.len(), &index[..4]), (156, &[0xFF, 0xFB, 0x30, 0x64][..]));
        assert_eq!(&index[36..40], b"Xing");
        let bytes = (index.len() + file.len()) as u32;
        assert_eq!([40, 44, 48].map(|at| u32_at(&index, at)), [7, 400, bytes]);
        // By hand: at 75% of the time 300 frames of 104 bytes lie behind, at 85% 40 of 417 more.
        let table = &index[52..152];
        assert_eq!(u32::from(table[0]), 156 * 256 / bytes);
        assert_eq!(u32::from(table[75]), (156 + 300 * 104) * 256 / bytes);
        assert_eq!(u32::from(table[85]), (156 + 300 * 104 + 40 * 417) * 256 / bytes);
        assert!(table.is_sorted());
    }

    #[test]
    fn what_has_an_index_is_as_long_as_it_was() {
        let file = variable();
        let indexed = with_index(&InMemory(&file)).unwrap();
        let whole = [indexed.index.clone(), file].concat();
        let sniffed = sniff(&InMemory(&whole)).unwrap();
        assert_eq!(sniffed.parts.len(), 1);
        assert!((sniffed.seconds.unwrap() - indexed.seconds).abs() < 1e-6, "{:?}", sniffed.seconds);
        // Its own index is left out.
        let again = with_index(&InMemory(&whole)).unwrap();
        assert_eq!((again.index, again.audio.start), (indexed.index, 156));
    }

    #[test]
    fn tags_stay_outside() {
        let tag = b"ID3\x04\0\0\0\0\0\x05\xFF\xFB\x90\x64\0".to_vec();
        let file = [tag, variable(), b"TAG".to_vec(), vec![0; 125]].concat();
        assert_eq!(with_index(&InMemory(&file)).unwrap().audio, 15..15 + variable().len() as u64);
    }

    #[test]
    fn a_small_frame_at_a_low_rate_has_room() {
        // MPEG 2.5 layer 3, 8 kHz, mono, 8 kbit/s: 72 bytes.
        let mut small = vec![0xFF, 0xE3, 0x18, 0xC0];
        small.resize(72, 0);
        let index = with_index(&InMemory(&small.repeat(30))).unwrap().index;
        assert_eq!((index.len(), &index[13..17]), (144, &b"Xing"[..]));
    }

    #[test]
    fn what_no_index_can_tell_of_has_none() {
        let mut mono = vec![0xFF, 0xFB, 0x18, 0xC0];
        mono.resize(144, 0);
        let changes = [frame(true).repeat(20), mono.repeat(20)].concat();
        for file in [changes, Vec::new(), b"RIFF\0\0\0\0WAVE".to_vec(), vec![0xFF; 500]] {
            assert_eq!(with_index(&InMemory(&file)), None);
        }
    }
}
