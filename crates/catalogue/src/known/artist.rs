//! Who made a song, as files and the catalogue credit it.

use super::qualifier::GUEST_MARKS;
use super::words::{squash, words};

/// Words that join artists.
const JOINING: &[&str] =
    &["and", "x", "vs", "versus", "y", "e", "con", "with", "w", "pres", "presents", "meets"];

/// Signs that join artists.
const SIGNS: &[char] = &[',', '&', '+', '/', ';', '×', '·', '|'];

/// Words of channels that are no part of a name.
const CHANNEL: &[&str] = &["vevo", "topic", "official", "oficial", "tv", "channel", "music"];

/// What a file says of who made its song.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Credits {
    /// Keys under which the catalogue may know the artist, likeliest first.
    pub keys: Vec<String>,
    /// Words of everybody's names.
    pub words: Vec<String>,
}

impl Credits {
    /// Reads one or several artists.
    pub fn read(text: &str) -> Credits {
        let bare = without_brackets(text);
        let (main, guests) = without_guests(&bare);
        let mut keys = vec![key(text), key(&bare), key(&main)];
        keys.push(key(&without_channel(&main)));
        keys.extend(beginnings(&main).iter().map(|beginning| key(beginning)));
        keys.extend(pieces(&main).iter().map(|piece| key(piece)));
        keys.extend(pieces(&guests).iter().map(|piece| key(piece)));
        let mut known = Vec::new();
        for key in keys.into_iter().filter(|key| !key.is_empty()) {
            if !known.contains(&key) {
                known.push(key);
            }
        }
        Credits { keys: known, words: words(text) }
    }
}

/// The key of one artist's name: without "the" and what joins names.
pub fn key(name: &str) -> String {
    let all = words(name);
    let last = all.len().saturating_sub(1);
    let is_kept = |place: usize, word: &str| {
        let is_article = word == "the" && last > 0 && (place == 0 || place == last);
        let is_joint = JOINING.contains(&word) && place > 0 && place < last;
        !is_article && !is_joint
    };
    let kept: Vec<String> = all
        .iter()
        .enumerate()
        .filter(|(place, word)| is_kept(*place, word))
        .map(|(_, word)| word.clone())
        .collect();
    squash(&kept, name)
}

/// Other keys of an artist of the catalogue: the leader of a band, the first of several.
pub fn leaders(artist: &str) -> Vec<String> {
    let bare = without_brackets(artist);
    let (main, _) = without_guests(&bare);
    let mut leaders = vec![key(&main)];
    if let Some(first) = pieces_at(&main, &['&', '+', '/'], &["and", "y", "x", "with"]).first() {
        leaders.push(key(first));
    }
    leaders.retain(|leader| leader.chars().count() > 2 && *leader != key(artist));
    leaders
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0usize;
    let kept: String = text
        .chars()
        .filter(|char| {
            match char {
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect();
    if kept.trim().is_empty() { text.to_owned() } else { kept }
}

/// A name, and who is credited behind "feat.".
fn without_guests(text: &str) -> (String, String) {
    let text = super::qualifier::loosened(text);
    let all: Vec<&str> = text.split_whitespace().collect();
    let is_mark = |word: &&str| GUEST_MARKS.contains(&word.to_lowercase().trim_matches('.'));
    match all.iter().position(is_mark).filter(|place| *place > 0) {
        Some(place) => (all[..place].join(" "), all[place + 1..].join(" ")),
        None => (all.join(" "), String::new()),
    }
}

fn without_channel(text: &str) -> String {
    let mut all: Vec<&str> = text.split_whitespace().collect();
    while all.len() > 1
        && all.last().is_some_and(|last| CHANNEL.contains(&last.to_lowercase().as_str()) || *last == "-")
    {
        all.pop();
    }
    let joined = all.join(" ");
    joined.strip_suffix("VEVO").map(str::to_owned).unwrap_or(joined)
}

fn pieces(text: &str) -> Vec<String> {
    let pieces = pieces_at(text, SIGNS, JOINING);
    if pieces.len() > 1 { pieces } else { Vec::new() }
}

/// Whether a word joins artists. The full stop of "vs." is none of it, that of "E." is.
fn is_joint(word: &str, joining: &[&str]) -> bool {
    let lower = word.to_lowercase();
    let bare = lower.strip_suffix('.').filter(|bare| bare.len() > 1).unwrap_or(&lower);
    joining.contains(&bare)
}

/// Everything before each of the signs and words that may join artists, or be part of a name: "Tyler, The Creator, …".
fn beginnings(text: &str) -> Vec<String> {
    let all: Vec<&str> = text.split_whitespace().collect();
    let ends = |place: &usize| {
        let before = place.checked_sub(1).and_then(|before| all.get(before));
        all.get(*place).is_some_and(|word| {
            is_joint(word, JOINING) || SIGNS.iter().any(|sign| **word == sign.to_string())
        }) || before.is_some_and(|word| word.ends_with(SIGNS))
    };
    (1..all.len()).rev().filter(ends).map(|place| all[..place].join(" ")).collect()
}

/// The stretches of a text between certain signs and words.
fn pieces_at(text: &str, signs: &[char], joining: &[&str]) -> Vec<String> {
    let mut pieces = Vec::new();
    for stretch in text.split(signs) {
        let mut piece: Vec<&str> = Vec::new();
        for word in stretch.split_whitespace() {
            if is_joint(word, joining) {
                pieces.push(std::mem::take(&mut piece).join(" "));
            } else {
                piece.push(word);
            }
        }
        pieces.push(piece.join(" "));
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_however_they_are_joined() {
        for (one, other) in [
            ("The Beatles", "Beatles, The"),
            ("Florence + The Machine", "Florence and The Machine"),
            ("Wisin & Yandel", "Wisin y Yandel"),
            ("Guns N' Roses", "Guns and Roses"),
            ("Dan + Shay", "Dan & Shay"),
            ("AC/DC", "AC_DC"),
            ("Malcolm X", "malcolm x"),
        ] {
            assert_eq!(key(one), key(other), "{one}");
        }
        assert_eq!(key("The The"), "thethe");
    }

    #[test]
    fn everybody_who_is_credited_may_be_the_artist() {
        let keys = |text| Credits::read(text).keys;
        for (text, artist) in [
            ("DJ Snake feat. Justin Bieber", "djsnake"),
            ("Calvin Harris, Pharrell Williams & Katy Perry", "calvinharris"),
            ("Zedd x Griff", "zedd"),
            ("Tyler, The Creator, Hodgy Beats", "tylerthecreator"),
            ("Marc E. Bassy x Kehlani", "marcbassy"),
            ("Axwell vs. Ingrosso", "axwell"),
            ("AdeleVEVO", "adele"),
            ("Adele - Topic", "adele"),
            ("Adele (Official)", "adele"),
        ] {
            assert!(keys(text).contains(&artist.to_owned()), "{text}: {:?}", keys(text));
        }
        assert_eq!(keys("Simon & Garfunkel")[0], "simongarfunkel");
        assert_eq!(leaders("Bob Marley & The Wailers"), ["bobmarley"]);
        assert_eq!(leaders("3OH!3 featuring Neon Hitch"), ["3oh3", "3oh3"]);
        assert!(leaders("Adele").is_empty());
    }
}
