//! The map of a made-up catalogue of two kinds of tracks: what is kept of it, and where tracks of the user's come to lie.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail by panicking, as tests do")]

use catalogue::build::{Learned, Row, build};
use catalogue::map::{Cluster, ElbowPoint, Map, Merge, Plane, UNPLACED, quantise};
use catalogue::{COORDINATES, Catalogue, Shelf, coordinates};
use protocol::{AudioFeatures, OwnTrack, Query, TrackRef};

const TRACKS: usize = 60;

fn kind_of(row: usize) -> usize {
    row % 2
}

fn features(kind: usize, row: usize) -> AudioFeatures {
    let middle = if kind == 0 { 0.2 } else { 0.8 };
    let value = middle + 0.002 * row as f32;
    AudioFeatures {
        danceability: value,
        energy: value,
        valence: value,
        acousticness: 1.0 - value,
        loudness: -20.0 * (1.0 - value),
        tempo: 90.0 + 60.0 * middle,
        ..AudioFeatures::default()
    }
}

fn rows() -> Vec<Row> {
    let row = |i: usize| Row {
        name: format!("Song {i}"),
        artist: format!("Band {i}"),
        spotify_id: format!("{i:022}"),
        features: features(kind_of(i), i),
        time_signature: 4,
        duration_s: 200.0,
    };
    (0..TRACKS).map(row).collect()
}

/// Kinds lie apart on the first plane; the second places every other track of a kind alone.
fn map(rows: &[Row]) -> Map {
    let all: Vec<AudioFeatures> = rows.iter().map(|row| row.features).collect();
    let places = coordinates(&all);
    let centre = |kind: usize| -> [f32; COORDINATES] {
        let own: Vec<_> = (0..rows.len()).filter(|row| number(&rows[*row]) % 2 == kind).collect();
        let mean = |i: usize| own.iter().map(|row| places[*row][i]).sum::<f32>() / own.len() as f32;
        // Whole thousandths, whatever the order of the sum.
        std::array::from_fn(|i| (1000.0 * mean(i)).round() / 1000.0)
    };
    let place = |row: &Row| [1000 + 50_000 * (number(row) % 2) as u16, number(row) as u16];
    let cluster = |kind: usize, name: &str| {
        let example = rows.iter().position(|row| number(row) == kind).unwrap();
        Cluster { name: name.into(), centre: centre(kind), examples: vec![example as u32] }
    };
    Map {
        planes: [
            rows.iter().map(place).collect(),
            rows.iter().map(|row| if number(row) < 30 { place(row) } else { UNPLACED }).collect(),
        ],
        cluster_of: rows.iter().map(|row| (number(row) % 2) as u8).collect(),
        clusters: vec![cluster(0, "calm"), cluster(1, "loud")],
        merges: vec![Merge { a: 0, b: 1, height: 3.5, size: 2 }],
        elbow: vec![ElbowPoint { k: 2, wcss: 10.0, silhouette: 0.5 }],
    }
}

fn number(row: &Row) -> usize {
    row.spotify_id.parse().unwrap()
}

fn bytes(rows: &[Row]) -> Vec<u8> {
    build(rows, &Learned { map: map(rows), ..Learned::default() }).unwrap()
}

fn own(id: u32, kind: usize) -> OwnTrack {
    OwnTrack { id, name: format!("{id}.mp3"), features: features(kind, 20), ..OwnTrack::default() }
}

#[test]
fn the_map_comes_back_whatever_the_order_of_the_rows() {
    let mut rows = rows();
    let before = bytes(&rows);
    rows.reverse();
    assert!(bytes(&rows) == before);
    let catalogue = Catalogue::from_bytes(&before).unwrap();
    for place in 0..TRACKS {
        let number: usize = catalogue.track(place).unwrap().spotify_id.parse().unwrap();
        assert_eq!(catalogue.map().planes[0][place], [1000 + 50_000 * (number % 2) as u16, number as u16]);
        assert_eq!(catalogue.map().planes[1][place] == UNPLACED, number >= 30);
        assert_eq!(usize::from(catalogue.map().cluster_of[place]), number % 2);
    }
    let map = catalogue.map();
    assert_eq!(
        map.clusters.iter().map(|cluster| cluster.name.as_str()).collect::<Vec<_>>(),
        ["calm", "loud"]
    );
    assert_eq!((map.merges[0].height, map.elbow[0].silhouette), (3.5, 0.5));
    for (kind, cluster) in map.clusters.iter().enumerate() {
        let example = catalogue.track(cluster.examples[0] as usize).unwrap();
        assert_eq!(example.spotify_id.parse::<usize>().unwrap(), kind);
    }
    assert!(catalogue.cluster_means()[1][1] > catalogue.cluster_means()[0][1]);
}

#[test]
fn a_damaged_map_is_an_error() {
    let bytes = bytes(&rows());
    for end in (0..bytes.len()).step_by(7) {
        assert!(Catalogue::from_bytes(&bytes[..end]).is_err(), "{end} of {}", bytes.len());
    }
}

#[test]
fn what_does_not_fit_the_rows_is_refused() {
    let rows = rows();
    let refused = |change: fn(&mut Map)| {
        let mut map = map(&rows);
        change(&mut map);
        build(&rows, &Learned { map, ..Learned::default() }).is_err()
    };
    assert!(!refused(|_| {}));
    assert!(refused(|map| map.cluster_of.truncate(9)));
    assert!(refused(|map| map.cluster_of[3] = 2));
    assert!(refused(|map| map.planes[1].truncate(9)));
    assert!(refused(|map| map.merges.clear()));
    assert!(refused(|map| map.clusters[0].examples.push(9_999)));
}

#[test]
fn own_tracks_lie_amid_their_kind_and_follow_it() {
    let catalogue = Catalogue::from_bytes(&bytes(&rows())).unwrap();
    let mut shelf = Shelf::default();
    for kind in 0..2 {
        shelf.put(&catalogue, own(kind as u32, kind), None);
        let track = TrackRef::Own(kind as u32);
        assert_eq!(catalogue.cluster_of(&shelf, track), Some(kind as u8));
        let [x, y] = catalogue.place_on(Plane::Sound, &shelf, track).unwrap();
        assert!((x - 1000.0 - 50_000.0 * kind as f32).abs() < 1.0, "{x}");
        assert!(y <= TRACKS as f32);
        assert_eq!(catalogue.place_on(Plane::Playlists, &shelf, track), None, "no playlist places it");

        for company in [0.0, 0.5, 1.0] {
            let seeds = vec![track];
            let query = Query { company, same_cluster: true, seeds, artist_cap: 0, ..Query::default() };
            let picks = catalogue.recommend(&query, &shelf);
            assert!(!picks.is_empty());
            for pick in picks {
                assert_eq!(pick.card.spotify_id.unwrap().parse::<usize>().unwrap() % 2, kind);
            }
        }
    }
}

#[test]
fn a_plane_takes_all_steps_of_its_longer_side() {
    let places = quantise(&[Some([-2.0, 0.0]), Some([2.0, 1.0]), None]);
    assert_eq!((places[0][0], places[1][0]), (0, 65_534));
    assert!(places[0][1] > 20_000 && places[1][1] < 45_000, "{places:?}");
    assert_eq!(places[2], UNPLACED);
}
