//! What a file's name surely says, to be shown in its place: readings that are only likely are for the catalogue to try.

use music::is_audio_ending;

use super::file_name::{divided, is_no_name, is_qualifier};
use super::marks::without_marks;
use super::stem::{is_marked_number, without_number, without_video_id};

/// The end of names of videos that people keep for their sound.
const VIDEO: &str = "mkv";

/// Digits of a track's number at most: more are a year, or a name.
const MOST_DIGITS: usize = 3;

/// Most tracks of a disc: "4-44" is a name.
const MOST_ON_DISC: u8 = 39;

/// What a file's name says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The artist, where the name has one.
    pub artist: Option<String>,
    /// The title.
    pub title: String,
}

/// The artist and the title that a file's name or path surely says: "Artist - Title", "01. Title". `None` where the name
/// can be read in several ways, or is nothing but a name.
pub fn said_by_name(path: &str) -> Option<Said> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = without_ending(name)?.trim();
    let stem = without_video_id(stem).unwrap_or(stem).trim();
    // Where spaces were typed, underscores are part of the name.
    let stem = if stem.contains(' ') { stem.to_owned() } else { stem.replace('_', " ") };
    let stem = stem.replace('\u{3000}', " ");
    let stem = without_marks(&stem);
    let unnumbered = without_track_number(stem);
    let parts = divided(unnumbered.unwrap_or(stem), |char, before, after| {
        matches!(char, '-' | '‐' | '‑' | '−' | '–' | '—' | '―' | '‒' | '－') && before && after
    });
    match parts.as_slice() {
        [title] => unnumbered
            .filter(|_| is_worded(title) && is_title(title))
            .map(|_| Said { artist: None, title: title.clone() }),
        [artist, rest @ ..] if is_artist(artist) => {
            Some(Said { artist: Some(unbracketed(artist).to_owned()), title: title_of(rest)? })
        }
        _ => None,
    }
}

/// The title in what follows an artist: "Title", "01 - Title", "Title - Live", but neither "Album - Title" nor "Live": what
/// stands before that is a title itself.
fn title_of(parts: &[String]) -> Option<String> {
    let title = match parts {
        [number, title] if is_no_name(number) => title,
        [title] => title,
        [title, versions @ ..] if !is_no_name(title) && versions.iter().all(|part| tells_version(part)) => {
            title
        }
        _ => return None,
    };
    let with_version = || parts.join(" - ");
    let is_numbered = parts.first().is_some_and(|first| first != title);
    (is_title(title) && !is_version(title)).then(|| if is_numbered { title.clone() } else { with_version() })
}

/// Whether a part tells which recording of a title it is: "Live at Wembley".
fn tells_version(part: &str) -> bool {
    part.contains(|char: char| char.is_ascii_alphabetic()) && is_qualifier(part)
}

/// Whether nothing but a version is told, word for word: "Live", "Radio Edit", but neither "Live Forever" nor "Song 2".
fn is_version(part: &str) -> bool {
    const TELLING: [&str; 12] = [
        "live",
        "remix",
        "edit",
        "mix",
        "version",
        "instrumental",
        "acoustic",
        "demo",
        "remaster",
        "remastered",
        "karaoke",
        "unplugged",
    ];
    let tells = |word: &str| TELLING.contains(&word.to_lowercase().as_str());
    tells_version(part) && part.split_whitespace().any(tells) && part.split_whitespace().all(is_qualifier)
}

/// A name without the ending that an audio file has, though it be there twice; `None` where it has another.
fn without_ending(name: &str) -> Option<&str> {
    let Some((stem, ending)) = name.rsplit_once('.') else { return Some(name) };
    let is_ending = |ending: &str| is_audio_ending(ending) || ending.eq_ignore_ascii_case(VIDEO);
    let again = stem.rsplit_once('.').filter(|(_, ending)| is_ending(ending));
    is_ending(ending).then_some(again.map_or(stem, |(stem, _)| stem))
}

/// A name without the number of the track before it, where it surely is one: "01 Title", "1. Title", "1-03 Title",
/// "A1. Title".
fn without_track_number(stem: &str) -> Option<&str> {
    let bare = stem.trim_start_matches(['[', '(']);
    let (number, is_side) = match bare.strip_prefix(['A', 'B', 'C', 'D']) {
        Some(number) => (number, true),
        None => (bare, false),
    };
    let rest = number.trim_start_matches(|char: char| char.is_ascii_digit());
    let (number, rest) = number.split_at_checked(number.len() - rest.len())?;
    let is_sure = match (number.len(), is_side) {
        // "D12 - My Band", "A1 - Be the First" are artists.
        (digits, true) => digits == 1 && rest.starts_with(". "),
        (1, false) if is_on_disc(rest) => true,
        // "311 - Amber" is one, too; "7.1", "4:44" are no numbers of tracks.
        (digits, false) => {
            (digits < MOST_DIGITS && digits > 0 || digits == MOST_DIGITS && number.starts_with('0'))
                && rest.trim_start_matches(['.', ')', ']', '-']).starts_with(' ')
                && is_marked_number(bare)
        }
    };
    without_number(stem).filter(|_| is_sure).map(str::trim)
}

/// Whether the number of a disc is followed by that of a track on it: "-03 ".
fn is_on_disc(rest: &str) -> bool {
    let number =
        rest.strip_prefix('-').and_then(|rest| rest.get(..3)).and_then(|number| number.strip_suffix(' '));
    number.is_some_and(|number| number.parse::<u8>().is_ok_and(|number| (1..=MOST_ON_DISC).contains(&number)))
}

/// "Artist" of "[Artist]".
fn unbracketed(artist: &str) -> &str {
    let inner = artist.strip_prefix('[').and_then(|artist| artist.strip_suffix(']'));
    inner.filter(|inner| !inner.contains(['[', ']'])).map_or(artist, str::trim)
}

fn is_artist(part: &str) -> bool {
    is_worded(part) && !is_no_name(part) && !is_version(part)
}

fn is_worded(part: &str) -> bool {
    part.chars().any(char::is_alphabetic)
}

fn is_title(part: &str) -> bool {
    part.chars().any(char::is_alphanumeric) && !is_placeholder(part)
}

/// What programs call tracks of which they know the number alone: without that they would all be called the same.
fn is_placeholder(part: &str) -> bool {
    const WORDS: [&str; 9] =
        ["track", "audio", "audiotrack", "titel", "title", "untitled", "unknown", "pista", "piste"];
    let mut words = part.split_whitespace().map(str::to_lowercase);
    words.all(|word| WORDS.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(path: &str) -> Option<(String, String)> {
        said_by_name(path).map(|said| (said.artist.unwrap_or_default(), said.title))
    }

    #[test]
    fn artist_and_title_are_parted_where_the_name_says_so() {
        for (path, artist, title) in [
            ("Some Artist - Some Title (Extended Mix).mp3", "Some Artist", "Some Title (Extended Mix)"),
            ("01 - Some Artist – En Dash Title.mp3", "Some Artist", "En Dash Title"),
            ("Music/Sets/01 - Some Artist - Song.flac", "Some Artist", "Song"),
            ("03. Adele - Hello.opus", "Adele", "Hello"),
            ("Adele_-_Hello.wav", "Adele", "Hello"),
            ("Some_Artist_-_Some_Title.MP3", "Some Artist", "Some Title"),
            ("Jay-Z - 99 Problems.mp3", "Jay-Z", "99 Problems"),
            ("AC-DC - Thunderstruck.mp3", "AC-DC", "Thunderstruck"),
            ("blink-182 - Dammit.mp3", "blink-182", "Dammit"),
            ("3OH!3 - Don't Trust Me.mp3", "3OH!3", "Don't Trust Me"),
            ("Blur - Song 2.mp3", "Blur", "Song 2"),
            ("Oasis - Live Forever.mp3", "Oasis", "Live Forever"),
            ("Adele - Hello - Live at Wembley 2011.mp3", "Adele", "Hello - Live at Wembley 2011"),
            ("50 Cent - In da Club.mp3", "50 Cent", "In da Club"),
            ("Adele - 25.mp3", "Adele", "25"),
            ("Beyoncé — Déjà vu.m4a", "Beyoncé", "Déjà vu"),
            ("فيروز - نسم علينا الهوى.mp3", "فيروز", "نسم علينا الهوى"),
            ("Adele - Hello - Live.mp3", "Adele", "Hello - Live"),
            ("Adele - Hello (Live - 2011).mp3", "Adele", "Hello (Live - 2011)"),
            ("Adele - 01 - Hello.mp3", "Adele", "Hello"),
            ("Muse - Uprising [kJQP7kiw5Fk].webm", "Muse", "Uprising"),
            ("Muse - Uprising-RgKAFK5djSk.mp3", "Muse", "Uprising"),
            ("Muse - Uprising.mp3.mp3", "Muse", "Uprising"),
            ("01. Song.mp3", "", "Song"),
            ("01 Song.mp3", "", "Song"),
            ("7. Song.flac", "", "Song"),
            ("12 - Song.flac", "", "Song"),
            ("A1. Vinyl Rip.MP3", "", "Vinyl Rip"),
            ("Some Artist - Some Title", "Some Artist", "Some Title"),
            ("1-03 Song.wav", "", "Song"),
            ("8A - 128 - Some Artist - Some Song.mp3", "Some Artist", "Some Song"),
            (
                "15293210_Some_Artist_-_Some_Song_(Original_Mix).mp3",
                "Some Artist",
                "Some Song (Original Mix)",
            ),
            ("01. Some Artist - Some Song (Remix) [128].mp3", "Some Artist", "Some Song (Remix)"),
            ("[Some Artist] - Some Song.mp3", "Some Artist", "Some Song"),
            ("01\u{3000}周杰倫 - 告白氣球.mp3", "周杰倫", "告白氣球"),
            ("周杰倫 － 告白氣球.mp3", "周杰倫", "告白氣球"),
        ] {
            assert_eq!(said(path), Some((artist.into(), title.into())), "{path}");
        }
    }

    #[test]
    fn a_name_that_may_be_read_otherwise_stays_whole() {
        for path in [
            "one.wav",
            "AC-DC.mp3",
            "Adele-Hello.mp3",
            "2 - 1.mp3",
            "311 - Amber.mp3",
            "1999 - Prince.mp3",
            "7.1 surround.wav",
            "10 Seconds.wav",
            "99 Problems.mp3",
            "4-44.mp3",
            "Track 01.mp3",
            "01 Audio Track.wav",
            "03 - Track.wav",
            "Some Artist - Untitled.mp3",
            "Track 01 - Song.mp3",
            "Various Artists - Song.mp3",
            "Adele - Nineteen - Hello.mp3",
            "02 - Song - Live.mp3",
            "Recording 2026-11-28 06.18.06.wav",
            "Some Artist - .mp3",
            " - Song.mp3",
            " - .mp3",
            "01.mp3",
            "01 - .mp3",
            "Song - Live.mp3",
            "D12 - My Band.mp3",
            "A1 - Song.mp3",
            "4-44 Song.mp3",
            "Some Artist - Some Title.xyz",
            "some_name.wav",
            "",
            ".mp3",
        ] {
            assert_eq!(said(path), None, "{path}");
        }
    }
}
