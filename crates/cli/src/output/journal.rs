//! A file of records that survives whatever ends the program. NDJSON and CSV are written line by line; JSON and Parquet are
//! whole or nothing, so that their records go into a journal of lines beside them, `FILE.part`, and at the end into the file.

use segue_cli::record::Record;
use std::collections::{HashMap, HashSet};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::lines::{LineFormat, Lines};
use super::{Format, JSON_BEGINNING, JSON_BETWEEN, JSON_END, kept, parquet, repair};
use crate::failure::UsageError;
use crate::files::Found;

/// What to do with a file that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// Leave it, and say so.
    Fresh,
    /// Keep its records.
    Resume,
    /// Begin anew.
    Overwrite,
}

/// What a file has already.
#[derive(Debug, Default)]
pub struct Kept {
    /// Names of the files whose records still hold: those need not be done again.
    pub done: HashSet<String>,
    /// Number of records of other files than those that are asked for now.
    pub others: usize,
}

/// A file that records are added to.
pub struct OutFile {
    lines: Lines<File>,
    /// Where the lines are.
    path: PathBuf,
    /// The file that is made of them in the end, and its format; none where the lines are it.
    made: Option<(PathBuf, Format)>,
}

impl OutFile {
    /// Opens a file, and says what it has already. Records of files that have changed since, and a line that was torn, go; those
    /// of other files stay.
    ///
    /// # Errors
    /// [`UsageError`] where a file would be written over; where it cannot be read or written, or another program writes it.
    pub fn open(
        target: &Path,
        format: Format,
        start: Start,
        files: &[Found],
        stamp: &str,
    ) -> Result<(Self, Kept)> {
        let (path, made, line_format) = match format {
            Format::Table => bail!(UsageError::TableInFile),
            Format::Ndjson => (target.to_owned(), None, LineFormat::Ndjson),
            Format::Csv => (target.to_owned(), None, LineFormat::Csv),
            Format::Json | Format::Parquet => {
                (beside(target, ".part"), Some((target.to_owned(), format)), LineFormat::Ndjson)
            }
        };
        if start == Start::Fresh
            && let Some(path) = [target, &path].into_iter().find(|path| path.exists())
        {
            bail!(UsageError::AlreadyThere { path: path.to_owned() });
        }
        let said = || format!("cannot write {}", path.display());
        let mut file = locked(&path).with_context(said)?;
        let mut kept = Kept::default();
        if start == Start::Resume {
            let is_new = file.metadata().with_context(said)?.len() == 0;
            if is_new && made.is_some() && target.exists() {
                file = begin_with_finished(file, &path, target, format)?;
            }
            file = repaired(file, &path, line_format, files, stamp, &mut kept)?;
        } else {
            file.set_len(0).with_context(said)?;
        }
        let end = file.seek(SeekFrom::End(0)).with_context(said)?;
        let mut lines = Lines::new(file, line_format, end == 0);
        lines.begin().with_context(said)?;
        Ok((Self { lines, path, made }, kept))
    }

    /// Adds a record: when this returns, the system has it.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn put(&mut self, record: &Record) -> Result<()> {
        self.lines.put(record).with_context(|| format!("cannot write {}", self.path.display()))
    }

    /// Ends: makes the file of the lines, its records in the order of the files, those of others before them.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn end(self, files: &[Found]) -> Result<()> {
        let Some((target, format)) = &self.made else { return Ok(()) };
        make(&self.path, target, *format, files)
            .with_context(|| format!("cannot write {}", target.display()))?;
        fs::remove_file(&self.path).with_context(|| format!("cannot remove {}", self.path.display()))
    }
}

/// A path with something behind its name.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// A file, made where it is not there, that no other of these programs writes.
fn locked(path: &Path) -> Result<File> {
    let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
    match file.try_lock() {
        // Some file systems know no locks: there, whoever starts two programs on one file must know.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(file),
        Err(TryLockError::WouldBlock) => bail!("another segue is writing it"),
    }
}

/// A journal with the records of the finished file that it will take the place of.
fn begin_with_finished(journal: File, path: &Path, target: &Path, format: Format) -> Result<File> {
    let copy = beside(path, ".new");
    let finished = File::open(target).with_context(|| format!("cannot read {}", target.display()))?;
    let mut lines = Lines::new(BufWriter::new(File::create(&copy)?), LineFormat::Ndjson, true);
    if let Err(error) = kept::read(finished, format, |record| lines.put(&record)) {
        drop(lines);
        drop(journal);
        fs::remove_file(&copy)?;
        fs::remove_file(path)?;
        return Err(not_ours(error, target));
    }
    drop(lines);
    put_in_place(&copy, path)
}

fn not_ours(error: io::Error, path: &Path) -> anyhow::Error {
    match error.kind() {
        io::ErrorKind::InvalidData => UsageError::NotOurs { path: path.to_owned() }.into(),
        _ => anyhow::Error::new(error).context(format!("cannot read {}", path.display())),
    }
}

/// Puts a file in the place of another, and opens it.
fn put_in_place(new: &Path, path: &Path) -> Result<File> {
    File::open(new)?.sync_all()?;
    fs::rename(new, path)?;
    locked(path)
}

/// The file without what does not count; what counts is noted in `kept`.
fn repaired(
    file: File,
    path: &Path,
    format: LineFormat,
    files: &[Found],
    stamp: &str,
    kept: &mut Kept,
) -> Result<File> {
    let wanted: HashMap<&str, &Found> = files.iter().map(|file| (file.name.as_str(), file)).collect();
    // Stretches that stay, joined where they touch.
    let mut stays: Vec<(u64, u64)> = Vec::new();
    let scanned = repair::scan(&file, format, |piece| {
        let counts = piece.record.as_ref().is_some_and(|record| match wanted.get(record.file.as_str()) {
            Some(found) => record.holds_for(found, stamp) && kept.done.insert(record.file.clone()),
            None => {
                kept.others += 1;
                true
            }
        });
        match stays.last_mut() {
            _ if !counts => {}
            Some((_, end)) if *end == piece.start => *end = piece.end,
            _ => stays.push((piece.start, piece.end)),
        }
    });
    scanned.map_err(|error| not_ours(error, path))?;
    match stays.as_slice() {
        [] => file.set_len(0)?,
        // Nothing but the end goes.
        [(start, end)] if *start == first_record(format)? => file.set_len(*end)?,
        _ => return without_gaps(file, path, format, &stays),
    }
    Ok(file)
}

/// Where the first record of a file begins.
fn first_record(format: LineFormat) -> Result<u64> {
    Ok(match format {
        LineFormat::Ndjson => 0,
        LineFormat::Csv => super::lines::header()?.len() as u64,
    })
}

/// A copy of what stays, in the place of the file.
fn without_gaps(mut file: File, path: &Path, format: LineFormat, stays: &[(u64, u64)]) -> Result<File> {
    let copy = beside(path, ".new");
    let mut output = BufWriter::new(File::create(&copy)?);
    let header = (0, first_record(format)?);
    for (start, end) in std::iter::once(&header).chain(stays) {
        file.seek(SeekFrom::Start(*start))?;
        io::copy(&mut (&file).take(end - start), &mut output)?;
    }
    output.flush()?;
    drop(output);
    put_in_place(&copy, path)
}

/// Makes a file of a journal: beside it first, so that it is there as a whole or not at all.
fn make(journal: &Path, target: &Path, format: Format, files: &[Found]) -> Result<()> {
    let copy = beside(target, ".new");
    let output = File::create(&copy)?;
    let mut sorted = Sorted::open(journal, files)?;
    match format {
        Format::Parquet => {
            let mut writer = parquet::Writer::new(output)?;
            sorted.each(|record| writer.put(&record))?;
            writer.end()?;
        }
        _ => {
            let mut output = BufWriter::new(output);
            let mut before = JSON_BEGINNING;
            sorted.each(|record| {
                output.write_all(before.as_bytes())?;
                before = JSON_BETWEEN;
                Ok(serde_json::to_writer(&mut output, &record)?)
            })?;
            if before == JSON_BEGINNING {
                output.write_all(before.as_bytes())?;
            }
            output.write_all(JSON_END.as_bytes())?;
            output.flush()?;
        }
    }
    File::open(&copy)?.sync_all()?;
    Ok(fs::rename(&copy, target)?)
}

/// A journal whose records are read in the order of the files: no more of it is in memory than where each stands.
struct Sorted {
    file: BufReader<File>,
    starts: Vec<u64>,
}

impl Sorted {
    fn open(journal: &Path, files: &[Found]) -> Result<Self> {
        let places: HashMap<&str, usize> =
            files.iter().enumerate().map(|(index, file)| (file.name.as_str(), index + 1)).collect();
        let mut starts: Vec<(usize, u64)> = Vec::new();
        repair::scan(File::open(journal)?, LineFormat::Ndjson, |piece| {
            if let Some(record) = &piece.record {
                starts.push((places.get(record.file.as_str()).copied().unwrap_or(0), piece.start));
            }
        })?;
        starts.sort_unstable();
        let starts = starts.into_iter().map(|(_, start)| start).collect();
        Ok(Self { file: BufReader::new(File::open(journal)?), starts })
    }

    fn each(&mut self, mut take: impl FnMut(Record) -> io::Result<()>) -> io::Result<()> {
        let mut line = Vec::new();
        for start in &self.starts {
            self.file.seek(SeekFrom::Start(*start))?;
            line.clear();
            self.file.read_until(b'\n', &mut line)?;
            take(serde_json::from_slice(&line)?)?;
        }
        Ok(())
    }
}
