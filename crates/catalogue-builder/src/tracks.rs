//! The table of tracks that the catalogue is built from.

use anyhow::{Context, Result};
use catalogue::build::{Row, features_from};
use flate2::read::GzDecoder;
use std::{fs::File, path::Path};

/// Reads `catalogue/tracks.csv.gz` below the folder of the data.
///
/// # Errors
/// Where the table is absent, or a row lacks a column or a number.
pub fn read(data: &Path) -> Result<Vec<Row>> {
    let path = data.join("catalogue/tracks.csv.gz");
    let file = File::open(&path).with_context(|| format!("cannot open {}", path.display()))?;
    parse(GzDecoder::new(file)).with_context(|| format!("cannot read {}", path.display()))
}

fn parse(table: impl std::io::Read) -> Result<Vec<Row>> {
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
