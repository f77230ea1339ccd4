//! Rows that come one after the other, of tables of any length: nothing but the row at hand is held.

use ::csv::{Reader, ReaderBuilder, StringRecord};
use std::io::{self, Read};

use super::cell::Cells;
use super::column::Bindings;
use super::layout::Layout;
use super::{CsvError, Expected};
use crate::track::{ExchangeTrack, non_blank};

/// How much of a table is looked at to know its headers, what parts its cells, and which columns are in percent, bytes.
const LOOK: u64 = 1 << 20;

/// What is known of a table's columns.
#[derive(Clone, Debug)]
pub struct Columns {
    bindings: Bindings,
    cells: Cells,
}

/// A row, and how many of its cells could not be read.
pub type Row = (ExchangeTrack, usize);

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

    /// The track of a row; `cell` gives the text in a column.
    pub fn read<'a>(&self, cell: impl Fn(usize) -> Option<&'a str>) -> Row {
        let mut unread = 0;
        let track = read_row(&self.bindings, self.cells, cell, |_, _, _| unread += 1);
        (track, unread)
    }
}

/// The track of a row, and what could not be read of it: header, cell, and what should have stood there.
pub(super) fn read_row<'a>(
    bindings: &Bindings,
    cells: Cells,
    cell: impl Fn(usize) -> Option<&'a str>,
    mut tell: impl FnMut(&str, &str, Expected),
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
            Err(expected) => tell(&binding.header, cell, expected),
        }
    }
    track
}

/// A table that is read row by row.
pub struct Rows<R> {
    columns: Columns,
    reader: Reader<io::Chain<io::Cursor<Vec<u8>>, R>>,
    row: StringRecord,
}

impl<R: Read> Rows<R> {
    /// Begins a table in UTF-8.
    ///
    /// # Errors
    /// Where it cannot be read, or no line near the top has a header that names tracks.
    pub fn begin(mut table: R) -> Result<Self, CsvError> {
        let mut beginning = Vec::new();
        table.by_ref().take(LOOK).read_to_end(&mut beginning).map_err(::csv::Error::from)?;
        let bom = if beginning.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let layout = Layout::find(&String::from_utf8_lossy(beginning.get(bom..).unwrap_or_default()))?;
        let mut begun = io::Cursor::new(beginning);
        begun.set_position((bom + layout.start) as u64);
        let mut builder = ReaderBuilder::new();
        let reader = builder.has_headers(true).flexible(true).delimiter(layout.delimiter);
        Ok(Self {
            columns: Columns::bound(layout.bindings),
            reader: reader.from_reader(begun.chain(table)),
            row: StringRecord::new(),
        })
    }

    /// The next row; `None` behind the last. A row that is no text is an error of its own, and the next may be read.
    pub fn next_row(&mut self) -> Option<Result<Row, CsvError>> {
        match self.reader.read_record(&mut self.row) {
            Ok(false) => None,
            Ok(true) => {
                let (track, unread) = self.columns.read(|index| self.row.get(index));
                let surplus = self.row.iter().skip(self.columns.bindings.width).filter_map(non_blank).count();
                Some(Ok((track, unread + surplus)))
            }
            Err(error) => Some(Err(error.into())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_as_those_of_a_whole_table_are() {
        let table = "\u{feff}id;track_name;artists;energy;tempo\n\
            2takcwOaAZWiXQijPHIx7B;One;A;0.5;120\n\
            1KgZOCjN3nGRTk3c87oIj6;\"Two; too\";B;loud;99,5;over\n";
        let mut rows = Rows::begin(table.as_bytes()).unwrap();
        let mut read = Vec::new();
        while let Some(row) = rows.next_row() {
            read.push(row.unwrap());
        }
        let whole = crate::csv::read(table.trim_start_matches('\u{feff}')).unwrap().tracks;
        let (tracks, unread): (Vec<_>, Vec<_>) = read.into_iter().unzip();
        assert_eq!(tracks, whole);
        assert_eq!(unread, [0, 2]);
        assert!(matches!(Rows::begin("a,b\n1,2\n".as_bytes()), Err(CsvError::NoUsableHeader { .. })));
    }

    #[test]
    fn columns_are_known_by_their_names_alone() {
        let columns = Columns::of(["mood", "Track URI", "Energy"].into_iter()).unwrap();
        let cells = ["blue", "spotify:track:2takcwOaAZWiXQijPHIx7B", "0.25"];
        let (track, unread) = columns.read(|index| cells.get(index).copied());
        assert_eq!(
            (track.spotify_id(), track.energy, unread),
            (Some("2takcwOaAZWiXQijPHIx7B"), Some(0.25), 0)
        );
        assert!(Columns::of(["mood"].into_iter()).is_none());
    }
}
