//! WAV, RF64 and AIFF: chunks of all kinds, odd ones among them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use common::*;
use tagging::Obstacle;

/// A form of file: its letters, and how it tells lengths.
#[derive(Clone, Copy)]
struct Form {
    file: &'static [u8; 4],
    kind: &'static [u8; 4],
    number: fn(u32) -> [u8; 4],
}

const WAV: Form = Form { file: b"RIFF", kind: b"WAVE", number: u32::to_le_bytes };
const AIFF: Form = Form { file: b"FORM", kind: b"AIFF", number: u32::to_be_bytes };

impl Form {
    fn chunk(self, name: &[u8; 4], contents: &[u8]) -> Vec<u8> {
        let pad = vec![0; contents.len() % 2];
        [&name[..], &(self.number)(contents.len() as u32), contents, &pad].concat()
    }

    fn file(self, chunks: &[Vec<u8>]) -> Vec<u8> {
        let body = [&self.kind[..], &chunks.concat()].concat();
        [&self.file[..], &(self.number)(body.len() as u32), &body].concat()
    }
}

fn new_tag() -> Vec<u8> {
    let frames =
        [frame("TBPM", b"\x00128"), frame("TKEY", b"\x0011A"), frame("TXXX", b"\0EnergyLevel\x007")].concat();
    let len = frames.len() + 1024;
    id3(3, 0, &[frames, vec![0; len - len / 2 * 2], vec![0; 1024]].concat())
}

fn wav_chunks() -> Vec<Vec<u8>> {
    let info = [&b"INFO"[..], &WAV.chunk(b"INAM", b"title"), &WAV.chunk(b"IART", b"art\0")].concat();
    vec![
        WAV.chunk(b"JUNK", &[0; 28]),
        WAV.chunk(b"bext", &noise(602, 1)),
        WAV.chunk(b"fmt ", b"\x01\0\x01\0\x44\xac\0\0\x88\x58\x01\0\x02\0\x10\0"),
        WAV.chunk(b"data", &noise(501, 2)),
        WAV.chunk(b"LIST", &info),
        WAV.chunk(b"iXML", b"<BWFXML/>"),
        WAV.chunk(b"cue ", &noise(28, 3)),
        WAV.chunk(b"odd!", b"abc"),
    ]
}

#[test]
fn all_chunks_stay_and_the_tag_comes_last() {
    let expected = WAV.file(&[wav_chunks(), vec![WAV.chunk(b"id3 ", &new_tag())]].concat());
    assert_eq!(tagged(&WAV.file(&wav_chunks()), &claims()), expected);
}

#[test]
fn a_tag_that_is_there_is_edited_where_it_stands() {
    let old = [frame("TIT2", b"\0x"), frame("PRIV", &[&b"o\0"[..], &noise(50, 4)].concat())].concat();
    let ours =
        [frame("TBPM", b"\x00128"), frame("TKEY", b"\x0011A"), frame("TXXX", b"\0EnergyLevel\x007")].concat();
    let len = old.len() + 200;
    let padded = |mut frames: Vec<u8>| {
        frames.resize(len, 0);
        id3(3, 0, &frames)
    };
    for (form, name) in [(WAV, b"id3 "), (WAV, b"ID3 "), (AIFF, b"ID3 ")] {
        let file = |frames: Vec<u8>| {
            let sound = form.chunk(if form.kind == b"WAVE" { b"data" } else { b"SSND" }, &noise(100, 6));
            form.file(&[form.chunk(name, &padded(frames)), sound, form.chunk(b"LAST", b"x")])
        };
        assert_eq!(tagged(&file(old.clone()), &claims()), file([old.clone(), ours.clone()].concat()));
    }
}

#[test]
fn aiff_has_its_lengths_the_other_way_round() {
    let chunks = vec![
        AIFF.chunk(b"COMM", b"\0\x01\0\0\0\xfa\0\x10\x40\x0e\xac\x44\0\0\0\0\0\0"),
        AIFF.chunk(b"NAME", b"abc"),
        AIFF.chunk(b"SSND", &noise(508, 2)),
        AIFF.chunk(b"APPL", b"stoc??"),
    ];
    let expected = AIFF.file(&[chunks.clone(), vec![AIFF.chunk(b"ID3 ", &new_tag())]].concat());
    assert_eq!(tagged(&AIFF.file(&chunks), &claims()), expected);
}

#[test]
fn a_last_byte_that_makes_it_even_may_be_missing_or_not_counted() {
    let whole = WAV.file(&[WAV.chunk(b"data", &noise(7, 1))]);
    let expected = WAV.file(&[WAV.chunk(b"data", &noise(7, 1)), WAV.chunk(b"id3 ", &new_tag())]);
    assert_eq!(tagged(&whole, &claims()), expected);
    let mut missing = whole.clone();
    missing.pop();
    missing.splice(4..8, (missing.len() as u32 - 8).to_le_bytes());
    assert_eq!(tagged(&missing, &claims()), expected);
    let mut uncounted = whole.clone();
    uncounted.splice(4..8, (whole.len() as u32 - 9).to_le_bytes());
    assert_eq!(tagged(&uncounted, &claims()), expected);
}

#[test]
fn what_follows_the_file_stays_behind_it() {
    let file = |chunks: &[Vec<u8>]| [WAV.file(chunks), b"something behind".to_vec()].concat();
    let data = WAV.chunk(b"data", &noise(8, 1));
    let expected = file(&[data.clone(), WAV.chunk(b"id3 ", &new_tag())]);
    assert_eq!(tagged(&file(&[data]), &claims()), expected);
}

#[test]
fn rf64_tells_its_length_elsewhere() {
    let data = noise(90, 1);
    let file = |behind: &[u8]| {
        let chunks = |len: u64| {
            let lengths = [len, data.len() as u64, 45].map(u64::to_le_bytes).concat();
            let ds64 = WAV.chunk(b"ds64", &[lengths, vec![0; 4]].concat());
            [&b"WAVE"[..], &ds64, b"data\xff\xff\xff\xff", &data, behind].concat()
        };
        let len = chunks(0).len() as u64;
        [&b"RF64\xff\xff\xff\xff"[..], &chunks(len)].concat()
    };
    let expected = file(&WAV.chunk(b"id3 ", &new_tag()));
    assert_eq!(tagged(&file(&[]), &claims()), expected);
    // Some tell the length of the audio alone.
    let mut without = file(&[]);
    without.splice(20..28, [0; 8]);
    assert_eq!(tagged(&without, &claims()), expected);
}

#[test]
fn files_that_do_not_know_their_end_are_refused() {
    let with_length = |at: usize, told: u32| {
        let mut file = WAV.file(&[WAV.chunk(b"data", &noise(90, 1))]);
        file.splice(at..at + 4, told.to_le_bytes());
        file
    };
    assert!(is_refused_for(&with_length(4, u32::MAX), Obstacle::NoLength));
    assert!(is_refused_for(&with_length(4, 0), Obstacle::NoLength));
    assert!(is_refused_for(&with_length(16, u32::MAX), Obstacle::NoLength));
    assert!(is_refused_for(&with_length(16, 0), Obstacle::NoLength));
    assert!(is_refused_for(&with_length(16, 91), Obstacle::CutOff));
    // An odd chunk without its even byte: what follows cannot be told from what it says.
    let odd = [&b"RIFF\x1d\0\0\0WAVEodd!\x01\0\0\0x"[..], &WAV.chunk(b"data", b"\0\0\0\0")].concat();
    assert!(is_refused_for(&odd, Obstacle::Layout));
}

#[test]
fn damage_is_survived() {
    let tag = id3(3, 0, &frame("TIT2", b"\0x"));
    let chunks =
        [WAV.chunk(b"ds64", &noise(28, 9)), WAV.chunk(b"data", &noise(31, 2)), WAV.chunk(b"id3 ", &tag)];
    survives_damage(&WAV.file(&chunks));
    survives_damage(&AIFF.file(&[AIFF.chunk(b"SSND", &noise(31, 2)), AIFF.chunk(b"ID3 ", &tag)]));
}
