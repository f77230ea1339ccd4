//! Audio with tags of every kind, as programs write them.

use super::{audio, beginning, fixture};
use lofty::TextEncoding;
use lofty::ape::{ApeItem, ApeTag};
use lofty::config::WriteOptions;
use lofty::id3::v1::Id3v1Tag;
use lofty::id3::v2::{Frame, FrameId, Id3v2Tag, TextInformationFrame};
use lofty::iff::wav::RiffInfoList;
use lofty::mp4::{Atom, AtomData, AtomIdent, Ilst};
use lofty::ogg::tag::VorbisComments;
use lofty::tag::{ItemValue, TagExt};
use std::borrow::Cow;
use std::io::Cursor;

/// Files with tags.
pub fn all() -> Vec<Vec<u8>> {
    let mp3 = beginning("music.mp3", 3_000);
    let id3v1 = Id3v1Tag { title: Some("Title".into()), artist: Some("Artist".into()), ..Id3v1Tag::new() };
    let mut info = RiffInfoList::new();
    info.insert("INAM".into(), "Title".into());
    let mut vorbis = VorbisComments::new();
    vorbis.push("TITLE".into(), "Title".into());
    vorbis.push("ARTIST".into(), "Artist".into());
    let mut ilst = Ilst::new();
    ilst.insert(Atom::new(AtomIdent::Fourcc(*b"\xa9nam"), AtomData::UTF8("Title".into())));
    ilst.insert(Atom::new(AtomIdent::Fourcc(*b"tmpo"), AtomData::SignedInteger(128)));
    let wav = audio::wav().swap_remove(1);
    let mut files = vec![
        tagged(&tagged(&tagged(&mp3, &id3v1), &ape()), &id3v2()),
        tagged(&mp3, &id3v2()),
        tagged(&tagged(&wav, &info), &id3v2()),
        shortened(tagged(&fixture("music.flac"), &vorbis)),
        audio::whole_pages(tagged(&fixture("music.ogg"), &vorbis)),
        audio::whole_pages(tagged(&fixture("music.opus"), &vorbis)),
        matroska(),
        ogg_flac(),
    ];
    files.extend(audio::mp4().iter().map(|file| tagged(file, &ilst)));
    files.extend(audio::aiff().into_iter().take(1));
    files
}

/// The file with a tag written into it; as it is, where that does not go.
fn tagged(file: &[u8], tag: &impl TagExt) -> Vec<u8> {
    let mut cursor = Cursor::new(file.to_vec());
    let is_written = tag.save_to(&mut cursor, WriteOptions::default().preferred_padding(64)).is_ok();
    if is_written { cursor.into_inner() } else { file.to_vec() }
}

/// What stands at the beginning, where the tags are.
fn shortened(mut file: Vec<u8>) -> Vec<u8> {
    file.truncate(9_500);
    file
}

fn id3v2() -> Id3v2Tag {
    let mut tag = Id3v2Tag::new();
    let texts =
        [("TIT2", "Title"), ("TPE1", "First\0Second"), ("TALB", "Album"), ("TBPM", "128"), ("TKEY", "Am")];
    for (id, text) in texts {
        if let Ok(id) = FrameId::new(Cow::Borrowed(id)) {
            tag.insert(Frame::Text(TextInformationFrame::new(id, TextEncoding::UTF16, text.to_owned())));
        }
    }
    tag
}

fn ape() -> ApeTag {
    let mut tag = ApeTag::new();
    if let Ok(item) = ApeItem::new("Title".into(), ItemValue::Text("Title".into())) {
        tag.insert(item);
    }
    tag
}

/// Matroska with a title, a cluster and a tag.
fn matroska() -> Vec<u8> {
    let element = |id: &[u8], contents: &[u8]| {
        let size = (contents.len() as u32 | 0x1000_0000).to_be_bytes();
        [id, &size, contents].concat()
    };
    let simple =
        element(b"\x67\xc8", &[element(b"\x45\xa3", b"ARTIST"), element(b"\x44\x87", b"Artist")].concat());
    let target = element(b"\x63\xc0", &element(b"\x68\xca", &[30]));
    let tags = element(b"\x12\x54\xc3\x67", &element(b"\x73\x73", &[target, simple].concat()));
    let info = element(b"\x15\x49\xa9\x66", &element(b"\x7b\xa9", b"Title"));
    let cluster = element(b"\x1f\x43\xb6\x75", &[7; 100]);
    [element(b"\x1a\x45\xdf\xa3", b"webm"), element(b"\x18\x53\x80\x67", &[info, cluster, tags].concat())]
        .concat()
}

/// FLAC in Ogg: a page with what the stream is, and one with a comment.
fn ogg_flac() -> Vec<u8> {
    let page = |flags: u8, number: u8, packet: &[u8]| {
        let header = [&b"OggS\0"[..], &[flags], &[0; 8], &[1, 0, 0, 0, number, 0, 0, 0], &[0; 4]].concat();
        [&header[..], &[1, packet.len() as u8], packet].concat()
    };
    let info = beginning("music.flac", 42);
    let first = [b"\x7fFLAC\x01\0\0\x01", info.as_slice()].concat();
    let comment = b"\x0b\0\0\0TITLE=Title";
    let comments = [&b"\x84\0\0\x17\0\0\0\0\x01\0\0\0"[..], comment].concat();
    [page(2, 0, &first), page(0, 1, &comments)].concat()
}
