//! The JSON of Spotify's web API, "Get Track's Audio Features".
//!
//! Source: <https://developer.spotify.com/documentation/web-api/reference/get-audio-features>.

use serde::{Deserialize, Serialize};

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
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
