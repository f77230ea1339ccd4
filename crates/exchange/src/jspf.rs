//! JSPF playlists: XSPF's fields in JSON.
//!
//! Source: <https://www.xspf.org/jspf>. The format carries title, artists as one text, album, length, the file's
//! address and Spotify's URI.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::address::track_uri;
use crate::reading::{Reading, Remark};
use crate::track::{ExchangeTrack, non_blank};
use crate::uri;

#[derive(Serialize)]
struct Document {
    playlist: Playlist,
}

#[derive(Serialize)]
struct Playlist {
    title: Option<String>,
    track: Vec<Track>,
}

#[derive(Serialize)]
struct Track {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    location: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    identifier: Vec<String>,
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

/// The playlist of all tracks, in their order.
pub fn write(title: &str, tracks: &[ExchangeTrack]) -> String {
    let title = non_blank(title).map(str::to_owned);
    let document = Document { playlist: Playlist { title, track: tracks.iter().map(Track::of).collect() } };
    // Texts, numbers and lists of them can't fail to become JSON.
    serde_json::to_string_pretty(&document).unwrap_or_default()
}

/// Reads the tracks of a playlist, which is the member `playlist` of the file. Fields that we don't know are passed
/// over; one that cannot be read costs that field, a track that is none costs that track.
///
/// # Errors
/// Where there is no list of tracks.
pub(crate) fn read(playlist: &RawValue) -> Result<Reading, serde_json::Error> {
    #[derive(Deserialize)]
    struct Tracks<'a> {
        #[serde(borrow, default)]
        track: Vec<&'a RawValue>,
    }
    let Tracks { track: records } = serde_json::from_str(playlist.get())?;
    let mut reading = Reading::default();
    for (index, text) in records.iter().enumerate() {
        let record = index + 1;
        match serde_json::from_str(text.get()) {
            Ok(Value::Object(members)) => {
                let (track, odd) = track(&members);
                reading.tracks.push(track);
                reading.remarks.extend(odd.into_iter().map(|field| Remark::Field { record, field }));
            }
            Ok(_) | Err(_) => reading.remarks.push(Remark::Record { record }),
        }
    }
    Ok(reading)
}

/// One track, and the names of the fields that could not be read.
fn track(members: &Map<String, Value>) -> (ExchangeTrack, Vec<String>) {
    let (mut track, mut odd) = (ExchangeTrack::default(), Vec::new());
    for (name, value) in members.iter().filter(|(_, value)| !value.is_null()) {
        if !fill(&mut track, name, value) {
            odd.push(name.clone());
        }
    }
    (track, odd)
}

/// Sets what a field says; false where it cannot be read.
fn fill(track: &mut ExchangeTrack, name: &str, value: &Value) -> bool {
    let text = || value.as_str().map(str::to_owned);
    let filled = |text: Option<String>| text.filter(|text| non_blank(text).is_some());
    match name {
        "title" => track.title = filled(text()),
        "creator" => track.artists = filled(text()).iter().map(|name| name.trim().to_owned()).collect(),
        "album" => track.album = filled(text()),
        "duration" => {
            let number = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok());
            let duration = number.filter(|number| number.is_finite() && *number >= 0.0);
            track.duration_ms = value.as_u64().or(duration.map(|milliseconds| milliseconds.round() as u64));
            return track.duration_ms.is_some();
        }
        "location" | "identifier" => return address(track, name, value),
        _ => return true,
    }
    value.is_string()
}

/// Takes a list of addresses in, which some programs write as a single text.
fn address(track: &mut ExchangeTrack, name: &str, value: &Value) -> bool {
    let addresses: Vec<&str> = match value {
        Value::Array(values) => values.iter().filter_map(Value::as_str).collect(),
        Value::String(text) => vec![text],
        _ => return false,
    };
    let other = |address: &&str| name == "identifier" && address.starts_with("spotify:");
    let uri = addresses.iter().find_map(|address| track_uri(address));
    let uri = uri.or_else(|| addresses.iter().copied().find(other).map(str::to_owned));
    track.spotify_uri = track.spotify_uri.take().or(uri);
    let mut files = addresses.iter().filter(|address| track_uri(address).is_none());
    if name == "location" {
        track.file = files.next().map(|file| uri::to_path(file)).filter(|file| non_blank(file).is_some());
    }
    true
}

impl Track {
    fn of(track: &ExchangeTrack) -> Track {
        let text = |text: &Option<String>| text.as_deref().and_then(non_blank).map(str::to_owned);
        Track {
            location: text(&track.file).iter().map(|path| uri::from_path(path)).collect(),
            identifier: text(&track.spotify_uri).into_iter().collect(),
            title: text(&track.title),
            creator: text(&Some(track.artist_line())),
            album: text(&track.album),
            duration: track.duration_ms,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::contents::{Contents, ReadError, read as read_file};
    use crate::testing::{carried_by_playlists, tracks};

    fn read(text: &str) -> Reading {
        match read_file("a.jspf", text.as_bytes()) {
            Ok(Contents::Playlist(reading)) => reading,
            Err(ReadError::NoTracks) => Reading::default(),
            other => panic!("{other:?}"),
        }
    }

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
        let Reading { tracks, remarks } = read(text);
        assert_eq!(remarks, []);
        assert_eq!(tracks[0], ExchangeTrack { title: Some("A".into()), ..ExchangeTrack::default() });
        assert_eq!(tracks[1].file.as_deref(), Some("C:/b c.mp3"));
    }

    #[test]
    fn an_odd_field_costs_that_field_and_an_odd_track_that_track() {
        let text = r#"{"playlist": {"track": [
            {"title": 7, "creator": "A", "duration": 61500.4,
             "identifier": ["x", "https://open.spotify.com/track/2takcwOaAZWiXQijPHIx7B"]},
            null, {"title": "B", "duration": "soon"}]}}"#;
        let Reading { tracks, remarks } = read(text);
        let first = ExchangeTrack {
            artists: vec!["A".into()],
            duration_ms: Some(61_500),
            spotify_uri: Some("spotify:track:2takcwOaAZWiXQijPHIx7B".into()),
            ..ExchangeTrack::default()
        };
        assert_eq!(tracks, [first, ExchangeTrack { title: Some("B".into()), ..ExchangeTrack::default() }]);
        let field = |record, field: &str| Remark::Field { record, field: field.into() };
        assert_eq!(remarks, [field(1, "title"), Remark::Record { record: 2 }, field(3, "duration")]);
    }

    #[test]
    fn an_error_says_where() {
        let error = read_file("a.jspf", b"{\"playlist\":\n {\"track\": [}}").unwrap_err().to_string();
        assert!(error.contains("line 2 column 13"), "{error}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn what_the_format_carries_is_read_back(title in ".*", tracks in tracks()) {
            let expected: Vec<_> = tracks.iter().map(|track| carried_by_playlists(track, str::to_owned)).collect();
            prop_assert_eq!(read(&write(&title, &tracks)).tracks, expected);
        }
    }
}
