//! What can be wrong with a model file or with a prediction.

/// Why a model file was refused, or a prediction failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// The first bytes are not those of a model file.
    #[error("this is not a Segue model file: its first bytes are wrong")]
    NotAModel,
    /// Written in another version of the file format.
    #[error(
        "the model file has format version {found}, this program reads version {expected}: train or download the model again"
    )]
    FormatVersion {
        /// In the file.
        found: u16,
        /// What this program reads.
        expected: u16,
    },
    /// Trained on another version of the descriptor.
    #[error(
        "the model was trained on descriptor version {found}, this program computes version {expected}: train or download the model again"
    )]
    SchemaVersion {
        /// In the file.
        found: u16,
        /// What this program computes.
        expected: u16,
    },
    /// The file ends before its last field.
    #[error("the model file is cut off: {what} needs {needed} bytes, {available} are left")]
    Truncated {
        /// The field that is not complete.
        what: &'static str,
        /// Bytes that the field takes.
        needed: usize,
        /// Bytes that are left.
        available: usize,
    },
    /// The file goes on after its last field.
    #[error("the model file is {extra} bytes too long")]
    TooLong {
        /// Bytes after the last field.
        extra: usize,
    },
    /// A count in the file is not the one that this program works with.
    #[error("the model file holds {found} {what}, this program works with {expected}")]
    WrongLength {
        /// What is counted.
        what: &'static str,
        /// In the file.
        found: usize,
        /// What this program works with.
        expected: usize,
    },
    /// A field holds what no model has.
    #[error("the model file is damaged: {what}")]
    Damaged {
        /// Which field, and what is wrong with it.
        what: &'static str,
    },
    /// No window to predict from.
    #[error("there is no window to predict from")]
    NoWindows,
    /// The tensor library did not give its result.
    #[error("the network could not be evaluated: {reason}")]
    Backend {
        /// What it said.
        reason: String,
    },
}
