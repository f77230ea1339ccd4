//! The two encodings of one byte a letter that turn up within names: windows-1252 and windows-1251. Small enough to be at
//! hand everywhere; all others are in [`crate::letters`].
//!
//! Source: <https://encoding.spec.whatwg.org/#legacy-single-byte-encodings>.

/// Letters of windows-1252 from 0x80 to 0x9F; all others have the numbers of their bytes.
const WESTERN: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// Letters of windows-1251 from 0x80 to 0xBF; behind them comes the Cyrillic alphabet.
const CYRILLIC: [char; 64] = [
    'Ђ', 'Ѓ', '‚', 'ѓ', '„', '…', '†', '‡', '€', '‰', 'Љ', '‹', 'Њ', 'Ќ', 'Ћ', 'Џ', 'ђ', '‘', '’', '“', '”',
    '•', '–', '—', '\u{98}', '™', 'љ', '›', 'њ', 'ќ', 'ћ', 'џ', '\u{A0}', 'Ў', 'ў', 'Ј', '¤', 'Ґ', '¦', '§',
    'Ё', '©', 'Є', '«', '¬', '\u{AD}', '®', 'Ї', '°', '±', 'І', 'і', 'ґ', 'µ', '¶', '·', 'ё', '№', 'є', '»',
    'ј', 'Ѕ', 'ѕ', 'ї',
];

/// A text in windows-1252.
pub fn of_windows_1252(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| windows_1252(*byte)).collect()
}

/// A letter of windows-1252.
fn windows_1252(byte: u8) -> char {
    let beyond = byte.checked_sub(0x80).and_then(|index| WESTERN.get(usize::from(index)));
    beyond.copied().unwrap_or(char::from(byte))
}

/// The byte of a letter in windows-1252; `None` where that has no such letter.
pub fn windows_1252_byte(letter: char) -> Option<u8> {
    (0..=u8::MAX).find(|byte| windows_1252(*byte) == letter)
}

/// A letter of windows-1251.
pub fn windows_1251(byte: u8) -> char {
    let Some(index) = byte.checked_sub(0x80) else { return char::from(byte) };
    let in_alphabet = || char::from_u32(u32::from('А') + u32::from(byte.saturating_sub(0xC0)));
    CYRILLIC.get(usize::from(index)).copied().or_else(in_alphabet).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use encoding_rs::{WINDOWS_1251, WINDOWS_1252};

    use super::*;

    #[test]
    fn all_letters_are_those_of_the_standard() {
        for byte in 0..=u8::MAX {
            let expected = |encoding: &'static encoding_rs::Encoding| {
                encoding.decode_without_bom_handling(&[byte]).0.chars().next().unwrap()
            };
            assert_eq!(windows_1252(byte), expected(WINDOWS_1252));
            assert_eq!(windows_1251(byte), expected(WINDOWS_1251));
            assert_eq!(windows_1252_byte(windows_1252(byte)), Some(byte));
        }
        assert_eq!(windows_1252_byte('Я'), None);
    }
}
