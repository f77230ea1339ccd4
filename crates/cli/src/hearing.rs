//! What is heard in a file, and what it says of itself.

use model::Model;
use protocol::{Analysis, Identity, OwnTrack};
use std::fs::File;

use crate::decode::{self, FileError};
use crate::found::Found;

/// One file, heard.
pub struct Heard {
    /// The same as the page shows, without waveform, spectrum and picture.
    pub analysis: Analysis,
    /// Hash and tags, and what the name adds to them.
    pub identity: Identity,
    /// What is odd about the file.
    pub remarks: Vec<String>,
}

/// Listens to a file.
///
/// # Errors
/// Where it cannot be read, decoded or analysed.
pub fn hear(found: &Found, model: &Model) -> Result<Heard, FileError> {
    let (analysis, remarks) = decode::listen(&found.path, model)?;
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
