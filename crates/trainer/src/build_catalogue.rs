//! `trainer build-catalogue`: the table of tracks to the file that the page loads.

use anyhow::{Context, Result};
use catalogue::Catalogue;
use catalogue::build::{Row, build, features_from};
use flate2::read::GzDecoder;
use std::collections::HashSet;
use std::fs::{self, File};
use std::path::PathBuf;

/// Where the table is and where the catalogue goes.
#[derive(clap::Args)]
pub struct Args {
    /// Folder with `catalogue/tracks.csv.gz`.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// The file to write.
    #[arg(long, default_value = "assets/catalogue.bin")]
    out: PathBuf,
}

/// Reads the table, writes the catalogue, and says what it holds and weighs.
pub fn run(args: &Args) -> Result<()> {
    let path = args.data.join("catalogue/tracks.csv.gz");
    let file = File::open(&path).with_context(|| format!("cannot open {}", path.display()))?;
    let rows = read(GzDecoder::new(file)).with_context(|| format!("cannot read {}", path.display()))?;
    let bytes = build(&rows)?;
    let catalogue = Catalogue::from_bytes(&bytes)?;
    fs::write(&args.out, &bytes).with_context(|| format!("cannot write {}", args.out.display()))?;

    let artists: HashSet<&str> = rows.iter().map(|row| row.artist.as_str()).collect();
    let songs: HashSet<(&str, &str)> =
        rows.iter().map(|row| (row.artist.as_str(), row.name.as_str())).collect();
    println!(
        "{}: {} tracks, {} artists, {} of them twice by artist and name, {} bytes",
        args.out.display(),
        catalogue.len(),
        artists.len(),
        rows.len() - songs.len(),
        bytes.len()
    );
    Ok(())
}

fn read(table: impl std::io::Read) -> Result<Vec<Row>> {
    let mut reader = csv::Reader::from_reader(table);
    let headers = reader.headers()?.clone();
    let column = |name: &str| headers.iter().position(|header| header == name);
    let mut rows = Vec::new();
    for (line, record) in reader.records().enumerate() {
        let record = record?;
        let text = |name: &str| column(name).and_then(|place| record.get(place));
        let number = |name: &str| text(name)?.parse::<f32>().ok();
        let row = || {
            Some(Row {
                name: text("name")?.to_owned(),
                artist: text("artist")?.to_owned(),
                spotify_id: text("id")?.to_owned(),
                features: features_from(number)?,
                time_signature: number("time_signature")? as u8,
                duration_s: number("duration_ms")? / 1000.0,
            })
        };
        rows.push(row().with_context(|| format!("row {} lacks a column or a number", line + 2))?);
    }
    Ok(rows)
}
