//! What a file's tags say. A file may have several, and each may say some of it: what one is silent about the next is asked.

mod chunked;
mod formats;
mod id3v2;
mod matroska;
mod ogg_flac;
mod quicktime;
mod repair;

use containers::{Reader, Source, edges};
use protocol::Identity;
use std::io::{Read, Result, Seek};

use super::claims;

/// Longest text that is taken from a tag, characters: more is no name.
const LONGEST: usize = 300;

/// Most bytes of a value that are looked at.
const MOST_BYTES: usize = 8 * LONGEST;

/// What a tag's field is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Title,
    Artist,
    /// Several artists, one by one; counts where nothing says it in one.
    Artists,
    Album,
    Tempo,
    Key,
    Comment,
}

/// Fields of one tag with their values, in its order. A field may stand there several times.
type Tag = Vec<(Field, String)>;

impl Field {
    /// The field of this name, in the formats where fields are named by words.
    fn named(name: &str) -> Option<Self> {
        const NAMES: [(&str, Field); 14] = [
            ("TITLE", Field::Title),
            ("ARTIST", Field::Artist),
            ("ARTISTS", Field::Artists),
            ("ALBUM", Field::Album),
            ("BPM", Field::Tempo),
            ("TBPM", Field::Tempo),
            ("FBPM", Field::Tempo),
            ("TEMPO", Field::Tempo),
            ("INITIALKEY", Field::Key),
            ("INITIAL KEY", Field::Key),
            ("INITIAL_KEY", Field::Key),
            ("KEY", Field::Key),
            ("TKEY", Field::Key),
            ("COMMENT", Field::Comment),
        ];
        NAMES.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, field)| *field)
    }
}

/// Title, artist, album, and what is claimed of tempo and key. Tags that cannot be read are none: the audio may be sound all
/// the same.
///
/// # Errors
/// Where the file cannot be read.
pub fn read(file: &mut (impl Read + Seek)) -> Result<Identity> {
    let mut tags = tags_of(file)?;
    tags.iter_mut().for_each(tidy);
    let first = |field| tags.iter().find_map(|tag| values(tag, field).next()).map(str::to_owned);
    Ok(Identity {
        title: first(Field::Title),
        artist: all(&tags, Field::Artist).or_else(|| all(&tags, Field::Artists)),
        album: first(Field::Album),
        claims: claims::of(
            &every(&tags, Field::Tempo),
            &every(&tags, Field::Key),
            &every(&tags, Field::Comment),
        ),
        ..Identity::default()
    })
}

/// All tags of a file, those that count first at the front.
fn tags_of(file: &mut (impl Read + Seek)) -> Result<Vec<Tag>> {
    let source = Reader::new(&mut *file)?;
    let start = edges::after_leading(&source);
    let leading = id3v2::leading(&source);
    let is_usual = is_frames(&source.read(start, 8));
    let of_container = matroska::read(&source, start)
        .or_else(|| ogg_flac::read(&source, start))
        .or_else(|| chunked::read(&source, start));
    let of_movie = quicktime::read(&source, start);
    source.check()?;
    let others = match of_container {
        Some(tags) => tags,
        None => formats::read(file, start)?,
    };
    let tags = if is_usual { [leading, others] } else { [others, leading] };
    Ok(tags.into_iter().flatten().chain([of_movie]).collect())
}

/// Whether no container begins here but frames of MPEG audio, whose tag is ID3: for all others it is a stranger's.
fn is_frames(beginning: &[u8]) -> bool {
    let is_container = matches!(beginning.get(..4), Some(b"fLaC" | b"OggS" | b"RIFF" | b"FORM"));
    !is_container && beginning.get(4..8) != Some(b"ftyp")
}

/// Brings all values into a form that can be shown; blank ones go.
fn tidy(tag: &mut Tag) {
    repair::encodings(tag);
    tag.iter_mut().for_each(|(_, value)| *value = tidied(value));
    tag.retain(|(_, value)| !value.is_empty());
}

/// A text on one line, without what is not seen at its ends; empty where nothing of it is seen.
fn tidied(text: &str) -> String {
    let is_unseen = |char: char| matches!(char, '\u{feff}' | '\u{fffe}' | '\u{ad}' | '\u{200b}' | '\u{2060}');
    let shown = text.chars().filter(|char| !is_unseen(*char));
    let spaced: String = shown.map(|char| if char.is_control() { ' ' } else { char }).collect();
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let line: String = words.join(" ").chars().take(LONGEST).collect();
    if line.chars().all(is_mark) { String::new() } else { line }
}

/// Whether a character joins or turns others and is nothing by itself.
fn is_mark(char: char) -> bool {
    matches!(char, ' ' | '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2061}'..='\u{2069}' | '\u{fe0f}')
}

/// Parts of a value that NULs divide: several values in one, as ID3v2.4 has them. The bytes beyond the most are no part.
fn parts(value: &str) -> impl Iterator<Item = String> {
    let end = value.floor_char_boundary(MOST_BYTES);
    value.get(..end).unwrap_or_default().split('\0').map(str::to_owned)
}

fn values(tag: &Tag, wanted: Field) -> impl Iterator<Item = &str> {
    tag.iter().filter(move |(field, _)| *field == wanted).map(|(_, value)| value.as_str())
}

fn every(tags: &[Tag], field: Field) -> Vec<&str> {
    tags.iter().flat_map(|tag| values(tag, field)).collect()
}

/// All different values of a field in the first tag that has any, in one line.
fn all(tags: &[Tag], field: Field) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    let tag = tags.iter().find(|tag| values(tag, field).next().is_some())?;
    values(tag, field).for_each(|name| {
        if !names.contains(&name) {
            names.push(name);
        }
    });
    Some(names.join(", ").chars().take(LONGEST).collect())
}

#[cfg(test)]
mod tests;
