//! Bytes of a text file to text, and text to one line: what every reader and writer here shares.

/// What the bytes 0x80…0x9F mean in Windows-1252, where it differs from Latin-1. Five of them mean nothing.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Text of a file in UTF-8, or in UTF-16 with a byte order mark (spreadsheets' "Unicode text"); what is
/// neither is taken for Windows-1252 (playlists of older players). Drops the byte order mark.
pub(crate) fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xFF, 0xFE, rest @ ..] => decode_utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => decode_utf16(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] | rest => match std::str::from_utf8(rest) {
            Ok(text) => text.to_owned(),
            Err(_) => rest.iter().map(|byte| windows_1252(*byte)).collect(),
        },
    }
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|char| char.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => WINDOWS_1252[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
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
    fn the_usual_encodings_are_told_apart() {
        assert_eq!(decode("Sigur Rós".as_bytes()), "Sigur Rós");
        assert_eq!(decode(b"\xEF\xBB\xBFSigur R\xC3\xB3s"), "Sigur Rós");
        assert_eq!(decode(b"Sigur R\xF3s \x96 It\x92s"), "Sigur Rós – It’s");
        assert_eq!(decode(b"\xFF\xFER\x00\xF3\x00"), "Ró");
        assert_eq!(decode(b"\xFE\xFF\x00R\x00\xF3\x00"), "Ró");
        assert_eq!(decode(b""), "");
    }

    #[test]
    fn one_line_stays_one_line() {
        assert_eq!(one_line("a\r\nb\u{2028}c\u{85}d\0e"), "a  b c d e");
    }

    proptest! {
        #[test]
        fn any_bytes_are_text_and_utf_8_is_itself(bytes: Vec<u8>, text in "[^\u{FEFF}].*") {
            let _ = decode(&bytes);
            prop_assert_eq!(decode(text.as_bytes()), text);
        }
    }
}
