//! One file a command.

pub mod analyse;
pub mod catalogue;
pub mod describe;
pub mod explain;
pub mod playlist;
pub mod recommend;
pub mod serve;
pub mod shell;

use std::path::PathBuf;

use crate::failure::{Ended, Failure, one_line, tell};

/// The file that `--out` names.
fn out_file(name: &str) -> Result<PathBuf, &'static str> {
    if name == "-" { Err("standard output is what is written to without --out") } else { Ok(name.into()) }
}

/// Tells what gave no result, and how a command ends by that.
fn told_failed(failed: &[(String, Failure)], count: usize) -> Ended {
    if failed.is_empty() {
        return Ended::Fine;
    }
    tell(&format!("{} of {count} gave no result:", failed.len()));
    failed.iter().for_each(|(file, failure)| tell(&format!("  {}", of_file(file, &failure.reason()))));
    Ended::SomeFailed
}

/// What is said of a file, as a line.
fn of_file(file: &str, words: &str) -> String {
    format!("{}: {words}", one_line(file))
}
