//! Onset strength against librosa; tempo of synthetic clicks and drums; finite values for any input.

use dsp::onset::{OnsetDetector, Onsets};
use dsp::params::SAMPLE_RATE;
use dsp::pulse::{Pulse, PulseAnalyser};
use dsp::rhythm::{self, Part, Rhythm};
use dsp::tempo::{self, Tempo};
use std::f32::consts::TAU;

const RATE: f32 = SAMPLE_RATE as f32;

/// 30 s, the length of a window.
const SECONDS: f32 = 30.0;

fn silence(seconds: f32) -> Vec<f32> {
    vec![0.0; (seconds * RATE) as usize]
}

/// White noise, −1…1, of a linear congruential generator.
fn noise(seed: u32) -> impl FnMut() -> f32 {
    let mut state = seed;
    move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state as f32 / u32::MAX as f32 * 2.0 - 1.0
    }
}

/// Adds `sound(seconds since start)` for `length` seconds from `start` on.
fn add(samples: &mut [f32], start: f32, length: f32, mut sound: impl FnMut(f32) -> f32) {
    let from = ((start * RATE) as usize).min(samples.len());
    let to = (from + (length * RATE) as usize).min(samples.len());
    for (i, sample) in samples[from..to].iter_mut().enumerate() {
        *sample += sound(i as f32 / RATE);
    }
}

/// A click on every beat.
fn clicks(bpm: f32, noise_level: f32) -> Vec<f32> {
    let mut samples = silence(SECONDS);
    let beat = 60.0 / bpm;
    for k in 0..(SECONDS / beat) as usize {
        add(&mut samples, 0.1 + k as f32 * beat, 0.02, |t| {
            0.5 * (TAU * 1500.0 * t).sin() * (-200.0 * t).exp()
        });
    }
    let mut noise = noise(1);
    samples.iter_mut().for_each(|sample| *sample += noise_level * noise());
    samples
}

/// Bass drum and snare in turn on the beats, hi-hats on the eighths, of which the second comes at `swing`
/// of the beat.
fn drums(bpm: f32, swing: f32, noise_level: f32) -> Vec<f32> {
    let mut samples = silence(SECONDS);
    let mut noise = noise(2);
    let beat = 60.0 / bpm;
    for k in 0..(SECONDS / beat) as usize {
        let start = 0.1 + k as f32 * beat;
        if k % 2 == 0 {
            add(&mut samples, start, 0.25, |t| 0.8 * (TAU * 55.0 * t).sin() * (-15.0 * t).exp());
        } else {
            let mut snare = |t: f32| (0.4 * noise() + 0.3 * (TAU * 200.0 * t).sin()) * (-20.0 * t).exp();
            add(&mut samples, start, 0.2, &mut snare);
        }
        for offset in [0.0, swing * beat] {
            add(&mut samples, start + offset, 0.05, |t| 0.15 * noise() * (-80.0 * t).exp());
        }
    }
    samples.iter_mut().for_each(|sample| *sample += noise_level * noise());
    samples
}

fn tempo_of(samples: &[f32]) -> Tempo {
    let mut rhythm = Rhythm::new();
    rhythm.window(samples, &Part::whole(samples, 0.0), &mut Vec::new());
    rhythm.tempo()
}

/// Fails where the tempo found is not within 1% of the true one.
fn assert_tempo(samples: &[f32], bpm: f32, what: &str) {
    let found = tempo_of(samples);
    assert!((found.bpm / bpm - 1.0).abs() <= 0.01, "{what} at {bpm} BPM: found {found:?}");
}

#[test]
fn onset_strength_is_librosas() {
    // Made by fixtures/make_golden_rhythm_tonal.py. Tolerance in dB: single precision near the floor.
    const TOLERANCE: f32 = 0.02;
    let expected: Vec<f32> = include_str!("fixtures/golden_onset_strength.txt")
        .split_whitespace()
        .map(|v| v.parse().unwrap())
        .collect();
    let mut samples = silence(3.0);
    for (i, sample) in samples.iter_mut().enumerate() {
        let t = i as f64 / f64::from(SAMPLE_RATE);
        let tone =
            (std::f64::consts::TAU * 440.0 * t).sin() + 0.5 * (std::f64::consts::TAU * 880.0 * t).sin();
        *sample = (0.4 * (-12.0 * (t % 0.31)).exp() * tone) as f32;
    }
    let mut onsets = Onsets::default();
    OnsetDetector::new().measure(&samples, &mut onsets);
    assert_eq!(onsets.all.len(), expected.len());
    for (frame, (found, expected)) in onsets.all.iter().zip(&expected).enumerate() {
        assert!((found - expected).abs() <= TOLERANCE, "frame {frame}: {found} instead of {expected}");
    }
}

#[test]
fn clicks_are_found_from_50_to_210() {
    for bpm in (50..=210).step_by(8).map(|bpm| bpm as f32 + 0.3) {
        assert_tempo(&clicks(bpm, 0.0), bpm, "clicks");
        assert_tempo(&clicks(bpm, 0.02), bpm, "noisy clicks");
    }
}

#[test]
fn drums_are_found_straight_and_swung() {
    for bpm in (50..=210).step_by(8).map(|bpm| bpm as f32 + 0.7) {
        assert_tempo(&drums(bpm, 0.5, 0.0), bpm, "drums");
        assert_tempo(&drums(bpm, 0.5, 0.03), bpm, "noisy drums");
        assert_tempo(&drums(bpm, 0.6, 0.01), bpm, "swung drums");
    }
}

#[test]
fn tempo_of_a_track_joins_its_windows() {
    let samples = drums(127.3, 0.5, 0.01);
    let mut rhythm = Rhythm::new();
    let mut values = Vec::new();
    for _ in 0..3 {
        rhythm.window(&samples, &Part::whole(&samples, 0.0), &mut values);
    }
    let rest = &samples[..4 * SAMPLE_RATE as usize];
    rhythm.window(rest, &Part::whole(rest, 90.0), &mut values);
    assert_eq!(values.len(), 4 * rhythm::LEN);
    let tempo = rhythm.tempo();
    assert!((tempo.bpm / 127.3 - 1.0).abs() < 0.005, "{tempo:?}");
    assert!(tempo.confidence > 0.5, "{tempo:?}");
}

/// A bass drum on every beat, a hi-hat between, and plucked tones on two of three half-beats, which alone would pulse at
/// two thirds of the tempo.
fn threes_over_a_bass_drum(bpm: f32, plucked: f32) -> Vec<f32> {
    let mut samples = silence(SECONDS);
    let mut hiss = noise(6);
    let half = 30.0 / bpm;
    for k in 0..(SECONDS / half) as usize {
        let start = 0.1 + k as f32 * half;
        if k % 2 == 0 {
            add(&mut samples, start, 0.2, |t| 0.5 * (TAU * 55.0 * t).sin() * (-14.0 * t).exp());
        } else {
            add(&mut samples, start, 0.05, |t| 0.05 * hiss() * (-90.0 * t).exp());
        }
        if k % 3 != 0 {
            add(&mut samples, start, 0.3, |t| {
                let partial = |n: i32| 0.5f32.powi(n - 1) * (TAU * 660.0 * n as f32 * t).sin();
                plucked * (1..7).map(partial).sum::<f32>() * (-6.0 * t).exp()
            });
        }
    }
    samples
}

#[test]
fn the_bass_drum_decides_between_a_tempo_and_two_thirds_of_it() {
    let mut mended = 0;
    for bpm in [168.0, 174.0, 192.0, 210.0] {
        for plucked in [0.05, 0.1] {
            let samples = threes_over_a_bass_drum(bpm, plucked);
            let (mut onsets, mut pulse) = (Onsets::default(), Pulse::new());
            OnsetDetector::new().measure(&samples, &mut onsets);
            PulseAnalyser::new().analyse(&onsets, &mut pulse);
            let is_octave = |found: f32| {
                let octaves = (found / bpm).log2();
                (octaves - octaves.round()).abs() < 0.0144
            };
            let (before, found) = (tempo::estimate(&pulse), tempo_of(&samples));
            assert!(is_octave(found.bpm), "{bpm}: {found:?}, before {before:?}");
            assert!(found.confidence <= before.confidence, "{found:?} {before:?}");
            mended += usize::from(!is_octave(before.bpm));
        }
    }
    assert!(mended >= 4, "{mended} were wrong by themselves");
}

#[test]
fn a_tempo_that_changes_is_not_sure_and_one_that_halves_is() {
    let track = |tempi: [f32; 2]| {
        let mut rhythm = Rhythm::new();
        for (place, bpm) in [tempi[0], tempi[0], tempi[1], tempi[1]].into_iter().enumerate() {
            let samples = drums(bpm, 0.5, 0.01);
            rhythm.window(&samples, &Part::whole(&samples, place as f32 * SECONDS), &mut Vec::new());
        }
        rhythm.tempo()
    };
    let changing = track([100.0, 128.0]);
    assert!(changing.confidence < 0.5, "{changing:?}");
    let [steady, halved] = [track([100.0, 100.0]), track([100.0, 50.0])];
    assert!(steady.confidence > 0.8, "{steady:?}");
    assert!(halved.beat_confidence() > 0.7, "{halved:?}");
}

#[test]
fn without_beats_no_bar_is_sure() {
    let mut hiss = noise(5);
    let noise: Vec<f32> = silence(SECONDS).iter().map(|_| 0.3 * hiss()).collect();
    // Onsets at any time: a random walk of 0.1 to 0.9 s, as of speech or rubato.
    let mut free = silence(SECONDS);
    let mut at = 0.1;
    while at < SECONDS - 1.0 {
        add(&mut free, at, 0.2, |t| 0.5 * (TAU * 300.0 * t).sin() * (-20.0 * t).exp());
        at += 0.5 + 0.4 * hiss();
    }
    for (name, samples) in [("noise", noise), ("free", free)] {
        let mut rhythm = Rhythm::new();
        rhythm.window(&samples, &Part::whole(&samples, 0.0), &mut Vec::new());
        let beats = rhythm.beats(&rhythm.tempo());
        assert!(beats.meter.confidence < 0.4, "{name}: {beats:?}");
    }
    let samples = drums(120.0, 0.5, 0.01);
    let mut rhythm = Rhythm::new();
    rhythm.window(&samples, &Part::whole(&samples, 0.0), &mut Vec::new());
    let beats = rhythm.beats(&rhythm.tempo());
    assert!(beats.meter.beats_per_bar == Some(4) && beats.meter.confidence > 0.9, "{beats:?}");
}

#[test]
fn alternatives_are_other_readings_in_order() {
    let tempo = tempo_of(&drums(120.0, 0.5, 0.01));
    assert!(!tempo.alternatives.is_empty());
    for pair in tempo.alternatives.windows(2) {
        assert!(pair[0].1 >= pair[1].1, "{tempo:?}");
    }
    let total: f32 = tempo.alternatives.iter().map(|(_, weight)| weight).sum();
    assert!(total + tempo.confidence <= 1.001, "{tempo:?}");
    for (bpm, _) in &tempo.alternatives {
        let ratio = bpm / tempo.bpm;
        let known = [0.5, 2.0, 2.0 / 3.0, 0.75, 4.0 / 3.0, 1.5];
        assert!(known.iter().any(|reading| (ratio / reading - 1.0).abs() < 1e-3), "{tempo:?}");
    }
}

#[test]
fn confidence_tells_drums_from_noise() {
    let mut noise = noise(3);
    let hiss: Vec<f32> = silence(SECONDS).iter().map(|_| 0.3 * noise()).collect();
    let (unsure, sure) = (tempo_of(&hiss).confidence, tempo_of(&drums(120.0, 0.5, 0.01)).confidence);
    assert!(unsure < 0.5 && sure > 0.8, "noise {unsure}, drums {sure}");
}

#[test]
fn silence_has_no_tempo() {
    assert_eq!(tempo_of(&silence(SECONDS)), Tempo::default());
}

#[test]
fn values_are_finite_and_named_for_any_input() {
    assert_eq!(rhythm::names().len(), rhythm::LEN);
    let mut noise = noise(4);
    let mut impulse = silence(SECONDS);
    impulse[1000] = 1.0;
    let mut last_sample = silence(3.0);
    *last_sample.last_mut().unwrap() = 1.0;
    let inputs = [
        ("nothing", Vec::new()),
        ("ten samples", vec![0.5; 10]),
        ("silence", silence(SECONDS)),
        ("constant", vec![0.7; silence(SECONDS).len()]),
        ("full scale square", (0..90_000).map(|i| if i / 50 % 2 == 0 { 1.0 } else { -1.0 }).collect()),
        ("impulse", impulse),
        ("last sample", last_sample),
        ("noise", silence(SECONDS).iter().map(|_| noise()).collect()),
        ("faint noise", silence(5.0).iter().map(|_| 1e-12 * noise()).collect()),
        ("three seconds", drums(100.0, 0.5, 0.0)[..3 * SAMPLE_RATE as usize].to_vec()),
        ("far too loud", silence(4.0).iter().map(|_| 1e12 * noise()).collect()),
    ];
    for (name, samples) in inputs {
        let (mut rhythm, mut values) = (Rhythm::new(), Vec::new());
        rhythm.window(&samples, &Part::whole(&samples, 0.0), &mut values);
        assert_eq!(values.len(), rhythm::LEN, "{name}");
        for (value, label) in values.iter().zip(rhythm::names()) {
            assert!(value.is_finite(), "{name}: {label} is {value}");
        }
        let tempo = rhythm.tempo();
        assert!(tempo.bpm.is_finite() && (0.0..=1.0).contains(&tempo.confidence), "{name}: {tempo:?}");
    }
}
