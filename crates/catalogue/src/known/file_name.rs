//! What a file's name may say: readings of it as an artist and a title, likeliest first.

use super::artist;
use super::qualifier::{self, GUEST_MARKS, Qualifier};
use super::stem::{is_marked_number, spaced, stems, without_extension, without_number};
use super::words::words;
use unicode_normalization::UnicodeNormalization;

/// One way to read a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The artist, as written.
    pub artist: String,
    /// The title, and what dashes divide from it.
    pub title: Vec<String>,
    /// Whether nothing in the name says where the artist ends.
    pub is_bare: bool,
}

/// Longest name that is read, characters: more is no name.
const LONGEST: usize = 400;

/// Most words of a name in which nothing says where the artist ends.
const MOST_WORDS: usize = 16;

/// Folders above a file that may be named after the artist.
const FOLDERS: usize = 3;

/// All readings of a file's name or path.
pub fn readings(path: &str) -> Vec<Reading> {
    let path: String = tidy(path).chars().take(LONGEST).collect();
    let parts: Vec<&str> = path.split(['/', '\\']).filter(|part| !part.trim().is_empty()).collect();
    let mut readings = Vec::new();
    let Some((name, folders)) = parts.split_last() else { return readings };
    stems(name).iter().for_each(|stem| by_dashes(stem, &mut readings));
    if !folders.is_empty() {
        // "AC/DC - Thunderstruck"; then "Artist/Album/03 Title".
        stems(&parts.join(" ")).iter().for_each(|stem| by_dashes(stem, &mut readings));
        for stem in stems(name) {
            folders.iter().rev().take(FOLDERS).for_each(|folder| in_folder(folder, &stem, &mut readings));
        }
    }
    stems(name).iter().for_each(|stem| in_brackets(stem, &mut readings));
    stems(name).iter().for_each(|stem| by_words(stem, &mut readings));
    readings
}

/// Readings of a title's tag by an artist's: as it stands, then without a number before it.
pub fn of_tags(artist: &str, title: &str) -> Vec<Reading> {
    let title = tidy(title);
    let (stem, is_file) = without_extension(&title);
    let stem = if is_file { stem } else { title };
    let unnumbered = without_number(&stem).filter(|_| is_marked_number(&stem));
    std::iter::once(stem.as_str())
        .chain(unnumbered)
        .map(|title| Reading { artist: artist.to_owned(), title: segments(title), is_bare: false })
        .collect()
}

/// Signs as they are usually typed.
pub fn tidy(text: &str) -> String {
    let text = text.trim();
    if text.is_ascii() && !text.contains(['&', '%', '/']) {
        return text.to_owned();
    }
    let text: String = text.nfkc().collect();
    [
        ("&amp;", "&"),
        ("&#39;", "'"),
        ("&quot;", "\""),
        ("%20", " "),
        ("%26", "&"),
        // No path has spaces about its slashes, but titles of two songs have.
        (" / ", " "),
        (" // ", " | "),
        ("\u{29f8}", " "),
        ("\u{2044}", " "),
    ]
    .iter()
    .fold(text, |text, (written, meant)| text.replace(written, meant))
}

/// The parts that dashes divide a text into. Those within brackets divide nothing.
pub fn segments(text: &str) -> Vec<String> {
    divided(text, |char, before, after| {
        matches!(char, '-' | '‐' | '‑' | '−' | '~' | '•' | '·' | '|') && (before || after)
            || matches!(char, '–' | '—' | '―' | '‒')
    })
}

/// The parts that some of a text's characters divide it into: of each it is asked whether there is a space before it, and
/// after it. Those within brackets divide nothing.
pub fn divided(text: &str, divides: impl Fn(char, bool, bool) -> bool) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let (opening, closing) = (['(', '[', '{'], [')', ']', '}']);
    let count = |of: &[char]| chars.iter().filter(|char| of.contains(char)).count();
    let minds_brackets = count(&opening) == count(&closing);
    let mut segments = vec![String::new()];
    let mut depth = 0usize;
    for (place, char) in chars.iter().enumerate() {
        depth += usize::from(opening.contains(char));
        depth = depth.saturating_sub(usize::from(closing.contains(char)));
        let is_space = |at: Option<&char>| at.is_none_or(|char| char.is_whitespace());
        let before = place.checked_sub(1).and_then(|place| chars.get(place));
        let is_dash = divides(*char, is_space(before), is_space(chars.get(place + 1)));
        if is_dash && !(minds_brackets && depth > 0) {
            segments.push(String::new());
        } else if let Some(last) = segments.last_mut() {
            last.push(*char);
        }
    }
    segments.iter_mut().for_each(|segment| *segment = segment.trim().to_owned());
    segments.retain(|segment| !segment.trim_matches('-').is_empty());
    segments
}

/// "Artist - Title", "Title - Artist", "Artist - Album - 03 - Title".
fn by_dashes(stem: &str, readings: &mut Vec<Reading>) {
    let parts = segments(stem);
    by_parts(&parts, readings);
    if parts.len() > 2 && parts.first().is_some_and(|first| is_no_name(first)) {
        by_parts(&parts[1..], readings);
    }
}

/// "(Artist) Title".
fn in_brackets(stem: &str, readings: &mut Vec<Reading>) {
    let inner = stem.strip_prefix(['(', '[']).and_then(|inner| inner.split_once([')', ']']));
    if let Some((artist, title)) = inner {
        let title = segments(title);
        readings.push(Reading { artist: artist.to_owned(), title, is_bare: false });
    }
}

fn by_parts(parts: &[String], readings: &mut Vec<Reading>) {
    let mut add = |artist: &str, title: &[String]| {
        let mut title = title.to_vec();
        let numbered = title.first().filter(|first| is_marked_number(first) || parts.len() > 2);
        let unnumbered = numbered.and_then(|first| without_number(first)).map(str::to_owned);
        let reading = Reading { artist: artist.to_owned(), title: title.clone(), is_bare: false };
        readings.push(reading.clone());
        if let (Some(unnumbered), Some(first)) = (unnumbered, title.first_mut()) {
            *first = unnumbered;
            readings.push(Reading { title, ..reading });
        }
    };
    for middle in 1..parts.len() {
        add(&parts[..middle].join(" "), &parts[middle..]);
    }
    for middle in 2..parts.len() {
        // What stands between is an album, where a number or the end follows it.
        if is_no_name(&parts[middle - 1]) || middle + 1 == parts.len() || starts_with_number(&parts[middle]) {
            add(&parts[0], &parts[middle..]);
        }
    }
    for middle in 1..parts.len() {
        add(&parts[middle..].join(" "), &parts[..middle]);
    }
    for middle in 1..parts.len() {
        let title = [&parts[..middle], &parts[middle + 1..]].concat();
        add(&parts[middle], &title);
    }
    let (Some(first), qualifiers) = (parts.first(), parts.get(1..).unwrap_or_default()) else { return };
    if qualifiers.iter().all(|part| is_qualifier(part)) {
        for (place, _) in first.match_indices('-') {
            let (left, right) = (&first[..place], &first[place + 1..]);
            let with = |title: &str| [&[title.to_owned()], qualifiers].concat();
            add(left, &with(right));
            add(right, &with(left));
        }
        for (place, by) in first.match_indices(" by ") {
            add(&first[place + by.len()..], &[&[first[..place].to_owned()], qualifiers].concat());
        }
    }
}

/// The artist from the folder, the title from the file.
fn in_folder(folder: &str, stem: &str, readings: &mut Vec<Reading>) {
    let folder = spaced(folder);
    let artists = segments(&folder);
    let title = segments(stem);
    for artist in std::iter::once(&folder).chain(artists.first()) {
        let reading = Reading { artist: artist.clone(), title: title.clone(), is_bare: false };
        readings.push(reading.clone());
        if let Some(last) = title.last().filter(|_| title.len() > 1) {
            readings.push(Reading { title: vec![last.clone()], ..reading });
        }
    }
}

/// "Artist Title" and "Title Artist", with nothing between but what stands in brackets behind.
fn by_words(stem: &str, readings: &mut Vec<Reading>) {
    let (outside, brackets) = stem.split_at(stem.find(['(', '[', '{']).unwrap_or(stem.len()));
    let all: Vec<&str> = outside
        .split(|char: char| char.is_whitespace() || char == '-')
        .filter(|word| !word.is_empty())
        .collect();
    // Longer ones are sentences, and every place in them would be tried.
    if all.len() > MOST_WORDS || words(outside).iter().any(|word| GUEST_MARKS.contains(&word.as_str())) {
        return;
    }
    let mut add = |artist: &[&str], title: &[&str]| {
        let title = vec![format!("{} {brackets}", title.join(" "))];
        readings.push(Reading { artist: artist.join(" "), title, is_bare: true });
    };
    for middle in 1..all.len() {
        let (left, right) = all.split_at(middle);
        add(left, right);
        add(right, left);
    }
}

/// Whether a part is a number, a disc, or nobody in particular.
pub fn is_no_name(part: &str) -> bool {
    let all = words(part);
    let joined = all.concat();
    let digits = joined.trim_start_matches(|char: char| char.is_ascii_alphabetic());
    let is_number =
        !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let mark = joined.get(..joined.len() - digits.len()).unwrap_or_default();
    let is_marked = matches!(mark, "" | "a" | "b" | "c" | "d" | "cd" | "disc" | "disk" | "track" | "no");
    (is_number && is_marked) || is_nobody(part) || qualifier::is_address(part)
}

/// Whether an artist's name names nobody in particular.
pub fn is_nobody(artist: &str) -> bool {
    const NOBODY: &[&str] =
        &["", "va", "various", "variousartists", "unknown", "unknownartist", "artist", "soundtrack", "ost"];
    NOBODY.contains(&words(artist).concat().as_str())
}

fn starts_with_number(part: &str) -> bool {
    part.starts_with(|char: char| char.is_ascii_digit())
}

/// Whether a part says which recording it is, or how it was sold.
pub fn is_qualifier(part: &str) -> bool {
    let says = qualifier::read(part, &[]);
    says.iter().all(|one| !matches!(one, Qualifier::Subtitle(_)))
}

/// Whether a name is that of somebody, or of a channel on which their songs are.
pub fn names_same(artist: &artist::Credits, channel: &artist::Credits) -> bool {
    let is_within = |key: &String| {
        channel.keys.iter().any(|other| other == key || (key.len() > 3 && other.contains(key.as_str())))
    };
    artist.keys.first().is_some_and(is_within)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(path: &str, artist: &str, title: &[&str]) -> bool {
        readings(path).iter().any(|reading| reading.artist == artist && reading.title == title)
    }

    #[test]
    fn names_are_read_as_people_write_them() {
        for name in [
            "Adele - Hello.mp3",
            "Adele_-_Hello",
            "01 - Adele - Hello.flac",
            "01. Adele – Hello.opus",
            "1-03 Adele—Hello.m4a",
            "A1 Adele - Hello.aiff",
            "[07] Adele | Hello.wma",
            "Adele-Hello.MP3",
            "Adele - 25 - 01 - Hello.mp3",
            "Adele - 25 - 01 Hello.mp3",
            "Adele - Hello-YQHsXMglC9A.webm",
            "Adele - Hello [YQHsXMglC9A].mkv",
            "Hello - Adele.mp3",
            "Hello by Adele.mp3",
            "Adele/25/01 Hello.mp3",
            "C:\\Music\\Adele\\01. Hello.mp3",
            "Adele.-.Hello.mp3",
            "Adele --- Hello.mp3",
            "(Adele) Hello.mp3",
            "y2mate.com - Adele - Hello.mp3",
            "CD1 - 01 - Adele - Hello.mp3",
        ] {
            assert!(reads(name, "Adele", &["Hello"]), "{name}: {:#?}", readings(name));
        }
        assert!(reads("AC/DC - Thunderstruck.mp3", "AC DC", &["Thunderstruck"]));
        assert!(reads("Adele - Hello (Live - 2011) - HD.mp3", "Adele", &["Hello (Live - 2011)", "HD"]));
        assert!(reads("Adele Hello (Live)", "Adele", &["Hello (Live)"]));
        assert!(readings("").is_empty() && readings("///").is_empty());
        assert!(reads("R.E.M./Green/01 Stand.mp3", "R.E.M.", &["Stand"]));
        assert!(reads("99 - Problems - Live", "99", &["Problems", "Live"]));
        assert!(reads("Hello - Sleeping Beauty - Chorus", "Sleeping Beauty Chorus", &["Hello"]));
        assert!(reads("Ye - No.1", "Ye", &["No.1"]));
    }

    #[test]
    fn numbers_and_nobody_are_no_names() {
        for part in ["01", "A2", "CD 1", "2011", "Various Artists", "track 3"] {
            assert!(is_no_name(part), "{part}");
        }
        for part in ["3OH!3", "Adele", "Blink-182", "U2", "10000"] {
            assert!(!is_no_name(part), "{part}");
        }
    }
}
