//! Rows on the disk while a catalogue is built of them: each as it stands in a cell, with its record behind it.

use catalogue::cells::{ROW, Record, Statistics, StoredRow, row};
use protocol::AudioFeatures;
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use super::table;

/// Tracks that are drawn to stand for all.
const SAMPLE: usize = 1 << 18;

/// A track as it lies on the disk.
pub struct Spooled {
    /// Its row.
    pub row: [u8; ROW],
    /// Its record.
    pub record: Vec<u8>,
}

/// Rows that are being put onto the disk. The file goes with it.
pub struct Spool {
    path: PathBuf,
    file: BufWriter<File>,
    ids: HashSet<u128>,
    len: usize,
    random: u64,
    /// Means and deviations of what is here.
    pub statistics: Statistics,
    /// Tracks drawn evenly from what is here (Vitter's algorithm R), in the steps of a row.
    pub sample: Vec<AudioFeatures>,
}

impl Spool {
    /// Begins a file.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn begin(path: PathBuf) -> io::Result<Self> {
        let file = BufWriter::with_capacity(1 << 20, File::create(&path)?);
        Ok(Self {
            path,
            file,
            ids: HashSet::new(),
            len: 0,
            random: 1,
            statistics: Statistics::default(),
            sample: Vec::new(),
        })
    }

    /// Puts a track there, unless its id has come before; whether it is new.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn put(&mut self, track: &table::Row) -> io::Result<bool> {
        if !self.ids.insert(track.id) {
            return Ok(false);
        }
        self.len += 1;
        let record = Record {
            name: &track.name,
            artist: &track.artist,
            id: track.id,
            time_signature: track.time_signature,
            duration_s: track.duration_s,
        }
        .to_bytes();
        self.file.write_all(&row(&track.features, &track.artist, &track.name, record.len()))?;
        self.file.write_all(&record)?;
        let features = self.statistics.add(&track.features);
        if self.sample.len() < SAMPLE {
            self.sample.push(features);
        } else if let Some(place) = self.sample.get_mut(below(&mut self.random, self.len)) {
            *place = features;
        }
        Ok(true)
    }

    /// Number of tracks.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Ends writing, and forgets the ids.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn end_writing(&mut self) -> io::Result<()> {
        self.ids = HashSet::new();
        self.file.flush()
    }

    /// The tracks from the first on.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn read(&self) -> io::Result<impl Iterator<Item = io::Result<Spooled>> + use<>> {
        let mut file = BufReader::with_capacity(1 << 20, File::open(&self.path)?);
        Ok(std::iter::from_fn(move || next(&mut file).transpose()))
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        drop(fs::remove_file(&self.path));
    }
}

fn next(file: &mut impl Read) -> io::Result<Option<Spooled>> {
    let mut row = [0; ROW];
    match file.read_exact(&mut row) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        outcome => outcome?,
    }
    let mut record = vec![0; StoredRow::of(&row).record_len()];
    file.read_exact(&mut record)?;
    Ok(Some(Spooled { row, record }))
}

/// A number below another, always the same ones (Knuth's MMIX generator; the high bits are the good ones).
pub fn below(state: &mut u64, end: usize) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    ((u128::from(*state) * end as u128) >> 64) as usize
}

/// Where rows lie while they are put into a folder.
pub fn path_in(folder: &Path) -> PathBuf {
    folder.join(".segue-rows.part")
}
