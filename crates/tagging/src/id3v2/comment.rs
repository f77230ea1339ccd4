//! The comment of a tag: one that has no name of its own, in English before all others, as most programs mark all they write.
//! Those of other languages and those that programs keep their things in stay.

use super::edit::decode;
use super::frame::Frame;
use super::{Tag, UNSYNC};
use crate::claims::Words;

/// Bytes of a comment's language.
const LANGUAGE: usize = 3;

/// Index of the comment among the tag's frames; `None` where there is none that can be read.
pub fn position(tag: &Tag) -> Option<usize> {
    let is_english = |frame: &Frame| read(tag, frame).is_some_and(|comment| comment.is_english());
    let any = || tag.frames.iter().position(|frame| read(tag, frame).is_some());
    tag.frames.iter().position(is_english).or_else(any)
}

/// The comment.
pub fn text(tag: &Tag) -> Option<String> {
    let at = position(tag)?;
    Some(read(tag, tag.frames.get(at)?)?.text())
}

/// Puts the words in front of the comment. Tells whether anything has changed.
pub fn edit(tag: &mut Tag, words: &Words) -> bool {
    let at = position(tag);
    let old = at.and_then(|at| read(tag, tag.frames.get(at)?));
    let text = old.as_ref().map(Comment::text).unwrap_or_default();
    let Some((front, gone)) = words.before(&text) else { return false };
    let (version, is_unsync) = (tag.version, tag.flags & UNSYNC != 0);
    match (old, at.and_then(|at| tag.frames.get_mut(at))) {
        (Some(old), Some(frame)) => *frame = frame.with(version, is_unsync, old.with_front(&front, gone)),
        _ => {
            let contents = [b"\0eng\0", front.as_bytes()].concat();
            tag.frames.push(Frame { id: id(version).to_vec(), flags: [0; 2], data: contents });
        }
    }
    true
}

fn id(version: u8) -> &'static [u8] {
    if version == 2 { b"COM" } else { b"COMM" }
}

/// A comment without a name, as it stands in its frame.
struct Comment {
    encoding: u8,
    /// Everything before the text.
    before: Vec<u8>,
    /// The mark of the order of bytes before the text, and the text.
    mark: Vec<u8>,
    text: Vec<u8>,
}

/// A frame as a comment without a name.
fn read(tag: &Tag, frame: &Frame) -> Option<Comment> {
    if frame.id != id(tag.version) {
        return None;
    }
    let contents = frame.contents(tag.version, tag.flags & UNSYNC != 0)?;
    let encoding = *contents.first()?;
    let name = contents.get(1 + LANGUAGE..)?;
    let is_wide = matches!(encoding, 1 | 2);
    let name_len = match name {
        [0xff, 0xfe, 0, 0, ..] | [0xfe, 0xff, 0, 0, ..] if encoding == 1 => 4,
        [0, 0, ..] if is_wide => 2,
        [0, ..] if !is_wide => 1,
        _ => return None,
    };
    let (before, text) = contents.split_at_checked(1 + LANGUAGE + name_len)?;
    let mark_len = if encoding == 1 && matches!(text, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) { 2 } else { 0 };
    let (mark, text) = text.split_at_checked(mark_len)?;
    Some(Comment { encoding, before: before.to_vec(), mark: mark.to_vec(), text: text.to_vec() })
}

impl Comment {
    fn is_english(&self) -> bool {
        self.before.get(1..1 + LANGUAGE).is_some_and(|language| language.eq_ignore_ascii_case(b"eng"))
    }

    fn text(&self) -> String {
        let all = [self.mark.as_slice(), &self.text].concat();
        decode(self.encoding, &all).trim_start_matches('\u{feff}').trim_end_matches('\0').to_owned()
    }

    /// The contents of the frame with words in the place of the first characters, which are ASCII. What follows them stays
    /// as it is coded, be it in an encoding that the frame does not tell.
    fn with_front(&self, front: &str, gone: usize) -> Vec<u8> {
        let is_little = self.encoding == 1 && !self.mark.starts_with(&[0xfe]);
        let (width, front): (usize, Vec<u8>) = match self.encoding {
            1 if is_little => (2, front.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            1 | 2 => (2, front.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            _ => (1, front.into()),
        };
        // A text of nothing but its end may lack the mark.
        let mark = if self.encoding == 1 && self.mark.is_empty() { &[0xff, 0xfe][..] } else { &self.mark };
        let kept = self.text.get(gone * width..).unwrap_or_default();
        [self.before.as_slice(), mark, &front, kept].concat()
    }
}
