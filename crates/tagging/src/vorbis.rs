//! Vorbis comments: the block that FLAC, Vorbis, Opus and Speex share.

use crate::claims::Words;
use crate::fields::{self, Field};
use crate::input::array;

/// A block of comments.
pub struct Comments {
    vendor: Vec<u8>,
    entries: Vec<Entry>,
    /// What follows the last comment: Vorbis' closing bit, Opus' padding.
    rest: Vec<u8>,
}

/// One comment, as it stands there.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry(pub Vec<u8>);

impl Field for Entry {
    fn name(&self) -> &[u8] {
        self.0.split(|byte| *byte == b'=').next().unwrap_or_default()
    }

    fn text(&self) -> Option<&str> {
        let at = self.0.iter().position(|byte| *byte == b'=')?;
        std::str::from_utf8(self.0.get(at + 1..)?).ok()
    }

    fn with(&self, text: &str) -> Self {
        Self([self.name(), b"=", text.as_bytes()].concat())
    }

    fn new(name: &str, text: &str) -> Self {
        Self(format!("{name}={text}").into_bytes())
    }
}

impl Comments {
    /// No comments, by nobody.
    pub fn empty() -> Self {
        Self { vendor: Vec::new(), entries: Vec::new(), rest: Vec::new() }
    }

    /// Reads a block; `None` where it ends too early.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let mut at = 0;
        let mut text = || {
            let len = u32::from_le_bytes(array(bytes, at)?) as usize;
            let text = bytes.get(at + 4..(at + 4).checked_add(len)?)?.to_vec();
            at += 4 + len;
            Some(text)
        };
        let vendor = text()?;
        let count = u32::from_le_bytes(array(bytes, 4 + vendor.len())?);
        at += 4;
        let mut entries = Vec::new();
        for _ in 0..count {
            let len = u32::from_le_bytes(array(bytes, at)?) as usize;
            entries.push(Entry(bytes.get(at + 4..(at + 4).checked_add(len)?)?.to_vec()));
            at += 4 + len;
        }
        Some(Self { vendor, entries, rest: bytes.get(at..)?.to_vec() })
    }

    /// Puts the words into it. Tells whether anything has changed.
    pub fn edit(&mut self, words: &Words) -> bool {
        fields::edit(&mut self.entries, words)
    }

    /// The block.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut put = |text: &[u8]| {
            bytes.extend((text.len() as u32).to_le_bytes());
            bytes.extend(text);
        };
        put(&self.vendor);
        let mut list = (self.entries.len() as u32).to_le_bytes().to_vec();
        for Entry(entry) in &self.entries {
            list.extend((entry.len() as u32).to_le_bytes());
            list.extend(entry);
        }
        bytes.extend(list);
        bytes.extend(&self.rest);
        bytes
    }

    /// Everything in it that is not ours: names with bytes.
    pub fn others(&self, words: &Words) -> Vec<(String, Vec<u8>)> {
        let named = |entry: &&Entry| (String::from_utf8_lossy(entry.name()).into_owned(), entry.0.clone());
        let mut all: Vec<_> = fields::others(&self.entries, words).iter().map(named).collect();
        all.push(("vendor".into(), self.vendor.clone()));
        all.push(("rest".into(), self.rest.clone()));
        all.extend(fields::kept_comment(&self.entries, words));
        all
    }
}
