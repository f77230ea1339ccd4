//! `segue recommend`: what should play after files, of the catalogue or of a folder.

use anyhow::Result;
use protocol::{GOES_WITH, Pick, Query, Source, TrackRef};
use serde::Serialize;
use std::io::{self, Write};
use std::path::PathBuf;

use crate::built_in::Choice;
use crate::failure::{Ended, Failure, one_line, tell};
use crate::files::{Collected, Sources, collect, told_passed_over};
use crate::hear_all::hear_all;
use crate::jobs::Jobs;
use crate::shelf::Shelved;

/// Arguments of `segue recommend`.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    sources: Sources,
    /// Recommend files of this folder, which is listened to first, rather than tracks of the catalogue.
    #[arg(long, value_name = "FOLDER")]
    library: Vec<PathBuf>,
    /// Recommend tracks of the catalogue beside those of the library.
    #[arg(long, requires = "library")]
    with_catalogue: bool,
    /// Most tracks.
    #[arg(long, short = 'n', default_value_t = 20)]
    limit: usize,
    /// What makes a track fit: from 0, how it sounds alone, to 1, the playlists that it stands in.
    #[arg(long, value_name = "SHARE", default_value_t = GOES_WITH)]
    company: f32,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    jobs: Jobs,
    #[command(flatten)]
    model: Choice,
}

/// One recommended track.
#[derive(Serialize)]
struct Recommended<'a> {
    title: &'a str,
    artist: &'a str,
    /// Of a file.
    file: Option<&'a str>,
    /// Of the catalogue.
    uri: Option<String>,
    /// See [`Pick::distance_percent`].
    distance_percent: Option<f32>,
    /// See [`Pick::cosine`].
    cosine: Option<f32>,
    common_tags: &'a [String],
    common_playlists: Option<u32>,
}

/// Listens and recommends.
///
/// # Errors
/// Where the model cannot be loaded or the output cannot be written.
pub fn run(args: &Args) -> Result<Ended> {
    let loaded = args.model.load()?;
    let Collected { files, mut failed, mut passed_over } = args.sources.collect()?;
    let library = collect(&args.library);
    passed_over.extend(library.passed_over);
    failed.extend(library.failed);
    let count = files.len() + library.files.len() + failed.len();
    let heard = |files, failed: &mut Vec<(String, Failure)>| {
        hear_all(files, &loaded.model, args.jobs.count(), failed)
    };
    let seeds = heard(&files, &mut failed)?;
    let candidates = if seeds.is_empty() { Vec::new() } else { heard(&library.files, &mut failed)? };
    let hashes: Vec<String> = seeds.iter().map(|(_, track)| track.hash.clone()).collect();
    told_passed_over(&passed_over).iter().for_each(|line| tell(line));
    if hashes.is_empty() {
        tell("There is no file to recommend from.");
        return Ok(super::told_failed(&failed, count));
    }
    let tracks = seeds.into_iter().chain(candidates).map(|(_, track)| track).collect();
    let shelved = Shelved::new(tracks)?;
    args.print(&shelved, &args.picks(&shelved, &hashes))?;
    Ok(super::told_failed(&failed, count))
}

impl Args {
    fn picks(&self, shelved: &Shelved, seeds: &[String]) -> Vec<Pick> {
        let source = match (self.library.is_empty(), self.with_catalogue) {
            (true, _) => Source::Catalogue,
            (false, false) => Source::Own,
            (false, true) => Source::Both,
        };
        let seeds: Vec<TrackRef> = shelved.with_hashes(seeds);
        let company = if self.company.is_nan() { GOES_WITH } else { self.company.clamp(0.0, 1.0) };
        let query = Query { seeds, source, limit: self.limit, company, ..Query::default() };
        shelved.recommender.ask(|shelf| shelved.catalogue.recommend(&query, shelf))
    }

    fn print(&self, shelved: &Shelved, picks: &[Pick]) -> io::Result<()> {
        let recommended: Vec<Recommended<'_>> = picks.iter().map(|pick| recommended(shelved, pick)).collect();
        let mut output = io::stdout().lock();
        if self.json {
            return writeln!(output, "{}", serde_json::to_string_pretty(&recommended)?);
        }
        for (index, track) in recommended.iter().enumerate() {
            let by = if track.artist.is_empty() { String::new() } else { format!("{} – ", track.artist) };
            let place = track.file.map(str::to_owned).or_else(|| track.uri.clone()).unwrap_or_default();
            writeln!(
                output,
                "{:>3}  {}  {}",
                index + 1,
                one_line(&format!("{by}{}", track.title)),
                one_line(&place)
            )?;
        }
        Ok(())
    }
}

fn recommended<'a>(shelved: &'a Shelved, pick: &'a Pick) -> Recommended<'a> {
    let card = &pick.card;
    Recommended {
        title: &card.name,
        artist: &card.artist,
        file: shelved.file_of(card.track).map(|own| own.file.as_str()),
        uri: card.spotify_id.as_ref().map(|id| format!("spotify:track:{id}")),
        distance_percent: pick.distance_percent,
        cosine: pick.cosine,
        common_tags: &pick.common_tags,
        common_playlists: pick.common_playlists,
    }
}
