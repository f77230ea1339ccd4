//! The JSON of Spotify's web API, "Get Track's Audio Features".
//!
//! Sources: <https://developer.spotify.com/documentation/web-api/reference/get-audio-features> (one track),
//! <https://developer.spotify.com/documentation/web-api/reference/get-several-audio-features> (several).

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::text::decode;
use crate::track::{ExchangeTrack, TRACK_URI_PREFIX, unit_interval};

/// Address of Spotify's web API, as it stands in its answers.
const API: &str = "https://api.spotify.com/v1";

/// A file that is not Spotify's JSON of audio features. Says at which line and column.
#[derive(Debug, Error)]
#[error("this is not the JSON of Spotify's audio features: {0}")]
pub struct SpotifyError(#[from] serde_json::Error);

/// One track's audio features, field for field as Spotify's API gives them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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

    /// The track that has these features. Values out of their range are missing.
    pub fn into_track(self) -> ExchangeTrack {
        let uri_of_id = |id| format!("{TRACK_URI_PREFIX}{id}");
        ExchangeTrack {
            duration_ms: Some(self.duration_ms),
            spotify_uri: self.uri.or_else(|| self.id.map(uri_of_id)),
            danceability: unit_interval(self.danceability),
            energy: unit_interval(self.energy),
            key: Some(self.key).filter(|key| (-1..12).contains(key)),
            loudness: Some(self.loudness).filter(|loudness| loudness.is_finite()),
            mode: Some(self.mode).filter(|mode| *mode <= 1),
            speechiness: unit_interval(self.speechiness),
            acousticness: unit_interval(self.acousticness),
            instrumentalness: unit_interval(self.instrumentalness),
            liveness: unit_interval(self.liveness),
            valence: unit_interval(self.valence),
            tempo: Some(self.tempo).filter(|tempo| tempo.is_finite() && *tempo >= 0.0),
            time_signature: self.time_signature,
            ..ExchangeTrack::default()
        }
    }
}

/// The answer of "Get Several Tracks' Audio Features".
#[derive(Serialize, Deserialize)]
struct SeveralAudioFeatures {
    /// Null for an id that Spotify does not know.
    audio_features: Vec<Option<AudioFeaturesObject>>,
}

/// The features of all tracks that have everything Spotify's answer needs (see
/// [`AudioFeaturesObject::from_track`]), in Spotify's shape: `{"audio_features":[…]}`.
pub fn write(tracks: &[ExchangeTrack]) -> String {
    let objects = tracks.iter().filter_map(AudioFeaturesObject::from_track).map(Some);
    // Texts, numbers and lists of them can't fail to become JSON.
    serde_json::to_string(&SeveralAudioFeatures { audio_features: objects.collect() }).unwrap_or_default()
}

/// The tracks in `{"audio_features":[…]}`, without those that Spotify did not know.
pub fn read(bytes: &[u8]) -> Result<Vec<ExchangeTrack>, SpotifyError> {
    let answer: SeveralAudioFeatures = serde_json::from_str(&decode(bytes))?;
    Ok(answer.audio_features.into_iter().flatten().map(AudioFeaturesObject::into_track).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::tracks;

    /// The example of Spotify's reference, abridged to its fields.
    const EXAMPLE: &str = r#"{
        "acousticness": 0.00242, "analysis_url": "https://api.spotify.com/v1/audio-analysis/2takcwOaAZWiXQijPHIx7B",
        "danceability": 0.585, "duration_ms": 237040, "energy": 0.842, "id": "2takcwOaAZWiXQijPHIx7B",
        "instrumentalness": 0.00686, "key": 9, "liveness": 0.0866, "loudness": -5.883, "mode": 0,
        "speechiness": 0.0556, "tempo": 118.211, "time_signature": 4,
        "track_href": "https://api.spotify.com/v1/tracks/2takcwOaAZWiXQijPHIx7B", "type": "audio_features",
        "uri": "spotify:track:2takcwOaAZWiXQijPHIx7B", "valence": 0.428 }"#;

    #[test]
    fn spotifys_own_example_is_read_and_written_alike() {
        let object: AudioFeaturesObject = serde_json::from_str(EXAMPLE).unwrap();
        assert_eq!((object.key, object.object_type.as_str()), (9, AudioFeaturesObject::TYPE));
        let written = serde_json::to_value(&object).unwrap();
        assert_eq!(serde_json::from_value::<AudioFeaturesObject>(written.clone()).unwrap(), object);
        let example: serde_json::Value = serde_json::from_str(EXAMPLE).unwrap();
        let fields =
            |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(fields(&written), fields(&example));
    }

    #[test]
    fn several_tracks_are_read_without_the_unknown_ones() {
        let file = format!("\u{FEFF}{{\"audio_features\": [{EXAMPLE}, null]}}");
        let tracks = read(file.as_bytes()).unwrap();
        assert_eq!(tracks.len(), 1);
        assert_eq!((tracks[0].key, tracks[0].tempo), (Some(9), Some(118.211)));
        assert_eq!(tracks[0].spotify_id(), Some("2takcwOaAZWiXQijPHIx7B"));
        let example: AudioFeaturesObject = serde_json::from_str(EXAMPLE).unwrap();
        let example = serde_json::to_string(&example).unwrap();
        assert_eq!(write(&tracks), format!("{{\"audio_features\":[{example}]}}"));
    }

    #[test]
    fn a_track_without_all_eleven_is_left_out() {
        let object: AudioFeaturesObject = serde_json::from_str(EXAMPLE).unwrap();
        let whole = object.into_track();
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
        let error = read(b"{\"audio_features\": [\n{\"danceability\": \"high\"}]}").unwrap_err().to_string();
        assert!(error.contains("expected f32 at line 2"), "{error}");
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
            title: None,
            artists: Vec::new(),
            album: None,
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
            file: None,
            ..track.clone()
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn features_are_read_back(tracks in tracks()) {
            let whole: Vec<_> = tracks.iter().map(completed).collect();
            let expected: Vec<_> = whole.iter().map(carried).collect();
            prop_assert_eq!(read(write(&whole).as_bytes()).unwrap(), expected);
        }

        #[test]
        fn any_file_is_read_without_panic(bytes: Vec<u8>) {
            let _ = read(&bytes);
        }
    }
}
