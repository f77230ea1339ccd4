//! Calls to the workers that listen to files.

use crate::analysis::Explanation;
use crate::call::{ConnectionError, Encoded, File, NoNews, Nothing, Samples, service};
use crate::error::{AnalysisError, AssetError};
use crate::library::{Identity, OwnTrack};
use serde::{Deserialize, Serialize};

service! {
    /// A worker that listens to one file at a time.
    Analyst fails with AnalystError, tells NoNews {
        /// Load the model and go once through an analysis, so that the first file finds everything at hand.
        WarmUp {} with Nothing => (), with Nothing;

        /// Tell what names a recording for good, and what its file's tags and name say.
        Identify {
            /// Path or name of the file.
            path: String,
        } with File => Identity, with Nothing;

        /// Analyse decoded audio. The answer is the analysis in short, [`OwnTrack::of`]; the whole of it comes beside.
        Analyse {
            /// Sample rate of the samples, Hz.
            sample_rate: u32,
        } with Samples => OwnTrack, with Encoded;

        /// Begin to analyse a track that comes block by block, all of it twice. What was begun before is given up.
        Begin {
            /// Sample rate of the track, Hz.
            sample_rate: u32,
            /// Number of its channels.
            channels: u32,
        } with Nothing => (), with Nothing;

        /// Take the next samples of the track that was begun.
        Take {} with Samples => (), with Nothing;

        /// End the first pass through the track: all of its samples were taken, and come once more.
        Again {} with Nothing => (), with Nothing;

        /// End the second pass. The answer is that of [`Analyse`].
        Finish {} with Nothing => OwnTrack, with Encoded;

        /// Say what drove the predictions of an analysed track, one for each of [`crate::Feature::PREDICTED`].
        Explain {
            /// [`crate::Analysis::descriptors`] of the track.
            descriptors: Vec<Vec<f32>>,
        } with Nothing => Vec<Explanation>, with Nothing;
    }
}

/// Why a file was not analysed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
pub enum AnalystError {
    /// The audio cannot be analysed.
    #[error(transparent)]
    Analysis(#[from] AnalysisError),
    /// The file cannot be read from the disk.
    #[error("the browser could not read the file")]
    FileGone,
    /// Descriptors that this version does not compute.
    #[error("the track was analysed by another version")]
    OtherDescriptors,
    /// The model could not be loaded.
    #[error(transparent)]
    Asset(#[from] AssetError),
    /// The worker gave no answer.
    #[error(transparent)]
    Connection(#[from] ConnectionError),
}
