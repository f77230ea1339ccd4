//! What disc jockeys and shops write around a file's name that is no part of it: key, tempo, the shop's own number.

/// Digits of a shop's number at least: fewer are a name's, or a year.
const FEWEST_DIGITS: usize = 5;

/// Tempi that are written so, BPM.
const TEMPI: std::ops::RangeInclusive<u32> = 60..=200;

/// A name without such marks. Where nothing but them is there, they are the name.
pub fn without_marks(stem: &str) -> &str {
    let mut rest = stem.trim();
    while let Some(shorter) = without_first(rest).or_else(|| without_last(rest)) {
        rest = shorter;
    }
    rest
}

/// "8A - ", "08A ", "[128] ", "15293210 ".
fn without_first(stem: &str) -> Option<&str> {
    let (mark, rest) = stem.split_once(' ')?;
    let rest = rest.trim_start();
    let is_bracketed = in_brackets(mark).is_some_and(|inner| is_key(inner) || is_tempo(inner));
    let is_number = mark.len() >= FEWEST_DIGITS && mark.bytes().all(|byte| byte.is_ascii_digit());
    let is_mark = is_key(mark) || is_bracketed || is_number;
    // A tempo without brackets may be a number of anything, but not beside a key.
    let behind = rest.strip_prefix("- ").unwrap_or(rest);
    let behind = behind
        .split_once(" - ")
        .filter(|(tempo, _)| is_key(mark) && is_tempo(tempo))
        .map_or(behind, |(_, rest)| rest);
    // "8A" may be a title, but not where an artist and a title follow.
    (is_mark && behind.contains(" - ")).then_some(behind)
}

/// " [128]", " (8A)".
fn without_last(stem: &str) -> Option<&str> {
    let (rest, mark) = stem.rsplit_once(' ')?;
    let is_mark = in_brackets(mark).is_some_and(|inner| is_key(inner) || is_tempo(inner));
    (is_mark && rest.contains(" - ")).then(|| rest.trim_end())
}

fn in_brackets(text: &str) -> Option<&str> {
    let square = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    square.or_else(|| text.strip_prefix('(').and_then(|text| text.strip_suffix(')')))
}

/// A key as it is written for mixing: "8A", "08A", "12B".
fn is_key(text: &str) -> bool {
    let number = text.strip_suffix(['A', 'B']).filter(|number| (1..=2).contains(&number.len()));
    number.is_some_and(|number| number.parse::<u8>().is_ok_and(|number| (1..=12).contains(&number)))
}

fn is_tempo(text: &str) -> bool {
    let text = text.trim_end_matches("BPM").trim_end_matches("bpm").trim_end();
    text.bytes().all(|byte| byte.is_ascii_digit())
        && text.parse::<u32>().is_ok_and(|bpm| TEMPI.contains(&bpm))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_left_out_and_names_stay() {
        for (stem, left) in [
            ("8A - 128 - Marlo - Skyline", "Marlo - Skyline"),
            ("08A Marlo - Skyline", "Marlo - Skyline"),
            ("[128] Marlo - Skyline", "Marlo - Skyline"),
            ("(12B) Marlo - Skyline", "Marlo - Skyline"),
            ("15293210 Marlo - Skyline (Original Mix)", "Marlo - Skyline (Original Mix)"),
            ("Marlo - Skyline (Remix) [128]", "Marlo - Skyline (Remix)"),
            ("Marlo - Skyline [8A] [128bpm]", "Marlo - Skyline"),
        ] {
            assert_eq!(without_marks(stem), left);
        }
        for stem in [
            "50 Cent - In da Club",
            "1999 - Prince",
            "128 Marlo - Skyline",
            "13A Marlo - Skyline",
            "8A - Skyline",
            "[128] Skyline",
            "12345 Skyline",
            "Marlo - Skyline (2011)",
            "Marlo - Skyline [Label]",
            "[Marlo] - Skyline",
        ] {
            assert_eq!(without_marks(stem), stem);
        }
    }
}
