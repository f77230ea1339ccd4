//! Where things lie: the data beside the project, what is served, what is recorded, what is kept between runs.

use std::path::PathBuf;

pub use segue_cli::project;

/// Folder of the training data by default: `shared/data` beside the project's folder.
pub fn default_data() -> PathBuf {
    project().join("../shared/data")
}

/// A file that the page serves.
pub fn asset(name: &str) -> PathBuf {
    project().join("assets").join(name)
}

/// A file that holds measured figures; see [`crate::report::records`].
pub fn record(name: &str) -> PathBuf {
    project().join("records").join(name)
}

/// The folder of what is kept between runs, below `target/`: all of it can be made again.
pub fn kept_folder() -> PathBuf {
    project().join("target/trainer")
}

/// A file of it.
pub fn kept(name: &str) -> PathBuf {
    kept_folder().join(name)
}
