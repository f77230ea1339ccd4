//! Tags of ID3v2, read as they are found rather than as they should be: several frames where one is allowed, UTF-16 without
//! its mark, lengths of version 2.3 in version 2.4. What is compressed is left to lofty.
//!
//! Source: <https://id3.org/id3v2.4.0-structure> and -frames, and the same for 2.3 and 2.2.

use containers::{Source, edges};
use exchange::single_byte::of_windows_1252;

use super::{Field, Tag};

/// Most bytes of a tag that are read: covers stand among its texts.
const MOST_BYTES: usize = 1 << 24;

/// Tags one behind the other that are read.
const MOST_TAGS: usize = 8;

/// Bytes of a tag's header.
const HEADER: usize = 10;

/// Flags of a tag, and of a frame in version 2.4.
const UNSYNCHRONISED: u8 = 0x80;
const EXTENDED: u8 = 0x40;
const GROUPED: u8 = 0x40;
const CODED: u8 = 0x0C;
const FRAME_UNSYNCHRONISED: u8 = 0x02;
const WITH_LENGTH: u8 = 0x01;

/// The same flags of a frame in version 2.3.
const CODED_V3: u8 = 0xC0;
const GROUPED_V3: u8 = 0x20;

/// The tags that a file begins with, in order.
pub fn leading(file: &impl Source) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut at = 0;
    while tags.len() < MOST_TAGS {
        let bytes = file.read(at, MOST_BYTES);
        if !bytes.starts_with(b"ID3") {
            break;
        }
        tags.push(read(&bytes).unwrap_or_default());
        at += edges::one_at(file, at);
    }
    tags
}

/// The tag that these bytes begin with, and of which they may be a part; `None` where they are no tag.
pub fn read(bytes: &[u8]) -> Option<Tag> {
    let &[b'I', b'D', b'3', version @ 2..=4, _, flags, s0, s1, s2, s3, ..] = bytes else { return None };
    let end = HEADER.saturating_add(synchsafe([s0, s1, s2, s3])).min(bytes.len());
    let body = bytes.get(HEADER..end)?;
    let whole;
    let body = if flags & UNSYNCHRONISED != 0 && version < 4 {
        whole = synchronised(body);
        &whole
    } else {
        body
    };
    let start = if flags & EXTENDED != 0 { extended_len(body, version)? } else { 0 };
    let frames = Frames { rest: body.get(start..)?, version, is_unsynchronised: flags & UNSYNCHRONISED != 0 };
    Some(frames.filter_map(|(id, contents)| values(id, &contents)).flatten().collect())
}

/// Seven bits a byte.
fn synchsafe(bytes: [u8; 4]) -> usize {
    bytes.iter().fold(0, |size, byte| size << 7 | usize::from(byte & 0x7F))
}

/// Bytes without the zeros that keep them from looking like a frame of audio.
fn synchronised(bytes: &[u8]) -> Vec<u8> {
    let mut before = 0;
    let mut kept = Vec::with_capacity(bytes.len());
    for byte in bytes {
        if !(before == 0xFF && *byte == 0) {
            kept.push(*byte);
        }
        before = *byte;
    }
    kept
}

/// Bytes of the header that may stand before the frames.
fn extended_len(body: &[u8], version: u8) -> Option<usize> {
    let size = *body.first_chunk::<4>()?;
    Some(match version {
        2 => 0,
        3 => u32::from_be_bytes(size) as usize + 4,
        _ => synchsafe(size),
    })
}

/// The frames of a tag: name and contents, without those that are compressed or encrypted.
struct Frames<'a> {
    rest: &'a [u8],
    version: u8,
    is_unsynchronised: bool,
}

impl<'a> Frames<'a> {
    /// Bytes of a frame's name, and of its header.
    fn sizes(&self) -> (usize, usize) {
        if self.version == 2 { (3, 6) } else { (4, 10) }
    }

    /// Length of the first frame's contents. Some programs write it in version 2.4 as in 2.3: it is the one behind which the
    /// next frame begins.
    fn len(&self) -> Option<usize> {
        let (name, header) = self.sizes();
        if self.version == 2 {
            let size = self.rest.get(name..header)?;
            return Some(size.iter().fold(0, |size, byte| size << 8 | usize::from(*byte)));
        }
        let size = *self.rest.get(name..)?.first_chunk::<4>()?;
        let (plain, safe) = (u32::from_be_bytes(size) as usize, synchsafe(size));
        let follows = |len: usize| {
            let next = header.checked_add(len).and_then(|end| self.rest.get(end..));
            next.is_some_and(|next| next.first().is_none_or(|first| *first == 0) || is_name(next, name))
        };
        let is_plain = self.version == 3 || (!follows(safe) && follows(plain));
        Some(if is_plain { plain } else { safe })
    }

    /// A frame's contents as they were meant; `None` where they are coded.
    fn meant(&self, contents: &'a [u8], flags: u8) -> Option<Vec<u8>> {
        let (coded, grouped) = match self.version {
            2 => return Some(contents.to_vec()),
            3 => (CODED_V3, GROUPED_V3),
            _ => (CODED, GROUPED),
        };
        if flags & coded != 0 {
            return None;
        }
        let contents = contents.get(usize::from(flags & grouped != 0)..)?;
        if self.version == 3 {
            return Some(contents.to_vec());
        }
        let contents = contents.get(if flags & WITH_LENGTH != 0 { 4 } else { 0 }..)?;
        let is_unsynchronised = self.is_unsynchronised || flags & FRAME_UNSYNCHRONISED != 0;
        Some(if is_unsynchronised { synchronised(contents) } else { contents.to_vec() })
    }
}

impl<'a> Iterator for Frames<'a> {
    type Item = (&'a [u8], Vec<u8>);

    fn next(&mut self) -> Option<Self::Item> {
        let (name_len, header) = self.sizes();
        loop {
            if !is_name(self.rest, name_len) {
                return None;
            }
            let (name, flags) = (self.rest.get(..name_len)?, self.rest.get(9).copied().unwrap_or(0));
            let len = self.len()?;
            let contents = self.rest.get(header..)?;
            let (contents, rest) = contents.split_at(len.min(contents.len()));
            self.rest = rest;
            if let Some(contents) = self.meant(contents, flags) {
                return Some((name, contents));
            }
        }
    }
}

/// Whether bytes begin with a frame's name. iTunes filled up those of version 2.2 with a zero or a space.
fn is_name(bytes: &[u8], len: usize) -> bool {
    let name = bytes.get(..len).unwrap_or_default();
    let is_capital = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    name.len() == len
        && name.iter().take(3).all(is_capital)
        && name.iter().skip(3).all(|byte| is_capital(byte) || matches!(byte, 0 | b' '))
}

/// What a frame says of the fields that are wanted.
fn values(name: &[u8], contents: &[u8]) -> Option<Tag> {
    let (encoding, text) = contents.split_first()?;
    let field = match name {
        b"TIT2" | b"TT2" | b"TT2\0" | b"TT2 " => Field::Title,
        b"TPE1" | b"TP1" | b"TP1\0" | b"TP1 " => Field::Artist,
        b"TALB" | b"TAL" | b"TAL\0" | b"TAL " => Field::Album,
        b"TBPM" | b"TBP" | b"TBP\0" | b"TBP " => Field::Tempo,
        b"TKEY" | b"TKE" | b"TKE\0" | b"TKE " => Field::Key,
        b"TXXX" | b"TXX" => {
            let mut texts = texts(*encoding, text).into_iter();
            let field = Field::named(&texts.next()?)?;
            return Some(texts.map(|text| (field, text)).collect());
        }
        // Programs keep numbers of their own in comments with a name. A language stands before it.
        b"COMM" | b"COM" => {
            let mut texts = texts(*encoding, text.get(3..)?).into_iter();
            let is_plain = texts.next()?.is_empty();
            return is_plain.then(|| texts.map(|text| (Field::Comment, text)).collect());
        }
        _ => return None,
    };
    Some(texts(*encoding, text).into_iter().map(|text| (field, text)).collect())
}

/// The texts in a frame, which zeros divide.
fn texts(encoding: u8, bytes: &[u8]) -> Vec<String> {
    match encoding {
        1 | 2 => utf16(bytes, encoding == 2),
        3 => match std::str::from_utf8(bytes) {
            Ok(text) => text.split('\0').map(str::to_owned).collect(),
            Err(_) => latin(bytes),
        },
        _ => latin(bytes),
    }
}

/// Latin-1 as programs write it: with the letters of Windows.
fn latin(bytes: &[u8]) -> Vec<String> {
    bytes.split(|byte| *byte == 0).map(of_windows_1252).collect()
}

/// Texts in UTF-16. Each may begin with the mark that tells its order of bytes; without any, zeros tell it, since most letters
/// of most names have one.
fn utf16(bytes: &[u8], is_big_endian: bool) -> Vec<String> {
    let pairs = || bytes.chunks_exact(2).filter_map(|pair| pair.first_chunk::<2>());
    let zeros = |at: usize| pairs().filter(|pair| pair.get(at) == Some(&0) && **pair != [0, 0]).count();
    let mut is_big_endian = is_big_endian || zeros(0) > zeros(1);
    let mut texts = vec![Vec::new()];
    for pair in pairs() {
        match pair {
            [0xFE, 0xFF] => is_big_endian = true,
            [0xFF, 0xFE] => is_big_endian = false,
            [0, 0] => texts.push(Vec::new()),
            pair => {
                let unit = if is_big_endian { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) };
                texts.last_mut().into_iter().for_each(|text| text.push(unit));
            }
        }
    }
    texts.iter().map(|text| String::from_utf16_lossy(text)).collect()
}

#[cfg(test)]
mod tests;
