//! The whole library as one JSON file: for people to read where they may want to, and packed where it is long.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use protocol::OwnTrack;
use serde::{Deserialize, Serialize};

/// Version of the file; one of a later version is refused.
const VERSION: u32 = 1;

/// What such files begin with.
pub const MARK: &str = "\"segue_library\"";

/// One track of the file.
#[derive(Serialize, Deserialize)]
struct Entry {
    #[serde(flatten)]
    track: OwnTrack,
    /// The packed analysis in base 64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    analysis: Option<String>,
}

/// The file as it is read.
#[derive(Deserialize)]
struct File {
    segue_library: u32,
    tracks: Vec<Entry>,
}

/// What stands before the first track, between two, and after the last.
pub const BEGINNING: &str = "{\"segue_library\":1,\"tracks\":[\n";
pub const BETWEEN: &str = ",\n";
pub const END: &str = "\n]}\n";

/// One track's part of the file.
pub fn entry(track: OwnTrack, packed: Option<&[u8]>) -> String {
    let analysis = packed.map(|packed| BASE64_STANDARD.encode(packed));
    // Nothing in a track can fail to be written.
    serde_json::to_string(&Entry { track, analysis }).unwrap_or_default()
}

/// The tracks of a file with their packed analyses; empty where there is none.
///
/// # Errors
///
/// What is wrong, and where.
pub fn read(bytes: &[u8]) -> Result<Vec<(OwnTrack, Vec<u8>)>, String> {
    let file: File = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    if file.segue_library > VERSION {
        return Err("it was written by a newer version of this page".into());
    }
    let unpack = |entry: Entry| {
        let packed = entry.analysis.map(|text| BASE64_STANDARD.decode(text)).transpose();
        let packed = packed.map_err(|error| format!("the analysis of {}: {error}", entry.track.name))?;
        if entry.track.hash.is_empty() {
            return Err(format!("{} has no hash", entry.track.name));
        }
        Ok((entry.track, packed.unwrap_or_default()))
    };
    file.tracks.into_iter().map(unpack).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let track = |hash: &str| OwnTrack {
            hash: hash.into(),
            name: "“Näme”, \\ and\nline".into(),
            tempo_lock: Some(174.0),
            ..OwnTrack::default()
        };
        let text =
            [BEGINNING, &entry(track("aa"), Some(&[0, 255, 3])), BETWEEN, &entry(track("bb"), None), END]
                .concat();
        assert!(text.contains(MARK));
        let tracks = read(text.as_bytes()).unwrap();
        assert_eq!(tracks, [(track("aa"), vec![0, 255, 3]), (track("bb"), vec![])]);
    }

    #[test]
    fn errors_say_what_is_wrong() {
        let newer = read(br#"{"segue_library":2,"tracks":[]}"#).unwrap_err();
        assert!(newer.contains("newer"), "{newer}");
        let cut = read(br#"{"segue_library":1,"tracks":[{"hash":"#).unwrap_err();
        assert!(cut.contains("line 1 column"), "{cut}");
        let bad = read(br#"{"segue_library":1,"tracks":[{"hash":"a","name":"x","analysis":"?"}]}"#);
        assert!(bad.unwrap_err().contains("analysis of x"));
    }
}
