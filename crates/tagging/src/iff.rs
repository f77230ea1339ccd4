//! WAV and AIFF: files of chunks, one of which holds an ID3 tag. All other chunks stay, known or not.

use std::ops::Range;

use crate::claims::Words;
use crate::format::Format;
use crate::input::Input;
use crate::inventory::{Element, all_held, held, stretch};
use crate::patch::Splice;
use crate::{Obstacle, TaggingError, id3v2};

/// Bytes of the file's own header, and of a chunk's.
const FILE_HEADER: u64 = 12;
const HEADER: u64 = 8;
/// What a length says that is told elsewhere, or nowhere.
const UNKNOWN: u32 = u32::MAX;
/// Bytes of RF64's chunk `ds64` up to the lengths of file and audio, and behind them.
const LENGTHS: Range<u64> = 8..24;

/// A chunk: its name, and where its contents stand.
struct Chunk {
    name: [u8; 4],
    contents: Range<u64>,
}

impl Chunk {
    fn is_tag(&self) -> bool {
        self.name.eq_ignore_ascii_case(b"ID3 ")
    }

    /// With its header, and the byte that makes it even.
    fn whole(&self) -> Range<u64> {
        self.contents.start - HEADER..self.contents.end + (self.contents.end - self.contents.start) % 2
    }
}

/// A file's chunks, and how it tells its own length.
struct Layout {
    is_riff: bool,
    /// Whether the length of the file stands in `ds64`.
    is_64: bool,
    chunks: Vec<Chunk>,
    /// Where the file ends by its own word.
    end: u64,
}

impl Layout {
    fn read(input: &mut Input, format: Format) -> Result<Self, TaggingError> {
        let is_riff = format == Format::Riff;
        let head = input.array::<{ FILE_HEADER as usize }>(0)?.ok_or(Obstacle::CutOff)?;
        let is_64 = matches!(&head[..4], b"RF64" | b"BW64");
        let number = if is_riff { u32::from_le_bytes } else { u32::from_be_bytes };
        let [_, _, _, _, a, b, c, d, ..] = head;
        let told = number([a, b, c, d]);
        let (told, audio_len) =
            if is_64 && told == UNKNOWN { lengths(input)? } else { (u64::from(told), None) };
        if told == 0 || (told == u64::from(UNKNOWN) && !is_64) {
            return Err(Obstacle::NoLength.into());
        }
        let end = told.saturating_add(HEADER).min(input.len());
        let mut chunks = Vec::new();
        let mut at = FILE_HEADER;
        while at + HEADER <= end
            && let Some([n0, n1, n2, n3, size @ ..]) = input.array::<{ HEADER as usize }>(at)?
        {
            let name = [n0, n1, n2, n3];
            // Where an odd chunk was not made even, the next is looked for a byte too late.
            if !name.iter().all(|byte| matches!(byte, b' '..=b'~')) {
                return Err(Obstacle::Layout.into());
            }
            let len = match number(size) {
                UNKNOWN if is_64 && name == *b"data" => audio_len.ok_or(Obstacle::NoLength)?,
                UNKNOWN => return Err(Obstacle::NoLength.into()),
                0 if name == *b"data" => return Err(Obstacle::NoLength.into()),
                len => u64::from(len),
            };
            let contents = at + HEADER..(at + HEADER).saturating_add(len);
            if contents.end > end {
                return Err(Obstacle::CutOff.into());
            }
            let chunk = Chunk { name, contents };
            at = chunk.whole().end;
            chunks.push(chunk);
        }
        // The last chunk's byte that makes it even may not be counted, or not be there.
        let last = chunks.last().map_or(FILE_HEADER, |chunk| chunk.whole().end).min(input.len());
        Ok(Self { is_riff, is_64, chunks, end: end.max(last) })
    }

    fn tag(&self) -> Option<&Chunk> {
        self.chunks.iter().find(|chunk| chunk.is_tag())
    }

    fn length(&self, len: u64) -> Result<[u8; 4], Obstacle> {
        let len = u32::try_from(len).ok().filter(|len| *len != UNKNOWN).ok_or(Obstacle::TooLarge)?;
        Ok(if self.is_riff { len.to_le_bytes() } else { len.to_be_bytes() })
    }
}

/// Lengths of the file and of its audio, as `ds64` tells them.
fn lengths(input: &mut Input) -> Result<(u64, Option<u64>), TaggingError> {
    let start = FILE_HEADER;
    if input.array::<4>(start)? != Some(*b"ds64") {
        return Err(Obstacle::NoLength.into());
    }
    let file = input.array::<8>(start + LENGTHS.start)?.ok_or(Obstacle::CutOff)?;
    let audio = input.array::<8>(start + LENGTHS.start + 8)?.ok_or(Obstacle::CutOff)?;
    let file = match u64::from_le_bytes(file) {
        // Some write the audio's length alone, which is all that is needed.
        0 => input.len().saturating_sub(HEADER),
        len => len,
    };
    Ok((file, Some(u64::from_le_bytes(audio))))
}

/// What changes for the words.
///
/// # Errors
/// Where the file cannot be read, is damaged, does not know its length or would become too long.
pub fn plan(input: &mut Input, format: Format, words: &Words) -> Result<Vec<Splice>, TaggingError> {
    let layout = Layout::read(input, format)?;
    let mut tag = match layout.tag() {
        Some(chunk) => id3v2::Tag::parse(&input.bytes(chunk.contents.clone())?)?,
        None => id3v2::Tag::empty(),
    };
    if !tag.edit(words) {
        return Ok(Vec::new());
    }
    let bytes = tag.to_bytes(true)?;
    let name = match layout.tag() {
        Some(chunk) => chunk.name,
        None if layout.is_riff => *b"id3 ",
        None => *b"ID3 ",
    };
    let mut new = [&name[..], &layout.length(bytes.len() as u64)?, &bytes].concat();
    let range = match layout.tag() {
        Some(chunk) => chunk.whole().start..chunk.whole().end.min(input.len()),
        None => layout.end..layout.end,
    };
    if range.start % 2 == 1 {
        new.insert(0, 0);
    }
    let end = layout.end + new.len() as u64 - (range.end - range.start);
    let mut splices = vec![Splice { range, bytes: new }];
    let told = end - HEADER;
    splices.push(if layout.is_64 && input.array::<4>(4)? == Some([0xff; 4]) {
        let at = FILE_HEADER + LENGTHS.start;
        Splice { range: at..at + 8, bytes: told.to_le_bytes().into() }
    } else {
        Splice { range: 4..8, bytes: layout.length(told)?.into() }
    });
    Ok(splices)
}

/// What must stay: all chunks but the tag, in their order, and whatever follows them.
///
/// # Errors
/// Where the file cannot be read, or is damaged.
pub fn inventory(input: &mut Input, format: Format, words: &Words) -> Result<Vec<Element>, TaggingError> {
    let layout = Layout::read(input, format)?;
    let tag = layout.chunks.iter().position(Chunk::is_tag);
    let head = input.bytes(0..FILE_HEADER)?;
    let mut all = vec![held("kind of file", &[&head[..4], &head[8..]].concat())];
    let mut last = Vec::new();
    for (at, chunk) in layout.chunks.iter().enumerate() {
        let name = String::from_utf8_lossy(&chunk.name).into_owned();
        if tag == Some(at) {
            last = id3v2::Tag::parse(&input.bytes(chunk.contents.clone())?)?.others(words);
        } else if chunk.name == *b"ds64" {
            // The file's own length may change.
            all.push(stretch(input, name, chunk.contents.start + 8..chunk.contents.end)?);
        } else {
            // With its header, which tells its length.
            all.push(stretch(input, name, chunk.contents.start - HEADER..chunk.contents.end)?);
        }
    }
    all.push(stretch(input, "what follows the chunks", layout.end..input.len())?);
    all.extend(all_held(last));
    Ok(all)
}
