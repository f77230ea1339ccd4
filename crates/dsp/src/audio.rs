//! Decoded audio as it comes from a decoder, and the checks it must pass.

use crate::params::{MAX_RATE, MAX_S, MIN_RATE, MIN_S};
use crate::regular::Regular;
use crate::survey::equal_length;
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
    /// A block with more channels than those before it, or fewer.
    #[error("a block has {channels} channels where those before it have {expected}")]
    OtherChannels {
        /// Channels of the block.
        channels: usize,
        /// Channels of those before.
        expected: usize,
    },
    /// A second reading gave other samples than the first.
    #[error("the audio changed while it was read: {frames} samples the second time, {expected} the first")]
    Changed {
        /// Samples of each channel in the second reading, as far as it was read.
        frames: u64,
        /// Samples of each channel in the first.
        expected: u64,
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
    /// A sample lies far beyond full scale: whole numbers that were stored as floats, or damage.
    #[error("samples reach {peak:.0}, and full scale is 1: they were not divided by theirs, or are damaged")]
    BeyondFullScale {
        /// The greatest sample's size.
        peak: f32,
    },
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

    /// Whether this has the form and the length of audio that can be described; the first reason why not.
    ///
    /// # Errors
    /// Where there is no channel, channels differ in length, no audio has such a rate, or it is too short or too long.
    pub fn check(&self) -> Result<(), DescribeError> {
        check_form(self.channels.len(), self.sample_rate)?;
        equal_length(self.channels, self.channels.len())?;
        check_length(self.len() as u64, self.sample_rate)
    }

    /// Pieces of some seconds, one after the other: a slice a channel.
    pub fn pieces(&self) -> impl ExactSizeIterator<Item = Vec<&[f32]>> {
        (0..self.len().div_ceil(PIECE)).map(|index| {
            let (start, end) = (index * PIECE, ((index + 1) * PIECE).min(self.len()));
            self.channels.iter().map(|channel| channel.get(start..end).unwrap_or_default()).collect()
        })
    }
}

/// Samples of each channel in a piece of audio that is in memory as a whole: 12 s at 44.1 kHz.
const PIECE: usize = 8 * Regular::LEN;

/// Whether audio can have so many channels and such a rate.
pub(crate) fn check_form(channels: usize, sample_rate: u32) -> Result<(), DescribeError> {
    match channels {
        0 => Err(DescribeError::NoChannels),
        _ if !(MIN_RATE..=MAX_RATE).contains(&sample_rate) => {
            Err(DescribeError::BadSampleRate { rate: sample_rate })
        }
        _ => Ok(()),
    }
}

/// Whether a track of so many samples a channel is long enough, and not too long.
pub(crate) fn check_length(frames: u64, sample_rate: u32) -> Result<(), DescribeError> {
    let seconds = (frames as f64 / f64::from(sample_rate.max(1))) as f32;
    if seconds < MIN_S {
        return Err(DescribeError::TooShort { seconds, minimum: MIN_S });
    }
    if seconds > MAX_S {
        return Err(DescribeError::TooLong { seconds, maximum: MAX_S });
    }
    Ok(())
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
        let unequal = Audio { channels: &[&tone, &tone[1..]], sample_rate: 8_000 };
        assert!(matches!(unequal.check(), Err(DescribeError::UnequalChannels { channel: 2, .. })));
    }
}
