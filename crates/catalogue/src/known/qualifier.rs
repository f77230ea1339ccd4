//! What stands in brackets or behind a dash: guests, another recording, an edition of the same one, or a part of the
//! title.

mod editions;
mod recordings;

pub use editions::{is_filler, is_trailing_edition, is_year};
pub use recordings::{GUEST_MARKS, is_trailing_recording};

use super::words::words;
use editions::{SURELY_EDITION, telling};
use recordings::{CARRIERS, ORIGINS, PARTS, RECORDINGS};
use std::collections::BTreeSet;

/// What a bracket or the part behind a dash says.
#[derive(Clone, Debug, PartialEq)]
pub enum Qualifier {
    /// Who is also heard.
    Guests(String),
    /// How the same recording was sold or found: "Remastered 2011", "Radio Edit", "Official Video".
    Edition(BTreeSet<String>),
    /// Another recording: "Live at Wembley", "Zedd Remix". What tells it from others.
    Version(BTreeSet<String>),
    /// What tells a piece from its neighbours, and is never left out: "Pt. 2", "Reprise".
    Part(Vec<String>),
    /// A subtitle, which people leave out.
    Subtitle(Vec<String>),
}

/// Reads what stands in brackets or behind a dash, of a song by `artist` (its words).
pub fn read(text: &str, artist: &[String]) -> Vec<Qualifier> {
    if is_address(text) {
        return vec![Qualifier::Edition(BTreeSet::new())];
    }
    let words = words(&loosened(text));
    if let Some(place) = words.iter().position(|word| GUEST_MARKS.contains(&word.as_str())) {
        let guests = Qualifier::Guests(words[place + 1..].join(" "));
        let rest = if place > 0 { vec![judge(&words[..place], artist)] } else { Vec::new() };
        return std::iter::once(guests).chain(rest).collect();
    }
    let is_with = |word: &String| matches!(word.as_str(), "with" | "w" | "con");
    let (company, of) = match words.as_slice() {
        [first, rest @ ..] if is_with(first) => (true, rest),
        [first, second, rest @ ..] if first == "duet" && is_with(second) => (true, rest),
        _ => (false, [].as_slice()),
    };
    if company && !of.is_empty() && !of.iter().all(|word| is_filler(word)) {
        return vec![Qualifier::Guests(of.join(" "))];
    }
    vec![judge(&words, artist)]
}

/// Whether a text is the address of a site that files come from.
pub fn is_address(text: &str) -> bool {
    const ENDS: &[&str] = &[
        "com", "net", "org", "info", "ru", "pm", "cc", "me", "io", "to", "co", "is", "eu", "ws", "fm", "uk",
        "fr", "es",
    ];
    let text = text.trim().to_lowercase();
    let has_end = text.rsplit_once('.').is_some_and(|(name, end)| !name.is_empty() && ENDS.contains(&end));
    !text.contains(char::is_whitespace) && (has_end || text.starts_with("www."))
}

/// "feat.Somebody" as two words: full stops vanish from words.
pub fn loosened(text: &str) -> String {
    let mut loose = text.to_owned();
    if !loose.contains("t.") && !loose.contains("T.") && !loose.contains("rod.") && !loose.contains(" w/") {
        return loose;
    }
    for mark in ["feat.", "Feat.", "FEAT.", "ft.", "Ft.", "FT.", "prod.", "Prod."] {
        loose = loose.replace(mark, &format!("{mark} "));
    }
    loose.replace(" w/", " feat ")
}

fn judge(words: &[String], artist: &[String]) -> Qualifier {
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let begins = |list: &[&str]| words.first().is_some_and(|word| list.contains(&word.as_str()));
    let edition = || Qualifier::Edition(words.iter().filter_map(|word| telling(word)).collect());
    let is_of_stage = words.windows(2).any(|pair| pair[0] == "cast" && pair[1] == "recording");
    // What is in another script says the same again.
    let is_foreign = !words.iter().any(|word| word.bytes().any(|byte| byte.is_ascii_alphanumeric()));
    if begins(ORIGINS) || is_of_stage || is_foreign {
        return edition();
    }
    if has(RECORDINGS) {
        return Qualifier::Version(tale(words));
    }
    if begins(PARTS) {
        return Qualifier::Part(words.to_vec());
    }
    if has(SURELY_EDITION) || words.iter().all(|word| is_filler(word)) {
        return edition();
    }
    if has(CARRIERS) {
        let rest = words.iter().filter(|word| !is_filler(word));
        let is_own = has(&["version", "ver"]) && rest.clone().all(|word| artist.contains(word));
        return if is_own { edition() } else { Qualifier::Version(tale(words)) };
    }
    Qualifier::Subtitle(words.to_vec())
}

/// What tells one version from another: "Zedd Remix" and "Zedd Mix" are one, "Live" and "Live at Wembley" are not.
fn tale(words: &[String]) -> BTreeSet<String> {
    let synonym = |word: &str| {
        match word {
            "vivo" => "live",
            "acustico" | "acustica" => "acoustic",
            "rmx" | "remixed" => "remix",
            "acapella" | "cappella" | "capella" => "acappella",
            "sessions" => "session",
            "rerecorded" | "rerecording" => "recorded",
            other => other,
        }
        .to_owned()
    };
    let told: BTreeSet<String> = words.iter().map(|word| synonym(word)).collect();
    let is_live = told.contains("live");
    let says = |word: &&String| !is_filler(word) || (is_live && is_year(word));
    let kept: BTreeSet<String> = told.iter().filter(says).filter(|word| *word != "remix").cloned().collect();
    if kept.is_empty() { told.into_iter().filter(|word| word == "remix").collect() } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Qualifier {
        let mut all = read(text, &words("Glee Cast"));
        assert_eq!(all.len(), 1, "{text}");
        all.remove(0)
    }

    #[test]
    fn editions_are_no_other_recording() {
        for text in [
            "Remastered 2011",
            "2009 Remaster",
            "Radio Edit",
            "Single Version",
            "Album Version (Edited)",
            "Explicit",
            "Official Music Video",
            "Official HD Video",
            "Lyrics",
            "with lyrics",
            "HQ",
            "320kbps",
            "Original Mix",
            "From \"Mamma Mia!\" Soundtrack",
            "2015",
            "Glee Cast Version",
            "Mono",
            "Prod. by Somebody",
            "M/V",
            "7\" Version",
            "NCS Release",
            "Re-Mastered",
        ] {
            assert!(matches!(one(text), Qualifier::Edition(_)), "{text}: {:?}", one(text));
        }
    }

    #[test]
    fn versions_are_told_apart() {
        let version = |text: &str| match one(text) {
            Qualifier::Version(told) => told.into_iter().collect::<Vec<_>>().join(" "),
            other => panic!("{text}: {other:?}"),
        };
        for (text, told) in [
            ("Live", "live"),
            ("Live Version", "live"),
            ("En Vivo", "live"),
            ("Live at Wembley 1986", "1986 live wembley"),
            ("Zedd Remix", "zedd"),
            ("RAC Mix", "rac"),
            ("Remix", "remix"),
            ("Zedd Radio Edit", "zedd"),
            ("Spanish Version", "spanish"),
            ("12\" Version", "12"),
            ("Taylor's Version", "taylors"),
            ("Re-Recorded / Remastered", "recorded"),
            ("Acoustic Version", "acoustic"),
        ] {
            assert_eq!(version(text), told, "{text}");
        }
    }

    #[test]
    fn guests_parts_and_subtitles_are_read() {
        assert_eq!(one("feat.Drake"), Qualifier::Guests("drake".into()));
        assert_eq!(one("with Rihanna"), Qualifier::Guests("rihanna".into()));
        assert!(matches!(one("Pt. 2"), Qualifier::Part(_)));
        assert!(matches!(one("So Far Away"), Qualifier::Subtitle(_)));
        let both = read("Remix feat. Drake", &[]);
        assert!(both.contains(&Qualifier::Guests("drake".into())), "{both:?}");
        assert!(both.iter().any(|one| matches!(one, Qualifier::Version(_))), "{both:?}");
    }
}
