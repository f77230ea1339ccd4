//! `segue catalogue measure`: how fast a catalogue of cells answers, how much it reads, and how much of the nearest it finds.

use anyhow::{Context, Result, ensure};
use catalogue::Shelf;
use catalogue::cells::{CellCatalogue, INDEX, Nearest, ROW, Range, StoredRow};
use protocol::{OwnTrack, Query, TrackRef};
use serde::Serialize;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::building::spool::below;
use crate::failure::Ended;

/// How many of the nearest tracks should be found.
const NEAREST: usize = 20;

/// Arguments of `segue catalogue measure`.
#[derive(clap::Args)]
pub struct Args {
    /// The folder of the catalogue.
    folder: PathBuf,
    /// How many tracks are asked about, drawn evenly.
    #[arg(long, default_value_t = 200, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    questions: u32,
    /// Which are drawn.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// What is measured.
#[derive(Debug, Default, Serialize)]
struct Figures {
    tracks: usize,
    cells: usize,
    index_bytes: usize,
    questions: usize,
    /// Share of the 20 nearest tracks of all that are among the 20 nearest of those looked through; none where a track is alone.
    recall_at_20: Option<f64>,
    /// Milliseconds from question to picks, files read from this machine's disk; the median, and of 19 in 20 less than.
    ms_median: f64,
    ms_95: f64,
    /// Bytes that a question reads where no cell is at hand, and reads of files: the mean, and the most.
    bytes_mean: u64,
    bytes_most: u64,
    reads_mean: u64,
    reads_most: u64,
}

/// What a question took.
struct Taken {
    ms: f64,
    bytes: u64,
    reads: u64,
}

/// Measures, and prints the figures as JSON.
///
/// # Errors
/// Where the catalogue cannot be read.
pub fn run(args: &Args) -> Result<Ended> {
    let path = args.folder.join(INDEX);
    let index = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let catalogue = CellCatalogue::open(&index)?;
    ensure!(!catalogue.index().is_empty(), "there is no track in it");
    let numbers = drawn(args.questions as usize, catalogue.index().len(), args.seed);
    let shelf = args.shelf(&catalogue, &numbers)?;
    let queries: Vec<Query> = (0..numbers.len() as u32).map(question).collect();
    let mut taken = Vec::new();
    for query in &queries {
        // Opened anew, so that no cell is at hand.
        taken.push(asked(CellCatalogue::open(&index)?, query, &shelf, &args.folder)?);
    }
    let recall = recall(&catalogue, &numbers, &queries, &shelf, &args.folder)?;
    let mut figures = figures(&taken);
    figures.tracks = catalogue.index().len();
    figures.cells = catalogue.index().cells();
    figures.index_bytes = index.len();
    figures.recall_at_20 = recall;
    writeln!(io::stdout(), "{}", serde_json::to_string_pretty(&figures)?)?;
    Ok(Ended::Fine)
}

impl Args {
    /// These tracks as the user's, without names: whatever is found is no version of theirs.
    fn shelf(&self, catalogue: &CellCatalogue, numbers: &[u32]) -> Result<Shelf> {
        let mut shelf = Shelf::default();
        let firsts: Vec<u32> =
            (0..catalogue.index().cells()).map(|cell| catalogue.index().first_of(cell)).collect();
        for (id, number) in (0u32..).zip(numbers) {
            let cell = firsts.partition_point(|first| first <= number).saturating_sub(1);
            let range = catalogue.cell(cell).context("there is no such cell")?;
            let start = range.start + u64::from(number - catalogue.index().first_of(cell)) * ROW as u64;
            let bytes = read(&self.folder, &Range { start, len: ROW as u32, ..range })?;
            let row = bytes.first_chunk::<ROW>().context("a row is missing")?;
            let track = OwnTrack { id, features: StoredRow::of(row).features, ..OwnTrack::default() };
            shelf.put(catalogue.seen(), track, None);
        }
        Ok(shelf)
    }
}

fn question(id: u32) -> Query {
    Query { seeds: vec![TrackRef::Own(id)], company: 0.0, limit: NEAREST, ..Query::default() }
}

/// Numbers of tracks, no more than there are.
fn drawn(count: usize, tracks: usize, seed: u64) -> Vec<u32> {
    let mut state = seed;
    (0..count.min(tracks)).map(|_| below(&mut state, tracks) as u32).collect()
}

/// Asks as the page does.
fn asked(mut catalogue: CellCatalogue, query: &Query, shelf: &Shelf, folder: &Path) -> Result<Taken> {
    let start = Instant::now();
    let (mut bytes, mut reads) = (0, 0);
    let mut read = |range: &Range| {
        (bytes, reads) = (bytes + u64::from(range.len), reads + 1);
        read(folder, range)
    };
    for asked in catalogue.wanted(query, shelf) {
        let rows = read(&asked.range)?;
        catalogue.keep(&asked, &rows)?;
    }
    let chosen = catalogue.choose(query, shelf);
    let records: Vec<Vec<u8>> = chosen.records.iter().map(&mut read).collect::<Result<_>>()?;
    catalogue.show(chosen, &records, query, shelf)?;
    Ok(Taken { ms: start.elapsed().as_secs_f64() * 1000.0, bytes, reads })
}

/// Share of the nearest tracks of all that are the nearest of those looked through; the track asked about is left out.
fn recall(
    catalogue: &CellCatalogue,
    numbers: &[u32],
    queries: &[Query],
    shelf: &Shelf,
    folder: &Path,
) -> Result<Option<f64>> {
    let mut all = Nearest::of(catalogue, queries, shelf, NEAREST + 1);
    let mut looked_through = Nearest::of(catalogue, queries, shelf, NEAREST + 1);
    let near: Vec<Vec<usize>> = queries.iter().map(|query| catalogue.near(query, shelf)).collect();
    for cell in 0..catalogue.index().cells() {
        let rows = read(folder, &catalogue.cell(cell).context("there is no such cell")?)?;
        all.look_at(catalogue, cell, &rows, 0..queries.len());
        let askers = (0..queries.len())
            .filter(|question| near.get(*question).is_some_and(|near| near.contains(&cell)));
        looked_through.look_at(catalogue, cell, &rows, askers);
    }
    let (mut found, mut wanted) = (0, 0);
    for (question, asked) in numbers.iter().enumerate() {
        let others = |nearest: &Nearest| -> Vec<u32> {
            nearest.numbers(question).into_iter().filter(|number| number != asked).take(NEAREST).collect()
        };
        let (all, looked_through) = (others(&all), others(&looked_through));
        wanted += all.len();
        found += all.iter().filter(|number| looked_through.contains(number)).count();
    }
    Ok((wanted > 0).then(|| found as f64 / wanted as f64))
}

fn figures(taken: &[Taken]) -> Figures {
    let mut ms: Vec<f64> = taken.iter().map(|taken| taken.ms).collect();
    ms.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| {
        ms.get(((ms.len() as f64 * share) as usize).min(ms.len() - 1)).copied().unwrap_or_default()
    };
    let mean = |of: fn(&Taken) -> u64| taken.iter().map(of).sum::<u64>() / taken.len().max(1) as u64;
    let most = |of: fn(&Taken) -> u64| taken.iter().map(of).max().unwrap_or_default();
    Figures {
        questions: taken.len(),
        ms_median: at(0.5),
        ms_95: at(0.95),
        bytes_mean: mean(|taken| taken.bytes),
        bytes_most: most(|taken| taken.bytes),
        reads_mean: mean(|taken| taken.reads),
        reads_most: most(|taken| taken.reads),
        ..Figures::default()
    }
}

/// Reads a stretch of a file as a host's answer to a range would be.
fn read(folder: &Path, range: &Range) -> Result<Vec<u8>> {
    let path = folder.join(&range.file);
    let read = || -> io::Result<Vec<u8>> {
        let mut file = File::open(&path)?;
        file.seek(SeekFrom::Start(range.start))?;
        let mut bytes = Vec::new();
        file.take(range.len.into()).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    read().with_context(|| format!("cannot read {}", path.display()))
}
