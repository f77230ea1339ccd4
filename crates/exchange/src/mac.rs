//! Whether letters are those of an old Mac (Mac Roman), which guessing libraries leave out: by how they stand in words.

/// Whether a text reads better as Mac Roman made it than as another encoding did.
pub(crate) fn is_likelier(of_mac: &str, other: &str) -> bool {
    // Nobody else ends lines so; it decides where letters do not.
    let has_macs_lines = other.contains('\r') && !other.contains('\n');
    sense(of_mac) + i64::from(has_macs_lines) > sense(other)
}

/// How many letters beyond ASCII stand where such letters stand in words, less those that do not.
fn sense(text: &str) -> i64 {
    let chars: Vec<char> = text.chars().collect();
    let at = |index: Option<usize>| index.and_then(|index| chars.get(index)).copied().unwrap_or(' ');
    let beyond = chars.iter().enumerate().filter(|(_, char)| !char.is_ascii());
    beyond.map(|(index, char)| weight(at(index.checked_sub(1)), *char, at(Some(index + 1)))).sum()
}

fn weight(before: char, char: char, after: char) -> i64 {
    let is_in_word = before.is_alphabetic() && after.is_alphabetic();
    let touches_word = before.is_alphabetic() || after.is_alphabetic();
    match char {
        '’' if is_in_word => 1,
        '“' | '‘' | '«' | '¿' | '¡' if !before.is_alphanumeric() && after.is_alphanumeric() => 1,
        '”' | '’' | '»' | '…' if !after.is_alphanumeric() && !before.is_whitespace() => 1,
        '–' | '—' | '•' if before == ' ' && after == ' ' => 1,
        char if char.is_control() => -1,
        // "GrŠe", "RÛs": a capital within a word.
        char if char.is_uppercase() && before.is_alphabetic() && after.is_lowercase() => -1,
        char if char.is_uppercase() && before.is_lowercase() => -1,
        char if char.is_alphabetic() && touches_word => 1,
        char if char.is_alphabetic() => -1,
        _ if is_in_word => -1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{MACINTOSH, WINDOWS_1252};

    use crate::letters::{Letters, decode};

    const NAMES: [&str; 4] =
        ["Größe – “quotes” & Co", "Beyoncé\rMötley Crüe\rSeñor", "Françoise Hardy", "Sigur Rós"];

    #[test]
    fn names_of_old_macs_and_of_windows_are_told_apart() {
        for name in NAMES {
            let table = format!("Track Name,Tempo\n{name},120\n");
            let of_mac = decode(&MACINTOSH.encode(&table).0);
            assert_eq!((of_mac.text.as_str(), of_mac.guessed), (table.as_str(), Some("Mac Roman")));
            let of_windows = decode(&WINDOWS_1252.encode(&table).0);
            assert_eq!(of_windows.text, table);
            assert_ne!(of_windows.guessed, Some("Mac Roman"));
        }
        let lines = "Track Name,Tempo\rRöyksopp,120\r".to_owned();
        let of_mac = decode(&MACINTOSH.encode(&lines).0);
        assert_eq!(of_mac, Letters { text: lines, guessed: Some("Mac Roman") });
    }
}
