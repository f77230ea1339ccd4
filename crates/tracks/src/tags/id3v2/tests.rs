//! Tags as programs really write them.

use super::*;

/// A frame of version 2.3.
fn frame(name: &[u8], contents: &[u8]) -> Vec<u8> {
    [name, &(contents.len() as u32).to_be_bytes(), &[0, 0], contents].concat()
}

fn tag(version: u8, flags: u8, frames: &[Vec<u8>]) -> Vec<u8> {
    let frames = frames.concat();
    let size = [21, 14, 7, 0].map(|shift| (frames.len() >> shift & 0x7F) as u8);
    [b"ID3", &[version, 0, flags][..], &size, &frames].concat()
}

fn said(bytes: &[u8]) -> Vec<(Field, String)> {
    let shown = |(_, text): &(Field, String)| !text.is_empty();
    read(bytes).unwrap().into_iter().filter(shown).collect()
}

fn utf16_of(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let units = text.encode_utf16().flat_map(bytes);
    std::iter::once(1).chain(units).collect()
}

fn title(text: &str) -> Vec<(Field, String)> {
    vec![(Field::Title, text.to_owned())]
}

#[test]
fn every_artist_of_several_frames_is_read() {
    let frames = [frame(b"TPE1", b"\0One"), frame(b"TPE1", b"\0Two")];
    let artists = [(Field::Artist, "One".to_owned()), (Field::Artist, "Two".to_owned())];
    assert_eq!(said(&tag(3, 0, &frames)), artists);
}

#[test]
fn utf16_is_read_with_and_without_its_mark() {
    for bytes in [u16::to_le_bytes, u16::to_be_bytes] {
        for text in ["Skyline", "\u{feff}Skyline", "\u{feff}Группа крови"] {
            let frames = [frame(b"TIT2", &utf16_of(text, bytes))];
            assert_eq!(said(&tag(3, 0, &frames)), title(text.trim_start_matches('\u{feff}')));
        }
    }
    // The second value has no mark of its own.
    let two = utf16_of("\u{feff}One\0Two", u16::to_be_bytes);
    let artists = [(Field::Artist, "One".to_owned()), (Field::Artist, "Two".to_owned())];
    assert_eq!(said(&tag(4, 0, &[frame(b"TPE1", &two)])), artists);
}

#[test]
fn lengths_of_version_3_in_version_4_are_found_out() {
    let long = "x".repeat(200);
    let frames = [frame(b"TIT2", &[b"\x03", long.as_bytes()].concat()), frame(b"TPE1", b"\x03Marlo")];
    let expected = [(Field::Title, long), (Field::Artist, "Marlo".to_owned())];
    assert_eq!(said(&tag(4, 0, &frames)), expected);
    // As it should be: two sevens of bits.
    let safe = [b"TIT2\0\0\x01\x49\0\0\x03", "x".repeat(200).as_bytes()].concat();
    assert_eq!(said(&tag(4, 0, &[safe, frame(b"TPE1", b"\x03Marlo")])), expected);
}

#[test]
fn what_stands_before_the_frames_is_skipped() {
    let extended = [&6u32.to_be_bytes()[..], &[0; 6]].concat();
    assert_eq!(said(&tag(3, 0x40, &[extended, frame(b"TIT2", b"\0Skyline")])), title("Skyline"));
    let extended = vec![0, 0, 0, 6, 1, 0];
    assert_eq!(said(&tag(4, 0x40, &[extended, frame(b"TIT2", b"\0Skyline")])), title("Skyline"));
}

#[test]
fn zeros_that_hide_frames_of_audio_are_taken_out() {
    let hidden = b"\x01\xFF\0\xFE\xFF\0\0";
    assert_eq!(said(&tag(3, 0x80, &[[b"TIT2\0\0\0\x05\0\0", &hidden[..]].concat()])), title("\u{ff}"));
    assert_eq!(said(&tag(4, 0x80, &[[b"TIT2\0\0\0\x07\0\0", &hidden[..]].concat()])), title("\u{ff}"));
}

#[test]
fn old_and_named_frames_are_read() {
    let old = [b"TT2\0\0\x08\0Skyline".to_vec(), b"TBP\0\0\x04\x00128".to_vec()];
    assert_eq!(said(&tag(2, 0, &old)), [(Field::Title, "Skyline".into()), (Field::Tempo, "128".into())]);
    let named = [
        frame(b"TXXX", b"\0INITIALKEY\x008A"),
        frame(b"COMM", b"\0eng\x008A - 128"),
        frame(b"COMM", b"\0engiTunNORM\0 0000"),
    ];
    assert_eq!(said(&tag(3, 0, &named)), [(Field::Key, "8A".into()), (Field::Comment, "8A - 128".into())]);
}

#[test]
fn damage_is_survived() {
    let whole = tag(
        4,
        0xC0,
        &[vec![0, 0, 0, 6, 1, 0], frame(b"TIT2", b"\x01\xff\xfeT\0"), frame(b"TPE1", b"\x03\xff")],
    );
    for len in 0..whole.len() {
        drop(read(&whole[..len]));
        for value in [0, 0x7F, 0x80, 0xFF] {
            let mut damaged = whole.clone();
            damaged[len] = value;
            drop(read(&damaged));
        }
    }
}
