//! Which song of the catalogue a file is, by its tags or its name.
//!
//! Names are taken apart into artist, title, version and the rest in every way in which people put them together, and
//! looked up exactly: same artist, same words. Only where nothing is found so, one slip of the finger is forgiven.
//! What tells of another recording must be the same on both sides.

mod artist;
mod file_name;
mod marks;
mod naming;
mod qualifier;
mod said;
mod stem;
mod title;
mod words;

use crate::format::Catalogue;
use artist::Credits;
use file_name::Reading;
use std::collections::{BTreeSet, HashMap, HashSet};
use title::Title;

pub use naming::Naming;
pub use said::{Said, said_by_name};

/// A track of the catalogue that a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its place in the catalogue.
    pub place: u32,
    /// Whether the name means another recording of that song: a remix, a live or an instrumental version.
    pub is_version: bool,
}

/// All songs of one catalogue by what names say of them.
pub struct Index {
    songs: Vec<Song>,
    /// Songs by the key of their artist.
    artists: HashMap<String, Vec<u32>>,
    /// Songs by the key of the first of several artists.
    leaders: HashMap<String, Vec<u32>>,
    /// Songs in the order of their keys.
    by_key: Vec<u32>,
    /// All words of titles.
    words: HashSet<String>,
}

/// What is compared of a track; the rest is read again from the catalogue where it is needed.
struct Song {
    place: u32,
    key: Box<str>,
    /// The key without its subtitle; `None` where there is none.
    short: Option<Box<str>>,
    /// What tells the recording from others; empty for the first.
    version: Box<str>,
}

/// Readings of a name in which slips are looked for.
const MOST_SLIPS: usize = 16;

/// Letters that a title must have for its artist's name to be forgiven a slip, and that name.
const SURE_TITLE: usize = 5;
const SURE_ARTIST: usize = 6;

impl Index {
    /// Reads all names once.
    pub fn new(catalogue: &Catalogue) -> Index {
        let mut index = Index {
            songs: Vec::with_capacity(catalogue.len()),
            artists: HashMap::new(),
            leaders: HashMap::new(),
            by_key: Vec::new(),
            words: HashSet::new(),
        };
        let mut artist = Artist::default();
        for (place, track) in (0u32..).zip((0..catalogue.len()).map_while(|place| catalogue.track(place))) {
            // Tracks stand in the order of their artists.
            if artist.name != track.artist {
                artist = Artist::of(track.artist);
            }
            let title = Title::read(&file_name::segments(&file_name::tidy(track.name)), &artist.words);
            index.artists.entry(artist.key.clone()).or_default().push(place);
            for leader in &artist.leaders {
                index.leaders.entry(leader.clone()).or_default().push(place);
            }
            let key = title.key();
            let short = (title.short != title.words).then(|| title.short_key()).filter(|short| *short != key);
            index.songs.push(Song {
                place,
                key: key.into_boxed_str(),
                short: short.map(String::into_boxed_str),
                version: told(&title.version).into_boxed_str(),
            });
            index.words.extend(title.words);
        }
        let mut by_key: Vec<u32> = (0..index.songs.len() as u32).collect();
        by_key.sort_unstable_by(|a, b| index.key_of(*a).cmp(index.key_of(*b)).then(a.cmp(b)));
        index.by_key = by_key;
        index
    }

    /// The song that a file's tags name.
    pub fn by_tags(&self, catalogue: &Catalogue, artist: &str, title: &str) -> Option<Known> {
        // "Artist - Title" as a title, of that artist or of a channel of theirs.
        let channel = Credits::read(artist);
        let within = file_name::readings(title).into_iter().filter(|reading| {
            !reading.is_bare && file_name::names_same(&Credits::read(&reading.artist), &channel)
        });
        let readings: Vec<Reading> = file_name::of_tags(artist, title).into_iter().chain(within).collect();
        let found = self.best(catalogue, &readings);
        if found.is_none() && file_name::is_nobody(artist) {
            return self.by_file_name(catalogue, title);
        }
        found
    }

    /// The song that a file's name or path names: "Artist - Title" in any of the ways in which people write it.
    pub fn by_file_name(&self, catalogue: &Catalogue, path: &str) -> Option<Known> {
        self.best(catalogue, &file_name::readings(path))
    }

    /// Songs of the catalogue that are this one in any version: same artist, same title but for versions.
    pub fn versions(&self, artist: &str, title: &str) -> Vec<u32> {
        let title = title_of(artist, title);
        let key = title.key();
        let keys = Credits::read(artist).keys;
        let mut places: Vec<u32> = keys
            .iter()
            .flat_map(|artist| self.of_artist(artist))
            .filter(|song| song.has_key(&key) || *song.key == *title.short_key())
            .map(|song| song.place)
            .collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    fn best(&self, catalogue: &Catalogue, readings: &[Reading]) -> Option<Known> {
        let mut version = None;
        for reading in readings {
            match self.read(catalogue, reading) {
                Some(known) if !known.is_version => return Some(known),
                found => version = version.or(found),
            }
        }
        let clear = readings.iter().filter(|reading| !reading.is_bare).take(MOST_SLIPS);
        version.or_else(|| clear.into_iter().find_map(|reading| self.read_with_slip(catalogue, reading)))
    }

    /// Looks a reading up; words behind the title that are no part of it are taken off one by one.
    fn read(&self, catalogue: &Catalogue, reading: &Reading) -> Option<Known> {
        let credits = Credits::read(&reading.artist);
        let keys = if reading.is_bare { credits.keys.get(..1)? } else { &credits.keys };
        let known = |key: &&String| self.artists.contains_key(*key) || self.leaders.contains_key(*key);
        let keys: Vec<&String> = keys.iter().filter(known).collect();
        if keys.is_empty() {
            return None;
        }
        let mut title = Some(Title::read(&reading.title, &credits.words));
        while let Some(wanted) = title {
            // Who leads a band is not told from words that stand side by side.
            let leaders = (!reading.is_bare).then_some(&self.leaders);
            for songs in std::iter::once(&self.artists).chain(leaders) {
                for key in &keys {
                    let found =
                        songs.get(*key).and_then(|songs| self.among(catalogue, songs, &wanted, &credits));
                    if found.is_some() {
                        return found.filter(|_| !reading.is_bare || wanted.version.is_empty());
                    }
                }
            }
            title = wanted.without_tail();
        }
        None
    }

    /// The best of some songs that are called so.
    fn among(
        &self,
        catalogue: &Catalogue,
        songs: &[u32],
        wanted: &Title,
        credits: &Credits,
    ) -> Option<Known> {
        let key = wanted.key();
        let all = || songs.iter().filter_map(|song| self.songs.get(*song as usize));
        let mut called: Vec<&Song> = all().filter(|song| *song.key == *key).collect();
        if called.is_empty() {
            called = all().filter(|song| song.short.as_deref() == Some(&key)).collect();
            let first = called.first()?.key.clone();
            // Two subtitles: either may be meant.
            if called.iter().any(|song| song.key != first) {
                return None;
            }
        }
        choose(catalogue, &called, wanted, credits)
    }

    fn of_artist(&self, key: &str) -> impl Iterator<Item = &Song> {
        let own = self.artists.get(key).into_iter().flatten();
        let led = self.leaders.get(key).into_iter().flatten();
        own.chain(led).filter_map(|song| self.songs.get(*song as usize))
    }

    /// Looks a reading up with one slip in title or artist.
    fn read_with_slip(&self, catalogue: &Catalogue, reading: &Reading) -> Option<Known> {
        let credits = Credits::read(&reading.artist);
        let title = Title::read(&reading.title, &credits.words);
        let by_artist = credits.keys.iter().find_map(|key| self.misspelt_title(catalogue, key, &title));
        let place = by_artist.or_else(|| self.misspelt_artist(catalogue, &credits, &title))?;
        let meant = self.songs.get(place as usize)?;
        let same: Vec<u32> = self.versions_of(catalogue, meant);
        let called: Vec<&Song> = same.iter().filter_map(|song| self.songs.get(*song as usize)).collect();
        choose(catalogue, &called, &title, &credits)
    }

    fn versions_of(&self, catalogue: &Catalogue, song: &Song) -> Vec<u32> {
        let track = catalogue.track(song.place as usize);
        let key = track.map(|track| artist::key(track.artist)).unwrap_or_default();
        let songs = self.artists.get(&key).into_iter().flatten().copied();
        songs.filter(|other| self.key_of(*other) == &*song.key).collect()
    }

    /// A song of this artist with a word of which one letter is off. A word that other titles have is no slip.
    fn misspelt_title(&self, catalogue: &Catalogue, artist: &str, title: &Title) -> Option<u32> {
        let mut found: Option<&Song> = None;
        for song in self.of_artist(artist) {
            let track = catalogue.track(song.place as usize)?;
            let meant = title_of(track.artist, track.name).words;
            if self.is_slip(&title.words, &meant) {
                if found.is_some_and(|found| found.key != song.key) {
                    return None;
                }
                found = Some(song);
            }
        }
        found.map(|song| song.place)
    }

    fn is_slip(&self, written: &[String], meant: &[String]) -> bool {
        if written.len() != meant.len() {
            return false;
        }
        let mut differing = written.iter().zip(meant).filter(|(written, meant)| written != meant);
        let is_one = |(written, meant): (&String, &String)| {
            let is_word = self.words.contains(written) && !written.contains('*') && !meant.contains('*');
            !is_word && words::is_slip(written, meant)
        };
        differing.next().is_some_and(is_one)
            && differing.all(|(written, meant)| written.contains('*') && words::is_slip(written, meant))
    }

    /// A song of exactly this title whose artist's name is one letter off.
    fn misspelt_artist(&self, catalogue: &Catalogue, credits: &Credits, title: &Title) -> Option<u32> {
        let (key, written) = (title.key(), credits.keys.first()?);
        if key.chars().count() < SURE_TITLE
            || written.chars().count() < SURE_ARTIST
            || self.artists.contains_key(written)
        {
            return None;
        }
        let start = self.by_key.partition_point(|song| self.key_of(*song) < key.as_str());
        let called = self.by_key[start..].iter().take_while(|song| self.key_of(**song) == key.as_str());
        called.copied().find(|song| {
            let meant = catalogue.track(*song as usize).map(|track| artist::key(track.artist));
            meant.is_some_and(|meant| words::is_slip(written, &meant))
        })
    }

    fn key_of(&self, song: u32) -> &str {
        self.songs.get(song as usize).map_or("", |song| &song.key)
    }
}

/// What is the same of all tracks of an artist.
#[derive(Default)]
struct Artist<'a> {
    name: &'a str,
    key: String,
    leaders: Vec<String>,
    words: Vec<String>,
}

impl<'a> Artist<'a> {
    fn of(name: &'a str) -> Self {
        Self { name, key: artist::key(name), leaders: artist::leaders(name), words: words::words(name) }
    }
}

impl Song {
    fn has_key(&self, key: &str) -> bool {
        *self.key == *key || self.short.as_deref() == Some(key)
    }
}

/// A title of the catalogue, taken apart.
fn title_of(artist: &str, name: &str) -> Title {
    Title::read(&file_name::segments(&file_name::tidy(name)), &words::words(artist))
}

fn told(version: &BTreeSet<String>) -> String {
    version.iter().map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// Of songs with one name, the one that is meant: the same recording, else any; with the guests that are named; sold as
/// it says; the best known of those, and the first of equals.
fn choose(catalogue: &Catalogue, called: &[&Song], wanted: &Title, credits: &Credits) -> Option<Known> {
    let version = told(&wanted.version);
    let rank = |song: &&&Song| {
        let track = catalogue.track(song.place as usize)?;
        let title = title_of(track.artist, track.name);
        let is_same = *song.version == *version && fits(&title, wanted, credits);
        let has_guests = title.guests.is_empty() == wanted.guests.is_empty();
        let editions = title.editions.intersection(&wanted.editions).count();
        let fame = catalogue.memberships.count(song.place as usize);
        let is_original = song.version.is_empty();
        Some((is_same, !is_same && is_original, has_guests, editions, fame, std::cmp::Reverse(song.place)))
    };
    let best = called.iter().max_by_key(rank)?;
    let (is_same, ..) = rank(&best)?;
    Some(Known { place: best.place, is_version: !is_same })
}

/// Whether the guests of two titles can be the same. Those who are credited as artists may be meant as guests.
fn fits(title: &Title, wanted: &Title, credits: &Credits) -> bool {
    let is_named = |word: &String| wanted.guests.contains(word) || credits.words.contains(word);
    title.guests.is_empty() || wanted.guests.is_empty() || title.guests.iter().any(is_named)
}
