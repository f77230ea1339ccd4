//! A catalogue in cells: questions to it against the same tracks in one file, and damaged files.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail by panicking, as tests do")]

use catalogue::build::{Learned, Row, build};
use catalogue::cells::{
    CellCatalogue, CellToWrite, DIMENSIONS, Index, IndexToWrite, Place, Range, Record, Span, Statistics,
    checksum, records_file, row, rows_file,
};
use catalogue::{Catalogue, CatalogueError, Shelf, spotify_bits};
use protocol::{AudioFeatures, Feature, OwnTrack, Pick, Query, Source, TrackRef, Tuning};
use std::collections::BTreeMap;

const STAMP: u32 = 7;

/// Deterministic numbers, 0…1.
fn random(seed: u64) -> impl FnMut() -> f32 {
    let mut state = seed;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f32 / (1u64 << 24) as f32
    }
}

fn features(random: &mut impl FnMut() -> f32) -> AudioFeatures {
    let mut features = AudioFeatures::default();
    for feature in Feature::ALL {
        let (low, high) = feature.range();
        features.set(feature, low + (high - low) * random());
    }
    features
}

fn rows(count: usize) -> Vec<Row> {
    let mut random = random(7);
    let row = |i| Row {
        name: format!("Lied {i}"),
        artist: format!("Künstler {}", i / 3),
        spotify_id: format!("{i:022}"),
        features: features(&mut random),
        time_signature: 4,
        duration_s: 100.0 + i as f32,
    };
    (0..count).map(row).collect()
}

/// The files of a catalogue in so many cells, by name.
type Files = BTreeMap<String, Vec<u8>>;

/// Tracks belong to the nearest of the first ones.
fn files(rows: &[Row], cells: usize) -> Files {
    let mut statistics = Statistics::default();
    let sample: Vec<AudioFeatures> = rows.iter().map(|row| statistics.add(&row.features)).collect();
    let space = statistics.space();
    let places: Vec<Place> = sample.iter().map(|features| space.place(features)).collect();
    let squared = |a: &Place, b: &Place| -> f32 { a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum() };
    let cell_of = |place: &Place| {
        (0..cells).min_by(|a, b| squared(&places[*a], place).total_cmp(&squared(&places[*b], place))).unwrap()
    };
    let (mut all_rows, mut all_records, mut written) = (Vec::new(), Vec::new(), Vec::new());
    for cell in 0..cells {
        let span = |bytes: &Vec<u8>| Span { part: 0, offset: bytes.len() as u32 };
        let (begin, records) = (span(&all_rows), span(&all_records));
        let members: Vec<usize> = (0..rows.len()).filter(|i| cell_of(&places[*i]) == cell).collect();
        let mut centre = [0.0; DIMENSIONS];
        for i in &members {
            let Row { name, artist, spotify_id, features, time_signature, duration_s } = &rows[*i];
            centre.iter_mut().zip(&places[*i]).for_each(|(sum, x)| *sum += x / members.len() as f32);
            let id = spotify_bits(spotify_id).unwrap();
            let record =
                Record { name, artist, id, time_signature: *time_signature, duration_s: *duration_s }
                    .to_bytes();
            all_rows.extend(row(features, artist, name, record.len()));
            all_records.extend(record);
        }
        let check = checksum(&all_rows[begin.offset as usize..]);
        written.push(CellToWrite { centre, tracks: members.len() as u32, rows: begin, records, check });
    }
    let index = IndexToWrite { stamp: STAMP, space: &space, sample: &sample, cells: &written };
    [
        ("index.bin".to_owned(), index.to_bytes()),
        (rows_file(STAMP, 0), all_rows),
        (records_file(STAMP, 0), all_records),
    ]
    .into()
}

fn read(files: &Files, range: &Range) -> Vec<u8> {
    let start = range.start as usize;
    let file = files.get(&range.file).map(Vec::as_slice).unwrap_or_default();
    file.get(start..start + range.len as usize).unwrap_or_default().to_vec()
}

/// The picks, and how many ranges were read.
fn asked(
    catalogue: &mut CellCatalogue,
    files: &Files,
    query: &Query,
    shelf: &Shelf,
) -> Result<(Vec<Pick>, usize), CatalogueError> {
    let wanted = catalogue.wanted(query, shelf);
    for asked in &wanted {
        catalogue.keep(asked, &read(files, &asked.range))?;
    }
    let chosen = catalogue.choose(query, shelf);
    let ranges = wanted.len() + chosen.records.len();
    let records: Vec<Vec<u8>> = chosen.records.iter().map(|range| read(files, range)).collect();
    Ok((catalogue.show(chosen, &records, query, shelf)?, ranges))
}

/// A file of the user's in the space of a catalogue.
fn shelf(catalogue: &Catalogue) -> Shelf {
    let mut shelf = Shelf::default();
    let features = features(&mut random(3));
    shelf.put(catalogue, OwnTrack { features, ..OwnTrack::default() }, None);
    shelf
}

fn by_own() -> Query {
    Query { seeds: vec![TrackRef::Own(0)], company: 0.0, ..Query::default() }
}

fn told(picks: &[Pick]) -> Vec<(String, String, Option<String>)> {
    picks
        .iter()
        .map(|pick| (pick.card.name.clone(), pick.card.artist.clone(), pick.card.spotify_id.clone()))
        .collect()
}

#[test]
fn cells_give_the_picks_that_one_file_gives_by_sound() {
    let rows = rows(600);
    let whole = Catalogue::from_bytes(&build(&rows, &Learned::default()).unwrap()).unwrap();
    let files = files(&rows, 9);
    let mut cells = CellCatalogue::open(&files["index.bin"]).unwrap();
    let (of_whole, of_cells) = (shelf(&whole), shelf(cells.seen()));
    let mut tuning = Tuning::default();
    tuning.set("min_energy", 0.3).unwrap();
    tuning.set("target_valence", 0.9).unwrap();
    let mut weights = [1.0; Feature::COUNT];
    weights[Feature::Tempo.index()] = 4.0;
    for query in [
        by_own(),
        Query { tuning, ..by_own() },
        Query { weights, artist_cap: 0, limit: 40, ..by_own() },
        Query { source: Source::Both, ..by_own() },
    ] {
        let (picks, _) = asked(&mut cells, &files, &query, &of_cells).unwrap();
        let expected = whole.recommend(&query, &of_whole);
        assert_eq!(told(&picks), told(&expected));
        for (pick, expected) in picks.iter().zip(&expected) {
            assert_eq!(pick.card.features, expected.card.features);
            let (a, b) = (pick.distance_percent.unwrap(), expected.distance_percent.unwrap());
            assert!((a - b).abs() < 0.02 * b, "{a} {b}: the median is of other pairs");
        }
    }
}

#[test]
fn cells_of_the_shipped_tracks_give_the_shipped_catalogue_s_picks_by_sound() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/catalogue.bin");
    let whole = Catalogue::from_bytes(&std::fs::read(path).unwrap()).unwrap();
    let row = |track: catalogue::Track<'_>| Row {
        name: track.name.into(),
        artist: track.artist.into(),
        spotify_id: track.spotify_id,
        features: track.features,
        time_signature: track.time_signature,
        duration_s: track.duration_s,
    };
    let rows: Vec<Row> = (0..whole.len()).map(|place| row(whole.track(place).unwrap())).collect();
    let files = files(&rows, 12);
    let mut cells = CellCatalogue::open(&files["index.bin"]).unwrap();
    for place in (0..whole.len()).step_by(4_001) {
        // A file of the user's that sounds so, without a name: else the very song would be left out of one and not the other.
        let track = || OwnTrack { features: whole.track(place).unwrap().features, ..OwnTrack::default() };
        let (mut of_whole, mut of_cells) = (Shelf::default(), Shelf::default());
        of_whole.put(&whole, track(), None);
        of_cells.put(cells.seen(), track(), None);
        let (picks, _) = asked(&mut cells, &files, &by_own(), &of_cells).unwrap();
        assert_eq!(told(&picks), told(&whole.recommend(&by_own(), &of_whole)), "{place}");
    }
}

#[test]
fn a_pick_is_a_seed_and_what_is_here_is_not_read_again() {
    let rows = rows(600);
    let files = files(&rows, 9);
    let mut cells = CellCatalogue::open(&files["index.bin"]).unwrap();
    let shelf = shelf(cells.seen());
    let (first, ranges) = asked(&mut cells, &files, &by_own(), &shelf).unwrap();
    assert_eq!(ranges, 1 + 20, "neighbouring cells are one range");
    let (again, ranges) = asked(&mut cells, &files, &by_own(), &shelf).unwrap();
    assert_eq!((told(&again), ranges), (told(&first), 0));
    let query = Query { seeds: vec![first[0].card.track], away: vec![first[5].card.track], ..by_own() };
    let (picks, _) = asked(&mut cells, &files, &query, &shelf).unwrap();
    let names: Vec<_> = told(&picks);
    assert!(names.len() == 20 && !names.contains(&told(&first)[0]) && !names.contains(&told(&first)[5]));
    let none = Query { source: Source::Own, ..by_own() };
    assert_eq!(
        asked(&mut CellCatalogue::open(&files["index.bin"]).unwrap(), &files, &none, &shelf).unwrap().1,
        0
    );
}

#[test]
fn cut_and_changed_indices_are_errors_or_harmless() {
    let files = files(&rows(60), 4);
    let index = &files["index.bin"];
    for end in 0..index.len() {
        assert!(Index::from_bytes(&index[..end]).is_err(), "{end}");
    }
    let mut random = random(3);
    for place in 0..index.len() {
        let mut files = files.clone();
        let index = files.get_mut("index.bin").unwrap();
        index[place] ^= 1 << (random() * 8.0) as u8;
        // Two bytes are reserved.
        assert!(Index::from_bytes(index).is_err() || (10..12).contains(&place), "{place}");
        let check = checksum(&index[16..]);
        index[12..16].copy_from_slice(&check.to_le_bytes());
        let Ok(mut cells) = CellCatalogue::open(&files["index.bin"]) else { continue };
        let shelf = shelf(cells.seen());
        let outcome = asked(&mut cells, &files, &by_own(), &shelf);
        assert!(outcome.is_ok() || matches!(outcome, Err(CatalogueError::Damaged { .. })));
    }
}

#[test]
fn changed_rows_and_records_are_told() {
    let files = files(&rows(60), 4);
    let open = || CellCatalogue::open(&files["index.bin"]).unwrap();
    let shelf = shelf(open().seen());
    let rows = rows_file(STAMP, 0);
    for place in 0..files[&rows].len() {
        let mut damaged = files.clone();
        damaged.get_mut(&rows).unwrap()[place] ^= 4;
        assert!(matches!(
            asked(&mut open(), &damaged, &by_own(), &shelf),
            Err(CatalogueError::Damaged { .. })
        ));
    }
    let (picks, _) = asked(&mut open(), &files, &by_own(), &shelf).unwrap();
    let records = records_file(STAMP, 0);
    for place in 0..files[&records].len() {
        let mut damaged = files.clone();
        damaged.get_mut(&records).unwrap()[place] ^= 4;
        match asked(&mut open(), &damaged, &by_own(), &shelf) {
            Ok((others, _)) => assert_eq!(others, picks, "a record that is not shown"),
            Err(error) => assert!(matches!(error, CatalogueError::Damaged { .. })),
        }
    }
    let mut cut = files.clone();
    let end = cut[&records_file(STAMP, 0)].len() / 2;
    cut.get_mut(&records_file(STAMP, 0)).unwrap().truncate(end);
    assert!(matches!(asked(&mut open(), &cut, &by_own(), &shelf), Err(CatalogueError::Damaged { .. })));
}

#[test]
fn another_version_is_a_clear_error() {
    let mut index = files(&rows(9), 2)["index.bin"].clone();
    index[8] = 99;
    assert_eq!(Index::from_bytes(&index).err(), Some(CatalogueError::WrongVersion { found: 99, read: 2 }));
    index[0] = b'X';
    assert_eq!(Index::from_bytes(&index).err(), Some(CatalogueError::NotACatalogue));
}
