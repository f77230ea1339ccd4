//! What is told of a file or of samples.

use decoder::DecodeError;
use protocol::{Analysis, AnalysisError};
use segue_cli::decode::FileError;
use segue_cli::record::Record;
use serde::Serialize;
use std::io;

/// The record, or why there is none.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It was heard.
    Heard(Box<Told>),
    /// It was not.
    Refused(Refusal),
}

/// What was heard.
#[derive(Serialize)]
pub struct Told {
    /// As the command line writes it.
    record: Record,
    /// Other readings of the tempo: BPM and weight, 0…1.
    tempo_alternatives: Vec<(f32, f32)>,
    /// Other readings of the key: pitch class, mode and weight, 0…1.
    key_alternatives: Vec<(i8, u8, f32)>,
    /// What is odd about the file.
    remarks: Vec<String>,
}

/// Why there is no record.
#[derive(Serialize)]
pub struct Refusal {
    /// Name of the exception, in `errors.py`.
    kind: &'static str,
    /// In words.
    reason: String,
    /// The system's number of the error, where it refused.
    errno: Option<i32>,
}

impl Told {
    /// A record with what is not in it.
    pub fn new(record: Record, analysis: &Analysis, remarks: Vec<String>) -> Self {
        let other_keys = analysis.key.candidates.iter().skip(1);
        Self {
            record,
            tempo_alternatives: analysis.tempo.alternatives.clone(),
            key_alternatives: other_keys
                .map(|(key, weight)| (key.spotify_key(), key.spotify_mode(), *weight))
                .collect(),
            remarks,
        }
    }
}

impl Answer {
    /// The answer to how hearing went.
    pub fn of(outcome: Result<Told, FileError>) -> Self {
        match outcome {
            Ok(told) => Self::Heard(Box::new(told)),
            Err(error) => Self::refused(&error),
        }
    }

    /// The answer where it failed.
    pub fn refused(error: &FileError) -> Self {
        let (kind, reason, errno) = match error {
            FileError::Unopened(error) | FileError::Unreadable(error) => {
                (kind_of_io(error), error.to_string(), error.raw_os_error())
            }
            other => (kind(other), other.to_string(), None),
        };
        Self::Refused(Refusal { kind, reason, errno })
    }
}

fn kind_of_io(error: &io::Error) -> &'static str {
    if error.kind() == io::ErrorKind::NotFound { "NotFoundError" } else { "UnreadableError" }
}

fn kind(error: &FileError) -> &'static str {
    match error {
        FileError::Unopened(error) | FileError::Unreadable(error) => kind_of_io(error),
        FileError::Decode(error) => kind_of_decoding(error),
        FileError::Describe(_) => "InvalidAudioError",
        FileError::Analysis(error) => kind_of_analysis(error),
        FileError::Stumbled { .. } => "InternalError",
    }
}

fn kind_of_decoding(error: &DecodeError) -> &'static str {
    match error {
        DecodeError::Unreadable { .. } => "UnreadableError",
        DecodeError::Unknown | DecodeError::NoAudio { .. } => "UnknownFormatError",
        DecodeError::Unsupported { .. } => "UnsupportedFormatError",
        DecodeError::Empty | DecodeError::NoTrack | DecodeError::NoSamples => "NoAudioError",
        DecodeError::Unfinished
        | DecodeError::Rate { .. }
        | DecodeError::Channels { .. }
        | DecodeError::Damaged { .. } => "DamagedError",
        DecodeError::TooLong { .. } => "TooLongError",
    }
}

fn kind_of_analysis(error: &AnalysisError) -> &'static str {
    match error {
        AnalysisError::TooShort { .. } => "TooShortError",
        AnalysisError::TooLong { .. } => "TooLongError",
        AnalysisError::Silent | AnalysisError::MostlySilent { .. } => "SilentError",
        AnalysisError::Changed => "UnreadableError",
        AnalysisError::Undecodable { .. } => "DamagedError",
        AnalysisError::BadAudio { .. } => "InvalidAudioError",
        AnalysisError::Model { .. } => "InternalError",
    }
}
