//! How a table is laid out: where its headers stand, what parts its cells, and which of its columns are in percent.

use ::csv::StringRecord;

use super::column::Bindings;
use super::{CsvError, rows, shortened};

/// What may stand between two cells: comma, semicolon (spreadsheets where the comma is a decimal point), tab, bar.
const DELIMITERS: &[u8] = b",;\t|";

/// Lines at the beginning among which the headers are looked for: some programs write a title above them.
const MOST_LINES: usize = 12;

/// How much of a file is looked at for the headers, bytes.
const BEGINNING: usize = 40_000;

/// Rows by which it is told whether columns are in percent.
const SAMPLE: usize = 1_000;

/// How a table is laid out.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// Where the line of the headers begins, bytes from the start.
    pub(super) start: usize,
    /// What stands between two cells.
    pub(super) delimiter: u8,
    /// What the headers say.
    pub(super) bindings: Bindings,
}

impl Layout {
    /// The line with most headers that we know, and the delimiter with which it has them.
    pub(super) fn find(table: &str) -> Result<Layout, CsvError> {
        let beginning = beginning(table);
        let (first, delimiters) = match separator_line(beginning) {
            Some((delimiter, behind)) => (behind, vec![delimiter]),
            None => (0, DELIMITERS.to_vec()),
        };
        let mut best = Layout::default();
        for (place, start) in line_starts(beginning, first).into_iter().enumerate() {
            for delimiter in &delimiters {
                let bindings =
                    Bindings::of(first_row(beginning.get(start..).unwrap_or_default(), *delimiter)?.iter());
                // Below the first line a single word may be anybody's title.
                let is_header = bindings.name_tracks() && (place == 0 || bindings.known.len() > 1);
                if is_header && bindings.known.len() > best.bindings.known.len() {
                    best = Layout { start, delimiter: *delimiter, bindings };
                }
            }
        }
        if best.bindings.known.is_empty() {
            return Err(CsvError::NoUsableHeader { headers: first_headers(beginning)? });
        }
        let table = rows(table.get(best.start..).unwrap_or_default(), best.delimiter);
        let sample: Vec<StringRecord> =
            table.into_records().skip(1).take(SAMPLE).map_while(Result::ok).collect();
        best.bindings.look_at(|index| sample.iter().filter_map(move |row| row.get(index)));
        Ok(best)
    }
}

/// As much of a table as may hold the headers.
fn beginning(table: &str) -> &str {
    let end = (0..=BEGINNING.min(table.len())).rev().find(|end| table.is_char_boundary(*end)).unwrap_or(0);
    table.get(..end).unwrap_or_default()
}

/// The delimiter that spreadsheets are told by a first line `sep=;`, and where the next line begins.
fn separator_line(table: &str) -> Option<(u8, usize)> {
    let end = table.find(['\n', '\r'])?;
    let line = table.get(..end)?.trim_matches(['"', ' ', '\u{FEFF}']);
    let (name, delimiter) = line.split_at_checked(4)?;
    let delimiter = delimiter.bytes().next().unwrap_or(b'\t');
    (name.eq_ignore_ascii_case("sep=") && delimiter.is_ascii()).then_some((delimiter, end))
}

/// Where the first lines that are not blank begin, bytes from the start.
fn line_starts(table: &str, from: usize) -> Vec<usize> {
    let lines = table.get(from..).unwrap_or_default().split_inclusive(['\n', '\r']);
    let starts = lines.scan(from, |start, line| {
        let here = *start;
        *start += line.len();
        Some((here, line))
    });
    starts.filter(|(_, line)| !line.trim().is_empty()).map(|(start, _)| start).take(MOST_LINES).collect()
}

fn first_row(table: &str, delimiter: u8) -> Result<StringRecord, CsvError> {
    let mut row = StringRecord::new();
    rows(table, delimiter).read_record(&mut row)?;
    Ok(row)
}

/// The first few headers, as an error tells them.
fn first_headers(table: &str) -> Result<Vec<String>, CsvError> {
    const SHOWN: usize = 6;
    let row = first_row(table, b',')?;
    let mut headers: Vec<String> = row.iter().take(SHOWN).map(shortened).collect();
    if row.len() > SHOWN {
        headers.push("…".to_owned());
    }
    Ok(headers)
}
