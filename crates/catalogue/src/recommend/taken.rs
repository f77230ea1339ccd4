//! No song twice, and no artist too often.

use crate::title::song;
use protocol::TrackCard;
use std::collections::{HashMap, HashSet};

/// What has been taken so far.
pub struct Taken {
    artist_cap: usize,
    artists: HashMap<String, usize>,
    songs: HashSet<(String, String)>,
}

impl Taken {
    /// Nothing yet.
    pub fn new(artist_cap: usize) -> Self {
        Self { artist_cap, artists: HashMap::new(), songs: HashSet::new() }
    }

    /// Takes a track unless its song is there, or its artist as often as may be.
    pub fn accepts(&mut self, card: &TrackCard) -> bool {
        let Some(song) = song(card) else { return true };
        let count = self.artists.entry(song.0.clone()).or_default();
        let is_full = self.artist_cap > 0 && *count >= self.artist_cap;
        let is_taken = !is_full && self.songs.insert(song);
        *count += usize::from(is_taken);
        is_taken
    }
}
