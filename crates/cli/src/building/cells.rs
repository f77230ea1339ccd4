//! Tracks into cells, as files: first which track belongs to which cell, then each where it belongs.

use anyhow::{Context, Result, ensure};
use catalogue::cells::{
    CellToWrite, DIMENSIONS, INDEX, IndexToWrite, Place, ROW, Span, StoredRow, checksum_on, records_file,
    rows_file,
};
use std::fs::{self, File};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::groups::Centres;
use super::spool::{Spool, Spooled};

/// Tracks of a cell, as a rule; its rows are then some 44 kB.
const TRACKS: usize = 2_000;

/// Most tracks of a cell: where more are alike, several cells have one centre.
const MOST_TRACKS: u32 = 8_000;

/// Most bytes of a file: every host takes that.
const MOST_OF_A_PART: u64 = 64 << 20;

/// Tracks whose cells are looked for at once.
const BATCH: usize = 1 << 16;

/// Bytes of a cell that are held before they are written.
const HELD: usize = 32 << 10;

/// Tracks in the index that stand for all.
const SAMPLE: usize = 4_096;

/// Writes the cells of these tracks and their index. The index comes last and replaces one that was there at once.
///
/// # Errors
/// Where a file cannot be written, or there are more tracks than can be numbered.
pub fn write(spool: &Spool, folder: &Path) -> Result<usize> {
    ensure!(u32::try_from(spool.len()).is_ok(), "a catalogue holds up to 4,294,967,295 tracks");
    let space = spool.statistics.space();
    let sample: Vec<Place> = spool.sample.iter().map(|features| space.place(features)).collect();
    let centres = Centres::of(&sample, spool.len().div_ceil(TRACKS))?;
    let mut plan = Plan::of(centres.len());
    let mut places = Vec::with_capacity(BATCH);
    let mut lens = Vec::with_capacity(BATCH);
    for spooled in spool.read()? {
        let Spooled { row, record } = spooled?;
        places.push(space.place(&StoredRow::of(&row).features));
        lens.push(record.len());
        if places.len() == BATCH {
            plan.take(&centres, &mut places, &mut lens);
        }
    }
    plan.take(&centres, &mut places, &mut lens);
    let mut cells = plan.cells();
    let mut files = Files::begin(folder, &cells)?;
    let numbers = plan.numbers();
    let mut stamp = 0;
    for (spooled, number) in spool.read()?.zip(numbers) {
        let Spooled { row, record } = spooled?;
        stamp = checksum_on(checksum_on(stamp, &row), &record);
        let Some(cell) = cells.get_mut(number) else { continue };
        cell.check = checksum_on(cell.check, &row);
        files.put(number, &row, &record)?;
    }
    files.end(folder, stamp)?;
    let sample = spool.sample.get(..SAMPLE.min(spool.sample.len())).unwrap_or_default();
    let index = IndexToWrite { stamp, space: &space, sample, cells: &cells }.to_bytes();
    let part = folder.join(format!("{INDEX}.part"));
    fs::write(&part, index)
        .and_then(|()| fs::rename(&part, folder.join(INDEX)))
        .context("cannot write the index")?;
    remove_others(folder, stamp);
    Ok(cells.len())
}

/// Which track belongs to which cell, and what each cell holds.
struct Plan {
    cell_of: Vec<u32>,
    cells: Vec<Tally>,
}

#[derive(Clone, Default)]
struct Tally {
    tracks: u32,
    sums: [f64; DIMENSIONS],
    /// Bytes of the records of each of its pieces of [`MOST_TRACKS`] tracks.
    records: Vec<u64>,
}

impl Plan {
    fn of(cells: usize) -> Self {
        Self { cell_of: Vec::new(), cells: vec![Tally::default(); cells] }
    }

    fn take(&mut self, centres: &Centres, places: &mut Vec<Place>, lens: &mut Vec<usize>) {
        let assigned = centres.assigned(places);
        for ((place, len), number) in places.iter().zip(lens.iter()).zip(&assigned) {
            let Some(cell) = self.cells.get_mut(*number as usize) else { continue };
            if cell.tracks.is_multiple_of(MOST_TRACKS) {
                cell.records.push(0);
            }
            cell.tracks += 1;
            cell.sums.iter_mut().zip(place).for_each(|(sum, x)| *sum += f64::from(*x));
            if let Some(bytes) = cell.records.last_mut() {
                *bytes += *len as u64;
            }
        }
        self.cell_of.extend(assigned);
        places.clear();
        lens.clear();
    }

    /// The cells with where they lie, in order; those that hold nothing are none.
    fn cells(&self) -> Vec<CellToWrite> {
        let (mut rows, mut records) = (Layout::default(), Layout::default());
        let mut cells = Vec::new();
        for tally in &self.cells {
            let mut left = tally.tracks;
            for bytes in &tally.records {
                let tracks = left.min(MOST_TRACKS);
                left -= tracks;
                let mut centre = [0.0; DIMENSIONS];
                let means = tally.sums.iter().map(|sum| (sum / f64::from(tally.tracks)) as f32);
                centre.iter_mut().zip(means).for_each(|(number, mean)| *number = mean);
                cells.push(CellToWrite {
                    centre,
                    tracks,
                    rows: rows.place(u64::from(tracks) * ROW as u64),
                    records: records.place(*bytes),
                    check: 0,
                });
            }
        }
        cells
    }

    /// Numbers among [`Self::cells`] of the tracks' cells, in the tracks' order.
    fn numbers(&self) -> impl Iterator<Item = usize> {
        let mut next = Vec::with_capacity(self.cells.len());
        let mut first = 0;
        for tally in &self.cells {
            next.push((first, 0u32));
            first += tally.records.len();
        }
        self.cell_of.iter().map(move |cell| {
            let Some((first, taken)) = next.get_mut(*cell as usize) else { return usize::MAX };
            *taken += 1;
            *first + ((*taken - 1) / MOST_TRACKS) as usize
        })
    }
}

/// Where one thing after the other lies in files of limited size.
#[derive(Default)]
struct Layout {
    part: u16,
    end: u64,
}

impl Layout {
    fn place(&mut self, len: u64) -> Span {
        if self.end > 0 && self.end + len > MOST_OF_A_PART {
            (self.part, self.end) = (self.part.saturating_add(1), 0);
        }
        let offset = self.end as u32;
        self.end += len;
        Span { part: self.part, offset }
    }
}

/// The files while they are written, under names of their own.
struct Files {
    rows: Parts,
    records: Parts,
}

/// The parts of one kind.
struct Parts {
    files: Vec<(PathBuf, File)>,
    /// Of each cell: where its next bytes go, and those that are held.
    cells: Vec<(Span, Vec<u8>)>,
}

impl Files {
    fn begin(folder: &Path, cells: &[CellToWrite]) -> Result<Self> {
        let spans = |of: fn(&CellToWrite) -> Span| cells.iter().map(of).collect();
        Ok(Self {
            rows: Parts::begin(folder, "cells", spans(|cell| cell.rows))?,
            records: Parts::begin(folder, "names", spans(|cell| cell.records))?,
        })
    }

    fn put(&mut self, cell: usize, row: &[u8], record: &[u8]) -> Result<()> {
        self.rows.put(cell, row)?;
        self.records.put(cell, record)
    }

    fn end(mut self, folder: &Path, stamp: u32) -> Result<()> {
        self.rows.end(|part| folder.join(rows_file(stamp, part)))?;
        self.records.end(|part| folder.join(records_file(stamp, part)))
    }
}

impl Parts {
    fn begin(folder: &Path, name: &str, spans: Vec<Span>) -> Result<Self> {
        let count = spans.iter().map(|span| usize::from(span.part) + 1).max().unwrap_or(0);
        let open = |part| {
            let path = folder.join(format!(".segue-{name}-{part:03}.part"));
            let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
            Ok((path, file))
        };
        let files: Result<Vec<_>> = (0..count).map(open).collect();
        Ok(Self { files: files?, cells: spans.into_iter().map(|span| (span, Vec::new())).collect() })
    }

    fn put(&mut self, cell: usize, bytes: &[u8]) -> Result<()> {
        let Some((_, held)) = self.cells.get_mut(cell) else { return Ok(()) };
        held.extend_from_slice(bytes);
        if held.len() >= HELD { self.write(cell) } else { Ok(()) }
    }

    fn write(&mut self, cell: usize) -> Result<()> {
        let Some((span, held)) = self.cells.get_mut(cell) else { return Ok(()) };
        let Some((path, file)) = self.files.get_mut(usize::from(span.part)) else { return Ok(()) };
        file.seek(SeekFrom::Start(span.offset.into()))
            .and_then(|_| file.write_all(held))
            .with_context(|| format!("cannot write {}", path.display()))?;
        span.offset += held.len() as u32;
        *held = Vec::new();
        Ok(())
    }

    fn end(&mut self, name: impl Fn(u16) -> PathBuf) -> Result<()> {
        (0..self.cells.len()).try_for_each(|cell| self.write(cell))?;
        for ((path, _), part) in self.files.iter().zip(0..) {
            fs::rename(path, name(part)).with_context(|| format!("cannot write {}", path.display()))?;
        }
        self.files.clear();
        Ok(())
    }
}

impl Drop for Parts {
    /// What was not ended is removed.
    fn drop(&mut self) {
        self.files.iter().for_each(|(path, _)| drop(fs::remove_file(path)));
    }
}

/// Removes the files of builds before this one, of which no index tells any more.
fn remove_others(folder: &Path, stamp: u32) {
    let mine = [format!("cells-{stamp:08x}-"), format!("names-{stamp:08x}-")];
    for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_cells = catalogue::cells::is_of_cells(&name);
        if is_cells && !mine.iter().any(|mine| name.starts_with(mine)) {
            drop(fs::remove_file(entry.path()));
        }
    }
}
