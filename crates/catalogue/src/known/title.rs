//! A title taken apart: what tells songs apart, which recording it is, who is also heard.

use super::qualifier::{self, GUEST_MARKS, Qualifier, is_trailing_edition, is_trailing_recording};
use super::words::{squash, words};
use std::collections::BTreeSet;

/// A title as it is compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Title {
    /// Words that tell songs apart.
    pub words: Vec<String>,
    /// The same without what people leave out.
    pub short: Vec<String>,
    /// What tells the recording from the one that was first sold; empty for that.
    pub version: BTreeSet<String>,
    /// How it was sold: "radio", "remaster".
    pub editions: BTreeSet<String>,
    /// Words of the guests' names.
    pub guests: BTreeSet<String>,
    /// As it was written.
    written: String,
}

/// A stretch of a title, and whether brackets stand around it.
struct Stretch {
    text: String,
    is_bracket: bool,
}

impl Title {
    /// Reads the parts that dashes divide a title into, of a song by an artist of these words.
    pub fn read<T: AsRef<str>>(parts: &[T], artist: &[String]) -> Title {
        let mut title = Title::default();
        for (place, part) in parts.iter().enumerate() {
            if place == 0 {
                title.written = part.as_ref().to_owned();
                stretches(part.as_ref()).into_iter().for_each(|stretch| title.take(stretch, artist));
            } else if stretches(part.as_ref()).iter().all(|stretch| !stretch.is_bracket) {
                title.qualify(part.as_ref(), artist);
            } else {
                // "Album Version (Edited)", "Live (2011)", and a second title with a bracket of its own.
                stretches(part.as_ref()).iter().for_each(|stretch| title.qualify(&stretch.text, artist));
            }
        }
        if title.short.is_empty() {
            title.short = title.words.clone();
        }
        title
    }

    fn take(&mut self, stretch: Stretch, artist: &[String]) {
        if stretch.is_bracket {
            return self.qualify(&stretch.text, artist);
        }
        let mut all = words(&qualifier::loosened(&stretch.text));
        let is_mark = |word: &String| GUEST_MARKS.contains(&word.as_str());
        let is_first = self.words.is_empty();
        if let Some(place) = all.iter().position(is_mark).filter(|place| *place > 0 || !is_first) {
            self.guests.extend(all.drain(place..).skip(1));
        }
        if let Some(place) =
            all.iter().position(|word| word == "prod").filter(|place| *place > 0 || !is_first)
        {
            all.truncate(place);
        }
        self.short.extend(all.iter().cloned());
        self.words.extend(all);
    }

    fn qualify(&mut self, text: &str, artist: &[String]) {
        for qualifier in qualifier::read(text, artist) {
            match qualifier {
                Qualifier::Guests(names) => self.guests.extend(words(&names)),
                Qualifier::Edition(editions) => self.editions.extend(editions),
                Qualifier::Version(told) => self.version.extend(told),
                Qualifier::Part(part) => {
                    self.short.extend(part.iter().cloned());
                    self.words.extend(part);
                }
                Qualifier::Subtitle(words) => self.words.extend(words),
            }
        }
    }

    /// What two titles of one song have in common.
    pub fn key(&self) -> String {
        squash(&usual(&self.words), &self.written)
    }

    /// The same of a title without its subtitle.
    pub fn short_key(&self) -> String {
        squash(&usual(&self.short), &self.written)
    }

    /// The title without its last word, where that may be no part of it: "official", "live".
    pub fn without_tail(&self) -> Option<Title> {
        let last = self.words.last().filter(|_| self.words.len() > 1)?;
        let mut title = self.clone();
        if is_trailing_recording(last) {
            title.version.insert(last.clone());
        } else if !is_trailing_edition(last) {
            return None;
        }
        title.words.pop();
        title.short = title.words.clone();
        Some(title)
    }
}

/// Words in one spelling: no article first, numbers of parts as digits, "somethin'" as "something".
fn usual(words: &[String]) -> Vec<String> {
    let skipped = usize::from(
        words.len() > 1 && words.first().is_some_and(|word| matches!(word.as_str(), "the" | "a" | "an")),
    );
    let mut usual: Vec<String> = Vec::with_capacity(words.len());
    for word in words.iter().skip(skipped) {
        let is_number_of_part = usual.last().is_some_and(|last| last == "part");
        usual.push(match word.as_str() {
            "pt" | "parte" => "part".to_owned(),
            "till" => "til".to_owned(),
            "o" if !usual.is_empty() => "of".to_owned(),
            "1" | "i" | "one" if is_number_of_part => "1".to_owned(),
            "2" | "ii" | "two" if is_number_of_part => "2".to_owned(),
            "3" | "iii" | "three" if is_number_of_part => "3".to_owned(),
            "4" | "iv" | "four" if is_number_of_part => "4".to_owned(),
            word if word.len() > 5 && word.ends_with("ing") => word[..word.len() - 1].to_owned(),
            word => word.to_owned(),
        });
    }
    usual
}

/// Stretches within and without brackets; a bracket that is never closed goes to the end.
fn stretches(text: &str) -> Vec<Stretch> {
    let mut stretches = vec![Stretch { text: String::new(), is_bracket: false }];
    let mut depth = 0usize;
    for char in text.chars() {
        let (is_opening, is_closing) = (matches!(char, '(' | '[' | '{'), matches!(char, ')' | ']' | '}'));
        depth = if is_opening { depth + 1 } else { depth.saturating_sub(usize::from(is_closing)) };
        let is_edge = (is_opening && depth == 1) || (is_closing && depth == 0);
        if is_edge {
            stretches.push(Stretch { text: String::new(), is_bracket: is_opening });
        } else if let Some(last) = stretches.last_mut() {
            last.text.push(if is_opening || is_closing { ' ' } else { char });
        }
    }
    stretches.retain(|stretch| !stretch.text.trim().is_empty());
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(parts: &[&str]) -> Title {
        Title::read(parts, &[])
    }

    #[test]
    fn one_song_has_one_key_however_it_is_written() {
        let key = read(&["Come Together"]).key();
        for same in [
            &["Come Together (Official Video) [HD]"][..],
            &["Come Together", "Remastered 2015"],
            &["Come Together feat. Nobody"],
            &["Come Together (Audio) ft. Nobody [HD]"],
            &["Come Together (강남) [site.com] prod. by Nobody"],
            &["COME TOGETHER (Live)"],
            &["Come Together (Mono", "2009)"],
        ] {
            assert_eq!(read(same).key(), key, "{same:?}");
        }
        for other in [&["Come Apart"][..], &["Come Together (Pt. 2)"], &["Come Together (So Far Away)"]] {
            assert_ne!(read(other).key(), key, "{other:?}");
        }
        assert_eq!(read(&["Somethin' Bad, Part II"]).key(), read(&["Something Bad (Pt. 2)"]).key());
        assert_eq!(read(&["(I Can't Get No) Satisfaction"]).short_key(), "satisfaction");
        assert_eq!(read(&["???"]).key(), "???");
    }

    #[test]
    fn a_tail_is_taken_off_word_by_word() {
        let title = read(&["Hello live official video"]);
        let bare = title
            .without_tail()
            .and_then(|title| title.without_tail())
            .and_then(|title| title.without_tail());
        let bare = bare.unwrap();
        assert_eq!((bare.key().as_str(), bare.version.len()), ("hello", 1));
        assert_eq!(bare.without_tail(), None);
    }
}
