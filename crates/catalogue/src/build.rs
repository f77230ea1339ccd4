//! Rows to a catalogue file. Used by the native `catalogue-builder` alone; pure, so that it can be tested here.

use crate::CatalogueError;
use crate::format::read::short_checksum;
use crate::format::{FORMAT_VERSION, LOUDNESS_FLOOR, MAGIC, MAJOR, NO_KEY, STEPS, UNIT_FEATURES};
use crate::id;
use crate::map::Map;
use crate::space::{Space, WEIGHTS, contributions, distance};
use protocol::{AudioFeatures, Feature};

/// One track to be stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Title.
    pub name: String,
    /// Artist, as credited.
    pub artist: String,
    /// Spotify's id, 22 base-62 digits.
    pub spotify_id: String,
    /// Features as Spotify published them.
    pub features: AudioFeatures,
    /// Beats in a bar, 0 where unknown.
    pub time_signature: u8,
    /// Length, seconds.
    pub duration_s: f32,
}

/// What was learned from playlists, for rows in the order in which they are given.
#[derive(Clone, Debug, Default)]
pub struct Learned {
    /// One vector a row, all of one length; whole numbers of which only the direction matters. Empty for no vectors.
    pub vectors: Vec<Vec<i8>>,
    /// Playlists as sets of rows.
    pub playlists: Vec<Vec<u32>>,
    /// Names of tags, at most 256.
    pub tags: Vec<String>,
    /// Numbers of tags, of each row strongest first. Empty for no tags.
    pub row_tags: Vec<Vec<u8>>,
    /// The file of the network that places unknown tracks.
    pub placement: Vec<u8>,
    /// Planes and clusters; its examples are numbers of rows.
    pub map: Map,
}

/// The longest length that a track can have in a catalogue, seconds.
pub const LONGEST_S: f32 = u16::MAX as f32 / 10.0;

/// Pairs of tracks whose median distance is taken.
const PAIRS: usize = 200_000;

/// The bytes of a catalogue of these rows. The same rows give the same bytes, in whatever order they come.
///
/// # Errors
///
/// [`CatalogueError::BadRow`] for an id that is none; [`CatalogueError::BadLearned`] where what was learned does not fit the
/// rows.
pub fn build(rows: &[Row], learned: &Learned) -> Result<Vec<u8>, CatalogueError> {
    let mut ids = Vec::with_capacity(rows.len());
    for (index, row) in rows.iter().enumerate() {
        let bad = |what| CatalogueError::BadRow { index, name: row.name.clone(), what };
        ids.push(id::parse(&row.spotify_id).ok_or_else(|| bad("its id is not 22 base-62 digits"))?);
    }
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by(|a, b| {
        let key = |index: usize| (one_line(&rows[index].artist), one_line(&rows[index].name), ids[index]);
        key(*a).cmp(&key(*b))
    });
    let sorted: Vec<&Row> = order.iter().map(|index| &rows[*index]).collect();

    let mut artists: Vec<(String, u16)> = Vec::new();
    for row in &sorted {
        let artist = one_line(&row.artist);
        match artists.last_mut() {
            // One of more tracks than can be counted stands there again: nobody, where a table tells no artists.
            Some((last, tracks)) if *last == artist && *tracks < u16::MAX => *tracks += 1,
            _ => artists.push((artist, 1)),
        }
    }

    let mut bytes = Vec::new();
    bytes.extend((rows.len() as u32).to_le_bytes());
    bytes.extend((artists.len() as u32).to_le_bytes());
    let features: Vec<AudioFeatures> = sorted.iter().map(|row| row.features).collect();
    bytes.extend(median_distance(&features, &Space::of(&features)).to_le_bytes());
    text(&mut bytes, artists.iter().map(|(artist, _)| artist.clone()));
    text(&mut bytes, sorted.iter().map(|row| one_line(&row.name)));
    bytes.extend(artists.iter().flat_map(|(_, tracks)| tracks.to_le_bytes()));
    bytes.extend(order.iter().flat_map(|index| ids[*index].to_le_bytes()));
    for feature in UNIT_FEATURES {
        bytes.extend(
            sorted.iter().map(|row| (row.features.get(feature).clamp(0.0, 1.0) * 255.0).round() as u8),
        );
    }
    let steps = |value: f32| ((value * STEPS).round() as u16).to_le_bytes();
    bytes.extend(sorted.iter().flat_map(|row| steps(row.features.loudness - LOUDNESS_FLOOR)));
    bytes.extend(sorted.iter().flat_map(|row| steps(row.features.tempo)));
    bytes.extend(sorted.iter().map(|row| {
        let key = u8::try_from(row.features.key).unwrap_or(NO_KEY).min(NO_KEY);
        key + if row.features.mode == 1 { MAJOR } else { 0 }
    }));
    bytes.extend(sorted.iter().map(|row| row.time_signature));
    bytes.extend(sorted.iter().flat_map(|row| ((row.duration_s * 10.0).round() as u16).to_le_bytes()));
    write_vectors(&mut bytes, &order, &learned.vectors)?;
    write_playlists(&mut bytes, &order, &learned.playlists)?;
    write_tags(&mut bytes, &order, learned)?;
    bytes.extend((learned.placement.len() as u32).to_le_bytes());
    bytes.extend(&learned.placement);
    write_map(&mut bytes, &order, &learned.map)?;
    let mut file = MAGIC.to_vec();
    file.extend(FORMAT_VERSION.to_le_bytes());
    file.extend(short_checksum(&bytes).to_le_bytes());
    file.extend(bytes);
    Ok(file)
}

/// Component after component of all tracks, which are more alike than the components of one track.
fn write_vectors(bytes: &mut Vec<u8>, order: &[usize], vectors: &[Vec<i8>]) -> Result<(), CatalogueError> {
    let bad =
        CatalogueError::BadLearned { what: "there must be one vector a row, all of one length below 256" };
    let dims = vectors.first().map_or(0, Vec::len);
    let one_each = vectors.is_empty() || vectors.len() == order.len();
    if !one_each || vectors.iter().any(|vector| vector.len() != dims) {
        return Err(bad);
    }
    bytes.push(u8::try_from(dims).map_err(|_| bad)?);
    for component in 0..dims {
        let values = order.iter().filter_map(|row| vectors.get(*row)?.get(component));
        bytes.extend(values.map(|value| *value as u8));
    }
    Ok(())
}

/// Tracks of an artist are neighbours and stand in the same playlists: most distances are short.
fn write_playlists(
    bytes: &mut Vec<u8>,
    order: &[usize],
    playlists: &[Vec<u32>],
) -> Result<(), CatalogueError> {
    let mut place_of = vec![0u32; order.len()];
    for (place, row) in (0u32..).zip(order) {
        place_of[*row] = place;
    }
    let mut lists = Vec::new();
    for playlist in playlists {
        let places = playlist.iter().map(|row| place_of.get(*row as usize).copied());
        let mut places: Vec<u32> = places
            .collect::<Option<_>>()
            .ok_or(CatalogueError::BadLearned { what: "a playlist names a row that there is not" })?;
        places.sort_unstable();
        places.dedup();
        leb128(&mut lists, places.len() as u32);
        let mut before = 0;
        for place in places {
            leb128(&mut lists, place - before);
            before = place;
        }
    }
    bytes.extend((playlists.len() as u32).to_le_bytes());
    bytes.extend((lists.len() as u32).to_le_bytes());
    bytes.extend(lists);
    Ok(())
}

fn write_tags(bytes: &mut Vec<u8>, order: &[usize], learned: &Learned) -> Result<(), CatalogueError> {
    let Learned { tags, row_tags, .. } = learned;
    let known = |tag: &u8| usize::from(*tag) < tags.len();
    let fit = (row_tags.is_empty() || row_tags.len() == order.len())
        && row_tags.iter().all(|tags| tags.len() < 256 && tags.iter().all(known));
    if !fit {
        return Err(CatalogueError::BadLearned { what: "there must be one list of known tags a row" });
    }
    let of = |row: &usize| row_tags.get(*row).map(Vec::as_slice).unwrap_or_default();
    text(bytes, tags.iter().map(|tag| one_line(tag)));
    bytes.extend(order.iter().map(|row| of(row).len() as u8));
    let all: Vec<u8> = order.iter().flat_map(of).copied().collect();
    bytes.extend((all.len() as u32).to_le_bytes());
    bytes.extend(all);
    Ok(())
}

fn write_map(bytes: &mut Vec<u8>, order: &[usize], map: &Map) -> Result<(), CatalogueError> {
    let bad = |what| CatalogueError::BadLearned { what };
    let has_planes = map.planes.iter().any(|plane| !plane.is_empty());
    bytes.push(if has_planes { map.planes.len() as u8 } else { 0 });
    for plane in map.planes.iter().filter(|_| has_planes) {
        for axis in 0..2 {
            let steps = order.iter().map(|row| plane.get(*row).map(|place| place[axis]));
            let steps: Option<Vec<u16>> = steps.collect();
            let steps = steps.ok_or_else(|| bad("there must be one place a row on every plane"))?;
            bytes.extend(steps.into_iter().flat_map(u16::to_le_bytes));
        }
    }
    let clusters = map.clusters.len();
    let known = |cluster: &u8| usize::from(*cluster) < clusters;
    if clusters > 254 || map.merges.len() != clusters.saturating_sub(1) || !map.cluster_of.iter().all(known) {
        return Err(bad("there must be fewer than 255 clusters, with one join fewer, and no others"));
    }
    bytes.push(clusters as u8);
    if clusters > 0 {
        let numbers: Option<Vec<u8>> = order.iter().map(|row| map.cluster_of.get(*row).copied()).collect();
        bytes.extend(numbers.ok_or_else(|| bad("there must be one cluster a row"))?);
    }
    text(bytes, map.clusters.iter().map(|cluster| one_line(&cluster.name)));
    bytes.extend(map.clusters.iter().flat_map(|cluster| cluster.centre).flat_map(f32::to_le_bytes));
    let mut place_of = vec![0u32; order.len()];
    for (place, row) in (0u32..).zip(order) {
        place_of[*row] = place;
    }
    for cluster in &map.clusters {
        let places = cluster.examples.iter().map(|row| place_of.get(*row as usize).copied());
        let places: Vec<u32> = places.collect::<Option<_>>().ok_or_else(|| bad("an example is no row"))?;
        bytes.push(u8::try_from(places.len()).map_err(|_| bad("a cluster has too many examples"))?);
        bytes.extend(places.into_iter().flat_map(u32::to_le_bytes));
    }
    for merge in &map.merges {
        let short = |number: u32| u16::try_from(number).map_err(|_| bad("a join has too great a number"));
        bytes.extend([short(merge.a)?, short(merge.b)?].into_iter().flat_map(u16::to_le_bytes));
        bytes.extend(merge.height.to_le_bytes());
        bytes.extend(short(merge.size)?.to_le_bytes());
    }
    bytes.push(u8::try_from(map.elbow.len()).map_err(|_| bad("the elbow curve has too many points"))?);
    for point in &map.elbow {
        bytes.push(u8::try_from(point.k).map_err(|_| bad("a number of clusters is too great"))?);
        bytes.extend([point.wcss, point.silhouette].into_iter().flat_map(f32::to_le_bytes));
    }
    Ok(())
}

fn leb128(bytes: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

/// Names are ended by line feeds in the file, so they can have none.
fn one_line(name: &str) -> String {
    name.replace(['\n', '\r'], " ")
}

fn text(bytes: &mut Vec<u8>, lines: impl Iterator<Item = String>) {
    let joined: String = lines.map(|line| line + "\n").collect();
    bytes.extend((joined.len() as u32).to_le_bytes());
    bytes.extend(joined.as_bytes());
}

/// Median distance of pairs of tracks taken at random, always the same ones.
pub(crate) fn median_distance(features: &[AudioFeatures], space: &Space) -> f32 {
    let points: Vec<_> = features.iter().map(|features| space.point(features)).collect();
    let mut state = 1u64;
    let mut draw = || {
        // Knuth's MMIX generator; the high bits are the good ones.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % points.len().max(1)
    };
    let mut distances: Vec<f32> = (0..PAIRS)
        .filter_map(|_| Some(distance(&contributions(points.get(draw())?, points.get(draw())?), &WEIGHTS)))
        .filter(|distance| *distance > 0.0)
        .collect();
    let middle = distances.len() / 2;
    if distances.is_empty() {
        // One track, or none: no pair to compare with.
        return 1.0;
    }
    *distances.select_nth_unstable_by(middle, f32::total_cmp).1
}

/// The features that a row of a table can hold, by their names in Spotify's tables.
pub fn features_from(value_of: impl Fn(&str) -> Option<f32>) -> Option<AudioFeatures> {
    let mut features = AudioFeatures::default();
    for feature in Feature::ALL {
        features.set(feature, value_of(feature.name())?);
    }
    Some(features)
}
