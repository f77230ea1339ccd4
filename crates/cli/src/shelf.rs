//! The files of a command line as tracks of the user's, beside the catalogue's.

use anyhow::Result;
use catalogue::Catalogue;
use protocol::{OwnTrack, TrackRef};
use std::collections::HashMap;
use std::sync::Arc;
use tracks::Recommender;

/// Tracks that can be asked about.
pub struct Shelved {
    /// The catalogue that the program carries.
    pub catalogue: Catalogue,
    /// Knows the tracks.
    pub recommender: Recommender,
    tracks: Vec<Arc<OwnTrack>>,
    /// Files whose audio is that of one before them: they are no tracks.
    pub copies: Vec<OwnTrack>,
}

impl Shelved {
    /// Takes tracks in; files with the same audio are one track, the first.
    ///
    /// # Errors
    /// Where the catalogue is damaged.
    pub fn new(tracks: Vec<OwnTrack>) -> Result<Self> {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let (mut shelved, mut copies) = (Vec::new(), Vec::new());
        for track in tracks {
            let id = numbers.len() as u32;
            if numbers.contains_key(&track.hash) {
                copies.push(track);
            } else {
                numbers.insert(track.hash.clone(), id);
                shelved.push(Arc::new(OwnTrack { id, ..track }));
            }
        }
        let (catalogue, recommender) = (crate::built_in::catalogue()?, Recommender::default());
        recommender.register(&catalogue, shelved.clone(), &[])?;
        Ok(Self { catalogue, recommender, tracks: shelved, copies })
    }

    /// The tracks whose recording is one of these.
    pub fn with_hashes(&self, hashes: &[String]) -> Vec<TrackRef> {
        let wanted = self.tracks.iter().filter(|track| hashes.contains(&track.hash));
        wanted.map(|track| TrackRef::Own(track.id)).collect()
    }

    /// All of them.
    pub fn all(&self) -> Vec<TrackRef> {
        self.tracks.iter().map(|track| TrackRef::Own(track.id)).collect()
    }

    /// A track that is a file.
    pub fn file_of(&self, track: TrackRef) -> Option<&OwnTrack> {
        match track {
            TrackRef::Own(id) => self.tracks.get(id as usize).map(Arc::as_ref),
            TrackRef::Catalogue(_) => None,
        }
    }
}
