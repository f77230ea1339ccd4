//! A catalogue of a few tracks, built and read back; damaged files; the search's promises.

use catalogue::build::{Row, build};
use catalogue::{Catalogue, CatalogueError};
use protocol::{AudioFeatures, Feature};

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
fn changed_bytes_never_panic() {
    let bytes = build(&rows(20)).unwrap();
    let mut random = random(3);
    for place in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[place] ^= 1 << (random() * 8.0) as u8;
        if let Ok(catalogue) = Catalogue::from_bytes(&damaged) {
            catalogue.nearest(&AudioFeatures::default(), 5);
        }
    }
}

#[test]
fn another_version_is_a_clear_error() {
    let mut bytes = build(&rows(5)).unwrap();
    bytes[8] = 99;
    let error = Catalogue::from_bytes(&bytes).err().unwrap();
    assert_eq!(error, CatalogueError::WrongVersion { found: 99 });
    assert!(error.to_string().contains("version 99"));
    bytes[0] = b'X';
    assert_eq!(Catalogue::from_bytes(&bytes).err(), Some(CatalogueError::NotACatalogue));
}

#[test]
fn neighbours_are_sorted_and_no_artist_or_song_comes_twice() {
    let mut rows = rows(90);
    // The same song by another credit, as sold on a compilation.
    let copy = Row { artist: "Various".into(), spotify_id: "z".repeat(22), ..rows[10].clone() };
    rows.push(Row { name: format!("{} - Remastered", copy.name), ..copy });
    rows.last_mut().unwrap().spotify_id = format!("{:022}", 999);
    let catalogue = Catalogue::from_bytes(&build(&rows).unwrap()).unwrap();
    for query in &rows[..20] {
        let neighbours = catalogue.nearest(&query.features, 20);
        assert_eq!(neighbours.len(), 20);
        assert_eq!(neighbours, catalogue.nearest(&query.features, 20), "the order is stable");
        assert!(neighbours[0].distance < 0.05, "the track itself is nearest");
        assert!(neighbours.windows(2).all(|pair| pair[0].distance <= pair[1].distance));
        let distinct = |of: fn(&protocol::Neighbour) -> &str| {
            neighbours.iter().map(of).collect::<std::collections::HashSet<_>>().len()
        };
        assert_eq!(distinct(|neighbour| &neighbour.artist), 20);
        assert_eq!(distinct(|neighbour| neighbour.name.split(" - ").next().unwrap()), 20);
        assert!(neighbours.iter().all(|neighbour| neighbour.closest.len() <= 3));
    }
}

#[test]
fn nothing_is_near_in_an_empty_catalogue() {
    let catalogue = Catalogue::from_bytes(&build(&[]).unwrap()).unwrap();
    assert!(catalogue.is_empty());
    assert!(catalogue.nearest(&AudioFeatures::default(), 5).is_empty());
}
