//! Tracks to files that the outside world reads.

use exchange::track::ExchangeTrack;
use exchange::{csv, jspf, m3u8, rekordbox, spotify, xspf};
use protocol::{ExportFormat, Exported, Feature, OwnTrack, TrackCard};

/// One track to be written: what the page shows of it, and what else is known of the user's own.
pub struct Source<'a> {
    /// What the page shows.
    pub card: TrackCard,
    /// Only of the user's own.
    pub own: Option<&'a OwnTrack>,
}

/// The text of the file, and how many tracks the format has no place for.
pub fn export(format: ExportFormat, title: &str, music_folder: &str, sources: &[Source<'_>]) -> Exported {
    let mut tracks: Vec<ExchangeTrack> = sources.iter().map(exchange_track).collect();
    if format == ExportFormat::Rekordbox {
        // A DJ's genres are what they sort by: words that were guessed from the sound are none.
        let is_guessed = |source: &Source<'_>| !source.own.is_some_and(OwnTrack::is_imported);
        let guessed = tracks.iter_mut().zip(sources).filter(|(_, source)| is_guessed(source));
        guessed.for_each(|(track, _)| track.genres.clear());
    }
    let has_file = |track: &&ExchangeTrack| track.file.is_some();
    let (text, written) = match format {
        ExportFormat::Csv => (csv::write(&tracks), tracks.len()),
        ExportFormat::SpotifyJson => {
            let written = tracks.iter().filter(|track| track.duration_ms.is_some()).count();
            (spotify::write(&tracks), written)
        }
        ExportFormat::M3u8 => (m3u8::write(&tracks), tracks.iter().filter(has_file).count()),
        ExportFormat::Xspf => (xspf::write(title, &tracks), tracks.len()),
        ExportFormat::Jspf => (jspf::write(title, &tracks), tracks.len()),
        ExportFormat::Rekordbox => {
            (rekordbox::write(title, &tracks, music_folder), tracks.iter().filter(has_file).count())
        }
    };
    Exported { text, written, left_out: tracks.len() - written }
}

fn exchange_track(source: &Source<'_>) -> ExchangeTrack {
    let Source { card, own } = source;
    let value = |feature: Feature| Some(card.features.get(feature));
    let mut track = ExchangeTrack {
        title: text(&card.name),
        artists: text(&card.artist).into_iter().collect(),
        duration_ms: (card.duration_s > 0.0).then(|| (f64::from(card.duration_s) * 1000.0).round() as u64),
        spotify_uri: card.spotify_id.as_ref().map(|id| format!("spotify:track:{id}")),
        genres: card.tags.clone(),
        danceability: value(Feature::Danceability),
        energy: value(Feature::Energy),
        key: Some(card.features.key),
        loudness: value(Feature::Loudness),
        mode: Some(card.features.mode),
        speechiness: value(Feature::Speechiness),
        acousticness: value(Feature::Acousticness),
        instrumentalness: value(Feature::Instrumentalness),
        liveness: value(Feature::Liveness),
        valence: value(Feature::Valence),
        tempo: (card.features.tempo > 0.0).then_some(card.features.tempo),
        time_signature: own.and_then(|own| own.time_signature),
        tempo_confidence: own.map(|own| own.tempo_confidence),
        key_confidence: own.map(|own| own.key_confidence),
        file: own.and_then(|own| text(&own.file)),
        ..ExchangeTrack::default()
    };
    track.camelot = track.musical_key().map(|key| key.camelot());
    track
}

fn text(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::{AudioFeatures, TrackRef};

    fn card(track: TrackRef, name: &str) -> TrackCard {
        TrackCard {
            track,
            name: name.into(),
            artist: String::new(),
            spotify_id: None,
            duration_s: 61.5,
            features: AudioFeatures { key: 9, tempo: 120.0, ..AudioFeatures::default() },
            tags: vec!["chill".into()],
            playlists: None,
            song: None,
        }
    }

    #[test]
    fn every_format_takes_what_it_can_and_counts_the_rest() {
        let own = OwnTrack {
            file: "a/b.mp3".into(),
            time_signature: Some(4),
            analysed_by: 1,
            ..OwnTrack::default()
        };
        let of_catalogue = TrackCard {
            spotify_id: Some("1KgZOCjN3nGRTk3c87oIj6".into()),
            artist: "American Authors".into(),
            ..card(TrackRef::Catalogue(0), "=What We Live For")
        };
        let sources = [
            Source { card: card(TrackRef::Own(1), "My song"), own: Some(&own) },
            Source { card: of_catalogue, own: None },
        ];
        for (format, written, holds) in [
            (ExportFormat::Csv, 2, "8A"),
            (ExportFormat::SpotifyJson, 2, "\"duration_ms\":61500"),
            (ExportFormat::M3u8, 1, "a/b.mp3"),
            (ExportFormat::Xspf, 2, "<creator>American Authors</creator>"),
            (ExportFormat::Jspf, 2, "My song"),
            (ExportFormat::Rekordbox, 1, "file://localhost/C:/Music/a/b.mp3"),
        ] {
            let exported = export(format, "Evening", "C:\\Music", &sources);
            assert_eq!((exported.written, exported.left_out), (written, 2 - written), "{format:?}");
            assert!(exported.text.contains(holds), "{format:?}: {}", exported.text);
            assert!(
                format != ExportFormat::Rekordbox || !exported.text.contains("Genre"),
                "{}",
                exported.text
            );
        }
    }
}
