//! How far a worker is.

use serde::{Deserialize, Serialize};

/// What a worker is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Stage {
    /// Reading samples out of a file, or going through all of them for the first time.
    Decoding,
    /// Computing spectrum, rhythm, key, loudness.
    Describing,
    /// Running the model.
    Predicting,
    /// Keeping what a file tells of tracks.
    Importing,
    /// Grouping tracks.
    Grouping,
}
