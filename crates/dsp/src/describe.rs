//! The one analysis path: decoded audio in, description of the whole track out.
//!
//! Audio comes twice, block by block. The first pass, [`Survey`], finds out what must be known of the whole; the second,
//! [`Hearing`], listens: what of the track sounds is cut into windows of 30 s, each is transformed once, and every family
//! of the descriptor reads that transform. Memory does not grow with the length, but for the windows' descriptors: three
//! kilobytes for each 30 s. [`describe`] goes both ways through audio that is in memory as a whole; [`crate::Once`] makes one
//! pass of both for whom windows, tempo and key are enough.

use crate::audio::{Audio, DescribeError};
use crate::beat::Beats;
use crate::descriptor::Descriptor;
use crate::downmix::Downmix;
use crate::ear::Ear;
use crate::key::KeyEstimate;
use crate::listener::Listener;
use crate::loudness::Loudness;
use crate::resample::resampled_len;
use crate::survey::{Survey, Surveyed};
use crate::tempo::Tempo;
use crate::waveform::Waveform;

/// What the signal itself says about a track.
#[derive(Clone, Debug, PartialEq)]
pub struct Description {
    /// Descriptors of the windows along the track, at least one.
    pub windows: Vec<Window>,
    /// Tempo over all windows.
    pub tempo: Tempo,
    /// Beats of that tempo, and the bar.
    pub beats: Beats,
    /// Key over all windows.
    pub key: KeyEstimate,
    /// Loudness of the original channels.
    pub loudness: Loudness,
    /// What was heard of the channels.
    pub downmix: Downmix,
    /// Mean magnitude in [`crate::params::SPECTRUM_BINS`] bins; see [`crate::spectrum`]. None of [`crate::Once`].
    pub spectrum: Vec<f32>,
    /// Lowest and highest sample of the downmix in [`crate::params::WAVEFORM_SLICES`] equal slices. None of [`crate::Once`].
    pub waveform: Vec<(f32, f32)>,
    /// Length, seconds.
    pub duration_s: f32,
    /// How much of it sounds and was heard, seconds.
    pub sounding_s: f32,
}

/// One window of a track.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// Where it begins in the track, seconds.
    pub start_s: f32,
    /// What it sounds like.
    pub descriptor: Descriptor,
}

/// Share of the work that the first pass is.
pub const SURVEY_SHARE: f32 = 0.1;

/// Describes a track that is in memory. `on_progress` hears the share of the work that is done, 0…1, rising.
///
/// # Errors
///
/// Says what is wrong where the audio fails [`Audio::check`], has samples that are no numbers, or too little of it sounds.
pub fn describe(audio: &Audio<'_>, on_progress: &mut dyn FnMut(f32)) -> Result<Description, DescribeError> {
    let surveyed = survey(audio, &mut |share| on_progress(share * SURVEY_SHARE))?;
    let mut hearing = Hearing::new(surveyed);
    let mut mono = Vec::new();
    let pieces = audio.pieces().len() as f32;
    for (done, piece) in audio.pieces().enumerate() {
        surveyed.downmix.mix(&piece, &mut mono);
        hearing.take(&mono);
        on_progress(SURVEY_SHARE + (1.0 - SURVEY_SHARE) * (done + 1) as f32 / (pieces + 1.0));
    }
    let description = hearing.finish()?;
    on_progress(1.0);
    Ok(description)
}

/// The first pass through a track that is in memory. `on_progress` hears the share of it that is done, 0…1.
///
/// # Errors
///
/// Where the audio fails [`Audio::check`], has samples that are no numbers, or is silent.
fn survey(audio: &Audio<'_>, on_progress: &mut dyn FnMut(f32)) -> Result<Surveyed, DescribeError> {
    audio.check()?;
    let mut survey = Survey::new(audio.channels.len(), audio.sample_rate)?;
    let pieces = audio.pieces().len() as f32;
    for (done, piece) in audio.pieces().enumerate() {
        survey.take(&piece)?;
        on_progress((done + 1) as f32 / pieces);
    }
    survey.finish()
}

/// Goes through a track for the second time, and listens.
pub struct Hearing {
    surveyed: Surveyed,
    ear: Ear,
    waveform: Waveform,
}

impl Hearing {
    /// Ready for the first block of a track that has been surveyed.
    pub fn new(surveyed: Surveyed) -> Self {
        Self {
            ear: Ear::new(surveyed.sample_rate, Listener::new()),
            waveform: Waveform::new(resampled_len(surveyed.frames, surveyed.sample_rate)),
            surveyed,
        }
    }

    /// Takes the next samples, mixed down by [`Surveyed::downmix`].
    pub fn take(&mut self, mono: &[f32]) {
        let Self { ear, waveform, .. } = self;
        ear.take(mono, |resampled| waveform.take(resampled));
    }

    /// Ends the track.
    ///
    /// # Errors
    /// Where it had other samples than when it was surveyed, or too little of it sounds.
    pub fn finish(self) -> Result<Description, DescribeError> {
        let Self { surveyed, ear, mut waveform } = self;
        let description = ear.finish(&surveyed, |resampled| waveform.take(resampled))?;
        Ok(Description { waveform: waveform.finish(), ..description })
    }
}
