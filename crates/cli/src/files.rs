//! Which files are analysed: those that are named, and of folders what the page takes of them, too.

use anyhow::{Context, Result};
use arrivals::{Arrival, Arrivals, Why, sort_out};
use containers::{InMemory, LOOK, begins_as_audio};
pub use segue_cli::found::Found;
use segue_cli::found::{key, name};
use std::collections::HashSet;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

use crate::failure::Failure;
use crate::list;

/// The arguments of [`Sources`], as a group.
pub const SOURCES: &str = "sources";

/// Where files are looked for. A command that can do without them makes the group [`SOURCES`] optional.
#[derive(clap::Args)]
#[group(id = SOURCES, required = true, multiple = true)]
pub struct Sources {
    /// Audio files, and folders, which are searched with all folders below them.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Read further paths from a file, one a line or ended by zeros (find -print0), or an M3U playlist; - for standard input.
    #[arg(long, value_name = "FILE")]
    files_from: Option<PathBuf>,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Collected {
    /// To be analysed, each once: in the order in which they were named, those of a folder by their paths.
    pub files: Vec<Found>,
    /// What was named, or lies in a folder, and cannot be analysed.
    pub failed: Vec<(String, Failure)>,
    /// What of folders is passed over.
    pub passed_over: Vec<(String, Why)>,
}

impl Sources {
    /// Looks for files.
    ///
    /// # Errors
    /// Where the list of paths cannot be read.
    pub fn collect(&self) -> Result<Collected> {
        let read = |list: &Path| list::read(list).with_context(|| format!("cannot read {}", list.display()));
        let listed = self.files_from.as_deref().map(read).transpose()?;
        let paths: Vec<PathBuf> = self.paths.iter().cloned().chain(listed.into_iter().flatten()).collect();
        Ok(collect(&paths))
    }
}

/// Looks for files at paths.
pub fn collect(paths: &[PathBuf]) -> Collected {
    let mut collected = Collected::default();
    for path in paths {
        match fs::metadata(path) {
            Err(error) => collected.failed.push((name(path), Failure::Unreadable(error))),
            Ok(metadata) if metadata.is_dir() => collected.walk(path),
            Ok(metadata) if metadata.is_file() => collected.take_named(path, &metadata),
            Ok(_) => collected.failed.push((name(path), Failure::NoFile)),
        }
    }
    let mut seen = HashSet::new();
    collected.files.retain(|file| seen.insert(file.name.clone()));
    collected
}

impl Collected {
    fn take_named(&mut self, path: &Path, metadata: &Metadata) {
        let found = Found::new(path, key(path), metadata);
        let arrival =
            Arrival { path: found.key.clone(), size: found.bytes as f64, file: found, is_from_folder: false };
        let Arrivals { audio, telling, .. } = sort_out(vec![arrival]);
        self.files.extend(audio.into_iter().map(|(_, file)| file));
        self.failed.extend(telling.into_iter().map(|(_, file)| (file.name, Failure::Telling)));
    }

    fn walk(&mut self, root: &Path) {
        let mut arrivals = Vec::new();
        for entry in WalkDir::new(root).follow_links(true) {
            let told = entry.and_then(|entry| Ok((entry.metadata()?, entry)));
            match told {
                Ok((metadata, entry)) if metadata.is_file() => {
                    let key = key(entry.path().strip_prefix(root).unwrap_or(entry.path()));
                    let found = Found::new(entry.path(), key, &metadata);
                    let path = format!("/{}", found.key);
                    let size = found.bytes as f64;
                    arrivals.push(Arrival { path, size, file: found, is_from_folder: true });
                }
                Ok(_) => {}
                Err(error) => {
                    let path = name(error.path().unwrap_or(root));
                    self.failed.push((path, Failure::Unreadable(cause(error))));
                }
            }
        }
        self.sort_out(arrivals);
    }

    /// Takes what a folder holds.
    fn sort_out(&mut self, arrivals: Vec<Arrival<Found>>) {
        let Arrivals { audio, unsure, playlists, passed_over, .. } = sort_out(arrivals);
        let mut files: Vec<Found> = audio.into_iter().map(|(_, file)| file).collect();
        for (path, file) in unsure {
            match is_audio(&file.path) {
                Ok(true) => files.push(file),
                Ok(false) => self.passed_over.push((path, Why::NotAudio)),
                Err(error) => self.failed.push((file.name, Failure::Unreadable(error))),
            }
        }
        files.sort_by(|a, b| a.key.cmp(&b.key));
        self.files.extend(files);
        self.passed_over.extend(playlists.into_iter().map(|(path, _)| (path, Why::Playlist)));
        self.passed_over.extend(passed_over);
    }
}

/// What the system said; of what the walk found out itself, that.
fn cause(error: walkdir::Error) -> io::Error {
    let words = error.to_string();
    error.into_io_error().unwrap_or_else(|| io::Error::other(words))
}

/// Whether a file is audio by its bytes.
fn is_audio(path: &Path) -> io::Result<bool> {
    let mut beginning = Vec::new();
    File::open(path)?.take(LOOK as u64).read_to_end(&mut beginning)?;
    Ok(begins_as_audio(&InMemory(&beginning)))
}

/// The reasons for which files were passed over, with how many, as a line; `None` where none was.
pub fn told_passed_over(passed_over: &[(String, Why)]) -> Option<String> {
    const REASONS: [(Why, &str); 9] = [
        (Why::Companion, "a Mac's companions of other files"),
        (Why::Hidden, "hidden"),
        (Why::Partial, "not written whole"),
        (Why::Empty, "empty"),
        (Why::Unplayable, "of a kind of audio that cannot be decoded here"),
        (Why::Playlist, "playlists"),
        (Why::Table, "tables"),
        (Why::NotAudio, "no audio"),
        (Why::Unreadable, "unreadable"),
    ];
    let counted = REASONS.iter().filter_map(|(why, words)| {
        let count = passed_over.iter().filter(|(_, other)| other == why).count();
        (count > 0).then(|| format!("{count} {words}"))
    });
    let parts: Vec<String> = counted.collect();
    (!parts.is_empty()).then(|| format!("Passed over: {}", parts.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with a file of each kind.
    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        };
        write("b/2.mp3", b"x");
        write("b/.git/x.mp3", b"x");
        write("b/cover.jpg", b"x");
        write("a.flac", b"x");
        write("old.wma", b"x");
        write("empty.wav", b"");
        write("list.m3u8", b"x");
        write("untold", b"fLaC\0\0\0\x22");
        write("text.xyz", b"Dear diary");
        folder
    }

    #[test]
    fn of_a_folder_the_same_is_taken_as_in_the_page() {
        let folder = folder();
        let collected = collect(&[folder.path().to_owned(), folder.path().join("a.flac")]);
        let keys: Vec<&str> = collected.files.iter().map(|file| file.key.as_str()).collect();
        assert_eq!(keys, ["a.flac", "b/2.mp3", "untold"]);
        assert!(collected.failed.is_empty());
        let told = told_passed_over(&collected.passed_over).unwrap();
        assert_eq!(
            told,
            "Passed over: 1 hidden, 1 empty, 1 of a kind of audio that cannot be decoded here, 1 playlists, 2 no audio"
        );
    }

    #[test]
    fn what_is_named_and_cannot_be_taken_is_told() {
        let folder = folder();
        let named = ["absent.mp3", "list.m3u8", "text.xyz"].map(|name| folder.path().join(name));
        let collected = collect(&named);
        assert_eq!(collected.files.len(), 1, "what is named is tried");
        assert!(matches!(collected.failed.as_slice(), [(_, Failure::Unreadable(_)), (_, Failure::Telling)]));
    }

    #[test]
    fn a_file_that_is_named_twice_is_one() {
        let folder = folder();
        let root = folder.path();
        let spelled =
            [root.join("a.flac"), root.join("./a.flac"), root.join("b/../b"), root.join(".").join("b")];
        let names: Vec<String> = collect(&spelled).files.into_iter().map(|file| file.name).collect();
        assert_eq!(names.len(), 3, "a link may lie at `..`: {names:?}");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_nothing_is_told_once() {
        let folder = folder();
        std::os::unix::fs::symlink("nowhere.mp3", folder.path().join("link.mp3")).unwrap();
        let failed = collect(&[folder.path().to_owned()]).failed;
        let reasons: Vec<String> = failed.iter().map(|(_, failure)| failure.reason()).collect();
        assert_eq!(reasons, ["cannot be read: No such file or directory (os error 2)"]);
    }
}
