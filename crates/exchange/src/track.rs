//! One track as the outside world sees it: what every format here reads into and writes from.

use music::{AudioFeatures, Feature, Key};

/// What Spotify's URIs of tracks begin with.
pub(crate) const TRACK_URI_PREFIX: &str = "spotify:track:";

/// A plain record of one track. Every field may be missing; a missing value is `None`, never a zero.
///
/// Readers give, and writers keep, this normal form: no text is empty or only white space, and the entries of
/// `artists` and `genres` have no white space around them. Other texts, lists' entries that are blank and
/// numbers that are not finite are written as missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExchangeTrack {
    /// Name of the track.
    pub title: Option<String>,
    /// Names of the artists, the main one first.
    pub artists: Vec<String>,
    /// Name of the album.
    pub album: Option<String>,
    /// Day, month or year of the release, as the source writes it: `2019-02-01`, `2019`.
    pub release_date: Option<String>,
    /// Length, milliseconds.
    pub duration_ms: Option<u64>,
    /// Spotify's URI, `spotify:track:…` or, for what is no track of Spotify's, another `spotify:…`; see
    /// [`ExchangeTrack::spotify_id`].
    pub spotify_uri: Option<String>,
    /// Spotify's popularity, 0…100.
    pub popularity: Option<u8>,
    /// Whether the lyrics are marked as explicit.
    pub explicit: Option<bool>,
    /// Genres of the track or of its artists.
    pub genres: Vec<String>,
    /// Who released it.
    pub record_label: Option<String>,
    /// Who put it on the playlist.
    pub added_by: Option<String>,
    /// When it was put there, as the source writes it: `2021-04-29T02:33:20Z`.
    pub added_at: Option<String>,
    /// 0…1.
    pub danceability: Option<f32>,
    /// 0…1.
    pub energy: Option<f32>,
    /// Pitch class of the tonic, 0 = C … 11 = B; −1 where it was looked for and none was found.
    pub key: Option<i8>,
    /// Decibels, about −60…0.
    pub loudness: Option<f32>,
    /// 1 = major, 0 = minor.
    pub mode: Option<u8>,
    /// 0…1.
    pub speechiness: Option<f32>,
    /// 0…1.
    pub acousticness: Option<f32>,
    /// 0…1.
    pub instrumentalness: Option<f32>,
    /// 0…1.
    pub liveness: Option<f32>,
    /// 0…1.
    pub valence: Option<f32>,
    /// Beats per minute.
    pub tempo: Option<f32>,
    /// Beats in a bar, 3…7.
    pub time_signature: Option<u8>,
    /// Key on the Camelot wheel, `8A`.
    pub camelot: Option<String>,
    /// How sure the tempo is, 0…1.
    pub tempo_confidence: Option<f32>,
    /// How sure key and mode are, 0…1.
    pub key_confidence: Option<f32>,
    /// Path of the audio file, as a rule relative and with `/` between its parts.
    pub file: Option<String>,
    /// Size of the audio file, bytes.
    pub file_bytes: Option<u64>,
    /// When a beat falls, seconds: the first that is told.
    pub first_beat_s: Option<f64>,
    /// Which of its bar that beat is, from 1.
    pub first_beat_in_bar: Option<u8>,
    /// Marks that a DJ has set, in the order of the file.
    pub cues: Vec<Cue>,
}

/// A mark within a track.
#[derive(Clone, Debug, PartialEq)]
pub struct Cue {
    /// Where it is, seconds from the beginning.
    pub start_s: f64,
    /// What it is called; may be empty.
    pub name: String,
}

impl ExchangeTrack {
    /// The id in [`ExchangeTrack::spotify_uri`]; None where that is no track's (`spotify:local:…`).
    pub fn spotify_id(&self) -> Option<&str> {
        self.spotify_uri.as_deref()?.strip_prefix(TRACK_URI_PREFIX)
    }

    /// Beats in a bar; 4 where that is not known.
    pub(crate) fn metre(&self) -> u8 {
        self.time_signature.filter(|beats| (1..=16).contains(beats)).unwrap_or(4)
    }

    /// Which of its bar the first beat is, from 1; where nobody knows, the grid begins on one.
    pub(crate) fn first_beat_in_bar(&self) -> u8 {
        self.first_beat_in_bar.filter(|beat| (1..=self.metre()).contains(beat)).unwrap_or(1)
    }

    /// Whether it has any audio feature that only a whole table of them tells; tempo and key are told everywhere.
    pub fn has_features(&self) -> bool {
        let features = [
            self.danceability,
            self.energy,
            self.loudness,
            self.speechiness,
            self.acousticness,
            self.instrumentalness,
            self.liveness,
            self.valence,
        ];
        features.iter().any(Option::is_some)
    }

    /// All artists in one line, for formats with a single field for them: `Fred Falke, Elohim`.
    pub fn artist_line(&self) -> String {
        self.artists.join(", ")
    }

    /// The features that are one number each, all but key and mode; `None` where the track does not tell one.
    pub fn amounts(&self) -> [(Feature, Option<f32>); 9] {
        [
            (Feature::Danceability, self.danceability),
            (Feature::Energy, self.energy),
            (Feature::Loudness, self.loudness),
            (Feature::Speechiness, self.speechiness),
            (Feature::Acousticness, self.acousticness),
            (Feature::Instrumentalness, self.instrumentalness),
            (Feature::Liveness, self.liveness),
            (Feature::Valence, self.valence),
            (Feature::Tempo, self.tempo),
        ]
    }

    /// The key that `key` and `mode` say or, where one of them is missing, the one that `camelot` says.
    pub fn musical_key(&self) -> Option<Key> {
        match (self.key, self.mode) {
            (Some(key), Some(mode)) => Key::from_spotify(key, mode),
            _ => self.camelot.as_deref()?.parse().ok(),
        }
    }
}

/// Energy as DJs write it into comments, from 1 to 10: `Energy 6`.
pub(crate) fn energy_comment(track: &ExchangeTrack) -> Option<String> {
    let energy = track.energy.and_then(unit_interval)?;
    let features = AudioFeatures { energy, ..AudioFeatures::default() };
    Some(format!("Energy {}", features.energy_level()))
}

/// The text, unless it is empty or only white space.
pub(crate) fn non_blank(text: &str) -> Option<&str> {
    (!text.trim().is_empty()).then_some(text)
}

/// The value, if it is one of a feature that runs from 0 to 1.
pub(crate) fn unit_interval(value: f32) -> Option<f32> {
    (0.0..=1.0).contains(&value).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_is_that_of_a_track_only() {
        let mut track = ExchangeTrack::default();
        assert_eq!(track.spotify_id(), None);
        track.spotify_uri = Some("spotify:track:2takcwOaAZWiXQijPHIx7B".into());
        assert_eq!(track.spotify_id(), Some("2takcwOaAZWiXQijPHIx7B"));
        track.spotify_uri = Some("spotify:local:Artist:Album:Title:120".into());
        assert_eq!(track.spotify_id(), None);
    }

    #[test]
    fn energy_runs_from_one_to_ten() {
        let comment = |energy| energy_comment(&ExchangeTrack { energy, ..ExchangeTrack::default() });
        let told = [Some(0.0), Some(0.55), Some(1.0), Some(f32::NAN), None].map(comment);
        let expected = [Some("Energy 1"), Some("Energy 6"), Some("Energy 10"), None, None];
        assert_eq!(told, expected.map(|text| text.map(str::to_owned)));
    }

    #[test]
    fn key_and_mode_outweigh_the_camelot_name() {
        let mut track = ExchangeTrack { camelot: Some("8A".into()), ..ExchangeTrack::default() };
        assert_eq!(track.musical_key().map(Key::short_name), Some("Am"));
        (track.key, track.mode) = (Some(6), Some(0));
        assert_eq!(track.musical_key().map(Key::short_name), Some("F#m"));
        track.key = Some(-1);
        assert_eq!(track.musical_key(), None);
    }
}
