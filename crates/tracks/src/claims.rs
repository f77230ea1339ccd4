//! Which of what tags say of tempo and key is a claim: texts as they stand, nonsense left out.

use music::Key;

/// Tempi that music has, BPM: what is beyond was not meant so.
const TEMPI: std::ops::RangeInclusive<f64> = 20.0..=400.0;

/// Longest text that is a claim, characters.
const LONGEST: usize = 24;

/// Most parts of a comment that tells of nothing but tempo, key and energy.
const MOST_PARTS: usize = 4;

/// Most claims of one file.
const MOST: usize = 6;

/// The claims of fields for the tempo, of fields for the key, and of comments such as "8A - 128". What says the same as one
/// before it is left out.
pub fn of(tempi: &[&str], keys: &[&str], comments: &[&str]) -> Vec<String> {
    let mut claims = Claims::default();
    // 127.53 tells more than 128.
    let is_exact = |text: &&&str| text.contains(['.', ',']);
    tempi.iter().filter(is_exact).for_each(|text| claims.add_tempo(text));
    tempi.iter().for_each(|text| claims.add_tempo(text));
    keys.iter().for_each(|text| claims.add_key(text));
    // Some write both into the key's field: "8A - 120".
    for part in keys.iter().chain(comments).filter_map(|text| parts_of(text)).flatten() {
        match reading(part) {
            Some(Part::Tempo) => claims.add_tempo(part),
            Some(Part::Key) => claims.add_key(part),
            Some(Part::Energy) | None => {}
        }
    }
    claims.texts.truncate(MOST);
    claims.texts
}

#[derive(Default)]
struct Claims {
    texts: Vec<String>,
    tempi: Vec<i64>,
    keys: Vec<Key>,
}

impl Claims {
    fn add_tempo(&mut self, text: &str) {
        let Some(tempo) = tempo(text) else { return };
        let whole = tempo.round() as i64;
        if !self.tempi.iter().any(|other| (other - whole).abs() <= 1) {
            self.tempi.push(whole);
            self.texts.push(text.trim().to_owned());
        }
    }

    fn add_key(&mut self, text: &str) {
        let Some(key) = key(text) else { return };
        if !self.keys.contains(&key) {
            self.keys.push(key);
            self.texts.push(text.trim().to_owned());
        }
    }
}

/// What a part of a comment is.
enum Part {
    Tempo,
    Key,
    Energy,
}

/// The parts of a comment that is nothing but a key with a tempo or an energy beside it: "8A - 128", "Am - 5".
fn parts_of(comment: &str) -> Option<Vec<&str>> {
    if comment.chars().count() > LONGEST {
        return None;
    }
    let parts: Vec<&str> = comment
        .split(['|', ';', '/'])
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split(", "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let readings: Vec<Part> = parts.iter().filter_map(|part| reading(part)).collect();
    let is_all = readings.len() == parts.len() && (1..=MOST_PARTS).contains(&parts.len());
    (is_all && readings.iter().any(|part| matches!(part, Part::Key))).then_some(parts)
}

fn reading(part: &str) -> Option<Part> {
    let energy = part.strip_prefix("Energy").unwrap_or(part).trim();
    if energy.parse::<u8>().is_ok_and(|level| (1..=10).contains(&level)) {
        return Some(Part::Energy);
    }
    if tempo(part).is_some() {
        return Some(Part::Tempo);
    }
    (!is_word(part) && key(part).is_some()).then_some(Part::Key)
}

/// Whether the name of a note may be any word as well: "A", "la", "des"; but not "Ab" or "Am".
fn is_word(part: &str) -> bool {
    let is_signed = part.len() == 2 && part.ends_with('b') || part.ends_with('m');
    part.chars().all(char::is_alphabetic) && !is_signed
}

/// The tempo that a text begins with, BPM: "128", "127,5", "128.00 BPM", "128/256".
fn tempo(text: &str) -> Option<f64> {
    let text = text.trim();
    let end = text.find(|char: char| !char.is_ascii_digit() && !matches!(char, '.' | ','));
    let (number, unit) = text.split_at_checked(end.unwrap_or(text.len()))?;
    let unit = unit.trim().to_lowercase();
    let is_range = unit.starts_with(['/', '-', '–', '~']);
    let is_known = unit.is_empty() || unit == "bpm" || (is_range && !unit.contains(char::is_alphabetic));
    let tempo: f64 = number.replace(',', ".").parse().ok()?;
    (is_known && text.chars().count() <= LONGEST && TEMPI.contains(&tempo)).then_some(tempo)
}

/// The key that a text names, or the first of several: "8A", "A#m +50", "8A/Am", "a-moll", "B (German)".
fn key(text: &str) -> Option<Key> {
    let text = text.trim();
    if text.chars().count() > LONGEST {
        return None;
    }
    let first = text.split(['/', '|', ',', ';', '(', '+']).next()?.trim();
    let detuned =
        first.rsplit_once(" -").filter(|(_, cents)| cents.bytes().all(|byte| byte.is_ascii_digit()));
    let first = detuned.map_or(first, |(key, _)| key.trim());
    first.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tempi_of_every_form_are_claims_and_nonsense_is_none() {
        for text in ["128", "128.00", "127,5", "128.00 BPM", "128bpm", "128/256", "90-180", " 174 "] {
            assert_eq!(of(&[text], &[], &[]), [text.trim()]);
        }
        for text in [
            "",
            "0",
            "0.00",
            "999999",
            "12800",
            "19",
            "401",
            "o",
            "fast",
            "128 hours",
            "-5",
            "1e2",
            "NaN",
            ".",
        ] {
            assert!(of(&[text], &[], &[]).is_empty(), "{text}");
        }
    }

    #[test]
    fn keys_of_every_form_are_claims_and_nonsense_is_none() {
        for (text, same) in [
            ("8A", "Am"),
            ("08A", "Am"),
            ("1m", "Am"),
            ("Am", "Am"),
            ("A#m +50", "A#m"),
            ("F#m -12", "F#m"),
            ("Abm", "Abm"),
            ("A minor", "Am"),
            ("8A/Am", "Am"),
            ("a-moll", "Am"),
            ("B (German)", "B"),
            ("H", "B"),
            ("h-moll", "Bm"),
            ("Es-Dur", "Eb"),
            ("La menor", "Am"),
            ("Sol# min", "G#m"),
            ("Do mayor", "C"),
            ("La", "A"),
            ("c dur", "C"),
        ] {
            assert_eq!(key(text), Some(same.parse().unwrap()), "{text}");
            assert_eq!(of(&[], &[text], &[]), [text]);
        }
        for text in ["", "o", "0", "-1", "off key", "Amazing", "99Z", "unknown", "All", "moll", "es"] {
            assert!(of(&[], &[text], &[]).is_empty(), "{text}");
        }
    }

    #[test]
    fn comments_of_nothing_else_are_claims() {
        assert_eq!(of(&[], &[], &["8A - 128"]), ["8A", "128"]);
        assert_eq!(of(&[], &[], &["128.0 - Am"]), ["128.0", "Am"]);
        assert_eq!(of(&[], &[], &["8A - Energy 6"]), ["8A"]);
        assert_eq!(of(&[], &[], &["4A - 6"]), ["4A"]);
        assert_eq!(of(&["128"], &["Am"], &["8A - 128"]), ["128", "Am"]);
        for comment in [
            "A great song",
            "A",
            "la",
            "Sol",
            "des",
            "128",
            "Visit http://example.org",
            "2011 - 8A remaster",
            "8A - my favourite",
        ] {
            assert!(of(&[], &[], &[comment]).is_empty(), "{comment}");
        }
    }

    #[test]
    fn a_key_s_field_with_more_in_it_is_a_claim() {
        assert_eq!(of(&[], &["8A - 120"], &[]), ["8A", "120"]);
        assert_eq!(of(&[], &["Am - 7"], &[]), ["Am"]);
        assert_eq!(of(&["120"], &["8A - 120"], &[]), ["120", "8A"]);
    }

    #[test]
    fn what_says_the_same_is_said_once() {
        assert_eq!(of(&["128", "127.53"], &["Am", "8A", "Em"], &[]), ["127.53", "Am", "Em"]);
    }
}
