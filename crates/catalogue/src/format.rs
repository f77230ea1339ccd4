//! The catalogue's file: a header, then one block a column, so that a general compressor finds what repeats.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | magic `SEGUECAT` |
//! | 2 | format version |
//! | 2 | checksum of all that follows, FNV-1a folded to 16 bits; 0 where there is none |
//! | 4 | number of tracks, n |
//! | 4 | number of artists, a |
//! | 4 | median distance between two tracks, f32 |
//! | 4, … | length, then the artists' names, each ended by a line feed |
//! | 4, … | length, then the tracks' names likewise |
//! | 2a | tracks of each artist, u16; tracks stand in the order of their artists |
//! | 16n | Spotify ids, u128 |
//! | 7n | the seven features of 0…1, a column each, in steps of 1/255 |
//! | 2n | loudness, u16: hundredths of a dB above −60 |
//! | 2n | tempo, u16: hundredths of a BPM |
//! | n | key, u8: 0…11, 255 for none; plus 16 for major |
//! | n | time signature, u8 |
//! | 2n | duration, u16: tenths of a second |
//! | 1 | components of a track's vector, d |
//! | d·n | the vectors: i8, a column a component |
//! | 4 | number of playlists, m |
//! | 4, … | length, then of each playlist: number of tracks, first track, distance to each next one |
//! | 4, … | length, then the names of the tags, each ended by a line feed |
//! | n | number of tags of each track, u8 |
//! | 4, … | length, then the tracks' tags, strongest first, u8 |
//! | 4, … | length, then the file of the network that places unknown tracks (`model::placement`) |
//! | 1 | planes, 0 or 2 |
//! | 4n each | the planes: x of each track, u16, then y likewise; both 65,535 for a track that is on none |
//! | 1 | number of clusters, c, below 255 |
//! | n if c | number of each track's cluster, u8 |
//! | 4, … | length, then the clusters' names, each ended by a line feed |
//! | 36c | the clusters' centres: nine f32 each |
//! | (1, 4…)c | number of examples, u8, then their tracks, u32 |
//! | 10(c−1) | the clusters' joins: two groups, u16; height, f32; clusters in the new group, u16 |
//! | 1, 9… | number of points of the elbow curve; of each the number of clusters, u8; sum of squares, f32; silhouette, f32 |
//!
//! All numbers are little-endian; those of playlists are LEB128, seven bits a byte.

mod parts;
pub(crate) mod read;
pub(crate) mod reader;

use crate::embedding::Embedding;
use crate::id;
use crate::map::Map;
use crate::memberships::Memberships;
use crate::space::{Point, Space};
use crate::tags::TagTable;
use protocol::{AudioFeatures, Feature};

pub(crate) use protocol::own_catalogue::CATALOGUE_MAGIC as MAGIC;

/// Version of the layout above; a file of another is refused.
pub const FORMAT_VERSION: u16 = 3;

/// The features stored in steps of 1/255, in the order of their columns.
pub(crate) const UNIT_FEATURES: [Feature; 7] = [
    Feature::Danceability,
    Feature::Energy,
    Feature::Speechiness,
    Feature::Acousticness,
    Feature::Instrumentalness,
    Feature::Liveness,
    Feature::Valence,
];

/// Loudness of the stored value 0, dB.
pub(crate) const LOUDNESS_FLOOR: f32 = -60.0;

/// Steps of loudness in a decibel, and of tempo in a beat per minute.
pub(crate) const STEPS: f32 = 100.0;

/// Stored key of a track that has none, and what is added to the key of a major track.
pub(crate) const NO_KEY: u8 = 15;
pub(crate) const MAJOR: u8 = 16;

/// A loaded catalogue.
#[derive(Clone)]
pub struct Catalogue {
    artists: Vec<String>,
    names: String,
    tracks: Vec<Stored>,
    pub(crate) space: Space,
    pub(crate) points: Vec<Point>,
    /// Points that stand for all of them where it is told what is usual.
    pub(crate) sample: Vec<Point>,
    pub(crate) median_distance: f32,
    /// How well each track is known, the mean of it, and the greatest number of playlists of a track.
    pub(crate) fame: Vec<f32>,
    pub(crate) usual_fame: f32,
    pub(crate) greatest_count: u32,
    /// Where tracks lie among playlists.
    pub embedding: Embedding,
    /// Where most of what stands in playlists lies; zeros without an embedding.
    pub(crate) usual_place: Vec<f32>,
    /// Which tracks stand together.
    pub memberships: Memberships,
    /// Words that describe tracks.
    pub tags: TagTable,
    placement: Vec<u8>,
    pub(crate) map: Map,
}

/// What is kept of a track.
#[derive(Clone)]
struct Stored {
    name: (u32, u32),
    artist: u32,
    id: u128,
    features: AudioFeatures,
    time_signature: u8,
    duration_tenths: u16,
}

/// What tells a track apart for people, as it is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Named {
    pub(crate) id: u128,
    pub(crate) name: String,
    pub(crate) artist: String,
    pub(crate) time_signature: u8,
    pub(crate) duration_tenths: u16,
}

/// One track of the catalogue.
#[derive(Clone, Debug, PartialEq)]
pub struct Track<'a> {
    /// Title.
    pub name: &'a str,
    /// Artist, as credited.
    pub artist: &'a str,
    /// Spotify's id, 22 base-62 digits.
    pub spotify_id: String,
    /// Features as Spotify published them, rounded to the file's steps.
    pub features: AudioFeatures,
    /// Beats in a bar, 0 where unknown.
    pub time_signature: u8,
    /// Length, seconds.
    pub duration_s: f32,
}

impl Catalogue {
    /// A catalogue of no tracks yet, in the space of others that `sample` stands for.
    pub(crate) fn empty(space: Space, median_distance: f32, sample: Vec<Point>) -> Self {
        Self {
            artists: Vec::new(),
            names: String::new(),
            tracks: Vec::new(),
            space,
            points: Vec::new(),
            sample,
            median_distance,
            fame: Vec::new(),
            usual_fame: 0.0,
            greatest_count: 0,
            embedding: Embedding::default(),
            usual_place: Vec::new(),
            memberships: Memberships::default(),
            tags: TagTable::default(),
            placement: Vec::new(),
            map: Map::default(),
        }
    }

    /// Puts a track behind the others, of which no playlist knows anything.
    pub(crate) fn push(&mut self, features: AudioFeatures, named: &Named) {
        let start = self.names.len() as u32;
        self.names.push_str(&named.name);
        self.tracks.push(Stored {
            name: (start, self.names.len() as u32),
            artist: self.artists.len() as u32,
            id: named.id,
            features,
            time_signature: named.time_signature,
            duration_tenths: named.duration_tenths,
        });
        self.artists.push(named.artist.clone());
        self.points.push(self.space.point(&features));
        self.fame.push(0.0);
    }

    /// The place of the track with this Spotify id.
    pub fn place_of(&self, spotify_id: &str) -> Option<usize> {
        let wanted = id::parse(spotify_id)?;
        self.tracks.iter().position(|track| track.id == wanted)
    }

    /// Number of tracks.
    pub fn len(&self) -> usize {
        self.tracks.len()
    }

    /// Whether there is no track.
    pub fn is_empty(&self) -> bool {
        self.tracks.is_empty()
    }

    /// One track.
    pub fn track(&self, index: usize) -> Option<Track<'_>> {
        let stored = self.tracks.get(index)?;
        let (start, end) = stored.name;
        Some(Track {
            name: self.names.get(start as usize..end as usize)?,
            artist: self.artists.get(stored.artist as usize)?,
            spotify_id: id::format(stored.id),
            features: stored.features,
            time_signature: stored.time_signature,
            duration_s: f32::from(stored.duration_tenths) / 10.0,
        })
    }

    /// The file of the network that places unknown tracks among playlists; empty where there is none.
    pub fn placement(&self) -> &[u8] {
        &self.placement
    }

    /// Features of a usual track: the median of each over all tracks. Key and mode are left at none.
    pub fn usual(&self) -> AudioFeatures {
        let mut usual = AudioFeatures { key: -1, ..AudioFeatures::default() };
        for feature in Feature::ALL.into_iter().filter(|f| !matches!(f, Feature::Key | Feature::Mode)) {
            let indices = 0..self.len();
            let mut values: Vec<f32> =
                indices.filter_map(|index| self.features_of(index)).map(|f| f.get(feature)).collect();
            let middle = values.len() / 2;
            if middle < values.len() {
                let (_, median, _) = values.select_nth_unstable_by(middle, f32::total_cmp);
                usual.set(feature, *median);
            }
        }
        usual
    }

    /// Features of one track.
    pub(crate) fn features_of(&self, index: usize) -> Option<&AudioFeatures> {
        self.tracks.get(index).map(|track| &track.features)
    }

    /// Number that tracks of one artist share.
    pub(crate) fn artist_of(&self, index: usize) -> Option<u32> {
        self.tracks.get(index).map(|track| track.artist)
    }
}
