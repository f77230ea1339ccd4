//! The whole analysis on signals that are hard on it, and on one that says what must come out.

use dsp::params::{HOP, SAMPLE_RATE, SPECTRUM_BINS, WAVEFORM_SLICES};
use dsp::{Audio, DescribeError, Description, Descriptor, Downmix, describe};
use music::Key;
use std::f32::consts::TAU;

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

/// Chords of A minor, F, C and G, two seconds each, over a click at 120 BPM.
fn music(seconds: usize) -> Vec<f32> {
    const CHORDS: [[f32; 3]; 4] =
        [[57.0, 60.0, 64.0], [53.0, 57.0, 60.0], [48.0, 52.0, 55.0], [55.0, 59.0, 62.0]];
    let hiss = noise(steps(seconds));
    let sample = |(i, hiss): (usize, f32)| {
        let t = i as f32 / SAMPLE_RATE as f32;
        let notes = CHORDS[(t / 2.0) as usize % CHORDS.len()];
        let tone = |note: f32| (TAU * 440.0 * ((note - 69.0) / 12.0).exp2() * (t % 2.0)).sin();
        0.1 * notes.map(tone).iter().sum::<f32>() + 0.3 * hiss * (-40.0 * (t % 0.5)).exp()
    };
    hiss.into_iter().enumerate().map(sample).collect()
}

/// Near silence, as dither leaves it.
fn silence(seconds: usize) -> Vec<f32> {
    noise(steps(seconds)).iter().map(|x| 5e-5 * x).collect()
}

/// Samples of about this many seconds: a whole number of the steps in which silence is told.
fn steps(seconds: usize) -> usize {
    seconds * SAMPLE_RATE as usize / HOP * HOP
}

fn best_key(description: &Description) -> Key {
    description.key.candidates[0].0
}

/// Every value must be finite for anything that is not silence. In this profile `describe` itself asserts
/// that no family needed its guard.
#[test]
fn nasty_signals_have_finite_descriptors() {
    let len = 4 * SAMPLE_RATE as usize;
    let signals: [(&str, Vec<f32>); 9] = [
        ("a hum upon a constant", (0..len).map(|i| 0.5 + 1e-3 * (i as f32 * 0.02).sin()).collect()),
        ("full-scale square", (0..len).map(|i| if i / 50 % 2 == 0 { 1.0 } else { -1.0 }).collect()),
        ("one impulse", (0..len).map(|i| if i == len / 2 { 1.0 } else { 0.0 }).collect()),
        ("noise", noise(len)),
        ("faint noise", noise(len).iter().map(|x| x * 2e-4).collect()),
        ("beyond full scale", noise(len).iter().map(|x| x * 8.0).collect()),
        ("a tone in one bin", (0..len).map(|i| (i as f32 * std::f32::consts::TAU / 32.0).sin()).collect()),
        (
            "silence, then a tone",
            (0..len).map(|i| if i < len / 2 { 0.0 } else { (i as f32 * 0.3).sin() }).collect(),
        ),
        ("denormals and clicks", (0..len).map(|i| if i % 50_000 == 9 { 0.9 } else { 1e-40 }).collect()),
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
    assert_eq!(described(&vec![0.5; 200_000]), Err(DescribeError::Silent));
    assert!(matches!(described(&noise(4_410)), Err(DescribeError::TooShort { .. })));
    assert!(matches!(described(&[]), Err(DescribeError::TooShort { .. })));
    let undivided: Vec<f32> = noise(200_000).iter().map(|x| x * 32_768.0).collect();
    assert!(matches!(described(&undivided), Err(DescribeError::BeyondFullScale { .. })));
}

#[test]
fn silence_before_and_after_music_changes_nothing_but_times() {
    let (music, silence) = (music(20), silence(61));
    let [alone, within] = [music.clone(), [&silence[..], &music, &silence].concat()]
        .map(|samples| described(&samples).unwrap());
    assert_eq!(within.windows.len(), 1);
    assert_eq!(within.windows[0].descriptor, alone.windows[0].descriptor);
    assert_eq!((&within.tempo, &within.key, &within.spectrum), (&alone.tempo, &alone.key, &alone.spectrum));
    let before_s = silence.len() as f32 / SAMPLE_RATE as f32;
    assert_eq!((alone.windows[0].start_s, within.windows[0].start_s), (0.0, before_s));
    let [first, late] = [&alone, &within].map(|description| description.beats.first_s.unwrap());
    assert!((late - before_s - first).abs() < 1e-3, "{late} is {first} after {before_s}");
    assert!((within.duration_s - alone.duration_s - 2.0 * before_s).abs() < 1e-3);
    assert_eq!(within.waveform[WAVEFORM_SLICES / 4].1.max(1e-4), 1e-4, "the waveform shows the silence");
}

#[test]
fn windows_go_on_behind_a_long_silence() {
    let (music, silence) = (music(40), silence(60));
    let alone = described(&music).unwrap();
    let broken = described(&[&music[..], &silence, &music].concat()).unwrap();
    let silence_s = silence.len() as f32 / SAMPLE_RATE as f32;
    let starts: Vec<f32> = broken.windows.iter().map(|window| window.start_s).collect();
    for (start, expected) in starts.iter().zip([0.0, 30.0, 60.0 + silence_s]) {
        assert!((start - expected).abs() < 1e-3, "{starts:?}");
    }
    assert_eq!(starts.len(), 3);
    assert_eq!(broken.windows[0], alone.windows[0]);
    assert_eq!(best_key(&broken), best_key(&alone));
    assert!((broken.tempo.bpm - 120.0).abs() < 0.5, "{:?}", broken.tempo);
}

#[test]
fn what_sounds_too_short_is_refused_however_long_the_silence() {
    let silence = silence(20);
    let short = [&silence[..], &music(2), &silence].concat();
    assert!(
        matches!(described(&short), Err(DescribeError::MostlySilent { seconds, .. }) if (seconds - 2.0).abs() < 0.05)
    );
    assert!(described(&[&silence[..], &music(4), &silence].concat()).is_ok());
}

/// What everybody hears from two loudspeakers must be heard here, though the mean of the channels is nothing.
#[test]
fn channels_that_cancel_are_heard_as_one_of_them() {
    let left = music(12);
    let right: Vec<f32> = left.iter().map(|x| -x).collect();
    let stereo = |right: &[f32], sample_rate| {
        describe(&Audio { channels: &[&left, right], sample_rate }, &mut |_| {}).unwrap()
    };
    for rate in [SAMPLE_RATE, 2 * SAMPLE_RATE] {
        let (same, opposite) = (stereo(&left, rate), stereo(&right, rate));
        assert_eq!((same.downmix, opposite.downmix), (Downmix::Mean, Downmix::Channel(0)));
        let heard = |description: &Description| {
            let Description { windows, tempo, beats, key, waveform, .. } = description.clone();
            (windows, tempo, beats, key, waveform)
        };
        assert_eq!(heard(&same), heard(&opposite), "{rate} Hz");
    }
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
