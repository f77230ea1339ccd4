//! Where records go, and in which format.

mod journal;
mod kept;
mod lines;
mod parquet;
mod repair;
mod table;

use clap::ValueEnum;
use segue_cli::record::Record;
use std::io::{self, IsTerminal, Stdout, Write};
use std::path::Path;

use crate::failure::UsageError;
pub use journal::{OutFile, Start};
use lines::{LineFormat, Lines};
use table::Table;

/// How records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A row a file, for eyes.
    Table,
    /// A JSON object a line.
    Ndjson,
    /// One JSON object as Spotify's web API gives it: {"audio_features": […]}.
    Json,
    /// Comma-separated values, with a header.
    Csv,
    /// Apache Parquet, for data frames.
    Parquet,
}

impl Format {
    /// The format that a file's name says; a JSON object a line where it says nothing.
    ///
    /// # Errors
    /// Where it says another: a spreadsheet, say, would not open what stands in it.
    pub fn of_path(path: &Path) -> Result<Self, UsageError> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        Ok(match ending.as_deref() {
            Some("csv") => Self::Csv,
            Some("json") => Self::Json,
            Some("parquet" | "pq") => Self::Parquet,
            None | Some("ndjson" | "jsonl") => Self::Ndjson,
            Some(_) => return Err(UsageError::UnknownEnding { path: path.to_owned() }),
        })
    }

    /// The format for standard output, where none is asked for.
    pub fn of_output() -> Self {
        if io::stdout().is_terminal() { Self::Table } else { Self::Ndjson }
    }
}

/// Standard output in a format.
pub enum Printer {
    /// Rows for eyes.
    Table(Table<Stdout>),
    /// A record a line.
    Lines(Lines<Stdout>),
    /// All records within one object.
    Json { records: usize },
}

impl Printer {
    /// Begins; `is_alone`: there is one file, of which a table tells all.
    ///
    /// # Errors
    /// For a format that is no stream.
    pub fn new(format: Format, is_alone: bool) -> Result<Self, UsageError> {
        Ok(match format {
            Format::Table => Self::Table(Table::new(io::stdout(), is_alone)),
            Format::Ndjson => Self::Lines(Lines::new(io::stdout(), LineFormat::Ndjson, true)),
            Format::Csv => Self::Lines(Lines::new(io::stdout(), LineFormat::Csv, true)),
            Format::Json => Self::Json { records: 0 },
            Format::Parquet => return Err(UsageError::NeedsFile),
        })
    }

    /// Prints a record.
    ///
    /// # Errors
    /// Where standard output cannot be written.
    pub fn put(&mut self, record: &Record) -> io::Result<()> {
        match self {
            Self::Table(table) => table.put(record),
            Self::Lines(lines) => lines.put(record),
            Self::Json { records } => {
                let before = if *records == 0 { JSON_BEGINNING } else { JSON_BETWEEN };
                *records += 1;
                let mut output = io::stdout().lock();
                output.write_all(format!("{before}{}", serde_json::to_string(record)?).as_bytes())?;
                output.flush()
            }
        }
    }

    /// Ends what was begun.
    ///
    /// # Errors
    /// Where standard output cannot be written.
    pub fn end(self) -> io::Result<()> {
        match self {
            Self::Table(_) => Ok(()),
            Self::Lines(mut lines) => lines.begin(),
            Self::Json { records: 0 } => {
                io::stdout().write_all(format!("{JSON_BEGINNING}{JSON_END}").as_bytes())
            }
            Self::Json { .. } => io::stdout().write_all(JSON_END.as_bytes()),
        }
    }
}

/// What stands before, between and behind the records of a JSON file.
const JSON_BEGINNING: &str = "{\"audio_features\": [\n";
const JSON_BETWEEN: &str = ",\n";
const JSON_END: &str = "\n]}\n";
