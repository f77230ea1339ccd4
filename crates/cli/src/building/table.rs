//! Rows of a table, CSV or Parquet, one after the other, told apart by their first bytes.

use anyhow::{Context, Result, bail};
use catalogue::spotify_bits;
use exchange::csv::{Columns, Rows};
use exchange::track::ExchangeTrack;
use flate2::read::MultiGzDecoder;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::schema::types::Type;
use protocol::AudioFeatures;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

/// A row with all that a catalogue needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Title.
    pub name: String,
    /// Artists, as credited.
    pub artist: String,
    /// Spotify's id.
    pub id: u128,
    /// Spotify's features.
    pub features: AudioFeatures,
    /// Beats in a bar, 0 where that is not told.
    pub time_signature: u8,
    /// Length, seconds, 0 where that is not told.
    pub duration_s: f32,
}

/// Rows that are left out, by reason: how many, and the number of the first, from 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LeftOut(BTreeMap<String, (u64, u64)>);

impl LeftOut {
    /// Leaves a row out.
    pub fn add(&mut self, reason: String, row: u64) {
        self.0.entry(reason).or_insert((0, row)).0 += 1;
    }

    /// How many rows are left out.
    pub fn count(&self) -> u64 {
        self.0.values().map(|(count, _)| count).sum()
    }

    /// A line a reason, most rows first.
    pub fn lines(&self) -> Vec<String> {
        let mut reasons: Vec<_> = self.0.iter().collect();
        reasons.sort_by_key(|(_, (count, _))| u64::MAX - count);
        let line = |(reason, (count, first)): (&String, &(u64, u64))| {
            format!("{count}: {reason} (first: row {first})")
        };
        reasons.into_iter().map(line).collect()
    }
}

/// Gives the rows of a table one after the other, with their numbers from 1, and those that lack something to `left_out`.
///
/// # Errors
/// Where the table cannot be read at all, breaks off, or `each` fails.
pub fn read(path: &Path, left_out: &mut LeftOut, mut each: impl FnMut(u64, Row) -> Result<()>) -> Result<()> {
    let mut number = 0;
    let mut take = |track: Result<ExchangeTrack, String>| {
        number += 1;
        match track.and_then(|track| whole(&track)) {
            Ok(row) => each(number, row),
            Err(reason) => {
                left_out.add(reason, number);
                Ok(())
            }
        }
    };
    let in_path = || format!("cannot read {}", path.display());
    let mut file = File::open(path).with_context(in_path)?;
    let mut magic = Vec::new();
    file.by_ref().take(4).read_to_end(&mut magic).with_context(in_path)?;
    file.rewind().with_context(in_path)?;
    match magic.as_slice() {
        b"PAR1" => read_parquet(file, &mut take),
        [0x1f, 0x8b, ..] => read_csv(MultiGzDecoder::new(BufReader::new(file)), &mut take),
        _ => read_csv(file, &mut take),
    }
    .with_context(in_path)
}

type Take<'a> = dyn FnMut(Result<ExchangeTrack, String>) -> Result<()> + 'a;

fn read_csv(table: impl Read, take: &mut Take<'_>) -> Result<()> {
    let mut rows = Rows::begin(table)?;
    while let Some(row) = rows.next_row() {
        match row {
            Ok((track, _)) => take(Ok(track))?,
            Err(exchange::csv::CsvError::Unreadable(error)) if !error.is_io_error() => {
                take(Err("its letters are not UTF-8".into()))?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

fn read_parquet(file: File, take: &mut Take<'_>) -> Result<()> {
    // The library panics at some damaged files.
    let read = || -> Result<()> {
        let reader = SerializedFileReader::new(file)?;
        let schema = reader.metadata().file_metadata().schema();
        let names = schema.get_fields().iter().map(|field| field.name());
        let Some(columns) = Columns::of(names) else { bail!("no column names the tracks") };
        let known: Vec<usize> = columns.known().collect();
        let fields = schema.get_fields().iter().enumerate().filter(|(index, _)| known.contains(index));
        let fields: Vec<Arc<Type>> = fields.map(|(_, field)| field.clone()).collect();
        let Some(columns) = Columns::of(fields.iter().map(|field| field.name())) else {
            bail!("no column names the tracks")
        };
        let wanted = Type::group_type_builder(schema.name()).with_fields(fields).build()?;
        for row in reader.get_row_iter(Some(wanted))? {
            let cells: Vec<Option<String>> = row?.get_column_iter().map(|(_, field)| text(field)).collect();
            let (track, _) = columns.read(|index| cells.get(index)?.as_deref());
            take(Ok(track))?;
        }
        Ok(())
    };
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(io::Error::new(io::ErrorKind::InvalidData, "the file is damaged").into()))
}

/// A cell of Parquet as one of CSV would be.
fn text(field: &Field) -> Option<String> {
    Some(match field {
        Field::Null => return None,
        Field::Str(text) => text.clone(),
        Field::ListInternal(list) => {
            let texts: Vec<String> = list.elements().iter().filter_map(text).collect();
            texts.join(";")
        }
        Field::Float(number) => number.to_string(),
        Field::Double(number) => number.to_string(),
        other => other.to_string(),
    })
}

/// The row of a track that has everything; else what it lacks.
fn whole(track: &ExchangeTrack) -> Result<Row, String> {
    let id = track.spotify_id().and_then(spotify_bits).ok_or("no Spotify id (22 letters and digits)")?;
    let name = track.title.clone().ok_or("no title")?;
    Ok(Row {
        name,
        artist: track.artist_line(),
        id,
        features: features(track)?,
        time_signature: track.time_signature.unwrap_or(0),
        duration_s: track.duration_ms.map_or(0.0, |ms| ms as f32 / 1000.0),
    })
}

/// All features; a key that was not found is none.
fn features(track: &ExchangeTrack) -> Result<AudioFeatures, String> {
    let mut features = AudioFeatures { key: -1, ..AudioFeatures::default() };
    if let Some(key) = track.musical_key() {
        (features.key, features.mode) = (key.spotify_key(), key.spotify_mode());
    } else {
        features.mode = track.mode.unwrap_or(0);
    }
    for (feature, value) in track.amounts() {
        features.set(feature, value.ok_or_else(|| format!("no {} that can be read", feature.name()))?);
    }
    Ok(features)
}
