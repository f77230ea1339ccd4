//! Tables of tracks as comma-separated values: writes Exportify's columns and four of our own, reads Exportify's
//! (current and older) and Kaggle's by the names of their headers.
//!
//! Sources: <https://github.com/pavelkomarov/exportify> (current columns), <https://github.com/watsonbox/exportify>
//! (older ones), RFC 4180.

mod cell;
mod column;
mod formula;
mod list;

use ::csv::{ReaderBuilder, StringRecord, Writer};
use thiserror::Error;

use crate::csv::cell::Dialect;
use crate::csv::column::{Bindings, Column};
use crate::text;
use crate::track::{ExchangeTrack, non_blank};

/// What may stand between two cells: comma, semicolon (spreadsheets where the comma is a decimal point), tab.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// A file that is no table of tracks.
#[derive(Debug, Error)]
pub enum CsvError {
    /// No column says which track a row is about.
    #[error(
        "no column names the tracks: the first line needs a header such as \"Track Name\", \"Track URI\" or \
         \"File\"; it has {0}"
    )]
    NoUsableHeader(String),
    /// The table itself can't be read.
    #[error(transparent)]
    Unreadable(#[from] ::csv::Error),
}

/// A cell that could not be read. The other cells of its row are kept.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}, column {column}: \"{value}\" is not {expected}")]
pub struct CellError {
    /// Line of the file on which the row begins, from 1.
    pub line: u64,
    /// Header of the column as the file has it; its number, from 1, where it has no header.
    pub column: String,
    /// What stands there, shortened.
    pub value: String,
    /// What should have stood there.
    pub expected: &'static str,
}

/// The tracks as a table in UTF-8, one line each after a line of headers, lines ended by `\n` as Exportify does.
/// Text cells that a spreadsheet would run as a formula get an apostrophe in front.
pub fn write(tracks: &[ExchangeTrack]) -> String {
    let mut writer = Writer::from_writer(Vec::new());
    let header = Column::ALL.iter().map(|column| column.header().to_owned()).collect();
    let rows =
        tracks.iter().map(|track| Column::ALL.iter().map(|column| cell::write(track, *column)).collect());
    for row in std::iter::once(header).chain(rows) {
        let row: Vec<String> = row;
        // Rows of one length can't fail to be written to memory.
        let written = writer.write_record(row);
        debug_assert!(written.is_ok());
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// Reads a table of tracks, whatever the order of its columns and the case of their headers; columns it does not
/// know are passed over. Cells may be separated by commas, semicolons or tabs.
///
/// Blank cells are missing values, blank rows are no tracks. A cell that can't be read is missing from its track
/// and listed among the errors.
pub fn read(bytes: &[u8]) -> Result<(Vec<ExchangeTrack>, Vec<CellError>), CsvError> {
    let table = text::decode(bytes);
    let (delimiter, bindings) = sniff(&table)?;
    let dialect = Dialect {
        comma_separated_artists: bindings.comma_separated_artists,
        decimal_comma: delimiter != b',',
    };
    let (mut tracks, mut errors) = (Vec::new(), Vec::new());
    let mut rows = rows(&table, delimiter);
    let mut lines = LineCounter { rest: &table, offset: 0, line: 1 };
    let mut row = StringRecord::new();
    rows.read_record(&mut row)?;
    while rows.read_record(&mut row)? {
        if row.iter().all(|cell| non_blank(cell).is_none()) {
            continue;
        }
        let line = lines.line_of(row.position().map_or(0, |position| position.byte()));
        tracks.push(read_row(&row, line, &bindings, dialect, &mut errors));
    }
    Ok((tracks, errors))
}

/// Tells on which line a row begins. The `csv` crate's own count is that of the row's predecessor where blank
/// lines, or the second half of a `\r\n`, are left between the two.
struct LineCounter<'a> {
    /// What is not yet counted.
    rest: &'a str,
    /// Bytes before `rest`.
    offset: u64,
    /// Line on which `rest` begins, from 1.
    line: u64,
}

impl LineCounter<'_> {
    /// The line of the first cell at or after this many bytes, which must not become fewer.
    fn line_of(&mut self, byte: u64) -> u64 {
        let skipped = usize::try_from(byte.saturating_sub(self.offset)).unwrap_or(usize::MAX);
        let behind = self.rest.get(skipped..).unwrap_or_default().trim_start_matches(['\r', '\n']);
        let before = &self.rest[..self.rest.len() - behind.len()];
        let feeds = before.matches('\n').count();
        let lone_returns = before.matches('\r').count() - before.matches("\r\n").count();
        self.line += (feeds + lone_returns) as u64;
        self.offset += before.len() as u64;
        self.rest = behind;
        self.line
    }
}

/// The delimiter with which the first line has most headers that we know, and what that line says.
fn sniff(table: &str) -> Result<(u8, Bindings), CsvError> {
    let mut best = (b',', Bindings::default());
    let mut first_line = StringRecord::new();
    for delimiter in DELIMITERS {
        rows(table, delimiter).read_record(&mut first_line)?;
        let bindings = Bindings::of(first_line.iter());
        if bindings.known.len() > best.1.known.len() {
            best = (delimiter, bindings);
        }
    }
    if best.1.name_tracks() { Ok(best) } else { Err(CsvError::NoUsableHeader(quoted_headers(table)?)) }
}

/// The first few headers in quotation marks, for an error message.
fn quoted_headers(table: &str) -> Result<String, CsvError> {
    const SHOWN: usize = 6;
    let mut first_line = StringRecord::new();
    rows(table, b',').read_record(&mut first_line)?;
    let mut headers: Vec<_> =
        first_line.iter().take(SHOWN).map(|header| format!("\"{}\"", shortened(header))).collect();
    if headers.is_empty() {
        headers.push("none".to_owned());
    } else if first_line.len() > SHOWN {
        headers.push("…".to_owned());
    }
    Ok(headers.join(", "))
}

fn rows(table: &str, delimiter: u8) -> ::csv::Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(table.as_bytes())
}

fn read_row(
    row: &StringRecord,
    line: u64,
    bindings: &Bindings,
    dialect: Dialect,
    errors: &mut Vec<CellError>,
) -> ExchangeTrack {
    let mut track = ExchangeTrack::default();
    let mut filled = None;
    let mut report = |column: &str, cell: &str, expected| {
        errors.push(CellError { line, column: column.to_owned(), value: shortened(cell), expected });
    };
    for binding in &bindings.known {
        // Several columns may mean the same; the first that is not blank counts.
        if filled == Some(binding.column) {
            continue;
        }
        let Some(cell) = row.get(binding.index).and_then(non_blank) else {
            continue;
        };
        match cell::read(&mut track, binding, cell, dialect) {
            Ok(()) => filled = Some(binding.column),
            Err(expected) => report(&binding.header, cell, expected),
        }
    }
    // As a rule a comma in a title without quotation marks, which moves all that follows.
    for (index, cell) in row.iter().enumerate().skip(bindings.width) {
        if let Some(cell) = non_blank(cell) {
            report(&(index + 1).to_string(), cell, "under any header");
        }
    }
    track
}

/// What fits in an error message: a quotation mark that is never closed makes a cell of half the file.
fn shortened(cell: &str) -> String {
    const SHOWN: usize = 40;
    let line = text::one_line(cell.trim());
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests;
