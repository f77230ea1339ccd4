//! Requests from the page, responses from the worker, and what can go wrong on the way.
//!
//! On the wire a message is the JavaScript array `[message, buffer…]`: the serde value first, then the
//! transferred buffers that the message's documentation names.

use crate::{
    analysis::{Analysis, Explanation},
    library::{Identity, Import, OwnTrack, Storage},
    recommend::{Curve, ExportFormat, Exported, Pick, Query, Sequence, Source, TrackCard, TrackRef},
};
use serde::{Deserialize, Serialize};

/// Names a request; every response to it carries the same number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RequestId(pub u32);

/// What the page asks for. [`Request::Identify`] to [`Request::Explain`] go to any of the workers that analyse; the others
/// to the one that keeps the library and knows the catalogue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Analyse decoded audio. Buffers: one `Float32Array` a channel, all of one length, full scale ±1.
    Analyse {
        /// Number of this request.
        id: RequestId,
        /// Sample rate of the buffers, Hz.
        sample_rate: u32,
    },
    /// Decode a WAV file with hound and analyse it. Buffer: the file as a `Blob`, which is not transferred.
    AnalyseWav {
        /// Number of this request.
        id: RequestId,
    },
    /// Tell what names a file for good, and what its tags say. Buffer: the file as a `Blob`, which is not transferred.
    Identify {
        /// Number of this request.
        id: RequestId,
    },
    /// Say what drove the predictions of an analysed track.
    Explain {
        /// Number of this request.
        id: RequestId,
        /// [`Analysis::descriptors`] of the track.
        #[serde(with = "crate::packed::rows")]
        descriptors: Vec<Vec<f32>>,
    },
    /// Tell what the library holds, some tracks at a time. They are known from then on.
    OpenLibrary {
        /// Number of this request.
        id: RequestId,
        /// Place of the first track to tell.
        start: u32,
    },
    /// Keep tracks, in the place of those of their contents, and take them into account. Buffers: the packed analysis of
    /// each, or an empty one to leave what is kept as it is.
    Keep {
        /// Number of this request.
        id: RequestId,
        /// Tracks with their numbers.
        tracks: Vec<OwnTrack>,
    },
    /// Forget tracks.
    Forget {
        /// Number of this request.
        id: RequestId,
        /// Their numbers.
        tracks: Vec<u32>,
    },
    /// Tell the whole analysis of a track that is kept.
    OpenAnalysis {
        /// Number of this request.
        id: RequestId,
        /// The track's number.
        track: u32,
    },
    /// Write the whole library into one file.
    PackLibrary {
        /// Number of this request.
        id: RequestId,
    },
    /// Read a file that is no audio: a library, a table of tracks, or a playlist. Buffer: the file as a `Blob`.
    Import {
        /// Number of this request.
        id: RequestId,
        /// The file's name.
        name: String,
    },
    /// Find what should play next. This and all that follow load the catalogue on first use.
    Recommend {
        /// Number of this request.
        id: RequestId,
        /// What is wanted.
        query: Box<Query>,
    },
    /// Find tracks of the catalogue by name, artist or tag.
    Search {
        /// Number of this request.
        id: RequestId,
        /// What the user typed.
        text: String,
        /// Most tracks to return.
        limit: usize,
    },
    /// Find steps from one track to another.
    Path {
        /// Number of this request.
        id: RequestId,
        /// The first track.
        from: TrackRef,
        /// The last one.
        to: TrackRef,
        /// How many tracks to put between them.
        between: usize,
        /// Where they come from.
        source: Source,
        /// What makes a step small: [`Query::company`].
        company: f32,
    },
    /// Order tracks for smooth transitions.
    Flow {
        /// Number of this request.
        id: RequestId,
        /// The tracks, in any order.
        tracks: Vec<TrackRef>,
        /// How energy should go.
        curve: Curve,
        /// Largest change of tempo that is still smooth, as a share of the tempo, 0…1.
        tempo_step: f32,
        /// Keep the given order and only say what its transitions cost.
        keep_order: bool,
    },
    /// Write tracks into a file of a known kind.
    Export {
        /// Number of this request.
        id: RequestId,
        /// Which kind.
        format: ExportFormat,
        /// The tracks, in order.
        tracks: Vec<TrackRef>,
        /// Title of the playlist, for formats that have one.
        title: String,
        /// Folder in which the user's files lie, for formats that must know.
        music_folder: String,
    },
    /// Tell what lists show of tracks.
    Cards {
        /// Number of this request.
        id: RequestId,
        /// The tracks.
        tracks: Vec<TrackRef>,
    },
    /// Tell all tags that tracks of the catalogue carry.
    Tags {
        /// Number of this request.
        id: RequestId,
    },
    /// Answer a question of the map. Buffer: the packed [`crate::explore::Question`].
    Explore {
        /// Number of this request.
        id: RequestId,
    },
}

impl Request {
    /// Number of the request.
    pub fn id(&self) -> RequestId {
        match self {
            Self::Analyse { id, .. }
            | Self::AnalyseWav { id }
            | Self::Identify { id }
            | Self::Explain { id, .. }
            | Self::OpenLibrary { id, .. }
            | Self::Keep { id, .. }
            | Self::Forget { id, .. }
            | Self::OpenAnalysis { id, .. }
            | Self::PackLibrary { id }
            | Self::Import { id, .. }
            | Self::Recommend { id, .. }
            | Self::Search { id, .. }
            | Self::Path { id, .. }
            | Self::Flow { id, .. }
            | Self::Export { id, .. }
            | Self::Cards { id, .. }
            | Self::Tags { id }
            | Self::Explore { id } => *id,
        }
    }
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
    /// The answer to [`Request::Analyse`] and [`Request::AnalyseWav`]. Buffer: the packed [`Analysis`], to be handed on
    /// with [`Request::Keep`].
    Analysed {
        /// Of which request.
        id: RequestId,
        /// The result in short: [`OwnTrack::of`].
        track: Box<OwnTrack>,
    },
    /// The answer to [`Request::Identify`].
    Identified {
        /// Of which request.
        id: RequestId,
        /// What names the file.
        identity: Identity,
    },
    /// The answer to [`Request::Explain`].
    Explained {
        /// Of which request.
        id: RequestId,
        /// One for each of [`crate::Feature::PREDICTED`], in that order.
        explanations: Vec<Explanation>,
    },
    /// The answer to [`Request::OpenLibrary`].
    Library {
        /// Of which request.
        id: RequestId,
        /// Tracks with their numbers.
        tracks: Vec<OwnTrack>,
        /// Number of tracks in all.
        total: u32,
        /// How it is kept.
        storage: Storage,
    },
    /// The answer to [`Request::Keep`] and [`Request::Forget`].
    Kept {
        /// Of which request.
        id: RequestId,
        /// How the library is kept now.
        storage: Storage,
    },
    /// The answer to [`Request::OpenAnalysis`].
    Opened {
        /// Of which request.
        id: RequestId,
        /// `None` where the track has none: it was imported, or analysed by an earlier version.
        analysis: Option<Box<Analysis>>,
    },
    /// The answer to [`Request::PackLibrary`], with the file as buffer, and to [`Request::Explore`], with the packed
    /// [`crate::explore::Reply`].
    Packed {
        /// Of which request.
        id: RequestId,
    },
    /// The answer to [`Request::Import`]. Buffers: see [`Import::tracks`].
    Imported {
        /// Of which request.
        id: RequestId,
        /// What was read.
        import: Import,
    },
    /// The answer to [`Request::Recommend`].
    Recommended {
        /// Of which request.
        id: RequestId,
        /// Best first.
        picks: Vec<Pick>,
    },
    /// The answer to [`Request::Search`] and [`Request::Cards`].
    Found {
        /// Of which request.
        id: RequestId,
        /// Best first, or in the order asked for.
        tracks: Vec<TrackCard>,
    },
    /// The answer to [`Request::Path`] and [`Request::Flow`].
    Sequenced {
        /// Of which request.
        id: RequestId,
        /// Tracks in order.
        sequence: Sequence,
    },
    /// The answer to [`Request::Export`].
    Exported {
        /// Of which request.
        id: RequestId,
        /// The file.
        exported: Exported,
    },
    /// The answer to [`Request::Tags`].
    Tags {
        /// Of which request.
        id: RequestId,
        /// Each tag with the number of tracks that carry it, in alphabetical order.
        tags: Vec<(String, u32)>,
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

impl Response {
    /// Number of the request that it answers for good; `None` for those that answer none.
    pub fn answers(&self) -> Option<RequestId> {
        match self {
            Self::Ready | Self::Crashed { .. } | Self::Progress { .. } => None,
            Self::Analysed { id, .. }
            | Self::Identified { id, .. }
            | Self::Explained { id, .. }
            | Self::Library { id, .. }
            | Self::Kept { id, .. }
            | Self::Opened { id, .. }
            | Self::Packed { id }
            | Self::Imported { id, .. }
            | Self::Recommended { id, .. }
            | Self::Found { id, .. }
            | Self::Sequenced { id, .. }
            | Self::Exported { id, .. }
            | Self::Tags { id, .. }
            | Self::Failed { id, .. } => Some(*id),
        }
    }
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
    /// Long silence, and fewer seconds beside it than the analysis needs.
    #[error("only {seconds:.1} s of the audio are not silent; at least {minimum:.0} s are needed")]
    MostlySilent {
        /// Length of what sounds.
        seconds: f32,
        /// Least length.
        minimum: f32,
    },
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
    /// A file that is no audio could not be read.
    #[error("the file could not be read: {reason}")]
    Unreadable {
        /// What is wrong, and where.
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
