//! What the readers of files say, as the page is told it.

use exchange::csv::{CsvError, Expected as InCell};
use exchange::json::JsonError;
use exchange::xml::XmlError;
use exchange::{Foreign, ReadError, Remark};
use protocol::import::{Damage, Expected, TextFormat};
use protocol::{ImportError, ImportProblem};

/// Problems that are told one by one; the rest are counted.
const MOST_PROBLEMS: usize = 5;

/// Why nothing of a file can be read.
pub fn error(error: ReadError) -> ImportError {
    match error {
        ReadError::OldLetters => ImportError::OldLetters,
        ReadError::Stream => ImportError::Stream,
        ReadError::NoTracks | ReadError::Json(JsonError::Other) => ImportError::NoTracks,
        ReadError::NotText => ImportError::NotText,
        ReadError::Foreign(Foreign::Spreadsheet) => ImportError::Spreadsheet,
        ReadError::Foreign(Foreign::Document) => ImportError::Document,
        ReadError::Foreign(Foreign::Archive) => ImportError::Archive,
        ReadError::Foreign(Foreign::Database) => ImportError::Database,
        ReadError::Foreign(Foreign::Of(program)) => ImportError::OtherProgram { program: program.to_owned() },
        ReadError::Csv(CsvError::NoUsableHeader { headers }) => ImportError::NoHeader { headers },
        ReadError::Csv(CsvError::Unreadable(error)) => {
            let line = error.position().map_or(1, |position| position.line() as usize);
            damaged(TextFormat::Table, line, 1, false)
        }
        ReadError::Json(JsonError::Malformed { line, column, is_cut_off }) => {
            damaged(TextFormat::Json, line, column, is_cut_off)
        }
        ReadError::Xml(XmlError::Malformed { line, column, is_cut_off, .. }) => {
            damaged(TextFormat::Xml, line, column, is_cut_off)
        }
        ReadError::Xml(XmlError::NoXml) => damaged(TextFormat::Xml, 1, 1, false),
        ReadError::Xml(XmlError::Entities) => ImportError::Entities,
        ReadError::Xml(XmlError::TooDeep) => ImportError::TooDeep,
        ReadError::Xml(XmlError::OtherRoot { root }) => ImportError::OtherXml { root },
    }
}

fn damaged(format: TextFormat, line: usize, column: usize, is_cut_off: bool) -> ImportError {
    ImportError::Damaged(Damage { format, line: line as u32, column: column as u32, is_cut_off })
}

/// What readers remark: what matters to the whole file first.
pub fn problems(remarks: &[Remark]) -> Vec<ImportProblem> {
    let (mut whole, mut parts) = (Vec::new(), Vec::new());
    for remark in remarks {
        match remark {
            Remark::Cell(cell) => parts.push(ImportProblem::Cell {
                line: cell.line as u32,
                column: cell.column.clone(),
                value: cell.value.clone(),
                expected: expected(cell.expected),
            }),
            Remark::Field { record, field } => {
                parts.push(ImportProblem::Record { record: *record as u32, field: Some(field.clone()) });
            }
            Remark::Record { record } => {
                parts.push(ImportProblem::Record { record: *record as u32, field: None });
            }
            Remark::Quote { line } => parts.push(ImportProblem::Quote { line: *line as u32 }),
            Remark::Empty { records } => whole.push(ImportProblem::Empty { records: *records as u32 }),
            Remark::CutShort { line, .. } => whole.push(ImportProblem::CutShort { line: *line as u32 }),
            Remark::WithoutFeatures => whole.push(ImportProblem::NamesOnly),
        }
    }
    shorten(&mut parts);
    whole.append(&mut parts);
    whole
}

fn expected(expected: InCell) -> Expected {
    match expected {
        InCell::Length => Expected::Length,
        InCell::Milliseconds => Expected::Milliseconds,
        InCell::WholePercentage => Expected::WholePercentage,
        InCell::Flag => Expected::Flag,
        InCell::Mode => Expected::Mode,
        InCell::ModeOfKey => Expected::ModeOfKey,
        InCell::Beats => Expected::Beats,
        InCell::Number => Expected::Number,
        InCell::Tempo => Expected::Tempo,
        InCell::Loudness => Expected::Loudness,
        InCell::SpotifyAddress => Expected::SpotifyAddress,
        InCell::Key => Expected::Key,
        InCell::Percentage => Expected::Percentage,
        InCell::Share => Expected::Share,
        InCell::NoCell => Expected::NoCell,
    }
}

/// Keeps the first few and counts the rest.
pub fn shorten(problems: &mut Vec<ImportProblem>) {
    let more = problems.len().saturating_sub(MOST_PROBLEMS);
    if more > 0 {
        problems.truncate(MOST_PROBLEMS);
        problems.push(ImportProblem::More { count: more as u32 });
    }
}
