//! What a file says of itself before it is analysed: the hash that names its recording, and its tags.

use protocol::Identity;
use std::io::{Read, Result, Seek, SeekFrom};
use std::ops::Range;
use xxhash_rust::xxh3::Xxh3Default;

use super::audio_bytes::audio_bytes;
use super::tags;

/// Bytes that are hashed at once.
const PIECE: u64 = 1 << 16;

/// Reads a whole file for its hashes, and its tags where it has any that can be read.
///
/// # Errors
///
/// Where the file cannot be read.
pub fn identify(mut file: impl Read + Seek) -> Result<Identity> {
    let end = file.seek(SeekFrom::End(0))?;
    let file_hash = hash(&mut file, std::slice::from_ref(&(0..end)))?;
    let hash = match audio_bytes(&mut file)? {
        Some(ranges) => hash(&mut file, &ranges)?,
        None => file_hash.clone(),
    };
    Ok(Identity { hash, file_hash, ..tags::read(&mut file)? })
}

/// 128 bits of the bytes in these ranges, one after the other; hexadecimal.
fn hash(file: &mut (impl Read + Seek), ranges: &[Range<u64>]) -> Result<String> {
    let mut hasher = Xxh3Default::new();
    let mut piece = vec![0; PIECE as usize];
    for range in ranges {
        file.seek(SeekFrom::Start(range.start))?;
        let mut left = range.end - range.start;
        while left > 0 {
            let count = file.read(&mut piece[..left.min(PIECE) as usize])?;
            if count == 0 {
                break;
            }
            hasher.update(&piece[..count]);
            left -= count as u64;
        }
    }
    Ok(format!("{:032x}", hasher.digest128()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../pkg-tests/fixtures");

    #[test]
    fn contents_are_named_by_their_hash() {
        let identity = identify(Cursor::new(b"abc".to_vec())).unwrap();
        // By the reference implementation: `xxh128sum`.
        assert_eq!(identity.hash, "06b05ab6733a618578af5f94892f3950");
        assert_eq!((identity.title, identity.file_hash), (None, identity.hash));
    }

    #[test]
    fn tags_of_a_real_file_are_read() {
        let bytes = std::fs::read(format!("{FIXTURES}/music.mp3")).unwrap();
        let untagged = identify(Cursor::new(bytes.clone())).unwrap();
        // An ID3v2.3 tag before the audio.
        let frame = |id: &str, text: &str| {
            let mut frame = id.as_bytes().to_vec();
            frame.extend((text.len() as u32 + 1).to_be_bytes());
            frame.extend([0, 0, 0]);
            frame.extend(text.as_bytes());
            frame
        };
        let frames = [
            frame("TIT2", "Title"),
            frame("TPE1", "Artist"),
            frame("TALB", "Album"),
            frame("TBPM", "128"),
            frame("TKEY", "Am"),
        ]
        .concat();
        let mut tagged = b"ID3\x03\0\0\0\0\0".to_vec();
        tagged.push(frames.len() as u8);
        tagged.extend(&frames);
        tagged.extend(&bytes);
        let identity = identify(Cursor::new(tagged)).unwrap();
        assert_eq!(identity.title.as_deref(), Some("Title"));
        assert_eq!(identity.artist.as_deref(), Some("Artist"));
        assert_eq!(identity.album.as_deref(), Some("Album"));
        assert_eq!(identity.claims, ["128", "Am"]);
        assert_eq!(identity.hash, untagged.hash, "the recording is the same");
        assert_ne!(identity.file_hash, untagged.file_hash);
    }

    #[test]
    fn damaged_files_have_a_hash_and_no_tags() {
        for name in ["music.mp3", "music.flac", "music.m4a", "music.ogg", "music.opus"] {
            let bytes = std::fs::read(format!("{FIXTURES}/{name}")).unwrap();
            for end in [3, 40, 200, bytes.len() / 2] {
                assert_eq!(identify(Cursor::new(bytes[..end].to_vec())).unwrap().hash.len(), 32);
            }
        }
    }
}
