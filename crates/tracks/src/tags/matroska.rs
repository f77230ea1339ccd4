//! Tags of Matroska and WebM, which lofty does not read: the title of the segment, and the simple tags of the element Tags.
//!
//! Source: RFC 9559 (elements) and draft-ietf-cellar-tags (names and what they are about).

use containers::Source;
use containers::ebml::{Element, Elements, child, children, number, text};

use super::{Field, Tag};

const EBML: [u8; 4] = [0x1a, 0x45, 0xdf, 0xa3];
const INFO: u64 = 0x1549_a966;
const TITLE: u64 = 0x7ba9;
const TAGS: u64 = 0x1254_c367;
const TAG: u64 = 0x7373;
const TARGETS: u64 = 0x63c0;
const TARGET_TYPE_VALUE: u64 = 0x68ca;
const SIMPLE_TAG: u64 = 0x67c8;
const TAG_NAME: u64 = 0x45a3;
const TAG_STRING: u64 = 0x4487;

/// Targets of at least this type are albums and what holds several of them.
const ALBUM: u64 = 50;

/// Largest element that is read, bytes: covers are elsewhere.
const LARGEST: u64 = 1 << 20;

/// The tags of Matroska that begins at a position: what is said of the track, of the segment, of the album; `None` where
/// the file is something else.
pub fn read(file: &impl Source, start: u64) -> Option<Vec<Tag>> {
    if file.read(start, EBML.len()) != EBML {
        return None;
    }
    let (mut segment, mut of_track, mut of_album) = (Tag::new(), Tag::new(), Tag::new());
    for Element { id, contents } in Elements::new(file, start) {
        let size = contents.end - contents.start;
        if !matches!(id, INFO | TAGS) || size > LARGEST {
            continue;
        }
        let bytes = file.read(contents.start, size as usize);
        match id {
            INFO => segment.extend(child(&bytes, TITLE).map(|title| (Field::Title, text(title)))),
            _ => children(&bytes).filter(|(id, _)| *id == TAG).for_each(|(_, tag)| {
                let is_album = target(tag) >= ALBUM;
                if is_album { &mut of_album } else { &mut of_track }.extend(fields(tag, is_album));
            }),
        }
    }
    Some(vec![of_track, segment, of_album])
}

/// What a tag is about; the track where it does not say, as most programs mean it.
fn target(tag: &[u8]) -> u64 {
    child(tag, TARGETS).and_then(|targets| child(targets, TARGET_TYPE_VALUE)).and_then(number).unwrap_or(0)
}

fn fields(tag: &[u8], is_album: bool) -> Tag {
    let simple = children(tag).filter(|(id, _)| *id == SIMPLE_TAG);
    let with_field = simple.filter_map(|(_, simple)| {
        let field = match Field::named(&text(child(simple, TAG_NAME)?))? {
            Field::Title if is_album => Field::Album,
            field => field,
        };
        Some((field, text(child(simple, TAG_STRING)?)))
    });
    with_field.collect()
}
