//! Chroma against librosa; keys of synthetic triads and scales; finite values for any input.

use dsp::chroma::{PitchAnalyser, WindowPitch};
use dsp::key::{self, KeyEstimate};
use dsp::params::SAMPLE_RATE;
use dsp::stft::Spectrogram;
use dsp::tonal::{self, Tonal};
use music::{Key, Mode};
use std::f32::consts::TAU;

const RATE: f32 = SAMPLE_RATE as f32;
const MAJOR_SCALE: [u8; 7] = [0, 2, 4, 5, 7, 9, 11];
const HARMONIC_MINOR_SCALE: [u8; 7] = [0, 2, 3, 5, 7, 8, 11];

/// One note with four partials, each half as loud as the one before.
fn note(midi: u8, cents: f32, seconds: f32) -> impl Iterator<Item = f32> {
    let hz = 440.0 * ((f32::from(midi) - 69.0 + cents / 100.0) / 12.0).exp2();
    (0..(seconds * RATE) as usize).map(move |i| {
        let t = i as f32 / RATE;
        let partials = (1..=4).map(|k| 0.5f32.powi(k) * (TAU * hz * k as f32 * t).sin());
        0.3 * partials.sum::<f32>() * (-1.5 * t).exp()
    })
}

/// Notes sounding together.
fn chord(midi: &[u8], cents: f32, seconds: f32) -> Vec<f32> {
    let mut sum = vec![0.0; (seconds * RATE) as usize];
    for pitch in midi {
        sum.iter_mut().zip(note(*pitch, cents, seconds)).for_each(|(slot, value)| *slot += value);
    }
    sum
}

/// Tonic, fourth, fifth and tonic triads of a key, twice.
fn cadence(key: Key, cents: f32) -> Vec<f32> {
    let third = if key.mode == Mode::Major { 4 } else { 3 };
    let root = 48 + key.tonic;
    let triad = |step: u8, third: u8| chord(&[root + step, root + step + third, root + step + 7], cents, 1.5);
    let once = [triad(0, third), triad(5, third), triad(7, 4), triad(0, third)].concat();
    [once.clone(), once].concat()
}

/// Two octaves of a scale up and down, the tonic held.
fn scale(key: Key) -> Vec<f32> {
    let steps = if key.mode == Mode::Major { MAJOR_SCALE } else { HARMONIC_MINOR_SCALE };
    let mut pitches: Vec<u8> =
        [0, 12].iter().flat_map(|octave| steps.map(|step| 48 + key.tonic + octave + step)).collect();
    pitches.extend(pitches.clone().iter().rev());
    let mut samples: Vec<f32> = pitches.iter().flat_map(|pitch| note(*pitch, 0.0, 0.4)).collect();
    samples.extend(chord(&[48 + key.tonic, 60 + key.tonic], 0.0, 1.6));
    samples
}

fn all_keys() -> impl Iterator<Item = Key> {
    (0..24).map(key::from_index)
}

fn key_of(samples: &[f32]) -> KeyEstimate {
    let mut tonal = Tonal::new();
    tonal.window(&Spectrogram::of(samples), &mut Vec::new());
    tonal.key()
}

#[test]
fn chroma_agrees_with_librosas() {
    // Made by fixtures/make_golden_rhythm_tonal.py. librosa folds whole bins by wide filters where this takes
    // peaks and counts them as partials too, so only the shape is the same: the correlation over the pitches.
    const CORRELATION: f32 = 0.9;
    let expected: Vec<f32> =
        include_str!("fixtures/golden_chroma.txt").split_whitespace().map(|v| v.parse().unwrap()).collect();
    let samples: Vec<f32> = (0..3 * SAMPLE_RATE)
        .map(|i| {
            let t = f64::from(i) / f64::from(SAMPLE_RATE);
            let hz = |note: i32| 440.0 * (f64::from(note - 69) / 12.0).exp2();
            let sine = |note: i32| (std::f64::consts::TAU * hz(note) * t).sin();
            (0.15 * [50, 57, 62, 66, 69].map(sine).iter().sum::<f64>()) as f32
        })
        .collect();
    let mut pitch = WindowPitch::default();
    PitchAnalyser::new().measure(&Spectrogram::of(&samples), &mut pitch);
    let found: Vec<f32> = (0..12).map(|p| pitch.frames.iter().map(|frame| frame[p]).sum()).collect();
    let correlation = correlation(&found, &expected);
    assert!(correlation >= CORRELATION, "{correlation}: {found:?} and {expected:?}");
    let strongest = |chroma: &[f32]| {
        let mut order: Vec<usize> = (0..12).collect();
        order.sort_by(|a, b| chroma[*b].total_cmp(&chroma[*a]));
        order.truncate(3);
        order.sort_unstable();
        order
    };
    assert_eq!(strongest(&found), strongest(&expected));
}

fn correlation(a: &[f32], b: &[f32]) -> f32 {
    let mean = |values: &[f32]| values.iter().sum::<f32>() / values.len() as f32;
    let (mean_a, mean_b) = (mean(a), mean(b));
    let product = |x: &[f32], mean_x: f32, y: &[f32], mean_y: f32| -> f32 {
        x.iter().zip(y).map(|(x, y)| (x - mean_x) * (y - mean_y)).sum()
    };
    product(a, mean_a, b, mean_b) / (product(a, mean_a, a, mean_a) * product(b, mean_b, b, mean_b)).sqrt()
}

#[test]
fn triads_give_their_key() {
    for key in all_keys() {
        let found = key_of(&cadence(key, 0.0));
        assert_eq!(found.candidates.first().map(|(key, _)| *key), Some(key), "{found:?}");
    }
}

#[test]
fn scales_give_their_key() {
    for key in all_keys() {
        let found = key_of(&scale(key));
        assert_eq!(found.candidates.first().map(|(key, _)| *key), Some(key), "{found:?}");
    }
}

#[test]
fn tuning_is_measured_and_does_not_move_the_key() {
    // Tolerance in cents: the histogram's bins are 20 wide.
    const TOLERANCE: f32 = 4.0;
    let key = Key { tonic: 2, mode: Mode::Major };
    for cents in [-40.0, -25.0, -10.0, 0.0, 15.0, 30.0, 42.0] {
        let found = key_of(&cadence(key, cents));
        assert!((found.tuning_cents - cents).abs() <= TOLERANCE, "{cents} cents: {found:?}");
        assert_eq!(found.candidates.first().map(|(key, _)| *key), Some(key), "{cents} cents");
    }
}

#[test]
fn between_two_tunings_either_key_may_be_meant() {
    let key = Key { tonic: 2, mode: Mode::Minor };
    for (cents, neighbour) in [(49.0, 3), (-49.0, 1)] {
        let found = key_of(&cadence(key, cents));
        let best: Vec<u8> = found.candidates.iter().take(2).map(|(key, _)| key.tonic).collect();
        assert!(best.contains(&2) && best.contains(&neighbour), "{cents} cents: {found:?}");
        assert!(found.candidates[0].1 < 0.65, "{cents} cents: {found:?}");
    }
    // 432 Hz is a tuning of its own, and no half-way.
    let (usual, low) = (key_of(&cadence(key, 0.0)), key_of(&cadence(key, -31.8)));
    assert!(low.candidates[0].1 > 0.95 * usual.candidates[0].1, "{low:?} {usual:?}");
}

#[test]
fn without_pitch_no_key_is_sure() {
    let mut state = 9u32;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state as f32 / u32::MAX as f32 * 2.0 - 1.0
    };
    let hiss: Vec<f32> = (0..20 * SAMPLE_RATE).map(|_| 0.3 * noise()).collect();
    // Strikes of noise with a falling tone, as of drums.
    let strike = |i: u32| (i as f32 / RATE) % 0.5;
    let drums: Vec<f32> = (0..20 * SAMPLE_RATE)
        .map(|i| {
            let t = strike(i);
            0.3 * noise() * (-20.0 * t).exp()
                + (TAU * 6.0 * (1.0 - (-30.0 * t).exp())).sin() * (-14.0 * t).exp()
        })
        .collect();
    for (name, samples) in [("noise", hiss), ("drums", drums)] {
        let found = key_of(&samples);
        assert!(found.candidates.first().is_none_or(|(_, weight)| *weight < 0.3), "{name}: {found:?}");
        assert_eq!(found.tuning_cents, 0.0, "{name}");
    }
}

#[test]
fn candidates_are_three_with_weights_in_order() {
    let found = key_of(&cadence(Key { tonic: 7, mode: Mode::Minor }, 0.0));
    assert_eq!(found.candidates.len(), 3);
    assert!(found.candidates.windows(2).all(|pair| pair[0].1 >= pair[1].1), "{found:?}");
    assert!(found.candidates.iter().map(|(_, weight)| weight).sum::<f32>() <= 1.001, "{found:?}");
}

#[test]
fn silence_has_no_key() {
    assert_eq!(key_of(&vec![0.0; 10 * SAMPLE_RATE as usize]), KeyEstimate::default());
}

#[test]
fn values_are_finite_and_named_for_any_input() {
    assert_eq!(tonal::names().len(), tonal::LEN);
    let len = 30 * SAMPLE_RATE as usize;
    let mut state = 5u32;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state as f32 / u32::MAX as f32 * 2.0 - 1.0
    };
    let mut impulse = vec![0.0; len];
    impulse[len / 2] = 1.0;
    let inputs = [
        ("nothing", Vec::new()),
        ("ten samples", vec![0.5; 10]),
        ("silence", vec![0.0; len]),
        ("constant", vec![0.7; len]),
        ("impulse", impulse),
        ("noise", (0..len).map(|_| noise()).collect()),
        ("faint noise", (0..len).map(|_| 1e-12 * noise()).collect()),
        ("one sine", (0..len).map(|i| (TAU * 440.0 * i as f32 / RATE).sin()).collect()),
        ("three seconds", cadence(key::from_index(3), 0.0)[..3 * SAMPLE_RATE as usize].to_vec()),
        ("far too loud", (0..len).map(|_| 1e12 * noise()).collect()),
    ];
    for (name, samples) in inputs {
        let (mut tonal, mut values) = (Tonal::new(), Vec::new());
        tonal.window(&Spectrogram::of(&samples), &mut values);
        assert_eq!(values.len(), tonal::LEN, "{name}");
        for (value, label) in values.iter().zip(tonal::names()) {
            assert!(value.is_finite(), "{name}: {label} is {value}");
        }
        let key = tonal.key();
        assert!(key.tuning_cents.abs() <= 50.0, "{name}: {key:?}");
    }
}
