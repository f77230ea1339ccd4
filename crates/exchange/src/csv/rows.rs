//! Rows that come one after the other, of tables of any length: no more than a block of them is held.

use ::csv::{Reader, ReaderBuilder, StringRecord};
use std::io::{self, Cursor, Read};
use thiserror::Error;

use super::cell::Cells;
use super::column::{Binding, Bindings};
use super::layout::Layout;
use super::{CsvError, Expected, quotes};
use crate::track::{ExchangeTrack, non_blank};

/// How much of a table is held at once, bytes: its headers, what parts its cells and which columns are in percent are told by
/// that much, and no row is longer.
const BLOCK: usize = 1 << 20;

/// What is known of a table's columns.
#[derive(Clone, Debug)]
pub struct Columns {
    bindings: Bindings,
    cells: Cells,
}

/// A row that was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// What it says.
    pub track: ExchangeTrack,
    /// Columns whose cells could not be read, by the names that [`super::write`] gives them.
    pub unread: Vec<&'static str>,
    /// How many cells stand behind the last header: as a rule a comma in a title without quotation marks.
    pub surplus: usize,
}

/// Why a row could not be read. What follows it may be.
#[derive(Debug, Error)]
pub enum RowError {
    /// It is no text in UTF-8.
    #[error("its letters are not UTF-8")]
    Letters,
    /// A quotation mark opens a cell and does not close it.
    #[error("a quotation mark is not closed")]
    Quote,
    /// The table itself cannot be read any further.
    #[error(transparent)]
    Broken(#[from] ::csv::Error),
}

impl Columns {
    /// The columns with these names; `None` where none of them says which track a row is about.
    pub fn of<'a>(names: impl Iterator<Item = &'a str>) -> Option<Self> {
        let bindings = Bindings::of(names);
        bindings.name_tracks().then(|| Self::bound(bindings))
    }

    fn bound(bindings: Bindings) -> Self {
        Self { cells: Cells::of_table(bindings.comma_separated_artists), bindings }
    }

    /// Indices of the columns that are known.
    pub fn known(&self) -> impl Iterator<Item = usize> {
        self.bindings.known.iter().map(|binding| binding.index)
    }

    /// Tells by some rows, as texts, which columns are in percent.
    pub fn look_at(&mut self, rows: &[Vec<Option<String>>]) {
        self.bindings.look_at(|index| rows.iter().filter_map(move |row| row.get(index)?.as_deref()));
    }

    /// The track of a row; `cell` gives the text in a column.
    pub fn read<'a>(&self, cell: impl Fn(usize) -> Option<&'a str>) -> Row {
        let mut unread = Vec::new();
        let track = read_row(&self.bindings, self.cells, cell, |binding, _, _| {
            unread.push(binding.column.header());
        });
        Row { track, unread, surplus: 0 }
    }
}

/// The track of a row, and what could not be read of it: column, cell, and what should have stood there.
pub(super) fn read_row<'a>(
    bindings: &Bindings,
    cells: Cells,
    cell: impl Fn(usize) -> Option<&'a str>,
    mut tell: impl FnMut(&Binding, &str, Expected),
) -> ExchangeTrack {
    let mut track = ExchangeTrack::default();
    let mut filled = None;
    for binding in &bindings.known {
        // Several columns may mean the same; the first that is not blank counts.
        if filled == Some(binding.column) {
            continue;
        }
        let Some(cell) = cell(binding.index).and_then(non_blank) else {
            continue;
        };
        match cells.read_as(&mut track, binding.column, binding.unit, cell) {
            Ok(()) => filled = Some(binding.column),
            Err(expected) => tell(binding, cell, expected),
        }
    }
    track
}

/// A table that is read row by row.
pub struct Rows<R> {
    columns: Columns,
    delimiter: u8,
    table: R,
    /// What was read of the table and is not yet in `block`.
    held: Vec<u8>,
    is_at_end: bool,
    /// Whole rows.
    block: Reader<Cursor<Vec<u8>>>,
    row: StringRecord,
}

impl<R: Read> Rows<R> {
    /// Begins a table in UTF-8.
    ///
    /// # Errors
    /// Where it cannot be read, or no line near the top has a header that names tracks.
    pub fn begin(table: R) -> Result<Self, CsvError> {
        let mut rows = Self {
            columns: Columns::bound(Bindings::default()),
            delimiter: b',',
            table,
            held: Vec::new(),
            is_at_end: false,
            block: reader(Vec::new(), b','),
            row: StringRecord::new(),
        };
        rows.fill().map_err(::csv::Error::from)?;
        if rows.held.starts_with(b"\xef\xbb\xbf") {
            rows.held.drain(..3);
        }
        let layout = Layout::find(&String::from_utf8_lossy(&rows.held))?;
        rows.columns = Columns::bound(layout.bindings);
        rows.delimiter = layout.delimiter;
        rows.held.drain(..layout.start.min(rows.held.len()));
        // The line of the headers is a row as the others are.
        rows.next_row();
        Ok(rows)
    }

    /// The next row; `None` behind the last.
    pub fn next_row(&mut self) -> Option<Result<Row, RowError>> {
        loop {
            match self.block.read_record(&mut self.row) {
                Ok(true) => return Some(Ok(self.read())),
                Ok(false) => match self.next_block() {
                    Ok(true) => {}
                    Ok(false) => return None,
                    Err(error) => return Some(Err(error)),
                },
                Err(error) if error.is_io_error() => return Some(Err(error.into())),
                Err(_) => return Some(Err(RowError::Letters)),
            }
        }
    }

    fn read(&self) -> Row {
        let row = self.columns.read(|index| self.row.get(index));
        let surplus = self.row.iter().skip(self.columns.bindings.width).filter_map(non_blank).count();
        Row { surplus, ..row }
    }

    /// Gets whole rows ready; whether there are any. A row whose quotation mark is not closed costs its line: otherwise its cell
    /// would be all that follows.
    fn next_block(&mut self) -> Result<bool, RowError> {
        self.fill().map_err(::csv::Error::from)?;
        let faults = quotes::scan(&self.held, self.delimiter);
        let end = match faults.unclosed {
            // The mark may be closed behind what is held.
            Some(unclosed) if unclosed.row > 0 => unclosed.row,
            Some(unclosed) => {
                self.held.drain(..unclosed.line_end.min(self.held.len()));
                return Err(RowError::Quote);
            }
            None if self.is_at_end || faults.last_row == 0 => self.held.len(),
            None => faults.last_row,
        };
        let behind = self.held.split_off(end.min(self.held.len()));
        let rows = std::mem::replace(&mut self.held, behind);
        let is_more = !rows.is_empty();
        self.block = reader(rows, self.delimiter);
        Ok(is_more)
    }

    fn fill(&mut self) -> io::Result<()> {
        let wanted = BLOCK.saturating_sub(self.held.len());
        if !self.is_at_end && wanted > 0 {
            let read = self.table.by_ref().take(wanted as u64).read_to_end(&mut self.held)?;
            self.is_at_end = read < wanted;
        }
        Ok(())
    }
}

fn reader(rows: Vec<u8>, delimiter: u8) -> Reader<Cursor<Vec<u8>>> {
    let mut builder = ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(delimiter).from_reader(Cursor::new(rows))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write as _;

    /// The rows of a table, and why others are none.
    fn all(table: &str) -> (Vec<Row>, Vec<String>) {
        let mut rows = Rows::begin(table.as_bytes()).unwrap();
        let (mut read, mut errors) = (Vec::new(), Vec::new());
        while let Some(row) = rows.next_row() {
            match row {
                Ok(row) => read.push(row),
                Err(error) => errors.push(error.to_string()),
            }
        }
        (read, errors)
    }

    #[test]
    fn rows_are_read_as_those_of_a_whole_table_are() {
        let table = "\u{feff}id;track_name;artists;energy;tempo\n\
            2takcwOaAZWiXQijPHIx7B;One;A;0.5;120\n\
            1KgZOCjN3nGRTk3c87oIj6;\"Two; too\";B;loud;99,5;over\n";
        let (rows, errors) = all(table);
        let whole = crate::csv::read(table.trim_start_matches('\u{feff}')).unwrap().tracks;
        let tracks: Vec<_> = rows.iter().map(|row| row.track.clone()).collect();
        assert_eq!((tracks, errors), (whole, vec![]));
        assert_eq!((&rows[0].unread, rows[0].surplus), (&vec![], 0));
        assert_eq!((&rows[1].unread, rows[1].surplus), (&vec!["Energy"], 1));
        assert!(matches!(Rows::begin("a,b\n1,2\n".as_bytes()), Err(CsvError::NoUsableHeader { .. })));
    }

    /// A table that is longer than what is held at once; `change` may write a row otherwise.
    fn long(change: impl Fn(usize, String) -> String) -> String {
        let rows = 3 * BLOCK / 100;
        (0..rows).fold("id,name,artist,energy\n".to_owned(), |mut table, row| {
            let line = format!("{row:022},Song {row},\"{}\nand others\",0.5", "a".repeat(60));
            writeln!(table, "{}", change(row, line)).unwrap();
            table
        })
    }

    #[test]
    fn rows_go_on_where_a_block_ends() {
        let (rows, errors) = all(&long(|_, line| line));
        assert_eq!(errors, [""; 0]);
        for (number, row) in rows.iter().enumerate() {
            assert_eq!(row.track.title.as_deref(), Some(format!("Song {number}").as_str()));
            assert!(row.track.artists[0].ends_with("\nand others"));
        }
        assert_eq!(rows.len(), 3 * BLOCK / 100);
    }

    #[test]
    fn a_mark_that_is_not_closed_costs_its_line_alone() {
        let plain = |row: usize| format!("{row:022},Song {row},Somebody,0.5");
        let broken = |row: usize| format!("{row:022},\"Song {row},Somebody,0.5");
        // Closed nowhere; closed where a later cell opens.
        let nowhere = long(|row, _| if row == 20 { broken(row) } else { plain(row) });
        let later = long(|row, line| if row == 20 { broken(row) } else { line });
        for table in [nowhere, later] {
            let (rows, errors) = all(&table);
            assert_eq!(errors, ["a quotation mark is not closed"]);
            assert_eq!(rows.len(), 3 * BLOCK / 100 - 1);
            assert_eq!(rows[20].track.title.as_deref(), Some("Song 21"));
        }
    }

    #[test]
    fn letters_that_are_none_cost_their_row() {
        let mut rows = Rows::begin(&b"id,name\n1,A\n2,\xff\n3,C\n"[..]).unwrap();
        assert!(rows.next_row().unwrap().is_ok());
        assert!(matches!(rows.next_row(), Some(Err(RowError::Letters))));
        assert_eq!(rows.next_row().unwrap().unwrap().track.title.as_deref(), Some("C"));
        assert!(rows.next_row().is_none());
    }

    #[test]
    fn columns_are_known_by_their_names_alone() {
        let mut columns = Columns::of(["mood", "Track URI", "Energy"].into_iter()).unwrap();
        let cells = ["blue", "spotify:track:2takcwOaAZWiXQijPHIx7B", "0.25"];
        let row = columns.read(|index| cells.get(index).copied());
        assert_eq!(row.track.spotify_id(), Some("2takcwOaAZWiXQijPHIx7B"));
        assert_eq!((row.track.energy, row.unread), (Some(0.25), vec![]));
        columns.look_at(&[vec![None, None, Some("85".into())]]);
        assert_eq!(columns.read(|index| (index == 2).then_some("25")).track.energy, Some(0.25));
        assert!(Columns::of(["mood"].into_iter()).is_none());
    }
}
