//! Tags of WAV, AIFF and CAF: a tag of ID3 in a chunk, and texts in chunks of their own. Their texts say no encoding, and few
//! programs write UTF-8.

use containers::Source;
use containers::chunks::{Chunk, Chunks, of_caf};
use exchange::single_byte::of_windows_1252;

use super::{Field, Tag, id3v2};

/// Most bytes of a chunk that are read.
const MOST_BYTES: u64 = 1 << 24;

/// The tags of a file that begins at `start`, the one of ID3 first; `None` where the file is something else.
pub fn read(file: &impl Source, start: u64) -> Option<Vec<Tag>> {
    let head = file.read(start, 12);
    let (mut id3, mut others) = (Vec::new(), Tag::new());
    let mut take = |chunk: Chunk| match &chunk.id {
        b"id3 " | b"ID3 " => id3.extend(id3v2::read(&contents(file, &chunk))),
        b"LIST" => others.extend(list(&contents(file, &chunk))),
        b"NAME" => others.push((Field::Title, text(&contents(file, &chunk)))),
        b"AUTH" => others.push((Field::Artist, text(&contents(file, &chunk)))),
        b"info" => others.extend(information(&contents(file, &chunk))),
        _ => {}
    };
    match (head.get(..4)?, head.get(8..12)?) {
        (b"RIFF" | b"RF64" | b"BW64", b"WAVE") => Chunks::new(file, start + 12, false).for_each(&mut take),
        (b"RIFX", b"WAVE") | (b"FORM", b"AIFF" | b"AIFC") => {
            Chunks::new(file, start + 12, true).for_each(&mut take);
        }
        (b"caff", _) => of_caf(file).for_each(&mut take),
        _ => return None,
    }
    id3.push(others);
    Some(id3)
}

fn contents(file: &impl Source, chunk: &Chunk) -> Vec<u8> {
    let len = (chunk.contents.end - chunk.contents.start).min(MOST_BYTES);
    file.read(chunk.contents.start, len as usize)
}

/// The fields of a list of chunks within a chunk, as WAV has them.
fn list(bytes: &[u8]) -> Tag {
    let Some(mut rest) = bytes.strip_prefix(b"INFO") else { return Tag::new() };
    let mut fields = Tag::new();
    while let Some((head, behind)) = rest.split_first_chunk::<8>() {
        let [i0, i1, i2, i3, s0, s1, s2, s3] = *head;
        let len = u32::from_le_bytes([s0, s1, s2, s3]) as usize;
        let (value, next) = behind.split_at(len.min(behind.len()));
        if let Some(field) = field(&[i0, i1, i2, i3]) {
            fields.push((field, text(value)));
        }
        // A byte of padding behind an odd length, which some leave out.
        rest = next.strip_prefix(b"\0").filter(|_| len % 2 == 1).unwrap_or(next);
    }
    fields
}

fn field(name: &[u8; 4]) -> Option<Field> {
    Some(match name {
        b"INAM" => Field::Title,
        b"IART" => Field::Artist,
        b"IPRD" => Field::Album,
        b"IBPM" | b"TBPM" => Field::Tempo,
        b"IKEY" => Field::Key,
        b"ICMT" => Field::Comment,
        _ => return None,
    })
}

/// The fields of CAF: names and values in turn, each with a zero behind it.
fn information(bytes: &[u8]) -> Tag {
    let mut texts = bytes.get(4..).unwrap_or_default().split(|byte| *byte == 0);
    let mut fields = Tag::new();
    while let (Some(name), Some(value)) = (texts.next(), texts.next()) {
        let field = match name {
            b"key signature" => Some(Field::Key),
            name => std::str::from_utf8(name).ok().and_then(Field::named),
        };
        fields.extend(field.map(|field| (field, text(value))));
    }
    fields
}

/// A text up to the first zero: UTF-8, or what Windows writes in the West.
fn text(bytes: &[u8]) -> String {
    let bytes = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => of_windows_1252(bytes),
    }
}

#[cfg(test)]
mod tests {
    use containers::InMemory;

    use super::*;

    fn chunk(id: &[u8], contents: &[u8]) -> Vec<u8> {
        let mut chunk = [id, &(contents.len() as u32).to_le_bytes(), contents].concat();
        chunk.resize(chunk.len().next_multiple_of(2), 0);
        chunk
    }

    fn wav(form: &[u8], chunks: &[Vec<u8>]) -> Vec<u8> {
        [form, &[0xFF; 4], b"WAVE", &chunks.concat()].concat()
    }

    fn said(file: &[u8]) -> Vec<Tag> {
        read(&InMemory(file), 0).unwrap()
    }

    fn title(text: &str) -> Tag {
        vec![(Field::Title, text.to_owned())]
    }

    #[test]
    fn texts_of_windows_and_utf8_are_read() {
        for (bytes, expected) in [(&b"D\xe9j\xe0 vu\0"[..], "Déjà vu"), ("Déjà vu\0".as_bytes(), "Déjà vu")]
        {
            let list = chunk(b"LIST", &[b"INFO", &chunk(b"INAM", bytes)[..]].concat());
            assert_eq!(said(&wav(b"RIFF", &[list.clone(), chunk(b"data", &[1; 100])])), [title(expected)]);
            let length = chunk(b"ds64", &[&[0; 8][..], &100u64.to_le_bytes(), &[0; 12]].concat());
            let mut data = chunk(b"data", &[1; 100]);
            data[4..8].fill(0xFF);
            assert_eq!(said(&wav(b"RF64", &[length, data, list])), [title(expected)]);
        }
    }

    #[test]
    fn a_tag_of_id3_counts_first_wherever_it_stands() {
        let id3 = b"ID3\x03\0\0\0\0\0\x0eTIT2\0\0\0\x04\0\0\0abc";
        let list = chunk(b"LIST", b"INFOINAM\x04\0\0\0def\0");
        for name in [b"id3 ", b"ID3 "] {
            let file = wav(b"RIFF", &[list.clone(), chunk(b"data", &[1; 100]), chunk(name, id3)]);
            assert_eq!(said(&file), [title("abc"), title("def")]);
        }
    }

    #[test]
    fn caf_tells_names_and_values_in_turn() {
        let info = b"\0\0\0\x03title\0Skyline\0tempo\x00128\0key signature\0Am\0";
        let file = [&b"caff\0\x01\0\0info\0\0\0\0\0\0\0"[..], &[info.len() as u8], info].concat();
        let expected = [(Field::Title, "Skyline"), (Field::Tempo, "128"), (Field::Key, "Am")]
            .map(|(field, text)| (field, text.to_owned()));
        assert_eq!(said(&file), [expected.to_vec()]);
    }

    #[test]
    fn lists_that_lie_are_read_as_far_as_they_go() {
        assert_eq!(list(b"INFOINAM\xff\xff\xff\xffabc"), title("abc"));
        assert_eq!(list(b"INFOINAM\x03\0\0\0abcIART\x03\0\0\0def").len(), 2, "no padding");
        assert_eq!(list(b"adtl"), Tag::new());
        assert_eq!(information(b"\0\0"), Tag::new());
    }
}
