//! `segue playlist`: files in the order in which they flow, as an M3U8 playlist.

use anyhow::{Context, Result, bail};
use catalogue::{MAX_FLOW, TEMPO_STEP};
use clap::ValueEnum;
use exchange::m3u8;
use exchange::track::ExchangeTrack;
use protocol::{Curve, OwnTrack};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf, absolute};

use super::{of_file, out_file};
use crate::built_in::Choice;
use crate::failure::{Ended, Failure, UsageError, tell};
use crate::files::{Collected, Found, Sources, told_passed_over};
use crate::hear_all::hear_all;
use crate::jobs::Jobs;
use crate::shelf::Shelved;

/// Arguments of `segue playlist`.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    sources: Sources,
    /// The playlist's file [default: standard output]. Paths in it are relative to its folder where the music lies below that.
    #[arg(long, short, value_name = "FILE", value_parser = out_file)]
    out: Option<PathBuf>,
    /// Write over a file that is there.
    #[arg(long, requires = "out")]
    overwrite: bool,
    /// How energy goes.
    #[arg(long, value_enum, default_value_t = Energy::Any)]
    energy: Energy,
    /// Change of tempo between two tracks that is smooth, as a share: .08 is what a pitch fader covers.
    #[arg(long, value_name = "SHARE", default_value_t = TEMPO_STEP)]
    tempo_step: f32,
    #[command(flatten)]
    jobs: Jobs,
    #[command(flatten)]
    model: Choice,
}

/// How energy goes along a playlist.
#[derive(Clone, Copy, ValueEnum)]
enum Energy {
    /// As the transitions have it.
    Any,
    /// Rises.
    Up,
    /// Falls.
    Down,
    /// Rises, then falls.
    Arc,
}

/// Listens, orders and writes.
///
/// # Errors
/// Where a file would be written over, the model cannot be loaded, or the output cannot be written.
pub fn run(args: &Args) -> Result<Ended> {
    if let Some(path) = args.out.as_ref().filter(|path| !args.overwrite && path.exists()) {
        bail!(UsageError::AlreadyThere { path: path.clone() });
    }
    let loaded = args.model.load()?;
    let Collected { files, mut failed, passed_over } = args.sources.collect()?;
    let count = files.len() + failed.len();
    let folder = args.out.as_deref().and_then(folder_of);
    let (written, unwritable): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|found| is_writable(&found.path));
    failed.extend(unwritable.into_iter().map(|found| (found.name, Failure::Unwritable)));
    let heard = hear_all(&written, &loaded.model, args.jobs.count(), &mut failed)?;
    let tracks = heard.into_iter().filter_map(|(index, track)| {
        Some(OwnTrack { file: path_in(written.get(index)?, folder.as_deref()), ..track })
    });
    let playlist = args.ordered(tracks.collect())?;
    match &args.out {
        Some(path) => {
            fs::write(path, playlist).with_context(|| format!("cannot write {}", path.display()))?
        }
        None => io::stdout().write_all(playlist.as_bytes())?,
    }
    told_passed_over(&passed_over).iter().for_each(|line| tell(line));
    Ok(super::told_failed(&failed, count))
}

impl Args {
    fn ordered(&self, tracks: Vec<OwnTrack>) -> Result<String> {
        let shelved = Shelved::new(tracks)?;
        for copy in &shelved.copies {
            tell(&of_file(&copy.file, "left out, since another file has the same audio"));
        }
        let tracks = shelved.all();
        if tracks.len() > MAX_FLOW {
            tell(&format!("The first {MAX_FLOW} files are put in order; the others follow as they came."));
        }
        let curve = match self.energy {
            Energy::Any => Curve::Any,
            Energy::Up => Curve::Up,
            Energy::Down => Curve::Down,
            Energy::Arc => Curve::Arc,
        };
        let step = if self.tempo_step.is_nan() { TEMPO_STEP } else { self.tempo_step };
        let sequence =
            shelved.recommender.ask(|shelf| shelved.catalogue.flow(shelf, &tracks, curve, step, false));
        let files = sequence.tracks.iter().filter_map(|card| shelved.file_of(card.track));
        Ok(m3u8::write(&files.map(exchanged).collect::<Vec<_>>()))
    }
}

fn exchanged(track: &OwnTrack) -> ExchangeTrack {
    ExchangeTrack {
        title: Some(track.name.clone()),
        artists: Some(track.artist.clone()).filter(|artist| !artist.is_empty()).into_iter().collect(),
        duration_ms: Some((f64::from(track.duration_s) * 1000.0).round() as u64),
        file: Some(track.file.clone()),
        ..ExchangeTrack::default()
    }
}

/// Whether a path is one line of Unicode.
fn is_writable(path: &Path) -> bool {
    path.to_str().is_some_and(|text| !text.contains(char::is_control))
}

/// The folder that a file lies in, from the root.
fn folder_of(path: &Path) -> Option<PathBuf> {
    absolute(path).ok()?.parent().map(Path::to_owned)
}

/// A file's path as it stands in a playlist in a folder.
fn path_in(found: &Found, folder: Option<&Path>) -> String {
    let path = absolute(&found.path).unwrap_or_else(|_| found.path.clone());
    let relative = folder.and_then(|folder| path.strip_prefix(folder).ok());
    relative.unwrap_or(&path).display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::collect;

    #[test]
    fn paths_are_relative_where_the_music_lies_below_the_playlist() {
        let folder = tempfile::tempdir().unwrap();
        let music = folder.path().join("a.mp3");
        fs::write(&music, "x").unwrap();
        let found = &collect(std::slice::from_ref(&music)).files[0];
        let beside = folder_of(&folder.path().join("list.m3u8"));
        assert_eq!(path_in(found, beside.as_deref()), "a.mp3");
        let elsewhere = folder_of(&folder.path().join("lists/list.m3u8"));
        assert_eq!(path_in(found, elsewhere.as_deref()), music.display().to_string());
    }

    #[test]
    fn paths_that_a_playlist_cannot_hold_are_known() {
        assert!(is_writable(Path::new("Ärzte/#1 hit.mp3")));
        assert!(!is_writable(Path::new("a\nb.mp3")));
    }
}
