//! The JSON of Spotify's web API, "Get Track's Audio Features".
//!
//! Sources: <https://developer.spotify.com/documentation/web-api/reference/get-audio-features> (one track),
//! <https://developer.spotify.com/documentation/web-api/reference/get-several-audio-features> (several).

use serde::Serialize;

use crate::track::ExchangeTrack;

/// Address of Spotify's web API, as it stands in its answers.
const API: &str = "https://api.spotify.com/v1";

/// One track's audio features, field for field as Spotify's API gives them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AudioFeaturesObject {
    /// 0…1.
    pub danceability: f32,
    /// 0…1.
    pub energy: f32,
    /// Pitch class of the tonic, 0 = C … 11 = B; −1 where none was found.
    pub key: i8,
    /// Decibels, about −60…0.
    pub loudness: f32,
    /// 1 = major, 0 = minor.
    pub mode: u8,
    /// 0…1.
    pub speechiness: f32,
    /// 0…1.
    pub acousticness: f32,
    /// 0…1.
    pub instrumentalness: f32,
    /// 0…1.
    pub liveness: f32,
    /// 0…1.
    pub valence: f32,
    /// Beats per minute.
    pub tempo: f32,
    /// What kind of object this is: [`AudioFeaturesObject::TYPE`].
    #[serde(rename = "type")]
    pub object_type: String,
    /// Spotify's track id; null for a file that is no track of Spotify's, as the API does for local files.
    pub id: Option<String>,
    /// Spotify's URI; null as `id`.
    pub uri: Option<String>,
    /// Address of the track's details; null as `id`.
    pub track_href: Option<String>,
    /// Address of the full analysis; null as `id`.
    pub analysis_url: Option<String>,
    /// Length, milliseconds.
    pub duration_ms: u64,
    /// Beats in a bar, 3…7; null where it was not measured.
    pub time_signature: Option<u8>,
}

impl AudioFeaturesObject {
    /// The value of `type` in every object.
    pub const TYPE: &'static str = "audio_features";

    /// The track's features as Spotify gives them.
    ///
    /// None unless the track has all eleven and a length, for none of these can be null in Spotify's answer.
    pub fn from_track(track: &ExchangeTrack) -> Option<AudioFeaturesObject> {
        let finite = |value: Option<f32>| value.filter(|value| value.is_finite());
        let id = track.spotify_id();
        Some(AudioFeaturesObject {
            danceability: finite(track.danceability)?,
            energy: finite(track.energy)?,
            key: track.key?,
            loudness: finite(track.loudness)?,
            mode: track.mode?,
            speechiness: finite(track.speechiness)?,
            acousticness: finite(track.acousticness)?,
            instrumentalness: finite(track.instrumentalness)?,
            liveness: finite(track.liveness)?,
            valence: finite(track.valence)?,
            tempo: finite(track.tempo)?,
            object_type: AudioFeaturesObject::TYPE.to_owned(),
            id: id.map(str::to_owned),
            uri: track.spotify_uri.clone(),
            track_href: id.map(|id| format!("{API}/tracks/{id}")),
            analysis_url: id.map(|id| format!("{API}/audio-analysis/{id}")),
            duration_ms: track.duration_ms?,
            time_signature: track.time_signature,
        })
    }
}

/// The answer of "Get Several Tracks' Audio Features".
#[derive(Serialize)]
struct SeveralAudioFeatures<'a> {
    audio_features: Vec<Record<'a>>,
}

/// One track's features, and what Spotify's answer leaves to its id: which track it is.
#[derive(Serialize)]
struct Record<'a> {
    #[serde(flatten)]
    features: AudioFeaturesObject,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "String::is_empty")]
    artist: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    album: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
}

impl<'a> Record<'a> {
    fn of(track: &'a ExchangeTrack) -> Option<Self> {
        Some(Self {
            features: AudioFeaturesObject::from_track(track)?,
            title: track.title.as_deref(),
            artist: track.artist_line(),
            album: track.album.as_deref(),
            file: track.file.as_deref(),
        })
    }
}

/// The features of all tracks that have everything Spotify's answer needs (see
/// [`AudioFeaturesObject::from_track`]), in Spotify's shape: `{"audio_features":[…]}`. Title, artist, album and file are
/// added, for files of the user's own have no id.
pub fn write(tracks: &[ExchangeTrack]) -> String {
    let audio_features = tracks.iter().filter_map(Record::of).collect();
    // Texts, numbers and lists of them can't fail to become JSON.
    serde_json::to_string(&SeveralAudioFeatures { audio_features }).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::contents::{Contents, read};
    use crate::reading::{Reading, Remark};
    use crate::testing::tracks;

    /// The example of Spotify's reference, abridged to its fields.
    const EXAMPLE: &str = r#"{
        "acousticness": 0.00242, "analysis_url": "https://api.spotify.com/v1/audio-analysis/2takcwOaAZWiXQijPHIx7B",
        "danceability": 0.585, "duration_ms": 237040, "energy": 0.842, "id": "2takcwOaAZWiXQijPHIx7B",
        "instrumentalness": 0.00686, "key": 9, "liveness": 0.0866, "loudness": -5.883, "mode": 0,
        "speechiness": 0.0556, "tempo": 118.211, "time_signature": 4,
        "track_href": "https://api.spotify.com/v1/tracks/2takcwOaAZWiXQijPHIx7B", "type": "audio_features",
        "uri": "spotify:track:2takcwOaAZWiXQijPHIx7B", "valence": 0.428 }"#;

    fn table(text: &str) -> Reading {
        match read("a.json", text.as_bytes()) {
            Ok(Contents::Table(reading)) => reading,
            other => panic!("{other:?}"),
        }
    }

    /// The example's track.
    fn example() -> ExchangeTrack {
        table(EXAMPLE).tracks.remove(0)
    }

    #[test]
    fn spotifys_own_example_is_read_and_written_alike() {
        let expected = ExchangeTrack {
            duration_ms: Some(237_040),
            spotify_uri: Some("spotify:track:2takcwOaAZWiXQijPHIx7B".into()),
            danceability: Some(0.585),
            energy: Some(0.842),
            key: Some(9),
            loudness: Some(-5.883),
            mode: Some(0),
            speechiness: Some(0.0556),
            acousticness: Some(0.00242),
            instrumentalness: Some(0.00686),
            liveness: Some(0.0866),
            valence: Some(0.428),
            tempo: Some(118.211),
            time_signature: Some(4),
            ..ExchangeTrack::default()
        };
        assert_eq!(example(), expected);
        let written: serde_json::Value = serde_json::from_str(&write(&[expected])).unwrap();
        let example: serde_json::Value = serde_json::from_str(EXAMPLE).unwrap();
        let fields = |value: &serde_json::Value| {
            value.as_object().unwrap().keys().cloned().collect::<std::collections::BTreeSet<_>>()
        };
        assert_eq!(fields(&written["audio_features"][0]), fields(&example));
    }

    #[test]
    fn every_shape_in_which_people_have_it_is_read() {
        let line = EXAMPLE.replace('\n', " ");
        let floats = line.replace("\"key\": 9", "\"key\": 9.0").replace("237040", "237040.0");
        let bare: String =
            line.split(", ").filter(|field| !field.contains("_href")).collect::<Vec<_>>().join(", ");
        for (file, tracks, nulls) in [
            (format!("\u{FEFF}{{\"audio_features\": [{EXAMPLE}, null]}}"), 1, 1),
            (EXAMPLE.to_owned(), 1, 0),
            (format!("[{EXAMPLE}, null, null, {EXAMPLE}]"), 2, 2),
            (format!("{line}\n{line}\n"), 2, 0),
            (format!("[{floats}]"), 1, 0),
            (format!("{{\"audio_features\": [{bare}]}}"), 1, 0),
        ] {
            let reading = table(&file);
            assert_eq!(reading.tracks, vec![example(); tracks], "{file}");
            let empty = (nulls > 0).then_some(Remark::Empty { records: nulls });
            assert_eq!(reading.remarks, Vec::from_iter(empty), "{file}");
        }
        let wide: Vec<u8> = EXAMPLE.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(
            matches!(read("a.json", &wide), Ok(Contents::Table(reading)) if reading.tracks == [example()])
        );
    }

    #[test]
    fn one_odd_record_costs_what_is_odd_and_is_told() {
        let null = EXAMPLE.replace("118.211", "null");
        let text = EXAMPLE.replace("118.211", "\"fast\"").replace("0.842", "7");
        let reading = table(&format!("[{EXAMPLE}, {null}, 5, {text}]"));
        let tempos: Vec<_> = reading.tracks.iter().map(|track| track.tempo).collect();
        assert_eq!(tempos, [Some(118.211), None, None]);
        let field = |field: &str| Remark::Field { record: 4, field: field.into() };
        assert_eq!(reading.remarks, [Remark::Record { record: 3 }, field("energy"), field("tempo")]);
        let lines = table(&format!("{0}\n{{\"energy\":}}\n{0}\n", EXAMPLE.replace('\n', " ")));
        assert_eq!((lines.tracks.len(), lines.remarks), (2, vec![Remark::Record { record: 2 }]));
    }

    #[test]
    fn an_accounts_playlists_and_lists_of_names_are_read() {
        let item = r#"{"track": {"trackName": "Best Day", "artistName": "American Authors", "albumName": "Oh",
            "trackUri": "spotify:track:2takcwOaAZWiXQijPHIx7B"}, "episode": null, "addedDate": "2020-01-01"}"#;
        let account = format!(r#"{{"playlists": [{{"name": "Mine", "items": [{item}, {item}]}}, 7]}}"#);
        let Ok(Contents::Collection(collection)) = read("Playlist1.json", account.as_bytes()) else {
            panic!()
        };
        assert_eq!((collection.program, collection.playlists[0].name.as_str()), ("Spotify", "Mine"));
        assert_eq!(collection.playlists[0].entries, [0, 1]);
        assert_eq!(collection.remarks, [Remark::Record { record: 2 }]);
        let track = &collection.tracks[0];
        assert_eq!(
            (track.title.as_deref(), track.artist_line().as_str()),
            (Some("Best Day"), "American Authors")
        );
        assert_eq!(track.spotify_id(), Some("2takcwOaAZWiXQijPHIx7B"));
        let api = r#"{"tracks": {"items": [{"track": {"name": "A", "artists": [{"name": "B"}, {"name": "C"}],
            "album": {"name": "D"}, "duration_ms": 1000}}]}}"#;
        let Ok(Contents::Playlist(reading)) = read("a.json", api.as_bytes()) else { panic!() };
        let expected = ExchangeTrack {
            title: Some("A".into()),
            artists: vec!["B".into(), "C".into()],
            album: Some("D".into()),
            duration_ms: Some(1000),
            ..ExchangeTrack::default()
        };
        assert_eq!(reading.tracks, [expected]);
    }

    #[test]
    fn a_track_without_all_eleven_is_left_out() {
        let whole = example();
        for part in [
            ExchangeTrack { valence: None, ..whole.clone() },
            ExchangeTrack { energy: Some(f32::NAN), ..whole.clone() },
            ExchangeTrack { duration_ms: None, ..whole.clone() },
        ] {
            assert_eq!(AudioFeaturesObject::from_track(&part), None);
        }
        assert_eq!(write(&[ExchangeTrack::default()]), r#"{"audio_features":[]}"#);
    }

    #[test]
    fn an_error_says_what_and_where() {
        let error =
            read("a.json", b"{\"audio_features\": [\n{\"danceability\": high}]}").unwrap_err().to_string();
        assert!(error.contains("line 2"), "{error}");
    }

    /// The track with the features that it lacks.
    fn completed(track: &ExchangeTrack) -> ExchangeTrack {
        let or = |value: Option<f32>, other| Some(value.unwrap_or(other));
        ExchangeTrack {
            duration_ms: Some(track.duration_ms.unwrap_or(1)),
            danceability: or(track.danceability, 0.1),
            energy: or(track.energy, 0.2),
            key: Some(track.key.unwrap_or(-1)),
            loudness: or(track.loudness, -7.2),
            mode: Some(track.mode.unwrap_or(0)),
            speechiness: or(track.speechiness, 0.3),
            acousticness: or(track.acousticness, 0.4),
            instrumentalness: or(track.instrumentalness, 0.5),
            liveness: or(track.liveness, 0.6),
            valence: or(track.valence, 0.7),
            tempo: or(track.tempo, 120.0),
            ..track.clone()
        }
    }

    /// The track without what Spotify's answer does not carry.
    fn carried(track: &ExchangeTrack) -> ExchangeTrack {
        ExchangeTrack {
            artists: Some(track.artist_line()).filter(|line| !line.is_empty()).into_iter().collect(),
            release_date: None,
            popularity: None,
            explicit: None,
            genres: Vec::new(),
            record_label: None,
            added_by: None,
            added_at: None,
            camelot: None,
            tempo_confidence: None,
            key_confidence: None,
            ..track.clone()
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn features_are_read_back(tracks in tracks()) {
            let whole: Vec<_> = tracks.iter().map(completed).collect();
            let expected: Vec<_> = whole.iter().map(carried).collect();
            if whole.is_empty() {
                return Ok(());
            }
            prop_assert_eq!(table(&write(&whole)).tracks, expected);
        }
    }
}
