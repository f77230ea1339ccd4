//! What can be wrong with points.

/// Why points could not be grouped or laid out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClusteringError {
    /// Fewer points than are needed.
    #[error("there are {rows} points; at least {least} are needed")]
    TooFew {
        /// How many there are.
        rows: usize,
        /// How many there must be.
        least: usize,
    },
    /// Rows of different lengths, or what goes with them is not one a row.
    #[error("the rows are not of one length, or not as many as what goes with them")]
    Uneven,
    /// A number that is infinite or none.
    #[error("a coordinate is not a finite number")]
    NotFinite,
    /// Joins that make no tree.
    #[error("join {join} joins what is not there, or what is joined already")]
    NoTree {
        /// The first such join, from 0.
        join: usize,
    },
    /// No thread could be had.
    #[error("no thread could be started: {reason}")]
    Thread {
        /// What the system said.
        reason: String,
    },
}
