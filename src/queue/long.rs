//! Files that are too long to be in memory as a whole: their samples go from the decoder to the analyst block by block, once
//! to be surveyed and once to be listened to. While the analyst takes one block the decoder makes the next, and no further
//! one is on its way.

use futures_util::future::join;
use js_sys::{Float32Array, Uint8Array};
use leptos::prelude::*;
use protocol::analyst::{Again, Begin, Finish, Take};
use protocol::decoder::{Next, Opened};
use protocol::{ConnectionError, DecodingNote, OwnTrack, Stage};
use web_sys::Blob;

use super::lane::Lane;
use crate::audio::decode::{DecodeError, mention_cut, open};
use crate::tracks::{Track, TrackError, TrackState};

/// What came of a long file.
pub struct Heard {
    /// The analysis in short.
    pub track: OwnTrack,
    /// The whole of it, encoded.
    pub analysis: Uint8Array,
    /// What the user should know of the file.
    pub notes: Vec<DecodingNote>,
}

/// Share of the work that the first pass is: it decodes as the second does, and does little else.
const FIRST_PASS: f64 = 0.4;

/// Analyses a file that the lane's decoder has opened, and shows how far it is. Where that fails or is stopped, the lane's
/// workers are ended, so that none is left with half a track.
pub async fn analyse(track: Track, file: &Blob, opened: Opened, lane: &Lane) -> Result<Heard, TrackError> {
    let heard = both_passes(track, file, opened, lane).await;
    if heard.is_err() {
        lane.end();
    }
    heard
}

async fn both_passes(track: Track, file: &Blob, opened: Opened, lane: &Lane) -> Result<Heard, TrackError> {
    let Opened { sample_rate, channels, seconds } = opened;
    lane.analyst.call(Begin { sample_rate, channels }).await?;
    let first = Pass { track, lane, sample_rate, stage: Stage::Decoding, seconds, from: 0.0, to: FIRST_PASS };
    let (seconds, mut notes) = first.run().await?;
    if let Some(claimed) = first.seconds {
        mention_cut(&mut notes, seconds, claimed);
    }
    lane.analyst.call(Again {}).await?;
    open(file, &lane.decoder).await?;
    let (stage, seconds) = (Stage::Describing, Some(seconds));
    Pass { stage, seconds, from: FIRST_PASS, to: 1.0, ..first }.run().await?;
    let (track, analysis) = lane.analyst.call_with(Finish {}, ()).await?;
    Ok(Heard { track, analysis, notes })
}

/// One way through a file.
#[derive(Clone, Copy)]
struct Pass<'a> {
    track: Track,
    lane: &'a Lane,
    sample_rate: u32,
    stage: Stage,
    /// How long the file is, as far as that is known.
    seconds: Option<f64>,
    /// Shares of the work that are done at its beginning and at its end, 0…1.
    from: f64,
    to: f64,
}

impl Pass<'_> {
    /// Moves all blocks: how many seconds they were, and what the user should know of the file.
    async fn run(self) -> Result<(f64, Vec<DecodingNote>), TrackError> {
        let Lane { analyst, decoder } = self.lane;
        let next = || async { decoder.call_with(Next {}, ()).await.map_err(DecodeError::from) };
        let mut samples = 0.0;
        let mut block = next().await?;
        loop {
            let (end, channels) = block;
            let seconds = samples / f64::from(self.sample_rate);
            self.show(seconds)?;
            if let Some(notes) = end {
                return Ok((seconds, notes));
            }
            samples += channels.first().map_or(0.0, |channel: &Float32Array| f64::from(channel.length()));
            let (taken, following) = join(analyst.call_with(Take {}, channels), next()).await;
            taken?;
            block = following?;
        }
    }

    /// Shows how far it is, unless the track was stopped meanwhile.
    fn show(&self, seconds: f64) -> Result<(), TrackError> {
        if self.track.is_cancelled() {
            return Err(DecodeError::Decoder(ConnectionError::Stopped.into()).into());
        }
        let share = self.seconds.map_or(0.0, |all| (seconds / all.max(1.0)).min(1.0));
        let fraction = (self.from + (self.to - self.from) * share) as f32;
        self.track.state.set(TrackState::Analysing { stage: self.stage, fraction });
        Ok(())
    }
}
