//! Records as Apache Parquet: the columns of [`Record`], each of one plain type, compressed with Snappy.

use ::parquet::basic::Compression;
use ::parquet::data_type::{ByteArray, ByteArrayType, DataType, FloatType, Int64Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use ::parquet::schema::parser::parse_message_type;
use segue_cli::record::Record;
use serde_json::{Map, Value};
use std::fs::File;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::lines::header;

/// Records that are held before they are written: some megabytes.
const GROUP: usize = 10_000;

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Whole,
    Number,
}

impl Kind {
    fn of(column: &str) -> Self {
        match column {
            "file" | "title" | "artist" | "album" | "type" | "id" | "uri" | "track_href" | "analysis_url"
            | "hash" | "analysed_by" => Self::Text,
            "key" | "mode" | "duration_ms" | "time_signature" | "bytes" | "modified_ms" => Self::Whole,
            _ => Self::Number,
        }
    }

    /// As Parquet's own language of schemas says it. Anything may be missing.
    fn declared(self, column: &str) -> String {
        match self {
            Self::Text => format!("OPTIONAL BYTE_ARRAY {column} (UTF8);"),
            Self::Whole => format!("OPTIONAL INT64 {column};"),
            Self::Number => format!("OPTIONAL FLOAT {column};"),
        }
    }
}

/// Writes a file, a group of records after the other.
pub struct Writer<W: Write + Send> {
    columns: Vec<String>,
    file: SerializedFileWriter<W>,
    group: Vec<Map<String, Value>>,
}

impl<W: Write + Send> Writer<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// Where the output cannot be written.
    pub fn new(output: W) -> io::Result<Self> {
        let header = header()?;
        let columns: Vec<String> =
            String::from_utf8_lossy(&header).trim_end().split(',').map(str::to_owned).collect();
        let declared: Vec<String> = columns.iter().map(|column| Kind::of(column).declared(column)).collect();
        let schema = parse_message_type(&format!("message audio_features {{ {} }}", declared.join(" ")));
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let schema = Arc::new(schema.map_err(in_words)?);
        let file = SerializedFileWriter::new(output, schema, Arc::new(properties)).map_err(in_words)?;
        Ok(Self { columns, file, group: Vec::new() })
    }

    /// Takes a record.
    ///
    /// # Errors
    /// Where the output cannot be written.
    pub fn put(&mut self, record: &Record) -> io::Result<()> {
        if let Value::Object(members) = serde_json::to_value(record)? {
            self.group.push(members);
        }
        if self.group.len() >= GROUP { self.write_group() } else { Ok(()) }
    }

    /// Ends the file.
    ///
    /// # Errors
    /// Where the output cannot be written.
    pub fn end(mut self) -> io::Result<()> {
        self.write_group()?;
        self.file.close().map(drop).map_err(in_words)
    }

    fn write_group(&mut self) -> io::Result<()> {
        if self.group.is_empty() {
            return Ok(());
        }
        let mut group = self.file.next_row_group().map_err(in_words)?;
        for column in &self.columns {
            let values: Vec<Option<&Value>> = self.group.iter().map(|row| row.get(column)).collect();
            match Kind::of(column) {
                Kind::Text => write::<ByteArrayType, _>(&mut group, &values, |value| {
                    value.as_str().map(ByteArray::from)
                }),
                Kind::Whole => write::<Int64Type, _>(&mut group, &values, Value::as_i64),
                Kind::Number => write::<FloatType, _>(&mut group, &values, |value| {
                    value.as_f64().map(|value| value as f32)
                }),
            }
            .map_err(in_words)?;
        }
        group.close().map_err(in_words)?;
        self.group.clear();
        Ok(())
    }
}

/// Writes the next column of a group: the values there are, and a level a row that says whether there is one.
fn write<T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: &[Option<&Value>],
    read: impl Fn(&Value) -> Option<T::T>,
) -> Result<(), ParquetError> {
    let values: Vec<Option<T::T>> = values.iter().map(|value| value.and_then(&read)).collect();
    let levels: Vec<i16> = values.iter().map(|value| i16::from(value.is_some())).collect();
    let values: Vec<T::T> = values.into_iter().flatten().collect();
    if let Some(mut column) = group.next_column()? {
        column.typed::<T>().write_batch(&values, Some(&levels), None)?;
        column.close()?;
    }
    Ok(())
}

fn in_words(error: ParquetError) -> io::Error {
    io::Error::other(error.to_string())
}

/// Gives the records of a file that [`Writer`] wrote, one after the other.
///
/// # Errors
/// Where it cannot be read; `InvalidData` where it is none of ours.
pub fn read(file: File, mut each: impl FnMut(Record) -> io::Result<()>) -> io::Result<()> {
    // The library panics at some damaged files.
    catch_unwind(AssertUnwindSafe(|| {
        let reader = SerializedFileReader::new(file).map_err(not_ours)?;
        for row in reader.get_row_iter(None).map_err(not_ours)? {
            let record: Record = serde_json::from_value(row.map_err(not_ours)?.to_json_value())?;
            if !record.is_whole() {
                return Err(io::Error::from(io::ErrorKind::InvalidData));
            }
            each(record)?;
        }
        Ok(())
    }))
    .unwrap_or_else(|_| Err(io::Error::from(io::ErrorKind::InvalidData)))
}

fn not_ours(error: ParquetError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::record;

    #[test]
    fn records_are_read_back_as_they_were() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let records: Vec<Record> = (0..25).map(record).collect();
        let mut writer = Writer::new(file.reopen().unwrap()).unwrap();
        records.iter().for_each(|record| writer.put(record).unwrap());
        writer.end().unwrap();
        let mut back = Vec::new();
        read(file.reopen().unwrap(), |record| {
            back.push(record);
            Ok(())
        })
        .unwrap();
        assert_eq!(back, records);
    }

    #[test]
    fn damaged_files_are_refused() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut writer = Writer::new(file.reopen().unwrap()).unwrap();
        writer.put(&record(1)).unwrap();
        writer.end().unwrap();
        let bytes = std::fs::read(file.path()).unwrap();
        for end in [0, 4, 100, bytes.len() - 9] {
            std::fs::write(file.path(), &bytes[..end]).unwrap();
            assert!(read(file.reopen().unwrap(), |_| Ok(())).is_err(), "{end}");
        }
    }
}
