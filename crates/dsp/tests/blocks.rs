//! Audio that comes block by block: the description is the same however it is cut.

use dsp::{Audio, DescribeError, Description, Downmix, Hearing, Once, Survey, Surveyed, describe};

/// Numbers that look random, 0…1, the same every time.
fn numbers(seed: u32) -> impl FnMut() -> f32 {
    let mut state = seed;
    move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / (1u32 << 24) as f32
    }
}

/// A tone that pulses, over noise; two seconds of it are digital silence, and four.
fn track(rate: u32, seconds: u32) -> Vec<f32> {
    let mut noise = numbers(rate);
    let sample = |i: u32| {
        let t = f64::from(i) / f64::from(rate);
        let tone = (std::f64::consts::TAU * 330.0 * t).sin() as f32 * (-6.0 * (t % 0.5)).exp() as f32;
        let is_silent = (9.0..11.0).contains(&t) || (20.0..24.0).contains(&t);
        if is_silent { 0.0 } else { 0.4 * tone + 0.1 * (noise() - 0.5) }
    };
    (0..seconds * rate).map(sample).collect()
}

/// Blocks of a track that end at these samples.
fn blocks<'a>(channels: &'a [&'a [f32]], ends: &'a [usize]) -> impl Iterator<Item = Vec<&'a [f32]>> {
    let starts = std::iter::once(&0).chain(ends);
    starts.zip(ends).map(|(start, end)| channels.iter().map(|channel| &channel[*start..*end]).collect())
}

fn surveyed(audio: &Audio<'_>, ends: &[usize]) -> Result<Surveyed, DescribeError> {
    let mut survey = Survey::new(audio.channels.len(), audio.sample_rate)?;
    blocks(audio.channels, ends).try_for_each(|block| survey.take(&block))?;
    survey.finish()
}

fn heard(audio: &Audio<'_>, ends: &[usize]) -> Result<Description, DescribeError> {
    let surveyed = surveyed(audio, ends)?;
    let mut hearing = Hearing::new(surveyed);
    let mut mono = Vec::new();
    for block in blocks(audio.channels, ends) {
        surveyed.downmix.mix(&block, &mut mono);
        hearing.take(&mono);
    }
    hearing.finish()
}

fn heard_once(audio: &Audio<'_>, ends: &[usize]) -> Result<(Surveyed, Option<Description>), DescribeError> {
    let mut once = Once::new(audio.channels.len(), audio.sample_rate)?;
    blocks(audio.channels, ends).try_for_each(|block| once.take(&block))?;
    once.finish()
}

/// Ends of blocks of up to `most` samples, some of them of none.
fn random_ends(len: usize, most: usize, seed: u32) -> Vec<usize> {
    let mut number = numbers(seed);
    let mut ends = Vec::new();
    let mut at = 0;
    while at < len {
        at = len.min(at + (number() * most as f32) as usize);
        ends.push(at);
    }
    ends
}

#[test]
fn however_a_track_is_cut_into_blocks_its_description_is_the_same() {
    for (rate, seconds) in [(22_050, 42), (44_100, 13), (11_025, 27)] {
        let left = track(rate, seconds);
        let opposite: Vec<f32> = left.iter().map(|x| -x).collect();
        let later = [&[0.0; 5], &left[..left.len() - 5]].concat();
        for (right, downmix) in [(&later, Downmix::Mean), (&opposite, Downmix::Channel(0))] {
            let audio = Audio { channels: &[&left, right], sample_rate: rate };
            let whole = describe(&audio, &mut |_| {}).unwrap();
            assert_eq!(whole.downmix, downmix);
            for (most, seed) in [(3_000, 1), (300_000, 2)] {
                let ends = random_ends(left.len(), most, seed);
                let cut = heard(&audio, &ends).unwrap();
                assert!(cut == whole, "{rate} Hz in {} blocks", ends.len());
                let (surveyed, once) = heard_once(&audio, &ends).unwrap();
                assert_eq!(surveyed.downmix, downmix);
                let expected = Description { waveform: Vec::new(), spectrum: Vec::new(), ..cut };
                assert!(once == (downmix == Downmix::Mean).then_some(expected), "{rate} Hz, once");
            }
        }
    }
}

#[test]
fn a_track_that_changed_between_the_readings_is_refused() {
    let samples = track(8_000, 6);
    let audio = Audio { channels: &[&samples], sample_rate: 8_000 };
    let surveyed = surveyed(&audio, &[samples.len()]).unwrap();
    for shorter in [&samples[..40_000], &[]] {
        let mut hearing = Hearing::new(surveyed);
        hearing.take(shorter);
        let expected = DescribeError::Changed { frames: shorter.len() as u64, expected: 48_000 };
        assert_eq!(hearing.finish().unwrap_err(), expected);
    }
}

#[test]
fn what_is_wrong_is_said_at_the_end_of_the_survey() {
    let tone = track(8_000, 4);
    let refused = |samples: &[f32]| {
        let ends = random_ends(samples.len(), 5_000, 4);
        let audio = Audio { channels: &[samples], sample_rate: 8_000 };
        let error = surveyed(&audio, &ends).unwrap_err();
        assert_eq!(heard_once(&audio, &ends).unwrap_err(), error, "in one pass");
        error
    };
    assert_eq!(refused(&vec![0.0; 40_000]), DescribeError::Silent);
    assert!(matches!(refused(&tone[..8_000]), DescribeError::TooShort { .. }));
    for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        let mut samples = tone.clone();
        samples[20_000] = bad;
        assert_eq!(refused(&samples), DescribeError::NotFinite, "{bad}");
    }
}
