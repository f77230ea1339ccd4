//! Tracks to files that the outside world reads.

use exchange::collection::serato;
use exchange::track::{Cue, ExchangeTrack};
use exchange::{csv, jspf, m3u8, rekordbox, spotify, traktor, xspf};
use music::Grid;
use protocol::librarian::Export;
use protocol::{ExportFormat, Exported, Feature, OwnTrack, TrackCard};

/// How sure a tempo must be for beats to be told by it, 0…1: a wrong grid is worse than none.
const SURE_TEMPO: f32 = 0.4;

/// One track to be written: what the page shows of it, and what else is known of the user's own.
pub struct Source<'a> {
    /// What the page shows.
    pub card: TrackCard,
    /// Only of the user's own.
    pub own: Option<&'a OwnTrack>,
    /// Its beats, where they are known.
    pub grid: Option<Grid>,
}

/// The file, and how many tracks the format has no place for.
pub fn export(call: &Export, sources: &[Source<'_>]) -> Exported {
    let Export { format, title, music_folder, guessed_genres, .. } = call;
    let mut tracks: Vec<ExchangeTrack> = sources.iter().map(exchange_track).collect();
    if format.is_of_djs() && !guessed_genres {
        // A DJ's genres are what they sort by: words that were guessed from the sound are none.
        let is_guessed = |source: &Source<'_>| !source.own.is_some_and(OwnTrack::is_imported);
        let guessed = tracks.iter_mut().zip(sources).filter(|(_, source)| is_guessed(source));
        guessed.for_each(|(track, _)| track.genres.clear());
    }
    let written = match format {
        ExportFormat::Csv | ExportFormat::Xspf | ExportFormat::Jspf => tracks.len(),
        ExportFormat::SpotifyJson => tracks.iter().filter(|track| track.duration_ms.is_some()).count(),
        ExportFormat::M3u8 | ExportFormat::Rekordbox | ExportFormat::Traktor | ExportFormat::Serato => {
            tracks.iter().filter(|track| track.file.is_some()).count()
        }
    };
    let contents = match format {
        ExportFormat::Csv => csv::write(&tracks).into_bytes(),
        ExportFormat::SpotifyJson => spotify::write(&tracks).into_bytes(),
        ExportFormat::M3u8 => m3u8::write(&tracks).into_bytes(),
        ExportFormat::Xspf => xspf::write(title, &tracks).into_bytes(),
        ExportFormat::Jspf => jspf::write(title, &tracks).into_bytes(),
        ExportFormat::Rekordbox => rekordbox::write(title, &tracks, music_folder).into_bytes(),
        ExportFormat::Traktor => traktor::write(title, &tracks, music_folder).into_bytes(),
        ExportFormat::Serato => serato::write(&tracks, music_folder),
    };
    Exported { contents, written, left_out: tracks.len() - written }
}

fn exchange_track(source: &Source<'_>) -> ExchangeTrack {
    let Source { card, own, grid } = source;
    let is_sure = own.is_some_and(|own| own.is_tempo_sure(SURE_TEMPO));
    let first_beat = grid.filter(|_| is_sure).map(Grid::first_beat);
    let value = |feature: Feature| Some(card.features.get(feature));
    let mut track = ExchangeTrack {
        title: text(&card.name),
        artists: text(&card.artist).into_iter().collect(),
        album: own.and_then(|own| text(&own.album)),
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
        file_bytes: own.map(|own| own.file_bytes as u64).filter(|bytes| *bytes > 0),
        cues: own.map(cues).unwrap_or_default(),
        first_beat_s: first_beat.map(|(seconds, _)| seconds),
        first_beat_in_bar: first_beat.map(|(_, in_bar)| in_bar),
        ..ExchangeTrack::default()
    };
    track.camelot = track.musical_key().map(|key| key.camelot());
    track
}

/// The marks that a DJ has set elsewhere: of the first program that told of any.
fn cues(own: &OwnTrack) -> Vec<Cue> {
    let told = own.told.iter().map(|told| &told.cues).find(|cues| !cues.is_empty());
    let cue = |(start_s, name): &(f32, String)| Cue { start_s: f64::from(*start_s), name: name.clone() };
    told.into_iter().flatten().map(cue).collect()
}

fn text(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::{AudioFeatures, Told, TrackRef};

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

    fn heard_at(beat_s: f64) -> Option<Grid> {
        Grid::new(120.0, Some(4), beat_s, false)
    }

    fn call(format: ExportFormat) -> Export {
        let (title, music_folder) = ("Evening".to_owned(), "C:\\Music".to_owned());
        Export { format, tracks: Vec::new(), title, music_folder, guessed_genres: false }
    }

    #[test]
    fn every_format_takes_what_it_can_and_counts_the_rest() {
        let own = OwnTrack {
            file: "a/b.mp3".into(),
            time_signature: Some(4),
            tempo_confidence: 0.9,
            file_bytes: 2048.0,
            told: vec![
                Told { program: "Apple Music (iTunes)".into(), ..Told::default() },
                Told { program: "Traktor".into(), cues: vec![(61.5, "Drop".into())], ..Told::default() },
            ],
            analysed_by: 1,
            ..OwnTrack::default()
        };
        let of_catalogue = TrackCard {
            spotify_id: Some("1KgZOCjN3nGRTk3c87oIj6".into()),
            artist: "American Authors".into(),
            ..card(TrackRef::Catalogue(0), "=What We Live For")
        };
        let sources = [
            Source { card: card(TrackRef::Own(1), "My song"), own: Some(&own), grid: heard_at(0.5) },
            Source { card: of_catalogue, own: None, grid: None },
        ];
        for (format, written, holds) in [
            (ExportFormat::Csv, 2, "8A"),
            (ExportFormat::SpotifyJson, 2, "\"duration_ms\":61500"),
            (ExportFormat::M3u8, 1, "a/b.mp3"),
            (ExportFormat::Xspf, 2, "<creator>American Authors</creator>"),
            (ExportFormat::Jspf, 2, "My song"),
            (ExportFormat::Rekordbox, 1, "file://localhost/C:/Music/a/b.mp3"),
            (ExportFormat::Rekordbox, 1, "Kind=\"MP3 File\" Size=\"2048\""),
            (ExportFormat::Rekordbox, 1, "<TEMPO Inizio=\"0.500\" Bpm=\"120.00\" Metro=\"4/4\""),
            (ExportFormat::Rekordbox, 1, "<POSITION_MARK Name=\"Drop\" Type=\"0\" Start=\"61.500\""),
            (ExportFormat::Traktor, 1, "DIR=\"/:Music/:a/:\" FILE=\"b.mp3\" VOLUME=\"C:\""),
            (ExportFormat::Serato, 1, "M\0u\0s\0i\0c\0/\0a\0/\0b"),
        ] {
            let exported = export(&call(format), &sources);
            assert_eq!((exported.written, exported.left_out), (written, 2 - written), "{format:?}");
            let contents = String::from_utf8_lossy(&exported.contents);
            assert!(contents.contains(holds), "{format:?}: {contents}");
            assert!(!format.is_of_djs() || !contents.contains("chill"), "{contents}");
        }
    }

    #[test]
    fn djs_are_told_guesses_only_where_they_ask_and_beats_only_where_they_are_sure() {
        let own =
            OwnTrack { file: "a.mp3".into(), tempo_confidence: 0.2, analysed_by: 1, ..OwnTrack::default() };
        let written = |call: &Export, own: &OwnTrack| {
            let source = Source { card: card(TrackRef::Own(1), "A"), own: Some(own), grid: heard_at(0.5) };
            String::from_utf8(export(call, &[source]).contents).unwrap()
        };
        let asked = Export { guessed_genres: true, ..call(ExportFormat::Rekordbox) };
        assert!(written(&asked, &own).contains("Genre=\"chill\""));
        assert!(!written(&asked, &own).contains("<TEMPO"));
        let locked = OwnTrack { tempo_lock: Some(120.0), ..own };
        assert!(written(&asked, &locked).contains("<TEMPO"));
    }

    #[test]
    fn bars_begin_where_the_user_has_set_them() {
        let own = OwnTrack { file: "a.mp3".into(), bar_lock: Some(1.25), ..OwnTrack::default() };
        let grid = Grid::new(120.0, None, 1.25, true);
        let written = |format| {
            let source = Source { card: card(TrackRef::Own(1), "A"), own: Some(&own), grid };
            String::from_utf8(export(&call(format), &[source]).contents).unwrap()
        };
        let rekordbox = written(ExportFormat::Rekordbox);
        assert!(
            rekordbox.contains("<TEMPO Inizio=\"0.250\" Bpm=\"120.00\" Metro=\"4/4\" Battito=\"3\"/>"),
            "{rekordbox}"
        );
        let traktor = written(ExportFormat::Traktor);
        assert!(traktor.contains("TYPE=\"4\" START=\"1250.000000\""), "{traktor}");
    }
}
