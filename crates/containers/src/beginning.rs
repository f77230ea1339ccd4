//! Whether a file is audio, by its first bytes: for files whose names do not say.

use crate::{Container, Source, sniff};

/// Bytes that are looked at: frames of MPEG audio follow each other within them.
pub const LOOK: usize = 16_384;

/// Whether bytes are the beginning of audio that is read here or by browsers, at most [`LOOK`] of them. What is behind them need not be there: a tag
/// may fill them, and the table of an MP4 may stand at its end.
pub fn begins_as_audio(bytes: &impl Source) -> bool {
    let head = bytes.read(0, 12);
    let has =
        |at: usize, marks: &[&[u8]]| marks.iter().any(|mark| head.get(at..at + mark.len()) == Some(*mark));
    let is_tagged = has(0, &[b"ID3"]);
    let is_mp4 =
        has(4, &[b"ftyp"]) && has(8, &[b"M4A ", b"M4B ", b"mp42", b"mp41", b"isom", b"iso2", b"dash"]);
    let is_riff = has(0, &[b"RIFF", b"RF64", b"BW64"]) && has(8, &[b"WAVE"]);
    let is_aiff = has(0, &[b"FORM"]) && has(8, &[b"AIFF", b"AIFC"]);
    is_tagged
        || is_mp4
        || is_riff
        || is_aiff
        || sniff(bytes).is_some_and(|sniffed| sniffed.container != Container::Video)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::InMemory;

    fn is_audio(bytes: &[u8]) -> bool {
        begins_as_audio(&InMemory(bytes.get(..LOOK).unwrap_or(bytes)))
    }

    #[test]
    fn audio_is_known_by_its_beginning() {
        for name in ["music.flac", "music.m4a", "music.mp3", "music.ogg", "music.opus", "music.webm"] {
            let path = format!("{}/../../pkg-tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
            assert!(is_audio(&std::fs::read(path).unwrap()), "{name}");
        }
        for head in
            [b"RF64\xff\xff\xff\xffWAVE".as_slice(), b"FORM\0\0\0\0AIFFCOMM", b"ID3\x04\0\0\0\x7f\x7f\x7f"]
        {
            assert!(is_audio(head), "{head:?}");
        }
    }

    #[test]
    fn other_bytes_are_no_audio() {
        let noise: Vec<u8> =
            (0..LOOK as u32).map(|place| (place.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        for bytes in [
            b"".as_slice(),
            b"Dear diary, today I bought a record.",
            b"\xff\xd8\xff\xe0\0\x10JFIF\0",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            b"PK\x03\x04",
            b"RIFF\0\0\0\0AVI LIST",
            &[0; 9_000],
            &[0xff; 9_000],
            &noise,
        ] {
            assert!(!is_audio(bytes), "{:?}", bytes.get(..12));
        }
    }
}
