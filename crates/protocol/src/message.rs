//! Requests from the page, responses from the worker, and what can go wrong on the way.
//!
//! On the wire a message is the JavaScript array `[message, buffer…]`: the serde value first, then the
//! transferred buffers that the message's documentation names.

use crate::{
    analysis::{Analysis, Explanation},
    feature::{AudioFeatures, Feature},
};
use serde::{Deserialize, Serialize};

/// Names a request; every response to it carries the same number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RequestId(pub u32);

/// What the page asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Analyse decoded audio. Buffers: one `Float32Array` a channel, all of one length, full scale ±1.
    Analyse {
        /// Number of this request.
        id: RequestId,
        /// Sample rate of the buffers, Hz.
        sample_rate: u32,
    },
    /// Decode a WAV file with hound and analyse it. Buffer: one `Uint8Array`, the whole file.
    AnalyseWav {
        /// Number of this request.
        id: RequestId,
    },
    /// Say what drove the predictions of an analysed track.
    Explain {
        /// Number of this request.
        id: RequestId,
        /// [`Analysis::descriptors`] of the track.
        descriptors: Vec<Vec<f32>>,
    },
    /// Find the catalogue tracks nearest to these features. Loads the catalogue on first use.
    Nearest {
        /// Number of this request.
        id: RequestId,
        /// Where to search from.
        features: AudioFeatures,
        /// How many tracks to return.
        limit: usize,
    },
}

/// What the worker answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Response {
    /// The worker has started and listens. Messages sent before this one would be lost.
    Ready,
    /// How far the analysis is.
    Progress {
        /// Of which request.
        id: RequestId,
        /// What is being done.
        stage: Stage,
        /// Share of the whole request that is done, 0…1.
        fraction: f32,
    },
    /// The answer to [`Request::Analyse`] and [`Request::AnalyseWav`].
    Analysed {
        /// Of which request.
        id: RequestId,
        /// The result.
        analysis: Box<Analysis>,
    },
    /// The answer to [`Request::Explain`].
    Explained {
        /// Of which request.
        id: RequestId,
        /// One for each of [`Feature::PREDICTED`], in that order.
        explanations: Vec<Explanation>,
    },
    /// The answer to [`Request::Nearest`].
    Nearest {
        /// Of which request.
        id: RequestId,
        /// Nearest first.
        neighbours: Vec<Neighbour>,
    },
    /// The worker has panicked and will not answer again: replace it. Requests it had not answered are lost.
    Crashed {
        /// What the panic said.
        reason: String,
    },
    /// The request failed; the worker goes on.
    Failed {
        /// Of which request.
        id: RequestId,
        /// Why.
        error: AnalysisError,
    },
}

/// The steps of an analysis, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Stage {
    /// Reading samples out of a WAV file.
    Decoding,
    /// Computing spectrum, rhythm, key, loudness.
    Describing,
    /// Running the model.
    Predicting,
}

/// A track of the catalogue, and why it is near.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Neighbour {
    /// Title.
    pub name: String,
    /// Artist or artists.
    pub artist: String,
    /// Spotify's track id (22 base-62 digits).
    pub spotify_id: String,
    /// Distance in standardised, weighted feature space, 0…∞.
    pub distance: f32,
    /// Distance as a percentage of the catalogue's median distance between two tracks, 0…; 0 is the same.
    pub distance_percent: f32,
    /// The features that bring it near, strongest first.
    pub closest: Vec<Feature>,
    /// Its features, as Spotify published them.
    pub features: AudioFeatures,
}

/// Why a request failed, in a form that the page can put into words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
pub enum AnalysisError {
    /// Fewer seconds than the analysis needs.
    #[error("the audio is only {seconds:.1} s long; at least {minimum:.0} s are needed")]
    TooShort {
        /// Length of the audio.
        seconds: f32,
        /// Least length.
        minimum: f32,
    },
    /// More seconds than the analysis takes.
    #[error("the audio is {minutes:.0} minutes long; at most {maximum:.0} minutes can be analysed at once")]
    TooLong {
        /// Length of the audio.
        minutes: f32,
        /// Greatest length.
        maximum: f32,
    },
    /// No sample differs audibly from zero.
    #[error("the audio is silent from beginning to end")]
    Silent,
    /// The file is not what it claims to be.
    #[error("the file could not be decoded: {reason}")]
    Undecodable {
        /// What the decoder said.
        reason: String,
    },
    /// A sample rate no audio has, or buffers that do not fit together.
    #[error("the decoded audio makes no sense: {reason}")]
    BadAudio {
        /// What is wrong.
        reason: String,
    },
    /// The model or the catalogue could not be loaded.
    #[error("{asset} could not be loaded: {reason}")]
    Asset {
        /// Which file.
        asset: String,
        /// Why.
        reason: String,
    },
    /// The worker died over this request; the page starts another.
    #[error("the analysis stopped unexpectedly: {reason}")]
    Crashed {
        /// What is known of it.
        reason: String,
    },
    /// The two sides do not understand each other: an old page with a new worker, or a defect.
    #[error("the page and its worker do not understand each other: {reason}")]
    Protocol {
        /// What was not understood.
        reason: String,
    },
}
