//! MP4: where the tags are, what grows with them, and where the audio is then.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use common::*;
use tagging::Obstacle;

fn atom(name: &[u8; 4], contents: &[u8]) -> Vec<u8> {
    [&(contents.len() as u32 + 8).to_be_bytes()[..], name, contents].concat()
}

fn data(kind: u32, value: &[u8]) -> Vec<u8> {
    atom(b"data", &[&kind.to_be_bytes()[..], &[0; 4], value].concat())
}

fn free_item(mean: &[u8], name: &[u8], kind: u32, value: &[u8]) -> Vec<u8> {
    let mean = atom(b"mean", &[&[0; 4], mean].concat());
    let name = atom(b"name", &[&[0; 4], name].concat());
    atom(b"----", &[mean, name, data(kind, value)].concat())
}

fn itunes(name: &[u8], value: &[u8]) -> Vec<u8> {
    free_item(b"com.apple.iTunes", name, 1, value)
}

fn ours() -> Vec<u8> {
    let tempo = atom(b"tmpo", &data(21, &128u16.to_be_bytes()));
    [tempo, itunes(b"initialkey", b"11A"), itunes(b"ENERGYLEVEL", b"7")].concat()
}

/// What others have put there.
fn others() -> Vec<u8> {
    [
        atom(b"\xa9nam", &[data(1, b"a"), data(1, b"b")].concat()),
        atom(b"covr", &data(14, &noise(300, 1))),
        free_item(b"com.serato.dj", b"markersv2", 0, b"\xff\0abc"),
        atom(b"trkn", &data(0, &[0, 0, 0, 1, 0, 2, 0, 0])),
        atom(b"zzzz", b"no data at all"),
    ]
    .concat()
}

/// What QuickTime, iTunes and recorders put beside the list.
fn chapters() -> Vec<u8> {
    atom(b"chpl", &noise(40, 6))
}

fn user_data(items: &[u8], behind: &[u8]) -> Vec<u8> {
    let handler = atom(b"hdlr", &[&[0; 8][..], b"mdirappl", &[0; 9]].concat());
    let meta = [&[0; 4][..], &handler, &atom(b"ilst", items), behind].concat();
    atom(b"udta", &[chapters(), atom(b"meta", &meta)].concat())
}

/// Chunks of audio, from the contents of `mdat` on: where each begins there.
const CHUNKS: [u64; 3] = [0, 100, 250];

fn audio() -> Vec<u8> {
    noise(400, 5)
}

fn moov(user_data: &[u8], mdat: u64, is_64: bool) -> Vec<u8> {
    let positions = CHUNKS.map(|chunk| mdat + chunk);
    let count = (positions.len() as u32).to_be_bytes();
    let table = if is_64 {
        atom(b"co64", &[&[0; 4][..], &count, &positions.map(u64::to_be_bytes).concat()].concat())
    } else {
        atom(
            b"stco",
            &[&[0; 4][..], &count, &positions.map(|at| (at as u32).to_be_bytes()).concat()].concat(),
        )
    };
    let stbl = atom(b"stbl", &[atom(b"stsz", &noise(20, 3)), table].concat());
    let mdia = atom(b"mdia", &[atom(b"mdhd", &noise(24, 4)), atom(b"minf", &stbl)].concat());
    let trak = atom(b"trak", &[atom(b"tkhd", &noise(84, 2)), mdia].concat());
    atom(b"moov", &[atom(b"mvhd", &noise(100, 1)), trak, user_data.to_vec()].concat())
}

fn ftyp() -> Vec<u8> {
    atom(b"ftyp", b"M4A \0\0\x02\0M4A mp42isom\0\0\0\0")
}

/// A file with its description before the audio, and something between them.
fn first(user_data: &[u8], between: &[u8], is_64: bool) -> Vec<u8> {
    let before = ftyp().len() + moov(user_data, 0, is_64).len() + between.len() + 8;
    [ftyp(), moov(user_data, before as u64, is_64), between.to_vec(), atom(b"mdat", &audio())].concat()
}

/// A file with its description behind the audio.
fn last(user_data: &[u8]) -> Vec<u8> {
    let mdat = ftyp().len() as u64 + 8;
    [ftyp(), atom(b"mdat", &audio()), moov(user_data, mdat, false)].concat()
}

fn both() -> Vec<u8> {
    [others(), ours()].concat()
}

#[test]
fn positions_of_audio_behind_the_tags_move_with_it() {
    for is_64 in [false, true] {
        let file = first(&user_data(&others(), &[]), &[], is_64);
        assert_eq!(tagged(&file, &claims()), first(&user_data(&both(), &[]), &[], is_64));
    }
}

#[test]
fn audio_before_the_tags_stays_where_it_is() {
    assert_eq!(tagged(&last(&user_data(&others(), &[])), &claims()), last(&user_data(&both(), &[])));
}

#[test]
fn free_space_is_taken_and_nothing_moves() {
    let free = |len: usize| atom(b"free", &vec![0; len]);
    let file = first(&user_data(&others(), &free(500)), &[], false);
    let expected = first(&user_data(&both(), &free(500 - ours().len())), &[], false);
    assert_eq!(tagged(&file, &claims()), expected, "beside the list");
    let file = first(&user_data(&others(), &[]), &free(500), false);
    let expected = first(&user_data(&both(), &[]), &free(500 - ours().len()), false);
    assert_eq!(tagged(&file, &claims()), expected, "behind the description");
    let file = first(&user_data(&others(), &free(ours().len() - 8)), &[], false);
    assert_eq!(tagged(&file, &claims()), first(&user_data(&both(), &[]), &[], false), "all of it");
    // Four bytes would be left, which are no box.
    let file = first(&user_data(&others(), &free(ours().len() - 4)), &[], false);
    let expected = first(&user_data(&both(), &free(ours().len() - 4)), &[], false);
    assert_eq!(tagged(&file, &claims()), expected);
}

#[test]
fn lists_are_made_where_there_are_none() {
    let list = |behind: &[u8]| {
        let handler = atom(b"hdlr", &[&[0; 8][..], b"mdirappl", &[0; 9]].concat());
        let meta = atom(b"meta", &[&[0; 4][..], &handler, &atom(b"ilst", &ours())].concat());
        [&meta, behind].concat()
    };
    assert_eq!(tagged(&first(&[], &[], false), &claims()), first(&atom(b"udta", &list(&[])), &[], false));
    // QuickTime ends its lists with a zero.
    let zero = [0; 4];
    let file = last(&atom(b"udta", &[&chapters()[..], &zero].concat()));
    let expected = last(&atom(b"udta", &[chapters(), list(&zero)].concat()));
    assert_eq!(tagged(&file, &claims()), expected);
}

#[test]
fn what_is_there_is_replaced_in_its_place() {
    let old = [
        atom(b"tmpo", &data(0, &[0, 99])),
        itunes(b"INITIALKEY", b"Am"),
        atom(b"\xa9cmt", &data(1, "mein ü".as_bytes())),
        others(),
    ]
    .concat();
    let new = [
        atom(b"tmpo", &data(21, &128u16.to_be_bytes())),
        itunes(b"INITIALKEY", b"11A"),
        atom(b"\xa9cmt", &data(1, "11A - Energy 7 - mein ü".as_bytes())),
        others(),
        itunes(b"ENERGYLEVEL", b"7"),
    ]
    .concat();
    let file = first(&user_data(&old, &[]), &[], false);
    assert_eq!(tagged(&file, &with_comment()), first(&user_data(&new, &[]), &[], false));
}

#[test]
fn large_boxes_keep_their_form() {
    let large = |contents: &[u8]| {
        [&1u32.to_be_bytes()[..], b"mdat", &(contents.len() as u64 + 16).to_be_bytes(), contents].concat()
    };
    let file = |items: &[u8]| {
        let user_data = user_data(items, &[]);
        let before = ftyp().len() + moov(&user_data, 0, true).len() + 16;
        [ftyp(), moov(&user_data, before as u64, true), large(&audio())].concat()
    };
    assert_eq!(tagged(&file(&others()), &claims()), file(&both()));
    // The last box may reach to the end of the file without saying how far.
    let mut open = first(&user_data(&others(), &[]), &[], false);
    let mdat = open.len() - audio().len() - 8;
    open.splice(mdat..mdat + 4, [0; 4]);
    let new = tagged(&open, &claims());
    assert!(new.ends_with(&[&[0; 4][..], b"mdat", &audio()].concat()));
}

#[test]
fn positions_that_would_be_lost_are_refused() {
    let header = |flags: u32| atom(b"tfhd", &[flags.to_be_bytes(), 1u32.to_be_bytes()].concat());
    let fragment = |flags: u32| atom(b"moof", &atom(b"traf", &header(flags)));
    let file = |behind: &[u8]| first(&user_data(&others(), &[]), behind, false);
    assert!(is_refused_for(&file(&fragment(1)), Obstacle::Fragments));
    assert!(is_refused_for(&file(&atom(b"mfra", &[0; 8])), Obstacle::Fragments));
    // Relative to the fragment itself: it may move.
    assert!(holds(&tagged(&file(&fragment(0x02_0000)), &claims()), &fragment(0x02_0000)));
}

#[test]
fn damaged_files_are_refused() {
    let file = first(&user_data(&others(), &[]), &[], false);
    assert!(is_refused_for(file.get(..file.len() - 9).unwrap(), Obstacle::CutOff));
    assert!(is_refused_for(&[ftyp(), atom(b"mdat", &audio())].concat(), Obstacle::Layout));
    let list = [others(), b"\0\0\0\xffxxxx".to_vec()].concat();
    assert!(is_refused_for(&first(&user_data(&list, &[]), &[], false), Obstacle::DamagedTag));
}

#[test]
fn damage_is_survived() {
    survives_damage(&first(&user_data(&others(), &atom(b"free", &[0; 9])), &[], false));
}
