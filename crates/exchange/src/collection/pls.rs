//! Playlists of Winamp's kind: `File1=…`, `Title1=…`, `Length1=…`.
//!
//! Source: <https://en.wikipedia.org/wiki/PLS_(file_format)>.

use std::collections::BTreeMap;

use crate::address::track_uri;
use crate::m3u8::{milliseconds, track_of_name};
use crate::reading::Reading;
use crate::track::{ExchangeTrack, non_blank};

/// Reads a playlist; entries come in the order of their numbers.
pub(crate) fn read(text: &str) -> Reading {
    let mut entries: BTreeMap<u64, ExchangeTrack> = BTreeMap::new();
    for line in text.split(['\n', '\r']) {
        let Some((name, value)) = line.split_once('=') else { continue };
        let name = name.trim();
        let digits = name.trim_start_matches(|char: char| !char.is_ascii_digit());
        let (Ok(number), Some(value)) = (digits.parse(), non_blank(value)) else { continue };
        let value = value.trim();
        let entry = entries.entry(number).or_default();
        match name.get(..name.len() - digits.len()).unwrap_or_default().to_ascii_lowercase().as_str() {
            "file" => match track_uri(value) {
                Some(uri) => entry.spotify_uri = Some(uri),
                None => entry.file = Some(value.to_owned()),
            },
            "title" => {
                let ExchangeTrack { title, artists, .. } = track_of_name(value);
                (entry.title, entry.artists) = (title, artists);
            }
            "length" => entry.duration_ms = milliseconds(value),
            _ => {}
        }
    }
    let is_told = |track: &ExchangeTrack| *track != ExchangeTrack::default();
    Reading { tracks: entries.into_values().filter(is_told).collect(), ..Reading::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_come_in_the_order_of_their_numbers() {
        let text = "[playlist]\r\nFile2=C:\\b.mp3\r\nFile10=c.mp3\r\nfile1=a%20b.mp3\r\nTitle1=Artist - A = B\r\n\
                    Length1=12\r\nLength2=-1\r\nNumberOfEntries=3\r\nVersion=2\r\n";
        let tracks = read(text).tracks;
        let first = ExchangeTrack {
            title: Some("A = B".into()),
            artists: vec!["Artist".into()],
            duration_ms: Some(12_000),
            file: Some("a%20b.mp3".into()),
            ..ExchangeTrack::default()
        };
        assert_eq!(tracks[0], first);
        let files: Vec<_> = tracks.iter().filter_map(|track| track.file.as_deref()).collect();
        assert_eq!(files, ["a%20b.mp3", "C:\\b.mp3", "c.mp3"]);
        assert_eq!(tracks[1].duration_ms, None);
    }
}
