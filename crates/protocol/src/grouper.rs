//! The call to the worker that groups the user's own tracks by themselves. To cancel it, end the worker.

use crate::call::{ConnectionError, NoNews, Nothing, service};
use crate::map::Grouping;
use serde::{Deserialize, Serialize};

service! {
    /// A worker for one grouping.
    Grouper fails with GroupingError, tells NoNews {
        /// Group rows: k-means with its elbow, Ward's linkage, a plane by t-SNE.
        Group {
            /// Standardised features, a row a track.
            rows: Vec<Vec<f32>>,
        } with Nothing => Grouping, with Nothing;
    }
}

/// Why tracks were not grouped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
pub enum GroupingError {
    /// The rows cannot be grouped.
    #[error("the tracks' features cannot be compared: {reason}")]
    Incomparable {
        /// What is wrong with them.
        reason: String,
    },
    /// The worker gave no answer.
    #[error(transparent)]
    Connection(#[from] ConnectionError),
}
