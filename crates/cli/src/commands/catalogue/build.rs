//! `segue catalogue build`: a table to the files that the page loads.

use anyhow::{Context, Result, ensure};
use catalogue::build::{Learned, Row, build};
use catalogue::cells::{INDEX, StoredRow};
use protocol::LARGEST_CATALOGUE;
use std::fs;
use std::path::{Path, PathBuf};

use crate::building::{cells, playlists, spool, table};
use crate::failure::{Ended, UsageError, one_line, tell};
use spool::{Spool, Spooled};
use table::Told;

/// Most tracks of a catalogue that is one file, unless asked otherwise: some 15 MB.
const MOST_IN_ONE_FILE: usize = 100_000;

/// How a catalogue of one file is called.
const ENDING: &str = "seguecat";

/// Arguments of `segue catalogue build`.
#[derive(clap::Args)]
pub struct Args {
    /// Tables with Spotify's columns: CSV, also compressed (.gz), or Parquet.
    #[arg(required = true, value_name = "TABLE")]
    tables: Vec<PathBuf>,
    /// Playlists of these tracks, for "goes with": files, or folders of them, in JSON with Spotify's ids, CSV or M3U. What
    /// is kept of them is who stands with whom.
    #[arg(long, value_name = "PATH")]
    playlists: Vec<PathBuf>,
    /// The folder to write into.
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// Write one file, or cells for a host, whatever the number of tracks [default: one file up to 100,000 tracks].
    #[arg(long, value_enum, value_name = "FORM")]
    form: Option<Form>,
    /// Replace a catalogue that is there.
    #[arg(long)]
    overwrite: bool,
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// One file, which is loaded as a whole.
    File,
    /// An index, and cells of which a question reads a few.
    Cells,
}

/// Reads the tables, writes the catalogue, and tells what became of every row.
///
/// # Errors
/// Where a table cannot be read, no row is whole, or nothing can be written.
pub fn run(args: &Args) -> Result<Ended> {
    let file = args.file();
    for path in [&file, &args.out.join(INDEX)] {
        if path.exists() && !args.overwrite {
            return Err(UsageError::AlreadyThere { path: path.clone() }.into());
        }
    }
    fs::create_dir_all(&args.out).with_context(|| format!("cannot write {}", args.out.display()))?;
    let mut told = Told::default();
    let (spool, twice) = args.spooled(&mut told)?;
    tell_rows(&told, twice);
    ensure!(spool.len() > 0, "no row has all that a catalogue needs: a title, Spotify's id and its features");
    let mut is_fine = told.left_out.count() == 0;
    let is_one_file = args.form.map_or(spool.len() <= MOST_IN_ONE_FILE, |form| form == Form::File);
    if is_one_file {
        is_fine &= write_one_file(&spool, &args.playlists, &file)?;
        tell(&format!("{}: {} tracks", file.display(), spool.len()));
    } else {
        if !args.playlists.is_empty() {
            tell("A catalogue of cells recommends by sound alone: the playlists are not used.");
        }
        let count = cells::write(&spool, &args.out)?;
        tell(&format!("{}: {} tracks in {count} cells", args.out.join(INDEX).display(), spool.len()));
    }
    Ok(if is_fine { Ended::Fine } else { Ended::SomeFailed })
}

/// Says what became of rows that are not taken as they are.
fn tell_rows(told: &Told, twice: u64) {
    if let Some(letters) = told.letters {
        tell(&format!("The table is not in UTF-8; its letters are read as {letters}."));
    }
    if twice > 0 {
        tell(&format!("Left out, since their id has come before: {twice}."));
    }
    let lists = [
        (&told.left_out, "Left out, since they lack something"),
        (&told.doubtful, "Taken, though something is missing or cannot be used"),
    ];
    for (rows, what) in lists.into_iter().filter(|(rows, _)| rows.count() > 0) {
        tell(&format!("{what}: {}.", rows.count()));
        rows.lines().iter().for_each(|line| tell(&format!("  {}", one_line(line))));
    }
}

impl Args {
    /// The one file, named after the first table.
    fn file(&self) -> PathBuf {
        let name =
            self.tables.first().and_then(|table| table.file_name()).unwrap_or_default().to_string_lossy();
        let stem = name.split('.').next().filter(|stem| !stem.is_empty()).unwrap_or("catalogue");
        self.out.join(format!("{stem}.{ENDING}"))
    }

    /// The rows of all tables, and how many came twice.
    fn spooled(&self, told: &mut Told) -> Result<(Spool, u64)> {
        let path = spool::path_in(&self.out);
        let mut spool =
            Spool::begin(path.clone()).with_context(|| format!("cannot write {}", path.display()))?;
        let mut twice = 0;
        for table in &self.tables {
            table::read(table, told, |row| {
                let is_new = spool.put(&row).with_context(|| format!("cannot write {}", path.display()))?;
                twice += u64::from(!is_new);
                Ok(())
            })?;
        }
        spool.end_writing().with_context(|| format!("cannot write {}", path.display()))?;
        Ok((spool, twice))
    }
}

/// Writes the file; whether all playlists could be read.
fn write_one_file(spool: &Spool, paths: &[PathBuf], file: &Path) -> Result<bool> {
    let row = |spooled: std::io::Result<Spooled>| -> Result<Row> {
        let Spooled { row, record } = spooled?;
        Ok(StoredRow::of(&row).with_record(&record)?)
    };
    let rows: Vec<Row> = spool.read()?.map(row).collect::<Result<_>>()?;
    let playlists = playlists::read(paths, &rows)?;
    for (path, reason) in &playlists.failed {
        tell(&one_line(&format!("{}: {reason}", path.display())));
    }
    if !paths.is_empty() {
        tell(&format!(
            "{} playlists with two tracks of the table or more; {} entries are no track of it.",
            playlists.sets.len(),
            playlists.elsewhere
        ));
    }
    let learned = Learned { playlists: playlists.sets, ..Learned::default() };
    let part = file.with_extension("part");
    let bytes = build(&rows, &learned)?;
    if bytes.len() as u64 > LARGEST_CATALOGUE {
        let megabytes = bytes.len() as u64 >> 20;
        let most = LARGEST_CATALOGUE >> 20;
        tell(&format!("The file has {megabytes} MB, and the page takes {most}: build cells for it."));
    }
    fs::write(&part, bytes)
        .and_then(|()| fs::rename(&part, file))
        .with_context(|| format!("cannot write {}", file.display()))?;
    Ok(playlists.failed.is_empty())
}
