//! Both passes at once, for whom windows, tempo, key and loudness are enough: nothing is decoded twice, nor kept meanwhile.
//!
//! What the first pass finds out is needed for two things: how the channels become one, which is their mean in nearly every
//! track, and where a slice of the waveform ends. So the mean is heard while it is found out whether the mean is right, and
//! no waveform is drawn; nor is the spectrum, which is for eyes, too. Where the mean is wrong, the track must be heard again.

use crate::audio::DescribeError;
use crate::describe::Description;
use crate::downmix::Downmix;
use crate::ear::Ear;
use crate::listener::Listener;
use crate::math::sum_of;
use crate::survey::{Survey, Surveyed};

/// Goes through a track once, and listens.
///
/// ```
/// use dsp::{DescribeError, Once};
///
/// // Two channels of 44.1 kHz, in blocks as a decoder gives them: half a second of silence each.
/// let mut once = Once::new(2, 44_100)?;
/// let block = vec![0.0; 22_050];
/// for _ in 0..10 {
///     once.take(&[&block, &block])?;
/// }
/// assert_eq!(once.finish().unwrap_err(), DescribeError::Silent);
/// # Ok::<(), DescribeError>(())
/// ```
pub struct Once {
    survey: Survey,
    ear: Ear,
    mono: Vec<f32>,
}

impl Once {
    /// Ready for the first block of audio of so many channels, at a rate in Hz.
    ///
    /// # Errors
    /// Where there is no channel, or no audio has such a rate.
    pub fn new(channels: usize, sample_rate: u32) -> Result<Self, DescribeError> {
        Ok(Self {
            survey: Survey::new(channels, sample_rate)?,
            ear: Ear::new(sample_rate, Listener::without_spectrum()),
            mono: Vec::new(),
        })
    }

    /// Takes the next samples: one slice a channel, full scale ±1.
    ///
    /// # Errors
    /// Where the block has other channels than it should, or samples that are no numbers, or the track is too long.
    pub fn take(&mut self, block: &[&[f32]]) -> Result<(), DescribeError> {
        self.survey.take(block)?;
        Downmix::Mean.mix(block, &mut self.mono);
        if sum_of(&self.mono, &self.mono, |sample, _| sample * 0.0).is_nan() {
            return Err(DescribeError::NotFinite);
        }
        self.ear.take(&self.mono, |_| {});
        Ok(())
    }

    /// Ends the track: what a survey finds, and what two passes describe, but for waveform and spectrum, which are
    /// empty; no description where the channels cancel in their mean, so that a [`crate::Hearing`] has to go through the track.
    ///
    /// # Errors
    /// Where the track is too short, silent, or too little of it sounds.
    pub fn finish(self) -> Result<(Surveyed, Option<Description>), DescribeError> {
        let surveyed = self.survey.finish()?;
        let description = match surveyed.downmix {
            Downmix::Mean => Some(self.ear.finish(&surveyed, |_| {})?),
            Downmix::Channel(_) => None,
        };
        Ok((surveyed, description))
    }
}
