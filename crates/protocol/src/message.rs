//! Requests from the page, responses from the worker, and what can go wrong on the way.
//!
//! On the wire a message is the JavaScript array `[message, buffer…]`: the serde value first, then the
//! transferred buffers that the message's documentation names.

use crate::{
    analysis::{Analysis, Explanation},
    map::{CatalogueMap, MapPlace, OwnMap},
    recommend::{
        Affinity, Curve, ExportFormat, Exported, OwnTrack, Pick, Query, Sequence, Source, TrackCard, TrackRef,
    },
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
    /// Take tracks of the user's into account from now on, and others no more.
    Register {
        /// Number of this request.
        id: RequestId,
        /// Tracks to be known.
        tracks: Vec<OwnTrack>,
        /// Numbers of tracks to be forgotten.
        gone: Vec<u32>,
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
        /// What makes a step small.
        affinity: Affinity,
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
    /// Hand over the map of all tracks of the catalogue.
    Map {
        /// Number of this request.
        id: RequestId,
    },
    /// Tell what the page shows of some tracks of the catalogue.
    Cards {
        /// Number of this request.
        id: RequestId,
        /// Their places in the catalogue.
        tracks: Vec<u32>,
    },
    /// Tell where tracks lie on the catalogue's map: the user's own, amid their nearest neighbours there.
    Places {
        /// Number of this request.
        id: RequestId,
        /// The tracks.
        tracks: Vec<TrackRef>,
    },
    /// Group the user's own tracks by themselves. It takes seconds: to abandon it, end the worker.
    GroupOwn {
        /// Number of this request.
        id: RequestId,
        /// Number of clusters; `None` for the corner of the elbow curve.
        clusters: Option<usize>,
    },
    /// Tell all tags that tracks of the catalogue carry.
    Tags {
        /// Number of this request.
        id: RequestId,
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
        /// One for each of [`crate::Feature::PREDICTED`], in that order.
        explanations: Vec<Explanation>,
    },
    /// The answer to [`Request::Register`].
    Registered {
        /// Of which request.
        id: RequestId,
    },
    /// The answer to [`Request::Recommend`].
    Recommended {
        /// Of which request.
        id: RequestId,
        /// Best first.
        picks: Vec<Pick>,
    },
    /// The answer to [`Request::Search`].
    Found {
        /// Of which request.
        id: RequestId,
        /// Best first.
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
    /// The answer to [`Request::Map`]. Buffers, of n tracks in the order of the catalogue:
    /// 1. `Uint16Array` of 2n, x and y of each track on the plane of sound, 0…65,534, both 65,535 for no place;
    /// 2. the same on the plane of playlists;
    /// 3. `Uint8Array` of n, the tracks' clusters;
    /// 4. `Float32Array` of 11n, the features, a column each, in the order of [`crate::Feature::ALL`].
    Map {
        /// Of which request.
        id: RequestId,
        /// The clusters.
        map: Box<CatalogueMap>,
    },
    /// The answer to [`Request::Cards`].
    Cards {
        /// Of which request.
        id: RequestId,
        /// In the order asked for; tracks that there are not are passed over.
        tracks: Vec<TrackCard>,
    },
    /// The answer to [`Request::Places`].
    Places {
        /// Of which request.
        id: RequestId,
        /// In the order asked for; tracks that there are not are passed over.
        places: Vec<MapPlace>,
    },
    /// The answer to [`Request::GroupOwn`].
    GroupedOwn {
        /// Of which request.
        id: RequestId,
        /// The groups.
        map: Box<OwnMap>,
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
    /// Grouping tracks. Of no analysis: of [`Request::GroupOwn`].
    Grouping,
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
