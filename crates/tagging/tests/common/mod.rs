//! What all tests of tagging share.
#![allow(dead_code, reason = "each test uses a part of it")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use music::Notation;
use std::io::Cursor;
use tagging::{Claims, Comment, Obstacle, TaggingError, write};

/// 128 BPM (127.96), F♯ minor as Camelot, energy 7.
pub fn claims() -> Claims {
    Claims {
        bpm: Some(127.96),
        key: "F#m".parse().ok(),
        notation: Notation::Camelot,
        energy: Some(7),
        comment: Comment::Leave,
    }
}

/// The same, in front of the comment, too.
pub fn with_comment() -> Claims {
    Claims { comment: Comment::Front, ..claims() }
}

/// A file with claims in its tags; a second writing of the same must find nothing to do.
pub fn tagged(file: &[u8], claims: &Claims) -> Vec<u8> {
    let mut new = Vec::new();
    let patch = write(&mut Cursor::new(file), claims).unwrap();
    patch.apply(&mut Cursor::new(file), &mut new).unwrap();
    assert_eq!(patch.len(), new.len() as u64);
    assert!(write(&mut Cursor::new(&new), claims).unwrap().is_unchanged(), "it says so already");
    new
}

/// Why a file is not tagged.
pub fn refused(file: &[u8]) -> TaggingError {
    write(&mut Cursor::new(file), &claims()).unwrap_err()
}

pub fn is_refused_for(file: &[u8], obstacle: Obstacle) -> bool {
    refused(file) == TaggingError::Obstacle(obstacle)
}

/// Bytes that no two places share, so that what has moved shows.
pub fn noise(len: usize, seed: u32) -> Vec<u8> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..len).map(|_| next()).collect()
}

/// Three frames of MP3, 128 kbit/s at 44,100 Hz.
pub fn mp3() -> Vec<u8> {
    (0..3).flat_map(|seed| [vec![0xff, 0xfb, 0x90, 0x00], noise(413, seed)].concat()).collect()
}

/// Seven bits a byte.
pub fn seven_bits(number: usize) -> [u8; 4] {
    [21, 14, 7, 0].map(|shift| (number >> shift & 0x7f) as u8)
}

/// An ID3v2 tag.
pub fn id3(version: u8, flags: u8, body: &[u8]) -> Vec<u8> {
    [&b"ID3"[..], &[version, 0, flags], &seven_bits(body.len()), body].concat()
}

/// A frame of 2.3, or of 2.4 where `is_4`, with flags.
pub fn flagged(is_4: bool, id: &str, flags: [u8; 2], data: &[u8]) -> Vec<u8> {
    let size = if is_4 { seven_bits(data.len()) } else { (data.len() as u32).to_be_bytes() };
    [id.as_bytes(), &size, &flags, data].concat()
}

/// A frame of 2.3 without flags.
pub fn frame(id: &str, data: &[u8]) -> Vec<u8> {
    flagged(false, id, [0; 2], data)
}

/// A text in UTF-16 with its mark.
pub fn wide(text: &str) -> Vec<u8> {
    [vec![0xff, 0xfe], text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat()
}

/// Whether bytes stand in others.
pub fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// Cuts a file and changes its bytes, one at a time: whatever comes of it, it must come as an answer. What is written must
/// have been all right by the writer's own reading.
pub fn survives_damage(file: &[u8]) {
    for at in (0..file.len()).step_by(3) {
        drop(write(&mut Cursor::new(file.get(..at).unwrap()), &claims()));
        for value in [0, 0x80, 0xff] {
            let mut damaged = file.to_vec();
            *damaged.get_mut(at).unwrap() = value;
            if write(&mut Cursor::new(&damaged), &with_comment()).is_ok() {
                tagged(&damaged, &with_comment());
            }
        }
    }
}
