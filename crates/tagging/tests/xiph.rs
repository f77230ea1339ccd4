//! FLAC and Ogg.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use common::*;
use tagging::{Obstacle, TaggingError};

fn comments(vendor: &str, entries: &[&[u8]]) -> Vec<u8> {
    let text = |text: &[u8]| [&(text.len() as u32).to_le_bytes()[..], text].concat();
    let list: Vec<u8> = entries.iter().flat_map(|entry| text(entry)).collect();
    [text(vendor.as_bytes()), (entries.len() as u32).to_le_bytes().to_vec(), list].concat()
}

fn block(kind: u8, data: &[u8]) -> Vec<u8> {
    [&[kind], (data.len() as u32).to_be_bytes().get(1..).unwrap(), data].concat()
}

fn flac(blocks: &[Vec<u8>]) -> Vec<u8> {
    [&b"fLaC"[..], &blocks.concat(), b"\xff\xf8\xc9\x18\0", &noise(200, 4)].concat()
}

const LAST: u8 = 0x80;
/// Bytes that three further comments take.
const GROWTH: usize = "BPM=127.96INITIALKEY=11AENERGYLEVEL=7".len() + 12;

fn new_entries() -> [&'static [u8]; 3] {
    [b"BPM=127.96", b"INITIALKEY=11A", b"ENERGYLEVEL=7"]
}

#[test]
fn blocks_of_flac_stay_and_padding_is_taken() {
    let (info, seek, picture) = (block(0, &noise(34, 1)), block(3, &noise(36, 2)), block(6, &noise(500, 3)));
    // A comment that is no UTF-8, one without a name, and one twice.
    let old: [&[u8]; 4] = [b"TITLE=\xff", b"no name", b"ARTIST=a", b"ARTIST=b"];
    let all = [&old[..], &new_entries()].concat();
    let file = flac(&[
        info.clone(),
        seek.clone(),
        block(4, &comments("v", &old)),
        picture.clone(),
        block(1, &[0; 300]),
        block(2 | LAST, b"seraaa"),
    ]);
    let expected = flac(&[
        info.clone(),
        seek.clone(),
        block(4, &comments("v", &all)),
        picture.clone(),
        block(1, &vec![0; 300 - GROWTH]),
        block(2 | LAST, b"seraaa"),
    ]);
    assert_eq!(tagged(&file, &claims()), expected);

    // Padding that does not suffice stays as it is.
    let file = flac(&[info.clone(), block(4, &comments("v", &old)), block(1 | LAST, &[0; 5])]);
    let expected = flac(&[info.clone(), block(4, &comments("v", &all)), block(1 | LAST, &[0; 5])]);
    assert_eq!(tagged(&file, &claims()), expected);

    // Neither comments nor padding.
    let alone = block(LAST, &noise(34, 1));
    let added = block(4, &comments("", &new_entries()));
    let expected = flac(&[info, added, block(1 | LAST, &[0; 1024])]);
    assert_eq!(tagged(&flac(&[alone]), &claims()), expected);
}

#[test]
fn id3_in_front_of_flac_stays() {
    let front = id3(3, 0, &[frame("TIT2", b"\0x"), frame("TBPM", b"\x0050"), vec![0; 9]].concat());
    let file = flac(&[block(0, &noise(34, 1)), block(4 | LAST, &comments("v", &[b"x=y"]))]);
    let new = tagged(&[front.clone(), file].concat(), &claims());
    assert!(new.starts_with(&front));
}

#[test]
fn spellings_that_are_there_are_kept_up_to_date() {
    let old: [&[u8]; 5] = [b"bpm=90", b"KEY=Am", b"Key=Am", b"BPM=91", b"comment=mine"];
    let file = flac(&[block(0, &noise(34, 1)), block(4, &comments("v", &old)), block(1 | LAST, &[0; 99])]);
    let new = tagged(&file, &with_comment());
    let expected: [&[u8]; 5] =
        [b"bpm=127.96", b"KEY=11A", b"comment=11A - Energy 7 - mine", b"INITIALKEY=11A", b"ENERGYLEVEL=7"];
    assert!(holds(&new, &comments("v", &expected)));
    // What is called a key and is none is somebody's other field.
    let file = flac(&[block(0, &noise(34, 1)), block(4 | LAST, &comments("v", &[b"KEY=of my heart"]))]);
    assert!(holds(&tagged(&file, &claims()), b"KEY=of my heart"));
}

#[test]
fn flac_whose_blocks_lie_is_refused() {
    let mut file = flac(&[block(0, &noise(34, 1)), block(4 | LAST, &comments("v", &[b"x=y"]))]);
    file.truncate(60);
    assert!(is_refused_for(&file, Obstacle::CutOff) || is_refused_for(&file, Obstacle::Layout));
    let short = [b"fLaC".to_vec(), block(LAST, &noise(34, 1)), b"no frame".to_vec()].concat();
    assert!(is_refused_for(&short, Obstacle::Layout));
    let cut = flac(&[block(0, &noise(34, 1)), block(4 | LAST, &[9, 0, 0, 0, b'v'])]);
    assert!(is_refused_for(&cut, Obstacle::DamagedTag));
}

/// Ogg's checksum, bit by bit.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |sum: u32, byte| {
        let sum = sum ^ u32::from(*byte) << 24;
        (0..8).fold(sum, |sum, _| if sum >> 31 == 0 { sum << 1 } else { sum << 1 ^ 0x04c1_1db7 })
    })
}

fn page(flags: u8, position: i64, number: u32, lacing: &[u8], contents: &[u8]) -> Vec<u8> {
    let head = [&b"OggS\0"[..], &[flags], &position.to_le_bytes(), b"serl", &number.to_le_bytes(), &[0; 4]];
    let mut page = [&head.concat()[..], &[lacing.len() as u8], lacing, contents].concat();
    let sum = checksum(&page).to_le_bytes();
    page.splice(22..26, sum);
    page
}

fn lacing(len: usize) -> Vec<u8> {
    [vec![255; len / 255], vec![(len % 255) as u8]].concat()
}

/// Pages of audio, numbered on.
fn audio(first: u32) -> Vec<u8> {
    let page = |index: u32| {
        let end = if index == 2 { 4 } else { 0 };
        page(end, 960 * (i64::from(index) + 1), first + index, &[200, 100], &noise(300, index))
    };
    (0..3).flat_map(page).collect()
}

/// The OpusHead of a file with output gain.
const HEAD: &[u8] = b"OpusHead\x01\x02\x38\x01\x80\xbb\0\0\x2e\xfb\0";

#[test]
fn a_page_of_comments_is_laid_out_anew_and_all_others_stay() {
    let tags = |entries: &[&[u8]]| [&b"OpusTags"[..], &comments("lib", entries), b"\0\0\0"].concat();
    let file = |entries: &[&[u8]]| {
        let tags = tags(entries);
        let head = page(2, 0, 0, &lacing(HEAD.len()), HEAD);
        [head, page(0, 0, 1, &lacing(tags.len()), &tags), audio(2)].concat()
    };
    let expected = file(&[&[&b"TITLE=x"[..]][..], &new_entries()].concat());
    assert_eq!(tagged(&file(&[b"TITLE=x"]), &claims()), expected);
}

#[test]
fn comments_over_many_pages_take_as_many_where_they_can() {
    // A picture that fills one page and half of the next, and a header behind on the last, as Vorbis has it.
    let picture = [&b"METADATA_BLOCK_PICTURE="[..], &noise(90_000, 1)].concat();
    let setup = noise(600, 7);
    let file = |entries: &[&[u8]]| {
        let packet = [&b"\x03vorbis"[..], &comments("lib", entries), &[1]].concat();
        let table = [lacing(packet.len()), lacing(setup.len())].concat();
        let bytes = [packet, setup.clone()].concat();
        let (first, second) = table.split_at(255);
        let head = page(2, 0, 0, &[30], &[&b"\x01vorbis"[..], &noise(23, 2)].concat());
        let split = bytes.split_at(255 * 255);
        [head, page(0, -1, 1, first, split.0), page(1, 0, 2, second, split.1), audio(3)].concat()
    };
    let expected = file(&[&[&picture[..]][..], &new_entries()].concat());
    assert_eq!(tagged(&file(&[&picture]), &claims()), expected);
}

#[test]
fn where_a_further_page_is_needed_those_behind_are_numbered_anew() {
    // 254 full segments and one of 250 bytes: the page is full.
    let file = |len: usize| {
        let filler = vec![b'x'; len];
        [b"OpusTags".to_vec(), comments("lib", &[&[b"F=", &filler[..]].concat()])].concat()
    };
    let base = file(0).len();
    let tags = file(254 * 255 + 250 - base);
    assert_eq!(lacing(tags.len()).len(), 255);
    let head = page(2, 0, 0, &lacing(HEAD.len()), HEAD);
    // Another stream follows, which has numbers of its own.
    let chained = [head.clone(), page(0, 0, 1, &[9], b"OpusTags?"), audio(2)].concat();
    let whole = [head, page(0, 0, 1, &lacing(tags.len()), &tags), audio(2), chained.clone()].concat();
    let new = tagged(&whole, &claims());
    assert!(new.ends_with(&[audio(3), chained].concat()));
}

#[test]
fn films_and_cut_headers_are_refused() {
    let head = page(2, 0, 0, &lacing(HEAD.len()), HEAD);
    let film = page(2, 0, 0, &[7], b"\x80theora");
    assert_eq!(
        refused(&[film.clone(), head.clone()].concat()),
        TaggingError::Unsupported { format: "Ogg".into() }
    );
    assert!(is_refused_for(&[head.clone(), film].concat(), Obstacle::SeveralStreams));
    assert!(is_refused_for(&head, Obstacle::CutOff));
}

#[test]
fn damage_is_survived() {
    let blocks = [block(0, &noise(34, 1)), block(4, &comments("v", &[b"BPM=9"])), block(1 | LAST, &[0; 50])];
    survives_damage(&flac(&blocks));
    let tags = [&b"OpusTags"[..], &comments("lib", &[b"COMMENT=x"])].concat();
    let head = page(2, 0, 0, &lacing(HEAD.len()), HEAD);
    survives_damage(&[head, page(0, 0, 1, &lacing(tags.len()), &tags), audio(2)].concat());
}
