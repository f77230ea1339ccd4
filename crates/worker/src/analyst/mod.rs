//! The worker that listens: a file's identity, and the analysis of its audio.

mod audio_bytes;
mod identify;

use dsp::Audio;
use js_sys::{Float32Array, Uint8Array};
use protocol::analyst::{Analyse, Identify};
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
            protocol::Analyst::Identify(_) => Answer::plainly::<Identify>(identify(sent)),
            protocol::Analyst::Analyse(call) => {
                Answer::to::<Analyse>(self.analyse_samples(call, sent, &progress).await)
            }
        }
    }
}

fn identify(sent: Sent) -> Result<Identity, AnalystError> {
    identify::identify(reader(sent.take::<Identify>()?)?).map_err(|_| AnalystError::FileGone)
}

fn reader(file: Blob) -> Result<BlobReader, AnalystError> {
    BlobReader::new(file).map_err(|_| AnalystError::FileGone)
}

impl Analyst {
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
