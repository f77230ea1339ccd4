//! Bytes of a text file to text, and text to one line: what every reader and writer here shares.

use crate::single_byte::of_windows_1252;

/// How much of a file is looked at for a declaration of its encoding, bytes.
const DECLARATION: usize = 300;

/// How much of a file is looked at to tell UTF-16 without a mark, bytes.
const SAMPLE: usize = 4_000;

/// Fewer letters are not taken for UTF-16.
const FEWEST_PAIRS: usize = 4;

/// A file with a few damaged letters is still UTF-8 where this many are sound for each that is not.
const SOUND_TO_DAMAGED: usize = 8;

/// What Japanese letters that are written in ASCII's bytes begin with (ISO-2022-JP).
const ESCAPES: [&[u8]; 2] = [b"\x1B$B", b"\x1B$@"];

/// The text of a file in UTF-8 or UTF-16, without its byte order mark; `None` where it is in an encoding that needs tables
/// ([`crate::letters`]).
pub(crate) fn plain(bytes: &[u8]) -> Option<String> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return Some(String::from_utf8_lossy(rest).into_owned());
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE\0\0") {
        return Some(utf_32(rest, u32::from_le_bytes));
    }
    if let Some(rest) = bytes.strip_prefix(b"\0\0\xFE\xFF") {
        return Some(utf_32(rest, u32::from_be_bytes));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return Some(utf_16(rest, u16::from_le_bytes));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return Some(utf_16(rest, u16::from_be_bytes));
    }
    if let Some(order) = utf_16_without_mark(bytes) {
        return Some(utf_16(bytes, order));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (!has_escapes(bytes)).then(|| text.to_owned()),
        Err(_) if declared_label(bytes).is_none() && is_damaged_utf_8(bytes) => Some(damaged_utf_8(bytes)),
        Err(_) => None,
    }
}

/// UTF-8 with a few damaged letters; a line without any sound one was added by a program that writes windows-1252.
fn damaged_utf_8(bytes: &[u8]) -> String {
    let line = |line: &[u8]| match std::str::from_utf8(line) {
        Ok(line) => line.to_owned(),
        Err(_) if line.utf8_chunks().all(|chunk| chunk.valid().is_ascii()) => of_windows_1252(line),
        Err(_) => String::from_utf8_lossy(line).into_owned(),
    };
    bytes.split_inclusive(|byte| *byte == b'\n').map(line).collect()
}

/// Whether bytes are no text at all: more than one in this many is a control character that no text has.
pub(crate) fn is_no_text(bytes: &[u8]) -> bool {
    const TEXT_TO_CONTROLS: usize = 50;
    const FEWEST: usize = 8;
    let is_wide = [&b"\xFF\xFE"[..], b"\xFE\xFF", b"\0\0\xFE\xFF"].iter().any(|mark| bytes.starts_with(mark));
    if is_wide || utf_16_without_mark(bytes).is_some() {
        return false;
    }
    let sample = bytes.get(..SAMPLE.min(bytes.len())).unwrap_or_default();
    // Tabs, ends of lines and pages, the end of a file of DOS, and what Japanese letters begin with.
    let is_of_text = |byte: &u8| matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1A | 0x1B | 0x20..);
    let controls = sample.iter().filter(|byte| !is_of_text(byte)).count();
    controls >= FEWEST && controls * TEXT_TO_CONTROLS > sample.len()
}

/// How the two bytes of a letter make its number.
type Order = fn([u8; 2]) -> u16;

fn utf_16(bytes: &[u8], order: Order) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| order(*pair)).collect();
    String::from_utf16_lossy(&units)
}

fn utf_32(bytes: &[u8], order: fn([u8; 4]) -> u32) -> String {
    let (fours, _) = bytes.as_chunks::<4>();
    fours.iter().map(|four| char::from_u32(order(*four)).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// UTF-16 of mostly Latin text: every second byte is zero, always on the same side.
fn utf_16_without_mark(bytes: &[u8]) -> Option<Order> {
    let (mut first, mut second, mut pairs) = (0, 0, 0);
    for pair in bytes.get(..SAMPLE.min(bytes.len()))?.chunks_exact(2) {
        pairs += 1;
        first += usize::from(pair.first() == Some(&0));
        second += usize::from(pair.last() == Some(&0));
    }
    let is_most =
        |zeros: usize, others: usize| pairs >= FEWEST_PAIRS && zeros * 2 > pairs && others * 20 < zeros;
    match () {
        () if is_most(second, first) => Some(u16::from_le_bytes),
        () if is_most(first, second) => Some(u16::from_be_bytes),
        () => None,
    }
}

fn has_escapes(bytes: &[u8]) -> bool {
    bytes.is_ascii() && bytes.windows(3).any(|three| ESCAPES.contains(&three))
}

/// The label of the encoding that a file's own beginning declares: that of XML, or an M3U playlist's `#EXTENC`. Unicode is
/// not believed: a file in it is known by its bytes.
pub(crate) fn declared_label(bytes: &[u8]) -> Option<String> {
    let beginning = String::from_utf8_lossy(bytes.get(..DECLARATION.min(bytes.len()))?).into_owned();
    let label = match beginning.trim_start().strip_prefix("<?xml") {
        Some(xml) => xml_encoding(xml.split_once("?>").map_or(xml, |(declaration, _)| declaration))?,
        None => beginning.lines().find_map(|line| line.strip_prefix("#EXTENC:"))?,
    };
    let label = label.trim().to_lowercase();
    (!label.is_empty() && !label.starts_with("utf")).then_some(label)
}

fn xml_encoding(declaration: &str) -> Option<&str> {
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|char| matches!(char, '"' | '\''))?;
    value.split(quote).nth(1)
}

/// Whether bytes are UTF-8 but for a few of them: a name that was cut, a line of another program's.
pub(crate) fn is_damaged_utf_8(bytes: &[u8]) -> bool {
    let (mut sound, mut damaged) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|char| !char.is_ascii()).count();
        damaged += usize::from(!chunk.invalid().is_empty());
    }
    sound >= SOUND_TO_DAMAGED * damaged
}

/// The text with every line break and other control character turned into a space: what can stand on a line of
/// a playlist without starting another one, and what XML 1.0 allows.
pub(crate) fn one_line(text: &str) -> String {
    text.chars().map(|char| if breaks_a_line(char) { ' ' } else { char }).collect()
}

fn breaks_a_line(char: char) -> bool {
    // U+2028 and U+2029 separate lines and paragraphs; XML forbids U+FFFE and U+FFFF.
    char.is_control() || matches!(char, '\u{2028}' | '\u{2029}' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn unicode_is_read_with_and_without_a_mark() {
        for bytes in [
            "Richó".as_bytes(),
            b"\xEF\xBB\xBFRich\xC3\xB3",
            b"\xFF\xFER\x00i\x00c\x00h\x00\xF3\x00",
            b"\xFE\xFF\x00R\x00i\x00c\x00h\x00\xF3",
            b"\xFF\xFE\0\0R\0\0\0i\0\0\0c\0\0\0h\0\0\0\xF3\0\0\0",
            b"\0\0\xFE\xFF\0\0\0R\0\0\0i\0\0\0c\0\0\0h\0\0\0\xF3",
            b"R\x00i\x00c\x00h\x00\xF3\x00",
            b"\x00R\x00i\x00c\x00h\x00\xF3",
            b"R\x00i\x00c\x00h\x00\xF3\x00\x20",
        ] {
            assert_eq!(plain(bytes).as_deref(), Some("Richó"), "{bytes:?}");
        }
        assert_eq!(plain(b"").as_deref(), Some(""));
        assert_eq!(plain(b"Sigur R\xF3s"), None);
        assert_eq!(plain(b"\x1B$B2V\x1B(B"), None);
    }

    #[test]
    fn bytes_of_other_kinds_are_no_text() {
        for bytes in [
            &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06"[..],
            &[0; 500],
            &[7, 200, 3].repeat(90),
        ] {
            assert!(is_no_text(bytes));
        }
        let wide: Vec<u8> = "\u{FEFF}Кино".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [&b"a.mp3\0\0"[..], b"", &wide, b"a\tb\r\n\x1A", "Größe".as_bytes(), b"\x1B$B2V\x1B(B"]
        {
            assert!(!is_no_text(bytes), "{bytes:?}");
        }
    }

    #[test]
    fn one_damaged_letter_does_not_cost_the_others() {
        let mut bytes = "Déjà vu à Évreux, forêt, garçon, naïve, Noël ".repeat(2).into_bytes();
        bytes.push(0xC3);
        assert!(plain(&bytes).unwrap().starts_with("Déjà vu"));
        bytes.extend_from_slice(b"\nSigur R\xF3s.mp3\n");
        assert!(plain(&bytes).unwrap().ends_with("\nSigur Rós.mp3\n"));
    }

    #[test]
    fn one_line_stays_one_line() {
        assert_eq!(one_line("a\r\nb\u{2028}c\u{85}d\0e"), "a  b c d e");
    }

    proptest! {
        #[test]
        fn utf_8_is_itself(text in "[^\u{FEFF}\0].*") {
            prop_assume!(utf_16_without_mark(text.as_bytes()).is_none() && !has_escapes(text.as_bytes()));
            prop_assert_eq!(plain(text.as_bytes()), Some(text));
        }
    }
}
