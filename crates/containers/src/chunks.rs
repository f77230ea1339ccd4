//! Files made of chunks: RIFF, with the least significant byte first; AIFF, the other way round; and Apple's CAF, whose
//! lengths have 64 bits.

use crate::source::{Source, be, le, read};
use std::ops::Range;

/// Bytes before the first chunk: name and length of the whole, and what it is.
const FORM: u64 = 12;

/// Chunks that are walked over before a file is taken for broken.
const MOST: usize = 10_000;

/// A chunk, as its header tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Chunk {
    /// Its name.
    pub id: [u8; 4],
    /// Where its contents are, within the file.
    pub contents: Range<u64>,
    /// Bytes of it that are not there, since the file was cut off.
    pub missing: u64,
}

/// Names of chunks that files really have: where a byte of padding is missing, only they tell it from the next name.
const KNOWN: [&[u8; 4]; 48] = [
    b"data", b"fmt ", b"fact", b"LIST", b"bext", b"iXML", b"axml", b"chna", b"ds64", b"JUNK", b"junk",
    b"PAD ", b"FLLR", b"cue ", b"smpl", b"inst", b"plst", b"PEAK", b"id3 ", b"ID3 ", b"cart", b"acid",
    b"strc", b"_PMX", b"afsp", b"minf", b"elm1", b"regn", b"umid", b"DGDA", b"wavl", b"slnt", b"SSND",
    b"COMM", b"FVER", b"MARK", b"INST", b"NAME", b"AUTH", b"(c) ", b"ANNO", b"COMT", b"APPL", b"MIDI",
    b"AESD", b"CHAN", b"SAUR", b"levl",
];

/// So many zeros behind a chunk are no audio.
const FILLING: usize = 64;

/// Chunks that stand behind audio: where its length is not known, they tell where it ends.
const BEHIND: [&[u8; 4]; 6] = [b"LIST", b"id3 ", b"ID3 ", b"bext", b"iXML", b"_PMX"];

/// Bytes at the end of a file in which they are looked for: a tag with pictures.
const TAIL: u64 = 1 << 24;

/// Chunks behind audio of unknown length that are looked at.
const MOST_BEHIND: usize = 100;

/// Least length that is none: what pipes and sound servers write who do not know how much will come. It would be hours.
const UNKNOWN: u64 = 0x7000_0000;

/// Length that stands for one that is told in the chunk ds64, or is not known.
const ELSEWHERE: u64 = u32::MAX as u64;

/// The chunks of a RIFF or AIFF file one after the other. Those with audio end where the audio really ends, whatever their
/// headers say.
pub struct Chunks<'a, S> {
    source: &'a S,
    is_big_endian: bool,
    next: Option<Header>,
    /// The length of the chunk `data` where its own field is too small for it.
    long_data: Option<u64>,
    /// Where the file ends by its outermost header.
    claimed_end: u64,
    end: u64,
    left: usize,
}

/// What stands before a chunk.
#[derive(Clone, Copy)]
struct Header {
    id: [u8; 4],
    start: u64,
    claimed: u64,
}

impl<'a, S: Source> Chunks<'a, S> {
    /// The chunks from a position on; whether numbers have their most significant byte first.
    pub fn new(source: &'a S, start: u64, is_big_endian: bool) -> Self {
        let next = header(source, start, is_big_endian);
        // The header of the whole is that of a chunk, and the kind of the file its first contents.
        let whole = start.checked_sub(FORM).and_then(|at| header(source, at, is_big_endian));
        let claimed_end = whole.map_or(0, |whole| whole.start + whole.claimed);
        Self { source, is_big_endian, next, long_data: None, claimed_end, end: start, left: MOST }
    }

    /// Where what was walked over ends, with a byte of padding behind a chunk of odd length.
    pub fn end(&self) -> u64 {
        self.end.saturating_add(self.end % 2).min(self.source.len())
    }

    /// Bytes of a chunk of audio that are not there. Only what the header of the whole bears out is believed.
    fn missing(&self, chunk: &Header) -> u64 {
        let claimed = match (chunk.claimed, self.long_data) {
            (0 | ELSEWHERE, Some(len)) => len,
            (claimed, _) if claimed < UNKNOWN => claimed,
            _ => return 0,
        };
        let end = chunk.start.saturating_add(claimed);
        let is_believed = (end..=end.saturating_add(TAIL)).contains(&self.claimed_end);
        if is_believed { end.saturating_sub(self.source.len()) } else { 0 }
    }

    /// Where a chunk's contents are.
    fn contents(&mut self, chunk: &Header) -> Range<u64> {
        if chunk.id == *b"ds64" {
            let lengths = self.source.read(chunk.start, 16);
            self.claimed_end = le(&lengths, 0, 8).map_or(0, |len| len.saturating_add(8));
            self.long_data = le(&lengths, 8, 8).filter(|len| *len > 0);
        }
        match (&chunk.id, chunk.claimed, self.long_data) {
            (b"data", 0 | ELSEWHERE, Some(len)) => self.extent(chunk.start, len),
            // Pipes write all bits set, with or without what stood before it taken off.
            (b"data" | b"SSND", claimed, _) => self.extent(chunk.start, claimed),
            (_, claimed, _) => {
                chunk.start..chunk.start.saturating_add(claimed).min(self.source.len()).max(chunk.start)
            }
        }
    }

    /// Where the contents of a chunk that holds audio really are. Its length may not be known when its header is written
    /// (0, all bits set), may not fit its field, or may not be true: then it ends with the file, or where the chunks begin
    /// that the file ends with.
    fn extent(&self, start: u64, claimed: u64) -> Range<u64> {
        let rest = start..self.source.len();
        let Some(end) = start.checked_add(claimed).filter(|end| *end <= rest.end) else {
            return start..self.tail(start);
        };
        if claimed == 0 {
            // Nothing at all, where another chunk follows and the file ends with the chunks behind it.
            let is_empty = header(self.source, start, self.is_big_endian)
                .is_some_and(|next| next.is_known() && next.start + next.claimed <= rest.end);
            return start..if is_empty { start } else { self.tail(start) };
        }
        // What is too long to be counted in 32 bits goes on where neither a chunk nor a filling of zeros follows.
        let is_over = end + 8 > rest.end || self.after(end).is_some() || is_filling(self.source, end);
        if is_over { start..end } else { rest }
    }

    /// Where the chunks begin that a file ends with, behind audio from `start` on: its end, where there are none.
    fn tail(&self, start: u64) -> u64 {
        let len = self.source.len();
        let from = len.saturating_sub(TAIL).max(start);
        let bytes = self.source.read(from, (len - from) as usize);
        let names = bytes.windows(4).enumerate().filter(|(_, name)| BEHIND.iter().any(|id| name == *id));
        let mut found = names.map(|(at, _)| from + at as u64).take(MOST_BEHIND);
        found.find(|at| self.are_to_the_end(*at)).unwrap_or(len)
    }

    /// Whether chunks of known names from `at` on end where the file does.
    fn are_to_the_end(&self, at: u64) -> bool {
        let first = header(self.source, at, self.is_big_endian);
        let mut next = first.filter(Header::is_known);
        for _ in 0..MOST_BEHIND {
            let Some(chunk) = next else { return false };
            let end = chunk.start + chunk.claimed;
            if (end..=end + 1).contains(&self.source.len()) {
                return true;
            }
            next = self.after(end).filter(Header::is_known);
        }
        false
    }

    /// The chunk behind one that ends at `end`: padded to an even length, as it should be, or not, as some write it.
    fn after(&self, end: u64) -> Option<Header> {
        let [plain, padded] = [end, end + 1].map(|at| header(self.source, at, self.is_big_endian));
        if end.is_multiple_of(2) {
            return plain;
        }
        let known = [padded, plain].into_iter().flatten().find(Header::is_known);
        known.or(padded).or(plain)
    }
}

impl<S: Source> Iterator for Chunks<'_, S> {
    type Item = Chunk;

    fn next(&mut self) -> Option<Chunk> {
        self.left = self.left.checked_sub(1)?;
        let header = self.next.take()?;
        let contents = self.contents(&header);
        let is_audio = matches!(&header.id, b"data" | b"SSND");
        let missing = if is_audio { self.missing(&header) } else { 0 };
        self.end = if is_audio { contents.end } else { header.start + header.claimed };
        self.next = self.after(self.end);
        Some(Chunk { id: header.id, contents, missing })
    }
}

impl Header {
    /// Whether the name is one that files really have.
    fn is_known(&self) -> bool {
        KNOWN.contains(&&self.id)
    }
}

/// Reads the header that stands at `at`; `None` where no chunk can begin there.
fn header(source: &impl Source, at: u64, is_big_endian: bool) -> Option<Header> {
    let bytes = source.read(at, 8);
    let id: [u8; 4] = read(&bytes, 0)?;
    let claimed = if is_big_endian { be(&bytes, 4, 4)? } else { le(&bytes, 4, 4)? };
    let is_name = id.iter().all(|byte| (0x20..0x7F).contains(byte));
    is_name.then_some(Header { id, start: at + 8, claimed })
}

/// Whether zeros stand at `at`, as programs that round up the size of a file write them.
pub fn is_filling(source: &impl Source, at: u64) -> bool {
    source.read(at, FILLING).iter().all(|byte| *byte == 0)
}

/// The chunks of a CAF file. One that does not say how long it is, or says too much, ends with the file.
pub fn of_caf(source: &impl Source) -> impl Iterator<Item = Chunk> {
    let mut at = 8;
    let next = move || {
        let header = source.read(at, 12);
        let (id, len) = (read(&header, 0)?, i64::from_be_bytes(read(&header, 4)?));
        let start = at + 12;
        // Minus one: to the end of the file.
        let end = u64::try_from(len).ok().and_then(|len| start.checked_add(len));
        at = end.filter(|end| *end <= source.len()).unwrap_or(source.len());
        Some(Chunk { id, contents: start..at, missing: 0 })
    };
    std::iter::from_fn(next).take(MOST)
}
