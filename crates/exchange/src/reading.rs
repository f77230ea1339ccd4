//! What readers give besides tracks.

use crate::csv::CellError;
use crate::track::ExchangeTrack;

/// What was read of a file, and what is to be said of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The tracks in the file's order.
    pub tracks: Vec<ExchangeTrack>,
    /// What could not be read, or was read by a guess.
    pub remarks: Vec<Remark>,
}

/// Something in a file that cost a part of it, or that its owner should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// A cell of a table; the rest of its row was read.
    Cell(CellError),
    /// A field of a record; the rest of the record was read.
    Field {
        /// Which record of the file, from 1.
        record: usize,
        /// The field's name in the file.
        field: String,
    },
    /// A record that is none; the others were read.
    Record {
        /// Which record of the file, from 1.
        record: usize,
    },
    /// Records that say nothing (`null`).
    Empty {
        /// How many.
        records: usize,
    },
    /// The file ends, or breaks, after the tracks that were read.
    CutShort {
        /// Line of the file, from 1.
        line: usize,
        /// Character of that line, from 1.
        column: usize,
    },
    /// A quotation mark that is never closed, or that closes within a cell: cells about it may be wrong.
    Quote {
        /// Line of the file, from 1.
        line: u64,
    },
    /// The rows of a table, or the records of a file, have names and no audio features at all.
    WithoutFeatures,
}
