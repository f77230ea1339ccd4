//! How much longer than decoding alone the command line takes for songs, two at a time: `cargo bench -p segue-cli`.
//!
//! Twenty songs of four minutes are made of the fixture. What is measured is the least of three times each, since other
//! programs can only make it more: the time that passes, which hangs on them, and the processor time, which hardly does.
#![allow(clippy::unwrap_used, reason = "a bench fails by panicking")]

use cpu_time::ProcessTime;
use segue_cli::found::Found;
use segue_cli::hearing::hear;
use segue_cli::loaded::Loaded;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;
use std::{fs, thread};

const SONGS: usize = 20;
const SONG_S: usize = 240;
/// Length of the fixture.
const FIXTURE_S: usize = 9;
const AT_ONCE: usize = 2;
const ROUNDS: usize = 3;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let songs = songs(folder.path());
    let loaded = Loaded::built_in().unwrap();
    let (mut decoding, mut analysis) = (Taken::MOST, Taken::MOST);
    for _ in 0..ROUNDS {
        decoding = decoding.least(taken(&songs, decode));
        analysis = analysis.least(taken(&songs, |song| {
            let found = Found::at(song).unwrap();
            let heard = hear(&found, &loaded.model).unwrap();
            assert!(heard.analysis.duration_s > SONG_S as f32 - 1.0);
        }));
    }
    let figures = serde_json::json!({
        "twenty_songs_s": analysis.seconds,
        "twenty_songs_decoding_s": decoding.seconds,
        "twenty_songs_over_decoding": analysis.seconds / decoding.seconds,
        "twenty_songs_processor_s": analysis.processor_s,
        "twenty_songs_decoding_processor_s": decoding.processor_s,
        "twenty_songs_processor_over_decoding": analysis.processor_s / decoding.processor_s,
    });
    println!("SEGUE_BENCH {figures}");
}

/// What something took.
#[derive(Clone, Copy)]
struct Taken {
    seconds: f64,
    processor_s: f64,
}

impl Taken {
    const MOST: Self = Self { seconds: f64::INFINITY, processor_s: f64::INFINITY };

    fn least(self, other: Self) -> Self {
        Self {
            seconds: self.seconds.min(other.seconds),
            processor_s: self.processor_s.min(other.processor_s),
        }
    }
}

/// What something takes with all songs, so many at once.
fn taken(songs: &[PathBuf], work: impl Fn(&Path) + Sync) -> Taken {
    let (next, started, processor) = (AtomicUsize::new(0), Instant::now(), ProcessTime::now());
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(song) = songs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    work(song);
                }
            });
        }
    });
    Taken { seconds: started.elapsed().as_secs_f64(), processor_s: processor.elapsed().as_secs_f64() }
}

/// Decodes a song and drops the samples.
fn decode(song: &Path) {
    let file = fs::File::open(song).unwrap();
    let frames: usize = decoder::Decoder::open(file).unwrap().map(|block| block.unwrap()[0].len()).sum();
    assert!(frames > 44_100 * (SONG_S - 1));
}

/// Songs of four minutes and a little more each, no two the same.
fn songs(folder: &Path) -> Vec<PathBuf> {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../pkg-tests/fixtures/music.mp3");
    let fixture = fs::read(fixture).unwrap();
    let frames = frames(&fixture);
    let song = |index: usize| {
        let path = folder.join(format!("{index}.mp3"));
        let bytes = frames.len() * (SONGS * SONG_S + FIXTURE_S * index) / (SONGS * FIXTURE_S);
        fs::write(&path, frames.iter().copied().cycle().take(bytes).collect::<Vec<u8>>()).unwrap();
        path
    };
    (0..SONGS).map(song).collect()
}

/// Frames of the fixture, without the first, which tells how many follow.
fn frames(mp3: &[u8]) -> &[u8] {
    let mut begin = mp3.windows(2).enumerate().filter(|(_, bytes)| *bytes == b"\xff\xfb");
    let (second, _) = begin.nth(1).unwrap();
    &mp3[second..]
}
