//! Why a command says nothing of a file, and how it ends.

use segue_cli::decode::FileError;
use std::error::Error;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

/// Why there is no result for a file.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// It cannot be decoded or analysed.
    #[error(transparent)]
    File(#[from] FileError),
    /// It, or the folder it should be in, cannot be read.
    #[error("cannot be read")]
    Unreadable(#[source] io::Error),
    /// It is a pipe, a device or the like.
    #[error("this is neither a file nor a folder")]
    NoFile,
    /// It tells of tracks.
    #[error(
        "this is a playlist or a table, not audio; --files-from takes an M3U playlist, or a list of paths"
    )]
    Telling,
    /// Its path cannot stand in a playlist.
    #[error("its path is not Unicode, or has a line break: it cannot stand in a playlist")]
    Unwritable,
}

impl Failure {
    /// The whole reason, in one line.
    pub fn reason(&self) -> String {
        let mut reason = self.to_string();
        let mut source = self.source();
        while let Some(cause) = source {
            reason.push_str(&format!(": {cause}"));
            source = cause.source();
        }
        one_line(&reason)
    }
}

/// What was asked for in a way that cannot be meant.
#[derive(Debug, thiserror::Error)]
pub enum UsageError {
    /// A file that is there and would be written over.
    #[error("{} is there already: --resume goes on with it, --overwrite begins anew", path.display())]
    AlreadyThere {
        /// The file.
        path: PathBuf,
    },
    /// A file, not ours, that would be gone on with.
    #[error("{} is not as segue wrote it, and is left as it is", path.display())]
    NotOurs {
        /// The file.
        path: PathBuf,
    },
    /// A name that says another format than those that are written.
    #[error("{} does not end as a format that segue writes: ndjson, json, csv or parquet; --format says which", path.display())]
    UnknownEnding {
        /// The file.
        path: PathBuf,
    },
    /// Parquet on a terminal or in a pipe.
    #[error("a Parquet file is written as a whole: say where with --out FILE")]
    NeedsFile,
    /// A table for eyes, in a file.
    #[error("a table is for the terminal: --out takes ndjson, json, csv or parquet")]
    TableInFile,
}

/// How a command has ended; see [`EXIT_CODES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// With everything that was asked for.
    Fine,
    /// With all but what was told.
    SomeFailed,
}

/// What the exit codes mean, for `--help` and the manual.
pub const EXIT_CODES: &str = "Exit codes:\n  0  all files gave results\n  1  some files gave none; each is told at the end, with the reason\n  2  the command line makes no sense, or a file would be written over\n  3  nothing could be done: the model cannot be loaded, the output cannot be written";

/// The exit code of a command; an error is told in one line, with its causes.
pub fn exit_code(outcome: anyhow::Result<Ended>) -> ExitCode {
    match outcome {
        Ok(Ended::Fine) => ExitCode::SUCCESS,
        Ok(Ended::SomeFailed) => ExitCode::from(1),
        // Whoever read the output has read enough: `segue … | head`.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&one_line(&format!("{error:#}")));
            ExitCode::from(if error.is::<UsageError>() { 2 } else { 3 })
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let kinds = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>()).map(io::Error::kind);
    let of_json = error.chain().filter_map(|cause| cause.downcast_ref::<serde_json::Error>());
    kinds
        .chain(of_json.filter_map(serde_json::Error::io_error_kind))
        .any(|kind| kind == io::ErrorKind::BrokenPipe)
}

/// A line on standard error; where nobody can read that, nothing.
pub fn tell(line: &str) {
    use std::io::Write;
    drop(writeln!(io::stderr(), "{line}"));
}

/// A text without what would move a terminal's cursor or change its colours: names of files may hold anything.
pub fn one_line(text: &str) -> String {
    text.chars().map(|char| if char.is_control() { '\u{fffd}' } else { char }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_has_its_causes_and_moves_no_cursor() {
        let denied = io::Error::new(io::ErrorKind::PermissionDenied, "denied\u{1b}[2J");
        let failure = Failure::File(FileError::Unopened(denied));
        assert_eq!(failure.reason(), "cannot open the file: denied\u{fffd}[2J");
    }

    #[test]
    fn each_kind_of_end_has_its_code() {
        let code = |outcome| format!("{:?}", exit_code(outcome));
        let expected = |code: u8| format!("{:?}", ExitCode::from(code));
        assert_eq!(code(Ok(Ended::Fine)), expected(0));
        assert_eq!(code(Ok(Ended::SomeFailed)), expected(1));
        assert_eq!(code(Err(UsageError::NeedsFile.into())), expected(2));
        assert_eq!(code(Err(anyhow::anyhow!("no space"))), expected(3));
        assert_eq!(code(Err(io::Error::from(io::ErrorKind::BrokenPipe).into())), expected(0));
    }
}
