//! ID3 in front of MP3, in all its versions, and what stands behind.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use common::*;
use music::Notation;
use tagging::{Claims, Obstacle, TaggingError};

/// The frames that are written, in 2.3.
fn ours() -> Vec<u8> {
    [frame("TBPM", b"\x00128"), frame("TKEY", b"\x0011A"), frame("TXXX", b"\0EnergyLevel\x007")].concat()
}

/// What programs leave in files and nobody else understands.
fn others() -> Vec<u8> {
    [
        frame("TIT2", &[vec![1], wide("Título ♥")].concat()),
        frame("APIC", &[&b"\0image/png\0\x03\0"[..], &noise(300, 9)].concat()),
        frame("APIC", &[&b"\0image/png\0\x04b\0"[..], &noise(99, 8)].concat()),
        frame("GEOB", &[&b"\0application/octet-stream\0\0Serato Markers2\0"[..], &noise(200, 1)].concat()),
        frame("PRIV", &[&b"TRAKTOR4\0"[..], &noise(200, 2)].concat()),
        frame("POPM", b"a@b\0\xc4\0\0\0\x03"),
        frame("COMM", b"\0engiTunNORM\0 00000A"),
        frame("COMM", &[&b"\x01deu\xff\xfe\0\0"[..], &wide("deutsch")].concat()),
        frame("CHAP", &[&b"c0\0"[..], &[0; 16], &frame("TIT2", b"\0one")].concat()),
        flagged(false, "XYZZ", [0x60, 0x20], b"\x01grouped and unknown"),
        frame("TYER", b""),
    ]
    .concat()
}

#[test]
fn a_file_without_tags_gets_one_of_2_3() {
    let new = tagged(&mp3(), &claims());
    let mut body = ours();
    body.resize(ours().len() + 1024, 0);
    assert_eq!(new, [id3(3, 0, &body), mp3()].concat());
}

#[test]
fn frames_of_others_stay_byte_by_byte_and_padding_is_taken() {
    let old_ours = [frame("TBPM", &[vec![1], wide("90")].concat()), frame("TBPM", b"\x0091")].concat();
    let body = [others(), old_ours, frame("TPE1", b"\0last"), vec![0; 400]].concat();
    let file = [id3(3, 0x20, &body), mp3()].concat();
    let new = tagged(&file, &claims());
    let bpm = frame("TBPM", b"\x00128");
    let added = [frame("TKEY", b"\x0011A"), frame("TXXX", b"\0EnergyLevel\x007")].concat();
    let mut expected = [others(), bpm, frame("TPE1", b"\0last"), added].concat();
    expected.resize(body.len(), 0);
    assert_eq!(new, [id3(3, 0x20, &expected), mp3()].concat());
}

#[test]
fn the_file_keeps_its_version() {
    let two = |id: &str, data: &[u8]| {
        [id.as_bytes(), (data.len() as u32).to_be_bytes().get(1..).unwrap(), data].concat()
    };
    let old = [two("TT2", b"\0Two"), two("PIC", &noise(90, 1)), two("COM", b"\0engiTunPGAP\x000")].concat();
    let new = tagged(&[id3(2, 0, &old), mp3()].concat(), &claims());
    let added = [two("TBP", b"\x00128"), two("TKE", b"\x0011A"), two("TXX", b"\0EnergyLevel\x007")].concat();
    assert!(new.starts_with(b"ID3\x02"));
    assert!(holds(&new, &[old, added].concat()));

    let long = flagged(true, "PRIV", [0; 2], &[&b"x\0"[..], &noise(300, 5)].concat());
    let old = [flagged(true, "TIT2", [0; 2], "\x03Vier ♥".as_bytes()), long].concat();
    let new = tagged(&[id3(4, 0, &old), mp3()].concat(), &claims());
    assert!(new.starts_with(b"ID3\x04"));
    assert!(holds(&new, &[old, ours()].concat()), "short frames look the same in 2.3 and 2.4");
}

#[test]
fn sizes_of_2_3_in_2_4_stay() {
    let old = [frame("PRIV", &[&b"x\0"[..], &[7; 300]].concat()), frame("TIT2", b"\0t")].concat();
    let new = tagged(&[id3(4, 0, &[old.clone(), vec![0; 10]].concat()), mp3()].concat(), &claims());
    assert!(new.starts_with(b"ID3\x04") && holds(&new, &[old, ours()].concat()));
}

#[test]
fn unsynchronised_tags_stay_so() {
    // In 2.3 the whole tag is: FF E0 becomes FF 00 E0, and FF 00 becomes FF 00 00.
    let plain = frame("PRIV", b"x\0\xff\xe0\xff\0\xff");
    let coded = [plain.get(..12).unwrap(), b"\xff\0\xe0\xff\0\0\xff\0"].concat();
    let new = tagged(&[id3(3, 0x80, &coded), mp3()].concat(), &claims());
    assert_eq!(new.get(3..6), Some(&[3, 0, 0x80][..]));
    assert!(holds(&new, &[coded.get(..19).unwrap(), &ours()].concat()), "{:x?}", new.get(..60));

    // In 2.4 each frame is by itself, with its length before.
    let old = flagged(true, "PRIV", [0, 3], b"\0\0\0\x04x\0\xff\0\xe0");
    let new = tagged(&[id3(4, 0x80, &old), mp3()].concat(), &claims());
    assert!(holds(&new, &[old, ours()].concat()));
}

#[test]
fn extended_headers_stay_and_checksums_are_refused() {
    let extended = [&6u32.to_be_bytes()[..], &[0, 0], &50u32.to_be_bytes()].concat();
    let body = [extended, frame("TIT2", b"\0x"), vec![0; 50]].concat();
    let new = tagged(&[id3(3, 0x40, &body), mp3()].concat(), &claims());
    // It tells how much padding there is.
    assert_eq!(new.get(10..20), Some(&[0, 0, 0, 6, 0, 0, 0, 0, 4, 0][..]));

    let body = [&b"\0\0\0\x06\x01\x20"[..], &flagged(true, "TIT2", [0; 2], b"\0x"), &[0; 9]].concat();
    assert!(is_refused_for(&[id3(4, 0x40, &body), mp3()].concat(), Obstacle::UnusualTag));
    let body = [&b"\0\0\0\x0a\x80\0"[..], &[0; 8], &frame("TIT2", b"\0x")].concat();
    assert!(is_refused_for(&[id3(3, 0x40, &body), mp3()].concat(), Obstacle::UnusualTag));
}

#[test]
fn a_footer_is_kept() {
    let old = flagged(true, "TIT2", [0; 2], b"\0x");
    let foot = |body: &[u8]| [&b"3DI\x04\0\x10"[..], &seven_bits(body.len())].concat();
    let new = tagged(&[id3(4, 0x10, &old), foot(&old), mp3()].concat(), &claims());
    let body = [old, ours()].concat();
    assert_eq!(new, [id3(4, 0x10, &body), foot(&body), mp3()].concat());
}

#[test]
fn comments_are_put_in_front_in_their_own_encoding() {
    let cyrillic = b"\xcf\xf0\xe8\xe2\xe5\xf2";
    let others = frame("COMM", b"\0engiTunNORM\0 0");
    let latin = frame("COMM", &[&b"\0rus\0"[..], cyrillic].concat());
    let new = tagged(&[id3(3, 0, &[others.clone(), latin].concat()), mp3()].concat(), &with_comment());
    let expected = frame("COMM", &[&b"\0rus\x0011A - Energy 7 - "[..], cyrillic].concat());
    assert!(holds(&new, &[others, expected].concat()), "bytes of whatever encoding stay");

    let comment = |text: &str| frame("COMM", &[&b"\x01eng\xff\xfe\0\0"[..], &wide(text)].concat());
    let german = frame("COMM", &[&b"\x01deu\xff\xfe\0\0"[..], &wide("deutsch")].concat());
    for old in ["ü", "8A - Energy 3 - ü"] {
        let body = [german.clone(), comment(old), vec![0; 99]].concat();
        let new = tagged(&[id3(3, 0, &body), mp3()].concat(), &with_comment());
        assert!(holds(&new, &[german.clone(), comment("11A - Energy 7 - ü")].concat()), "{old}");
    }
}

#[test]
fn what_stands_behind_stays_and_does_not_contradict() {
    let mut old = b"TAGOld Title".to_vec();
    old.resize(97, 0);
    old.extend(b"old comment");
    old.resize(125, 0);
    old.extend([0, 5, 17]);
    let new = tagged(&[mp3(), old.clone()].concat(), &claims());
    let copied = [
        frame("TIT2", b"\0Old Title"),
        frame("COMM", b"\0eng\0old comment"),
        frame("TRCK", b"\x005"),
        frame("TCON", b"\0(17)"),
        ours(),
    ]
    .concat();
    assert!(holds(&new, &copied), "players that find ID3v2 ask nobody else");
    assert!(new.ends_with(&[mp3(), old.clone()].concat()));

    let ape = |bpm: &str| {
        let item = |name: &str, value: &[u8], flags: u32| {
            let head = [(value.len() as u32).to_le_bytes(), flags.to_le_bytes()].concat();
            [&head[..], name.as_bytes(), &[0], value].concat()
        };
        let items =
            [item("Cover", &noise(50, 3), 2), item("Bpm", bpm.as_bytes(), 0), item("Key", b"not one", 0)];
        let edge = |flags: u32| {
            let size = items.concat().len() as u32 + 32;
            [&b"APETAGEX"[..], &[2000, size, 3, flags].map(u32::to_le_bytes).concat(), &[0; 8]].concat()
        };
        [edge(0xa000_0000), items.concat(), edge(0x8000_0000)].concat()
    };
    let new = tagged(&[mp3(), ape("99"), old.clone()].concat(), &claims());
    assert!(new.ends_with(&[mp3(), ape("127.96"), old].concat()));
}

#[test]
fn a_second_tag_does_not_contradict_the_first() {
    let second = |bpm: &[u8]| id3(3, 0, &[frame("TIT2", b"\0second"), frame("TBPM", bpm)].concat());
    let file = [id3(3, 0, &frame("TIT2", b"\0first")), second(b"\x00100"), mp3()].concat();
    let new = tagged(&file, &claims());
    assert!(new.ends_with(&[second(b"\x00128"), mp3()].concat()));
}

#[test]
fn keys_are_spelt_as_wished_and_nothing_else_is_touched() {
    let body = [frame("TKEY", b"\0Am"), frame("TBPM", b"\x0077")].concat();
    let file = [id3(3, 0, &body), mp3()].concat();
    let key = |notation| {
        let wish = Claims { key: "F#m".parse().ok(), notation, ..Claims::default() };
        let new = tagged(&file, &wish);
        assert!(holds(&new, &frame("TBPM", b"\x0077")) && !holds(&new, b"EnergyLevel"));
        [&b"11A"[..], b"4m", b"F#m"].map(|key| holds(&new, &frame("TKEY", &[&[0], key].concat())))
    };
    assert_eq!(key(Notation::Camelot), [true, false, false]);
    assert_eq!(key(Notation::OpenKey), [false, true, false]);
    assert_eq!(key(Notation::Musical), [false, false, true]);
}

#[test]
fn damaged_tags_and_other_files_are_refused() {
    let garbage = [frame("TIT2", b"\0x"), b"\x01\x02 no frame at all".to_vec()].concat();
    assert!(is_refused_for(&[id3(3, 0, &garbage), mp3()].concat(), Obstacle::DamagedTag));
    let cut = frame("APIC", &noise(90, 1));
    assert!(is_refused_for(&[id3(3, 0, cut.get(..50).unwrap()), mp3()].concat(), Obstacle::DamagedTag));
    assert!(is_refused_for(&[id3(5, 0, &frame("TIT2", b"\0x")), mp3()].concat(), Obstacle::UnusualTag));
    // The tag says that it is longer than the file.
    let mut long = id3(3, 0, &frame("TIT2", b"\0x"));
    long.splice(6..10, [0, 0, 0x7f, 0x7f]);
    assert!(is_refused_for(&[long, mp3()].concat(), Obstacle::DamagedTag));
    let named = |bytes: &[u8]| match refused(bytes) {
        TaggingError::Unsupported { format } => format,
        other => format!("{other:?}"),
    };
    assert_eq!(named(b"\x1a\x45\xdf\xa3 and more of it"), "Matroska/WebM");
    assert_eq!(named(b"\x30\x26\xb2\x75\x8e\x66\xcf\x11 more"), "Windows Media Audio");
    assert_eq!(refused(b""), TaggingError::Unknown);
    assert_eq!(refused(b"some text that is no audio at all"), TaggingError::Unknown);
}

#[test]
fn damage_is_survived() {
    let frames =
        [frame("TIT2", &wide("x")), frame("COMM", b"\0eng\0c"), frame("TXXX", b"\0EnergyLevel\x003")];
    let extended = b"\0\0\0\x06\0\0\0\0\0\0";
    survives_damage(&[id3(3, 0xc0, &[&extended[..], &frames.concat()].concat()), mp3()].concat());
    let coded = flagged(true, "COMM", [0, 3], b"\0\0\0\x04\x01eng\xff\0\xfe\0\0\xff\0\xfea\0");
    survives_damage(&[id3(4, 0x80, &coded), mp3()].concat());
}
