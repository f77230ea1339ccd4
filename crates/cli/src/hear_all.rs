//! What is heard in many files.

use model::Model;
use protocol::OwnTrack;
use segue_cli::hearing::hear;

use crate::failure::{Failure, one_line, tell};
use crate::files::Found;
use crate::jobs::{Order, for_each};
use crate::progress::Progress;

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
        let mut heard = hear(found, model)?;
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
