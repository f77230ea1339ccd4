//! What a finished file of any format holds, for who goes on with it.

use segue_cli::record::Record;
use serde::Deserialize;
use std::fs::File;
use std::io::{self, BufReader};

use super::{Format, parquet};

/// A JSON file, as [`super::Printer`] writes it.
#[derive(Deserialize)]
struct Answer {
    audio_features: Vec<Record>,
}

/// Gives all records of a finished JSON or Parquet file.
///
/// # Errors
/// Where it cannot be read; `InvalidData` where it is none of ours.
pub fn read(file: File, format: Format, mut each: impl FnMut(Record) -> io::Result<()>) -> io::Result<()> {
    if format == Format::Parquet {
        return parquet::read(file, each);
    }
    let answer: Result<Answer, _> = serde_json::from_reader(BufReader::new(file));
    let records = answer.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?.audio_features;
    if !records.iter().all(Record::is_whole) {
        return Err(io::Error::from(io::ErrorKind::InvalidData));
    }
    records.into_iter().try_for_each(&mut each)
}
