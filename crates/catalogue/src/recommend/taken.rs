//! No song twice, and no artist too often.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// What has been taken so far, by what names artists and their songs.
pub struct Taken<Artist, Song> {
    artist_cap: usize,
    artists: HashMap<Artist, usize>,
    songs: HashSet<(Artist, Song)>,
}

impl<Artist: Clone + Eq + Hash, Song: Eq + Hash> Taken<Artist, Song> {
    /// Nothing yet.
    pub fn new(artist_cap: usize) -> Self {
        Self { artist_cap, artists: HashMap::new(), songs: HashSet::new() }
    }

    /// Takes a track unless its song is there, or its artist as often as may be; one of no known song as it comes.
    pub fn accepts(&mut self, song: Option<(Artist, Song)>) -> bool {
        let Some(song) = song else { return true };
        let count = self.artists.entry(song.0.clone()).or_default();
        let is_full = self.artist_cap > 0 && *count >= self.artist_cap;
        let is_taken = !is_full && self.songs.insert(song);
        *count += usize::from(is_taken);
        is_taken
    }
}
