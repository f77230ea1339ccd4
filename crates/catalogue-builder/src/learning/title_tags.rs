//! Tags for tracks, from the titles of the playlists they stand in.
//!
//! A title's words and pairs of words are its tags, if enough playlists use them. A track carries a tag if it stands in
//! clearly more playlists of that tag than its popularity explains, and in at least a few; one that stands in few
//! playlists may have those of its artist.

use crate::playlists::Playlist;
use catalogue::{build::Row, search::fold};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Most tags, by the number of tracks that carry them.
const MOST_TAGS: usize = 160;

/// Most tags of a track.
const MOST_OF_A_TRACK: usize = 5;

/// Least number of playlists whose title has a tag.
const LEAST_PLAYLISTS: usize = 8;

/// Least number of playlists with the tag that a track, or its artist, must stand in: fewer may be chance, or one
/// listener's own word.
const LEAST_OF_A_TRACK: u32 = 3;
const LEAST_OF_AN_ARTIST: u32 = 5;

/// How many times as many as its popularity explains these must be.
const LEAST_LIFT: f64 = 2.5;

/// A track with as many tags of its own needs none of its artist's.
const ENOUGH: usize = 2;

/// Words that say nothing about the music alone.
const STOP_WORDS: &str = "a all am an and any are as at be best by can day days do everything feel feels for \
    from fav favorite favorites favourite favourites faves few get go good got great have here her his i im in is it \
    its jam jams just know like list lit me mix mixtape more music my n new now number of oh ok on one only or other our \
    out part play playlist playlists pt random real repeat s save she shit side so some song songs sound stuff t that \
    the them these they thing things this time to too top track tracks tune tunes u up us ur v very vol w want we what \
    when will with work x yeah you your yours ya vibe vibes current recent old hits greatest ever collection starred \
    liked spotify radio artist artists album albums various misc general main default first second two three life love \
    world live edition ultimate essentials essential but down jamz pre back goodies game power school girl girls boy boys \
    january february march april may june july august september october november december because about again \
    another always away been being big before come dont every first give gonna has high home hot how id ill im ive into \
    last make makes man many more most need nice nights off only people please right songz still stop super \
    take than theres tho throw turn wanna was way week weekly well were where which who why would not idk baby bops clean dope fire lil making middle times ready musica sex vibin writing \
    stream tbt cool ride boat white";

/// Pairs that mean something although one of their words does not.
const PAIRS: [&str; 18] = [
    "hip hop",
    "slow jams",
    "feel good",
    "throw back",
    "sing along",
    "road trip",
    "love songs",
    "old school",
    "new age",
    "indie rock",
    "indie pop",
    "classic rock",
    "hard rock",
    "pop punk",
    "alternative rock",
    "deep house",
    "late night",
    "video game",
];

/// Tags, and of each row of the table the numbers of its tags, strongest first.
pub struct TitleTags {
    /// Names of tags.
    pub names: Vec<String>,
    /// Of each row.
    pub of_rows: Vec<Vec<u8>>,
}

/// Finds the tags of all rows.
pub fn tag(rows: &[Row], playlists: &[&Playlist]) -> TitleTags {
    let titles: Vec<HashSet<String>> = playlists.iter().map(|playlist| words(&playlist.title)).collect();
    let known = vocabulary(&titles);
    let entries: usize = playlists.iter().map(|playlist| playlist.rows.len()).sum();

    // Playlists of each tag, in how many of them each row and each artist stands, and in how many of all.
    let mut artists: HashMap<&str, u32> = HashMap::new();
    let artist_of: Vec<u32> = rows
        .iter()
        .map(|row| {
            let next = artists.len() as u32;
            *artists.entry(row.artist.as_str()).or_insert(next)
        })
        .collect();
    let mut all = Tally::default();
    let mut tallies: BTreeMap<&str, Tally> =
        known.iter().map(|tag| (tag.as_str(), Tally::default())).collect();
    for (playlist, title) in playlists.iter().zip(&titles) {
        all.add(&playlist.rows, &artist_of);
        for word in title {
            if let Some(tally) = tallies.get_mut(word.as_str()) {
                tally.add(&playlist.rows, &artist_of);
            }
        }
    }

    let mut strengths: Vec<Vec<(f64, usize)>> = vec![Vec::new(); rows.len()];
    let mut of_artists: HashMap<u32, Vec<(f64, usize)>> = HashMap::new();
    for (number, tally) in tallies.values().enumerate() {
        let share = tally.entries as f64 / entries.max(1) as f64;
        for (row, count) in &tally.rows {
            if let Some(strength) = strength(*count, all.rows[row], share, LEAST_OF_A_TRACK) {
                strengths[*row as usize].push((strength, number));
            }
        }
        for (artist, count) in &tally.artists {
            if let Some(strength) = strength(*count, all.artists[artist], share, LEAST_OF_AN_ARTIST) {
                of_artists.entry(*artist).or_default().push((strength, number));
            }
        }
    }
    let by_strength =
        |tags: &mut Vec<(f64, usize)>| tags.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    of_artists.values_mut().for_each(by_strength);
    for (row, tags) in strengths.iter_mut().enumerate() {
        by_strength(tags);
        if tags.len() < ENOUGH {
            let artist = of_artists.get(&artist_of[row]).map(Vec::as_slice).unwrap_or_default();
            let missing = artist.iter().filter(|(_, tag)| tags.iter().all(|(_, own)| own != tag));
            let missing: Vec<_> = missing.take(ENOUGH - tags.len()).copied().collect();
            tags.extend(missing);
        }
        tags.truncate(MOST_OF_A_TRACK);
    }
    keep_common(tallies.into_keys().map(str::to_owned).collect(), strengths)
}

/// In how many playlists rows and artists stand.
#[derive(Default)]
struct Tally {
    rows: HashMap<u32, u32>,
    artists: HashMap<u32, u32>,
    entries: usize,
}

impl Tally {
    fn add(&mut self, rows: &[u32], artist_of: &[u32]) {
        self.entries += rows.len();
        let mut heard = HashSet::new();
        for row in rows {
            *self.rows.entry(*row).or_default() += 1;
            let artist = artist_of[*row as usize];
            if heard.insert(artist) {
                *self.artists.entry(artist).or_default() += 1;
            }
        }
    }
}

/// Log-likelihood ratio of standing in `count` playlists of a tag, of `of` in all, against the tag's `share` of all
/// entries; nothing where that is too little to say.
fn strength(count: u32, of: u32, share: f64, least: u32) -> Option<f64> {
    let (count_f, expected) = (f64::from(count), f64::from(of) * share);
    (count >= least && count_f > LEAST_LIFT * expected).then(|| count_f * (count_f / expected).ln())
}

/// Words and pairs that enough titles have; of "workout" and "workouts", the more frequent.
fn vocabulary(titles: &[HashSet<String>]) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in titles.iter().flatten() {
        *counts.entry(word).or_default() += 1;
    }
    let count_of = |word: &str| counts.get(word).copied().unwrap_or(0);
    let is_rarer_form = |word: &str| match word.strip_suffix('s') {
        Some(singular) => count_of(singular) >= count_of(word),
        None => count_of(&format!("{word}s")) > count_of(word),
    };
    let kept = counts.iter().filter(|(word, count)| **count >= LEAST_PLAYLISTS && !is_rarer_form(word));
    kept.map(|(word, _)| (*word).to_owned()).collect()
}

/// The tags that the most tracks carry.
fn keep_common(names: Vec<String>, strengths: Vec<Vec<(f64, usize)>>) -> TitleTags {
    let mut carriers = vec![0usize; names.len()];
    strengths.iter().flatten().for_each(|(_, tag)| carriers[*tag] += 1);
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|tag| (usize::MAX - carriers[*tag], *tag));
    order.truncate(MOST_TAGS);
    order.sort_unstable();
    let kept: HashMap<usize, u8> = order.iter().copied().zip(0u8..).collect();
    TitleTags {
        names: order.iter().map(|tag| names[*tag].clone()).collect(),
        of_rows: strengths
            .iter()
            .map(|tags| tags.iter().filter_map(|(_, tag)| kept.get(tag).copied()).collect())
            .collect(),
    }
}

/// Words and meaningful pairs of a title: lower case, without accents, marks, numbers and stop words.
fn words(title: &str) -> HashSet<String> {
    let plain = fold(title);
    let parts: Vec<&str> = plain.split_whitespace().collect();
    let pairs = parts.windows(2).map(|pair| pair.join(" ")).filter(|pair| PAIRS.contains(&pair.as_str()));
    let pairs: Vec<String> = pairs.chain(plain.contains("r b").then(|| "r&b".to_owned())).collect();
    let is_word = |word: &&&str| {
        let number = word.chars().all(|char| char.is_ascii_digit());
        word.len() > 2 && !number && !STOP_WORDS.split_whitespace().any(|stop| stop == **word)
    };
    let singles = parts.iter().filter(is_word).map(|word| match *word {
        "hiphop" => "hip hop".to_owned(),
        "rnb" => "r&b".to_owned(),
        "throwbacks" => "throwback".to_owned(),
        "chillin" | "chilling" | "chilled" => "chill".to_owned(),
        "run" => "running".to_owned(),
        "espanol" => "spanish".to_owned(),
        "drive" => "driving".to_owned(),
        word => word.to_owned(),
    });
    // The words of a pair are not tags of their own: "hip" and "hop", "slow" and "jams".
    let in_pair = |word: &String| pairs.iter().any(|pair| pair.split(' ').any(|part| part == word));
    let singles: Vec<String> = singles.filter(|word| !in_pair(word)).collect();
    singles.into_iter().chain(pairs).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_words() {
        let of = |title: &str| {
            let mut words: Vec<String> = words(title).into_iter().collect();
            words.sort();
            words
        };
        assert_eq!(of("My Hip-Hop playlist 2017!"), ["hip hop"]);
        assert_eq!(of("R&B // Café chill"), ["cafe", "chill", "r&b"]);
        assert_eq!(of("80s & 90's rock"), ["80s", "90s", "rock"]);
        assert!(of("songs I like 💙").is_empty());
    }

    #[test]
    fn a_tag_needs_a_few_playlists_and_more_than_chance() {
        assert!(strength(2, 2, 0.01, 3).is_none(), "two playlists are too few");
        assert!(strength(5, 100, 0.04, 3).is_none(), "four would be chance");
        assert!(strength(5, 10, 0.04, 3) > strength(4, 10, 0.04, 3));
    }
}
