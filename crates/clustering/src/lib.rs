//! Groups and planes of points. A point is a row of finite numbers; all rows are of one length; distances are Euclidean.
//! The same rows and the same seed give the same result, on every machine with the same arithmetic.
//!
//! - [`kmeans`]: groups around centres. [`elbow`]: how many of them. [`silhouette`]: how well they part.
//! - [`ward`]: groups within groups.
//! - [`mod@tsne`]: points on a plane. [`trustworthiness`]: how far to trust one. [`neighbours`]: who is near whom.

pub mod elbow;
mod error;
pub mod kmeans;
pub mod neighbours;
mod random;
mod rows;
pub mod silhouette;
pub mod trustworthiness;
pub mod tsne;
pub mod ward;

pub use error::ClusteringError;
