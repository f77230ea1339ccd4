//! Names as people's files have them against the shipped catalogue.
//!
//! `known_names.tsv` has a name a line: its kind; the artist's tag, empty for names of files; the title's tag or the
//! file's name; and what it is: a Spotify id, "version of" one, or nothing. What is looked up was tuned on the odd
//! lines; what a first run missed among the even ones was mended afterwards.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail by panicking, as tests do")]

use catalogue::Catalogue;
use catalogue::known::{Index, Known, said_by_name};
use std::collections::BTreeMap;
use std::fs;

const NAMES: &str = include_str!("known_names.tsv");
const CATALOGUE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/catalogue.bin");

/// Least share of matches that are right, and of what can be matched that is found.
const PRECISION: f32 = 0.98;
const RECALL: f32 = 0.95;

/// Least number of names that can be matched.
const FEWEST: usize = 300;

struct Name<'a> {
    kind: &'a str,
    artist: &'a str,
    name: &'a str,
    expected: &'a str,
}

fn names() -> Vec<Name<'static>> {
    let read = |line: &'static str| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [kind, artist, name, expected] = fields.try_into().unwrap();
        Name { kind, artist, name, expected }
    };
    NAMES.lines().map(read).collect()
}

fn catalogue() -> Catalogue {
    Catalogue::from_bytes(&fs::read(CATALOGUE).unwrap()).unwrap()
}

fn find(index: &Index, catalogue: &Catalogue, name: &Name) -> Option<Known> {
    if name.artist.is_empty() {
        index.by_file_name(catalogue, name.name)
    } else {
        index.by_tags(catalogue, name.artist, name.name)
    }
}

/// What came of the names of one kind.
#[derive(Clone, Copy, Default)]
struct Tally {
    matchable: usize,
    matched: usize,
    right: usize,
}

impl Tally {
    fn plus(self, other: Tally) -> Tally {
        Tally {
            matchable: self.matchable + other.matchable,
            matched: self.matched + other.matched,
            right: self.right + other.right,
        }
    }

    fn precision(self) -> f32 {
        self.right as f32 / self.matched.max(1) as f32
    }

    fn recall(self) -> f32 {
        self.right as f32 / self.matchable.max(1) as f32
    }
}

#[test]
fn names_of_files_are_matched_with_the_catalogue() {
    let catalogue = catalogue();
    let index = Index::new(&catalogue);
    for (half, label) in ["tuned on", "held out"].into_iter().enumerate() {
        let mut kinds: BTreeMap<&str, Tally> = BTreeMap::new();
        for name in names().iter().skip(half).step_by(2) {
            let found = find(&index, &catalogue, name).filter(|known| !known.is_version);
            let found =
                found.and_then(|known| catalogue.track(known.place as usize)).map(|track| track.spotify_id);
            let wanted = (name.expected.len() == 22).then(|| name.expected.to_owned());
            if found != wanted {
                println!("{}: {} {}: {found:?}, not {wanted:?}", name.kind, name.artist, name.name);
            }
            let tally = kinds.entry(name.kind).or_default();
            tally.matchable += usize::from(wanted.is_some());
            tally.matched += usize::from(found.is_some());
            tally.right += usize::from(found.is_some() && found == wanted);
        }
        for (kind, tally) in &kinds {
            println!("{kind}: {} of {} found, {} matches", tally.right, tally.matchable, tally.matched);
        }
        let all = kinds.values().fold(Tally::default(), |all, one| all.plus(*one));
        println!(
            "{label}: {} names can be matched; precision {}, recall {}",
            all.matchable,
            all.precision(),
            all.recall()
        );
        assert!(2 * all.matchable >= FEWEST, "{label}: {}", all.matchable);
        assert!(all.precision() >= PRECISION, "{label}: {}", all.precision());
        assert!(all.recall() >= RECALL, "{label}: {}", all.recall());
    }
}

#[test]
fn other_recordings_are_known_as_such() {
    let catalogue = catalogue();
    let index = Index::new(&catalogue);
    let names = names();
    let versions: Vec<_> =
        names.iter().filter_map(|name| Some((name, name.expected.strip_prefix("version of ")?))).collect();
    let found = versions.iter().filter(|(name, id)| {
        let known = find(&index, &catalogue, name);
        let is_right = known.is_some_and(|known| {
            known.is_version
                && catalogue.track(known.place as usize).is_some_and(|track| track.spotify_id == *id)
        });
        if !is_right {
            println!("{}: {known:?}", name.name);
        }
        is_right
    });
    let share = found.count() as f32 / versions.len() as f32;
    assert!(share >= RECALL, "{share} of {}", versions.len());
}

#[test]
fn a_name_that_was_read_names_the_song_that_it_named_whole() {
    let catalogue = catalogue();
    let index = Index::new(&catalogue);
    let names = names();
    let whole = names.iter().filter(|name| name.artist.is_empty());
    let read: Vec<_> = whole.filter_map(|name| Some((name, said_by_name(name.name)?))).collect();
    let same = read.iter().filter(|(name, said)| {
        let found = index.by_file_name(&catalogue, name.name);
        let by_tags = said.artist.as_ref().and_then(|artist| index.by_tags(&catalogue, artist, &said.title));
        let is_same = by_tags.is_none() || by_tags == found;
        if !is_same {
            println!("{}: {said:?}: {by_tags:?}, not {found:?}", name.name);
        }
        is_same
    });
    let share = same.count() as f32 / read.len() as f32;
    println!("{} of {} names are read, {share} as whole ones", read.len(), names.len());
    assert!(read.len() > 100 && share >= PRECISION, "{share} of {}", read.len());
}

#[test]
fn nonsense_is_no_song_and_no_crash() {
    let catalogue = catalogue();
    let index = Index::new(&catalogue);
    let long = "(".repeat(500) + &"- x ".repeat(500);
    for name in ["", " ", "-", "()", "[", ")))", ".mp3", "\u{301}", "🎵 - 🎵", "----", "a/b/c", long.as_str()]
    {
        assert_eq!(index.by_file_name(&catalogue, name), None, "{name}");
        assert_eq!(index.by_tags(&catalogue, name, name), None, "{name}");
    }
    assert!(index.versions("", "").is_empty());
}
