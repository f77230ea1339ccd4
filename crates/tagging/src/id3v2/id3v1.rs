//! What an ID3v1 tag says, as frames of ID3v2.3.

use super::frame::Frame;

/// Texts of ID3v1: their frames, and where they stand.
const TEXTS: [(&[u8; 4], std::ops::Range<usize>); 5] =
    [(b"TIT2", 3..33), (b"TPE1", 33..63), (b"TALB", 63..93), (b"TYER", 93..97), (b"COMM", 97..127)];
/// In version 1.1 the comment ends in a zero and the track's number.
const ZERO: usize = 125;
const TRACK: usize = 126;
const GENRE: usize = 127;
/// No genre.
const NONE: u8 = 0xff;

/// The frames of an ID3v1 tag of 128 bytes.
pub fn frames(tag: &[u8]) -> Vec<Frame> {
    let mut frames = Vec::new();
    for (id, range) in TEXTS {
        let text = tag.get(range).unwrap_or_default().split(|byte| *byte == 0).next().unwrap_or_default();
        if text.iter().any(|byte| *byte != b' ') {
            let before: &[u8] = if id == b"COMM" { b"\0eng\0" } else { b"\0" };
            frames.push(Frame {
                id: id.to_vec(),
                flags: [0; 2],
                data: [before, text.trim_ascii_end()].concat(),
            });
        }
    }
    if let (Some(0), Some(track @ 1..)) = (tag.get(ZERO), tag.get(TRACK)) {
        frames.push(Frame::of_text(b"TRCK", &track.to_string()));
    }
    if let Some(genre) = tag.get(GENRE).filter(|genre| **genre != NONE) {
        frames.push(Frame::of_text(b"TCON", &format!("({genre})")));
    }
    frames
}
