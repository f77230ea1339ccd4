//! A made-up catalogue of four scenes, each with its own sound, its own playlists and its own tag.

use catalogue::build::{Learned, Row, build};
use catalogue::{Catalogue, Shelf};
use protocol::{AudioFeatures, Feature, GOES_WITH, OwnTrack, Pick, Query, SOUNDS_LIKE, TrackRef};
use std::collections::HashSet;

pub const SCENES: usize = 4;
pub const PER_SCENE: usize = 60;
pub const TAGS: [&str; SCENES] = ["chill", "country", "metal", "workout"];

/// Deterministic numbers, 0…1.
pub fn random(seed: u64) -> impl FnMut() -> f32 {
    let mut state = seed;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f32 / (1u64 << 24) as f32
    }
}

pub fn scene_of(row: usize) -> usize {
    row / PER_SCENE
}

pub fn rows() -> Vec<Row> {
    let mut random = random(11);
    (0..SCENES * PER_SCENE)
        .map(|i| {
            let mut features = AudioFeatures::default();
            let middle = 0.2 + 0.2 * scene_of(i) as f32;
            for feature in Feature::PREDICTED {
                features.set(feature, middle + 0.2 * (random() - 0.5));
            }
            features.set(Feature::Tempo, 80.0 + 80.0 * random());
            features.set(Feature::Loudness, -20.0 + 20.0 * middle);
            features.set(Feature::Key, (12.0 * random()).floor().min(11.0));
            features.set(Feature::Mode, random().round());
            Row {
                // Every tenth song is another's remaster.
                name: if i % 10 == 9 {
                    format!("Song {} - Remastered 2011", i - 1)
                } else {
                    format!("Song {i}")
                },
                artist: format!("Band {}", if i % 10 == 9 { i - 1 } else { i } / 3),
                spotify_id: format!("{i:022}"),
                features,
                time_signature: 4,
                duration_s: 200.0,
            }
        })
        .collect()
}

pub fn catalogue() -> Catalogue {
    catalogue_of(&rows())
}

/// The same scenes, all of which sound alike.
pub fn catalogue_of_one_sound() -> Catalogue {
    let mut rows = rows();
    for row in PER_SCENE..rows.len() {
        rows[row].features = rows[row % PER_SCENE].features;
    }
    catalogue_of(&rows)
}

pub fn catalogue_of(rows: &[Row]) -> Catalogue {
    let mut random = random(5);
    let playlists = (0..80)
        .map(|list| {
            let scene = list % SCENES;
            let mut tracks: Vec<u32> =
                (0..12).map(|_| (scene * PER_SCENE) as u32 + (random() * PER_SCENE as f32) as u32).collect();
            tracks.sort_unstable();
            tracks.dedup();
            tracks
        })
        .collect();
    let vectors = (0..rows.len())
        .map(|row| {
            (0..8).map(|dim| if dim == scene_of(row) { 20 } else { (random() * 6.0) as i8 - 3 }).collect()
        })
        .collect();
    let learned = Learned {
        vectors,
        playlists,
        tags: TAGS.map(String::from).to_vec(),
        row_tags: (0..rows.len()).map(|row| vec![scene_of(row) as u8]).collect(),
        placement: Vec::new(),
        ..Learned::default()
    };
    Catalogue::from_bytes(&build(rows, &learned).unwrap()).unwrap()
}

/// Places in the catalogue of the tracks of a scene, by their numbers.
pub fn scene(catalogue: &Catalogue, scene: usize) -> Vec<TrackRef> {
    let number = |place: usize| catalogue.track(place).unwrap().spotify_id.parse::<usize>().unwrap();
    let mut tracks: Vec<usize> =
        (0..catalogue.len()).filter(|place| scene_of(number(*place)) == scene).collect();
    tracks.sort_by_key(|place| number(*place));
    tracks.into_iter().map(|place| TrackRef::Catalogue(place as u32)).collect()
}

pub fn ask(catalogue: &Catalogue, query: &Query) -> Vec<Pick> {
    catalogue.recommend(query, &Shelf::default())
}

/// Places of the slider, from company alone to sound alone.
pub const COMPANIES: [f32; 5] = [GOES_WITH, 0.75, 0.5, SOUNDS_LIKE, 0.0];

/// Share of the first picks that are of the seeds' scene.
pub fn share_of_scene(catalogue: &Catalogue, picks: &[Pick], wanted: usize) -> f32 {
    let tracks: HashSet<TrackRef> = scene(catalogue, wanted).into_iter().collect();
    picks.iter().filter(|pick| tracks.contains(&pick.card.track)).count() as f32 / picks.len() as f32
}

pub fn own(id: u32, track: &Row) -> OwnTrack {
    OwnTrack {
        id,
        name: format!("My {}", track.name),
        artist: String::new(),
        features: track.features,
        margins: [0.1; 7],
        duration_s: 180.0,
        tags: vec!["mine".into()],
        ..OwnTrack::default()
    }
}
