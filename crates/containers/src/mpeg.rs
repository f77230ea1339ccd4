//! Frames of MPEG audio (MP1, MP2, MP3) and of AAC in ADTS, one after the other.
//!
//! Such files are glued together at will, and their frames may then change rate or channels: a jingle before a programme. A
//! file's whole length is known only when all its frames have been walked over. [`with_index`] writes down what such a walk
//! finds, for players that do not take it.

pub use crate::mpeg_index::{Indexed, with_index};

use crate::source::{Source, Window, find};
use crate::{Container, Part, Sniffed, edges, u32_be};

/// Bytes that are searched for the first frame.
const SEARCHED: u64 = 65_536;

/// Longest header that is looked at: that of ADTS.
const HEADER: usize = 7;

/// Bytes of a frame that may hold a header which tells of a whole file: Xing's, also called Info, or VBRI.
const INFO: usize = 64;

/// One frame, as its header tells it.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Frame {
    pub sample_rate: u32,
    pub channels: u16,
    /// Bytes, the header among them.
    pub len: usize,
    /// Samples of each channel.
    pub samples: u32,
    pub name: &'static str,
}

impl Frame {
    pub fn is_like(&self, other: &Self) -> bool {
        (self.sample_rate, self.channels, self.name) == (other.sample_rate, other.channels, other.name)
    }
}

/// What bare frames from `start` on hold; `None` where there are none near.
pub fn sniff(source: &impl Source, start: u64) -> Option<Sniffed> {
    let parts = parts(source, start);
    let first = parts.first()?;
    if first.start > start.saturating_add(SEARCHED) {
        return None;
    }
    let name = frame_header(&source.read(first.start, HEADER))?.name;
    Some(Sniffed::of_parts(Container::Frames, parts, Some(name.into())))
}

/// The stretches of like frames from `start` on.
pub fn parts(source: &impl Source, start: u64) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for Found { at, frame, info } in Frames::new(source, start) {
        let end = (at + frame.len as u64).min(source.len());
        let seconds = f64::from(frame.samples) / f64::from(frame.sample_rate);
        let is_continued = parts
            .last()
            .is_some_and(|part| (part.sample_rate, part.channels) == (frame.sample_rate, frame.channels));
        if !is_continued || info.is_some() {
            let (sample_rate, channels) = (frame.sample_rate, frame.channels);
            let claimed_s = info.and_then(|info| info.frames).map(|frames| f64::from(frames) * seconds);
            parts.push(Part { start: at, end, sample_rate, channels, seconds: 0.0, claimed_s });
        }
        if let Some(part) = parts.last_mut() {
            part.end = end;
            if info.is_none() {
                part.seconds += seconds;
            }
        }
    }
    // An Info header and nothing behind it.
    parts.retain(|part| part.seconds > 0.0);
    parts.iter_mut().for_each(|part| leave_out_lies(source, part));
    parts
}

/// Leaves the Info header out of a part of which it tells too little: decoders would end there. One frame may be that of the
/// header itself.
fn leave_out_lies(source: &impl Source, part: &mut Part) {
    let Some(claimed_s) = part.claimed_s else { return };
    let Some(info) = frame_header(&source.read(part.start, HEADER)) else { return };
    let longest_s = 1.5 * f64::from(info.samples) / f64::from(info.sample_rate);
    if part.seconds - claimed_s > longest_s {
        part.start += info.len as u64;
    }
}

/// The frames of a file in order, whatever stands between them.
pub(crate) struct Frames<'a, S> {
    source: &'a S,
    window: Window<'a, S>,
    start: u64,
    at: u64,
    /// The frame that ends where the walk stands.
    last: Option<Frame>,
    is_found: bool,
}

/// A frame, and where it stands.
#[derive(Clone, Copy)]
pub(crate) struct Found {
    pub at: u64,
    pub frame: Frame,
    /// What it tells of the file, where it does that and holds no sound.
    pub info: Option<Info>,
}

/// What a frame tells of a file.
#[derive(Clone, Copy)]
pub(crate) struct Info {
    /// Number of frames.
    pub frames: Option<u32>,
}

/// What the beginning of a frame tells of a file; `None` where it is sound.
fn info(head: &[u8]) -> Option<Info> {
    // Behind Xing's name stand flags, of which the lowest says that the number of frames follows.
    if let Some(at) = find(head, b"Xing").or_else(|| find(head, b"Info")) {
        let frames =
            u32_be(head, at + 8).filter(|_| u32_be(head, at + 4).is_some_and(|flags| flags & 1 != 0));
        return Some(Info { frames });
    }
    find(head, b"VBRI").map(|at| Info { frames: u32_be(head, at + 14) })
}

impl<'a, S: Source> Frames<'a, S> {
    pub fn new(source: &'a S, start: u64) -> Self {
        Self { source, window: Window::new(source), start, at: start, last: None, is_found: false }
    }

    /// The frame that stands here, if one does for sure.
    fn here(&mut self) -> Option<Frame> {
        let frame = frame_header(self.window.at(self.at, HEADER))?;
        let follows = self.last.is_some_and(|last| last.is_like(&frame));
        (follows || is_confirmed(&mut self.window, self.at, &frame)).then_some(frame)
    }
}

impl<S: Source> Iterator for Frames<'_, S> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        while self.at < self.window.len() {
            let at = self.at;
            if let Some(frame) = self.here() {
                let info = info(self.window.at(at, INFO));
                (self.last, self.is_found) = (Some(frame), true);
                self.at = at + frame.len as u64;
                return Some(Found { at, frame, info });
            }
            // No sound comes near the start of what is no such file; after sound, anything may come before more of it.
            if !self.is_found && at > self.start.saturating_add(SEARCHED) {
                return None;
            }
            self.last = None;
            self.at = next_candidate(self.source, &mut self.window, at);
        }
        None
    }
}

/// Where a frame may begin behind `at`: past a tag, or at the next byte that every frame begins with.
fn next_candidate<S: Source>(source: &S, window: &mut Window<'_, S>, at: u64) -> u64 {
    let tag = if matches!(window.at(at, 3), b"ID3" | b"APE") { edges::len_at(source, at) } else { 0 };
    if tag > 0 {
        return at.saturating_add(tag);
    }
    let rest = window.rest(at + 1);
    let ahead = rest.iter().position(|byte| *byte == 0xFF).unwrap_or(rest.len().max(1));
    at + 1 + ahead as u64
}

/// Whether a frame that stands alone is one: another of its kind follows where it ends, or the file ends there.
fn is_confirmed<S: Source>(window: &mut Window<'_, S>, at: u64, frame: &Frame) -> bool {
    let end = at + frame.len as u64;
    match frame_header(window.at(end, HEADER)) {
        Some(next) => next.is_like(frame),
        None => end == window.len(),
    }
}

/// The frame that begins with these bytes.
pub(crate) fn frame_header(bytes: &[u8]) -> Option<Frame> {
    let &[0xFF, second, third, fourth, ..] = bytes else { return None };
    if second & 0xF6 == 0xF0 {
        return adts(bytes);
    }
    let (version, layer) = (second >> 3 & 3, second >> 1 & 3);
    if second & 0xE0 != 0xE0 || version == 1 || layer == 0 {
        return None;
    }
    let sample_rate =
        [44_100, 48_000, 32_000].get(usize::from(third >> 2 & 3))? / [4, 1, 2, 1][usize::from(version)];
    let (index, padding) = (usize::from(third >> 4), usize::from(third >> 1 & 1));
    let first_version = version == 3;
    let kbit = match (first_version, layer) {
        (true, 3) => 32 * index,
        (true, 2) => [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 0][index],
        (true, _) => [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0][index],
        (false, 3) => [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256, 0][index],
        (false, _) => [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0][index],
    };
    if index == 0 || index == 15 {
        return None;
    }
    let (len, samples, name) = match layer {
        3 => ((12_000 * kbit / sample_rate as usize + padding) * 4, 384, "MPEG audio layer 1"),
        2 => (144_000 * kbit / sample_rate as usize + padding, 1152, "MPEG audio layer 2"),
        _ if first_version => (144_000 * kbit / sample_rate as usize + padding, 1152, "MP3"),
        _ => (72_000 * kbit / sample_rate as usize + padding, 576, "MP3"),
    };
    let channels = if fourth >> 6 == 3 { 1 } else { 2 };
    Some(Frame { sample_rate, channels, len, samples, name })
}

/// An AAC frame in ADTS.
fn adts(bytes: &[u8]) -> Option<Frame> {
    const RATES: [u32; 13] = [
        96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
    ];
    let &[_, _, third, fourth, fifth, sixth, seventh, ..] = bytes else { return None };
    let sample_rate = *RATES.get(usize::from(third >> 2 & 15))?;
    let len = usize::from(fourth & 3) << 11 | usize::from(fifth) << 3 | usize::from(sixth >> 5);
    // 0 says that the channels are told inside; 7 stands for eight.
    let channels = match (third & 1) << 2 | fourth >> 6 {
        0 => 2,
        7 => 8,
        count => u16::from(count),
    };
    let samples = 1024 * (u32::from(seventh & 3) + 1);
    (len > HEADER).then_some(Frame { sample_rate, channels, len, samples, name: "AAC" })
}
