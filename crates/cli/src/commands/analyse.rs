//! `segue analyse`: audio files in, Spotify's audio features out.

use anyhow::{Context, Result, bail};
use segue_cli::hearing::hear;
use segue_cli::loaded::Loaded;
use segue_cli::record::Record;
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use super::out_file;
use crate::built_in::Choice;
use crate::failure::{Ended, Failure, UsageError, tell};
use crate::files::{Collected, Found, Sources, told_passed_over};
use crate::hear_all::tell_remarks;
use crate::jobs::{Jobs, Order, for_each};
use crate::output::{Format, OutFile, Printer, Start};
use crate::progress::Progress;
use crate::shard::Shard;

/// Arguments of `segue analyse`.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    sources: Sources,
    #[command(flatten)]
    jobs: Jobs,
    /// How results are written [default: by the name of the output file; without one a table on a terminal, ndjson elsewhere].
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// The same as --format json.
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Write results into a file; each is there as soon as it is finished. On standard output they come in the order of the
    /// files.
    #[arg(long, short, value_name = "FILE", value_parser = out_file)]
    out: Option<PathBuf>,
    /// Go on with the output file: what it has of files that have not changed since (by path, size and time) is not done again.
    #[arg(long, requires = "out")]
    resume: bool,
    /// Begin anew where the output file is there already.
    #[arg(long, requires = "out", conflicts_with = "resume")]
    overwrite: bool,
    /// Do one share of the files, such as 1/8: by their paths below the folder that is named, the same on every machine.
    #[arg(long, value_name = "I/N")]
    shard: Option<Shard>,
    /// Write files without result into a file, too: a JSON object a line, with file and error.
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,
    #[command(flatten)]
    model: Choice,
}

/// Analyses all files; bad ones are told at the end and do not keep the others from coming out.
///
/// # Errors
/// Where the model cannot be loaded or the output cannot be written.
pub fn run(args: &Args) -> Result<Ended> {
    let loaded = args.model.load()?;
    let mut collected = args.sources.collect()?;
    if let Some(shard) = args.shard {
        collected.files.retain(|file| shard.takes(&file.key));
    }
    args.errors.as_deref().map_or(Ok(()), may_be_replaced)?;
    let (mut output, left) = args.open(&collected.files, &loaded.stamp)?;
    let done = collected.files.len() - left.len();
    let count = collected.files.len() + collected.failed.len();
    if done > 0 {
        tell(&format!("{done} of {} files are done already.", collected.files.len()));
    }
    let Collected { files, mut failed, passed_over } = collected;
    analyse(&left, &loaded, args.jobs.count(), &mut output, &mut failed)?;
    output.end(&files)?;
    told_passed_over(&passed_over).iter().for_each(|line| tell(line));
    if files.is_empty() && failed.is_empty() {
        tell("There is no audio file to analyse.");
    }
    if let Some(path) = &args.errors {
        write_errors(path, &failed).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(super::told_failed(&failed, count))
}

impl Args {
    /// The output, and the files that are still to be done.
    fn open(&self, files: &[Found], stamp: &str) -> Result<(Output, Vec<Found>)> {
        let asked = self.format.or(self.json.then_some(Format::Json));
        let Some(path) = &self.out else {
            let format = asked.unwrap_or_else(Format::of_output);
            return Ok((Output::Printed(Printer::new(format, files.len() == 1)?), files.to_vec()));
        };
        let start = match (self.resume, self.overwrite) {
            (true, _) => Start::Resume,
            (_, true) => Start::Overwrite,
            _ => Start::Fresh,
        };
        let format = asked.map_or_else(|| Format::of_path(path), Ok)?;
        let (file, kept) = OutFile::open(path, format, start, files, stamp)?;
        if kept.others > 0 {
            tell(&format!("{} records of other files are in {} and stay.", kept.others, path.display()));
        }
        let left = files.iter().filter(|file| !kept.done.contains(&file.name)).cloned().collect();
        Ok((Output::File(file), left))
    }
}

/// What cannot be done where nobody takes what is printed.
const TO_OUTPUT: &str = "cannot write to standard output";

/// Where records go.
enum Output {
    Printed(Printer),
    File(OutFile),
}

impl Output {
    /// Onto the screen results come in order; into a file as they are finished, so that nothing that is done waits in memory.
    fn order(&self) -> Order {
        match self {
            Self::Printed(_) => Order::OfFiles,
            Self::File(_) => Order::AsFinished,
        }
    }

    fn put(&mut self, record: &Record) -> Result<()> {
        match self {
            Self::Printed(printer) => printer.put(record).context(TO_OUTPUT),
            Self::File(file) => file.put(record),
        }
    }

    fn end(self, files: &[Found]) -> Result<()> {
        match self {
            Self::Printed(printer) => printer.end().context(TO_OUTPUT),
            Self::File(file) => file.end(files),
        }
    }
}

fn analyse(
    files: &[Found],
    loaded: &Loaded,
    jobs: usize,
    output: &mut Output,
    failed: &mut Vec<(String, Failure)>,
) -> Result<()> {
    let progress = Progress::of(files);
    let work = |found: &Found| {
        let heard = hear(found, &loaded.model)?;
        Ok((Record::new(found, &heard.analysis, heard.identity, &loaded.stamp), heard.remarks))
    };
    for_each(files, jobs, output.order(), work, |index, result| {
        let Some(found) = files.get(index) else { return Ok(()) };
        match result {
            Ok((record, remarks)) => progress.aside(|| {
                tell_remarks(found, &remarks);
                output.put(&record)
            })?,
            Err(failure) => failed.push((found.name.clone(), failure)),
        }
        progress.advance(found);
        Ok(())
    })?;
    progress.end();
    Ok(())
}

/// What every line of a file with errors begins with.
const ERROR: &[u8] = b"{\"error\":";

/// Whether a file with errors may be written: it must be a new one, or one of ours.
fn may_be_replaced(path: &Path) -> Result<()> {
    let mut beginning = Vec::new();
    match File::open(path) {
        Ok(file) => file.take(ERROR.len() as u64).read_to_end(&mut beginning)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => 0,
        Err(error) => return Err(error).with_context(|| format!("cannot write {}", path.display())),
    };
    if beginning.is_empty() || beginning == ERROR {
        return Ok(());
    }
    bail!(UsageError::NotOurs { path: path.to_owned() })
}

fn write_errors(path: &Path, failed: &[(String, Failure)]) -> io::Result<()> {
    let mut output = BufWriter::new(File::create(path)?);
    for (file, failure) in failed {
        writeln!(output, "{}", serde_json::json!({ "file": file, "error": failure.reason() }))?;
    }
    output.flush()
}
