//! Tables of tracks as comma-separated values: writes Exportify's columns and four of our own, reads Exportify's
//! (current and older) and Kaggle's by the names of their headers.
//!
//! Sources: <https://github.com/pavelkomarov/exportify> (current columns), <https://github.com/watsonbox/exportify>
//! (older ones), RFC 4180.

mod cell;
mod column;
mod formula;
mod header;
mod layout;
mod list;
mod number;
mod odd_rows;
mod percent;
mod quotes;
mod rows;
mod wrapped;

use ::csv::{ReaderBuilder, StringRecord, Writer};
use thiserror::Error;

pub(crate) use crate::csv::cell::Cells;
pub(crate) use crate::csv::column::Column;
pub use crate::csv::formula::{guard, unguard};
use crate::csv::layout::Layout;
use crate::csv::rows::read_row;
pub use crate::csv::rows::{Columns, Row, RowError, Rows};
use crate::reading::{Reading, Remark};
use crate::text;
use crate::track::{ExchangeTrack, non_blank};

/// Rows with a quotation mark that is never closed behind which it is read on.
const MOST_UNCLOSED: usize = 20;

/// A file that is no table of tracks.
#[derive(Debug, Error)]
pub enum CsvError {
    /// No column says which track a row is about.
    #[error(
        "no column names the tracks: the first line needs a header such as \"Track Name\", \"Track URI\" or \
         \"File\"; it has {}",
        headers.join(", ")
    )]
    NoUsableHeader {
        /// The first few headers that it has, shortened; `…` behind them where it has more.
        headers: Vec<String>,
    },
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
    pub expected: Expected,
}

/// What a cell should have held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Expected {
    /// A length as a clock shows it, or in seconds.
    #[error("a length such as 3:45 or a number of seconds")]
    Length,
    /// A length in milliseconds.
    #[error("a whole number of milliseconds")]
    Milliseconds,
    /// A whole number from 0 to 100.
    #[error("a whole number from 0 to 100")]
    WholePercentage,
    /// Yes or no.
    #[error("true or false")]
    Flag,
    /// Major or minor.
    #[error("a mode: 0, 1, minor or major")]
    Mode,
    /// Major where the key beside it is, or minor.
    #[error("the mode of the key beside it")]
    ModeOfKey,
    /// Beats in a bar.
    #[error("a number of beats")]
    Beats,
    /// Any number.
    #[error("a number")]
    Number,
    /// A tempo.
    #[error("a tempo from 0 to 500 BPM")]
    Tempo,
    /// A loudness.
    #[error("a loudness from -100 to 5 dB")]
    Loudness,
    /// The address of a track of Spotify's.
    #[error("an address of a track of Spotify's")]
    SpotifyAddress,
    /// A key, as a number or by name.
    #[error("a key: -1 to 11, a note such as F#, or a name such as 8A or F#m")]
    Key,
    /// A number from 0 to 100.
    #[error("a number from 0 to 100")]
    Percentage,
    /// A number from 0 to 1.
    #[error("a number from 0 to 1")]
    Share,
    /// Nothing: the row has more cells than the table has headers.
    #[error("under any header")]
    NoCell,
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
/// know are passed over. Cells may be separated by commas, semicolons, tabs or bars.
///
/// Blank cells are missing values; blank rows, and sums at the foot, are no tracks. A cell that can't be read is missing
/// from its track and told.
///
/// # Errors
/// Where no line near the top has a header that names tracks.
pub fn read(text: &str) -> Result<Reading, CsvError> {
    let text = &wrapped::unwrapped(text);
    let layout = Layout::find(text)?;
    let mut table = Table {
        cells: Cells::of_table(layout.bindings.comma_separated_artists),
        lines: LineCounter { rest: text, offset: 0, line: 1 },
        reading: Reading::default(),
        layout,
    };
    let mut from = table.layout.start;
    for round in 0..=MOST_UNCLOSED {
        let part = text.get(from..).unwrap_or_default();
        let faults = quotes::scan(part.as_bytes(), table.layout.delimiter);
        let end = faults.unclosed.as_ref().map_or(part.len(), |unclosed| unclosed.row);
        table.read_rows(part.get(..end).unwrap_or_default(), from, &faults.strays)?;
        let Some(unclosed) = faults.unclosed else { break };
        let line = table.lines.line_of((from + unclosed.row) as u64);
        table.reading.remarks.push(Remark::Quote { line });
        from += unclosed.line_end;
        if round == MOST_UNCLOSED || from >= text.len() {
            break;
        }
    }
    odd_rows::drop_sums(&mut table.reading);
    Ok(table.reading)
}

/// A table that is being read.
struct Table<'a> {
    layout: Layout,
    cells: Cells,
    lines: LineCounter<'a>,
    reading: Reading,
}

impl Table<'_> {
    /// Reads a part of the table that begins this many bytes from the file's start.
    fn read_rows(&mut self, part: &str, start: usize, strays: &[usize]) -> Result<(), CsvError> {
        let mut rows = rows(part, self.layout.delimiter);
        let mut row = StringRecord::new();
        if start == self.layout.start {
            rows.read_record(&mut row)?;
        }
        let mut strays = strays.iter().map(|stray| (start + stray) as u64).peekable();
        while rows.read_record(&mut row)? {
            let end = (start as u64).saturating_add(rows.position().byte());
            if odd_rows::says_nothing(&row, &self.layout.bindings) {
                continue;
            }
            let line =
                self.lines.line_of(start as u64 + row.position().map_or(0, |position| position.byte()));
            let has_stray = strays.next_if(|stray| *stray <= end).is_some();
            while strays.next_if(|stray| *stray <= end).is_some() {}
            if has_stray {
                self.reading.remarks.push(Remark::Quote { line });
            }
            self.read_row(&row, line);
        }
        Ok(())
    }

    fn read_row(&mut self, row: &StringRecord, line: u64) {
        let bindings = &self.layout.bindings;
        let remarks = &mut self.reading.remarks;
        let mut report = |column: &str, cell: &str, expected| {
            let value = shortened(cell);
            remarks.push(Remark::Cell(CellError { line, column: shortened(column), value, expected }));
        };
        let track = read_row(
            bindings,
            self.cells,
            |index| row.get(index),
            |binding, cell, expected| report(&binding.header, cell, expected),
        );
        // As a rule a comma in a title without quotation marks, which moves all that follows.
        for (index, cell) in row.iter().enumerate().skip(bindings.width) {
            if let Some(cell) = non_blank(cell) {
                report(&(index + 1).to_string(), cell, Expected::NoCell);
            }
        }
        self.reading.tracks.push(track);
    }
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
        let before = self.rest.get(..self.rest.len() - behind.len()).unwrap_or_default();
        let feeds = before.matches('\n').count();
        let lone_returns = before.matches('\r').count() - before.matches("\r\n").count();
        self.line += (feeds + lone_returns) as u64;
        self.offset += before.len() as u64;
        self.rest = behind;
        self.line
    }
}

fn rows(table: &str, delimiter: u8) -> ::csv::Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(table.as_bytes())
}

/// What fits in an error message: a quotation mark that is never closed makes a cell of half the file.
fn shortened(cell: &str) -> String {
    const SHOWN: usize = 40;
    let line = text::one_line(cell.trim());
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

#[cfg(test)]
mod tests;
