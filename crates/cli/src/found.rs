//! A file that is listened to: where it is, and what tells whether it is still the same.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::time::UNIX_EPOCH;

/// A file that is listened to.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// Its path in words, as it was named or as it was found below the folder that was named.
    pub name: String,
    /// What shards go by: its path below the folder that was named, `/` between its parts, wherever that folder is.
    pub key: String,
    /// Its size.
    pub bytes: u64,
    /// When it was changed last, milliseconds since 1970; 0 where the system does not tell.
    pub modified_ms: i64,
}

impl Found {
    /// A file by itself.
    ///
    /// # Errors
    /// Where there is none, or what is there is a folder, a pipe, a device or the like.
    pub fn at(path: &Path) -> io::Result<Self> {
        let metadata = fs::metadata(path)?;
        match (metadata.is_file(), metadata.is_dir()) {
            (true, _) => Ok(Self::new(path, key(path), &metadata)),
            (_, true) => Err(io::Error::other("this is a folder")),
            _ => Err(io::Error::other("this is no file")),
        }
    }

    /// A file with its key.
    pub fn new(path: &Path, key: String, metadata: &Metadata) -> Self {
        let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let modified_ms = modified.and_then(|since| i64::try_from(since.as_millis()).ok()).unwrap_or(0);
        Self { path: path.to_owned(), name: name(path), key, bytes: metadata.len(), modified_ms }
    }
}

/// A path in words.
pub fn name(path: &Path) -> String {
    path.display().to_string()
}

/// A path with `/` between its parts, on any system.
pub fn key(path: &Path) -> String {
    let parts = path.components().filter(|part| !matches!(part, Component::CurDir));
    parts.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/")
}
