//! A catalogue of a few tracks, built and read back; damaged files; the search's promises.

use catalogue::build::{Learned, Row};
use catalogue::{Catalogue, CatalogueError, Shelf};
use protocol::{AudioFeatures, Feature, Query};

/// Deterministic numbers, 0…1.
fn random(seed: u64) -> impl FnMut() -> f32 {
    let mut state = seed;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f32 / (1u64 << 24) as f32
    }
}

fn rows(count: usize) -> Vec<Row> {
    let mut random = random(7);
    (0..count)
        .map(|i| {
            let mut features = AudioFeatures::default();
            for feature in Feature::ALL {
                let (low, high) = feature.range();
                features.set(feature, low + (high - low) * random());
            }
            Row {
                name: format!("Lied № {i}"),
                artist: format!("Künstler {}", i % (count / 3).max(1)),
                spotify_id: format!("{i:022}"),
                features,
                time_signature: 4,
                duration_s: 100.0 + i as f32,
            }
        })
        .collect()
}

/// The bytes of a catalogue of these rows, with vectors, playlists and tags that follow from nothing.
fn build(rows: &[Row]) -> Result<Vec<u8>, CatalogueError> {
    catalogue::build::build(rows, &learned(rows))
}

fn learned(rows: &[Row]) -> Learned {
    let number = |row: &Row| row.spotify_id.parse::<u32>().unwrap_or(0);
    Learned {
        vectors: rows
            .iter()
            .map(|row| (0..8).map(|i| (number(row) * 7 + i * i) as i8 % 13).collect())
            .collect(),
        playlists: (2..6).map(|step| places(rows, |row| number(row).is_multiple_of(step))).collect(),
        tags: vec!["chill".into(), "workout".into()],
        row_tags: rows
            .iter()
            .map(|row| (0..2).filter(|tag| number(row) as u8 % 3 == *tag).collect())
            .collect(),
        placement: vec![1, 2, 3],
        ..Learned::default()
    }
}

/// Rows that are so, in an order that does not depend on theirs.
fn places(rows: &[Row], holds: impl Fn(&Row) -> bool) -> Vec<u32> {
    (0..rows.len() as u32).filter(|place| holds(&rows[*place as usize])).collect()
}

#[test]
fn what_was_learned_comes_back() {
    let rows = rows(60);
    let learned = learned(&rows);
    let catalogue = Catalogue::from_bytes(&build(&rows).unwrap()).unwrap();
    assert_eq!(catalogue.memberships.len(), 4);
    assert_eq!(catalogue.placement(), [1, 2, 3]);
    for index in 0..catalogue.len() {
        let id = catalogue.track(index).unwrap().spotify_id;
        let row = rows.iter().position(|row| row.spotify_id == id).unwrap();
        let holding = learned.playlists.iter().filter(|playlist| playlist.contains(&(row as u32))).count();
        assert_eq!(catalogue.memberships.count(index) as usize, holding, "{id}");
        assert_eq!(catalogue.tags.of(index), learned.row_tags[row]);
        let length = learned.vectors[row].iter().map(|x| f32::from(*x).powi(2)).sum::<f32>().sqrt();
        match catalogue.embedding.unit(index) {
            Some(unit) => {
                for (x, stored) in learned.vectors[row].iter().zip(unit) {
                    assert!((f32::from(*x) / length - stored).abs() < 1e-6);
                }
            }
            None => assert_eq!(length, 0.0),
        }
    }
}

#[test]
fn what_was_learned_must_fit() {
    let rows = rows(10);
    for wrong in [
        Learned { vectors: vec![vec![1; 4]; 9], ..Learned::default() },
        Learned { playlists: vec![vec![10]], ..Learned::default() },
        Learned { row_tags: vec![vec![0]; 10], ..Learned::default() },
    ] {
        let error = catalogue::build::build(&rows, &wrong).err();
        assert!(matches!(error, Some(CatalogueError::BadLearned { .. })), "{error:?}");
    }
    let plain = catalogue::build::build(&rows, &Learned::default()).unwrap();
    assert!(Catalogue::from_bytes(&plain).is_ok());
}

#[test]
fn what_is_stored_comes_back_within_the_file_s_steps() {
    let rows = rows(300);
    let catalogue = Catalogue::from_bytes(&build(&rows).unwrap()).unwrap();
    assert_eq!(catalogue.len(), rows.len());
    for index in 0..catalogue.len() {
        let track = catalogue.track(index).unwrap();
        let row = rows.iter().find(|row| row.spotify_id == track.spotify_id).unwrap();
        assert_eq!((track.name, track.artist), (row.name.as_str(), row.artist.as_str()));
        assert_eq!((track.time_signature, track.duration_s), (row.time_signature, row.duration_s));
        for feature in Feature::ALL {
            let (stored, given) = (track.features.get(feature), row.features.get(feature));
            let step =
                if matches!(feature, Feature::Loudness | Feature::Tempo) { 0.0051 } else { 0.5001 / 255.0 };
            assert!((stored - given).abs() <= step, "{}: {stored} for {given}", feature.name());
        }
    }
}

#[test]
fn order_of_the_rows_does_not_matter() {
    let mut shuffled = rows(50);
    shuffled.reverse();
    shuffled.swap(3, 20);
    assert_eq!(build(&rows(50)).unwrap(), build(&shuffled).unwrap());
}

#[test]
fn a_bad_id_is_named() {
    let mut rows = rows(3);
    rows[2].spotify_id = "nonsense".into();
    assert!(matches!(build(&rows), Err(CatalogueError::BadRow { index: 2, .. })));
}

#[test]
fn every_truncation_is_an_error_in_words() {
    let bytes = build(&rows(20)).unwrap();
    for len in 0..bytes.len() {
        let error = Catalogue::from_bytes(&bytes[..len]).err().unwrap();
        assert!(error.to_string().len() > 10);
    }
    let mut longer = bytes.clone();
    longer.push(0);
    assert!(Catalogue::from_bytes(&longer).is_err());
}

#[test]
fn changed_bytes_are_told_and_never_panic() {
    let bytes = build(&rows(20)).unwrap();
    let mut random = random(3);
    for place in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[place] ^= 1 << (random() * 8.0) as u8;
        assert!(Catalogue::from_bytes(&damaged).is_err(), "{place}");
        // Without a checksum, as older ones are.
        damaged[10..12].fill(0);
        if let Ok(catalogue) = Catalogue::from_bytes(&damaged) {
            let seeds = vec![protocol::TrackRef::Catalogue(3)];
            catalogue.recommend(&Query { seeds, ..Query::default() }, &Shelf::default());
        }
    }
}

#[test]
fn another_version_is_a_clear_error() {
    let mut bytes = build(&rows(5)).unwrap();
    bytes[8] = 99;
    let error = Catalogue::from_bytes(&bytes).err().unwrap();
    assert_eq!(error, CatalogueError::WrongVersion { found: 99, read: catalogue::FORMAT_VERSION });
    assert!(error.to_string().contains("version 99"));
    bytes[0] = b'X';
    assert_eq!(Catalogue::from_bytes(&bytes).err(), Some(CatalogueError::NotACatalogue));
}
