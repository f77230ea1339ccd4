//! The program `segue` as a script sees it: files, output, exit codes.
#![cfg(feature = "program")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../pkg-tests/fixtures");

/// Names of the sound files in [`music`], in their order.
const SOUND: [&str; 4] = ["a/1 first.flac", "a/2 second.mp3", "b/untold", "c.ogg"];

/// A folder with music, what cannot be decoded, and what is passed over.
fn music() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.path().join("music").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    for (name, fixture) in SOUND.iter().zip(["music.flac", "music.mp3", "music.opus", "music.ogg"]) {
        put(name, &fs::read(format!("{FIXTURES}/{fixture}")).unwrap());
    }
    put("a/bad.mp3", &b"This is no music.\n".repeat(100));
    put("a/cover.jpg", b"\xff\xd8");
    put("a/._1 first.flac", b"x");
    folder
}

fn segue(folder: &TempDir, arguments: &[&str]) -> Output {
    command(folder).args(arguments).output().unwrap()
}

fn command(folder: &TempDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_segue"));
    command.current_dir(folder.path()).stdin(Stdio::null());
    command
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn records(ndjson: &str) -> Vec<Value> {
    ndjson.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn files(records: &[Value]) -> Vec<String> {
    records.iter().map(|record| record["file"].as_str().unwrap().to_owned()).collect()
}

fn expected_files() -> Vec<String> {
    SOUND.iter().map(|name| format!("music/{name}")).collect()
}

#[test]
fn a_folder_gives_the_numbers_of_the_library_in_the_order_of_its_files() {
    let folder = music();
    let output = segue(&folder, &["analyse", "music", "--jobs", "3", "--errors", "errors.ndjson"]);
    let records = records(&text(&output.stdout));
    assert_eq!(files(&records), expected_files());
    let model =
        model::Model::from_bytes(&fs::read(format!("{FIXTURES}/../../assets/model.bin")).unwrap()).unwrap();
    for record in &records {
        let path = folder.path().join(record["file"].as_str().unwrap());
        let analysis = segue_cli::decode::analyse(&path, &model).unwrap();
        for feature in protocol::Feature::ALL {
            let told = record[feature.name()].as_f64().unwrap() as f32;
            assert_eq!(told, analysis.features.get(feature), "{} of {}", feature.name(), path.display());
        }
    }
    assert_eq!(code(&output), 1);
    let told = text(&output.stderr);
    assert!(told.contains("1 of 5 gave no result:\n  music/a/bad.mp3: "), "{told}");
    assert!(told.contains("Passed over: 1 a Mac's companions of other files, 1 no audio"), "{told}");
    let errors = fs::read_to_string(folder.path().join("errors.ndjson")).unwrap();
    assert_eq!(files(&self::records(&errors)), ["music/a/bad.mp3"]);
}

/// Wherever a run was cut off, the next one makes of it what one run would have made.
#[test]
fn what_was_cut_off_is_gone_on_with() {
    let folder = music();
    for out in ["out.ndjson", "out.csv"] {
        let run = |more: &[&str]| {
            let output = segue(&folder, &[&["analyse", "music", "--jobs", "1", "--out", out], more].concat());
            assert_eq!(code(&output), 1, "{}", text(&output.stderr));
            fs::read(folder.path().join(out)).unwrap()
        };
        let whole = run(&[]);
        for share in [0, 1, 37, 55, 99] {
            fs::write(folder.path().join(out), &whole[..whole.len() * share / 100]).unwrap();
            assert_eq!(text(&run(&["--resume"])), text(&whole), "{out} at {share}%");
        }
    }
}

/// A program that is killed leaves what it had finished.
#[test]
fn a_killed_run_loses_nothing() {
    let folder = music();
    let mut child = command(&folder)
        .args(["analyse", "music", "--jobs", "1", "--out", "out.ndjson"])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let path = folder.path().join("out.ndjson");
    let lines = || fs::read_to_string(&path).map_or(0, |text| text.lines().count());
    while lines() == 0 && child.try_wait().unwrap().is_none() {
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let before = fs::read_to_string(&path).unwrap();
    let output = segue(&folder, &["analyse", "music", "--out", "out.ndjson", "--resume"]);
    let after = fs::read_to_string(&path).unwrap();
    assert!(text(&output.stderr).contains(" are done already."), "{}", text(&output.stderr));
    assert!(after.starts_with(before.lines().next().unwrap()));
    let mut names = files(&records(&after));
    names.sort_unstable();
    assert_eq!(names, expected_files());
}

#[test]
fn a_file_that_changed_is_done_again_and_others_stay() {
    let folder = music();
    segue(&folder, &["analyse", "music", "--out", "out.ndjson"]);
    fs::copy(format!("{FIXTURES}/music.m4a"), folder.path().join("music/c.ogg")).unwrap();
    let output = segue(&folder, &["analyse", "music/c.ogg", "music/a", "--out", "out.ndjson", "--resume"]);
    assert!(text(&output.stderr).contains("2 of 4 files are done already"), "{}", text(&output.stderr));
    let records = records(&fs::read_to_string(folder.path().join("out.ndjson")).unwrap());
    let mut names = files(&records);
    names.sort_unstable();
    assert_eq!(names, expected_files());
    let changed = records.iter().find(|record| record["file"] == "music/c.ogg").unwrap();
    assert_eq!(changed["bytes"], fs::metadata(format!("{FIXTURES}/music.m4a")).unwrap().len());
}

#[test]
fn every_format_says_the_same_and_is_gone_on_with() {
    let folder = music();
    let path = |name: &str| folder.path().join(name);
    for out in ["out.json", "out.parquet"] {
        assert_eq!(code(&segue(&folder, &["analyse", "music/a", "--out", out])), 1);
        let output = segue(&folder, &["analyse", "music", "--out", out, "--resume"]);
        assert!(text(&output.stderr).contains("2 of 5 files are done already"), "{}", text(&output.stderr));
        assert!(!path(&format!("{out}.part")).exists(), "the journal goes");
        assert_eq!(code(&segue(&folder, &["analyse", "music", "--out", out])), 2);
    }
    let json: Value = serde_json::from_slice(&fs::read(path("out.json")).unwrap()).unwrap();
    let records = json["audio_features"].as_array().unwrap();
    assert_eq!(files(records), expected_files(), "in the order of the files");
    let printed = segue(&folder, &["analyse", "music", "--json"]);
    assert_eq!(serde_json::from_slice::<Value>(&printed.stdout).unwrap(), json);
    let csv = text(&segue(&folder, &["analyse", "music", "--format", "csv"]).stdout);
    assert!(csv.starts_with("file,title,artist,album,danceability,"), "{csv}");
    assert_eq!(csv.lines().count(), 5);
    // A run that was cut off leaves its journal, which may be torn.
    let lines = segue(&folder, &["analyse", "music/a", "--jobs", "1"]).stdout;
    fs::write(path("cut.json.part"), &lines[..lines.len() - 9]).unwrap();
    assert_eq!(code(&segue(&folder, &["analyse", "music", "--out", "cut.json"])), 2);
    let output = segue(&folder, &["analyse", "music", "--out", "cut.json", "--resume"]);
    assert!(text(&output.stderr).contains("1 of 5 files are done already"), "{}", text(&output.stderr));
    assert_eq!(fs::read(path("cut.json")).unwrap(), fs::read(path("out.json")).unwrap());
    let parquet = fs::read(path("out.parquet")).unwrap();
    assert!(parquet.starts_with(b"PAR1") && parquet.ends_with(b"PAR1"));
}

#[test]
fn shares_make_the_whole() {
    let folder = music();
    let mut names = Vec::new();
    for shard in ["1/3", "2/3", "3/3"] {
        let output = segue(&folder, &["analyse", "music", "--shard", shard]);
        names.extend(files(&records(&text(&output.stdout))));
    }
    names.sort_unstable();
    assert_eq!(names, expected_files());
}

/// However the folder is spelled, and whatever its files are called, each is done once.
#[cfg(target_os = "linux")]
#[test]
fn no_file_is_lost_or_doubled_by_its_name() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("music")).unwrap();
    for name in [b"caf\xE8.mp3".as_slice(), b"caf\xE9.mp3", b"line\nbreak.mp3"] {
        let path = folder.path().join("music").join(std::ffi::OsStr::from_bytes(name));
        fs::copy(format!("{FIXTURES}/music.mp3"), path).unwrap();
    }
    for out in ["out.ndjson", "out.csv", "out.json"] {
        assert_eq!(code(&segue(&folder, &["analyse", "music", "./music", "--out", out])), 0);
        let whole = fs::read(folder.path().join(out)).unwrap();
        for spelled in ["music", "./music", "music//", "./music/."] {
            let output = segue(&folder, &["analyse", spelled, "--out", out, "--resume"]);
            assert!(
                text(&output.stderr).contains("3 of 3 files are done already"),
                "{}",
                text(&output.stderr)
            );
            assert_eq!(fs::read(folder.path().join(out)).unwrap(), whole, "{out} {spelled}");
        }
        let elsewhere = folder.path().join("music").display().to_string();
        let output = segue(&folder, &["analyse", &elsewhere, "--out", out, "--resume"]);
        assert!(text(&output.stderr).contains("3 records of other files are in"), "{}", text(&output.stderr));
    }
    let printed = records(&text(&segue(&folder, &["analyse", "music"]).stdout));
    assert_eq!(files(&printed), ["music/caf\\xE8.mp3", "music/caf\\xE9.mp3", "music/line\nbreak.mp3"]);
}

#[test]
fn a_file_that_was_not_copied_to_its_end_is_told() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["music.flac", "music.m4a", "music.ogg"] {
        let whole = fs::read(format!("{FIXTURES}/{name}")).unwrap();
        fs::write(folder.path().join(name), &whole).unwrap();
        fs::write(folder.path().join(format!("half-{name}")), &whole[..whole.len() / 2]).unwrap();
    }
    let output = segue(&folder, &["analyse", ".", "--format", "csv"]);
    let told = text(&output.stderr);
    assert!(
        told.contains("half-music.flac: the file says that it is 9 s long, but only 4 s are there"),
        "{told}"
    );
    assert!(!told.contains("\nmusic."), "{told}");
}

#[test]
fn exit_codes_tell_how_it_went() {
    let folder = music();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("list.txt"), "music/c.ogg\n").unwrap();
    fs::write(path("diary.ndjson"), "Dear diary\n").unwrap();
    fs::create_dir(path("empty")).unwrap();
    let expected: [(&[&str], i32); 18] = [
        (&["analyse", "music/c.ogg"], 0),
        (&["analyse", "--files-from", "list.txt"], 0),
        (&["analyse", "empty"], 0),
        (&["analyse", "music/a/bad.mp3"], 1),
        (&["analyse", "absent.mp3"], 1),
        (&["analyse"], 2),
        (&["analyse", "music", "--shard", "4/3"], 2),
        (&["analyse", "music", "--jobs", "0"], 2),
        (&["analyse", "music", "--format", "parquet"], 2),
        (&["analyse", "music", "--out", "diary.ndjson"], 2),
        (&["analyse", "music", "--out", "diary.ndjson", "--resume"], 2),
        (&["analyse", "music", "--errors", "diary.ndjson"], 2),
        (&["analyse", "music", "--out", "table.xlsx"], 2),
        (&["analyse", "music", "--out", "-"], 2),
        (&["analyze", "music/c.ogg"], 0),
        (&["analyse", "music", "--out", "no/such/folder.ndjson"], 3),
        (&["analyse", "music", "--model", "list.txt"], 3),
        (&["explain", "music/a/bad.mp3"], 1),
    ];
    for (arguments, expected) in expected {
        let output = segue(&folder, arguments);
        assert_eq!(code(&output), expected, "{arguments:?}: {}", text(&output.stderr));
    }
    assert_eq!(fs::read_to_string(path("diary.ndjson")).unwrap(), "Dear diary\n", "it is left as it is");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = music();
    let mut child = command(&folder)
        .args(["analyse", "music/c.ogg", "music/a/2 second.mp3"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((code(&output), text(&output.stderr).as_str()), (0, ""));
}

#[test]
fn tracks_follow_files() {
    let folder = music();
    let printed = |arguments: &[&str]| {
        let output = segue(&folder, arguments);
        serde_json::from_slice::<Vec<Value>>(&output.stdout).unwrap()
    };
    let of_catalogue = printed(&["recommend", "music/c.ogg", "--limit", "5", "--json"]);
    assert_eq!(of_catalogue.len(), 5);
    assert!(of_catalogue.iter().all(|track| track["uri"].as_str().unwrap().starts_with("spotify:track:")));
    let own = printed(&["recommend", "music/c.ogg", "--library", "music", "--json"]);
    let names = files(&own);
    assert!(!names.is_empty() && names.iter().all(|name| name.starts_with("music/")), "{names:?}");
    assert!(!names.contains(&"music/c.ogg".to_owned()), "a seed does not follow itself");
}

#[test]
fn a_playlist_names_every_file_from_where_it_lies() {
    let folder = music();
    let output = segue(&folder, &["playlist", "music", "--out", "list.m3u8", "--energy", "up"]);
    assert_eq!(code(&output), 1, "the bad one is told");
    let playlist = fs::read_to_string(folder.path().join("list.m3u8")).unwrap();
    assert!(playlist.starts_with("#EXTM3U\n"), "{playlist}");
    let mut names: Vec<&str> = playlist.lines().filter(|line| !line.starts_with('#')).collect();
    names.sort_unstable();
    assert_eq!(names, expected_files());
    assert_eq!(code(&segue(&folder, &["playlist", "music", "--out", "list.m3u8"])), 2);
}

#[test]
fn shells_and_manuals_are_served() {
    let folder = tempfile::tempdir().unwrap();
    assert!(text(&segue(&folder, &["completions", "bash"]).stdout).contains("--resume"));
    assert!(text(&segue(&folder, &["man"]).stdout).contains("segue\\-analyse"));
    assert_eq!(code(&segue(&folder, &["man", "--out", "man"])), 0);
    let page = fs::read_to_string(folder.path().join("man/segue-analyse.1")).unwrap();
    assert!(page.contains("Exit codes"), "{page}");
}

/// A running server, ended with the test.
struct Server(std::process::Child);

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Status line and body of an answer.
fn ask(address: &str, path: &str, host: &str) -> (u16, Value) {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
    (status, serde_json::from_str(answer.split("\r\n\r\n").nth(1).unwrap()).unwrap())
}

#[test]
fn scripts_for_spotify_are_answered() {
    let folder = music();
    let mut child =
        command(&folder).args(["serve", "music", "--port", "0"]).stderr(Stdio::piped()).spawn().unwrap();
    let mut told = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    let _server = Server(child);
    let line = told.find(|line| line.contains("http://")).unwrap();
    let address = line.split("http://").nth(1).unwrap().split('/').next().unwrap().to_owned();
    assert!(address.starts_with("127.0.0.1:"), "{address}");
    told.find(|line| line == "All files are heard.").unwrap();
    let (status, listed) = ask(&address, "/files", "localhost");
    assert_eq!((status, &listed["still_to_hear"]), (200, &Value::from(0)));
    let ids: BTreeMap<String, String> = listed["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| (file["id"].as_str().unwrap().into(), file["file"].as_str().unwrap().into()))
        .collect();
    assert_eq!(ids.len(), SOUND.len());
    let (id, file) = ids.first_key_value().unwrap();
    let (status, features) = ask(&address, &format!("/v1/audio-features/{id}"), &address);
    assert_eq!(
        (status, features["id"].as_str(), features["file"].as_str()),
        (200, Some(id.as_str()), Some(file.as_str()))
    );
    let (status, several) = ask(&address, &format!("/v1/audio-features?ids={id},nobody"), "localhost");
    let features = vec![features, Value::Null];
    assert_eq!((status, &several["audio_features"]), (200, &Value::from(features.clone())));
    let (status, several) = ask(&address, &format!("/v1/audio-features/?ids={id},nobody"), "localhost");
    assert_eq!((status, &several["audio_features"]), (200, &Value::from(features)), "as spotipy asks");
    for (path, host, expected) in [
        ("/v1/audio-features/nobody", "localhost", 404),
        ("/v1/audio-features?ids=", "localhost", 400),
        ("/v1/audio-features?ids=a&ids=b", "localhost", 400),
        ("/v1/audio-features/%FF", "localhost", 404),
        ("/v1/audio-features", "localhost", 400),
        ("/v2", "localhost", 404),
        ("/files", "evil.example", 403),
    ] {
        let (status, error) = ask(&address, path, host);
        assert_eq!(
            (status, error["error"]["status"].as_u64()),
            (expected, Some(u64::from(expected))),
            "{path}"
        );
    }
}
