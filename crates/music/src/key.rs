//! Musical keys and their names: as musicians write them (`A minor`), short (`Am`), Camelot (`8A`) and Open Key (`1m`).
//!
//! Sources: the Camelot wheel of Mixed In Key (<https://mixedinkey.com/camelot-wheel/>), Open Key notation as
//! in Traktor and Beatport, and TKEY of ID3v2.4 (<https://id3.org/id3v2.4.0-frames>), which allows at most
//! three characters.

use crate::notes;
use serde::{Deserialize, Serialize};
use std::str::FromStr;
use thiserror::Error;

/// Semitones of one fifth: both wheels are circles of fifths.
const FIFTH: u8 = 7;
/// Semitones from a minor tonic up to the tonic of the major key with the same notes.
const RELATIVE_MAJOR: u8 = 3;
/// Hour of C major on the Camelot wheel; Open Key has it at 1.
const CAMELOT_OF_C_MAJOR: u8 = 8;

/// Tonics by pitch class, as musicians write them.
const TONICS: [&str; 12] = ["C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B"];
/// Major keys by pitch class, spelt as on the Camelot wheel.
const MAJOR_NAMES: [&str; 12] = ["C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"];
/// Minor keys by pitch class, spelt as on the Camelot wheel.
const MINOR_NAMES: [&str; 12] = ["Cm", "Dbm", "Dm", "Ebm", "Em", "Fm", "F#m", "Gm", "Abm", "Am", "Bbm", "Bm"];

/// Major or minor, numbered as Spotify does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// 0: minor third above the tonic.
    Minor,
    /// 1: major third above the tonic.
    Major,
}

/// A musical key: a tonic with a mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Key {
    /// Pitch class of the tonic, 0 = C … 11 = B.
    pub tonic: u8,
    /// Major or minor.
    pub mode: Mode,
}

/// How keys are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Notation {
    /// Mixed In Key's wheel: `8A`.
    #[default]
    Camelot,
    /// Traktor's and Beatport's: `1m`.
    OpenKey,
    /// As musicians write it: `Am`.
    Musical,
}

/// How well two keys mix: neighbours on the wheel share all notes but one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mix {
    /// The same key, its relative, or a fifth away.
    Match,
    /// Two or three fifths away: heard, seldom wrong.
    Near,
    /// Further.
    Clash,
}

/// A text that is no key in any of the three notations.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("\"{0}\" is not a key: write it like 8A, 1m, Am or F# minor")]
pub struct ParseKeyError(String);

/// Name of a pitch class as musicians write it: 1 is "C♯".
pub fn pitch_name(pitch_class: u8) -> &'static str {
    TONICS[usize::from(pitch_class % 12)]
}

impl Mode {
    fn of(is_major: bool) -> Self {
        if is_major { Self::Major } else { Self::Minor }
    }

    /// The mode that a word names: `minor`, `maj`, `m`, `Dur`, `menor`. `M` is major.
    pub fn of_name(word: &str) -> Option<Self> {
        notes::mode(word.trim())
    }
}

impl Key {
    /// The key with Spotify's numbers: `key` 0 = C … 11 = B, `mode` 1 = major, 0 = minor.
    ///
    /// None for key −1 (none was found) and for numbers out of these ranges.
    pub fn from_spotify(key: i8, mode: u8) -> Option<Key> {
        let tonic = u8::try_from(key).ok().filter(|tonic| *tonic < 12)?;
        match mode {
            0 => Some(Key { tonic, mode: Mode::Minor }),
            1 => Some(Key { tonic, mode: Mode::Major }),
            _ => None,
        }
    }

    /// Spotify's key number, 0 = C … 11 = B.
    pub fn spotify_key(self) -> i8 {
        self.tonic as i8
    }

    /// Spotify's mode number, 1 = major, 0 = minor.
    pub fn spotify_mode(self) -> u8 {
        u8::from(self.is_major())
    }

    /// Name on the Camelot wheel, `1A`…`12A` minor and `1B`…`12B` major: C major is 8B, A minor 8A.
    pub fn camelot(self) -> String {
        let hour = (self.fifths() + CAMELOT_OF_C_MAJOR - 1) % 12 + 1;
        format!("{hour}{}", if self.is_major() { 'B' } else { 'A' })
    }

    /// Name in Open Key notation, `1d`…`12d` major and `1m`…`12m` minor: C major is 1d, A minor 1m.
    pub fn open_key(self) -> String {
        format!("{}{}", self.fifths() + 1, if self.is_major() { 'd' } else { 'm' })
    }

    /// Whether its mode is major.
    pub fn is_major(self) -> bool {
        self.mode == Mode::Major
    }

    /// Name as musicians write it, e.g. "F♯ minor".
    pub fn name(self) -> String {
        format!("{} {}", pitch_name(self.tonic), if self.is_major() { "major" } else { "minor" })
    }

    /// Musical name of at most three characters, as ID3's TKEY wants it: `C`, `F#m`, `Bb`.
    pub fn short_name(self) -> &'static str {
        let names = if self.is_major() { MAJOR_NAMES } else { MINOR_NAMES };
        names[usize::from(self.tonic % 12)]
    }

    /// Steps of a fifth from C major to this key or to its relative major, 0…11.
    pub fn fifths(self) -> u8 {
        let major_tonic = if self.is_major() { self.tonic } else { self.tonic + RELATIVE_MAJOR };
        (major_tonic % 12 * FIFTH) % 12
    }

    /// All keys, around the wheel from C major on, each before its relative minor.
    pub fn around_the_wheel() -> [Key; 24] {
        std::array::from_fn(|index| Key::at_fifths(index as u8 / 2, index % 2 == 0))
    }

    /// Steps on the circle of fifths between this key and another, 0…6; a key and its relative are none apart.
    pub fn fifths_apart(self, other: Key) -> u8 {
        let steps = self.fifths().abs_diff(other.fifths());
        steps.min(12 - steps)
    }

    /// How well a track of this key mixes into one of another, as DJs have it.
    pub fn mix(self, other: Key) -> Mix {
        match self.fifths_apart(other) {
            0 | 1 => Mix::Match,
            2 | 3 => Mix::Near,
            _ => Mix::Clash,
        }
    }

    /// The key as it is written in a notation: `8A`, `1m`, `Am`.
    pub fn written(self, notation: Notation) -> String {
        match notation {
            Notation::Camelot => self.camelot(),
            Notation::OpenKey => self.open_key(),
            Notation::Musical => self.short_name().to_owned(),
        }
    }

    /// The key this many fifths from C major, or its relative minor.
    fn at_fifths(fifths: u8, major: bool) -> Key {
        // Seven is its own inverse modulo twelve: seven fifths are one semitone.
        let major_tonic = (fifths % 12) * FIFTH;
        let tonic = if major { major_tonic } else { major_tonic + 12 - RELATIVE_MAJOR };
        Key { tonic: tonic % 12, mode: Mode::of(major) }
    }
}

impl FromStr for Key {
    type Err = ParseKeyError;

    /// Reads Camelot, Open Key and musical names: `8A`, `08a`, `1m`, `Am`, `F#m`, `B♭`, `F# minor`, `C maj`; and several
    /// of them that mean one key: `F♯/G♭ minor`, `A minor (8A)`, `8A - Am`. Names of other languages, too: `Fis-Moll`.
    fn from_str(text: &str) -> Result<Key, ParseKeyError> {
        let name = text.trim();
        parse_name(name)
            .map(|(tonic, mode)| Key { tonic, mode: mode.unwrap_or(Mode::Major) })
            .or_else(|| parse_names(name))
            .ok_or_else(|| ParseKeyError(name.chars().take(20).collect()))
    }
}

/// Reads one name in any notation: a tonic, and the mode where the name says it. A German `B-Moll` is no B minor.
fn parse_name(name: &str) -> Option<(u8, Option<Mode>)> {
    let on_wheel = parse_wheel_name(name).map(|key| (key.tonic, Some(key.mode)));
    on_wheel.or_else(|| notes::key(name)).or_else(|| parse_musical_name(name))
}

/// Reads several names of one key; one of them must say the mode, unless none does.
fn parse_names(names: &str) -> Option<Key> {
    let pieces = names.split(['/', '(', ')', '[', ']', '|', ',', ';']).flat_map(|piece| piece.split(" - "));
    let pieces = pieces.map(str::trim).filter(|piece| !piece.is_empty() && !is_tuning(piece));
    let (mut tonic, mut mode) = (None, None);
    for piece in pieces {
        let (piece_tonic, piece_mode) = parse_name(without_tuning(piece))?;
        let differs = tonic.is_some_and(|tonic| tonic != piece_tonic)
            || mode.is_some_and(|mode| piece_mode.is_some_and(|other| other != mode));
        if differs {
            return None;
        }
        (tonic, mode) = (Some(piece_tonic), mode.or(piece_mode));
    }
    Some(Key { tonic: tonic?, mode: mode.unwrap_or(Mode::Major) })
}

/// A name without the cents that some programs put behind it: `A#m +50`.
fn without_tuning(name: &str) -> &str {
    name.rsplit_once(' ').filter(|(_, last)| is_tuning(last)).map_or(name, |(name, _)| name.trim_end())
}

fn is_tuning(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).map(|text| text.trim_end_matches(['c', '¢']));
    digits.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Reads `8A`, `8B` (Camelot), `1m`, `1d` (Open Key).
fn parse_wheel_name(name: &str) -> Option<Key> {
    let letter = name.chars().last()?;
    let digits = name.strip_suffix(letter)?;
    let hour = digits.parse::<u8>().ok().filter(|hour| (1..=12).contains(hour))?;
    let (hour_of_c, major) = match letter.to_ascii_lowercase() {
        'a' => (CAMELOT_OF_C_MAJOR, false),
        'b' => (CAMELOT_OF_C_MAJOR, true),
        'm' => (1, false),
        'd' => (1, true),
        _ => return None,
    };
    Some(Key::at_fifths(hour + 12 - hour_of_c, major))
}

/// Reads `Am`, `F#`, `Bb minor`: a tonic, and the mode where one is said.
fn parse_musical_name(name: &str) -> Option<(u8, Option<Mode>)> {
    let (tonic, rest) = split_pitch(name)?;
    let word = rest.trim_start_matches([' ', '-', '_']);
    let mode = if rest.is_empty() { None } else { Some(Mode::of_name(word)?) };
    Some((tonic, mode))
}

/// Pitch class 0 = C … 11 = B of a note's name such as `F#`, `B♭`, `Fis` or `F♯/G♭`, without mode.
pub fn pitch_class(name: &str) -> Option<u8> {
    let mut names = name.split('/').map(|name| parse_note(name.trim()));
    let tonic = names.next()??;
    names.all(|other| other == Some(tonic)).then_some(tonic)
}

fn parse_note(name: &str) -> Option<u8> {
    let (tonic, mode) = notes::key(name).or_else(|| parse_musical_name(name))?;
    mode.is_none().then_some(tonic)
}

/// The pitch class a text begins with, and the text after it.
fn split_pitch(text: &str) -> Option<(u8, &str)> {
    let letter = text.chars().next()?;
    let natural: u8 = match letter.to_ascii_uppercase() {
        'C' => 0,
        'D' => 2,
        'E' => 4,
        'F' => 5,
        'G' => 7,
        'A' => 9,
        'B' => 11,
        _ => return None,
    };
    let rest = text.strip_prefix(letter)?;
    if let Some(rest) = rest.strip_prefix(['#', '♯']) {
        Some(((natural + 1) % 12, rest))
    } else if let Some(rest) = rest.strip_prefix(['b', '♭']) {
        Some(((natural + 11) % 12, rest))
    } else if let Some(rest) = without_word(rest, "sharp") {
        Some(((natural + 1) % 12, rest))
    } else if let Some(rest) = without_word(rest, "flat") {
        Some(((natural + 11) % 12, rest))
    } else {
        Some((natural, rest))
    }
}

/// What stands behind a word that a text begins with, as in "A flat minor" and "A-flat".
fn without_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (begins, rest) = text.trim_start_matches([' ', '-']).split_at_checked(word.len())?;
    begins.eq_ignore_ascii_case(word).then_some(rest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all_keys() -> impl Iterator<Item = Key> {
        (0..12).flat_map(|key| (0..2).filter_map(move |mode| Key::from_spotify(key, mode)))
    }

    fn key(text: &str) -> Key {
        text.parse().unwrap()
    }

    #[test]
    fn the_wheel_has_the_known_keys_where_they_belong() {
        let known = [
            (0, 1, "8B", "1d", "C"),
            (9, 0, "8A", "1m", "Am"),
            (6, 0, "11A", "4m", "F#m"),
            (7, 1, "9B", "2d", "G"),
            (5, 1, "7B", "12d", "F"),
            (10, 1, "6B", "11d", "Bb"),
            (8, 0, "1A", "6m", "Abm"),
            (1, 0, "12A", "5m", "Dbm"),
            (11, 1, "1B", "6d", "B"),
        ];
        for (tonic, mode, camelot, open, short) in known {
            let key = Key::from_spotify(tonic, mode).unwrap();
            assert_eq!((key.camelot().as_str(), key.open_key().as_str()), (camelot, open));
            assert_eq!(key.short_name(), short);
            assert_eq!(key.is_major(), key.name().ends_with(" major"));
        }
    }

    #[test]
    fn every_name_of_every_key_is_read_back() {
        assert_eq!(all_keys().count(), 24);
        for key in all_keys() {
            for name in [key.camelot(), key.open_key(), key.short_name().to_owned()] {
                assert_eq!(name.parse(), Ok(key), "{name}");
                assert_eq!(name.to_lowercase().parse(), Ok(key), "{name}");
            }
            assert!(key.short_name().len() <= 3);
            assert_eq!(Key::from_spotify(key.spotify_key(), key.spotify_mode()), Some(key));
        }
    }

    #[test]
    fn other_spellings_are_read() {
        for (text, same) in [
            (" F# minor ", "F#m"),
            ("Gb Minor", "F#m"),
            ("B♭", "Bb"),
            ("a♯ maj", "Bb"),
            ("CM", "C"),
            ("Cmin", "Cm"),
            ("Cb", "B"),
            ("08A", "Am"),
            ("F♯/G♭ Minor", "F#m"),
            ("F♯ Minor/G♭ Minor", "F#m"),
            ("C#/Db", "Db"),
            ("A minor (8A)", "Am"),
            ("8A - A Minor", "Am"),
            ("Am | 8A | 1m", "Am"),
            ("A flat minor", "Abm"),
            ("F-sharp major", "F#"),
            ("Abm", "Abm"),
            ("A_min", "Am"),
            ("B-Moll", "Bbm"),
            ("H-Moll", "Bm"),
            ("F# moll", "F#m"),
            ("Sol♯ mineur", "Abm"),
            ("Fis-Moll (11A)", "F#m"),
            ("A#m +50", "Bbm"),
            ("8A (-12c)", "Am"),
        ] {
            assert_eq!(key(text), key(same), "{text}");
        }
    }

    #[test]
    fn neighbours_on_the_wheel_mix() {
        let mix = |a: &str, b: &str| key(a).mix(key(b));
        assert_eq!((mix("8A", "8A"), mix("8A", "8B"), mix("8A", "9A")), (Mix::Match, Mix::Match, Mix::Match));
        assert_eq!((mix("12B", "1B"), mix("1A", "11A")), (Mix::Match, Mix::Near));
        assert_eq!((mix("8A", "2A"), mix("2A", "8A")), (Mix::Clash, Mix::Clash));
        assert_eq!(key("8A").fifths_apart(key("2B")), 6);
    }

    #[test]
    fn a_key_is_written_in_each_notation() {
        let all = [Notation::Camelot, Notation::OpenKey, Notation::Musical];
        assert_eq!(all.map(|notation| key("A minor").written(notation)), ["8A", "1m", "Am"]);
    }

    #[test]
    fn what_is_no_key_is_refused_with_examples() {
        for text in [
            "",
            "0A",
            "13B",
            "8C",
            "K",
            "Amx",
            "A-",
            "o",
            "-1",
            "é",
            "C##",
            "C/D minor",
            "8A (C)",
            "Am/A major",
            "()",
            "+50",
            "A - B",
        ] {
            assert!(text.parse::<Key>().is_err(), "{text}");
        }
        let error = "loud".parse::<Key>().unwrap_err();
        assert_eq!(error.to_string(), "\"loud\" is not a key: write it like 8A, 1m, Am or F# minor");
        assert_eq!(Key::from_spotify(-1, 1), None);
        assert_eq!(Key::from_spotify(12, 1), None);
        assert_eq!(Key::from_spotify(0, 2), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in ".{0,8}") {
            let _ = text.parse::<Key>();
            let _ = pitch_class(&text);
        }
    }
}
