//! A track that comes block by block, twice, to [`Analysis`]: memory does not grow with its length, but for its windows'
//! descriptors.

use crate::Model;
use crate::analysis::{in_words, judge};
use crate::spectrogram::Picture;
use dsp::Hearing;
use dsp::survey::{Survey, Surveyed, equal_length};
use protocol::{Analysis, AnalysisError};

/// Analyses a track: takes all of its blocks, then, after [`Passes::again`], all of them once more.
pub struct Passes(Pass);

enum Pass {
    First(Box<Survey>),
    Second(Box<Listening>),
}

/// The second pass: sound and picture.
struct Listening {
    surveyed: Surveyed,
    hearing: Hearing,
    picture: Picture,
    mono: Vec<f32>,
}

impl Passes {
    /// Ready for the first block of audio of so many channels, at a rate in Hz.
    ///
    /// # Errors
    /// [`AnalysisError::BadAudio`] where no audio is like that.
    pub fn new(channels: usize, sample_rate: u32) -> Result<Self, AnalysisError> {
        let survey = Survey::new(channels, sample_rate).map_err(in_words)?;
        Ok(Self(Pass::First(Box::new(survey))))
    }

    /// Takes the next samples: a slice a channel, all of one length, full scale ±1.
    ///
    /// # Errors
    /// Where the block has other channels than it should, or the track is too long.
    pub fn take(&mut self, block: &[&[f32]]) -> Result<(), AnalysisError> {
        match &mut self.0 {
            Pass::First(survey) => survey.take(block).map_err(in_words),
            Pass::Second(listening) => listening.take(block),
        }
    }

    /// Ends the first pass. The same blocks come again, or the same samples in other blocks.
    ///
    /// # Errors
    /// Where the track is too short or silent, or has samples that are no numbers.
    pub fn again(self) -> Result<Self, AnalysisError> {
        match self.0 {
            Pass::First(survey) => {
                let surveyed = survey.finish().map_err(in_words)?;
                Ok(Self(Pass::Second(Box::new(Listening::new(surveyed)))))
            }
            Pass::Second(_) => Err(AnalysisError::BadAudio { reason: "a third reading was begun".into() }),
        }
    }

    /// Ends the second pass: predicts the features and gathers everything that is shown of a track.
    ///
    /// # Errors
    /// Where the second pass had other samples than the first, too little of the track sounds, or the model fails.
    pub fn finish(self, model: &Model) -> Result<Analysis, AnalysisError> {
        match self.0 {
            Pass::First(_) => Err(AnalysisError::BadAudio { reason: "it was read only once".into() }),
            Pass::Second(listening) => listening.finish(model),
        }
    }
}

impl Listening {
    fn new(surveyed: Surveyed) -> Self {
        Self {
            hearing: Hearing::new(surveyed),
            picture: Picture::new(surveyed.frames, surveyed.sample_rate),
            mono: Vec::new(),
            surveyed,
        }
    }

    fn take(&mut self, block: &[&[f32]]) -> Result<(), AnalysisError> {
        equal_length(block, self.surveyed.channels).map_err(in_words)?;
        self.surveyed.downmix.mix(block, &mut self.mono);
        self.hearing.take(&self.mono);
        self.picture.take(&self.mono);
        Ok(())
    }

    fn finish(self, model: &Model) -> Result<Analysis, AnalysisError> {
        let description = self.hearing.finish().map_err(in_words)?;
        judge(&self.surveyed, description, self.picture.finish(), model)
    }
}
