//! The one analysis path: decoded audio in, description of the whole track out.
//!
//! Audio comes twice, block by block. The first pass, [`Survey`], finds out what must be known of the whole; the second,
//! [`Hearing`], listens: what of the track sounds is cut into windows of 30 s, each is transformed once, and every family
//! of the descriptor reads that transform. Memory does not grow with the length, but for the windows' descriptors: three
//! kilobytes for each 30 s. [`describe`] goes both ways through audio that is in memory as a whole.

use crate::audio::{Audio, DescribeError};
use crate::beat::Beats;
use crate::cutter::{Cut, Cutter};
use crate::descriptor::Descriptor;
use crate::downmix::Downmix;
use crate::key::KeyEstimate;
use crate::listener::Listener;
use crate::loudness::Loudness;
use crate::params::{MIN_S, SAMPLE_RATE};
use crate::resample::{Resampling, resampled_len};
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
    /// Mean magnitude in [`crate::params::SPECTRUM_BINS`] bins; see [`crate::spectrum`].
    pub spectrum: Vec<f32>,
    /// Lowest and highest sample of the downmix in [`WAVEFORM_SLICES`] equal slices.
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
    resampling: Resampling,
    /// Samples that were just resampled.
    resampled: Vec<f32>,
    waveform: Waveform,
    cutter: Cutter,
    listener: Listener,
    windows: Vec<Window>,
    /// Samples that came.
    frames: u64,
}

impl Hearing {
    /// Ready for the first block of a track that has been surveyed.
    pub fn new(surveyed: Surveyed) -> Self {
        Self {
            resampling: Resampling::new(surveyed.sample_rate),
            resampled: Vec::new(),
            waveform: Waveform::new(resampled_len(surveyed.frames, surveyed.sample_rate)),
            cutter: Cutter::default(),
            listener: Listener::new(),
            windows: Vec::new(),
            frames: 0,
            surveyed,
        }
    }

    /// Takes the next samples, mixed down by [`Surveyed::downmix`].
    pub fn take(&mut self, mono: &[f32]) {
        self.frames += mono.len() as u64;
        // A block may be hours: what comes of it is listened to a piece at a time.
        for piece in mono.chunks(PIECE) {
            self.resampled.clear();
            self.resampling.take(piece, &mut self.resampled);
            self.listen();
        }
    }

    /// Ends the track.
    ///
    /// # Errors
    /// Where it had other samples than when it was surveyed, or too little of it sounds.
    pub fn finish(mut self) -> Result<Description, DescribeError> {
        if self.frames != self.surveyed.frames {
            return Err(DescribeError::Changed { frames: self.frames, expected: self.surveyed.frames });
        }
        self.resampled.clear();
        self.resampling.finish(&mut self.resampled);
        self.listen();
        let Self { cutter, listener, windows, .. } = &mut self;
        let mut too_little = None;
        cutter.finish(|cut| match enough(cut, windows.is_empty()) {
            Ok(()) => windows.push(heard(listener, cut)),
            Err(error) => too_little = Some(error),
        });
        if windows.is_empty() {
            return Err(too_little.unwrap_or(DescribeError::Silent));
        }
        let (tempo, beats) = self.listener.tempo();
        Ok(Description {
            windows: self.windows,
            tempo,
            beats,
            key: self.listener.key(),
            loudness: self.surveyed.loudness,
            downmix: self.surveyed.downmix,
            spectrum: self.listener.magnitudes(),
            waveform: self.waveform.finish(),
            duration_s: self.surveyed.duration_s(),
            sounding_s: self.cutter.sounding_s(),
        })
    }

    /// Goes on with the samples that were just resampled.
    fn listen(&mut self) {
        let Self { resampled, waveform, cutter, listener, windows, .. } = self;
        waveform.take(resampled);
        cutter.take(resampled, |cut| windows.push(heard(listener, cut)));
    }
}

/// Samples that are resampled at once: some seconds.
const PIECE: usize = 1 << 18;

fn heard(listener: &mut Listener, cut: &Cut) -> Window {
    Window { start_s: cut.start_s(), descriptor: listener.window(cut) }
}

/// Whether all of a track that sounds is long enough, where all of it is in its last window.
fn enough(last: &Cut, is_only: bool) -> Result<(), DescribeError> {
    let seconds = last.samples.len() as f32 / SAMPLE_RATE as f32;
    // A file of the least length has a rounded number of samples.
    if is_only && seconds + 1.0 / (SAMPLE_RATE as f32) < MIN_S {
        return Err(DescribeError::MostlySilent { seconds, minimum: MIN_S });
    }
    Ok(())
}
