//! What is heard in a file, and what it says of itself.

use model::Model;
use protocol::{Analysis, Identity, OwnTrack};
use segue_cli::decode;
use std::fs::File;

use crate::failure::{Failure, one_line, tell};
use crate::files::Found;
use crate::jobs::{Order, for_each};
use crate::progress::Progress;

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
pub fn hear(found: &Found, model: &Model, jobs: usize) -> Result<Heard, Failure> {
    let (analysis, remarks) = decode::listen(&found.path, model, most_kept(jobs))?;
    let said = File::open(&found.path).and_then(tracks::identify).map_err(Failure::Unreadable)?;
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

/// Listens to many files, with a bar; those that gave nothing are added to `failed`. What was heard comes in the order of the
/// files, each with its index.
///
/// # Errors
/// Where the system gives no more threads.
pub fn hear_all(
    files: &[Found],
    model: &Model,
    jobs: usize,
    failed: &mut Vec<(String, Failure)>,
) -> anyhow::Result<Vec<(usize, OwnTrack)>> {
    let progress = Progress::of(files);
    let mut tracks = Vec::new();
    let work = |found: &Found| {
        let mut heard = hear(found, model, jobs)?;
        let remarks = std::mem::take(&mut heard.remarks);
        Ok((heard.own_track(found), remarks))
    };
    for_each(files, jobs, Order::OfFiles, work, |index, result| {
        let Some(found) = files.get(index) else { return Ok(()) };
        match result {
            Ok((track, remarks)) => {
                progress.aside(|| tell_remarks(found, &remarks));
                tracks.push((index, track));
            }
            Err(failure) => failed.push((found.name.clone(), failure)),
        }
        progress.advance(found);
        Ok(())
    })?;
    progress.end();
    Ok(tracks)
}

/// Tells what is odd about a file.
pub fn tell_remarks(found: &Found, remarks: &[String]) {
    remarks.iter().for_each(|remark| tell(&format!("{}: {remark}", one_line(&found.name))));
}
