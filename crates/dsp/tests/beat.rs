//! Beat phase of clicks with a known start, and the bar of drum patterns.

use dsp::beat::Beats;
use dsp::params::SAMPLE_RATE;
use dsp::rhythm::{Part, Rhythm};
use dsp::tempo::Tempo;
use std::f32::consts::TAU;

const RATE: f32 = SAMPLE_RATE as f32;
const SECONDS: f32 = 30.0;

/// White noise, −1…1, of a linear congruential generator.
fn noise(seed: u32) -> impl FnMut() -> f32 {
    let mut state = seed;
    move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state as f32 / u32::MAX as f32 * 2.0 - 1.0
    }
}

fn add(samples: &mut [f32], start: f32, length: f32, mut sound: impl FnMut(f32) -> f32) {
    let from = ((start * RATE) as usize).min(samples.len());
    let to = (from + (length * RATE) as usize).min(samples.len());
    for (i, sample) in samples[from..to].iter_mut().enumerate() {
        *sample += sound(i as f32 / RATE);
    }
}

/// Bass drum on the first beat of each bar, snare on the others, hi-hat on all and between.
fn drums(bpm: f32, start: f32, beats_per_bar: usize) -> Vec<f32> {
    let mut hiss = noise(3);
    let mut samples: Vec<f32> = (0..(SECONDS * RATE) as usize).map(|_| 0.001 * hiss()).collect();
    let beat = 60.0 / bpm;
    for k in 0..((SECONDS - start) / beat) as usize {
        let at = start + k as f32 * beat;
        if k % beats_per_bar == 0 {
            add(&mut samples, at, 0.25, |t| (TAU * 55.0 * t).sin() * (-15.0 * t).exp());
        } else {
            add(&mut samples, at, 0.2, |t| 0.4 * hiss() * (-25.0 * t).exp());
        }
        for hat in [at, at + beat / 2.0] {
            add(&mut samples, hat, 0.05, |t| 0.1 * hiss() * (-80.0 * t).exp());
        }
    }
    samples
}

fn beats_of(samples: &[f32]) -> (f32, Beats) {
    let mut rhythm = Rhythm::new();
    rhythm.window(samples, &Part::whole(samples, 0.0), &mut Vec::new());
    let tempo = rhythm.tempo();
    (tempo.bpm, rhythm.beats(&tempo))
}

#[test]
fn the_first_click_is_found_within_20_ms() {
    for bpm in [70.0, 96.0, 120.0, 150.0] {
        for start in [0.05, 0.18, 0.31] {
            let mut samples = vec![0.0; (SECONDS * RATE) as usize];
            let beat = 60.0 / bpm;
            for k in 0..((SECONDS - start) / beat) as usize {
                add(&mut samples, start + k as f32 * beat, 0.02, |t| {
                    (TAU * 1500.0 * t).sin() * (-200.0 * t).exp()
                });
            }
            let (found_bpm, beats) = beats_of(&samples);
            assert!((found_bpm / bpm - 1.0).abs() < 0.01, "{bpm}: {found_bpm}");
            let first = beats.first_s.unwrap();
            // On a circle: just before the beat is as near as just after.
            let off = (first - start + beat / 2.0).rem_euclid(beat) - beat / 2.0;
            assert!(off.abs() < 0.02, "{bpm} BPM from {start} s: {first} s, off by {off}");
            assert!(beats.confidence > 0.8, "{beats:?}");
        }
    }
}

#[test]
fn bars_of_three_and_four_are_told_apart_and_others_named_neither() {
    for bpm in [90.0, 120.0, 140.0] {
        for (bar, expected) in [(3, Some(3)), (4, Some(4)), (5, None), (7, None)] {
            // The bar is judged given the beat; that tempo finds the beat is tested beside it.
            let mut rhythm = Rhythm::new();
            let samples = drums(bpm, 0.2, bar);
            rhythm.window(&samples, &Part::whole(&samples, 0.0), &mut Vec::new());
            let beats = rhythm.beats(&Tempo { bpm, confidence: 1.0, ..Tempo::default() });
            assert_eq!(beats.meter.beats_per_bar, expected, "{bar} beats at {bpm}: {beats:?}");
            assert!(beats.meter.confidence > 0.5, "{beats:?}");
        }
    }
}

#[test]
fn without_a_pulse_there_is_no_beat() {
    let (_, beats) = beats_of(&vec![0.0; (SECONDS * RATE) as usize]);
    assert_eq!(beats, Beats::default());
}
