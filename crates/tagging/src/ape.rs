//! APE tags, which stand behind the audio.

use std::ops::Range;

use crate::claims::Words;
use crate::fields::{self, Field};
use crate::input::{Input, array};
use crate::{Obstacle, TaggingError};

/// Bytes of the header, and of the footer.
const EDGE: usize = 32;
const MARK: &[u8; 8] = b"APETAGEX";
/// Flags of the header and the footer: that there is a header, and that this is it.
const HAS_HEADER: u32 = 1 << 31;
const IS_HEADER: u32 = 1 << 29;
/// The bits of an item's flags that tell its kind: 0 is a text in UTF-8.
const KIND: u32 = 6;
/// The version that is written where there was no tag.
const VERSION: u32 = 2000;

/// An APE tag.
pub struct Tag {
    version: u32,
    flags: u32,
    items: Vec<Item>,
}

/// One item, as it stands there.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    key: Vec<u8>,
    flags: u32,
    value: Vec<u8>,
}

impl Field for Item {
    fn name(&self) -> &[u8] {
        &self.key
    }

    fn text(&self) -> Option<&str> {
        if self.flags & KIND == 0 { std::str::from_utf8(&self.value).ok() } else { None }
    }

    fn with(&self, text: &str) -> Self {
        Self { key: self.key.clone(), flags: self.flags & !KIND, value: text.into() }
    }

    fn new(name: &str, text: &str) -> Self {
        // The standard writes its own names so.
        let key = if name == "COMMENT" { "Comment" } else { name };
        Self { key: key.into(), flags: 0, value: text.into() }
    }
}

/// Where the tag that ends at `end` stands; `None` where none does.
///
/// # Errors
/// [`Obstacle::DamagedTag`] where it is longer than the file.
pub fn range(input: &mut Input, start: u64, end: u64) -> Result<Option<Range<u64>>, TaggingError> {
    let Some(at) = end.checked_sub(EDGE as u64).filter(|at| *at >= start) else { return Ok(None) };
    let footer = input.bytes(at..end)?;
    if !footer.starts_with(MARK) {
        return Ok(None);
    }
    let (Some(size), Some(flags)) = (number(&footer, 12), number(&footer, 20)) else { return Ok(None) };
    let header = if flags & HAS_HEADER == 0 { 0 } else { EDGE as u64 };
    let from = end.checked_sub(u64::from(size) + header).filter(|from| *from >= start);
    let from = from.filter(|_| size as usize >= EDGE).ok_or(Obstacle::DamagedTag)?;
    Ok(Some(from..end))
}

impl Tag {
    /// A tag without items.
    pub fn empty() -> Self {
        Self { version: VERSION, flags: HAS_HEADER, items: Vec::new() }
    }

    /// Reads a tag whose range is known; `None` where its items do not end where it does.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let footer = bytes.get(bytes.len().checked_sub(EDGE)?..)?;
        let (version, count, flags) = (number(footer, 8)?, number(footer, 16)?, number(footer, 20)?);
        let header = if flags & HAS_HEADER == 0 { 0 } else { EDGE };
        let body = bytes.get(header..bytes.len() - EDGE)?;
        let mut items = Vec::new();
        let mut at = 0;
        for _ in 0..count {
            let (len, flags) = (number(body, at)? as usize, number(body, at + 4)?);
            let key_len = body.get(at + 8..)?.iter().position(|byte| *byte == 0)?;
            let key = body.get(at + 8..at + 8 + key_len)?.to_vec();
            at += 9 + key_len;
            let value = body.get(at..at.checked_add(len)?)?.to_vec();
            at += len;
            items.push(Item { key, flags, value });
        }
        (at == body.len()).then_some(Self { version, flags, items })
    }

    /// Puts the words into it. Tells whether anything has changed.
    pub fn edit(&mut self, words: &Words) -> bool {
        fields::edit(&mut self.items, words)
    }

    /// Corrects what it says of the same things already, without adding to it.
    pub fn correct(&mut self, words: &Words) -> bool {
        fields::correct(&mut self.items, words)
    }

    /// The tag.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut body = Vec::new();
        for item in &self.items {
            body.extend((item.value.len() as u32).to_le_bytes());
            body.extend(item.flags.to_le_bytes());
            body.extend(&item.key);
            body.push(0);
            body.extend(&item.value);
        }
        let edge = |flags: u32| {
            let mut edge = MARK.to_vec();
            for number in [self.version, (body.len() + EDGE) as u32, self.items.len() as u32, flags] {
                edge.extend(number.to_le_bytes());
            }
            edge.resize(EDGE, 0);
            edge
        };
        let header = if self.flags & HAS_HEADER == 0 { Vec::new() } else { edge(self.flags | IS_HEADER) };
        let footer = edge(self.flags & !IS_HEADER);
        [header, body, footer].concat()
    }

    /// Everything in it that is not ours: names with bytes.
    pub fn others(&self, words: &Words) -> Vec<(String, Vec<u8>)> {
        let named = |item: &&Item| {
            let name = String::from_utf8_lossy(&item.key).into_owned();
            (name, [&item.flags.to_le_bytes(), item.value.as_slice()].concat())
        };
        let others = fields::others(&self.items, words);
        others.iter().map(named).chain(fields::kept_comment(&self.items, words)).collect()
    }
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_le_bytes)
}
