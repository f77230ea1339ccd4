//! Every reader, on some thousand damaged files: whatever comes, reading ends, without a panic, soon, and in little memory.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use damaged::watch::{Failure, Limits, run};
use damaged::{TARGETS, Target, seeds};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Memory is counted for the whole program: one test at a time.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Limits of programs that are compiled quickly, on machines that do other things as well.
const PATIENT: Limits = Limits { time: Duration::from_secs(10), memory: 64 << 20, memory_a_byte: 64 };

/// Time for one reader: those that take longer over a file read fewer.
const TIME: Duration = Duration::from_millis(250);

/// Files that a reader reads at once, and at most.
const AT_ONCE: u64 = 50;
const MOST: u64 = 2_000;

#[test]
fn every_reader_reads_or_refuses_damaged_files() {
    let _alone = alone();
    for target in TARGETS {
        let seeds = (target.seeds)();
        let started = Instant::now();
        for first in (0..MOST).step_by(AT_ONCE as usize).take_while(|_| started.elapsed() < TIME) {
            let outcome = run(&target, &seeds, first..first + AT_ONCE, PATIENT, |_| {});
            let told: Vec<_> = outcome.found.iter().map(|found| (found.turn, &found.failure)).collect();
            assert!(told.is_empty(), "{}: {told:?}", target.name);
        }
    }
}

#[test]
fn no_seed_is_refused_for_what_it_is_not() {
    let _alone = alone();
    for (name, seeds) in [
        ("wav", seeds::audio::wav()),
        ("aiff", seeds::audio::aiff()),
        ("caf", seeds::audio::caf()),
        ("flac", seeds::audio::flac()),
        ("mpeg", seeds::audio::mpeg()),
        ("mp4", seeds::audio::mp4()),
        ("ogg", seeds::audio::ogg()),
        ("matroska", seeds::audio::matroska()),
    ] {
        for (number, seed) in seeds.into_iter().enumerate() {
            let decoded = decoder::decode(std::io::Cursor::new(seed), 60.0);
            assert!(decoded.is_ok(), "{name} {number}: {:?}", decoded.err());
        }
    }
    for (number, seed) in seeds::tags::all().into_iter().enumerate() {
        let identity = worker::identify(std::io::Cursor::new(seed)).unwrap();
        assert!(identity.title.is_some(), "tags {number}: {identity:?}");
    }
    for (name, seeds, refused) in [
        ("a.csv", seeds::text::csv(), 0),
        ("a.txt", seeds::text::txt(), 0),
        ("a.json", seeds::text::json(), 0),
        // Entities that grow, and a stream's list.
        ("a.xspf", seeds::text::xspf(), 4),
        ("a.m3u", seeds::text::m3u(), 4),
        ("a.pls", seeds::text::pls(), 0),
        ("a.cue", seeds::text::cue(), 0),
        ("a.xml", seeds::text::collections(), 0),
    ] {
        let text = |seed: &Vec<u8>| exchange::letters::decode(seed).text;
        let read = seeds.iter().map(|seed| exchange::read(name, text(seed).as_bytes()));
        assert_eq!(read.filter(Result::is_err).count(), refused, "{name}");
    }
    assert!(seeds::text::backup().iter().all(|seed| worker::Backup::open(seed.as_slice()).is_ok()));
    assert!(seeds::binary::catalogue().iter().any(|seed| catalogue::Catalogue::from_bytes(seed).is_ok()));
    assert!(seeds::binary::model().iter().all(|seed| model::Model::from_bytes(seed).is_ok()));
    assert!(
        seeds::binary::placement().iter().all(|seed| model::placement::Placement::from_bytes(seed).is_ok())
    );
}

#[test]
fn large_files_of_nothing_but_openings_end_soon() {
    let _alone = alone();
    for (name, piece) in [
        ("a.csv", "\"a\n"),
        ("a.csv", "name,\"\n"),
        ("a.json", "["),
        ("a.json", "{\"a\":"),
        ("a.xspf", "<playlist><a>"),
        ("a.xspf", "<"),
        ("a.m3u8", "#EXTINF:1,\"\n"),
        ("a.pls", "[playlist]\n="),
        ("a.cue", "FILE \"\n"),
    ] {
        let started = Instant::now();
        let _ = exchange::read(name, piece.repeat(2_000_000 / piece.len()).as_bytes());
        assert!(started.elapsed() < Duration::from_secs(10), "{name} {piece}: {:?}", started.elapsed());
    }
}

/// What a reader that does this is told to have done.
fn failures(read: fn(&[u8])) -> Vec<Failure> {
    let target = Target { name: "test", read, seeds: Vec::new };
    let limits = Limits { time: Duration::from_millis(200), memory: 1 << 20, memory_a_byte: 1 };
    let outcome = run(&target, &[b"a file".to_vec()], 0..3, limits, |_| {});
    assert_eq!(outcome.tried, 3, "one failure does not end a run");
    outcome.found.into_iter().map(|found| found.failure).collect()
}

#[test]
fn what_readers_must_not_do_is_found() {
    let _alone = alone();
    assert_eq!(failures(|_| {}), []);
    let told = failures(|_| panic!("a reason"));
    assert!(
        matches!(&told[..], [Failure::Panic(told)] if told.contains("a reason") && told.contains("damaged.rs"))
    );
    assert!(matches!(failures(|_| std::thread::sleep(Duration::from_millis(300)))[..], [Failure::Slow(_)]));
    let hungry = |_: &[u8]| drop(std::hint::black_box(vec![1u8; 3 << 20]));
    assert!(matches!(failures(hungry)[..], [Failure::Hungry(bytes)] if bytes >= 3 << 20));
}
