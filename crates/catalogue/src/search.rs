//! Finding tracks of the catalogue by what a user types: any order of words, accents and case ignored, beginnings of
//! words and slips of the finger allowed.
//!
//! All different words of all names are compared with each word of the query, which is a few tens of thousands; tracks
//! are then looked up by the words that match.

use crate::format::Catalogue;
use protocol::{TrackCard, TrackRef};
use std::collections::HashMap;
use strsim::osa_distance;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Worth of a word that is the same, that begins so, and that is so but for a slip; each slip more takes as much.
const SAME: f32 = 1.0;
const BEGINS: f32 = 0.75;
const SLIP: f32 = 0.35;

/// Worth of a word of the query that is a tag of the track, but stands in no name.
const TAGGED: f32 = 0.5;

/// What a very well known track gains over an unknown one.
const FAME_WEIGHT: f32 = 0.05;

/// What a name gains that is the whole query.
const WHOLE_NAME: f32 = 0.3;

/// Words of a query beyond these are passed over: no name is that long, but pasted text is.
const MOST_WORDS: usize = 16;

/// Words for finding the tracks of one catalogue.
pub struct Index {
    words: Vec<Word>,
    names: Vec<String>,
}

/// A word, and the tracks in whose name, artist or tags it stands.
struct Word {
    text: String,
    letters: u32,
    tracks: Vec<u32>,
    tagged: Vec<u32>,
}

impl Index {
    /// Reads all names once.
    pub fn new(catalogue: &Catalogue) -> Index {
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut words: Vec<Word> = Vec::new();
        let mut names = Vec::with_capacity(catalogue.len());
        let mut place_of = |text: &str, words: &mut Vec<Word>| match places.get(text) {
            Some(place) => *place,
            None => {
                words.push(Word {
                    text: text.to_owned(),
                    letters: letters(text),
                    tracks: Vec::new(),
                    tagged: Vec::new(),
                });
                places.insert(text.to_owned(), words.len() - 1);
                words.len() - 1
            }
        };
        for index in 0..catalogue.len() {
            let Some(track) = catalogue.track(index) else { continue };
            let name = fold(track.name);
            for word in name.split(' ').chain(fold(track.artist).split(' ')).filter(|word| !word.is_empty()) {
                let place = place_of(word, &mut words);
                push_once(&mut words[place].tracks, index as u32);
            }
            for tag in catalogue.tags.names_of(index) {
                for word in fold(tag).split(' ').filter(|word| !word.is_empty()) {
                    let place = place_of(word, &mut words);
                    push_once(&mut words[place].tagged, index as u32);
                }
            }
            names.push(name);
        }
        Index { words, names }
    }

    /// The `limit` tracks that match every word of `text` best; the better known of equals first.
    pub fn find(&self, catalogue: &Catalogue, text: &str, limit: usize) -> Vec<TrackCard> {
        let folded = fold(text);
        let query: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).take(MOST_WORDS).collect();
        let mut worth: Vec<f32> = vec![0.0; self.names.len()];
        let mut matched: Vec<u8> = vec![0; self.names.len()];
        for (wanted, number) in query.iter().zip(1u8..) {
            let mut best: HashMap<u32, f32> = HashMap::new();
            for (word, value) in self.matching(wanted) {
                let tagged = word.tagged.iter().map(|track| (track, value * TAGGED));
                for (track, value) in word.tracks.iter().map(|track| (track, value)).chain(tagged) {
                    let known = best.entry(*track).or_default();
                    *known = known.max(value);
                }
            }
            for (track, value) in best {
                let track = track as usize;
                // Whoever missed a word before is out.
                if matched[track] == number - 1 {
                    matched[track] = number;
                    worth[track] += value;
                }
            }
        }
        let words = query.len() as u8;
        let mut found: Vec<(f32, u32)> = (0u32..)
            .zip(worth.iter().zip(&matched))
            .filter(|(_, (_, matched))| words > 0 && **matched == words)
            .map(|(track, (worth, _))| {
                let whole = if self.names[track as usize] == folded { WHOLE_NAME } else { 0.0 };
                let fame = FAME_WEIGHT * catalogue.fame[track as usize];
                (worth / f32::from(words) + whole + fame, track)
            })
            .collect();
        found.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let shelf = crate::Shelf::default();
        found
            .into_iter()
            .take(limit)
            .filter_map(|(_, track)| catalogue.card(&shelf, TrackRef::Catalogue(track)))
            .collect()
    }

    /// Words that may be meant by `wanted`, with their worth.
    fn matching(&self, wanted: &str) -> impl Iterator<Item = (&Word, f32)> {
        let (length, letters) = (wanted.chars().count(), letters(wanted));
        let slips = match length {
            0..=3 => 0,
            4..=7 => 1,
            _ => 2,
        };
        self.words.iter().filter_map(move |word| {
            if word.text == wanted {
                return Some((word, SAME));
            }
            if word.text.starts_with(wanted) {
                return Some((word, BEGINS));
            }
            // A slip changes at most two letters: most words are out before they are compared.
            let lengths = word.text.len().abs_diff(wanted.len());
            if slips == 0 || lengths > 2 * slips || (word.letters ^ letters).count_ones() > 2 * slips as u32 {
                return None;
            }
            let distance = osa_distance(&word.text, wanted);
            (distance <= slips).then_some((word, SAME - SLIP * distance as f32))
        })
    }
}

fn push_once(tracks: &mut Vec<u32>, track: u32) {
    if tracks.last() != Some(&track) {
        tracks.push(track);
    }
}

/// Lower case without accents; whatever is neither letter nor digit separates words, but for apostrophes, which vanish.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for char in text.nfkd().filter(|char| !is_combining_mark(*char) && !matches!(char, '\'' | '’' | '.')) {
        if char.is_alphanumeric() {
            match char {
                'ø' | 'Ø' => folded.push('o'),
                'ł' | 'Ł' => folded.push('l'),
                'ß' => folded.push_str("ss"),
                'æ' | 'Æ' => folded.push_str("ae"),
                'đ' | 'Đ' => folded.push('d'),
                _ => folded.extend(char.to_lowercase()),
            }
        } else if !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.trim().to_owned()
}

/// Which letters a word has, a bit each; digits and what is left share bits.
fn letters(word: &str) -> u32 {
    word.chars().fold(0, |letters, char| letters | 1 << (char as u32 % 32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_takes_accents_case_and_marks_away() {
        for (text, folded) in [
            ("Beyoncé", "beyonce"),
            ("Sigur Rós – Ágætis byrjun", "sigur ros agaetis byrjun"),
            ("Don’t Stop 'Til You Get Enough", "dont stop til you get enough"),
            ("P!nk  (feat. AC/DC)", "p nk feat ac dc"),
            ("Mø & Łona", "mo lona"),
            ("", ""),
        ] {
            assert_eq!(fold(text), folded);
        }
    }
}
