//! Decoded audio as it comes from a decoder, and the checks it must pass.

use crate::math::{at_least, extremes, sum_of};
use crate::params::{MAX_RATE, MAX_S, MIN_RATE, MIN_S, SILENCE_PEAK};
use thiserror::Error;

/// Decoded audio: one slice a channel, full scale ±1.
#[derive(Clone, Copy, Debug)]
pub struct Audio<'a> {
    /// Samples of each channel, all of one length.
    pub channels: &'a [&'a [f32]],
    /// Samples per second, Hz.
    pub sample_rate: u32,
}

/// Why audio cannot be described.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum DescribeError {
    /// There is no channel at all.
    #[error("the audio has no channels")]
    NoChannels,
    /// Channels of different lengths.
    #[error("channel {channel} has {len} samples where the first has {expected}")]
    UnequalChannels {
        /// The first channel that differs, counted from 1.
        channel: usize,
        /// Its samples.
        len: usize,
        /// Samples of the first channel.
        expected: usize,
    },
    /// A rate that no audio has.
    #[error("a sample rate of {rate} Hz is outside {MIN_RATE} to {MAX_RATE} Hz")]
    BadSampleRate {
        /// The rate in question, Hz.
        rate: u32,
    },
    /// Fewer seconds than rhythm and key need.
    #[error("the audio is {seconds:.1} s long; at least {minimum} s are needed")]
    TooShort {
        /// Length of the audio.
        seconds: f32,
        /// Least length.
        minimum: f32,
    },
    /// More seconds than are analysed at once.
    #[error("the audio is {seconds:.0} s long; at most {maximum} s can be analysed at once")]
    TooLong {
        /// Length of the audio.
        seconds: f32,
        /// Greatest length.
        maximum: f32,
    },
    /// No sample differs audibly from zero.
    #[error("the audio is silent from beginning to end")]
    Silent,
    /// Long silence, and fewer seconds beside it than rhythm and key need.
    #[error("only {seconds:.1} s of the audio are not silent; at least {minimum} s are needed")]
    MostlySilent {
        /// Length of what sounds.
        seconds: f32,
        /// Least length.
        minimum: f32,
    },
    /// A sample is infinite or not a number.
    #[error("the audio has samples that are not finite")]
    NotFinite,
}

impl Audio<'_> {
    /// Samples of one channel.
    pub fn len(&self) -> usize {
        self.channels.first().map_or(0, |channel| channel.len())
    }

    /// Whether there is no sample.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Length in seconds.
    pub fn duration_s(&self) -> f32 {
        (self.len() as f64 / f64::from(self.sample_rate.max(1))) as f32
    }

    /// Whether this can be described; the first reason why not.
    pub fn check(&self) -> Result<(), DescribeError> {
        if self.channels.is_empty() {
            return Err(DescribeError::NoChannels);
        }
        let expected = self.len();
        if let Some(odd) = self.channels.iter().position(|channel| channel.len() != expected) {
            let len = self.channels.get(odd).map_or(0, |channel| channel.len());
            return Err(DescribeError::UnequalChannels { channel: odd + 1, len, expected });
        }
        if !(MIN_RATE..=MAX_RATE).contains(&self.sample_rate) {
            return Err(DescribeError::BadSampleRate { rate: self.sample_rate });
        }
        let seconds = self.duration_s();
        if seconds < MIN_S {
            return Err(DescribeError::TooShort { seconds, minimum: MIN_S });
        }
        if seconds > MAX_S {
            return Err(DescribeError::TooLong { seconds, maximum: MAX_S });
        }
        let mut peak = 0.0f32;
        for channel in self.channels {
            // Zero times a number is zero, times anything else NaN, which no further term takes away.
            let sum = sum_of(channel, channel, |x, _| x * 0.0);
            let (low, high) = extremes(channel);
            let loudest = at_least(high, -low);
            if sum.is_nan() {
                return Err(DescribeError::NotFinite);
            }
            peak = at_least(loudest, peak);
        }
        if peak < SILENCE_PEAK { Err(DescribeError::Silent) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(samples: &[f32], sample_rate: u32) -> Result<(), DescribeError> {
        Audio { channels: &[samples], sample_rate }.check()
    }

    #[test]
    fn says_what_is_wrong_with_audio() {
        let tone: Vec<f32> = (0..40_000).map(|i| (i as f32 * 0.1).sin()).collect();
        assert_eq!(check(&tone, 8_000), Ok(()));
        assert_eq!(Audio { channels: &[], sample_rate: 8_000 }.check(), Err(DescribeError::NoChannels));
        assert_eq!(check(&tone, 0), Err(DescribeError::BadSampleRate { rate: 0 }));
        assert!(matches!(check(&tone, 44_100), Err(DescribeError::TooShort { .. })));
        assert_eq!(check(&vec![0.0; 40_000], 8_000), Err(DescribeError::Silent));
        let unequal = Audio { channels: &[&tone, &tone[1..]], sample_rate: 8_000 };
        assert!(matches!(unequal.check(), Err(DescribeError::UnequalChannels { channel: 2, .. })));
        for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            let mut samples = tone.clone();
            samples[20_000] = bad;
            assert_eq!(check(&samples, 8_000), Err(DescribeError::NotFinite), "{bad}");
        }
    }
}
