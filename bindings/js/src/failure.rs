//! Errors as the package's users see them: a code, and a message in English.

use decoder::DecodeError;
use js_sys::{Error, Reflect};
use protocol::AnalysisError;
use wasm_bindgen::JsValue;

/// What an error is called in `SegueError.code`.
pub trait Failure: std::fmt::Display {
    /// The code; `index.d.ts` says what each means.
    fn code(&self) -> &'static str;
}

impl Failure for AnalysisError {
    fn code(&self) -> &'static str {
        match self {
            Self::TooShort { .. } => "too_short",
            Self::TooLong { .. } => "too_long",
            Self::Silent | Self::MostlySilent { .. } => "silent",
            Self::Changed => "unreadable",
            Self::Undecodable { .. } => "damaged",
            Self::BadAudio { .. } => "bad_input",
            Self::Model { .. } => "failed",
        }
    }
}

impl Failure for DecodeError {
    fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Unreadable { .. } => "unreadable",
            Self::Unknown | Self::NoAudio { .. } | Self::NoTrack => "not_audio",
            Self::Unsupported { .. } => "unsupported",
            Self::NoSamples
            | Self::Unfinished
            | Self::Rate { .. }
            | Self::Channels { .. }
            | Self::Damaged { .. } => "damaged",
            Self::TooLong { .. } => "too_long",
        }
    }
}

/// A JavaScript error with its code.
pub fn failed(failure: impl Failure) -> JsValue {
    let error = Error::new(&failure.to_string());
    // Nothing keeps a new object from taking a field.
    drop(Reflect::set(&error, &"code".into(), &failure.code().into()));
    error.into()
}
