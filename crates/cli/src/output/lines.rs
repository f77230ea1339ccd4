//! Records as lines: NDJSON and CSV. Each is written at once and flushed, so that a program that dies leaves whole lines, and at
//! most one that is torn.

use exchange::csv::{guard, unguard};
use segue_cli::record::Record;
use std::io::{self, Write};

/// A format in which a record is a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineFormat {
    /// A JSON object a line.
    Ndjson,
    /// Comma-separated values, with a header.
    Csv,
}

/// Writes records.
pub struct Lines<W> {
    output: W,
    format: LineFormat,
    needs_header: bool,
}

impl<W: Write> Lines<W> {
    /// Writes to an output that is empty, or goes on.
    pub fn new(output: W, format: LineFormat, is_empty: bool) -> Self {
        Self { output, format, needs_header: is_empty && format == LineFormat::Csv }
    }

    /// Writes the header where there is one and none is there.
    ///
    /// # Errors
    /// Where the output cannot be written.
    pub fn begin(&mut self) -> io::Result<()> {
        if self.needs_header {
            self.output.write_all(&header()?)?;
            self.needs_header = false;
        }
        self.output.flush()
    }

    /// Writes a record.
    ///
    /// # Errors
    /// Where the output cannot be written.
    pub fn put(&mut self, record: &Record) -> io::Result<()> {
        self.begin()?;
        self.output.write_all(&self.format.line(record)?)?;
        self.output.flush()
    }
}

impl LineFormat {
    fn line(self, record: &Record) -> io::Result<Vec<u8>> {
        match self {
            Self::Ndjson => {
                let mut line = serde_json::to_vec(record)?;
                line.push(b'\n');
                Ok(line)
            }
            Self::Csv => csv_row(&guarded(record), false),
        }
    }
}

/// The header of a CSV file, with its line end.
pub fn header() -> io::Result<Vec<u8>> {
    let mut with_row = csv_row(&Record::default(), true)?;
    let end = with_row.iter().position(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    with_row.truncate(end);
    Ok(with_row)
}

fn csv_row(record: &Record, with_header: bool) -> io::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().has_headers(with_header).from_writer(Vec::new());
    writer.serialize(record).map_err(io::Error::other)?;
    writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

/// The record with texts that no spreadsheet takes for a formula.
fn guarded(record: &Record) -> Record {
    with_texts(record.clone(), |text| guard(text).into_owned())
}

/// The record that [`guarded`] made this of.
pub fn unguarded(record: Record) -> Record {
    with_texts(record, |text| unguard(text).to_owned())
}

fn with_texts(record: Record, change: impl Fn(&str) -> String) -> Record {
    Record {
        file: change(&record.file),
        title: record.title.as_deref().map(&change),
        artist: record.artist.as_deref().map(&change),
        album: record.album.as_deref().map(&change),
        ..record
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::record;
    use exchange::{Contents, read};

    fn written(format: LineFormat, records: &[Record]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut lines = Lines::new(&mut bytes, format, true);
        records.iter().for_each(|record| lines.put(record).unwrap());
        bytes
    }

    /// What is written here is dropped onto the page as it is.
    #[test]
    fn the_page_reads_what_is_written() {
        let records = [record(1), record(3)];
        for (format, name) in [(LineFormat::Ndjson, "a.ndjson"), (LineFormat::Csv, "a.csv")] {
            let Ok(Contents::Table(reading)) = read(name, &written(format, &records)) else {
                panic!("{name}")
            };
            assert_eq!(
                (reading.remarks.len(), reading.tracks.len()),
                (0, 2),
                "{name}: {:?}",
                reading.remarks
            );
            let (first, second) = (&reading.tracks[0], &reading.tracks[1]);
            assert_eq!(first.title.as_deref(), Some("=Title 1"), "{name}");
            assert_eq!(first.file.as_deref(), Some("Music/Ärzte, \"live\"/1.mp3"), "{name}");
            assert_eq!(
                (second.tempo, second.energy, second.title.as_deref()),
                (Some(120.1), Some(0.11), None)
            );
            assert_eq!((first.key, first.duration_ms), (Some(0), Some(240_000)), "{name}");
        }
    }

    #[test]
    fn spreadsheets_run_no_title() {
        let text = String::from_utf8(written(LineFormat::Csv, &[record(1)])).unwrap();
        assert!(text.starts_with("file,title,artist,album,danceability,energy,key,"), "{text}");
        assert!(text.contains("'=Title 1") && !text.contains(",=Title"), "{text}");
        assert_eq!(text.lines().count(), 2);
    }
}
