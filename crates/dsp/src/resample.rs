//! Resampling of the downmix to the analysis rate, by rubato's FFT resampler.

use crate::audio::Audio;
use crate::downmix::Downmix;
use crate::params::SAMPLE_RATE;
use rubato::audioadapter_buffers::direct::SequentialSlice;
use rubato::{Fft, FixedSync, Indexing, Resampler, WindowFunction};

/// Least length of the resampler's transforms, input samples: 23 ms at 44.1 kHz.
const MIN_BLOCK: usize = 1024;

/// The downmix of `audio` at [`SAMPLE_RATE`], delay compensated: `round(len × 22,050 / rate)` samples.
pub fn to_analysis_rate(audio: &Audio<'_>, downmix: Downmix) -> Vec<f32> {
    let mut resampling = Resampling::new(audio.sample_rate);
    let (mut mono, mut resampled) = (Vec::new(), Vec::new());
    for piece in audio.pieces() {
        downmix.mix(&piece, &mut mono);
        resampling.take(&mono, &mut resampled);
    }
    resampling.finish(&mut resampled);
    resampled
}

/// Samples at [`SAMPLE_RATE`] that as many at another rate become: their number, rounded.
pub fn resampled_len(frames: u64, sample_rate: u32) -> u64 {
    let rate = u64::from(sample_rate.max(1));
    (frames * u64::from(SAMPLE_RATE) * 2 + rate) / (2 * rate)
}

/// Brings one channel that comes in pieces to [`SAMPLE_RATE`]. Anti-aliasing: Blackman-Harris², about −120 dB.
pub struct Resampling {
    sample_rate: u32,
    /// None where the rate is the right one already.
    change: Option<Change>,
    taken: u64,
    given: u64,
}

/// A resampler and what belongs to it.
struct Change {
    resampler: Fft<f32>,
    /// Samples that are fewer than a block.
    waiting: Vec<f32>,
    output: Vec<f32>,
    /// Samples that come out first and are none of the audio.
    late: usize,
}

impl Resampling {
    /// From a rate, Hz. One for which there is no resampler gives nothing, which is reported as silence.
    pub fn new(sample_rate: u32) -> Self {
        let change = if sample_rate == SAMPLE_RATE { None } else { Change::from(sample_rate as usize) };
        Self { sample_rate, change, taken: 0, given: 0 }
    }

    /// Adds what comes out when more goes in.
    pub fn take(&mut self, mono: &[f32], into: &mut Vec<f32>) {
        let before = into.len();
        match &mut self.change {
            Some(change) => change.take(mono, into),
            None if self.sample_rate == SAMPLE_RATE => into.extend_from_slice(mono),
            None => {}
        }
        self.taken += mono.len() as u64;
        self.given += (into.len() - before) as u64;
    }

    /// Adds what is still inside at the end, so that all is as long as what went in.
    pub fn finish(&mut self, into: &mut Vec<f32>) {
        let wanted = resampled_len(self.taken, self.sample_rate);
        let Some(change) = &mut self.change else { return };
        // Zeros go in until what the delay holds back has come out.
        while self.given < wanted {
            let (before, late) = (into.len(), change.late);
            let missing = change.resampler.input_frames_next().saturating_sub(change.waiting.len());
            change.take(&vec![0.0; missing], into);
            self.given += (into.len() - before) as u64;
            // Every block gives something once the delay is over; a resampler that fails gives nothing for ever.
            if into.len() == before && change.late == late {
                return;
            }
        }
        let over = usize::try_from(self.given - wanted).unwrap_or(0);
        into.truncate(into.len().saturating_sub(over));
    }
}

impl Change {
    fn from(rate: usize) -> Option<Self> {
        let resampler = Fft::<f32>::new_custom(
            rate,
            SAMPLE_RATE as usize,
            block(rate),
            1,
            1,
            WindowFunction::BlackmanHarris2,
            FixedSync::Input,
        )
        .ok()?;
        let (late, room) = (resampler.output_delay(), resampler.output_frames_max());
        Some(Self { resampler, waiting: Vec::new(), output: vec![0.0; room], late })
    }

    fn take(&mut self, mut samples: &[f32], into: &mut Vec<f32>) {
        loop {
            let needed = self.resampler.input_frames_next();
            let missing = needed.saturating_sub(self.waiting.len());
            let Some((next, rest)) = samples.split_at_checked(missing) else { break };
            samples = rest;
            // The only errors are those of buffer sizes, which are chosen here.
            let done = if self.waiting.is_empty() {
                self.round(next, into)
            } else {
                let mut block = std::mem::take(&mut self.waiting);
                block.extend_from_slice(next);
                let done = self.round(&block, into);
                block.clear();
                self.waiting = block;
                done
            };
            debug_assert!(done.is_some());
        }
        self.waiting.extend_from_slice(samples);
    }

    /// One block in, one block out.
    fn round(&mut self, input: &[f32], into: &mut Vec<f32>) -> Option<()> {
        let room = self.output.len();
        let source = SequentialSlice::new(input, 1, input.len()).ok()?;
        let mut sink = SequentialSlice::new_mut(&mut self.output, 1, room).ok()?;
        let (_, made) = self.resampler.process_into_buffer(&source, &mut sink, None::<&Indexing>).ok()?;
        let late = self.late.min(made);
        self.late -= late;
        into.extend_from_slice(self.output.get(late..made)?);
        Some(())
    }
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
