//! Ogg: pages, and links of a chain. Files that were glued together are one file to Ogg, and several songs to the listener.

use crate::source::{Source, Window, be, find, le};
use crate::{Container, Part, Sniffed, flac, u32_le};
use std::ops::Range;

/// Bytes of a page's header before its table of segments.
const HEADER: usize = 27;

/// Bytes of a stream's first packet that are looked at.
const FIRST: usize = 128;

/// No page lasts longer, seconds.
const LONGEST_PAGE_S: u64 = 60;

/// Pages that are walked over before a file is taken for broken: more than ten hours of audio have.
const MOST: usize = 4_000_000;

/// A page, as its header tells it.
struct Page {
    begins_stream: bool,
    serial: u32,
    /// The clock at its end; `None` where no packet ends in it.
    granule: Option<u64>,
    /// Where its packets begin, from its own start.
    body: usize,
    len: usize,
}

/// The pages of a file one behind the other, up to what is none.
pub struct Pages<'a, S> {
    window: Window<'a, S>,
    at: u64,
    left: usize,
}

/// A page of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct FilePage {
    /// Which stream it is of.
    pub serial: u32,
    /// The stream's clock at its end; 0 of headers, `None` where no packet ends in it.
    pub granule: Option<u64>,
    /// Where its packets are, within the file.
    pub contents: Range<u64>,
    /// Lengths of the segments of its packets: one below 255 ends a packet.
    pub segments: Vec<u8>,
}

impl<'a, S: Source> Pages<'a, S> {
    /// The pages from a position on.
    pub fn new(source: &'a S, start: u64) -> Self {
        Self { window: Window::new(source), at: start, left: MOST }
    }

    /// Where what was walked over ends.
    pub fn end(&self) -> u64 {
        self.at.min(self.window.len())
    }
}

impl<S: Source> Iterator for Pages<'_, S> {
    type Item = FilePage;

    fn next(&mut self) -> Option<FilePage> {
        self.left = self.left.checked_sub(1)?;
        let at = self.at;
        let header = self.window.at(at, HEADER + 255);
        let Page { serial, granule, body, len, .. } = page(header)?;
        let segments = header.get(HEADER..body)?.to_vec();
        self.at = at + len as u64;
        Some(FilePage { serial, granule, contents: at + body as u64..self.end(), segments })
    }
}

/// The first packets of the stream that begins at `start`, at most so many, and of at most so many bytes together.
pub fn packets(source: &impl Source, start: u64, most: usize, most_bytes: usize) -> Vec<Vec<u8>> {
    let (mut packets, mut packet, mut bytes) = (Vec::new(), Vec::new(), 0);
    let mut serial = None;
    for page in Pages::new(source, start) {
        if page.serial != *serial.get_or_insert(page.serial) {
            continue;
        }
        let contents = source.read(page.contents.start, (page.contents.end - page.contents.start) as usize);
        let mut rest = contents.as_slice();
        for segment in page.segments {
            bytes += usize::from(segment);
            if packets.len() == most || bytes > most_bytes {
                return packets;
            }
            let (piece, behind) = rest.split_at(rest.len().min(usize::from(segment)));
            packet.extend_from_slice(piece);
            rest = behind;
            if segment < u8::MAX {
                packets.push(std::mem::take(&mut packet));
            }
        }
    }
    packets
}

/// An audio stream of a link.
struct Stream {
    serial: u32,
    name: &'static str,
    sample_rate: u32,
    channels: u16,
    /// Ticks of the clock a second, and those before the first sample that is heard.
    clock: u32,
    skipped: u64,
    first: Option<u64>,
    last: u64,
}

/// What an Ogg file holds; `None` where it holds no audio that is known.
pub fn sniff(source: &impl Source, start: u64) -> Option<Sniffed> {
    let mut window = Window::new(source);
    let mut parts = Vec::new();
    let mut name = None;
    let mut link: (u64, Option<Stream>) = (start, None);
    let mut is_beginning = true;
    let mut at = start;
    while at < window.len() {
        let Some(page) = page(window.at(at, HEADER + 255)) else {
            let rest = window.rest(at + 1);
            at += 1 + find(rest, b"OggS").unwrap_or(rest.len().saturating_sub(3).max(1)) as u64;
            continue;
        };
        if page.begins_stream && !is_beginning {
            let (from, stream) = std::mem::replace(&mut link, (at, None));
            parts.extend(stream.map(|stream| stream.part(from, at)));
        }
        is_beginning = page.begins_stream;
        if page.begins_stream && link.1.is_none() {
            link.1 = stream(page.serial, window.at(at + page.body as u64, FIRST));
            name = name.or(link.1.as_ref().map(|stream| stream.name));
        } else if let Some(stream) = link.1.as_mut().filter(|stream| stream.serial == page.serial)
            && let Some(granule) = page.granule
        {
            stream.first = stream.first.or((granule > 0).then_some(granule));
            stream.last = stream.last.max(granule);
        }
        at += page.len as u64;
    }
    let end = window.len();
    parts.extend(link.1.map(|stream| stream.part(link.0, end)));
    (!parts.is_empty()).then(|| Sniffed::of_parts(Container::Ogg, parts, name.map(Into::into)))
}

impl Stream {
    fn part(self, start: u64, end: u64) -> Part {
        // What was cut out of a broadcast begins at the broadcast's time; no page lasts so long.
        let late = self.first.filter(|first| *first > LONGEST_PAGE_S * u64::from(self.clock));
        let ticks = self.last.saturating_sub(late.unwrap_or(self.skipped));
        let seconds = ticks as f64 / f64::from(self.clock.max(1));
        Part { start, end, sample_rate: self.sample_rate, channels: self.channels, seconds, claimed_s: None }
    }
}

fn page(bytes: &[u8]) -> Option<Page> {
    if bytes.get(..5)? != b"OggS\0" {
        return None;
    }
    let segments = usize::from(*bytes.get(26)?);
    let body = HEADER + segments;
    let packets: usize = bytes.get(HEADER..body)?.iter().map(|len| usize::from(*len)).sum();
    Some(Page {
        begins_stream: bytes.get(5)? & 2 != 0,
        serial: u32_le(bytes, 14)?,
        granule: le(bytes, 6, 8).filter(|granule| *granule != u64::MAX),
        body,
        len: body + packets,
    })
}

/// The audio stream that this packet begins.
fn stream(serial: u32, packet: &[u8]) -> Option<Stream> {
    let of = |name, sample_rate, channels, clock, skipped| {
        Some(Stream { serial, name, sample_rate, channels, clock, skipped, first: None, last: 0 })
    };
    if packet.starts_with(b"OpusHead") {
        let skipped = le(packet, 10, 2)?;
        return of("Opus", 48_000, u16::from(*packet.get(9)?), 48_000, skipped);
    }
    if packet.starts_with(b"\x01vorbis") {
        let rate = u32_le(packet, 12)?;
        return of("Vorbis", rate, u16::from(*packet.get(11)?), rate, 0);
    }
    if packet.starts_with(b"\x7FFLAC") {
        let info = packet.get(9..)?;
        let rate = flac::sniff(info).sample_rate?;
        return of("FLAC", rate, u16::from(info.get(20)? >> 1 & 7) + 1, rate, 0);
    }
    if packet.starts_with(b"Speex   ") {
        let rate = u32_le(packet, 36)?;
        return of("Speex", rate, be(packet, 48, 1)? as u16, rate, 0);
    }
    None
}
