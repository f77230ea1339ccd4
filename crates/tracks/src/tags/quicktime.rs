//! Texts of QuickTime movies, which stand one by one where MP4 has a list of them that lofty reads.
//!
//! Source: Apple's QuickTime File Format, user data atoms.

use containers::Source;
use containers::boxes::{Boxes, child, children};

use super::{Field, Tag};

/// Most bytes of a table of contents that are read.
const MOST_BYTES: u64 = 1 << 26;

/// The texts of a movie that begins at `start`; none where the file is something else.
pub fn read(file: &impl Source, start: u64) -> Tag {
    if file.read(start, 12).get(4..) != Some(b"ftypqt  ") {
        return Tag::new();
    }
    let Some(moov) = Boxes::new(file, start).find(|found| found.kind == *b"moov") else { return Tag::new() };
    let size = (moov.contents.end - moov.contents.start).min(MOST_BYTES);
    let moov = file.read(moov.contents.start, size as usize);
    let texts = children(child(&moov, b"udta").unwrap_or_default());
    texts.filter_map(|(kind, contents)| Some((field(kind)?, text(contents)?))).collect()
}

fn field(kind: &[u8]) -> Option<Field> {
    Some(match kind {
        b"\xa9nam" => Field::Title,
        b"\xa9ART" => Field::Artist,
        b"\xa9alb" => Field::Album,
        _ => return None,
    })
}

/// The first text: its length, its language, its letters.
fn text(contents: &[u8]) -> Option<String> {
    let (len, rest) = contents.split_first_chunk::<2>()?;
    let text = rest.get(2..)?.get(..usize::from(u16::from_be_bytes(*len)))?;
    Some(String::from_utf8_lossy(text).into_owned())
}

#[cfg(test)]
mod tests {
    use containers::InMemory;

    use super::*;

    fn atom(kind: &[u8], contents: &[u8]) -> Vec<u8> {
        [&(contents.len() as u32 + 8).to_be_bytes(), kind, contents].concat()
    }

    #[test]
    fn texts_of_a_movie_are_read() {
        let named = |text: &[u8]| atom(b"\xa9nam", &[&[0, text.len() as u8, 0x55, 0xC4], text].concat());
        let movie =
            |brand: &[u8], name: &[u8]| [atom(b"ftyp", brand), atom(b"moov", &atom(b"udta", name))].concat();
        let title = vec![(Field::Title, "Skyline".to_owned())];
        assert_eq!(read(&InMemory(&movie(b"qt  ", &named(b"Skyline"))), 0), title);
        assert_eq!(read(&InMemory(&movie(b"M4A ", &named(b"Skyline"))), 0), Tag::new());
        assert_eq!(read(&InMemory(&movie(b"qt  ", &atom(b"\xa9nam", b"\0\xffxx"))), 0), Tag::new());
    }
}
