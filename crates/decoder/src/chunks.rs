//! Files made of chunks: RIFF, with the least significant byte first, and AIFF, the other way round.

use containers::Source;
use std::ops::Range;

/// A chunk, as its header tells it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chunk {
    /// Its name.
    pub id: [u8; 4],
    /// Where its contents begin.
    pub start: u64,
    /// How many bytes it claims.
    pub claimed: u32,
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

/// Reads the header that stands at `at`; `None` where no chunk can begin there.
pub fn header(source: &impl Source, at: u64, is_big_endian: bool) -> Option<Chunk> {
    let bytes = source.read(at, 8);
    let id: [u8; 4] = bytes.get(..4)?.try_into().ok()?;
    let claimed: [u8; 4] = bytes.get(4..8)?.try_into().ok()?;
    let claimed = if is_big_endian { u32::from_be_bytes(claimed) } else { u32::from_le_bytes(claimed) };
    let is_name = id.iter().all(|byte| (0x20..0x7F).contains(byte));
    is_name.then_some(Chunk { id, start: at + 8, claimed })
}

/// Whether the name is one that files really have.
pub fn is_known(chunk: &Chunk) -> bool {
    KNOWN.contains(&&chunk.id)
}

/// The chunk behind one that ends at `end`: padded to an even length, as it should be, or not, as some write it.
pub fn after(source: &impl Source, end: u64, is_big_endian: bool) -> Option<Chunk> {
    let [plain, padded] = [end, end + 1].map(|at| header(source, at, is_big_endian));
    if end.is_multiple_of(2) {
        return plain;
    }
    let known = [padded, plain].into_iter().flatten().find(is_known);
    known.or(padded).or(plain)
}

/// Where the contents of a chunk that holds audio really are. Its length may not be known when its header is written (0,
/// all bits set), may not fit its field, or may not be true: then it ends with the file.
pub fn extent(source: &impl Source, start: u64, claimed: u64, is_big_endian: bool) -> Range<u64> {
    let rest = start..source.len();
    let Some(end) = start.checked_add(claimed).filter(|end| *end <= rest.end) else { return rest };
    if claimed == 0 {
        // Nothing at all, where another chunk follows and the file ends with the chunks behind it.
        let is_empty = header(source, start, is_big_endian)
            .is_some_and(|next| is_known(&next) && next.start + u64::from(next.claimed) <= rest.end);
        return if is_empty { start..start } else { rest };
    }
    // What is too long to be counted in 32 bits goes on where neither a chunk nor a filling of zeros follows.
    let is_over = end + 8 > rest.end
        || after(source, end, is_big_endian).is_some()
        || source.read(end, FILLING).iter().all(|byte| *byte == 0);
    if is_over { start..end } else { rest }
}
