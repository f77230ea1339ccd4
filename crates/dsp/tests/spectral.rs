//! The spectral families against librosa, frame by frame.
//!
//! The values were made by `fixtures/make_golden_spectral.py`; each tolerance stands beside its check.

// Helpers of tests may fail like tests.
#![allow(clippy::unwrap_used, clippy::panic)]

use dsp::contrast::Contrast;
use dsp::mel::{MelFrames, main_bank};
use dsp::mfcc::Mfcc;
use dsp::params::{HOP, N_FFT, N_MELS, SAMPLE_RATE};
use dsp::shape::Shape;
use dsp::stft::{Spectrogram, Stft};
use dsp::transients;

/// The signal of the script: a tone with tremolo, a rising chirp, noise, and clicks.
fn signal() -> Vec<f32> {
    let rate = i64::from(SAMPLE_RATE);
    let tau = std::f64::consts::TAU;
    (0..2 * rate)
        .map(|i| {
            let t = i as f64 / rate as f64;
            let tone = 0.3 * (1.0 + 0.5 * (tau * 3.0 * t).sin()) * (tau * 220.0 * t).sin();
            let chirp = 0.2 * (tau * (440.0 * t + 1000.0 * t * t)).sin();
            let noise = 0.05 * (((i * 7919 + i * i * 104_729) % 65_537) as f64 / 32_768.5 - 1.0);
            let click = if i % (rate / 2) == 100 { 0.5 } else { 0.0 };
            (tone + chirp + noise + click) as f32
        })
        .collect()
}

fn golden(name: &str) -> Vec<f32> {
    let line = include_str!("fixtures/golden_spectral.txt")
        .lines()
        .find(|line| line.split(' ').next() == Some(name))
        .unwrap_or_else(|| panic!("no series {name}"));
    line.split(' ').skip(1).map(|value| value.parse().unwrap()).collect()
}

/// Every value within `relative` of librosa's or within `absolute`, whichever is more.
fn assert_close(name: &str, found: &[f32], relative: f32, absolute: f32) {
    let expected = golden(name);
    assert_eq!(found.len(), expected.len(), "{name}: number of values");
    for (place, (found, expected)) in found.iter().zip(&expected).enumerate() {
        let error = (found - expected).abs();
        assert!(
            error <= absolute.max(relative * expected.abs()),
            "{name}[{place}]: {found}, librosa has {expected}"
        );
    }
}

fn spectrogram(samples: &[f32]) -> Spectrogram {
    let mut spectrogram = Spectrogram::default();
    Stft::new(N_FFT, HOP).power_into(samples, &mut spectrogram);
    spectrogram
}

#[test]
fn power_spectrogram_is_librosa_s() {
    let spectrogram = spectrogram(&signal());
    // Single precision over a range of 1e9: relative where there is power, absolute where there is none.
    assert_close("stft_frame_10", spectrogram.iter().nth(10).unwrap(), 1e-3, 1e-3);
}

#[test]
fn mel_levels_and_mfcc_are_librosa_s() {
    let mut mel = MelFrames::default();
    main_bank().measure(&spectrogram(&signal()), &mut mel);
    let mut mfcc = Mfcc::new();
    mfcc.measure(&mel);
    for frame in [10, 70] {
        // Hundredths of a dB.
        let level = mel.level.chunks_exact(N_MELS).nth(frame).unwrap();
        assert_close(&format!("mel_frame_{frame}"), level, 0.0, 0.01);
        let coefficients: Vec<f32> = mfcc.series().iter().map(|series| series[frame]).collect();
        assert_close(&format!("mfcc_frame_{frame}"), &coefficients, 0.0, 0.02);
    }
}

#[test]
fn changes_of_timbre_and_level_are_numpy_s() {
    let mut mel = MelFrames::default();
    main_bank().measure(&spectrogram(&signal()), &mut mel);
    let mut mfcc = Mfcc::new();
    mfcc.measure(&mel);
    let mut values = Vec::new();
    mfcc.describe(&mut values);
    for (name, values) in ["mfcc_delta_sd", "mfcc_slow_delta_sd"].iter().zip(values[40..].chunks_exact(20)) {
        assert_close(name, values, 0.0, 0.02);
    }
    values.clear();
    transients::describe(&mel, &mut values);
    let (changes, strikes) = values.split_at(7 * transients::N_REGISTERS);
    for (register, values) in changes.chunks_exact(7).enumerate() {
        let (short, long) = values.split_at(5);
        assert_close(&format!("change_{register}_short"), short, 0.0, 0.02);
        assert_close(&format!("change_{register}_long"), long, 0.0, 0.02);
    }
    assert_close("strikes", strikes, 0.0, 0.001);
}

#[test]
fn shape_is_librosa_s() {
    let samples = signal();
    let spectrogram = spectrogram(&samples);
    let mut mel = MelFrames::default();
    main_bank().measure(&spectrogram, &mut mel);
    let mut shape = Shape::new();
    shape.measure(&samples, &spectrogram, &mel);
    let [centroid, bandwidth, rolloff, flatness, crossings, ..] = shape.series() else {
        panic!("too few series")
    };
    assert_close("centroid", centroid, 1e-4, 0.0);
    assert_close("bandwidth", bandwidth, 1e-3, 0.0);
    // One bin: a sum in another order can end in the next.
    let rolloff_hz: Vec<f32> = rolloff.iter().map(|octaves| octaves.exp2()).collect();
    assert_close("rolloff", &rolloff_hz, 0.0, SAMPLE_RATE as f32 / N_FFT as f32 + 0.5);
    assert_close("flatness_db", flatness, 0.0, 0.02);
    // librosa counts from the second sample of each frame: one crossing more or less.
    assert_close("zero_crossing_rate", crossings, 0.0, 1.5 / N_FFT as f32);
}

#[test]
fn contrast_is_librosa_s() {
    let mut contrast = Contrast::new();
    contrast.measure(&spectrogram(&signal()));
    for (band, series) in contrast.series().iter().enumerate() {
        assert_close(&format!("contrast_{band}"), series, 0.0, 0.05);
    }
}
