//! Texts as words that do not depend on how people write them: accents, case, punctuation and letters that stand for
//! others are gone.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The words of a text in lower case: letters and digits alone, and the stars of words that were made decent.
pub fn words(text: &str) -> Vec<String> {
    let chars: Vec<char> = if text.is_ascii() {
        text.chars().collect()
    } else {
        text.nfkd().filter(|char| !is_combining_mark(*char)).collect()
    };
    let mut folded = String::with_capacity(text.len());
    for (place, char) in chars.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|place| chars.get(place)).copied().unwrap_or(' ');
        let after = chars.get(place + 1).copied().unwrap_or(' ');
        fold(*char, before, after, &mut folded);
    }
    folded.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Adds what is kept of a character between two others.
fn fold(char: char, before: char, after: char, folded: &mut String) {
    match char {
        '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | 'ʻ' | '.' | '\u{200b}'..='\u{200f}' | '\u{feff}' => {}
        'ø' | 'Ø' => folded.push('o'),
        'ł' | 'Ł' => folded.push('l'),
        'ß' => folded.push_str("ss"),
        'æ' | 'Æ' => folded.push_str("ae"),
        'œ' | 'Œ' => folded.push_str("oe"),
        'đ' | 'Đ' | 'ð' | 'Ð' => folded.push('d'),
        'þ' | 'Þ' => folded.push_str("th"),
        'ı' => folded.push('i'),
        // Ke$ha, A$AP, Joey Bada$$, but not $100.
        '$' if before.is_alphabetic() || after.is_alphabetic() || before == '$' => folded.push('s'),
        // P!nk, but neither Wham! nor Wakey!Wakey!
        '!' if before.is_alphabetic()
            && after.is_alphabetic()
            && !(before.is_lowercase() && after.is_uppercase()) =>
        {
            folded.push('i');
        }
        '@' if before.is_alphabetic() && after.is_alphabetic() => folded.push('a'),
        '*' if before.is_alphanumeric()
            || (before == '*' && !folded.ends_with(' ') && !folded.is_empty()) =>
        {
            folded.push('*');
        }
        char if char.is_alphanumeric() => folded.extend(char.to_lowercase()),
        _ => folded.push(' '),
    }
}

/// Words in one piece, without those that join others: "and" is also written "&" and "n". Where nothing but signs is
/// left, as of "!!!", those signs.
pub fn squash<'a>(words: impl IntoIterator<Item = &'a String>, text: &str) -> String {
    let joined: String =
        words.into_iter().filter(|word| !matches!(word.as_str(), "and" | "n")).map(String::as_str).collect();
    let joined = joined.replace('*', "");
    if joined.is_empty() { text.split_whitespace().collect::<String>().to_lowercase() } else { joined }
}

/// Whether two words are one but for a single slip of the finger, or for letters behind stars.
pub fn is_slip(written: &str, meant: &str) -> bool {
    if written.contains('*') || meant.contains('*') {
        return is_behind_stars(written, meant);
    }
    let has_digit = |word: &str| word.chars().any(|char| char.is_ascii_digit());
    written.chars().count() >= SHORTEST_SLIP
        && !has_digit(written)
        && !has_digit(meant)
        && strsim::osa_distance(written, meant) == 1
}

/// Letters that a word must have to be taken for another that is misspelt.
const SHORTEST_SLIP: usize = 5;

fn is_behind_stars(one: &str, other: &str) -> bool {
    let same = |(a, b): (char, char)| a == b || a == '*' || b == '*';
    let letters = |word: &str| word.chars().filter(|char| *char != '*').count();
    one.chars().count() == other.chars().count()
        && letters(one).min(letters(other)) > 0
        && one.chars().zip(other.chars()).all(same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_differently_is_the_same() {
        for (text, same) in [
            ("Beyoncé", "beyonce"),
            ("Beyonce\u{301}", "beyonce"),
            ("Ke$ha", "kesha"),
            ("A$AP Rocky", "asaprocky"),
            ("Joey Bada$$", "joeybadass"),
            ("P!nk", "pink"),
            ("Wham!", "wham"),
            ("Panic! At The Disco", "panicatthedisco"),
            ("AC/DC", "acdc"),
            ("R.E.M.", "rem"),
            ("Rock 'n' Roll", "rockroll"),
            ("Rock & Roll", "rockroll"),
            ("Sigur Rós – Ágætis", "sigurrosagaetis"),
            ("F**k You", "fkyou"),
            ("*NSYNC", "nsync"),
            ("!!!", "!!!"),
            ("＂Ｈｉ＂", "hi"),
        ] {
            assert_eq!(squash(&words(text), text), same, "{text}");
        }
    }

    #[test]
    fn slips_are_small_and_numbers_are_none() {
        assert!(is_slip("halelujah", "hallelujah") && is_slip("brigthside", "brightside"));
        assert!(is_slip("f**k", "fuck") && is_slip("fuck", "f*ck") && !is_slip("f**k", "fucking"));
        assert!(!is_slip("love", "live") && !is_slip("part2", "part3") && !is_slip("losing", "leaving"));
    }
}
