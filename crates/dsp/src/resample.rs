//! Resampling of the downmix to the analysis rate, by rubato's FFT resampler.

use crate::audio::Audio;
use crate::downmix::Downmix;
use crate::params::SAMPLE_RATE;
use rubato::audioadapter_buffers::direct::SequentialSlice;
use rubato::{Fft, FixedSync, Indexing, Resampler, WindowFunction};

/// Least length of the resampler's transforms, input samples: 23 ms at 44.1 kHz.
const MIN_BLOCK: usize = 1024;

/// The downmix of `audio` at [`SAMPLE_RATE`], delay compensated: `round(len × 22,050 / rate)` samples.
///
/// `audio` has passed [`Audio::check`]. Anti-aliasing: Blackman-Harris², about −120 dB.
pub fn to_analysis_rate(audio: &Audio<'_>, downmix: Downmix) -> Vec<f32> {
    if audio.sample_rate == SAMPLE_RATE {
        let mut mono = vec![0.0; audio.len()];
        downmix.write(audio, 0, &mut mono);
        return mono;
    }
    // The only errors are those of buffer sizes, which this function chooses itself; the empty answer
    // would be reported as audio that is too short.
    resample(audio, downmix).unwrap_or_default()
}

/// Length of the transforms, input samples: a multiple of the shortest that the two rates allow, and an even
/// one, since half the output of a block is its delay and that must be whole samples.
fn block(rate: usize) -> usize {
    let (mut shortest, mut rest) = (rate, SAMPLE_RATE as usize);
    while rest != 0 {
        (shortest, rest) = (rest, shortest % rest);
    }
    let shortest = rate / shortest;
    shortest * MIN_BLOCK.div_ceil(shortest).next_multiple_of(2)
}

fn resample(audio: &Audio<'_>, downmix: Downmix) -> Option<Vec<f32>> {
    let rate = audio.sample_rate as usize;
    let mut resampler = Fft::<f32>::new_custom(
        rate,
        SAMPLE_RATE as usize,
        block(rate),
        1,
        1,
        WindowFunction::BlackmanHarris2,
        FixedSync::Input,
    )
    .ok()?;
    let wanted = (audio.len() as u64 * u64::from(SAMPLE_RATE) * 2 + rate as u64) / (2 * rate as u64);
    let wanted = usize::try_from(wanted).ok()?;
    let mut delay = resampler.output_delay();
    let mut input = vec![0.0; resampler.input_frames_max()];
    let mut output = vec![0.0; resampler.output_frames_max()];
    let mut mono = Vec::with_capacity(wanted + output.len());
    let mut start = 0;
    // Past the end zeros go in until what the delay holds back has come out.
    while mono.len() < wanted {
        let needed = resampler.input_frames_next();
        downmix.write(audio, isize::try_from(start).ok()?, input.get_mut(..needed)?);
        start += needed;
        let room = output.len();
        let source = SequentialSlice::new(&input, 1, input.len()).ok()?;
        let mut sink = SequentialSlice::new_mut(&mut output, 1, room).ok()?;
        let (_, made) = resampler.process_into_buffer(&source, &mut sink, None::<&Indexing>).ok()?;
        let late = delay.min(made);
        delay -= late;
        mono.extend_from_slice(output.get(late..made)?);
    }
    mono.truncate(wanted);
    Some(mono)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(hz: f64, rate: u32, seconds: f64) -> Vec<f32> {
        let len = (seconds * f64::from(rate)) as usize;
        (0..len).map(|i| (std::f64::consts::TAU * hz * i as f64 / f64::from(rate)).sin() as f32).collect()
    }

    /// A tone keeps frequency, phase and amplitude: error below −60 dB away from the edges.
    #[test]
    fn a_tone_stays_the_same_tone() {
        for rate in [8_000, 11_025, 16_000, 24_000, 32_000, 44_100, 48_000, 88_200, 96_000, 192_000] {
            let input = tone(1000.0, rate, 2.0);
            let output = to_analysis_rate(&Audio { channels: &[&input], sample_rate: rate }, Downmix::Mean);
            let expected = tone(1000.0, SAMPLE_RATE, 2.0);
            assert_eq!(output.len(), expected.len(), "{rate}");
            let worst = output[2000..42_000].iter().zip(&expected[2000..42_000]);
            let worst = worst.map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
            assert!(worst < 1e-3, "{rate} Hz: {worst}");
        }
    }

    /// What the analysis rate cannot hold must vanish, not fold back: −80 dB.
    #[test]
    fn does_not_alias() {
        let input = tone(14_000.0, 44_100, 2.0);
        let output = to_analysis_rate(&Audio { channels: &[&input], sample_rate: 44_100 }, Downmix::Mean);
        let peak = output[2000..42_000].iter().fold(0.0f32, |peak, x| peak.max(x.abs()));
        assert!(peak < 1e-4, "{peak}");
    }

    #[test]
    fn channels_are_averaged_and_lengths_rounded() {
        let (left, right) = (vec![0.5; 70_000], vec![-0.1; 70_000]);
        for rate in [SAMPLE_RATE, 12_345, 44_100] {
            let output =
                to_analysis_rate(&Audio { channels: &[&left, &right], sample_rate: rate }, Downmix::Mean);
            let expected = (70_000.0 * f64::from(SAMPLE_RATE) / f64::from(rate)).round() as usize;
            assert_eq!(output.len(), expected);
            assert!((output[output.len() / 2] - 0.2).abs() < 1e-4);
        }
    }
}
