//! `catalogue-builder made`: a made table of any number of rows, to try catalogues of millions with.
//!
//! A made track is a real one moved by a part of the difference of two others (the smoothed bootstrap; Silverman and Young,
//! 1987): features stay as correlated as they are, and no row of the real table stands in it. Artists have as many tracks
//! as artists have: few have many.

use crate::tracks;
use anyhow::{Context, Result, ensure};
use catalogue::build::Row;
use protocol::{AudioFeatures, Feature};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use trainer::paths;

/// Arguments of `catalogue-builder made`.
#[derive(clap::Args)]
pub struct Args {
    /// How many rows.
    #[arg(long)]
    rows: u64,
    /// The table to write, as CSV.
    #[arg(long)]
    out: PathBuf,
    /// Which rows are made.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Folder with `catalogue/tracks.csv.gz`.
    #[arg(long, default_value_os_t = paths::default_data())]
    data: PathBuf,
}

/// Share of a difference by which a track is moved.
const MOVED_BY: f32 = 0.25;

/// Share of tracks that take key and mode of another.
const OTHER_KEY: f64 = 0.5;

/// Tracks of an artist on average.
const TRACKS_OF_AN_ARTIST: f64 = 8.0;

/// Shares are moved on the scale of their odds, within these.
const LEAST_SHARE: f32 = 1e-4;

/// Words of made names.
const WORDS: [&str; 16] = [
    "Night", "River", "Gold", "Summer", "Heart", "Fire", "Road", "Blue", "Echo", "Moon", "Dance", "Rain",
    "Stone", "Light", "Dream", "Home",
];

/// Writes the table.
///
/// # Errors
/// Where the real table is absent or the made one cannot be written.
pub fn run(args: &Args) -> Result<()> {
    let real = tracks::read(&args.data)?;
    ensure!(!real.is_empty(), "the table of tracks is empty");
    let file = File::create(&args.out).with_context(|| format!("cannot write {}", args.out.display()))?;
    let mut out = BufWriter::with_capacity(1 << 20, file);
    let mut random = StdRng::seed_from_u64(args.seed);
    let names: Vec<&str> = Feature::ALL.iter().map(|feature| feature.name()).collect();
    writeln!(out, "id,name,artist,{},duration_ms,time_signature", names.join(","))?;
    for number in 0..args.rows {
        let [one, from, to, keyed] = [(); 4].map(|()| &real[random.random_range(0..real.len())]);
        let features = moved(one, from, to, if random.random_bool(OTHER_KEY) { keyed } else { one });
        let values: Vec<String> =
            Feature::ALL.iter().map(|feature| decimal(*feature, features.get(*feature))).collect();
        // The square of an even number: half of all tracks are of a quarter of the artists.
        let artist = random.random_range(0.0f64..1.0).powi(2) * args.rows as f64 / TRACKS_OF_AN_ARTIST;
        let words: [&str; 3] = [(); 3].map(|()| WORDS[random.random_range(0..WORDS.len())]);
        writeln!(
            out,
            "{number:022},{} {} {},Artist {},{},{},4",
            words[0],
            words[1],
            random.random_range(0..10_000u32),
            artist as u64,
            values.join(","),
            (one.duration_s * 1000.0) as u64
        )?;
    }
    Ok(out.flush()?)
}

fn moved(one: &Row, from: &Row, to: &Row, keyed: &Row) -> AudioFeatures {
    let mut features =
        AudioFeatures { key: keyed.features.key, mode: keyed.features.mode, ..AudioFeatures::default() };
    for feature in Feature::ALL.into_iter().filter(|f| !matches!(f, Feature::Key | Feature::Mode)) {
        let [one, from, to] = [one, from, to].map(|row| row.features.get(feature));
        let value = match feature {
            // No pulse, and no instrument: nothing to move.
            _ if one == 0.0 => 0.0,
            Feature::Loudness => (one + MOVED_BY * (to - from)).clamp(-60.0, 2.0),
            Feature::Tempo if from > 0.0 && to > 0.0 => (one * (to / from).powf(MOVED_BY)).clamp(40.0, 230.0),
            Feature::Tempo => one,
            _ => {
                let odds = |share: f32| {
                    let share = share.clamp(LEAST_SHARE, 1.0 - LEAST_SHARE);
                    (share / (1.0 - share)).ln()
                };
                1.0 / (1.0 + (-(odds(one) + MOVED_BY * (odds(to) - odds(from)))).exp())
            }
        };
        features.set(feature, value);
    }
    features
}

fn decimal(feature: Feature, value: f32) -> String {
    match feature {
        Feature::Key | Feature::Mode => format!("{value:.0}"),
        Feature::Loudness | Feature::Tempo => format!("{value:.3}"),
        _ => format!("{value:.4}"),
    }
}
