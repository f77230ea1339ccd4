//! What a file is that is called like audio and is none: what a download left that went wrong, or somebody renamed.

use crate::source::Source;

/// Bytes at a file's beginning that are looked at.
const LOOK: usize = 4_096;

/// Bytes of the longest letter in UTF-8, but one.
const LETTER: usize = 3;

/// What is no audio.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Document {
    /// HTML: most often what a server says instead of giving the file.
    WebPage,
    /// Any other text.
    Text,
    /// A picture.
    Picture,
    /// Files packed into one.
    Archive,
    /// PDF.
    Pdf,
    /// Nothing but zeros: a file for which room was made, and that was never filled.
    Zeros,
}

/// What a file is that holds no audio, as far as its beginning tells.
pub fn document(source: &impl Source) -> Option<Document> {
    let head = source.read(0, LOOK);
    let starts = |marks: &[&[u8]]| marks.iter().any(|mark| head.starts_with(mark));
    if starts(&[b"\xFF\xD8\xFF", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*"]) || head.get(8..12) == Some(b"WEBP")
    {
        return Some(Document::Picture);
    }
    if starts(&[b"PK\x03\x04", b"Rar!", b"7z\xBC\xAF", b"\x1F\x8B", b"BZh", b"\xFD7zXZ"]) {
        return Some(Document::Archive);
    }
    if starts(&[b"%PDF"]) {
        return Some(Document::Pdf);
    }
    if !head.is_empty() && is_zeros(source) {
        return Some(Document::Zeros);
    }
    text(&head)
}

/// Whether zeros stand at both ends and in the middle of a file.
fn is_zeros(source: &impl Source) -> bool {
    let last = source.len().saturating_sub(LOOK as u64);
    [0, last / 2, last].iter().all(|at| source.read(*at, LOOK).iter().all(|byte| *byte == 0))
}

fn text(head: &[u8]) -> Option<Document> {
    let text = match head {
        [0xFE, 0xFF, ..] | [0xFF, 0xFE, _, 0, ..] => return Some(Document::Text),
        head => beginning(head)?,
    };
    let is_shown = |char: char| !char.is_control() || char.is_whitespace();
    if text.is_empty() || !text.chars().all(is_shown) {
        return None;
    }
    let is_page = ["<!doctype html", "<html"].iter().any(|mark| text.to_lowercase().contains(mark));
    Some(if is_page { Document::WebPage } else { Document::Text })
}

/// Bytes as a text, without the letter that may be cut in two at their end.
fn beginning(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok().or_else(|| {
        let end = bytes.len().saturating_sub(LETTER);
        let cut = (end..bytes.len()).rev().find_map(|end| std::str::from_utf8(bytes.get(..end)?).ok());
        cut.filter(|_| bytes.len() == LOOK)
    })
}

#[cfg(test)]
mod tests {
    use crate::InMemory;

    use super::*;

    #[test]
    fn what_is_no_audio_is_known_by_its_beginning() {
        let long = "Überall Töne. ".repeat(1_000);
        for (bytes, expected) in [
            (&b"<!DOCTYPE html>\n<html><body>404</body></html>"[..], Some(Document::WebPage)),
            (b"\n <HTML><HEAD>", Some(Document::WebPage)),
            (b"This is no music.", Some(Document::Text)),
            (b"\xFF\xFET\0h\0", Some(Document::Text)),
            (long.as_bytes(), Some(Document::Text)),
            (&long.as_bytes()[..4_097], Some(Document::Text)),
            (b"\xFF\xD8\xFF\xE0\0\x10JFIF", Some(Document::Picture)),
            (b"PK\x03\x04", Some(Document::Archive)),
            (b"%PDF-1.4", Some(Document::Pdf)),
            (&[0; 9_000], Some(Document::Zeros)),
            (b"", None),
            (b"\x01\x02\x03\x04", None),
            (b"\xFF\xFB\x90\x64\0\0\0\0", None),
            (b"RIFF\0\0\0\0WAVE", None),
        ] {
            assert_eq!(document(&InMemory(bytes)), expected, "{:?}", bytes.get(..12));
        }
        let filled = [&[0; 9_000][..], &[1; 9_000], &[0; 9_000]].concat();
        assert_eq!(document(&InMemory(&filled)), None);
    }
}
