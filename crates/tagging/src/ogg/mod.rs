//! Ogg: the comments are the second packet of a stream, and packets are cut into pages.
//!
//! The comments are laid out anew over as many pages as before, so that all others stay as they are. Only where that many do
//! not hold them, the pages behind are numbered anew.

mod page;

use std::ops::Range;
use xxhash_rust::xxh3::Xxh3Default;

use crate::claims::Words;
use crate::input::Input;
use crate::inventory::{Element, all_held, digest, held};
use crate::patch::Splice;
use crate::vorbis::Comments;
use crate::{Obstacle, TaggingError};
use page::{BEGINS, CHECKSUM, CONTINUED, ENDS, FULL, MOST_SEGMENTS, NO_POSITION, NUMBER, Page, checksum};

/// What a stream begins with.
struct Beginning {
    codec: Codec,
    first: Page,
    /// The pages from the one on which the comments begin to the one on which they end.
    pages: Vec<Page>,
    /// The packet of the comments.
    packet: Vec<u8>,
    /// The segments behind it on its last page, and their bytes.
    behind: (Vec<u8>, Vec<u8>),
}

/// Where the comments stand in their packet.
#[derive(Clone, Copy)]
enum Codec {
    Vorbis,
    Opus,
    Speex,
    Flac,
}

impl Codec {
    fn of(first_packet: &[u8]) -> Option<Self> {
        let marks: [(&[u8], Self); 4] = [
            (b"\x01vorbis", Self::Vorbis),
            (b"OpusHead", Self::Opus),
            (b"Speex   ", Self::Speex),
            (b"\x7fFLAC", Self::Flac),
        ];
        marks.into_iter().find(|(mark, _)| first_packet.starts_with(mark)).map(|(_, codec)| codec)
    }

    /// What stands in front of the comments; FLAC's block tells their length there.
    fn before(self, packet: &[u8]) -> Option<&[u8]> {
        let (mark, len): (&[u8], usize) = match self {
            Self::Vorbis => (b"\x03vorbis", 7),
            Self::Opus => (b"OpusTags", 8),
            Self::Speex => (b"", 0),
            Self::Flac => (b"", 4),
        };
        let is_right = match self {
            Self::Flac => packet.first().is_some_and(|kind| kind & 0x7f == 4),
            _ => packet.starts_with(mark),
        };
        packet.get(..len).filter(|_| is_right)
    }

    /// The packet of some comments.
    fn packet(self, before: &[u8], comments: &[u8]) -> Result<Vec<u8>, Obstacle> {
        let mut before = before.to_vec();
        if let (Self::Flac, [_, a, b, c]) = (self, before.as_mut_slice()) {
            let [zero, high, middle, low] = (comments.len() as u32).to_be_bytes();
            if zero != 0 {
                return Err(Obstacle::TooLarge);
            }
            [*a, *b, *c] = [high, middle, low];
        }
        Ok([before, comments.to_vec()].concat())
    }
}

impl Beginning {
    fn read(input: &mut Input) -> Result<Self, TaggingError> {
        let first = Page::read(input, 0)?.ok_or(Obstacle::CutOff)?;
        let codec = Codec::of(&input.bytes(first.contents.clone())?);
        let codec = codec.ok_or_else(|| TaggingError::Unsupported { format: "Ogg".into() })?;
        let mut at = first.contents.end;
        let (mut pages, mut packet): (Vec<Page>, Vec<u8>) = (Vec::new(), Vec::new());
        loop {
            let page = Page::read(input, at)?.ok_or(Obstacle::CutOff)?;
            if page.serial() != first.serial() || page.flags() & BEGINS != 0 {
                return Err(Obstacle::SeveralStreams.into());
            }
            // Audio has no place here, and where it has one its position could not be kept.
            if ![NO_POSITION, [0; 8]].contains(&page.position()) {
                return Err(Obstacle::Layout.into());
            }
            at = page.contents.end;
            let contents = input.bytes(page.contents.clone())?;
            let ends_at = page.segments().iter().position(|len| *len < FULL);
            let (own, behind) = page.segments().split_at(ends_at.map_or(page.segments().len(), |at| at + 1));
            let own_len = own.iter().map(|len| usize::from(*len)).sum();
            let (own, rest) = contents.split_at_checked(own_len).ok_or(Obstacle::CutOff)?;
            packet.extend(own);
            let behind = (behind.to_vec(), rest.to_vec());
            pages.push(page);
            if ends_at.is_some() {
                return Ok(Self { codec, first, pages, packet, behind });
            }
        }
    }

    fn comments(&self) -> Result<(Vec<u8>, Comments), Obstacle> {
        let before = self.codec.before(&self.packet).ok_or(Obstacle::Layout)?;
        let comments = self.packet.get(before.len()..).and_then(Comments::parse);
        Ok((before.to_vec(), comments.ok_or(Obstacle::DamagedTag)?))
    }

    fn range(&self) -> Range<u64> {
        self.first.contents.end..self.pages.last().map_or(self.first.contents.end, |page| page.contents.end)
    }
}

/// What changes for the words.
///
/// # Errors
/// Where the file cannot be read, is damaged, or holds several streams.
pub fn plan(input: &mut Input, words: &Words) -> Result<Vec<Splice>, TaggingError> {
    let beginning = Beginning::read(input)?;
    let (before, mut comments) = beginning.comments()?;
    if !comments.edit(words) {
        return Ok(Vec::new());
    }
    let packet = beginning.codec.packet(&before, &comments.to_bytes())?;
    let pages = laid_out(&beginning, &packet);
    let range = beginning.range();
    let shift = pages.len() as u32;
    let shift = shift.wrapping_sub(beginning.pages.len() as u32);
    let mut splices = vec![Splice { range: range.clone(), bytes: pages.concat() }];
    if shift != 0 {
        splices.extend(renumbered(input, range.end, beginning.first.serial(), shift)?);
    }
    Ok(splices)
}

/// The packet, and what stood behind it, on pages: as many as before, where these hold it.
fn laid_out(beginning: &Beginning, packet: &[u8]) -> Vec<Vec<u8>> {
    let (behind, rest) = &beginning.behind;
    let mut segments = vec![FULL; packet.len() / usize::from(FULL)];
    segments.push((packet.len() % usize::from(FULL)) as u8);
    segments.extend(behind);
    let bytes = [packet, rest].concat();
    let least = segments.len().div_ceil(MOST_SEGMENTS);
    let count = beginning.pages.len().clamp(least, (segments.len() - behind.len()).max(least));
    let number = beginning.pages.first().map_or(1, Page::number);
    let (mut segments, mut bytes) = (segments.as_slice(), bytes.as_slice());
    let mut is_continued = false;
    let mut pages = Vec::with_capacity(count);
    for index in 0..count {
        // Each page behind this one needs a segment, too; what stood behind the packet stays on the last of them.
        let is_last = index + 1 == count;
        let left = if is_last { 0 } else { behind.len() + count - index - 1 };
        let taken = segments.len().saturating_sub(left).min(MOST_SEGMENTS);
        let (table, other) = segments.split_at(taken);
        let len = table.iter().map(|len| usize::from(*len)).sum::<usize>().min(bytes.len());
        let (contents, other_bytes) = bytes.split_at(len);
        (segments, bytes) = (other, other_bytes);
        let ends_any = table.iter().any(|len| *len < FULL);
        let mut page = b"OggS\0".to_vec();
        page.push(if is_continued { CONTINUED } else { 0 });
        page.extend(if ends_any { [0; 8] } else { NO_POSITION });
        page.extend(beginning.first.serial().to_le_bytes());
        page.extend(number.wrapping_add(index as u32).to_le_bytes());
        page.extend([0; 4]);
        page.push(table.len() as u8);
        page.extend(table);
        page.extend(contents);
        let sum = checksum(0, &page).to_le_bytes();
        page.splice(CHECKSUM, sum);
        pages.push(page);
        is_continued = table.last() == Some(&FULL);
    }
    pages
}

/// New numbers and checksums for the pages from a position to the end of their stream.
fn renumbered(input: &mut Input, from: u64, serial: u32, shift: u32) -> Result<Vec<Splice>, TaggingError> {
    let mut splices = Vec::new();
    let mut at = from;
    while let Some(page) = Page::read(input, at)? {
        if page.flags() & BEGINS != 0 {
            break;
        }
        at = page.contents.end;
        if page.serial() != serial {
            continue;
        }
        let mut header = page.header.clone();
        header.splice(NUMBER, page.number().wrapping_add(shift).to_le_bytes());
        header.splice(CHECKSUM, [0; 4]);
        let sum = checksum(checksum(0, &header), &input.bytes(page.contents.clone())?);
        let start = page.start + NUMBER.start as u64;
        let bytes = [page.number().wrapping_add(shift).to_le_bytes(), sum.to_le_bytes()].concat();
        splices.push(Splice { range: start..start + 8, bytes });
        if page.flags() & ENDS != 0 {
            break;
        }
    }
    Ok(splices)
}

/// What must stay: the first page, what stands behind the comments, and all pages behind them but for their numbers, which
/// go on from the comments' own; and that the pages of the comments are whole.
///
/// # Errors
/// Where the file cannot be read, or is damaged.
pub fn inventory(input: &mut Input, words: &Words) -> Result<Vec<Element>, TaggingError> {
    let beginning = Beginning::read(input)?;
    let (before, comments) = beginning.comments()?;
    let mark = if matches!(beginning.codec, Codec::Flac) { before.get(..1) } else { Some(before.as_slice()) };
    let first = input.bytes(0..beginning.first.contents.end)?;
    let (segments, rest) = &beginning.behind;
    let mut all = vec![
        held("Ogg's first page", &first),
        held("mark of the comments", mark.unwrap_or_default()),
        held("headers behind the comments", &[segments.as_slice(), rest].concat()),
    ];
    all.extend(all_held(comments.others(words)));
    let (audio, order) = pages_behind(input, &beginning)?;
    all.extend([audio, order]);
    Ok(all)
}

/// All pages behind the comments, and how they are numbered.
fn pages_behind(input: &mut Input, beginning: &Beginning) -> Result<(Element, Element), TaggingError> {
    let (mut audio, mut order) = (Xxh3Default::new(), Xxh3Default::new());
    let mut last = beginning.pages.last().map_or(0, Page::number);
    let mut is_first_stream = true;
    let mut at = beginning.range().end;
    while let Some(page) = Page::read(input, at)? {
        is_first_stream &= page.flags() & BEGINS == 0;
        audio.update(page.header.get(..NUMBER.start).unwrap_or_default());
        audio.update(page.header.get(CHECKSUM.end..).unwrap_or_default());
        input.hash(page.contents.clone(), &mut audio)?;
        let is_own = is_first_stream && page.serial() == beginning.first.serial();
        let step = if is_own { page.number().wrapping_sub(last) } else { page.number() };
        order.update(&step.to_le_bytes());
        if is_own {
            last = page.number();
        }
        at = page.contents.end;
    }
    input.hash(at..input.len(), &mut audio)?;
    Ok((digest("audio", &audio), digest("numbers of the pages", &order)))
}

/// Whether the checksums of all pages from the second on are right, up to the end of the first stream.
///
/// # Errors
/// Where the file cannot be read.
pub fn is_whole(input: &mut Input) -> Result<bool, TaggingError> {
    let mut at = 0;
    while let Some(page) = Page::read(input, at)? {
        let mut header = page.header.clone();
        let told: Vec<u8> = header.splice(CHECKSUM, [0; 4]).collect();
        let contents = page.contents.start..page.contents.end.min(input.len());
        let sum = checksum(checksum(0, &header), &input.bytes(contents)?);
        if told != sum.to_le_bytes() {
            return Ok(false);
        }
        at = page.contents.end;
    }
    Ok(true)
}
