//! Rows of tables with audio features, which become tracks of the library.

use catalogue::Catalogue;
use exchange::Reading;
use exchange::track::ExchangeTrack;
use protocol::{AudioFeatures, Feature, ImportProblem, OwnTrack};
use std::collections::HashMap;
use xxhash_rust::xxh3::xxh3_128;

use super::import::{Read, name_of};
use super::matching::Matcher;
use super::told;

/// Rows with features become tracks of the library, but for those that name a file of it; what a row does not say of a
/// track of the catalogue is taken from there, and told.
pub fn table(reading: &Reading, catalogue: &Catalogue, matcher: &Matcher<'_>) -> Read {
    let mut rows = Rows::default();
    let total = reading.tracks.len() as u32;
    for (index, row) in reading.tracks.iter().enumerate() {
        match matcher.of_file(row) {
            Some(own) if !own.is_imported() => rows.read.known += 1,
            _ => rows.take(index + 1, row, catalogue, matcher),
        }
    }
    let Rows { mut read, without, filled, without_mode, unnamed, repeated, .. } = rows;
    read.problems = told::problems(&reading.remarks);
    let lacking = lacking(without.iter().filter_map(|index| reading.tracks.get(*index)));
    let without = without.len() as u32;
    let counted = [
        (without, ImportProblem::WithoutFeatures { rows: without, total, lacking }),
        (filled, ImportProblem::FilledIn { rows: filled }),
        (without_mode, ImportProblem::WithoutMode { rows: without_mode }),
        (unnamed, ImportProblem::Unnamed { rows: unnamed }),
        (repeated, ImportProblem::Repeated { rows: repeated }),
    ];
    read.problems.extend(counted.into_iter().filter(|(rows, _)| *rows > 0).map(|(_, problem)| problem));
    read
}

/// The features that all of these rows lack.
pub fn lacking<'a>(rows: impl Iterator<Item = &'a ExchangeTrack>) -> Vec<Feature> {
    let mut lacking: Option<Vec<Feature>> = None;
    for row in rows {
        let amounts = row.amounts();
        let is_lacking =
            |wanted: &Feature| amounts.iter().any(|(feature, value)| feature == wanted && value.is_none());
        let all = || amounts.iter().map(|(feature, _)| *feature).collect();
        lacking.get_or_insert_with(all).retain(is_lacking);
    }
    lacking.unwrap_or_default()
}

/// Rows of a table as they are read.
#[derive(Default)]
struct Rows {
    read: Read,
    /// The albums of the tracks that were read, by what names the tracks.
    albums: HashMap<String, String>,
    /// Indices of rows that lack features which nobody knows.
    without: Vec<usize>,
    /// Rows of which some features are the catalogue's.
    filled: u32,
    /// Rows with a key that nobody knows to be major or minor.
    without_mode: u32,
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
            self.without.push(number.saturating_sub(1));
            self.read.missing.push(name_of(row, number));
            return;
        };
        let known_name = known.as_ref().map(|track| (track.name.to_owned(), track.artist.to_owned()));
        let (known_title, known_artist) = known_name.unwrap_or_default();
        let title = row.title.as_deref().map_or(known_title, |title| title.trim().to_owned());
        let artist = if row.artists.is_empty() { known_artist } else { row.artist_line() };
        let named = (!title.is_empty()).then(|| format!("{artist}\n{title}"));
        let told = [row.spotify_uri.clone(), row.file.clone(), named].into_iter().flatten().next();
        // A row that names nothing is known by its values and where it stands.
        let identity = told.clone().unwrap_or_else(|| format!("{number}\n{features:?}"));
        let Some(hash) = self.hash(identity, row) else {
            self.repeated += 1;
            return;
        };
        self.filled += u32::from(is_filled);
        self.without_mode += u32::from(features.key < 0 && row.key.is_some_and(|key| key >= 0));
        self.unnamed += u32::from(told.is_none());
        let name = if title.is_empty() { told.unwrap_or_else(|| format!("#{number}")) } else { title };
        let duration_s = row.duration_ms.map(|ms| ms as f32 / 1000.0);
        self.read.tracks.push(OwnTrack {
            hash,
            name,
            artist,
            album: row.album.clone().unwrap_or_default(),
            // A playlist names it so, and what is exported again is whole.
            file: row.file.clone().unwrap_or_default(),
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

impl Rows {
    /// What names a track from now on; `None` where another row is about it. Songs of one name on two albums are two.
    fn hash(&mut self, identity: String, row: &ExchangeTrack) -> Option<String> {
        let hash = |identity: &str| format!("{:032x}", xxh3_128(format!("row\n{identity}").as_bytes()));
        let is_known_by_name = row.spotify_uri.is_none() && row.file.is_none();
        let album = row.album.clone().filter(|_| is_known_by_name).unwrap_or_default();
        let (first, other) = (hash(&identity), hash(&format!("{identity}\n{album}")));
        match self.albums.get(&first) {
            None => {
                self.albums.insert(first.clone(), album);
                Some(first)
            }
            Some(known) if *known == album || album.is_empty() => None,
            Some(_) => self.albums.insert(other.clone(), album).is_none().then_some(other),
        }
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
