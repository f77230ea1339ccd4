//! Files that are no audio and no backup: tables of tracks, answers of Spotify's, playlists.

use catalogue::Catalogue;
use catalogue::title;
use exchange::track::ExchangeTrack;
use exchange::{csv, jspf, m3u8, spotify, xspf};
use protocol::{AudioFeatures, Feature, ImportError, ImportProblem, OwnTrack, TrackRef};
use std::collections::HashMap;
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_128;

use super::backup;

/// Problems that are told one by one; the rest are counted.
const MOST_PROBLEMS: usize = 5;

/// How much of a file is looked at to tell what it is, bytes.
pub const LOOK: usize = 2_000;

/// What was read out of a file: tracks without numbers, or the tracks of a playlist.
#[derive(Debug, Default)]
pub struct Read {
    /// Rows of a table.
    pub tracks: Vec<OwnTrack>,
    /// Of a playlist: those of its tracks that the library or the catalogue has, in its order.
    pub playlist: Vec<TrackRef>,
    /// Of a playlist: those that neither has, by name.
    pub missing: Vec<String>,
    /// What could not be read.
    pub problems: Vec<ImportProblem>,
}

/// Whether a file that begins so is a backup.
pub fn is_backup(beginning: &[u8]) -> bool {
    text_of(beginning).contains(backup::MARK)
}

/// Reads a file by what stands in it, and by its name where that is not enough.
///
/// # Errors
///
/// What is wrong with the file, and where.
pub fn read(
    name: &str,
    bytes: &[u8],
    own: &[Arc<OwnTrack>],
    catalogue: &Catalogue,
) -> Result<Read, ImportError> {
    let beginning = text_of(&bytes[..bytes.len().min(LOOK)]);
    let beginning = beginning.trim_start_matches('\u{feff}').trim_start();
    if beginning.starts_with(['{', '[']) {
        if beginning.contains("\"audio_features\"") || beginning.contains("\"danceability\"") {
            return Ok(table(spotify::read(bytes).map_err(unreadable)?, Vec::new(), catalogue));
        }
        return Ok(playlist(&jspf::read(bytes).map_err(unreadable)?, own, catalogue));
    }
    if beginning.starts_with('<') {
        return Ok(playlist(&xspf::read(bytes).map_err(unreadable)?, own, catalogue));
    }
    let lower = name.to_lowercase();
    if beginning.starts_with("#EXTM3U") || lower.ends_with(".m3u") || lower.ends_with(".m3u8") {
        return Ok(playlist(&m3u8::read(bytes), own, catalogue));
    }
    let (tracks, errors) = csv::read(bytes).map_err(unreadable)?;
    let problem = |error: &csv::CellError| ImportProblem::Row { reason: error.to_string() };
    Ok(table(tracks, errors.iter().map(problem).collect(), catalogue))
}

fn text_of(beginning: &[u8]) -> String {
    String::from_utf8_lossy(beginning).into_owned()
}

fn unreadable(error: impl ToString) -> ImportError {
    ImportError::Unreadable { reason: error.to_string() }
}

/// Rows with features become tracks of the library; what a row does not say of a track of the catalogue is taken from
/// there.
fn table(rows: Vec<ExchangeTrack>, mut problems: Vec<ImportProblem>, catalogue: &Catalogue) -> Read {
    let places = places_by_id(catalogue);
    let total = rows.len();
    let tracks: Vec<OwnTrack> = rows
        .into_iter()
        .filter_map(|row| {
            let known = row.spotify_id().and_then(|id| places.get(id)).and_then(|at| catalogue.track(*at));
            let features = features(&row, known.as_ref().map(|track| &track.features))?;
            let known_name = known.as_ref().map(|track| (track.name.to_owned(), track.artist.to_owned()));
            let (known_title, known_artist) = known_name.unwrap_or_default();
            let title = row.title.clone().unwrap_or(known_title);
            let artist = if row.artists.is_empty() { known_artist } else { row.artist_line() };
            let duration_ms = row.duration_ms.map(|ms| ms as f32 / 1000.0);
            let named = [row.spotify_uri.clone(), row.file.clone(), Some(format!("{artist}\n{title}"))];
            let identity = named.into_iter().flatten().next().unwrap_or_default();
            Some(OwnTrack {
                hash: format!("{:032x}", xxh3_128(format!("row\n{identity}").as_bytes())),
                name: if title.is_empty() { identity } else { title },
                artist,
                album: row.album.clone().unwrap_or_default(),
                features,
                heard: features,
                duration_s: duration_ms.or(known.map(|track| track.duration_s)).unwrap_or_default(),
                tags: row.genres.iter().map(|genre| genre.to_lowercase()).collect(),
                tempo_confidence: row.tempo_confidence.unwrap_or_default(),
                key_confidence: row.key_confidence.unwrap_or_default(),
                time_signature: row.time_signature,
                spotify_id: row.spotify_id().map(str::to_owned),
                ..OwnTrack::default()
            })
        })
        .collect();
    let without = total - tracks.len();
    shorten(&mut problems);
    if without > 0 {
        problems.push(ImportProblem::WithoutFeatures { rows: without as u32, total: total as u32 });
    }
    Read { tracks, problems, ..Read::default() }
}

/// All features of a row: `None` where one is missing that neither the row nor the catalogue gives. A key may be
/// missing.
fn features(row: &ExchangeTrack, known: Option<&AudioFeatures>) -> Option<AudioFeatures> {
    let mut features = AudioFeatures::default();
    for (feature, value) in [
        (Feature::Danceability, row.danceability),
        (Feature::Energy, row.energy),
        (Feature::Loudness, row.loudness),
        (Feature::Speechiness, row.speechiness),
        (Feature::Acousticness, row.acousticness),
        (Feature::Instrumentalness, row.instrumentalness),
        (Feature::Liveness, row.liveness),
        (Feature::Valence, row.valence),
        (Feature::Tempo, row.tempo),
    ] {
        features.set(feature, value.or_else(|| known.map(|known| known.get(feature)))?);
    }
    let key = row.musical_key();
    features.key = key.map(|key| key.spotify_key()).or(known.map(|known| known.key)).unwrap_or(-1);
    features.mode = key.map(|key| key.spotify_mode()).or(known.map(|known| known.mode)).unwrap_or_default();
    Some(features)
}

/// Finds a playlist's tracks: by file and by Spotify's id, then by artist and title; in the library, then in the
/// catalogue.
fn playlist(rows: &[ExchangeTrack], own: &[Arc<OwnTrack>], catalogue: &Catalogue) -> Read {
    let mut by_file = HashMap::new();
    let mut by_id = HashMap::new();
    let mut by_song = HashMap::new();
    for track in own {
        let reference = TrackRef::Own(track.id);
        if !track.file.is_empty() {
            by_file.entry(file_name(&track.file)).or_insert(reference);
        }
        if let Some(id) = &track.spotify_id {
            by_id.entry(id.clone()).or_insert(reference);
        }
        by_song.entry(song(&track.artist, &track.name)).or_insert(reference);
    }
    for (place, track) in (0..).zip((0..catalogue.len()).map_while(|place| catalogue.track(place))) {
        let reference = TrackRef::Catalogue(place);
        by_song.entry(song(track.artist, track.name)).or_insert(reference);
        by_id.entry(track.spotify_id).or_insert(reference);
    }
    let mut import = Read::default();
    for row in rows {
        let found = row.file.as_deref().and_then(|file| by_file.get(&file_name(file)));
        let found = found.or_else(|| by_id.get(row.spotify_id()?));
        let named = row.title.as_deref().and_then(|title| by_song.get(&song(&row.artist_line(), title)));
        match found.or(named) {
            Some(track) => import.playlist.push(*track),
            None => import.missing.push(name_of(row)),
        }
    }
    import
}

/// Artist and title as far as they tell songs apart.
fn song(artist: &str, name: &str) -> (String, String) {
    (artist.to_lowercase(), title::key(name))
}

/// The last part of a path, case aside.
fn file_name(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or(path).to_lowercase()
}

fn name_of(row: &ExchangeTrack) -> String {
    let artist = row.artist_line();
    match (&row.title, &row.file) {
        (Some(title), _) if artist.is_empty() => title.clone(),
        (Some(title), _) => format!("{artist} – {title}"),
        (None, Some(file)) => file.clone(),
        (None, None) => row.spotify_uri.clone().unwrap_or_default(),
    }
}

/// Places of the catalogue's tracks by Spotify's ids.
fn places_by_id(catalogue: &Catalogue) -> HashMap<String, usize> {
    let ids = (0..catalogue.len()).filter_map(|place| Some((catalogue.track(place)?.spotify_id, place)));
    ids.collect()
}

/// Keeps the first few and counts the rest.
pub fn shorten(problems: &mut Vec<ImportProblem>) {
    let more = problems.len().saturating_sub(MOST_PROBLEMS);
    if more > 0 {
        problems.truncate(MOST_PROBLEMS);
        problems.push(ImportProblem::More { count: more as u32 });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalogue::build::{Learned, Row, build};

    fn catalogue() -> Catalogue {
        let row = |name: &str, spotify_id: &str, valence: f32| Row {
            name: name.into(),
            artist: "American Authors".into(),
            spotify_id: spotify_id.into(),
            features: AudioFeatures { valence, tempo: 120.0, ..AudioFeatures::default() },
            time_signature: 4,
            duration_s: 200.0,
        };
        let rows =
            [row("Best Day", "1KgZOCjN3nGRTk3c87oIj6", 0.8), row("Worst Day", "2takcwOaAZWiXQijPHIx7B", 0.2)];
        Catalogue::from_bytes(&build(&rows, &Learned::default()).unwrap()).unwrap()
    }

    fn read_one(name: &str, text: &str, own: &[OwnTrack]) -> Read {
        let own: Vec<_> = own.iter().cloned().map(Arc::new).collect();
        read(name, text.as_bytes(), &own, &catalogue()).unwrap()
    }

    #[test]
    fn rows_become_tracks_and_blanks_are_looked_up() {
        let text = "Track URI,Track Name,Artist Name(s),Danceability,Energy,Key,Loudness,Mode,Speechiness,Acousticness,Instrumentalness,Liveness,Valence,Tempo\n\
            spotify:track:1KgZOCjN3nGRTk3c87oIj6,,,,,,,,,,,,,\n\
            spotify:track:0000000000000000000000,Mine,Me,0.5,x,9,-7,0,.1,.1,.1,.1,.1,100\n\
            ,Full,Me,0.5,0.6,9,-7,0,.1,.1,.1,.1,.1,100\n";
        let import = read_one("list.csv", text, &[]);
        let [known, full] = import.tracks.as_slice() else { panic!("{:?}", import.tracks) };
        assert_eq!((known.name.as_str(), known.features.valence, known.duration_s), ("Best Day", 0.8, 200.0));
        assert_eq!((full.features.key, full.features.mode, full.features.energy), (9, 0, 0.6));
        assert!(full.is_imported() && full.hash.len() == 32 && full.hash != known.hash);
        let [ImportProblem::Row { reason }, ImportProblem::WithoutFeatures { rows: 1, total: 3 }] =
            import.problems.as_slice()
        else {
            panic!("{:?}", import.problems)
        };
        assert!(reason.contains("line 3, column Energy"), "{reason}");
    }

    #[test]
    fn a_playlist_is_found_by_file_id_and_name() {
        let own = OwnTrack {
            id: 7,
            name: "Song".into(),
            artist: "Me".into(),
            file: "Music/a song.MP3".into(),
            ..OwnTrack::default()
        };
        let m3u8 = "#EXTM3U\n#EXTINF:10,Whoever - Whatever\n/elsewhere/A Song.mp3\n#EXTINF:9,American Authors - Worst Day (Live)\nb.mp3\n#EXTINF:9,Nobody - Nothing\nc.mp3\n";
        let import = read_one("list.m3u8", m3u8, std::slice::from_ref(&own));
        let worst = (0..2).find(|place| catalogue().track(*place).unwrap().name == "Worst Day").unwrap();
        assert_eq!(import.playlist, [TrackRef::Own(7), TrackRef::Catalogue(worst as u32)]);
        assert_eq!(import.missing, ["Nobody – Nothing"]);
        let xspf = "<?xml version=\"1.0\"?><playlist version=\"1\" xmlns=\"http://xspf.org/ns/0/\"><trackList><track><creator>me</creator><title>SONG</title></track></trackList></playlist>";
        assert_eq!(read_one("x", xspf, &[own]).playlist, [TrackRef::Own(7)]);
    }

    #[test]
    fn a_file_that_is_none_of_these_is_an_error_in_words() {
        for (name, text, says) in [
            ("a.csv", "one,two\n1,2\n", "no column names the tracks"),
            ("a.json", "{\"playlist\":", "line 1"),
            ("a.xspf", "<html></html>", ""),
        ] {
            let error = read(name, text.as_bytes(), &[], &catalogue()).map(|_| ()).unwrap_err().to_string();
            assert!(error.contains(says), "{name}: {error}");
        }
    }
}
