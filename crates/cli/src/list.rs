//! Lists of paths: what `find` prints, what an editor saves, and M3U playlists.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// What some editors write before any text.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The paths in a file, `-` for standard input.
///
/// # Errors
/// Where it cannot be read.
pub fn read(list: &Path) -> io::Result<Vec<PathBuf>> {
    let mut bytes = Vec::new();
    if list == Path::new("-") {
        io::stdin().read_to_end(&mut bytes)?;
    } else {
        File::open(list)?.read_to_end(&mut bytes)?;
    }
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&bytes);
    Ok(if bytes.starts_with(b"#EXTM3U") { of_playlist(bytes, list) } else { of_list(bytes) })
}

/// A path a line, or, as `find -print0` has them, each ended by a zero: names may hold line breaks.
fn of_list(bytes: &[u8]) -> Vec<PathBuf> {
    if bytes.contains(&0) {
        return bytes.split(|byte| *byte == 0).filter(|path| !path.is_empty()).map(path_of).collect();
    }
    lines(bytes).map(path_of).collect()
}

/// The entries of a playlist, which are told from where it lies; all else in it is a comment.
fn of_playlist(bytes: &[u8], list: &Path) -> Vec<PathBuf> {
    let folder = list.parent().unwrap_or(Path::new(""));
    lines(bytes).filter(|line| !line.starts_with(b"#")).map(|line| folder.join(path_of(line))).collect()
}

fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let lines = bytes.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    lines.filter(|line| !line.is_empty())
}

/// Paths are bytes here, whatever they mean.
#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(bytes: &[u8]) -> Vec<PathBuf> {
        let folder = tempfile::tempdir().unwrap();
        let list = folder.path().join("list");
        std::fs::write(&list, bytes).unwrap();
        let within = |path: PathBuf| path.strip_prefix(folder.path()).map(Path::to_owned).unwrap_or(path);
        read(&list).unwrap().into_iter().map(within).collect()
    }

    fn paths<const N: usize>(names: [&str; N]) -> Vec<PathBuf> {
        names.map(PathBuf::from).to_vec()
    }

    #[test]
    fn lists_are_read_whatever_ends_their_paths() {
        assert_eq!(listed(b"a b.mp3\r\n\nc/d.flac\ne"), paths(["a b.mp3", "c/d.flac", "e"]));
        assert_eq!(listed(b"\xEF\xBB\xBFa.mp3\r\n"), paths(["a.mp3"]), "as Notepad saves it");
        assert_eq!(listed(b"a\nb.mp3\0c.mp3\0"), paths(["a\nb.mp3", "c.mp3"]));
        assert_eq!(listed(b"#1 hit.mp3\n"), paths(["#1 hit.mp3"]), "no comment in a list of paths");
    }

    #[test]
    fn a_playlist_tells_its_entries_from_where_it_lies() {
        let playlist = b"\xEF\xBB\xBF#EXTM3U\r\n#EXTINF:9,A - B\r\nb/c.mp3\r\n/d.mp3\r\n./#1.mp3";
        assert_eq!(listed(playlist), paths(["b/c.mp3", "/d.mp3", "#1.mp3"]));
    }
}
