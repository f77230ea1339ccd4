//! The worker that listens: a file's identity, and the analysis of its audio.

use dsp::describe::SURVEY_SHARE;
use dsp::{Audio, Descriptor};
use js_sys::{Float32Array, Uint8Array};
use model::Passes;
use protocol::analyst::{Again, Analyse, Begin, Explain, Finish, Identify, Take, WarmUp};
use protocol::{
    Analysis, AnalysisError, AnalystError, ConnectionError, Explanation, Identity, OwnTrack, Stage,
};
use std::cell::RefCell;
use web_sys::Blob;
use wire::{Answer, BlobReader, Progress, Request, Sent, Worker};

use crate::assets::{ModelAsset, damaged_model};

/// Listens to one file at a time.
pub struct Analyst {
    model: ModelAsset,
    /// The track that comes block by block.
    begun: RefCell<Option<Passes>>,
}

impl Worker for Analyst {
    type Service = protocol::Analyst;

    async fn answer(&self, Request { call, sent, progress }: Request<Self::Service>) -> Answer {
        match call {
            protocol::Analyst::WarmUp(_) => Answer::plainly::<WarmUp>(self.warm_up().await),
            protocol::Analyst::Identify(call) => Answer::plainly::<Identify>(identify(&call, sent)),
            protocol::Analyst::Analyse(call) => {
                Answer::to::<Analyse>(self.analyse(&call, sent, &progress).await)
            }
            protocol::Analyst::Begin(call) => Answer::plainly::<Begin>(self.begin(&call)),
            protocol::Analyst::Take(_) => Answer::plainly::<Take>(self.take(sent)),
            protocol::Analyst::Again(_) => Answer::plainly::<Again>(self.again()),
            protocol::Analyst::Finish(_) => Answer::to::<Finish>(self.finish().await),
            protocol::Analyst::Explain(call) => Answer::plainly::<Explain>(self.explain(call).await),
        }
    }
}

fn identify(call: &Identify, sent: Sent) -> Result<Identity, AnalystError> {
    let said = tracks::identify(reader(sent.take::<Identify>()?)?).map_err(|_| AnalystError::FileGone)?;
    Ok(tracks::completed(said, &call.path))
}

fn reader(file: Blob) -> Result<BlobReader, AnalystError> {
    BlobReader::new(file).map_err(|_| AnalystError::FileGone)
}

/// Length and rate of what is analysed to warm up, seconds and Hz: long enough for every part of the analysis to run.
const WARM_UP_S: usize = 8;
const WARM_UP_RATE: u32 = 22_050;

impl Analyst {
    /// An analyst whose model is on its way.
    pub fn new() -> Self {
        Self { model: ModelAsset::coming(), begun: RefCell::default() }
    }

    async fn warm_up(&self) -> Result<(), AnalystError> {
        let model = self.model.get().await?;
        // A chord that pulses: what is silent would be refused before most of the analysis has run.
        let sample = |index: usize| {
            let time = index as f32 / WARM_UP_RATE as f32;
            let tone = |hz: f32| (std::f32::consts::TAU * hz * time).sin();
            0.2 * (1.0 - 2.0 * time.fract()).abs() * (tone(220.0) + tone(277.2) + tone(329.6))
        };
        let samples: Vec<f32> = (0..WARM_UP_S * WARM_UP_RATE as usize).map(sample).collect();
        let audio = Audio { channels: &[&samples], sample_rate: WARM_UP_RATE };
        // What comes of it is of no interest.
        drop(model::analyse(&audio, model, &mut |_, _| {}));
        Ok(())
    }

    /// The analysis of a track that came as a whole, in short, and the whole of it encoded.
    async fn analyse(
        &self,
        call: &Analyse,
        sent: Sent,
        progress: &Progress,
    ) -> Result<(OwnTrack, Uint8Array), AnalystError> {
        let channels = sent.take::<Analyse>()?;
        // Nothing before this needs the model, which may be on its way still.
        let heard = whole(&channels, call.sample_rate, progress)?;
        answer(&heard.finish(self.model.get().await?)?)
    }

    fn begin(&self, call: &Begin) -> Result<(), AnalystError> {
        self.begun.replace(None);
        self.begun.replace(Some(Passes::new(call.channels as usize, call.sample_rate)?));
        Ok(())
    }

    fn take(&self, sent: Sent) -> Result<(), AnalystError> {
        let block = sent.take::<Take>()?;
        let mut begun = self.begun.take().ok_or_else(nothing_begun)?;
        take(&mut begun, block.iter().map(Float32Array::to_vec).collect())?;
        self.begun.replace(Some(begun));
        Ok(())
    }

    fn again(&self) -> Result<(), AnalystError> {
        let begun = self.begun.take().ok_or_else(nothing_begun)?;
        self.begun.replace(Some(begun.again()?));
        Ok(())
    }

    async fn finish(&self) -> Result<(OwnTrack, Uint8Array), AnalystError> {
        let begun = self.begun.take().ok_or_else(nothing_begun)?;
        answer(&begun.finish(self.model.get().await?)?)
    }

    async fn explain(&self, call: Explain) -> Result<Vec<Explanation>, AnalystError> {
        let windows: Option<Vec<Descriptor>> =
            call.descriptors.into_iter().map(Descriptor::from_vec).collect();
        let windows = windows.ok_or(AnalystError::OtherDescriptors)?;
        let explained = self.model.get().await?.explain(&windows.iter().collect::<Vec<_>>());
        Ok(explained.map_err(|error| damaged_model(&error.to_string()))?)
    }
}

/// Samples of each channel that are copied out of the browser's memory into this module's own at once: that never shrinks
/// again, so that no more of a track is ever in it than this.
const BLOCK: u32 = 1 << 18;

/// Hears a track that is in the browser's memory, twice.
fn whole(channels: &[Float32Array], sample_rate: u32, progress: &Progress) -> Result<Passes, AnalysisError> {
    let mut passes = Passes::new(channels.len(), sample_rate)?;
    pass(channels, &mut passes, |share| progress.tell(Stage::Describing, SURVEY_SHARE * share))?;
    let mut passes = passes.again()?;
    let second = |share| progress.tell(Stage::Describing, SURVEY_SHARE + (1.0 - SURVEY_SHARE) * share);
    pass(channels, &mut passes, second)?;
    Ok(passes)
}

/// One pass through a track; `tell` hears the share of it that is done, 0…1.
fn pass(channels: &[Float32Array], passes: &mut Passes, tell: impl Fn(f32)) -> Result<(), AnalysisError> {
    let length = channels.iter().map(Float32Array::length).max().unwrap_or(0);
    for start in (0..length).step_by(BLOCK as usize) {
        let end = length.min(start.saturating_add(BLOCK));
        take(passes, channels.iter().map(|channel| channel.subarray(start, end).to_vec()).collect())?;
        tell(end as f32 / length as f32);
    }
    Ok(())
}

fn take(passes: &mut Passes, block: Vec<Vec<f32>>) -> Result<(), AnalysisError> {
    passes.take(&block.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

/// An analysis in short, and the whole of it encoded.
fn answer(analysis: &Analysis) -> Result<(OwnTrack, Uint8Array), AnalystError> {
    let encoded = postcard::to_allocvec(analysis)
        .map_err(|error| ConnectionError::Misunderstood { reason: error.to_string() })?;
    Ok((OwnTrack::of(analysis), Uint8Array::from(encoded.as_slice())))
}

fn nothing_begun() -> ConnectionError {
    ConnectionError::Misunderstood { reason: "samples came of a track that was not begun".into() }
}
