//! What can be wrong with a catalogue file or with the rows for one.

use thiserror::Error;

/// Why a catalogue cannot be loaded or built.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum CatalogueError {
    /// The file is something else.
    #[error("this is not a Segue catalogue")]
    NotACatalogue,
    /// A catalogue for another version of Segue.
    #[error(
        "the catalogue has format version {found}, this program reads version {read}; reload the page, or build the catalogue again"
    )]
    WrongVersion {
        /// The file's version.
        found: u16,
        /// The version that is read.
        read: u16,
    },
    /// The file ends too early, or its parts do not fit together.
    #[error("the catalogue is damaged: {what}")]
    Damaged {
        /// What does not fit.
        what: &'static str,
    },
    /// A row cannot be stored.
    #[error("track {index} ({name}): {what}")]
    BadRow {
        /// Place among the rows, from 0.
        index: usize,
        /// Its name.
        name: String,
        /// What is wrong with it.
        what: &'static str,
    },
    /// What was learned does not fit the rows.
    #[error("what was learned from playlists does not fit the tracks: {what}")]
    BadLearned {
        /// What does not fit.
        what: &'static str,
    },
}
