//! What is heard in a file, and what it says of itself.

use model::Model;
use protocol::{Analysis, Identity, OwnTrack};
use std::fs::File;

use crate::decode::{self, FileError};
use crate::found::Found;

/// One file, heard.
pub struct Heard {
    /// The same as the page shows.
    pub analysis: Analysis,
    /// Hash and tags, and what the name adds to them.
    pub identity: Identity,
    /// What is odd about the file.
    pub remarks: Vec<String>,
}

/// Samples that are kept between the two passes, of all files at once, bytes: two songs of four minutes. Longer files are
/// decoded twice.
const MOST_KEPT: usize = 192 << 20;

/// Files at once among which that is divided: among more, no song would fit into its part, and listening needs the memory.
const MOST_SHARING: usize = 8;

/// Samples of one file that are kept, bytes, where so many are heard at once.
fn most_kept(jobs: usize) -> usize {
    if jobs > MOST_SHARING { 0 } else { MOST_KEPT / jobs.max(1) }
}

/// Listens to a file, of which as many are heard at once.
///
/// # Errors
/// Where it cannot be read, decoded or analysed.
pub fn hear(found: &Found, model: &Model, jobs: usize) -> Result<Heard, FileError> {
    let (analysis, remarks) = decode::listen(&found.path, model, most_kept(jobs))?;
    let said = File::open(&found.path).and_then(tracks::identify).map_err(FileError::Unreadable)?;
    Ok(Heard { analysis, identity: tracks::completed(said, &found.key), remarks })
}

impl Heard {
    /// The record that the page's library would have of it.
    pub fn own_track(self, found: &Found) -> OwnTrack {
        let Identity { hash, title, artist, album, claims, is_named_by_file, .. } = self.identity;
        let file_name = found.key.rsplit('/').next().unwrap_or(&found.key);
        OwnTrack {
            hash,
            name: title.unwrap_or_else(|| file_name.to_owned()),
            artist: artist.unwrap_or_default(),
            album: album.unwrap_or_default(),
            claims,
            is_named_by_file,
            file: found.name.clone(),
            file_bytes: found.bytes as f64,
            ..OwnTrack::of(&self.analysis)
        }
    }
}
