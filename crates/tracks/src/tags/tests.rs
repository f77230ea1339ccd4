//! Tags as programs write them, before and behind audio that is real.

use super::*;
use lofty::ape::{ApeItem, ApeTag};
use lofty::config::WriteOptions;
use lofty::id3::v1::Id3v1Tag;
use lofty::id3::v2::{ExtendedTextFrame, Frame, FrameId, Id3v2Tag, TextInformationFrame};
use lofty::iff::wav::RiffInfoList;
use lofty::mp4::{Atom, AtomData, AtomIdent, Ilst};
use lofty::ogg::tag::VorbisComments;
use lofty::picture::{MimeType, Picture, PictureType};
use lofty::tag::{ItemValue, TagExt};
use lofty::{TextEncoding, id3::v2::AttachedPictureFrame};
use std::borrow::Cow;
use std::io::Cursor;

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../../pkg-tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// A file with a tag written into it.
fn tagged(mut file: Vec<u8>, tag: &impl TagExt) -> Vec<u8> {
    let mut cursor = Cursor::new(std::mem::take(&mut file));
    tag.save_to(&mut cursor, WriteOptions::default()).map_err(|_| "not written").unwrap();
    cursor.into_inner()
}

fn said(file: Vec<u8>) -> (String, String, String, Vec<String>) {
    let Identity { title, artist, album, claims, .. } = read(&mut Cursor::new(file)).unwrap();
    (title.unwrap_or_default(), artist.unwrap_or_default(), album.unwrap_or_default(), claims)
}

fn title_and_artist(file: Vec<u8>) -> (String, String) {
    let (title, artist, ..) = said(file);
    (title, artist)
}

fn named(title: &str, artist: &str) -> (String, String) {
    (title.into(), artist.into())
}

fn text(id: &'static str, text: &str, encoding: TextEncoding) -> Frame<'static> {
    let id = FrameId::new(Cow::Borrowed(id)).unwrap();
    Frame::Text(TextInformationFrame::new(id, encoding, text.to_owned()))
}

fn id3(frames: &[(&'static str, &str)]) -> Id3v2Tag {
    let mut tag = Id3v2Tag::new();
    for (id, value) in frames {
        tag.insert(text(id, value, TextEncoding::UTF8));
    }
    tag
}

fn vorbis(fields: &[(&str, &str)]) -> VorbisComments {
    let mut tag = VorbisComments::new();
    fields.iter().for_each(|(name, value)| tag.push((*name).to_owned(), (*value).to_owned()));
    tag
}

fn ape(fields: &[(&str, &str)]) -> ApeTag {
    let mut tag = ApeTag::new();
    for (name, value) in fields {
        tag.insert(ApeItem::new((*name).to_owned(), ItemValue::Text((*value).to_owned())).unwrap());
    }
    tag
}

fn id3v1(title: &str, artist: &str) -> Id3v1Tag {
    Id3v1Tag { title: Some(title.into()), artist: Some(artist.into()), ..Id3v1Tag::new() }
}

/// A second of silence as a WAV file.
fn wav() -> Vec<u8> {
    let mut file = b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0".to_vec();
    file.extend(8_000u32.to_le_bytes());
    file.extend(16_000u32.to_le_bytes());
    file.extend(b"\x02\0\x10\0data");
    file.extend(16_000u32.to_le_bytes());
    file.resize(file.len() + 16_000, 0);
    let length = file.len() as u32 - 8;
    file[4..8].copy_from_slice(&length.to_le_bytes());
    file
}

#[test]
fn a_tag_of_gains_alone_hides_nothing() {
    let mut gains = Id3v2Tag::new();
    let gain = ExtendedTextFrame::new(TextEncoding::UTF8, "REPLAYGAIN_TRACK_GAIN", "-7.0 dB");
    gains.insert(Frame::UserText(gain));
    let mp3 = tagged(fixture("music.mp3"), &gains);
    assert_eq!(title_and_artist(mp3.clone()), named("", ""));
    let with_v1 = tagged(mp3.clone(), &id3v1("Old title", "Old artist"));
    assert_eq!(title_and_artist(with_v1.clone()), named("Old title", "Old artist"));
    let with_both = tagged(with_v1, &ape(&[("Title", "Title by APE")]));
    assert_eq!(title_and_artist(with_both), named("Title by APE", "Old artist"));
    let wav = tagged(tagged(wav(), &gains), &{
        let mut info = RiffInfoList::new();
        info.insert("INAM".into(), "Title of INFO".into());
        info.insert("IART".into(), "Artist of INFO".into());
        info
    });
    assert_eq!(title_and_artist(wav), named("Title of INFO", "Artist of INFO"));
    let first = edges::after_leading(&containers::InMemory(&mp3)) as usize;
    let second = tagged(fixture("music.mp3"), &id3(&[("TIT2", "Second tag")]));
    assert_eq!(said([&mp3[..first], &second].concat()).0, "Second tag");
}

#[test]
fn all_artists_are_named() {
    let both = "First Artist, Second Artist";
    let nul = id3(&[("TIT2", "T"), ("TPE1", "First Artist\0Second Artist")]);
    assert_eq!(said(tagged(fixture("music.mp3"), &nul)).1, both);
    for (artist, shown) in [("AC/DC", "AC/DC"), ("A; B", "A; B"), ("Same\0Same", "Same"), ("One\0", "One")] {
        assert_eq!(said(tagged(fixture("music.mp3"), &id3(&[("TPE1", artist)]))).1, shown);
    }
    let fields = vorbis(&[("ARTIST", "First Artist"), ("Artist", "Second Artist"), ("ARTISTS", "Other")]);
    for name in ["music.flac", "music.ogg", "music.opus"] {
        assert_eq!(said(tagged(fixture(name), &fields)).1, both, "{name}");
    }
    let alone = vorbis(&[("ARTISTS", "First Artist"), ("ARTISTS", "Second Artist")]);
    assert_eq!(said(tagged(fixture("music.flac"), &alone)).1, both);
    let mut ilst = Ilst::new();
    let names = ["First Artist", "Second Artist"].map(|name| AtomData::UTF8(name.into()));
    ilst.insert(Atom::from_collection(AtomIdent::Fourcc(*b"\xa9ART"), names.to_vec()).unwrap());
    assert_eq!(said(tagged(fixture("music.m4a"), &ilst)).1, both);
}

#[test]
fn claims_are_found_wherever_programs_put_them() {
    let mut frames = id3(&[("TBPM", "128"), ("TKEY", "o")]);
    let key = ExtendedTextFrame::new(TextEncoding::UTF8, "INITIALKEY", "8A");
    frames.insert(Frame::UserText(key));
    assert_eq!(said(tagged(fixture("music.mp3"), &frames)).3, ["128", "8A"]);
    let fields = vorbis(&[("KEY", "Am"), ("TEMPO", "128"), ("COMMENT", "8A - 128")]);
    assert_eq!(said(tagged(fixture("music.flac"), &fields)).3, ["128", "Am"]);
    let fields = ape(&[("BPM", "999999"), ("Initialkey", "F#m")]);
    assert_eq!(said(tagged(fixture("music.mp3"), &fields)).3, ["F#m"]);
    let tempo = |data| {
        let mut tag = Ilst::new();
        tag.insert(Atom::new(AtomIdent::Fourcc(*b"tmpo"), data));
        tag
    };
    let number = AtomData::SignedInteger(128);
    assert_eq!(said(tagged(fixture("music.m4a"), &tempo(number))).3, ["128"]);
    let untyped = AtomData::Unknown { code: lofty::mp4::DataType::Reserved, data: vec![0, 174] };
    assert_eq!(said(tagged(fixture("music.m4a"), &tempo(untyped))).3, ["174"]);
    let mut both = tempo(AtomData::SignedInteger(128));
    let free = AtomIdent::Freeform { mean: "com.apple.iTunes".into(), name: "BPM".into() };
    both.insert(Atom::new(free, AtomData::UTF8("127.53".into())));
    assert_eq!(said(tagged(fixture("music.m4a"), &both)).3, ["127.53"]);
}

#[test]
fn what_is_not_seen_is_blank_and_controls_are_spaces() {
    let mp3 = |title: &str| said(tagged(fixture("music.mp3"), &id3(&[("TIT2", title)]))).0;
    for blank in ["   ", "\u{feff}", "\x07\x1b", "\u{200b} \u{202e}", "\u{ad}"] {
        assert_eq!(mp3(blank), "", "{blank:?}");
    }
    assert_eq!(mp3("Line one\r\nLine two\x07\x1b[31m"), "Line one Line two [31m");
    assert_eq!(mp3("👩‍👩‍👧‍👦 \u{202e}3pm.evil"), "👩‍👩‍👧‍👦 \u{202e}3pm.evil");
    assert_eq!(mp3(&"ü".repeat(100_000)).chars().count(), 300);
    let v1 = tagged(tagged(fixture("music.mp3"), &id3(&[("TALB", "\u{feff}")])), &id3v1("By ID3v1", ""));
    assert_eq!(said(v1).0, "By ID3v1");
}

#[test]
fn cyrillic_in_latin_is_repaired_in_a_file() {
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode("Группа крови");
    let misread: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    let mut tag = Id3v2Tag::new();
    tag.insert(text("TIT2", &misread, TextEncoding::Latin1));
    assert_eq!(said(tagged(fixture("music.mp3"), &tag)).0, "Группа крови");
}

#[test]
fn covers_and_junk_do_not_hide_tags() {
    let mut with_cover = id3(&[("TIT2", "Title"), ("TPE1", "Artist")]);
    // Twelve megabytes full of what looks like the beginning of a frame.
    let cover = Picture::unchecked(b"\xff\xfb\x90\x00".repeat(3_000_000))
        .pic_type(PictureType::CoverFront)
        .mime_type(MimeType::Jpeg)
        .build();
    with_cover.insert(Frame::Picture(AttachedPictureFrame::new(TextEncoding::UTF8, cover.clone())));
    assert_eq!(title_and_artist(tagged(fixture("music.mp3"), &with_cover)), named("Title", "Artist"));
    let mut atoms = Ilst::new();
    atoms.insert(Atom::new(AtomIdent::Fourcc(*b"\xa9nam"), AtomData::UTF8("Title".into())));
    atoms.insert_picture(cover);
    assert_eq!(said(tagged(fixture("music.m4a"), &atoms)).0, "Title");
    let mp3 = tagged(fixture("music.mp3"), &id3v1("Title", "Artist"));
    for junk in [vec![0; 5_000], b"junk!".repeat(1_000)] {
        assert_eq!(title_and_artist([junk, mp3.clone()].concat()), named("Title", "Artist"));
    }
}

#[test]
fn a_broken_tag_leaves_the_others() {
    let mp3 = tagged(tagged(fixture("music.mp3"), &id3(&[("TIT2", "Broken")])), &id3v1("Title", "Artist"));
    for (at, byte) in [(3, 9), (5, 0xff), (14, 0x7f), (20, 0x09)] {
        let mut broken = mp3.clone();
        broken[at] = byte;
        let (title, artist) = title_and_artist(broken);
        assert!(!title.is_empty() && artist == "Artist", "{at}: {title:?}, {artist:?}");
    }
}

#[test]
fn flac_in_ogg_has_tags() {
    let flac = tagged(fixture("music.flac"), &vorbis(&[("TITLE", "Ogg FLAC title"), ("ARTIST", "Artist")]));
    assert_eq!(title_and_artist(in_ogg(&flac)), named("Ogg FLAC title", "Artist"));
    let whole = in_ogg(&flac);
    for end in [20, 40, 60, 120] {
        assert_eq!(said(whole[..end].to_vec()).0, "");
    }
}

/// The headers of a FLAC file in packets of Ogg.
fn in_ogg(flac: &[u8]) -> Vec<u8> {
    let mut blocks = Vec::new();
    let mut at = 4;
    loop {
        let size = flac[at + 1..at + 4].iter().fold(0, |size, byte| size << 8 | usize::from(*byte));
        blocks.push(flac[at..at + 4 + size].to_vec());
        if flac[at] & 0x80 != 0 {
            break;
        }
        at += 4 + size;
    }
    let mut streaminfo = blocks.remove(0);
    streaminfo[0] &= 0x7f;
    let mut comments = blocks.into_iter().find(|block| block[0] & 0x7f == 4).unwrap();
    comments[0] = 4;
    let first = [b"\x7fFLAC\x01\x00\x00\x01fLaC".as_slice(), &streaminfo].concat();
    let packets = [first, comments];
    let pages = packets.iter().enumerate().flat_map(|(index, packet)| {
        let flags = if index == 0 { ogg_pager::CONTAINS_FIRST_PAGE_OF_BITSTREAM } else { 0 };
        ogg_pager::paginate([packet.as_slice()], 1, 0, flags).unwrap()
    });
    pages.flat_map(|page| page.as_bytes()).collect()
}

/// An element of Matroska: its name's bytes, a size of eight, its contents.
fn element(id: &[u8], contents: &[u8]) -> Vec<u8> {
    let mut size = (contents.len() as u64).to_be_bytes();
    size[0] = 1;
    [id, &size, contents].concat()
}

fn simple_tag(name: &str, value: &str) -> Vec<u8> {
    let contents = [element(b"\x45\xa3", name.as_bytes()), element(b"\x44\x87", value.as_bytes())].concat();
    element(b"\x67\xc8", &contents)
}

fn matroska(title: &str, tags: &[Vec<u8>]) -> Vec<u8> {
    let info = element(b"\x15\x49\xa9\x66", &element(b"\x7b\xa9", title.as_bytes()));
    let cluster = element(b"\x1f\x43\xb6\x75", &[0xff; 4_000]);
    let tags = element(b"\x12\x54\xc3\x67", &tags.concat());
    [element(b"\x1a\x45\xdf\xa3", b"webm"), element(b"\x18\x53\x80\x67", &[info, cluster, tags].concat())]
        .concat()
}

#[test]
fn matroska_has_tags_of_the_track_and_of_the_album() {
    let targets = |value: u8| element(b"\x63\xc0", &element(b"\x68\xca", &[value]));
    let plain =
        element(b"\x73\x73", &[element(b"\x63\xc0", b""), simple_tag("ARTIST", "WebM artist")].concat());
    let file = matroska("WebM title", std::slice::from_ref(&plain));
    assert_eq!(title_and_artist(file.clone()), named("WebM title", "WebM artist"));
    let album = [targets(50), simple_tag("TITLE", "Album"), simple_tag("ARTIST", "Of the album")].concat();
    let track = [targets(30), simple_tag("TITLE", "Track"), simple_tag("BPM", "128")].concat();
    let file_of_album = matroska("Segment", &[element(b"\x73\x73", &album), element(b"\x73\x73", &track)]);
    let expected = ("Track".into(), "Of the album".into(), "Album".into(), vec!["128".to_owned()]);
    assert_eq!(said(file_of_album), expected);
    assert_eq!(said(fixture("music.webm")).0, "");
    for end in (0..file.len()).step_by(7) {
        said(file[..end].to_vec());
    }
    let mut huge = file;
    let tags = huge.windows(4).position(|bytes| bytes == b"\x12\x54\xc3\x67").unwrap();
    huge[tags + 5..tags + 12].fill(0xff);
    assert_eq!(title_and_artist(huge), named("WebM title", "WebM artist"), "as far as the file goes");
}
