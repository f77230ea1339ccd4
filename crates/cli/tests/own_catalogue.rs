//! `segue catalogue` as a script sees it: tables of all kinds, what becomes of their rows, and how much is found.
#![cfg(feature = "program")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use catalogue::{Catalogue, Shelf};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use protocol::{Query, TrackRef};
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;
use tempfile::TempDir;

const HEADER: &str = "Track URI,Track Name,Artist Name(s),Duration (ms),Danceability,Energy,Key,Loudness,Mode,\
    Speechiness,Acousticness,Instrumentalness,Liveness,Valence,Tempo,Time Signature\n";

/// Deterministic numbers, 0…1.
fn random(seed: u64) -> impl FnMut() -> f32 {
    let mut state = seed;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f32 / (1u64 << 24) as f32
    }
}

/// A row of a made track; a few kinds of music, each with its own middle.
fn row(number: usize, random: &mut impl FnMut() -> f32) -> String {
    let kind = (number % 7) as f32 / 7.0;
    let mut share = || (0.7 * kind + 0.3 * random()).clamp(0.0, 1.0);
    format!(
        "spotify:track:{number:022},Song {number},Artist {},200000,{},{},{},{},1,{},{},{},{},{},{},4\n",
        number / 2,
        share(),
        share(),
        number % 12,
        -20.0 * share(),
        share(),
        share(),
        share(),
        share(),
        share(),
        80.0 + 80.0 * share()
    )
}

fn table(rows: usize) -> String {
    let mut random = random(5);
    (0..rows).fold(HEADER.to_owned(), |mut table, number| {
        table.write_str(&row(number, &mut random)).unwrap();
        table
    })
}

fn segue(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_segue")).current_dir(folder).args(arguments).output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn with_table(table: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mine.csv"), table).unwrap();
    folder
}

fn load(folder: &TempDir) -> Catalogue {
    Catalogue::from_bytes(&fs::read(folder.path().join("out/mine.seguecat")).unwrap()).unwrap()
}

#[test]
fn a_bad_row_costs_that_row_and_is_told() {
    let mut lines: Vec<String> = table(6).lines().map(str::to_owned).collect();
    lines[2] = lines[2].replace("spotify:track:0000000000000000000001", "seventeen");
    lines[4] = lines[4].replace(",1,", ",1,loud,");
    lines.push(lines[1].clone());
    let folder = with_table(&lines.join("\n"));
    let output = segue(folder.path(), &["catalogue", "build", "mine.csv", "--out", "out"]);
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    let told = told(&output);
    assert!(told.contains("since their id has come before: 1."), "{told}");
    assert!(told.contains("no Spotify id") && told.contains("(first: row 2)"), "{told}");
    assert!(load(&folder).place_of("0000000000000000000002").is_some());
    assert!(load(&folder).place_of("0000000000000000000001").is_none());

    let again = segue(folder.path(), &["catalogue", "build", "mine.csv", "--out", "out"]);
    assert_eq!(again.status.code(), Some(2), "what is there is not written over unasked");
    let nothing = with_table("Track Name,Energy\nSong,0.5\n");
    let output = segue(nothing.path(), &["catalogue", "build", "mine.csv", "--out", "out"]);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(fs::read_dir(nothing.path().join("out")).unwrap().count(), 0, "nothing is left behind");
}

/// Builds a catalogue of a table, and what was told.
fn built(table: &[u8]) -> (TempDir, String) {
    let folder = with_table("");
    fs::write(folder.path().join("mine.csv"), table).unwrap();
    let output = segue(folder.path(), &["catalogue", "build", "mine.csv", "--out", "out"]);
    (folder, told(&output))
}

#[test]
fn a_quotation_mark_that_is_not_closed_costs_its_row_alone() {
    let broken = table(5_000).replace(",Song 300,", ",\"Song 300,");
    let (folder, told) = built(broken.as_bytes());
    assert!(told.contains("1: a quotation mark is not closed (first: row 301)"), "{told}");
    assert_eq!(load(&folder).len(), 4_999);
}

#[test]
fn letters_of_old_tables_are_read_and_told() {
    let table = table(9).replace("Artist 2", "Björk").replace("Artist 3", "Café Tacvba");
    let western: Vec<u8> = table.chars().map(|letter| letter as u32 as u8).collect();
    let marked = format!("\u{feff}{table}");
    let utf_16: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, name) in [(western, "windows-1252"), (utf_16, "UTF-16LE")] {
        let (folder, told) = built(&bytes);
        assert!(told.contains(&format!("its letters are read as {name}")), "{told}");
        let catalogue = load(&folder);
        assert_eq!(catalogue.len(), 9);
        let place = catalogue.place_of("0000000000000000000004").unwrap();
        assert_eq!(catalogue.track(place).unwrap().artist, "Björk");
    }
}

#[test]
fn what_a_row_is_taken_without_is_told() {
    let row = |number: usize, key: &str, mode: &str, loudness: &str, ms: &str| {
        format!(
            "spotify:track:{number:022},Song {number},A,{ms},0.5,0.5,{key},{loudness},{mode},0.1,0.1,0,0.1,0.5,120,4\n"
        )
    };
    let rows = [
        row(0, "5", "True", "-8", "200000.4"),
        row(1, "K", "1", "-8", "200000"),
        row(2, "5", "", "-8", "200000"),
        row(3, "5", "1", "4", "10800000"),
    ];
    let (folder, told) = built(format!("{HEADER}{}", rows.concat()).as_bytes());
    for reason in [
        "1: Key cannot be read (first: row 2)",
        "1: a key without a mode counts as none (first: row 3)",
        "1: loudness is not within -60 … 0: the nearest is taken (first: row 4)",
        "1: longer than a catalogue can tell (1 h 49 min): taken without its length (first: row 4)",
    ] {
        assert!(told.contains(reason), "{told}");
    }
    let catalogue = load(&folder);
    let track = |number: usize| {
        let place = catalogue.place_of(&format!("{number:022}")).unwrap();
        catalogue.track(place).unwrap()
    };
    assert_eq!((track(0).features.key, track(0).features.mode), (5, 1), "true is major");
    assert_eq!([0, 3].map(|number| track(number).duration_s), [200.0, 0.0]);
}

#[test]
fn what_is_no_table_is_named() {
    for (bytes, what) in [
        (&b"PK\x03\x04archive"[..], "this is an archive"),
        (b"{\"id\":1}", "this is JSON"),
        (b"SQLite format 3\0", "a database"),
    ] {
        let (_, told) = built(bytes);
        assert!(told.contains(what), "{told}");
    }
}

#[test]
fn a_table_may_have_one_artist_or_none() {
    let mut random = random(5);
    let rows: String = (0..66_000)
        .map(|number| row(number, &mut random).replacen(&format!("Artist {}", number / 2), "", 1))
        .collect();
    let (folder, told) = built(format!("{HEADER}{rows}").as_bytes());
    assert!(told.contains("66000: no artist"), "{told}");
    let catalogue = load(&folder);
    assert_eq!(catalogue.len(), 66_000);
    let last = catalogue.track(catalogue.place_of(&format!("{:022}", 65_999)).unwrap()).unwrap();
    assert_eq!((last.name, last.artist), ("Song 65999", ""));
}

#[test]
fn files_of_cells_are_called_otherwise_where_their_names_are() {
    let names = |table: &str| -> Vec<String> {
        let folder = with_table(table);
        let arguments = ["catalogue", "build", "mine.csv", "--out", "out", "--form", "cells"];
        assert_eq!(segue(folder.path(), &arguments).status.code(), Some(0));
        let files = fs::read_dir(folder.path().join("out")).unwrap();
        let mut names: Vec<String> =
            files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort_unstable();
        names
    };
    // A row holds neither the id nor what stands in brackets.
    let (before, after) = (table(30), table(30).replace("000029,Song 29", "000099,Song 29"));
    assert_eq!(names(&before), names(&before));
    assert_eq!([&names(&before)[1], &names(&after)[1]], ["index.bin"; 2]);
    assert!([0, 2].iter().all(|file| names(&before)[*file] != names(&after)[*file]));
}

/// The first columns of a table as Parquet: texts, whole numbers, the rest numbers.
fn parquet(file: &Path, rows: usize) {
    let shares =
        "danceability energy speechiness acousticness instrumentalness liveness valence loudness tempo";
    let numbers: String = shares.split(' ').map(|name| format!("OPTIONAL DOUBLE {name};")).collect();
    let schema = format!(
        "message tracks {{ OPTIONAL BYTE_ARRAY id (UTF8); OPTIONAL BYTE_ARRAY name (UTF8); OPTIONAL INT64 mood; \
         OPTIONAL INT32 key; OPTIONAL INT32 mode; {numbers} }}"
    );
    let schema = Arc::new(parse_message_type(&schema).unwrap());
    let mut writer =
        SerializedFileWriter::new(fs::File::create(file).unwrap(), schema, Arc::default()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let told = vec![1i16; rows];
    let mut place = 0;
    while let Some(mut column) = group.next_column().unwrap() {
        match place {
            0 | 1 => {
                let text = |row| if place == 0 { format!("{row:022}") } else { format!("Song {row}") };
                let texts: Vec<ByteArray> =
                    (0..rows).map(|row| ByteArray::from(text(row).as_str())).collect();
                column.typed::<ByteArrayType>().write_batch(&texts, Some(&told), None).unwrap();
            }
            2 => assert_eq!(
                column.typed::<Int64Type>().write_batch(&vec![7; rows], Some(&told), None).unwrap(),
                rows
            ),
            3 | 4 => assert_eq!(
                column.typed::<Int32Type>().write_batch(&vec![1; rows], Some(&told), None).unwrap(),
                rows
            ),
            _ => {
                let values: Vec<f64> = (0..rows).map(|row| row as f64 / rows as f64).collect();
                column.typed::<DoubleType>().write_batch(&values, Some(&told), None).unwrap();
            }
        }
        column.close().unwrap();
        place += 1;
    }
    group.close().unwrap();
    writer.close().unwrap();
}

#[test]
fn parquet_is_read_as_csv_is_and_damage_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.parquet");
    parquet(&file, 10);
    let arguments = ["catalogue", "build", "mine.parquet", "--out", "out"];
    let output = segue(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let catalogue = load(&folder);
    let track = catalogue.track(catalogue.place_of("0000000000000000000005").unwrap()).unwrap();
    assert_eq!((track.name, track.features.key, track.features.mode), ("Song 5", 1, 1));
    assert!((track.features.energy - 0.5).abs() < 0.01, "{:?}", track.features);
    let bytes = fs::read(&file).unwrap();
    fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    let output = segue(folder.path(), &[&arguments[..], &["--overwrite"]].concat());
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(load(&folder).len(), 10, "what was there stays");
}

#[test]
fn playlists_say_what_goes_with_what() {
    let folder = with_table(&table(40));
    let id = |number: usize| format!("\"spotify:track:{number:022}\"");
    let playlist = |tracks: &[usize]| {
        let tracks: Vec<String> = tracks.iter().map(|track| id(*track)).collect();
        format!("{{\"name\":\"x\",\"tracks\":[{}]}}\n", tracks.join(","))
    };
    let lists = [playlist(&[3, 30, 17]), playlist(&[3, 30]), playlist(&[5, 6, 7]), playlist(&[9, 99])];
    fs::write(folder.path().join("lists.jsonl"), lists.concat()).unwrap();
    let output = segue(
        folder.path(),
        &["catalogue", "build", "mine.csv", "--playlists", "lists.jsonl", "--out", "out"],
    );
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert!(told(&output).contains("3 playlists"), "{}", told(&output));
    let catalogue = load(&folder);
    let seed = TrackRef::Catalogue(catalogue.place_of("0000000000000000000003").unwrap() as u32);
    let query = Query { seeds: vec![seed], limit: 2, ..Query::default() };
    let picks = catalogue.recommend(&query, &Shelf::default());
    let names: Vec<&str> = picks.iter().map(|pick| pick.card.name.as_str()).collect();
    assert_eq!(names, ["Song 30", "Song 17"]);
    assert_eq!(picks[0].common_playlists, Some(2));
}

#[test]
fn cells_find_nearly_all_of_the_nearest_and_read_little() {
    let folder = with_table(&table(120_000));
    let output = segue(folder.path(), &["catalogue", "build", "mine.csv", "--out", "out"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let output = segue(folder.path(), &["catalogue", "measure", "out", "--questions", "30"]);
    let figures: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(figures["tracks"], 120_000);
    assert!(figures["recall_at_20"].as_f64().unwrap() >= 0.95, "{figures}");
    assert!(figures["bytes_most"].as_u64().unwrap() < 1_500_000, "{figures}");
    let names: Vec<String> = fs::read_dir(folder.path().join("out"))
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(names.len(), 3, "an index, cells and names: {names:?}");
}
