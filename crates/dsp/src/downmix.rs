//! Downmix: how the channels of a track become the one that is analysed.
//!
//! It is their mean, unless they cancel in it: where one channel is the other turned upside down (a crossed cable, a
//! "vocal remover", a fault of mastering), the mean holds nothing of what everybody hears. Then the track is what
//! its loudest channel holds. The choice is one for the whole track, so that it never changes within the music.

use crate::audio::Audio;
use crate::math::{dot, sum};
use crate::params::CANCELLED;

/// Samples that are looked at once: sums of so few are exact enough in single precision.
const CHUNK: usize = 4_096;

/// Share of the loudest channel's power from which an earlier channel is as good: decoders differ in the last bits,
/// and all of them shall choose the same of two channels that are equally loud.
const EQUALLY_LOUD: f64 = 0.9;

/// What is analysed of a track's channels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Downmix {
    /// The mean of all.
    Mean,
    /// One alone, counted from 0, because the mean cancels.
    Channel(usize),
}

impl Downmix {
    /// The choice for `audio`, whose channels are of one length.
    pub fn of(audio: &Audio<'_>) -> Downmix {
        let mut powers = Powers::new(audio.channels.len());
        powers.take(audio.channels);
        powers.downmix()
    }

    /// Writes what is heard of the channels of a block, all of one length, over `into`.
    pub fn mix(self, block: &[&[f32]], into: &mut Vec<f32>) {
        into.clear();
        let (channels, gain) = match self {
            Downmix::Mean => (block, 1.0 / block.len().max(1) as f32),
            Downmix::Channel(place) => (block.get(place..=place).unwrap_or_default(), 1.0),
        };
        let Some((first, others)) = channels.split_first() else { return };
        into.extend(first.iter().map(|sample| sample * gain));
        for channel in others {
            for (sum, sample) in into.iter_mut().zip(*channel) {
                *sum += sample * gain;
            }
        }
    }
}

/// Power of each channel of a track, and of their mean: what the choice hangs on.
pub struct Powers {
    channels: Vec<Sums>,
    mean: Sums,
    frames: u64,
    mono: Vec<f32>,
}

impl Powers {
    /// Of nothing yet.
    pub fn new(channels: usize) -> Self {
        Self { channels: vec![Sums::default(); channels], mean: Sums::default(), frames: 0, mono: Vec::new() }
    }

    /// Adds the next samples: a slice a channel, all of one length; a multiple of 4,096 but for the last.
    pub fn take(&mut self, block: &[&[f32]]) {
        if block.len() < 2 {
            return;
        }
        let len = block.first().map_or(0, |channel| channel.len());
        for start in (0..len).step_by(CHUNK) {
            let end = len.min(start + CHUNK);
            let chunk: Vec<&[f32]> = block.iter().filter_map(|channel| channel.get(start..end)).collect();
            Downmix::Mean.mix(&chunk, &mut self.mono);
            self.mono.resize(CHUNK, 0.0);
            self.mean.add(&self.mono);
            self.channels.iter_mut().zip(&chunk).for_each(|(sums, samples)| sums.add(samples));
        }
        self.frames += len as u64;
    }

    /// The choice.
    pub fn downmix(&self) -> Downmix {
        let channels = self.channels.len();
        if channels < 2 {
            return Downmix::Mean;
        }
        let powers: Vec<f64> = self.channels.iter().map(|sums| sums.power(self.frames)).collect();
        let uncorrelated = powers.iter().sum::<f64>() / (channels * channels) as f64;
        if self.mean.power(self.frames) >= f64::from(CANCELLED) * uncorrelated {
            return Downmix::Mean;
        }
        let loudest = powers.iter().copied().fold(0.0, f64::max);
        let chosen = powers.iter().position(|power| *power >= EQUALLY_LOUD * loudest);
        chosen.map_or(Downmix::Mean, Downmix::Channel)
    }
}

/// Sum and energy of samples.
#[derive(Clone, Copy, Default)]
struct Sums {
    total: f64,
    energy: f64,
}

impl Sums {
    fn add(&mut self, samples: &[f32]) {
        self.total += f64::from(sum(samples));
        self.energy += f64::from(dot(samples, samples));
    }

    /// Mean power of so many samples about their mean: a constant offset is no sound.
    fn power(&self, count: u64) -> f64 {
        let count = count.max(1) as f64;
        (self.energy / count - (self.total / count).powi(2)).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::SAMPLE_RATE;

    /// White noise, ±1, another for each seed.
    fn noise(seed: u32) -> Vec<f32> {
        let mut state = seed;
        let step = |_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state as f32 / 2_147_483_648.0 - 1.0
        };
        (0..50_000).map(step).collect()
    }

    fn scaled(samples: &[f32], gain: f32, offset: f32) -> Vec<f32> {
        samples.iter().map(|x| gain * x + offset).collect()
    }

    fn sum_of(a: &[f32], b: &[f32]) -> Vec<f32> {
        a.iter().zip(b).map(|(a, b)| a + b).collect()
    }

    fn of(channels: &[&[f32]]) -> Downmix {
        Downmix::of(&Audio { channels, sample_rate: SAMPLE_RATE })
    }

    #[test]
    fn ordinary_channels_are_averaged() {
        let (left, right) = (noise(1), noise(2));
        let silent = scaled(&left, 0.0, 0.0);
        assert_eq!(of(&[&left]), Downmix::Mean);
        assert_eq!(of(&[&left, &left]), Downmix::Mean);
        assert_eq!(of(&[&left, &right]), Downmix::Mean, "nothing in common");
        assert_eq!(of(&[&left, &silent]), Downmix::Mean, "one alone");
        assert_eq!(of(&[&silent, &silent, &silent, &silent, &left, &silent]), Downmix::Mean, "one of six");
        assert_eq!(of(&[&silent, &silent]), Downmix::Mean);
        // Twice as much in the sides as in the middle, in amplitude: wide, but music.
        let wide = [sum_of(&left, &scaled(&right, 2.0, 0.0)), sum_of(&left, &scaled(&right, -2.0, 0.0))];
        assert_eq!(of(&[&wide[0], &wide[1]]), Downmix::Mean);
    }

    #[test]
    fn of_channels_that_cancel_the_loudest_is_taken() {
        let left = noise(1);
        assert_eq!(of(&[&left, &scaled(&left, -1.0, 0.0)]), Downmix::Channel(0));
        assert_eq!(of(&[&scaled(&left, -0.8, 0.0), &left]), Downmix::Channel(1));
        // What a decoder's rounding leaves is no sound of its own, and does not decide which channel is the louder.
        let rounded = sum_of(&scaled(&left, -1.0, 0.0), &scaled(&noise(2), 0.01, 0.0));
        assert_eq!(of(&[&left, &rounded]), Downmix::Channel(0));
        assert_eq!(of(&[&scaled(&left, 0.3, 0.3), &scaled(&left, -0.3, 0.3)]), Downmix::Channel(0), "offset");
        let quiet = scaled(&noise(3), 0.01, 0.0);
        assert_eq!(of(&[&quiet, &left, &scaled(&left, -1.0, 0.0), &quiet]), Downmix::Channel(1));
    }

    #[test]
    fn channels_become_one() {
        let (left, right): ([f32; 3], [f32; 3]) = ([1.0, 2.0, 3.0], [3.0, 4.0, 5.0]);
        let mixed = |downmix: Downmix| {
            let mut into = vec![9.0; 7];
            downmix.mix(&[&left, &right], &mut into);
            into
        };
        assert_eq!(mixed(Downmix::Mean), [2.0, 3.0, 4.0]);
        assert_eq!(mixed(Downmix::Channel(1)), right);
    }
}
