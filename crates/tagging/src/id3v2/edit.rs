//! Puts words into the frames of a tag.

use super::comment;
use super::frame::Frame;
use super::{Tag, UNSYNC};
use crate::claims::Words;

/// What Mixed In Key calls the energy.
const ENERGY: &str = "EnergyLevel";

/// A kind of frame that is ours.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Tempo,
    Key,
    Energy,
}

impl Kind {
    fn id(self, version: u8) -> &'static [u8] {
        match (self, version) {
            (Self::Tempo, 2) => b"TBP",
            (Self::Key, 2) => b"TKE",
            (Self::Energy, 2) => b"TXX",
            (Self::Tempo, _) => b"TBPM",
            (Self::Key, _) => b"TKEY",
            (Self::Energy, _) => b"TXXX",
        }
    }
}

/// Puts the words into a tag. Tells whether anything has changed.
pub fn edit(tag: &mut Tag, words: &Words) -> bool {
    let bpm = words.whole_bpm.map(|bpm| bpm.to_string());
    let wanted = [
        (Kind::Tempo, bpm.as_deref()),
        (Kind::Key, words.key.as_deref()),
        (Kind::Energy, words.energy.as_deref()),
    ];
    let mut has_changed = false;
    for (kind, text) in wanted {
        if let Some(text) = text {
            has_changed |= set(tag, kind, text);
        }
    }
    has_changed | comment::edit(tag, words)
}

/// Those of the words of which the tag says something.
pub fn known(tag: &Tag, words: &Words) -> Words {
    let has = |wanted: Kind| tag.frames.iter().any(|frame| kind(tag, frame) == Some(wanted));
    Words {
        whole_bpm: words.whole_bpm.filter(|_| has(Kind::Tempo)),
        bpm: None,
        key: words.key.clone().filter(|_| has(Kind::Key)),
        energy: words.energy.clone().filter(|_| has(Kind::Energy)),
        front: words.front.clone().filter(|_| comment::position(tag).is_some()),
    }
}

/// Whether a frame is one that the words are written into.
pub fn is_ours(tag: &Tag, frame: &Frame, words: &Words) -> bool {
    match kind(tag, frame) {
        Some(Kind::Tempo) => words.whole_bpm.is_some(),
        Some(Kind::Key) => words.key.is_some(),
        Some(Kind::Energy) => words.energy.is_some(),
        None => false,
    }
}

/// Gives the first frame of a kind a text, takes the others out, and adds one where there is none.
fn set(tag: &mut Tag, kind: Kind, text: &str) -> bool {
    let version = tag.version;
    let new = match kind {
        Kind::Energy => Frame::of_text(kind.id(version), &format!("{ENERGY}\0{text}")),
        _ => Frame::of_text(kind.id(version), text),
    };
    let is_of_kind: Vec<bool> = tag.frames.iter().map(|frame| self::kind(tag, frame) == Some(kind)).collect();
    let says_so: Vec<bool> = tag.frames.iter().map(|frame| says(tag, frame, text)).collect();
    let mut is_written = false;
    let mut has_changed = false;
    let mut frames = Vec::with_capacity(tag.frames.len() + 1);
    for ((frame, is_of_kind), says_so) in tag.frames.drain(..).zip(is_of_kind).zip(says_so) {
        if !is_of_kind {
            frames.push(frame);
        } else if is_written {
            has_changed = true;
        } else {
            is_written = true;
            has_changed |= !says_so;
            frames.push(if says_so { frame } else { new.clone() });
        }
    }
    if !is_written {
        frames.push(new);
        has_changed = true;
    }
    tag.frames = frames;
    has_changed
}

/// What of ours a frame is.
fn kind(tag: &Tag, frame: &Frame) -> Option<Kind> {
    let is = |kind: Kind| frame.id == kind.id(tag.version);
    if is(Kind::Tempo) {
        return Some(Kind::Tempo);
    }
    if is(Kind::Key) {
        return Some(Kind::Key);
    }
    let name = is(Kind::Energy).then(|| texts(tag, frame)?.into_iter().next()).flatten()?;
    name.eq_ignore_ascii_case(ENERGY).then_some(Kind::Energy)
}

/// Whether the last of a frame's texts is this one.
fn says(tag: &Tag, frame: &Frame, text: &str) -> bool {
    texts(tag, frame).is_some_and(|texts| texts.last().is_some_and(|last| last == text))
}

/// The texts of a frame that holds nothing else, as NULs divide them; one that closes the last is none.
fn texts(tag: &Tag, frame: &Frame) -> Option<Vec<String>> {
    let contents = frame.contents(tag.version, tag.flags & UNSYNC != 0)?;
    let (encoding, bytes) = contents.split_first()?;
    let text = decode(*encoding, bytes);
    Some(
        text.strip_suffix('\0')
            .unwrap_or(&text)
            .split('\0')
            .map(|text| text.trim_start_matches('\u{feff}').to_owned())
            .collect(),
    )
}

/// A text in one of ID3's encodings.
pub fn decode(encoding: u8, bytes: &[u8]) -> String {
    let units = |to_unit: fn([u8; 2]) -> u16| -> Vec<u16> {
        bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(to_unit).collect()
    };
    match encoding {
        1 if bytes.starts_with(&[0xfe, 0xff]) => String::from_utf16_lossy(&units(u16::from_be_bytes)),
        1 => String::from_utf16_lossy(&units(u16::from_le_bytes)),
        2 => String::from_utf16_lossy(&units(u16::from_be_bytes)),
        3 => String::from_utf8_lossy(bytes).into_owned(),
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}
