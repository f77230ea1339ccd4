//! Spotify's addresses of tracks, wherever a file has an address.

use percent_encoding::percent_decode_str;

use crate::track::{ExchangeTrack, TRACK_URI_PREFIX};

/// Digits of an id.
const ID_LENGTH: usize = 22;

/// The URI `spotify:track:…` of an address that names a track of Spotify's: that URI itself, or a page at
/// open.spotify.com.
pub(crate) fn track_uri(address: &str) -> Option<String> {
    let address = address.trim();
    let id = match address.strip_prefix(TRACK_URI_PREFIX) {
        Some(id) => id,
        None => id_of_page(address)?,
    };
    is_id(id).then(|| format!("{TRACK_URI_PREFIX}{id}"))
}

/// What the URI of a local file says of its track: `spotify:local:artist:album:title:seconds`.
pub(crate) fn local_track(uri: &str) -> Option<ExchangeTrack> {
    let decoded = |part: &str| {
        let spaced = part.replace('+', " ");
        let text = percent_decode_str(&spaced).decode_utf8_lossy().trim().to_owned();
        (!text.is_empty()).then_some(text)
    };
    let parts: Vec<&str> = uri.trim().strip_prefix("spotify:local:")?.split(':').collect();
    let [artist, album, title, seconds] = parts.as_slice() else { return None };
    Some(ExchangeTrack {
        title: decoded(title),
        artists: decoded(artist).into_iter().collect(),
        album: decoded(album),
        duration_ms: seconds.parse().ok().map(|seconds: u32| 1000 * u64::from(seconds)),
        ..ExchangeTrack::default()
    })
}

/// Whether a text is one of Spotify's ids: 22 digits of base 62.
pub(crate) fn is_id(text: &str) -> bool {
    text.len() == ID_LENGTH && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The id in `https://open.spotify.com/intl-de/track/…?si=…`.
fn id_of_page(address: &str) -> Option<&str> {
    let (host, path) = address.split_once("spotify.com/")?;
    let host = host.rsplit("//").next().unwrap_or(host);
    if !matches!(host, "open." | "play." | "www." | "api." | "") {
        return None;
    }
    let (before, id) = path.split_once("track/").or_else(|| path.split_once("tracks/"))?;
    let is_within_page = before.is_empty() || before.ends_with('/');
    is_within_page.then(|| id.split(['?', '/', '#', '&']).next())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_files_say_what_they_are() {
        let track = local_track("spotify:local:Guns+N%27+Roses::What%3F:270").unwrap();
        assert_eq!((track.artist_line().as_str(), track.title.as_deref()), ("Guns N' Roses", Some("What?")));
        assert_eq!((track.album, track.duration_ms), (None, Some(270_000)));
        assert_eq!(local_track("spotify:track:2takcwOaAZWiXQijPHIx7B"), None);
    }

    #[test]
    fn all_ways_to_write_a_tracks_address_mean_its_uri() {
        for address in [
            "spotify:track:2takcwOaAZWiXQijPHIx7B",
            " https://open.spotify.com/track/2takcwOaAZWiXQijPHIx7B ",
            "http://open.spotify.com/track/2takcwOaAZWiXQijPHIx7B?si=ab_c",
            "open.spotify.com/intl-de/track/2takcwOaAZWiXQijPHIx7B#0:10",
            "https://open.spotify.com/embed/track/2takcwOaAZWiXQijPHIx7B/",
            "https://api.spotify.com/v1/tracks/2takcwOaAZWiXQijPHIx7B",
        ] {
            assert_eq!(
                track_uri(address).as_deref(),
                Some("spotify:track:2takcwOaAZWiXQijPHIx7B"),
                "{address}"
            );
        }
        for address in [
            "spotify:album:2takcwOaAZWiXQijPHIx7B",
            "spotify:track:2takcwOaAZWiXQijPHIx7B,broken",
            "https://open.spotify.com/album/2takcwOaAZWiXQijPHIx7B",
            "https://evil.example/open.spotify.com/track",
            "https://example.com/track/2takcwOaAZWiXQijPHIx7B",
            "2takcwOaAZWiXQijPHIx7B",
            "",
        ] {
            assert_eq!(track_uri(address), None, "{address}");
        }
    }
}
