//! A file that is listened to: where it is, and what tells whether it is still the same.

use std::ffi::OsStr;
use std::fs::Metadata;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::time::UNIX_EPOCH;

use crate::decode::file_at;

/// A file that is listened to.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// Its path in words, as it was named or as it was found below the folder that was named: see [`name`].
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
        Ok(Self::new(path, key(path), &file_at(path)?))
    }

    /// A file with its key.
    pub fn new(path: &Path, key: String, metadata: &Metadata) -> Self {
        let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let modified_ms = modified.and_then(|since| i64::try_from(since.as_millis()).ok()).unwrap_or(0);
        Self { path: path.to_owned(), name: name(path), key, bytes: metadata.len(), modified_ms }
    }
}

/// A path in words. However it is spelled, with `./` or `//` in it, it is the same; bytes that are no Unicode stand as `\xE9`, so
/// that files with different names are called differently.
pub fn name(path: &Path) -> String {
    let plain: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
    in_words(if plain.as_os_str().is_empty() { path.as_os_str() } else { plain.as_os_str() })
}

fn in_words(name: &OsStr) -> String {
    let mut words = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        words.push_str(chunk.valid());
        words.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02X}")));
    }
    words
}

/// A path with `/` between its parts, on any system.
pub fn key(path: &Path) -> String {
    let parts = path.components().filter(|part| !matches!(part, Component::CurDir));
    parts.map(|part| in_words(part.as_os_str())).collect::<Vec<_>>().join("/")
}

// Elsewhere `/` is another sign, and names are Unicode.
#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_called_the_same_however_it_is_spelled() {
        for spelled in ["a/b.mp3", "./a/b.mp3", "a//b.mp3", "a/./b.mp3", ".//./a/b.mp3"] {
            assert_eq!(name(Path::new(spelled)), "a/b.mp3", "{spelled}");
        }
        assert_eq!(name(Path::new("/a/../b.mp3")), "/a/../b.mp3", "a link may lie there");
        assert_eq!((name(Path::new(".")), name(Path::new(""))), (".".into(), String::new()));
    }

    #[test]
    fn names_that_are_no_unicode_stay_apart() {
        use std::os::unix::ffi::OsStrExt;
        let called = |bytes: &[u8]| name(Path::new(OsStr::from_bytes(bytes)));
        assert_eq!(called(b"caf\xE9.mp3"), "caf\\xE9.mp3");
        assert_eq!(called(b"caf\xE8.mp3"), "caf\\xE8.mp3");
        assert_eq!(called("café.mp3".as_bytes()), "café.mp3");
    }
}
