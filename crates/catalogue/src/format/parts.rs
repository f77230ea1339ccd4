//! The parts of a catalogue's file that were learned from playlists, in their order.

use super::reader::{Reader, damaged};
use crate::CatalogueError;
use crate::embedding::Embedding;
use crate::map::{Cluster, ElbowPoint, Map, Merge};
use crate::memberships::Memberships;
use crate::space::COORDINATES;
use crate::tags::TagTable;

/// Vectors, a column a component.
pub fn read_embedding(reader: &mut Reader<'_>, count: usize) -> Result<Embedding, CatalogueError> {
    let [dims] = reader.array()?;
    let dims = usize::from(dims);
    let columns: Vec<&[u8]> = (0..dims).map(|_| reader.take(count)).collect::<Result<_, _>>()?;
    let mut components = Vec::with_capacity(count * dims);
    for track in 0..count {
        components.extend(columns.iter().map(|column| column[track] as i8));
    }
    Ok(Embedding::new(dims, components))
}

/// Which tracks stand together.
pub fn read_memberships(reader: &mut Reader<'_>, count: usize) -> Result<Memberships, CatalogueError> {
    let playlists = reader.u32()?;
    let len = reader.u32()? as usize;
    let mut lists = Reader::new(reader.take(len)?);
    let read = |_| {
        // The length comes from the file: nothing is allocated for it before tracks have been read.
        let len = lists.leb128()?;
        let (mut tracks, mut at) = (Vec::new(), 0u32);
        for place in 0..len {
            at = at.checked_add(lists.leb128()?).ok_or(damaged("a playlist"))?;
            if at as usize >= count || place > 0 && tracks.last() == Some(&at) {
                return Err(damaged("a playlist names a track that there is not"));
            }
            tracks.push(at);
        }
        Ok(tracks)
    };
    let playlists: Vec<Vec<u32>> = (0..playlists).map(read).collect::<Result<_, _>>()?;
    if !lists.is_at_end() {
        return Err(damaged("the number of playlists"));
    }
    Ok(Memberships::new(count, &playlists))
}

/// Words, and which tracks have them.
pub fn read_tags(reader: &mut Reader<'_>, count: usize) -> Result<TagTable, CatalogueError> {
    let names: Vec<String> = reader.text()?.lines().map(str::to_owned).collect();
    let counts = reader.take(count)?;
    let len = reader.u32()? as usize;
    let tags = reader.take(len)?;
    let sum: usize = counts.iter().map(|count| usize::from(*count)).sum();
    if sum != tags.len() || tags.iter().any(|tag| usize::from(*tag) >= names.len()) {
        return Err(damaged("the number of tags"));
    }
    Ok(TagTable::new(names, counts.iter().copied(), tags.to_vec()))
}

/// Planes, clusters and their joins.
pub fn read_map(reader: &mut Reader<'_>, count: usize) -> Result<Map, CatalogueError> {
    let mut map = Map::default();
    match reader.array()? {
        [0] => {}
        [planes] if usize::from(planes) == map.planes.len() => {
            for plane in &mut map.planes {
                let xs = reader.column::<2>(count)?.map(u16::from_le_bytes);
                let ys = reader.column::<2>(count)?.map(u16::from_le_bytes);
                *plane = xs.zip(ys).map(<[u16; 2]>::from).collect();
            }
        }
        _ => return Err(damaged("the number of planes")),
    }
    let [clusters] = reader.array()?;
    if clusters > 0 {
        map.cluster_of = reader.take(count)?.to_vec();
    }
    if map.cluster_of.iter().any(|cluster| *cluster >= clusters) {
        return Err(damaged("a track is of a cluster that there is not"));
    }
    let names: Vec<&str> = reader.text()?.lines().collect();
    if names.len() != usize::from(clusters) {
        return Err(damaged("the number of clusters"));
    }
    for name in names {
        let mut centre = [0.0; COORDINATES];
        for x in &mut centre {
            *x = reader.f32()?;
        }
        map.clusters.push(Cluster { name: name.to_owned(), centre, examples: Vec::new() });
    }
    for cluster in &mut map.clusters {
        let [examples] = reader.array()?;
        let places = reader.column::<4>(usize::from(examples))?.map(u32::from_le_bytes);
        cluster.examples = places.collect();
        if cluster.examples.iter().any(|place| *place as usize >= count) {
            return Err(damaged("an example is a track that there is not"));
        }
    }
    for join in 1..u16::from(clusters) {
        let [a, b] = [reader.u16()?.into(), reader.u16()?.into()];
        let merge = Merge { a, b, height: reader.f32()?, size: reader.u16()?.into() };
        let known = u32::from(clusters) + u32::from(join) - 1;
        if merge.a >= known || merge.b >= known || merge.a == merge.b {
            return Err(damaged("a join of clusters"));
        }
        map.merges.push(merge);
    }
    let [points] = reader.array()?;
    for _ in 0..points {
        let [k] = reader.array()?;
        map.elbow.push(ElbowPoint { k: k.into(), wcss: reader.f32()?, silhouette: reader.f32()? });
    }
    Ok(map)
}
