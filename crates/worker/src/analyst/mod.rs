//! The worker that listens: a file's identity, and the analysis of its audio.

mod audio_bytes;
mod claims;
pub(crate) mod identify;
mod names;
mod tags;

use dsp::Audio;
use js_sys::{Float32Array, Uint8Array};
use protocol::analyst::{Analyse, Identify, WarmUp};
use protocol::{AnalystError, ConnectionError, Identity, OwnTrack};
use web_sys::Blob;
use wire::{Answer, BlobReader, Progress, Request, Sent, Worker};

use crate::assets::Assets;

/// Listens to one file at a time.
#[derive(Default)]
pub struct Analyst {
    assets: Assets,
}

impl Worker for Analyst {
    type Service = protocol::Analyst;

    async fn answer(&self, Request { call, sent, progress }: Request<Self::Service>) -> Answer {
        match call {
            protocol::Analyst::WarmUp(_) => Answer::plainly::<WarmUp>(self.warm_up().await),
            protocol::Analyst::Identify(call) => Answer::plainly::<Identify>(identify(&call, sent)),
            protocol::Analyst::Analyse(call) => {
                Answer::to::<Analyse>(self.analyse_samples(call, sent, &progress).await)
            }
        }
    }
}

fn identify(call: &Identify, sent: Sent) -> Result<Identity, AnalystError> {
    let said = identify::identify(reader(sent.take::<Identify>()?)?).map_err(|_| AnalystError::FileGone)?;
    Ok(names::completed(said, &call.path))
}

fn reader(file: Blob) -> Result<BlobReader, AnalystError> {
    BlobReader::new(file).map_err(|_| AnalystError::FileGone)
}

/// Length and rate of what is analysed to warm up, seconds and Hz: long enough for every part of the analysis to run.
const WARM_UP_S: usize = 8;
const WARM_UP_RATE: u32 = 22_050;

impl Analyst {
    async fn warm_up(&self) -> Result<(), AnalystError> {
        let model = self.assets.model().await?;
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

    async fn analyse_samples(
        &self,
        call: Analyse,
        sent: Sent,
        progress: &Progress,
    ) -> Result<(OwnTrack, Uint8Array), AnalystError> {
        let channels = sent.take::<Analyse>()?;
        // The one copy that there is: out of the browser's memory into this module's own.
        let channels: Vec<Vec<f32>> = channels.iter().map(Float32Array::to_vec).collect();
        self.analyse(&channels, call.sample_rate, progress).await
    }

    /// The analysis in short, and the whole of it encoded.
    async fn analyse(
        &self,
        channels: &[Vec<f32>],
        sample_rate: u32,
        progress: &Progress,
    ) -> Result<(OwnTrack, Uint8Array), AnalystError> {
        let model = self.assets.model().await?;
        let channels: Vec<&[f32]> = channels.iter().map(Vec::as_slice).collect();
        let audio = Audio { channels: &channels, sample_rate };
        let analysis = model::analyse(&audio, model, &mut |stage, fraction| progress.tell(stage, fraction))?;
        let encoded = postcard::to_allocvec(&analysis)
            .map_err(|error| ConnectionError::Misunderstood { reason: error.to_string() })?;
        Ok((OwnTrack::of(&analysis), Uint8Array::from(encoded.as_slice())))
    }
}
