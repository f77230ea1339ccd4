//! A stretch of audio of one rate and one number of channels.

use crate::DecodeError;

/// Most channels that are taken: 22.2 surround.
pub const MAX_CHANNELS: u32 = 24;

/// Samples of each channel, all of one length, full scale ±1.
pub type Planes = Vec<Vec<f32>>;

/// Gives its samples piece by piece.
pub trait Run {
    /// Samples a second.
    fn sample_rate(&self) -> u32;

    /// Number of channels.
    fn channels(&self) -> usize;

    /// How long it is, seconds, where that is known beforehand.
    fn seconds(&self) -> Option<f64>;

    /// How long it was before some of it was lost, seconds, as far as it tells.
    fn claimed_s(&self) -> Option<f64> {
        self.seconds()
    }

    /// The next samples; `None` at the end.
    ///
    /// # Errors
    /// Where the rest cannot be read.
    fn next(&mut self) -> Result<Option<Planes>, DecodeError>;
}

/// What a header tells of rate and channels, if audio can be like that.
///
/// # Errors
/// [`DecodeError::Rate`] and [`DecodeError::Channels`].
pub fn check(hz: u64, channels: u32) -> Result<(u32, usize), DecodeError> {
    let sample_rate = u32::try_from(hz).ok().filter(|rate| containers::RATES.contains(rate));
    if !(1..=MAX_CHANNELS).contains(&channels) {
        return Err(DecodeError::Channels { count: channels });
    }
    Ok((sample_rate.ok_or(DecodeError::Rate { hz })?, channels as usize))
}
