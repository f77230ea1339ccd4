//! The first of two passes: what must be known of a whole track before any of it can be listened to.
//!
//! How the channels become one hangs on all of them ([`crate::downmix`]), and so does where a slice of the waveform or a
//! column of a picture ends. Loudness is measured on the way. The samples come in blocks of any length, and none stays.

use crate::audio::{DescribeError, check_form, check_length};
use crate::downmix::{Downmix, Powers};
use crate::loudness::{Loudness, Meter};
use crate::math::{at_least, extremes, sum_of};
use crate::params::{LOUDEST_PEAK, MAX_S, SILENCE_PEAK};
use crate::regular::Regular;

/// What a first pass found out; a second, [`crate::Hearing`], needs it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Surveyed {
    /// Number of channels.
    pub channels: usize,
    /// Samples per second, Hz.
    pub sample_rate: u32,
    /// Samples of each channel.
    pub frames: u64,
    /// What is to be heard of the channels.
    pub downmix: Downmix,
    /// Loudness of the original channels.
    pub loudness: Loudness,
}

impl Surveyed {
    /// Length, seconds.
    pub fn duration_s(&self) -> f32 {
        (self.frames as f64 / f64::from(self.sample_rate.max(1))) as f32
    }
}

/// Goes through a track for the first time.
pub struct Survey {
    channels: usize,
    sample_rate: u32,
    frames: u64,
    regular: Regular,
    measured: Measured,
}

/// What is measured of regular blocks.
struct Measured {
    meter: Meter,
    powers: Powers,
    peak: f32,
    is_finite: bool,
}

impl Survey {
    /// Ready for the first block of audio of so many channels.
    ///
    /// # Errors
    /// Where there is no channel, or no audio has such a rate.
    pub fn new(channels: usize, sample_rate: u32) -> Result<Self, DescribeError> {
        check_form(channels, sample_rate)?;
        let measured = Measured {
            meter: Meter::new(channels, sample_rate),
            powers: Powers::new(channels),
            peak: 0.0,
            is_finite: true,
        };
        Ok(Self { channels, sample_rate, frames: 0, regular: Regular::new(channels), measured })
    }

    /// Samples of each channel so far.
    pub fn frames(&self) -> u64 {
        self.frames
    }

    /// Takes the next samples: one slice a channel, full scale ±1.
    ///
    /// # Errors
    /// Where the block has other channels than it should, or channels of different lengths; and where the track turns out to
    /// be longer than what can be analysed.
    pub fn take(&mut self, block: &[&[f32]]) -> Result<(), DescribeError> {
        self.frames += equal_length(block, self.channels)? as u64;
        let seconds = (self.frames as f64 / f64::from(self.sample_rate)) as f32;
        if seconds > MAX_S {
            return Err(DescribeError::TooLong { seconds, maximum: MAX_S });
        }
        let Self { regular, measured, .. } = self;
        regular.take(block, |block| measured.take(block));
        Ok(())
    }

    /// Ends the first pass.
    ///
    /// # Errors
    /// Where the track is too short, silent, or has samples that are no numbers or lie far beyond full scale.
    pub fn finish(self) -> Result<Surveyed, DescribeError> {
        let Self { channels, sample_rate, frames, mut regular, mut measured } = self;
        regular.finish(|block| measured.take(block));
        check_length(frames, sample_rate)?;
        if !measured.is_finite {
            return Err(DescribeError::NotFinite);
        }
        if measured.peak > LOUDEST_PEAK {
            return Err(DescribeError::BeyondFullScale { peak: measured.peak });
        }
        if measured.peak < SILENCE_PEAK {
            return Err(DescribeError::Silent);
        }
        Ok(Surveyed {
            channels,
            sample_rate,
            frames,
            downmix: measured.powers.downmix(),
            loudness: measured.meter.loudness(),
        })
    }
}

impl Measured {
    fn take(&mut self, block: &[&[f32]]) {
        for channel in block {
            // Zero times a number is zero, times anything else NaN, which no further term takes away.
            self.is_finite &= !sum_of(channel, channel, |x, _| x * 0.0).is_nan();
            let (low, high) = extremes(channel);
            self.peak = at_least(at_least(high, -low), self.peak);
        }
        self.meter.take(block);
        self.powers.take(block);
    }
}

/// The length that all channels of a block have.
///
/// # Errors
/// Where they have not, or are others than they should be.
pub fn equal_length(block: &[&[f32]], channels: usize) -> Result<usize, DescribeError> {
    if block.len() != channels {
        return Err(DescribeError::OtherChannels { channels: block.len(), expected: channels });
    }
    let expected = block.first().map_or(0, |channel| channel.len());
    match block.iter().enumerate().find(|(_, channel)| channel.len() != expected) {
        Some((odd, channel)) => {
            Err(DescribeError::UnequalChannels { channel: odd + 1, len: channel.len(), expected })
        }
        None => Ok(expected),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_that_do_not_fit_are_refused() {
        let block = [0.5; 100];
        let mut survey = Survey::new(2, 8_000).unwrap();
        assert_eq!(survey.take(&[&block, &block]), Ok(()));
        assert!(matches!(survey.take(&[&block]), Err(DescribeError::OtherChannels { channels: 1, .. })));
        let unequal = survey.take(&[&block, &block[1..]]);
        assert!(matches!(
            unequal,
            Err(DescribeError::UnequalChannels { channel: 2, len: 99, expected: 100 })
        ));
        assert_eq!(Survey::new(0, 8_000).err(), Some(DescribeError::NoChannels));
        assert_eq!(Survey::new(1, 3).err(), Some(DescribeError::BadSampleRate { rate: 3 }));
    }

    /// What a writer of floats forgot to divide by 32,768; a mix that is 12 dB too loud is music.
    #[test]
    fn samples_far_beyond_full_scale_are_refused() {
        let surveyed = |scale: f32| {
            let mut survey = Survey::new(1, 8_000).unwrap();
            let samples: Vec<f32> = (0..32_000).map(|at| (at as f32 * 0.3).sin() * scale).collect();
            survey.take(&[&samples]).unwrap();
            survey.finish()
        };
        assert!(surveyed(4.0).is_ok());
        let refused = surveyed(20_000.0).unwrap_err();
        assert!(matches!(refused, DescribeError::BeyondFullScale { peak } if (peak - 20_000.0).abs() < 20.0));
        assert!(refused.to_string().contains("reach 20000") || refused.to_string().contains("reach 19999"));
    }

    /// Six hours are taken, and no more: told as soon as there is more.
    #[test]
    fn more_than_six_hours_are_refused_while_they_come() {
        let mut survey = Survey::new(1, 4_000).unwrap();
        survey.frames = 6 * 3600 * 4_000 - 10;
        assert_eq!(survey.take(&[&[0.5; 10]]), Ok(()));
        // Ten minutes more: a length of six hours has a rounding of two milliseconds.
        let more = vec![0.5; 400];
        assert!(matches!(survey.take(&[&more]), Err(DescribeError::TooLong { .. })));
    }
}
