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
        let channels = audio.channels.len();
        if channels < 2 {
            return Downmix::Mean;
        }
        let powers: Vec<f64> = audio.channels.iter().map(|channel| power_of_channel(channel)).collect();
        let uncorrelated = powers.iter().sum::<f64>() / (channels * channels) as f64;
        if power_of_mean(audio) >= f64::from(CANCELLED) * uncorrelated {
            return Downmix::Mean;
        }
        let loudest = powers.iter().copied().fold(0.0, f64::max);
        let chosen = powers.iter().position(|power| *power >= EQUALLY_LOUD * loudest);
        chosen.map_or(Downmix::Mean, Downmix::Channel)
    }

    /// Writes the samples from `start` on over `into`; zeros before the beginning and past the end.
    pub fn write(self, audio: &Audio<'_>, start: isize, into: &mut [f32]) {
        into.fill(0.0);
        let before = usize::try_from(-start).unwrap_or(0).min(into.len());
        let start = usize::try_from(start).unwrap_or(0);
        let (channels, gain) = match self {
            Downmix::Mean => (audio.channels, 1.0 / audio.channels.len().max(1) as f32),
            Downmix::Channel(place) => (audio.channels.get(place..=place).unwrap_or_default(), 1.0),
        };
        for channel in channels {
            let source = channel.get(start..).unwrap_or_default();
            for (sum, sample) in into.iter_mut().skip(before).zip(source) {
                *sum += sample * gain;
            }
        }
    }
}

/// Power of the mean of all channels.
fn power_of_mean(audio: &Audio<'_>) -> f64 {
    let mut mono = [0.0; CHUNK];
    let starts = (0..audio.len()).step_by(CHUNK);
    let sums = starts.map(|start| {
        Downmix::Mean.write(audio, start as isize, &mut mono);
        sum_and_energy(&mono)
    });
    power(sums, audio.len())
}

fn power_of_channel(samples: &[f32]) -> f64 {
    power(samples.chunks(CHUNK).map(sum_and_energy), samples.len())
}

fn sum_and_energy(samples: &[f32]) -> (f64, f64) {
    (f64::from(sum(samples)), f64::from(dot(samples, samples)))
}

/// Mean power of `count` samples about their mean: a constant offset is no sound.
fn power(sums: impl Iterator<Item = (f64, f64)>, count: usize) -> f64 {
    let (total, energy) = sums.fold((0.0, 0.0), |all, part| (all.0 + part.0, all.1 + part.1));
    let count = count.max(1) as f64;
    (energy / count - (total / count).powi(2)).max(0.0)
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
    fn samples_are_written_from_any_place() {
        let (left, right) = ([1.0, 2.0, 3.0], [3.0, 4.0, 5.0]);
        let audio = Audio { channels: &[&left, &right], sample_rate: SAMPLE_RATE };
        let written = |downmix: Downmix, start| {
            let mut into = [9.0; 4];
            downmix.write(&audio, start, &mut into);
            into
        };
        assert_eq!(written(Downmix::Mean, 0), [2.0, 3.0, 4.0, 0.0]);
        assert_eq!(written(Downmix::Mean, -2), [0.0, 0.0, 2.0, 3.0]);
        assert_eq!(written(Downmix::Channel(1), 1), [4.0, 5.0, 0.0, 0.0]);
        assert_eq!(written(Downmix::Channel(0), 7), [0.0; 4]);
        assert_eq!(written(Downmix::Channel(0), -7), [0.0; 4]);
    }
}
