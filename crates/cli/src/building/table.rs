//! Rows of a table, CSV or Parquet, one after the other, told apart by their first bytes.

use anyhow::{Context, Result, bail};
use catalogue::build::LONGEST_S;
use catalogue::spotify_bits;
use encoding_rs_io::DecodeReaderBytesBuilder;
use exchange::csv::{Columns, RowError, Rows};
use exchange::foreign::{self, Foreign};
use exchange::letters::{Encoding, encoding_of, name_of};
use exchange::track::ExchangeTrack;
use flate2::read::MultiGzDecoder;
use parquet::basic::Compression;
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

/// Rows by reasons: how many, and the number of the first, from 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally(BTreeMap<String, (u64, u64)>);

impl Tally {
    /// Counts a row.
    pub fn add(&mut self, reason: String, row: u64) {
        self.0.entry(reason).or_insert((0, row)).0 += 1;
    }

    /// How many rows there are; one of several reasons counts for each.
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

/// What is to be told of a table.
#[derive(Debug, Default)]
pub struct Told {
    /// Rows that are left out.
    pub left_out: Tally,
    /// Rows that are taken, though something of them is missing or cannot be used.
    pub doubtful: Tally,
    /// The encoding of its letters, where that was guessed.
    pub letters: Option<&'static str>,
}

/// Gives the rows of a table one after the other.
///
/// # Errors
/// Where the table cannot be read at all, breaks off, or `each` fails.
pub fn read(path: &Path, told: &mut Told, mut each: impl FnMut(Row) -> Result<()>) -> Result<()> {
    let mut number = 0;
    let mut letters = None;
    let mut take = |row: Result<exchange::csv::Row, String>| {
        number += 1;
        match row.and_then(|row| whole(row, number, &mut told.doubtful)) {
            Ok(row) => each(row),
            Err(reason) => {
                told.left_out.add(reason, number);
                Ok(())
            }
        }
    };
    let mut read = || -> Result<()> {
        let mut file = File::open(path)?;
        let mut beginning = Vec::new();
        file.by_ref().take(BEGINNING).read_to_end(&mut beginning)?;
        file.rewind()?;
        if beginning.starts_with(b"PAR1") {
            return read_parquet(file, &mut take);
        }
        let is_packed = beginning.starts_with(&[0x1f, 0x8b]);
        if let Some(what) = something_else(&beginning).filter(|_| !is_packed) {
            bail!("{what}");
        }
        letters = encoding(unpacked(File::open(path)?, is_packed))?;
        let table = unpacked(file, is_packed);
        read_csv(DecodeReaderBytesBuilder::new().encoding(letters).build(table), &mut take)
    };
    read().with_context(|| format!("cannot read {}", path.display()))?;
    told.letters = told.letters.or(letters.map(name_of));
    Ok(())
}

type Take<'a> = dyn FnMut(Result<exchange::csv::Row, String>) -> Result<()> + 'a;

/// How much of a file is looked at to tell whether it is a table, bytes.
const BEGINNING: u64 = 1 << 16;

/// What a file is that is no table, by its first bytes, and what to do.
fn something_else(beginning: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 5] = [
        (b"\x28\xb5\x2f\xfd", PACKED),
        (b"PARE", "this Parquet is encrypted: write it without"),
        (b"ARROW1", "this is Arrow (Feather): write it as Parquet or CSV"),
        (b"{", JSON),
        (b"[", JSON),
    ];
    const PACKED: &str =
        "this is an archive, or compressed in a way that is not read here: unpack it, or use gzip";
    const JSON: &str = "this is JSON: write it as CSV or Parquet";
    match foreign::of_bytes(beginning) {
        Some(Foreign::Spreadsheet) => Some("this is a spreadsheet: save the sheet as CSV"),
        Some(Foreign::Document) => Some("this is a document: save the table in it as CSV"),
        Some(Foreign::Archive) => Some(PACKED),
        Some(Foreign::Database) => Some("this is a database: write its table as CSV or Parquet"),
        Some(Foreign::Of(_)) => Some("this is a program's own file: export its tracks as CSV"),
        None => KINDS.iter().find(|(begin, _)| beginning.starts_with(begin)).map(|(_, what)| *what),
    }
}

fn unpacked(file: File, is_packed: bool) -> Box<dyn Read> {
    let file = BufReader::with_capacity(1 << 16, file);
    if is_packed { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) }
}

/// The encoding of a table that is not in UTF-8, guessed by the first letters that are none; `None` for UTF-8.
fn encoding(mut table: impl Read) -> io::Result<Option<&'static Encoding>> {
    const PART: u64 = 1 << 20;
    let mut part = Vec::new();
    loop {
        let read = table.by_ref().take(PART).read_to_end(&mut part)?;
        match std::str::from_utf8(&part) {
            Ok(_) => part.clear(),
            // A letter that goes on in the next part.
            Err(error) if error.error_len().is_none() && read > 0 => drop(part.drain(..error.valid_up_to())),
            Err(_) => return Ok(encoding_of(&part)),
        }
        if read == 0 {
            return Ok(None);
        }
    }
}

fn read_csv(table: impl Read, take: &mut Take<'_>) -> Result<()> {
    let mut rows = Rows::begin(table)?;
    while let Some(row) = rows.next_row() {
        match row {
            Ok(row) => take(Ok(row))?,
            Err(RowError::Broken(error)) => return Err(error.into()),
            Err(reason) => take(Err(reason.to_string()))?,
        }
    }
    Ok(())
}

/// Rows by which it is told whether columns are in percent.
const SAMPLE: usize = 1_000;

fn read_parquet(file: File, take: &mut Take<'_>) -> Result<()> {
    // The library panics at some damaged files.
    let read = || -> Result<()> {
        let reader = SerializedFileReader::new(file)?;
        let mut parts = reader.metadata().row_groups().iter().flat_map(|group| group.columns());
        if parts.any(|part| matches!(part.compression(), Compression::BROTLI(_) | Compression::LZO)) {
            bail!("it is compressed in a way that is not read here: write it with Zstandard, gzip or Snappy");
        }
        let schema = reader.metadata().file_metadata().schema();
        let names = schema.get_fields().iter().map(|field| field.name());
        let Some(columns) = Columns::of(names) else { bail!("no column names the tracks") };
        let known: Vec<usize> = columns.known().collect();
        let fields = schema.get_fields().iter().enumerate().filter(|(index, _)| known.contains(index));
        let fields: Vec<Arc<Type>> = fields.map(|(_, field)| field.clone()).collect();
        let Some(mut columns) = Columns::of(fields.iter().map(|field| field.name())) else {
            bail!("no column names the tracks")
        };
        let wanted = Type::group_type_builder(schema.name()).with_fields(fields).build()?;
        let cells = |row: parquet::record::Row| -> Vec<Option<String>> {
            row.get_column_iter().map(|(_, field)| text(field)).collect()
        };
        let sample = reader.get_row_iter(Some(wanted.clone()))?.take(SAMPLE).map_while(Result::ok);
        columns.look_at(&sample.map(cells).collect::<Vec<_>>());
        for row in reader.get_row_iter(Some(wanted))? {
            let cells = cells(row?);
            take(Ok(columns.read(|index| cells.get(index)?.as_deref())))?;
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
        // Texts, where whoever wrote them did not say so.
        Field::Bytes(bytes) => std::str::from_utf8(bytes.data()).ok()?.to_owned(),
        // An artist, say, with an id and an address beside the name.
        Field::Group(group) => {
            let name = group.get_column_iter().find(|(name, _)| name.as_str() == "name");
            return name.and_then(|(_, field)| text(field));
        }
        Field::ListInternal(list) => {
            let texts = list.elements().iter().filter_map(text);
            let escaped: Vec<String> =
                texts.map(|text| text.replace('\\', "\\\\").replace(';', "\\;")).collect();
            escaped.join(";")
        }
        Field::Float(number) => number.to_string(),
        Field::Double(number) => number.to_string(),
        other => other.to_string(),
    })
}

/// Columns that a catalogue has and can do without.
const DISPENSABLE: [&str; 4] = ["Key", "Mode", "Duration (ms)", "Time Signature"];

/// The row of a track that has everything; else what it lacks.
fn whole(row: exchange::csv::Row, number: u64, doubtful: &mut Tally) -> Result<Row, String> {
    let track = &row.track;
    let id = track.spotify_id().and_then(spotify_bits).ok_or("no Spotify id (22 letters and digits)")?;
    let name = track.title.clone().ok_or("no title")?;
    let features = features(track)?;
    let mut doubt = |what: &str| doubtful.add(what.to_owned(), number);
    let unread = row.unread.iter().filter(|column| DISPENSABLE.contains(column));
    unread.for_each(|column| doubt(&format!("{column} cannot be read")));
    if row.surplus > 0 {
        doubt("more cells than headers: a comma in a title without quotation marks?");
    }
    if track.artists.is_empty() {
        doubt("no artist");
    }
    if track.key.is_some_and(|key| key >= 0) && features.key < 0 {
        doubt("a key without a mode counts as none");
    }
    for (feature, value) in track.amounts() {
        let (low, high) = feature.range();
        if value.is_some_and(|value| !(low..=high).contains(&value)) {
            doubt(&format!("{} is not within {low} … {high}: the nearest is taken", feature.name()));
        }
    }
    let duration_s = track.duration_ms.map_or(0.0, |ms| ms as f32 / 1000.0);
    if duration_s > LONGEST_S {
        doubt("longer than a catalogue can tell (1 h 49 min): taken without its length");
    }
    Ok(Row {
        name,
        artist: track.artist_line(),
        id,
        features,
        time_signature: track.time_signature.unwrap_or(0),
        duration_s: if duration_s > LONGEST_S { 0.0 } else { duration_s },
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
