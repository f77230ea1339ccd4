//! Catalogues that take the place of the built-in one: which one is in use, and why one cannot be.

use serde::{Deserialize, Serialize};

/// Most bytes of a catalogue that is one file: all of it is held in memory, several times as large.
pub const LARGEST_CATALOGUE: u64 = 64 << 20;

/// First bytes of a catalogue that is one file, and of the index of one in cells.
pub const CATALOGUE_MAGIC: &[u8; 8] = b"SEGUECAT";
/// See [`CATALOGUE_MAGIC`].
pub const INDEX_MAGIC: &[u8; 8] = b"SEGUECEL";

/// Whether a file begins as one of both does.
pub fn begins_as_catalogue(bytes: &[u8]) -> bool {
    bytes.starts_with(CATALOGUE_MAGIC) || bytes.starts_with(INDEX_MAGIC)
}

/// The catalogue in use.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueInUse {
    /// What its file or folder is called; `None` for the built-in one.
    pub name: Option<String>,
    /// Number of its tracks.
    pub tracks: u32,
    /// Whether it knows any playlist: without, tracks are recommended by sound alone.
    pub has_playlists: bool,
    /// Whether it lies on the host in cells, of which the nearest are read: it has no search and no map.
    pub is_in_cells: bool,
    /// Whether another one has been loaded, so that the page has to be loaded anew.
    pub is_for_next_visit: bool,
}

/// Why a catalogue cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum CatalogueProblem {
    /// It is something else.
    #[error("this is not a Segue catalogue")]
    NotACatalogue,
    /// It was built for another version of the page.
    #[error("it has format version {found}; this version reads {read}")]
    OtherVersion {
        /// Its version.
        found: u16,
        /// The version that is read.
        read: u16,
    },
    /// It contradicts itself, or breaks off.
    #[error("it is damaged: {what}")]
    Damaged {
        /// What does not fit.
        what: String,
    },
    /// More than a page can hold.
    #[error("it has {megabytes} MB; up to {most} MB are held at once")]
    TooLarge {
        /// Its size.
        megabytes: u64,
        /// The most that are taken.
        most: u64,
    },
    /// The index of a catalogue in cells, dropped as a file: the cells are elsewhere.
    #[error("this is the index of a catalogue in cells, whose other files are needed, too")]
    IndexAlone,
    /// An address on another host than the page's.
    #[error("it is on another host")]
    OtherHost,
    /// Neither the network nor the browser gave it.
    #[error("{file} could not be loaded")]
    Unreachable {
        /// Which file.
        file: String,
    },
    /// The host answered with an error.
    #[error("{file} could not be loaded: the host answered {status}")]
    Refused {
        /// Which file.
        file: String,
        /// HTTP status.
        status: u16,
    },
    /// The host sends whole files where parts are asked for.
    #[error("the host does not serve parts of files (HTTP ranges)")]
    NoRanges,
    /// The dropped file cannot be read any more.
    #[error("the file could not be read")]
    FileGone,
}
