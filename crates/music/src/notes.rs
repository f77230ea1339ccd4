//! Names of notes and keys as languages other than English have them: `Fis-Moll`, `Sol♯ mineur`, `La bemol mayor`.

use crate::Mode;

/// Words for the modes in English, German, Spanish, French, Italian and Portuguese.
const MAJOR: [&str; 8] = ["maj", "maj.", "major", "dur", "mayor", "majeur", "maggiore", "maior"];
const MINOR: [&str; 8] = ["m", "min", "min.", "minor", "moll", "menor", "mineur", "minore"];

/// Notes as Germans call them, with their pitch classes: their B is the B flat of others.
const GERMAN: [(&str, u8); 21] = [
    ("c", 0),
    ("cis", 1),
    ("des", 1),
    ("d", 2),
    ("dis", 3),
    ("es", 3),
    ("e", 4),
    ("fes", 4),
    ("eis", 5),
    ("f", 5),
    ("fis", 6),
    ("ges", 6),
    ("g", 7),
    ("gis", 8),
    ("as", 8),
    ("a", 9),
    ("ais", 10),
    ("b", 10),
    ("h", 11),
    ("ces", 11),
    ("his", 0),
];

/// Notes as they are sung, with their pitch classes.
const SUNG: [(&str, u8); 8] =
    [("do", 0), ("ut", 0), ("re", 2), ("mi", 4), ("fa", 5), ("sol", 7), ("la", 9), ("si", 11)];

/// Signs and words that raise or lower a note, with the semitones.
const ALTERED: [(&str, u8); 9] = [
    ("#", 1),
    ("♯", 1),
    ("sostenido", 1),
    ("sustenido", 1),
    ("diese", 1),
    ("diesis", 1),
    ("bemolle", 11),
    ("bemol", 11),
    ("♭", 11),
];

/// What stands between a note and its mode.
const BETWEEN: [char; 3] = [' ', '-', '_'];

/// The mode that a word names. A single letter is the one place where case decides.
pub(crate) fn mode(word: &str) -> Option<Mode> {
    let lower = word.to_lowercase();
    match () {
        () if word == "M" || MAJOR.contains(&lower.as_str()) => Some(Mode::Major),
        () if MINOR.contains(&lower.as_str()) => Some(Mode::Minor),
        () => None,
    }
}

/// The pitch class of a key's tonic, 0 = C … 11 = B, and its mode, where the name says it.
pub(crate) fn key(name: &str) -> Option<(u8, Option<Mode>)> {
    german(name).or_else(|| sung(name))
}

/// `Fis-Moll`, `B-Dur`, `Cis`: the words for the modes say that it is German, as do notes of three letters, and H.
fn german(name: &str) -> Option<(u8, Option<Mode>)> {
    let lower = name.to_lowercase();
    let note = lower.strip_suffix("moll").or_else(|| lower.strip_suffix("dur")).unwrap_or(&lower);
    let mode = mode(lower.get(note.len()..).unwrap_or_default());
    let note = if mode.is_some() { note.trim_end_matches(BETWEEN) } else { note };
    let is_telling = mode.is_some() || note.len() == 3 || note == "h";
    let (_, pitch_class) = GERMAN.iter().find(|(german, _)| is_telling && *german == note)?;
    Some((*pitch_class, mode))
}

/// `Do♯ menor`, `Ré bémol majeur`, `Lab`, `Si m`.
fn sung(name: &str) -> Option<(u8, Option<Mode>)> {
    let lower = name.to_lowercase().replace(['é', 'è'], "e");
    let (sung, pitch_class) = SUNG.iter().find(|(sung, _)| lower.starts_with(sung))?;
    let rest = lower.strip_prefix(sung)?.trim_start_matches(BETWEEN);
    let altered = ALTERED.iter().find_map(|(sign, semitones)| Some((rest.strip_prefix(sign)?, *semitones)));
    let (rest, semitones) = altered.or_else(|| flat(rest)).unwrap_or((rest, 0));
    let pitch_class = (pitch_class + semitones) % 12;
    match rest.trim_start_matches(BETWEEN) {
        "" => Some((pitch_class, None)),
        "m" if name.ends_with('M') => Some((pitch_class, Some(Mode::Major))),
        word => Some((pitch_class, Some(mode(word)?))),
    }
}

/// A note with a `b` behind it.
fn flat(rest: &str) -> Option<(&str, u8)> {
    Some((rest.strip_prefix('b')?, 11))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_as_their_countries_write_them() {
        let (major, minor) = (Some(Mode::Major), Some(Mode::Minor));
        for (name, expected) in [
            ("Fis-Moll", (6, minor)),
            ("fis moll", (6, minor)),
            ("H-Moll", (11, minor)),
            ("hmoll", (11, minor)),
            ("B-Dur", (10, major)),
            ("Es-Dur", (3, major)),
            ("a-Moll", (9, minor)),
            ("Cis", (1, None)),
            ("H", (11, None)),
            ("Fa# menor", (6, minor)),
            ("La menor", (9, minor)),
            ("La m", (9, minor)),
            ("La M", (9, major)),
            ("Do mayor", (0, major)),
            ("Sol♯ mineur", (8, minor)),
            ("Ré bémol majeur", (1, major)),
            ("Si bemolle minore", (10, minor)),
            ("Mib", (3, None)),
            ("Do# m", (1, minor)),
        ] {
            assert_eq!(key(name), Some(expected), "{name}");
        }
        for name in ["", "K", "es", "Dorian", "solo", "lala", "C", "Bm", "do re mi"] {
            assert_eq!(key(name), None, "{name}");
        }
    }
}
