//! Frames of ID3v2, as they stand in the tag.

use super::{seven_bits, to_seven_bits, unsync};

/// Flags of a frame in 2.4 and in 2.3, in the second byte: what must be undone before its contents can be read.
const COMPRESSED_OR_ENCRYPTED_4: u8 = 0x0c;
const GROUPED_4: u8 = 0x40;
const UNSYNC_4: u8 = 0x02;
const LENGTH_4: u8 = 0x01;
const CODED_3: u8 = 0xe0;

/// A frame.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Three letters in 2.2, else four.
    pub id: Vec<u8>,
    /// What stands between size and contents; none in 2.2.
    pub flags: [u8; 2],
    /// The contents, as coded as the flags say.
    pub data: Vec<u8>,
}

/// All frames up to the padding, and whether their sizes are plain numbers; `None` where they do not end in padding.
pub fn parse_all(version: u8, bytes: &[u8]) -> Option<(Vec<Frame>, bool)> {
    if version < 4 {
        return Some((parse(version, bytes, true)?, true));
    }
    // Some programs write 2.4 with the sizes of 2.3. Which it is shows by where the frames end.
    let frames = parse(version, bytes, false).map(|frames| (frames, false));
    frames.or_else(|| Some((parse(version, bytes, true)?, true)))
}

fn parse(version: u8, bytes: &[u8], has_plain_sizes: bool) -> Option<Vec<Frame>> {
    let (id_len, header) = if version == 2 { (3, 6) } else { (4, 10) };
    let mut frames = Vec::new();
    let mut at = 0;
    loop {
        let rest = bytes.get(at..)?;
        if rest.len() < header || rest.first() == Some(&0) {
            return rest.iter().all(|byte| *byte == 0).then_some(frames);
        }
        let id = rest.get(..id_len)?;
        // iTunes wrote the names of 2.2 into 2.3, with a zero or a space behind.
        let is_name = |(at, byte): (usize, &u8)| {
            byte.is_ascii_uppercase() || byte.is_ascii_digit() || (at == 3 && matches!(byte, 0 | b' '))
        };
        if !id.iter().enumerate().all(is_name) {
            return None;
        }
        let size = rest.get(id_len..2 * id_len)?;
        if !has_plain_sizes && size.iter().any(|byte| *byte > 0x7f) {
            return None;
        }
        let plain = |size: &[u8]| size.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte));
        let size = if has_plain_sizes { plain(size) } else { seven_bits(size) };
        let flags = if version == 2 { [0; 2] } else { rest.get(8..10)?.try_into().ok()? };
        let data = rest.get(header..header.checked_add(size)?)?.to_vec();
        frames.push(Frame { id: id.to_vec(), flags, data });
        at += header + size;
    }
}

impl Frame {
    /// A frame of a text that is ASCII.
    pub fn of_text(id: &[u8], text: &str) -> Self {
        Self { id: id.to_vec(), flags: [0; 2], data: [b"\0", text.as_bytes()].concat() }
    }

    /// The frame, as it stands in a tag of this version.
    pub fn to_bytes(&self, version: u8, has_plain_sizes: bool) -> Vec<u8> {
        let size = self.data.len();
        let plain = (size as u32).to_be_bytes();
        match version {
            2 => [&self.id, plain.get(1..).unwrap_or_default(), &self.data].concat(),
            4 if !has_plain_sizes => [&self.id, &to_seven_bits(size)[..], &self.flags, &self.data].concat(),
            _ => [&self.id, &plain[..], &self.flags, &self.data].concat(),
        }
    }

    /// What it is called in a report.
    pub fn name(&self) -> String {
        String::from_utf8_lossy(&self.id).trim_end_matches('\0').to_owned()
    }

    /// The contents where they can be read without undoing compression, encryption or grouping.
    pub fn contents(&self, version: u8, is_tag_unsync: bool) -> Option<Vec<u8>> {
        let [_, flags] = self.flags;
        match version {
            4 if flags & (COMPRESSED_OR_ENCRYPTED_4 | GROUPED_4) != 0 => None,
            4 => {
                let skipped = if flags & LENGTH_4 != 0 { 4 } else { 0 };
                let data = self.data.get(skipped..)?;
                let is_unsync = is_tag_unsync || flags & UNSYNC_4 != 0;
                Some(if is_unsync { unsync::decode(data) } else { data.to_vec() })
            }
            3 if flags & CODED_3 != 0 => None,
            _ => Some(self.data.clone()),
        }
    }

    /// The same frame with other contents, coded as it was.
    pub fn with(&self, version: u8, is_tag_unsync: bool, contents: Vec<u8>) -> Self {
        let [first, second] = self.flags;
        let is_unsync = version == 4 && (is_tag_unsync || second & UNSYNC_4 != 0);
        let data = if is_unsync { unsync::encode(&contents) } else { contents };
        let second = if version == 4 { second & !LENGTH_4 } else { second };
        Self { id: self.id.clone(), flags: [first, second], data }
    }
}
