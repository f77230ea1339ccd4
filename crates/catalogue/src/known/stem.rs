//! What is left of a file's name without what is no part of what it names: its extension, numbers, a video's id.

use music::{is_audio_ending, is_unplayable_ending};

/// Extensions of what people keep beside audio, and take its sound from.
const OTHER_EXTENSIONS: [&str; 16] = [
    "alac", "mkv", "mov", "avi", "3gp", "m4p", "m4v", "flv", "mpg", "mpeg", "wmv", "ts", "vob", "txt",
    "part", "lrc",
];

/// What is left of a name without what is no part of it: extension, number, a video's id. What is left most often
/// first.
pub fn stems(name: &str) -> Vec<String> {
    let mut stems: Vec<String> = Vec::new();
    let mut add = |stem: &str| {
        let stem = stem.trim().to_owned();
        if !stem.is_empty() && !stems.contains(&stem) {
            stems.push(stem);
        }
    };
    let (stem, is_sure) = without_extension(name);
    let whole = if is_sure { None } else { Some(name.to_owned()) };
    let of_video = without_video_id(&stem).map(str::to_owned);
    for stem in whole.into_iter().chain([stem]).chain(of_video) {
        let spaced = spaced(&stem);
        add(&spaced);
        if let Some(rest) = without_number(&spaced) {
            add(rest);
            // "CD1 - 03 - Title"
            if let Some(rest) = without_number(rest) {
                add(rest);
            }
        }
    }
    stems
}

/// Whether a name that ends so is surely that of a file.
fn is_extension(extension: &str) -> bool {
    is_audio_ending(extension)
        || is_unplayable_ending(extension)
        || OTHER_EXTENSIONS.iter().any(|other| other.eq_ignore_ascii_case(extension))
}

/// A name without its extension, and whether that is surely one.
pub fn without_extension(name: &str) -> (String, bool) {
    let mut stem = name;
    let mut is_sure = false;
    while let Some((before, extension)) = stem.rsplit_once('.') {
        if !is_extension(extension) || before.is_empty() {
            break;
        }
        (stem, is_sure) = (before, true);
    }
    if is_sure {
        return (stem.to_owned(), true);
    }
    let is_like_one = |extension: &str| {
        (2..=5).contains(&extension.len())
            && extension.chars().all(|char| char.is_ascii_alphanumeric())
            && extension.chars().any(|char| char.is_ascii_alphabetic())
    };
    match name.rsplit_once('.') {
        Some((before, extension)) if is_like_one(extension) => (before.to_owned(), false),
        _ => (name.to_owned(), false),
    }
}

/// A name without the eleven characters by which a video is known, where it ends so.
pub fn without_video_id(stem: &str) -> Option<&str> {
    const LENGTH: usize = 11;
    let is_id = |text: &str| {
        // Eleven letters may be a word, too: "Re-Recorded".
        let bytes = text.as_bytes();
        let is_mixed = bytes.iter().any(u8::is_ascii_digit)
            || bytes.windows(2).any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
        is_mixed
            && text.len() == LENGTH
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let stem = stem.trim_end();
    if let Some((before, id)) = stem.strip_suffix([']', ')']).and_then(|inner| inner.rsplit_once(['[', '(']))
    {
        return is_id(id).then_some(before);
    }
    let start = stem.len().checked_sub(LENGTH)?;
    let (before, id) = (stem.get(..start)?, stem.get(start..)?);
    is_id(id).then(|| before.strip_suffix(['-', '_', ' ']))?
}

/// Spaces where others were typed for them.
pub fn spaced(stem: &str) -> String {
    let stem = stem.replace('_', " ");
    let has_spaces = stem.trim().contains(' ');
    // "R.E.M." is one word.
    let is_short = stem.split('.').all(|part| part.chars().count() < 2);
    match (has_spaces || is_short, stem.matches('.').count(), stem.matches('+').count()) {
        (false, 2.., _) => stem.replace('.', " "),
        (false, _, 2..) => stem.replace('+', " "),
        _ => stem,
    }
}

/// A name without the number before it: "01 - ", "1-03 ", "A1 ", "[07]".
pub fn without_number(stem: &str) -> Option<&str> {
    let inner = stem.trim_start_matches(['[', '(', '#', ' ']);
    let inner = ["Track", "track", "TRACK", "CD", "Disc", "disc", "cd"]
        .iter()
        .find_map(|mark| {
            inner
                .strip_prefix(mark)
                .map(str::trim_start)
                .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        })
        .unwrap_or(inner);
    let side = inner.strip_prefix(['A', 'B', 'C', 'D', 'a', 'b', 'c', 'd']);
    let inner = side.filter(|rest| rest.starts_with(|char: char| char.is_ascii_digit())).unwrap_or(inner);
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let count = digits(inner);
    if count == 0 || count > 4 {
        return None;
    }
    let mut rest = &inner[count..];
    // The number on its disc.
    if let Some(second) = rest.strip_prefix(['-', '.']).filter(|second| (1..=3).contains(&digits(second))) {
        let after = &second[digits(second)..];
        if after.starts_with([' ', '.', '-', ']', ')']) {
            rest = after;
        }
    }
    let after = rest.trim_start_matches([' ', '.', '-', '–', '—', ')', ']', ':', '|']);
    (after.len() < rest.len() && !after.is_empty()).then_some(after)
}

/// Whether a number before a title is surely no part of it: "01 Title", "3. Title".
pub fn is_marked_number(title: &str) -> bool {
    let rest = title.trim_start_matches(|char: char| char.is_ascii_digit());
    let is_number = rest.len() < title.len();
    is_number && (title.starts_with('0') || rest.starts_with(['.', ')', '-']) || rest.starts_with(" - "))
}
