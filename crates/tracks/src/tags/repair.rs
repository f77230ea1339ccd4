//! Texts that were written in one encoding and read in another, where that is certain: UTF-8 and Cyrillic (windows-1251)
//! taken for Latin-1. ID3 before 2.4 knows no encoding of the latter's, and programs wrote it all the same.

use exchange::single_byte::{windows_1251, windows_1252_byte};

use super::Tag;

/// Letters that must be there before a tag is taken for Cyrillic; more where all are capitals, which say less.
const FEWEST_LETTERS: usize = 4;
const FEWEST_CAPITALS: usize = 8;

/// Share of Cyrillic letters that are vowels, in any text of more than a few.
const VOWELS: std::ops::RangeInclusive<f32> = 0.2..=0.7;

/// Consonants that follow each other in no word.
const TOO_MANY_CONSONANTS: usize = 6;

/// Brings what was read in the wrong encoding into the right one, in all of a tag at once; leaves what may be right.
pub fn encodings(tag: &mut Tag) {
    tag.iter_mut().for_each(|(_, value)| {
        if let Some(text) = as_utf8(value) {
            *value = text;
        }
    });
    let cyrillic: Vec<Option<String>> = tag.iter().map(|(_, value)| as_cyrillic(value)).collect();
    let all: Vec<&str> = cyrillic.iter().flatten().map(String::as_str).collect();
    if is_cyrillic(&all.join(" ")) {
        tag.iter_mut()
            .zip(cyrillic)
            .for_each(|((_, value), text)| *value = text.unwrap_or_else(|| value.clone()));
    }
}

/// The bytes of a text in Latin-1 or in windows-1252; `None` where it has others, or nothing but ASCII.
fn bytes_of(text: &str) -> Option<Vec<u8>> {
    if text.is_ascii() {
        return None;
    }
    let byte = |char: char| u8::try_from(char).ok().or_else(|| windows_1252_byte(char));
    text.chars().map(byte).collect()
}

/// A text whose bytes are UTF-8: letters of Latin-1 follow each other so in no language.
fn as_utf8(text: &str) -> Option<String> {
    String::from_utf8(bytes_of(text)?).ok()
}

/// A text in windows-1251, where each of its words is ASCII, or letters beyond ASCII alone.
fn as_cyrillic(text: &str) -> Option<String> {
    let bytes = bytes_of(text)?;
    let decoded: String = bytes.iter().map(|byte| windows_1251(*byte)).collect();
    // What is Japanese is full of marks between its letters that no name has.
    if decoded.chars().any(|char| !char.is_ascii() && !char.is_alphabetic() && !is_usual_mark(char)) {
        return None;
    }
    let words = decoded.split(|char: char| !char.is_alphabetic()).filter(|word| !word.is_ascii());
    let is_whole = |word: &str| word.chars().all(is_cyrillic_letter) && has_usual_case(word);
    let is_cyrillic = words.clone().all(is_whole);
    is_cyrillic.then_some(decoded)
}

/// Whether a decoded text reads like a Slavic language.
fn is_cyrillic(text: &str) -> bool {
    let letters: Vec<char> = text.to_lowercase().chars().filter(|char| is_cyrillic_letter(*char)).collect();
    let vowels = letters.iter().filter(|char| is_vowel(**char)).count();
    let share = vowels as f32 / letters.len().max(1) as f32;
    let words = text.split(|char: char| !is_cyrillic_letter(char)).filter(|word| !word.is_empty());
    let fewest = if text.contains(char::is_lowercase) { FEWEST_LETTERS } else { FEWEST_CAPITALS };
    letters.len() >= fewest && VOWELS.contains(&share) && words.clone().all(is_sayable)
}

fn is_sayable(word: &str) -> bool {
    let word: Vec<char> = word.to_lowercase().chars().collect();
    let is_sign = |char: char| matches!(char, 'ь' | 'ъ');
    let starts_well = word.first().is_none_or(|first| !is_sign(*first) && *first != 'ы');
    let signs_follow_consonants = word.windows(2).all(|pair| match pair {
        [before, sign] => !is_sign(*sign) || !(is_vowel(*before) || is_sign(*before)),
        _ => true,
    });
    let crowded = word.split(|char| is_vowel(*char)).any(|run| run.len() >= TOO_MANY_CONSONANTS);
    starts_well && signs_follow_consonants && !crowded
}

/// "word", "Word" or "WORD".
fn has_usual_case(word: &str) -> bool {
    let is_upper = |char: char| char.is_uppercase();
    word.chars().all(is_upper) || !word.chars().skip(1).any(is_upper)
}

/// Whether a mark beyond ASCII stands in names in Cyrillic.
fn is_usual_mark(char: char) -> bool {
    matches!(
        char,
        '\u{a0}'
            | '«'
            | '»'
            | '„'
            | '“'
            | '”'
            | '‘'
            | '’'
            | '–'
            | '—'
            | '…'
            | '№'
            | '©'
            | '®'
            | '™'
            | '°'
    )
}

fn is_cyrillic_letter(char: char) -> bool {
    matches!(char, 'А'..='я' | 'Ё' | 'ё' | 'Є' | 'є' | 'І' | 'і' | 'Ї' | 'ї' | 'Ґ' | 'ґ' | 'Ў' | 'ў')
}

fn is_vowel(char: char) -> bool {
    matches!(char, 'а' | 'е' | 'ё' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я' | 'є' | 'і' | 'ї')
}

#[cfg(test)]
mod tests {
    use encoding_rs::WINDOWS_1251;

    use super::super::Field;
    use super::*;

    /// A text as it is read where its bytes are taken for Latin-1.
    fn misread(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| char::from(*byte)).collect()
    }

    fn repaired(texts: &[&str]) -> Vec<String> {
        let mut tag: Tag = texts.iter().map(|text| (Field::Title, (*text).to_owned())).collect();
        encodings(&mut tag);
        tag.into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn cyrillic_that_was_taken_for_latin_is_read_again() {
        for text in [
            "Группа крови",
            "Кино",
            "ЗВЕЗДА ПО ИМЕНИ СОЛНЦЕ (Live)",
            "Ёлка 2011",
            "Здравствуй",
            "Океан Ельзи – Їхали",
        ] {
            let (bytes, _, _) = WINDOWS_1251.encode(text);
            assert_eq!(repaired(&[&misread(&bytes)]), [text]);
        }
        let (bytes, _, _) = WINDOWS_1251.encode("Я");
        let (more, _, _) = WINDOWS_1251.encode("Мумий Тролль");
        assert_eq!(repaired(&[&misread(&bytes), &misread(&more), "Live"]), ["Я", "Мумий Тролль", "Live"]);
    }

    #[test]
    fn utf8_that_was_taken_for_latin_is_read_again() {
        assert_eq!(repaired(&[&misread("Beyoncé – Déjà vu".as_bytes())]), ["Beyoncé – Déjà vu"]);
        assert_eq!(repaired(&["BeyoncÃ© â€“ DÃ©jÃ vu"]), ["BeyoncÃ© â€“ DÃ©jÃ vu"], "a byte is lost");
        assert_eq!(repaired(&["BeyoncÃ©’s"]), ["BeyoncÃ©’s"], "not all of it is UTF-8");
        assert_eq!(repaired(&["itâ€™s"]), ["it’s"]);
    }

    #[test]
    fn what_may_be_right_stays() {
        for text in [
            "Beyoncé",
            "Sigur Rós",
            "Motörhead",
            "Ágætis byrjun",
            "Été",
            "À ÉTÉ",
            "Åäö",
            "Ó",
            "¿Qué?",
            "Ñoño",
            "Čechomor",
            "Кино",
            "日本",
            "naïve",
            "ÀÉÎÕÜ",
            "Øl",
            "½ ± ×",
            "",
        ] {
            assert_eq!(repaired(&[text]), [text]);
        }
        // Greek in windows-1253, which is left: it may be any of several alphabets.
        for greek in
            [b"\xc5\xeb\xeb\xdc\xe4\xe1".as_slice(), b"\xeb\xfc\xe3\xef\xf2", b"\xcc\xef\xf5\xf3\xe9\xea\xde"]
        {
            assert_eq!(repaired(&[&misread(greek)]), [misread(greek)]);
        }
    }
}
