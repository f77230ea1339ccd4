//! The whole analysis on signals that are hard on it, and on one that says what must come out.

use dsp::params::{SAMPLE_RATE, SPECTRUM_BINS, WAVEFORM_SLICES};
use dsp::{Audio, DescribeError, Description, Descriptor, describe};

fn described(samples: &[f32]) -> Result<Description, DescribeError> {
    describe(&Audio { channels: &[samples], sample_rate: SAMPLE_RATE }, &mut |_| {})
}

/// White noise, ±1, the same every time.
fn noise(len: usize) -> Vec<f32> {
    let mut state = 1u32;
    let step = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state as f32 / 2_147_483_648.0 - 1.0
    };
    (0..len).map(step).collect()
}

/// Every value must be finite for anything that is not silence. In this profile `describe` itself asserts
/// that no family needed its guard.
#[test]
fn nasty_signals_have_finite_descriptors() {
    let len = 4 * SAMPLE_RATE as usize;
    let signals: [(&str, Vec<f32>); 9] = [
        ("constant", vec![0.5; len]),
        ("full-scale square", (0..len).map(|i| if i / 50 % 2 == 0 { 1.0 } else { -1.0 }).collect()),
        ("one impulse", (0..len).map(|i| if i == len / 2 { 1.0 } else { 0.0 }).collect()),
        ("noise", noise(len)),
        ("faint noise", noise(len).iter().map(|x| x * 2e-4).collect()),
        ("far beyond full scale", noise(len).iter().map(|x| x * 1e4).collect()),
        ("a tone in one bin", (0..len).map(|i| (i as f32 * std::f32::consts::TAU / 32.0).sin()).collect()),
        (
            "silence, then a tone",
            (0..len).map(|i| if i < len / 2 { 0.0 } else { (i as f32 * 0.3).sin() }).collect(),
        ),
        ("denormals and a click", (0..len).map(|i| if i == 9 { 0.9 } else { 1e-40 }).collect()),
    ];
    for (name, samples) in signals {
        let description = described(&samples).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(description.windows.len(), 1, "{name}");
        assert!(description.windows[0].descriptor.as_slice().iter().all(|value| value.is_finite()), "{name}");
        assert!(description.spectrum.iter().all(|value| value.is_finite()), "{name}");
        assert!(
            description.loudness.integrated_lufs.is_finite() && description.tempo.bpm.is_finite(),
            "{name}"
        );
    }
}

#[test]
fn bad_audio_is_refused() {
    assert_eq!(described(&vec![0.0; 200_000]), Err(DescribeError::Silent));
    assert!(matches!(described(&noise(4_410)), Err(DescribeError::TooShort { .. })));
    assert!(matches!(described(&[]), Err(DescribeError::TooShort { .. })));
}

#[test]
fn a_long_track_has_a_window_every_thirty_seconds_and_rising_progress() {
    let samples = noise(100 * SAMPLE_RATE as usize);
    let mut heard = vec![0.0];
    let audio = Audio { channels: &[&samples], sample_rate: SAMPLE_RATE };
    let description = describe(&audio, &mut |share| heard.push(share)).unwrap();
    let starts: Vec<f32> = description.windows.iter().map(|window| window.start_s).collect();
    assert_eq!(starts, [0.0, 30.0, 60.0]);
    assert!(heard.windows(2).all(|pair| pair[0] < pair[1]), "{heard:?}");
    assert_eq!(heard.last(), Some(&1.0));
    assert_eq!(description.spectrum.len(), SPECTRUM_BINS);
    assert_eq!(description.waveform.len(), WAVEFORM_SLICES);
    // White noise has the same magnitude everywhere: the lowest and the highest kilohertz agree within 5%.
    let mean = |bins: &[f32]| bins.iter().sum::<f32>() / bins.len() as f32;
    let ratio = mean(&description.spectrum[100..2_000]) / mean(&description.spectrum[8_000..]);
    assert!((ratio - 1.0).abs() < 0.05, "{ratio}");
}

/// The same sound through other channels and rates must be nearly the same descriptor.
#[test]
fn the_descriptor_hardly_depends_on_the_sample_rate() {
    let at = |rate: u32| -> Vec<f32> {
        let tone = |i: u32| {
            let t = f64::from(i) / f64::from(rate);
            let beat = (-8.0 * (t % 0.5)).exp();
            // Partials up to 9.9 kHz, so that no band is left to the resampler's noise.
            let partial = |k: u32| (std::f64::consts::TAU * 110.0 * f64::from(k) * t).sin() / f64::from(k);
            (0.3 * beat * (1..=90).map(partial).sum::<f64>()) as f32
        };
        (0..6 * rate).map(tone).collect()
    };
    let reference = described(&at(SAMPLE_RATE)).unwrap();
    let names = dsp::descriptor::names();
    for rate in [44_100, 48_000] {
        let samples = at(rate);
        let audio = Audio { channels: &[&samples, &samples], sample_rate: rate };
        let description = describe(&audio, &mut |_| {}).unwrap();
        let pairs = description.windows[0]
            .descriptor
            .as_slice()
            .iter()
            .zip(reference.windows[0].descriptor.as_slice());
        let far: Vec<_> =
            pairs.zip(&names).filter(|((a, b), _)| (*a - *b).abs() > 0.5 + 0.05 * b.abs()).collect();
        assert!(far.len() < Descriptor::LEN / 20, "{rate} Hz: {far:?}");
        assert!((description.tempo.bpm - reference.tempo.bpm).abs() < 0.5);
    }
}
