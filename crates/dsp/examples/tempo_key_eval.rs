//! Tempo and key of many windows against a reference; and the evidence from which the tempo network is fitted.
//!
//! ```text
//! tempo_key_eval evaluate REFERENCE.csv AUDIO
//! tempo_key_eval evidence OUT AUDIO...
//! ```
//!
//! AUDIO holds raw mono 32-bit float files at 22,050 Hz, one a window (`ffmpeg -i x.opus -ac 1 -ar 22050 -f f32le
//! x.f32`). REFERENCE.csv has columns `file` (its stem names the raw file), `essentia_bpm`,
//! `essentia_bpm_confidence`, `essentia_key` (0 = C) and `essentia_mode` (1 = major); `fit/reference.py` writes
//! it for a folder of windows. Rows without them are left out.

use dsp::onset::{OnsetDetector, Onsets};
use dsp::pulse::{Pulse, PulseAnalyser};
use dsp::rhythm::{Part, Rhythm};
use dsp::stft::Spectrogram;
use dsp::tempo;
use dsp::tonal::Tonal;
use music::{Key, Mode};
use std::error::Error;
use std::fs;
use std::path::Path;

/// Confidence of Essentia's RhythmExtractor2013 from which its authors call a tempo reliable.
const SURE: f32 = 1.5;

/// One window: what was found and what the reference says.
struct Row {
    bpm: f32,
    bpm_confidence: f32,
    key: Option<(Key, f32)>,
    reference_bpm: f32,
    reference_confidence: f32,
    reference_key: Key,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["evaluate", reference, audio] => evaluate(Path::new(reference), Path::new(audio)),
        ["evidence", out, ref audio @ ..] => write_evidence(Path::new(out), audio),
        _ => Err("usage: tempo_key_eval evaluate REFERENCE.csv AUDIO | evidence OUT AUDIO...".into()),
    }
}

fn read(path: &Path) -> std::io::Result<Vec<f32>> {
    let bytes = fs::read(path)?;
    Ok(bytes
        .chunks_exact(4)
        .map(|bytes| f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
        .collect())
}

/// Writes the evidence for every tempo of the scale beside each file's name, as 32-bit floats.
fn write_evidence(out: &Path, folders: &[&str]) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(out)?;
    let (mut detector, mut analyser) = (OnsetDetector::new(), PulseAnalyser::new());
    let (mut onsets, mut pulse) = (Onsets::default(), Pulse::new());
    for folder in folders {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.extension().is_none_or(|extension| extension != "f32") {
                continue;
            }
            detector.measure(&read(&path)?, &mut onsets);
            analyser.analyse(&onsets, &mut pulse);
            let evidence =
                (0..tempo::N_TEMPI).flat_map(|step| tempo::evidence(&pulse, tempo::step_bpm(step)));
            let bytes: Vec<u8> = evidence.flat_map(f32::to_le_bytes).collect();
            let name = path.file_stem().unwrap_or_default();
            fs::write(out.join(name).with_extension("evidence"), bytes)?;
        }
    }
    Ok(())
}

fn evaluate(reference: &Path, audio: &Path) -> Result<(), Box<dyn Error>> {
    let table = fs::read_to_string(reference)?;
    let mut lines = table.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let column =
        |name: &str| header.iter().position(|column| *column == name).ok_or(format!("no column {name}"));
    let (file, bpm, sure) = (column("file")?, column("essentia_bpm")?, column("essentia_bpm_confidence")?);
    let (key, mode) = (column("essentia_key")?, column("essentia_mode")?);
    let mut rows = Vec::new();
    for line in lines {
        // Titles in quotes may hold commas.
        let cells = cells(line);
        let number = |column: usize| cells.get(column).and_then(|cell| cell.parse::<f32>().ok());
        let (Some(reference_bpm), Some(tonic), Some(major)) = (number(bpm), number(key), number(mode)) else {
            continue;
        };
        let name = Path::new(cells.get(file).map_or("", String::as_str)).with_extension("f32");
        let Ok(samples) = read(&audio.join(name)) else { continue };
        let (mut rhythm, mut tonal) = (Rhythm::new(), Tonal::new());
        rhythm.window(&samples, &Part::whole(&samples, 0.0), &mut Vec::new());
        tonal.window(&Spectrogram::of(&samples), &mut Vec::new());
        let tempo = rhythm.tempo();
        rows.push(Row {
            bpm: tempo.bpm,
            bpm_confidence: tempo.confidence,
            key: tonal.key().candidates.first().copied(),
            reference_bpm,
            reference_confidence: number(sure).unwrap_or(0.0),
            reference_key: Key {
                tonic: tonic as u8,
                mode: if major > 0.5 { Mode::Major } else { Mode::Minor },
            },
        });
    }
    report(&mut rows);
    Ok(())
}

/// Cells of one line of CSV, quotes taken off.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    for character in line.chars() {
        match character {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            _ => cells.iter_mut().last().into_iter().for_each(|cell| cell.push(character)),
        }
    }
    cells
}

fn report(rows: &mut [Row]) {
    print_tempo("all windows", &rows.iter().collect::<Vec<_>>());
    let sure: Vec<&Row> = rows.iter().filter(|row| row.reference_confidence > SURE).collect();
    print_tempo("reference sure (> 1.5)", &sure);
    rows.sort_by(|a, b| b.bpm_confidence.total_cmp(&a.bpm_confidence));
    for fifth in rows.chunks(rows.len().div_ceil(5).max(1)) {
        let confidence = fifth.iter().map(|row| row.bpm_confidence).sum::<f32>() / fifth.len() as f32;
        print_tempo(&format!("mean confidence {confidence:.2}"), &fifth.iter().collect::<Vec<_>>());
    }
    print_key("all windows", rows);
    rows.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
    for fifth in rows.chunks(rows.len().div_ceil(5).max(1)) {
        let confidence = fifth.iter().map(weight).sum::<f32>() / fifth.len() as f32;
        print_key(&format!("mean weight {confidence:.2}"), fifth);
    }
}

fn weight(row: &Row) -> f32 {
    row.key.map_or(0.0, |(_, weight)| weight)
}

/// Share of rows for which `score` holds, or mean score.
fn mean<T>(rows: &[T], score: impl Fn(&T) -> f32) -> f32 {
    rows.iter().map(score).sum::<f32>() / rows.len().max(1) as f32
}

fn print_tempo(name: &str, rows: &[&Row]) {
    let within = |row: &Row, factor: f32| (row.bpm / row.reference_bpm / factor - 1.0).abs() <= 0.04;
    let one = mean(rows, |row| f32::from(within(row, 1.0)));
    let factors = [1.0, 2.0, 0.5, 3.0, 1.0 / 3.0];
    let two = mean(rows, |row| f32::from(factors.iter().any(|factor| within(row, *factor))));
    println!("tempo  {name:24} n {:4}  Acc1 {one:.3}  Acc2 {two:.3}", rows.len());
}

fn print_key(name: &str, rows: &[Row]) {
    let exact = mean(rows, |row| f32::from(row.key.is_some_and(|(key, _)| key == row.reference_key)));
    let mirex = mean(rows, |row| row.key.map_or(0.0, |(key, _)| mirex_score(key, row.reference_key)));
    println!("key    {name:24} n {:4}  exact {exact:.3}  MIREX {mirex:.3}", rows.len());
}

/// MIREX's weights: a fifth off .5, relative key .3, parallel key .2.
fn mirex_score(found: Key, reference: Key) -> f32 {
    let up = (found.tonic + 12 - reference.tonic) % 12;
    match (found.mode == reference.mode, up) {
        (true, 0) => 1.0,
        (true, 5 | 7) => 0.5,
        (false, 0) => 0.2,
        (false, 9) if reference.mode == Mode::Major => 0.3,
        (false, 3) if reference.mode == Mode::Minor => 0.3,
        _ => 0.0,
    }
}
