//! A catalogue of millions of tracks, as files that any host serves: the page reads the few parts that a question needs.
//!
//! Tracks are parted into cells of such as sound alike, each with a centre (an inverted file; Jégou, Douze and Schmid,
//! "Product quantization for nearest neighbor search", 2011, without the residuals: a row is small as it is). A question
//! ranks the centres as it ranks tracks, reads the nearest cells, ranks their tracks by the very code that ranks those of a
//! [`Catalogue`], and reads names of the chosen alone.
//!
//! - `index.bin` is read as a whole, by [`Index::from_bytes`]:
//!
//! | bytes | what |
//! |---|---|
//! | 8 | magic `SEGUECEL` |
//! | 2, 2 | format version; reserved, 0 |
//! | 4 | checksum of all that follows |
//! | 4 | stamp of the build, which the other files' names hold |
//! | 4 | number of tracks |
//! | 4 | number of cells, c |
//! | 4 | number of sampled tracks, s |
//! | 4 | median distance between two tracks, f32 |
//! | 64 | means, then deviations, of the eight amounts of `space`, f32 |
//! | 12s | features of tracks that stand for all, as in a row |
//! | 58c | the cells: centre (amounts, f32; tempo in octaves, f32, 0 for none; place on the circle of fifths, u8, 255 for none; mode, u8), tracks, u32; part, u16, and offset, u32, of its rows; the same of its records; checksum of its rows, u32 |
//!
//! - `cells-STAMP-NNN.bin` hold the rows of cells, 22 bytes each: the seven features of 0…1 in steps of 1/255; loudness, u16,
//!   hundredths of a dB above −60; tempo, u16, hundredths of a BPM; key, as in a catalogue; hash of the artist, u32; hash of
//!   the song, u32; length of its record, u16.
//! - `names-STAMP-NNN.bin` hold the records in the same order: checksum of what follows, u32; Spotify's id, u128; length in
//!   tenths of a second, u16; time signature, u8; artist, line feed, title.
//!
//! All numbers are little-endian; checksums are FNV-1a's. The stamp is made of all rows and records: files of one name are the
//! same bytes, however long a browser keeps them.

mod ask;
mod exact;
mod geometry;
mod kept;
mod row;
mod write;

pub use ask::{Asked, CellCatalogue, Chosen};
pub use exact::Nearest;
pub use geometry::{DIMENSIONS, Place};
pub use row::{MOST_OF_A_RECORD, ROW, Record, StoredRow, row};
pub use write::{CellToWrite, IndexToWrite, Statistics, checksum, checksum_on};

use crate::CatalogueError;
use crate::format::reader::{Reader, damaged};
use crate::space::{AMOUNTS, Point, Space};
use protocol::AudioFeatures;
use protocol::own_catalogue::INDEX_MAGIC as MAGIC;

/// Version of the layout above; an index of another is refused.
pub const CELLS_VERSION: u16 = 2;

/// What the index is called.
pub const INDEX: &str = "index.bin";

/// Most bytes of a cell's rows: a number in the file never asks for more.
pub const MOST_OF_A_CELL: u32 = 4 << 20;

/// Whether a file begins as an index does.
pub fn is_index(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// A stretch of a file that is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// The file's name, in the folder of the index.
    pub file: String,
    /// Where it begins, bytes.
    pub start: u64,
    /// How long it is, bytes.
    pub len: u32,
}

/// Where something lies in files that are parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Number of the part.
    pub part: u16,
    /// Where it begins in that part, bytes.
    pub offset: u32,
}

/// Tracks that sound alike.
#[derive(Clone, Debug, PartialEq)]
struct Cell {
    centre: Point,
    /// Number of its first track among all.
    first: u32,
    tracks: u32,
    rows: Span,
    records: Span,
    check: u32,
}

/// The cells, without their tracks.
pub struct Index {
    stamp: u32,
    tracks: u32,
    median_distance: f32,
    space: Space,
    sample: Vec<AudioFeatures>,
    cells: Vec<Cell>,
}

impl Index {
    /// Reads `index.bin`.
    ///
    /// # Errors
    /// [`CatalogueError`] where the bytes are no index, of another version, or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CatalogueError> {
        let mut reader = Reader::new(bytes);
        if reader.take(MAGIC.len()).map_err(|_| CatalogueError::NotACatalogue)? != MAGIC {
            return Err(CatalogueError::NotACatalogue);
        }
        let found = reader.u16()?;
        if found != CELLS_VERSION {
            return Err(CatalogueError::WrongVersion { found, read: CELLS_VERSION });
        }
        reader.u16()?;
        let check = reader.u32()?;
        if checksum(reader.rest()) != check {
            return Err(damaged("the index is not as it was written"));
        }
        let [stamp, tracks, cells, sampled] = [reader.u32()?, reader.u32()?, reader.u32()?, reader.u32()?];
        let median_distance = reader.f32()?;
        if median_distance <= 0.0 {
            return Err(damaged("the median distance is no distance"));
        }
        let (means, deviations) = (amounts(&mut reader)?, amounts(&mut reader)?);
        if deviations.iter().any(|deviation| *deviation <= 0.0) {
            return Err(damaged("a deviation is none"));
        }
        let sample = reader.column::<{ row::FEATURES }>(sampled as usize)?.map(|row| row::unpacked(&row));
        let sample: Vec<AudioFeatures> = sample.collect();
        let mut index = Self {
            stamp,
            tracks,
            median_distance,
            space: Space { means, deviations },
            sample,
            cells: Vec::new(),
        };
        index.read_cells(&mut reader, cells)?;
        if !reader.is_at_end() {
            return Err(damaged("there is more than the header says"));
        }
        Ok(index)
    }

    /// Cells one after the other: nothing is allocated for their number before they have been read.
    fn read_cells(&mut self, reader: &mut Reader<'_>, cells: u32) -> Result<(), CatalogueError> {
        let mut first = 0u32;
        for _ in 0..cells {
            let centre = centre(reader)?;
            let tracks = reader.u32()?;
            let mut span = || Ok(Span { part: reader.u16()?, offset: reader.u32()? });
            let (rows, records) = (span()?, span()?);
            if tracks > MOST_OF_A_CELL / ROW as u32 {
                return Err(damaged("a cell has too many tracks"));
            }
            self.cells.push(Cell { centre, first, tracks, rows, records, check: reader.u32()? });
            first = first.checked_add(tracks).ok_or(damaged("the number of tracks"))?;
        }
        if first == self.tracks { Ok(()) } else { Err(damaged("the number of tracks")) }
    }

    /// Number of tracks.
    pub fn len(&self) -> usize {
        self.tracks as usize
    }

    /// Whether there is no track.
    pub fn is_empty(&self) -> bool {
        self.tracks == 0
    }

    /// Number of cells.
    pub fn cells(&self) -> usize {
        self.cells.len()
    }

    /// Tracks that stand for all.
    pub fn sample(&self) -> &[AudioFeatures] {
        &self.sample
    }

    /// Number among all tracks of the first of a cell; behind the last where there is no such cell.
    pub fn first_of(&self, cell: usize) -> u32 {
        self.cells.get(cell).map_or(self.tracks, |cell| cell.first)
    }

    fn rows_file(&self, part: u16) -> String {
        rows_file(self.stamp, part)
    }

    fn records_file(&self, part: u16) -> String {
        records_file(self.stamp, part)
    }
}

/// Name of a file of rows.
pub fn rows_file(stamp: u32, part: u16) -> String {
    format!("cells-{stamp:08x}-{part:03}.bin")
}

/// Name of a file of records.
pub fn records_file(stamp: u32, part: u16) -> String {
    format!("names-{stamp:08x}-{part:03}.bin")
}

/// Whether a name is that of a file of rows or of records.
pub fn is_of_cells(name: &str) -> bool {
    let middle = name.strip_prefix("cells-").or_else(|| name.strip_prefix("names-"));
    let numbers = middle.and_then(|middle| middle.strip_suffix(".bin")?.split_once('-'));
    numbers.is_some_and(|(stamp, part)| {
        stamp.len() == 8 && u32::from_str_radix(stamp, 16).is_ok() && part.parse::<u16>().is_ok()
    })
}

fn amounts(reader: &mut Reader<'_>) -> Result<[f32; AMOUNTS], CatalogueError> {
    let mut amounts = [0.0; AMOUNTS];
    for amount in &mut amounts {
        *amount = reader.f32()?;
    }
    Ok(amounts)
}

fn centre(reader: &mut Reader<'_>) -> Result<Point, CatalogueError> {
    let (amounts, tempo) = (amounts(reader)?, reader.f32()?);
    let [fifth, mode] = reader.array()?;
    let fifth = (fifth < 12).then_some(fifth);
    Ok(Point { amounts, tempo: (tempo != 0.0).then_some(tempo), fifth, mode: mode.min(1) })
}
