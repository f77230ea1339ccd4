//! ID3v2 tags of all versions, edited frame by frame: those that are not ours stay as they are, down to their flags.

mod comment;
mod edit;
mod frame;
mod id3v1;
mod unsync;

use crate::claims::Words;
use crate::input::Input;
use crate::{Obstacle, TaggingError};
use frame::Frame;

/// Bytes of a tag's header, and of its footer.
const HEADER: usize = 10;

/// Flags of a tag's header.
const UNSYNC: u8 = 0x80;
const EXTENDED: u8 = 0x40;
/// In 2.2 the same bit says that all of the tag is compressed, in a way that was never defined.
const COMPRESSED: u8 = 0x40;
const FOOTER: u8 = 0x10;

/// Zeros behind the frames of a tag that had to grow: the next programs need not rewrite the file.
const ROOM: usize = 1024;

/// Most bytes that a tag's header can tell: 28 bits.
const MOST: usize = (1 << 28) - 1;

/// A tag.
pub struct Tag {
    version: u8,
    revision: u8,
    flags: u8,
    /// The extended header, its size field included.
    extended: Vec<u8>,
    frames: Vec<Frame>,
    /// Whether sizes of frames are plain numbers in 2.4, too, as some programs wrote them.
    has_plain_sizes: bool,
    /// Bytes of the whole tag, as it stood in the file.
    len: usize,
}

/// Where the tags at the beginning of a file end, one after the other; at most where the file does.
///
/// # Errors
/// Where the file cannot be read.
pub fn ends(input: &mut Input) -> Result<Vec<u64>, TaggingError> {
    let mut ends = Vec::new();
    let mut start = 0;
    while let Some(header @ [b'I', b'D', b'3', ..]) = input.array::<HEADER>(start)? {
        start = (start + len(&header) as u64).min(input.len());
        ends.push(start);
    }
    Ok(ends)
}

/// Bytes of a tag, by its header.
fn len(header: &[u8; HEADER]) -> usize {
    let [_, _, _, version, _, flags, size @ ..] = header;
    let footer = if *version == 4 && flags & FOOTER != 0 { HEADER } else { 0 };
    HEADER + seven_bits(size) + footer
}

/// A number of which each byte holds seven bits.
fn seven_bits(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |sum, byte| sum << 7 | usize::from(byte & 0x7f))
}

fn to_seven_bits(number: usize) -> [u8; 4] {
    [21, 14, 7, 0].map(|shift| (number >> shift & 0x7f) as u8)
}

impl Tag {
    /// A tag without frames, of the version that most players read.
    pub fn empty() -> Self {
        let (extended, frames) = (Vec::new(), Vec::new());
        Self { version: 3, revision: 0, flags: 0, extended, frames, has_plain_sizes: false, len: 0 }
    }

    /// A tag that says what an ID3v1 tag says, in the very bytes.
    pub fn of_id3v1(old: &[u8]) -> Self {
        Self { frames: id3v1::frames(old), ..Self::empty() }
    }

    /// Reads the tag that these bytes begin with.
    ///
    /// # Errors
    /// [`Obstacle::DamagedTag`], [`Obstacle::UnusualTag`].
    pub fn parse(bytes: &[u8]) -> Result<Self, Obstacle> {
        let header: &[u8; HEADER] = bytes.first_chunk().ok_or(Obstacle::DamagedTag)?;
        let [b'I', b'D', b'3', version, revision, flags, ..] = *header else {
            return Err(Obstacle::DamagedTag);
        };
        if !(2..=4).contains(&version) || (version == 2 && flags & COMPRESSED != 0) {
            return Err(Obstacle::UnusualTag);
        }
        let len = len(header);
        let body_len = seven_bits(header.get(6..).unwrap_or_default());
        let body = bytes.get(HEADER..HEADER + body_len).ok_or(Obstacle::DamagedTag)?;
        // In 2.4 each frame stands by itself.
        let is_whole_unsync = version < 4 && flags & UNSYNC != 0;
        let body = if is_whole_unsync { unsync::decode(body) } else { body.to_vec() };
        let extended = extended_header(version, flags, &body)?;
        let frames = body.get(extended.len()..).ok_or(Obstacle::DamagedTag)?;
        let (frames, has_plain_sizes) = frame::parse_all(version, frames).ok_or(Obstacle::DamagedTag)?;
        Ok(Self { version, revision, flags, extended, frames, has_plain_sizes, len })
    }

    /// Puts the words into it. Tells whether anything has changed.
    pub fn edit(&mut self, words: &Words) -> bool {
        edit::edit(self, words)
    }

    /// Corrects what it says of the same things already, without adding to it.
    pub fn correct(&mut self, words: &Words) -> bool {
        let words = edit::known(self, words);
        edit::edit(self, &words)
    }

    /// The tag, as long as it was where it fits. `is_even` makes its length even.
    ///
    /// # Errors
    /// [`Obstacle::TooLarge`].
    pub fn to_bytes(&self, is_even: bool) -> Result<Vec<u8>, Obstacle> {
        let frames: Vec<u8> = self.frames.iter().flat_map(|frame| self.frame_bytes(frame)).collect();
        let has_footer = self.version == 4 && self.flags & FOOTER != 0;
        let capacity = self.len.saturating_sub(HEADER);
        let used = self.body(&frames, 0).len();
        let mut body_len = match used <= capacity {
            // A footer takes its place behind the frames, where there may be no padding.
            _ if has_footer => used,
            true => capacity,
            false => used + ROOM,
        };
        if is_even && !has_footer {
            body_len += body_len % 2;
        }
        let mut body = self.body(&frames, body_len - used);
        body.resize(body_len.max(body.len()), 0);
        if body.len() > MOST {
            return Err(Obstacle::TooLarge);
        }
        let edge = |mark: &[u8; 3]| {
            [&mark[..], &[self.version, self.revision, self.flags], &to_seven_bits(body.len())].concat()
        };
        let footer = if has_footer { edge(b"3DI") } else { Vec::new() };
        Ok([edge(b"ID3"), body.clone(), footer].concat())
    }

    /// Everything between header and padding; an extended header is told how much padding follows.
    fn body(&self, frames: &[u8], padding: usize) -> Vec<u8> {
        let mut extended = self.extended.clone();
        if self.version == 3
            && let Some(field) = extended.get_mut(6..10)
        {
            field.copy_from_slice(&(padding as u32).to_be_bytes());
        }
        let body = [extended, frames.to_vec()].concat();
        if self.version < 4 && self.flags & UNSYNC != 0 { unsync::encode(&body) } else { body }
    }

    fn frame_bytes(&self, frame: &Frame) -> Vec<u8> {
        frame.to_bytes(self.version, self.has_plain_sizes)
    }

    /// Everything in it that is not ours: names with bytes.
    pub fn others(&self, words: &Words) -> Vec<(String, Vec<u8>)> {
        let first_comment = comment::position(self);
        let is_other = |(at, frame): &(usize, &Frame)| {
            let is_comment = words.front.is_some() && first_comment == Some(*at);
            !edit::is_ours(self, frame, words) && !is_comment
        };
        let frames = self.frames.iter().enumerate().filter(is_other);
        let mut all: Vec<_> = frames.map(|(_, frame)| (frame.name(), self.frame_bytes(frame))).collect();
        let mut extended = self.extended.clone();
        if self.version == 3 {
            extended.truncate(6);
        }
        all.push(("ID3v2".into(), vec![self.version, self.revision, self.flags]));
        all.push(("extended header".into(), extended));
        all.extend(words.kept(comment::text(self).as_deref()));
        all
    }
}

/// The extended header; empty where there is none.
fn extended_header(version: u8, flags: u8, body: &[u8]) -> Result<Vec<u8>, Obstacle> {
    if version == 2 || flags & EXTENDED == 0 {
        return Ok(Vec::new());
    }
    let size: [u8; 4] = body.first_chunk().copied().ok_or(Obstacle::DamagedTag)?;
    // 2.3 counts what follows the size, 2.4 all of it.
    let len =
        if version == 3 { (u32::from_be_bytes(size) as usize).saturating_add(4) } else { seven_bits(&size) };
    let header = body.get(..len).filter(|header| header.len() >= 6).ok_or(Obstacle::DamagedTag)?;
    let has_checksum = match (version, header.get(4), header.get(5)) {
        (3, Some(flags), _) => flags & 0x80 != 0,
        (_, _, Some(flags)) => flags & 0x20 != 0,
        _ => true,
    };
    if has_checksum { Err(Obstacle::UnusualTag) } else { Ok(header.to_vec()) }
}
