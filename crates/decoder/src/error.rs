//! Why there is nothing to hear, as codes and fields.

use containers::Document;

/// Why a file was not decoded.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum DecodeError {
    /// It has no bytes.
    #[error("the file is empty")]
    Empty,
    /// It cannot be read from the disk.
    #[error("the file cannot be read: {reason}")]
    Unreadable {
        /// What the system said.
        reason: String,
    },
    /// It is in no format that is known.
    #[error("the file is in no known audio format")]
    Unknown,
    /// It is something else altogether.
    #[error("the file is no audio, but {}", name_of(*.what))]
    NoAudio {
        /// What it is.
        what: Document,
    },
    /// It is in a format that is known by name and cannot be decoded.
    #[error("the file's audio is {codec}, which cannot be decoded here")]
    Unsupported {
        /// What the codec or the container is called.
        codec: String,
    },
    /// It is a container without an audio track.
    #[error("the file holds no audio track")]
    NoTrack,
    /// It is an MP4 that nobody finished: what tells where its sound stands is written last.
    #[error("the file's table of contents is missing: its recording or its download did not end")]
    Unfinished,
    /// Its headers are in order, and no sample follows that can be decoded.
    #[error("no sample of the file could be decoded")]
    NoSamples,
    /// Its header tells a sample rate that no audio has.
    #[error("the file claims a sample rate of {hz} Hz")]
    Rate {
        /// What it tells, Hz.
        hz: u64,
    },
    /// Its header tells more channels than any audio has, or none.
    #[error("the file claims {count} channels")]
    Channels {
        /// What it tells.
        count: u32,
    },
    /// Its headers contradict themselves.
    #[error("the file is damaged: {reason}")]
    Damaged {
        /// What is wrong.
        reason: String,
    },
    /// It plays for longer than was asked for.
    #[error("the file plays for more than {limit_s:.0} s")]
    TooLong {
        /// What was asked for, seconds.
        limit_s: f64,
        /// How long it plays, seconds, where its headers say so.
        seconds: Option<f64>,
    },
}

fn name_of(what: Document) -> &'static str {
    match what {
        Document::WebPage => "a web page: its download went wrong",
        Document::Text => "a text",
        Document::Picture => "a picture",
        Document::Archive => "an archive, to be unpacked first",
        Document::Pdf => "a PDF document",
        Document::Zeros => "nothing but zeros: it was never filled",
    }
}

impl DecodeError {
    pub(crate) fn damaged(reason: impl Into<String>) -> Self {
        Self::Damaged { reason: reason.into() }
    }

    pub(crate) fn unsupported(codec: impl Into<String>) -> Self {
        Self::Unsupported { codec: codec.into() }
    }
}

impl From<std::io::Error> for DecodeError {
    fn from(error: std::io::Error) -> Self {
        Self::Unreadable { reason: error.to_string() }
    }
}
