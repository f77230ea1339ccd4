//! Rows of tables with audio features, which become tracks of the library.

use catalogue::Catalogue;
use exchange::Reading;
use exchange::track::ExchangeTrack;
use protocol::{AudioFeatures, ImportProblem, OwnTrack};
use std::collections::HashSet;
use xxhash_rust::xxh3::xxh3_128;

use super::import::Read;
use super::matching::Matcher;
use super::told;

/// Rows with features become tracks of the library, but for those that name a file of it; what a row does not say of a
/// track of the catalogue is taken from there, and told.
pub fn table(reading: Reading, catalogue: &Catalogue, matcher: &Matcher<'_>) -> Read {
    let mut rows = Rows::default();
    let total = reading.tracks.len() as u32;
    for (index, row) in reading.tracks.iter().enumerate() {
        match matcher.of_file(row) {
            Some(own) if !own.is_imported() => rows.read.known += 1,
            _ => rows.take(index + 1, row, catalogue, matcher),
        }
    }
    let Rows { mut read, without, filled, unnamed, repeated, .. } = rows;
    read.problems = told::problems(&reading.remarks);
    let counted = [
        (without, ImportProblem::WithoutFeatures { rows: without, total }),
        (filled, ImportProblem::FilledIn { rows: filled }),
        (unnamed, ImportProblem::Unnamed { rows: unnamed }),
        (repeated, ImportProblem::Repeated { rows: repeated }),
    ];
    read.problems.extend(counted.into_iter().filter(|(rows, _)| *rows > 0).map(|(_, problem)| problem));
    read
}

/// Rows of a table as they are read.
#[derive(Default)]
struct Rows {
    read: Read,
    /// What names the tracks that were read.
    hashes: HashSet<String>,
    /// Rows that lack features which nobody knows.
    without: u32,
    /// Rows of which some features are the catalogue's.
    filled: u32,
    /// Rows that do not say which track they are about.
    unnamed: u32,
    /// Rows that are about a track of another row.
    repeated: u32,
}

impl Rows {
    fn take(&mut self, number: usize, row: &ExchangeTrack, catalogue: &Catalogue, matcher: &Matcher<'_>) {
        let place = row.spotify_id().and_then(|id| matcher.place_of(id));
        let known = place.and_then(|place| catalogue.track(place as usize));
        let Some((features, is_filled)) = features(row, known.as_ref().map(|track| &track.features)) else {
            self.without += 1;
            return;
        };
        let known_name = known.as_ref().map(|track| (track.name.to_owned(), track.artist.to_owned()));
        let (known_title, known_artist) = known_name.unwrap_or_default();
        let title = row.title.clone().unwrap_or(known_title);
        let artist = if row.artists.is_empty() { known_artist } else { row.artist_line() };
        let named = (!title.is_empty()).then(|| format!("{artist}\n{title}"));
        let told = [row.spotify_uri.clone(), row.file.clone(), named].into_iter().flatten().next();
        // A row that names nothing is known by its values and where it stands.
        let identity = told.clone().unwrap_or_else(|| format!("{number}\n{features:?}"));
        let hash = format!("{:032x}", xxh3_128(format!("row\n{identity}").as_bytes()));
        if !self.hashes.insert(hash.clone()) {
            self.repeated += 1;
            return;
        }
        self.filled += u32::from(is_filled);
        self.unnamed += u32::from(told.is_none());
        let name = if title.is_empty() { told.unwrap_or_else(|| format!("#{number}")) } else { title };
        let duration_s = row.duration_ms.map(|ms| ms as f32 / 1000.0);
        self.read.tracks.push(OwnTrack {
            hash,
            name,
            artist,
            album: row.album.clone().unwrap_or_default(),
            features,
            heard: features,
            duration_s: duration_s.or(known.map(|track| track.duration_s)).unwrap_or_default(),
            tags: row.genres.iter().map(|genre| genre.to_lowercase()).collect(),
            tempo_confidence: row.tempo_confidence.unwrap_or_default(),
            key_confidence: row.key_confidence.unwrap_or_default(),
            time_signature: row.time_signature,
            spotify_id: row.spotify_id().map(str::to_owned),
            ..OwnTrack::default()
        });
    }
}

/// All features of a row, and whether some are the catalogue's: `None` where one is missing that neither gives. A key may
/// be missing.
fn features(row: &ExchangeTrack, known: Option<&AudioFeatures>) -> Option<(AudioFeatures, bool)> {
    let mut features = AudioFeatures::default();
    let mut is_filled = false;
    for (feature, value) in row.amounts() {
        is_filled |= value.is_none();
        features.set(feature, value.or_else(|| known.map(|known| known.get(feature)))?);
    }
    let says_none = row.key == Some(-1);
    (features.key, features.mode) = match (row.musical_key(), known) {
        (Some(key), _) => (key.spotify_key(), key.spotify_mode()),
        (None, Some(known)) if !says_none => {
            is_filled |= known.key >= 0;
            (known.key, known.mode)
        }
        (None, _) => (-1, 0),
    };
    Some((features, is_filled))
}
