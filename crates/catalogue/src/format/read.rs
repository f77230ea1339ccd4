//! Reads a catalogue's file.

use super::parts::{read_embedding, read_map, read_memberships, read_tags};
use super::reader::{Reader, damaged};
use super::{Catalogue, FORMAT_VERSION, LOUDNESS_FLOOR, MAGIC, MAJOR, STEPS, Stored, UNIT_FEATURES};
use crate::CatalogueError;
use crate::cells::checksum;
use crate::fame::fame_of_all;
use crate::space::{Point, Space};
use protocol::{AudioFeatures, Feature};

/// One track in so many is looked at to know which differences are usual.
const SAMPLE_STEP: usize = 16;

/// What stands before everything else.
struct Header {
    tracks: usize,
    artists: usize,
    median_distance: f32,
}

impl Catalogue {
    /// Reads a catalogue file.
    ///
    /// # Errors
    ///
    /// [`CatalogueError`] where the bytes are no catalogue, of another version, or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CatalogueError> {
        let mut reader = Reader::new(bytes);
        let header = read_header(&mut reader)?;
        let count = header.tracks;
        let (artists, names, mut tracks) = read_named(&mut reader, &header)?;
        read_features(&mut reader, &mut tracks)?;
        let embedding = read_embedding(&mut reader, count)?;
        let memberships = read_memberships(&mut reader, count)?;
        let tags = read_tags(&mut reader, count)?;
        let len = reader.u32()? as usize;
        let placement = reader.take(len)?.to_vec();
        let map = read_map(&mut reader, count)?;
        if !reader.is_at_end() {
            return Err(damaged("there is more than the header says"));
        }
        let features: Vec<AudioFeatures> = tracks.iter().map(|track| track.features).collect();
        let space = Space::of(&features);
        let points: Vec<Point> = features.iter().map(|features| space.point(features)).collect();
        let (fame, usual_fame, greatest_count) =
            fame_of_all((0..count).map(|index| memberships.count(index)));
        let usual_place = embedding.mean(|index| memberships.count(index) as f32);
        Ok(Self {
            artists,
            names,
            tracks,
            space,
            sample: points.iter().step_by(SAMPLE_STEP).copied().collect(),
            points,
            median_distance: header.median_distance,
            fame,
            usual_fame,
            greatest_count,
            embedding,
            usual_place,
            memberships,
            tags,
            placement,
            map,
        })
    }
}

fn read_header(reader: &mut Reader<'_>) -> Result<Header, CatalogueError> {
    if reader.take(MAGIC.len()).map_err(|_| CatalogueError::NotACatalogue)? != MAGIC {
        return Err(CatalogueError::NotACatalogue);
    }
    let found = reader.u16()?;
    if found != FORMAT_VERSION {
        return Err(CatalogueError::WrongVersion { found, read: FORMAT_VERSION });
    }
    let check = reader.u16()?;
    if check != 0 && check != short_checksum(reader.rest()) {
        return Err(damaged("it is not as it was written"));
    }
    let (tracks, artists) = (reader.u32()? as usize, reader.u32()? as usize);
    let median_distance = f32::from_le_bytes(reader.array()?);
    if !(median_distance.is_finite() && median_distance > 0.0) {
        return Err(damaged("the median distance is no distance"));
    }
    Ok(Header { tracks, artists, median_distance })
}

/// A checksum in two bytes, never 0.
pub(crate) fn short_checksum(bytes: &[u8]) -> u16 {
    let check = checksum(bytes);
    ((check >> 16) as u16 ^ check as u16).max(1)
}

/// Artists, names one after the other, and the tracks with their ids, without features.
fn read_named(
    reader: &mut Reader<'_>,
    header: &Header,
) -> Result<(Vec<String>, String, Vec<Stored>), CatalogueError> {
    let artists: Vec<String> = reader.text()?.lines().map(str::to_owned).collect();
    let names = reader.text()?.to_owned();
    if artists.len() != header.artists {
        return Err(damaged("the number of artists"));
    }
    let tracks_of = reader.column::<2>(header.artists)?.map(u16::from_le_bytes);
    let artist_of: Vec<u32> = (0u32..)
        .zip(tracks_of)
        .flat_map(|(artist, tracks)| std::iter::repeat_n(artist, usize::from(tracks)))
        .collect();
    let places = line_places(&names);
    if artist_of.len() != header.tracks || places.len() != header.tracks {
        return Err(damaged("the number of tracks"));
    }
    let ids = reader.column::<16>(header.tracks)?.map(u128::from_le_bytes);
    let tracks = ids.zip(places).zip(artist_of).map(|((id, name), artist)| Stored {
        name,
        artist,
        id,
        features: AudioFeatures::default(),
        time_signature: 0,
        duration_tenths: 0,
    });
    Ok((artists, names, tracks.collect()))
}

/// Features, time signatures and lengths, a column each.
fn read_features(reader: &mut Reader<'_>, tracks: &mut [Stored]) -> Result<(), CatalogueError> {
    let count = tracks.len();
    for feature in UNIT_FEATURES {
        for (track, [step]) in tracks.iter_mut().zip(reader.column::<1>(count)?) {
            track.features.set(feature, f32::from(step) / 255.0);
        }
    }
    for (track, steps) in tracks.iter_mut().zip(reader.column::<2>(count)?) {
        let steps = f32::from(u16::from_le_bytes(steps));
        track.features.set(Feature::Loudness, LOUDNESS_FLOOR + steps / STEPS);
    }
    for (track, steps) in tracks.iter_mut().zip(reader.column::<2>(count)?) {
        track.features.set(Feature::Tempo, f32::from(u16::from_le_bytes(steps)) / STEPS);
    }
    for (track, [key]) in tracks.iter_mut().zip(reader.column::<1>(count)?) {
        let pitch = key % MAJOR;
        track.features.key = if pitch < 12 { pitch as i8 } else { -1 };
        track.features.mode = u8::from(key >= MAJOR);
    }
    for (track, [beats]) in tracks.iter_mut().zip(reader.column::<1>(count)?) {
        track.time_signature = beats;
    }
    for (track, tenths) in tracks.iter_mut().zip(reader.column::<2>(count)?) {
        track.duration_tenths = u16::from_le_bytes(tenths);
    }
    Ok(())
}

/// Beginning and end of each line.
fn line_places(text: &str) -> Vec<(u32, u32)> {
    let mut start = 0;
    let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(end, _)| end as u32);
    ends.map(|end| (std::mem::replace(&mut start, end + 1), end)).collect()
}
