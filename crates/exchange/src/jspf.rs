//! JSPF playlists: XSPF's fields in JSON.
//!
//! Source: <https://www.xspf.org/jspf>. The format carries title, artists as one text, album, length, the file's
//! address and Spotify's URI.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::text::decode;
use crate::track::{ExchangeTrack, non_blank};
use crate::uri;

/// A file that is no JSPF playlist. Says at which line and column.
#[derive(Debug, Error)]
#[error("this is not a JSPF playlist: {0}")]
pub struct JspfError(#[from] serde_json::Error);

#[derive(Default, Serialize, Deserialize)]
struct Document {
    playlist: Playlist,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Playlist {
    title: Option<String>,
    track: Vec<Track>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Track {
    #[serde(skip_serializing_if = "OneOrMany::is_empty")]
    location: OneOrMany,
    #[serde(skip_serializing_if = "OneOrMany::is_empty")]
    identifier: OneOrMany,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    creator: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    album: Option<String>,
    /// Milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    duration: Option<u64>,
}

/// A list of addresses, which some programs write as a single text.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    Many(Vec<String>),
    One(String),
    Null(()),
}

impl Default for OneOrMany {
    fn default() -> OneOrMany {
        OneOrMany::Many(Vec::new())
    }
}

impl OneOrMany {
    fn is_empty(&self) -> bool {
        self.as_slice().is_empty()
    }

    fn as_slice(&self) -> &[String] {
        match self {
            OneOrMany::Many(texts) => texts,
            OneOrMany::One(text) => std::slice::from_ref(text),
            OneOrMany::Null(()) => &[],
        }
    }
}

/// The playlist of all tracks, in their order.
pub fn write(title: &str, tracks: &[ExchangeTrack]) -> String {
    let title = non_blank(title).map(str::to_owned);
    let document = Document { playlist: Playlist { title, track: tracks.iter().map(Track::of).collect() } };
    // Texts, numbers and lists of them can't fail to become JSON.
    serde_json::to_string_pretty(&document).unwrap_or_default()
}

/// Reads the tracks of a playlist. Fields that we don't know are passed over.
pub fn read(bytes: &[u8]) -> Result<Vec<ExchangeTrack>, JspfError> {
    let document: Document = serde_json::from_str(&decode(bytes))?;
    Ok(document.playlist.track.into_iter().map(Track::into_track).collect())
}

impl Track {
    fn of(track: &ExchangeTrack) -> Track {
        let text = |text: &Option<String>| text.as_deref().and_then(non_blank).map(str::to_owned);
        Track {
            location: OneOrMany::Many(text(&track.file).iter().map(|path| uri::from_path(path)).collect()),
            identifier: OneOrMany::Many(text(&track.spotify_uri).into_iter().collect()),
            title: text(&track.title),
            creator: text(&Some(track.artist_line())),
            album: text(&track.album),
            duration: track.duration_ms,
        }
    }

    fn into_track(self) -> ExchangeTrack {
        let text = |text: Option<String>| text.filter(|text| non_blank(text).is_some());
        let identifiers = self.identifier.as_slice();
        ExchangeTrack {
            title: text(self.title),
            artists: text(self.creator).iter().map(|artist| artist.trim().to_owned()).collect(),
            album: text(self.album),
            duration_ms: self.duration,
            spotify_uri: identifiers.iter().find(|uri| uri.starts_with("spotify:")).cloned(),
            file: text(self.location.as_slice().first().map(|location| uri::to_path(location))),
            ..ExchangeTrack::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::{carried_by_playlists, tracks};

    #[test]
    fn a_playlist_looks_like_the_specification_says() {
        let track = ExchangeTrack {
            title: Some("Svefn-g-englar".into()),
            artists: vec!["Sigur Rós".into(), "B".into()],
            duration_ms: Some(601_600),
            spotify_uri: Some("spotify:track:2takcwOaAZWiXQijPHIx7B".into()),
            file: Some("Mix/01 Svefn.mp3".into()),
            ..ExchangeTrack::default()
        };
        let written: serde_json::Value = serde_json::from_str(&write("Mine", &[track])).unwrap();
        let expected = serde_json::json!({"playlist": {"title": "Mine", "track": [{
            "location": ["Mix/01%20Svefn.mp3"],
            "identifier": ["spotify:track:2takcwOaAZWiXQijPHIx7B"],
            "title": "Svefn-g-englar",
            "creator": "Sigur Rós, B",
            "duration": 601_600,
        }]}});
        assert_eq!(written, expected);
    }

    #[test]
    fn playlists_of_other_programs_are_read() {
        let text = r#"{"playlist": {"title": null, "date": "2020", "track": [
            {"title": "A", "identifier": "https://musicbrainz.org/recording/x", "trackNum": 1, "duration": null},
            {"location": ["file:///C:/b%20c.mp3", "http://x/b.mp3"], "identifier": null, "extension": {}}]}}"#;
        let tracks = read(text.as_bytes()).unwrap();
        assert_eq!(tracks[0], ExchangeTrack { title: Some("A".into()), ..ExchangeTrack::default() });
        assert_eq!(tracks[1].file.as_deref(), Some("C:/b c.mp3"));
    }

    #[test]
    fn an_error_says_where() {
        let error = read(b"{\"playlist\":\n {\"track\": [}}").unwrap_err().to_string();
        assert!(
            error.starts_with("this is not a JSPF playlist: ") && error.contains("line 2 column 13"),
            "{error}"
        );
        assert!(read(b"{}").is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn what_the_format_carries_is_read_back(title in ".*", tracks in tracks()) {
            let expected: Vec<_> = tracks.iter().map(|track| carried_by_playlists(track, str::to_owned)).collect();
            prop_assert_eq!(read(write(&title, &tracks).as_bytes()).unwrap(), expected);
        }

        #[test]
        fn any_file_is_read_without_panic(bytes: Vec<u8>, text in r#"\{"playlist":\{"track":\[.{0,9}\]?\}?\}?"#) {
            let _ = read(&bytes);
            let _ = read(text.as_bytes());
        }
    }
}
