//! Serato's crates: playlists of files in a binary form, in and out. A crate is a row of parts, each a name of four letters,
//! a length (four bytes, the greatest first) and as many bytes; texts are UTF-16, the greater byte first.
//!
//! Sources: <https://github.com/jesseward/Serato-lib/blob/master/SSL-Crate.txt>,
//! <https://slensky.com/python-serato-crates/api_reference.html> (paths begin at the root of the crate's drive).

use crate::reading::Reading;
use crate::track::{ExchangeTrack, non_blank};
use crate::uri;

/// What every crate says first.
const VERSION: &str = "1.0/Serato ScratchLive Crate";

/// Whether bytes begin as a crate does. Serato's database begins alike, and says that it is one.
pub(crate) fn is_crate(bytes: &[u8]) -> bool {
    let first = Parts(bytes).next();
    first.is_some_and(|(name, value)| name == b"vrsn" && text(value).ends_with("Crate"))
}

/// The files of a crate; `None` where it has none. Their paths begin at the root of the drive that the crate is on.
pub(crate) fn read(bytes: &[u8]) -> Option<Reading> {
    let tracks = Parts(bytes).filter(|(name, _)| *name == b"otrk");
    let paths = tracks.filter_map(|(_, track)| Parts(track).find(|(name, _)| *name == b"ptrk"));
    let tracks: Vec<ExchangeTrack> = paths
        .map(|(_, path)| text(path))
        .filter(|path| non_blank(path).is_some())
        .map(|path| ExchangeTrack { file: Some(path), ..ExchangeTrack::default() })
        .collect();
    (!tracks.is_empty()).then(|| Reading { tracks, ..Reading::default() })
}

/// The crate of all tracks that have a path. `music_folder` is the folder in which relative paths begin, as its owner types
/// it; a crate names no drive, so it must lie on the drive of the music.
pub fn write(tracks: &[ExchangeTrack], music_folder: &str) -> Vec<u8> {
    let mut bytes = part(b"vrsn", &utf_16(VERSION));
    for path in tracks.iter().filter_map(|track| non_blank(track.file.as_deref()?)) {
        let whole = uri::in_folder(music_folder, path);
        let (_, on_disk) = uri::split_disk(&whole);
        let path = part(b"ptrk", &utf_16(on_disk.trim_start_matches('/')));
        bytes.extend(part(b"otrk", &path));
    }
    bytes
}

fn part(name: &[u8; 4], value: &[u8]) -> Vec<u8> {
    let length = u32::try_from(value.len()).unwrap_or(u32::MAX);
    [name.as_slice(), &length.to_be_bytes(), value].concat()
}

fn utf_16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

fn text(bytes: &[u8]) -> String {
    let (units, _) = bytes.as_chunks::<2>();
    String::from_utf16_lossy(&units.iter().map(|unit| u16::from_be_bytes(*unit)).collect::<Vec<_>>())
}

/// The parts that bytes consist of, up to one that is not whole.
struct Parts<'a>(&'a [u8]);

impl<'a> Iterator for Parts<'a> {
    type Item = (&'a [u8; 4], &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (name, rest) = self.0.split_first_chunk::<4>()?;
        let (length, rest) = rest.split_first_chunk::<4>()?;
        let (value, rest) = rest.split_at_checked(u32::from_be_bytes(*length) as usize)?;
        self.0 = rest;
        Some((name, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contents::{Contents, ReadError, read as read_file};
    use crate::foreign::Foreign;

    /// A crate as Serato writes it, with the columns that it shows.
    fn by_serato() -> Vec<u8> {
        let column = part(b"tvcn", &utf_16("song"));
        let sorted = part(b"osrt", &[column.clone(), part(b"brev", &[0])].concat());
        let shown = part(b"ovct", &[column, part(b"tvcw", &utf_16("30"))].concat());
        let track = |path: &str| part(b"otrk", &part(b"ptrk", &utf_16(path)));
        [
            part(b"vrsn", &utf_16(VERSION)),
            sorted,
            shown,
            track("Users/x/Größe.mp3"),
            track("Users/x/b 🎧.mp3"),
        ]
        .concat()
    }

    fn files(bytes: &[u8]) -> Vec<String> {
        let Ok(Contents::Playlist(reading)) = read_file("a.crate", bytes) else { panic!() };
        reading.tracks.into_iter().filter_map(|track| track.file).collect()
    }

    #[test]
    fn a_crate_is_read() {
        assert_eq!(files(&by_serato()), ["Users/x/Größe.mp3", "Users/x/b 🎧.mp3"]);
        let cut = by_serato().len() - 3;
        assert_eq!(files(by_serato().get(..cut).unwrap()), ["Users/x/Größe.mp3"]);
    }

    #[test]
    fn what_is_no_crate_of_files_is_refused() {
        let empty = part(b"vrsn", &utf_16(VERSION));
        assert!(matches!(read_file("a.crate", &empty), Err(ReadError::NoTracks)));
        let database = part(b"vrsn", &utf_16("2.0/Serato Scratch LIVE Database"));
        let refused = read_file("database V2", &database);
        assert!(matches!(refused, Err(ReadError::Foreign(Foreign::Of("Serato DJ")))));
    }

    #[test]
    fn a_crate_begins_as_it_is_described_and_is_read_back() {
        let track = |file: &str| ExchangeTrack { file: Some(file.into()), ..ExchangeTrack::default() };
        let written = write(&[track("Mix/ä.mp3"), ExchangeTrack::default(), track("/b.mp3")], "C:\\Music");
        assert!(written.starts_with(b"vrsn\0\0\0\x38\x001\0.\x000\0/\0S"), "{written:?}");
        let path = b"otrk\0\0\0\x26ptrk\0\0\0\x1e\0M\0u\0s\0i\0c\0/\0M\0i\0x\0/\0\xe4\0.\0m\0p\x003";
        assert!(written.windows(path.len()).any(|window| window == path), "{written:?}");
        assert_eq!(files(&written), ["Music/Mix/ä.mp3", "b.mp3"]);
    }
}
