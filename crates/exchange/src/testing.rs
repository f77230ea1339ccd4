//! Random tracks for the tests of all formats.

use proptest::array::{uniform6, uniform9};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::track::ExchangeTrack;

/// A few tracks in normal form, with nasty texts: formulas, separators, quotation marks, line breaks, markup.
pub(crate) fn tracks() -> impl Strategy<Value = Vec<ExchangeTrack>> {
    vec(track(), 0..4)
}

/// A track in normal form that has at least a title.
fn track() -> impl Strategy<Value = ExchangeTrack> {
    let texts = uniform6(option::of(text()));
    let shares = uniform9(option::of(0.0..=1.0_f32));
    // A length of up to 24 hours.
    let facts = (option::of(0..86_400_000_u64), option::of(0..=100_u8), option::of(any::<bool>()));
    let key = (option::of(-1..=11_i8), option::of(0..=1_u8));
    let measured = (option::of(-60.0..=5.0_f32), option::of(0.0..=250.0_f32), option::of(3..=7_u8));
    let addresses = (option::of("spotify:track:[0-9A-Za-z]{22}"), option::of(path()));
    (text(), list(), list(), texts, shares, facts, key, measured, addresses).prop_map(
        |(title, artists, genres, texts, shares, facts, (key, mode), measured, (spotify_uri, file))| {
            let [album, release_date, record_label, added_by, added_at, camelot] = texts;
            let [danceability, energy, speechiness, acousticness, instrumentalness, ..] = shares;
            let [.., liveness, valence, tempo_confidence, key_confidence] = shares;
            let (duration_ms, popularity, explicit) = facts;
            let (loudness, tempo, time_signature) = measured;
            ExchangeTrack {
                title: Some(title),
                artists,
                album,
                release_date,
                duration_ms,
                spotify_uri,
                popularity,
                explicit,
                genres,
                record_label,
                added_by,
                added_at,
                danceability,
                energy,
                key,
                loudness,
                mode,
                speechiness,
                acousticness,
                instrumentalness,
                liveness,
                valence,
                tempo,
                time_signature,
                camelot,
                tempo_confidence,
                key_confidence,
                file,
                ..ExchangeTrack::default()
            }
        },
    )
}

/// Texts that are not blank.
fn text() -> impl Strategy<Value = String> {
    "[='+@-]{0,2}[a-zA-Z0-9é]{0,3}([,;\"\\\\\\[\\]<>&' \t\r\n\0.-]|\\PC){0,4}( - )?[a-zA-Z0-9]?"
        .prop_filter("blank", |text| !text.trim().is_empty())
}

fn list() -> impl Strategy<Value = Vec<String>> {
    vec(text().prop_map(|text| text.trim().to_owned()), 0..3)
}

/// Relative and absolute paths with `/` between their parts.
fn path() -> impl Strategy<Value = String> {
    "(/|\\./|#)?([a-zA-Z0-9 #%&é,-]{1,6}/){0,2}[a-zA-Z0-9 #%&'é,-]{1,6}\\.mp3"
}

/// The track as XSPF and JSPF carry it; `line` is what the format does to a text.
pub(crate) fn carried_by_playlists(track: &ExchangeTrack, line: fn(&str) -> String) -> ExchangeTrack {
    let text = |text: &Option<String>| text.as_deref().map(line).filter(|text| !text.trim().is_empty());
    ExchangeTrack {
        title: text(&track.title),
        artists: text(&Some(track.artist_line())).iter().map(|artist| artist.trim().to_owned()).collect(),
        album: text(&track.album),
        duration_ms: track.duration_ms,
        spotify_uri: track.spotify_uri.clone(),
        file: track.file.clone(),
        ..ExchangeTrack::default()
    }
}
