//! Calls to the worker that keeps the user's library, knows the catalogue, and recommends.

use crate::analysis::Analysis;
use crate::call::{ConnectionError, Encoded, File, Handle, Nothing, service};
use crate::error::{AssetError, StorageError};
use crate::import::{ImportError, ImportProblem};
use crate::library::{Identity, OwnTrack, Storage, TrackChange};
use crate::map::{CatalogueMap, OwnPlace};
use crate::own_catalogue::{CatalogueInUse, CatalogueProblem};
use crate::recommend::{Curve, ExportFormat, Exported, Pick, Query, Sequence, Source, TrackCard, TrackRef};
use music::AudioFeatures;
use serde::{Deserialize, Serialize};

service! {
    /// The one worker that owns the user's tracks: it numbers them, keeps them on the device, and answers every question
    /// about them and the catalogue.
    Librarian fails with LibrarianError, tells LibraryNews {
        /// Tell what the library holds, some tracks at a time, oldest first.
        OpenLibrary {
            /// How many tracks have been told.
            start: u32,
        } with Nothing => LibraryPage, with Nothing;

        /// Number recordings as they were numbered before: said to a worker that takes the place of one that died.
        RecallNumbers {
            /// Hash and number of each recording that has one.
            numbers: Vec<(String, u32)>,
        } with Nothing => (), with Nothing;

        /// Find the track of a recording, by its audio or, where it was kept before recordings were named so, by its file.
        FindTrack {
            /// What names the recording.
            identity: Identity,
        } with Nothing => Option<OwnTrack>, with Nothing;

        /// Keep a track that was analysed. Where its recording is here already, that track takes the new analysis and keeps
        /// its number, its corrections, and when it came.
        AddTrack {
            /// The track, without a number.
            track: OwnTrack,
        } with Encoded => AddedTrack, with Nothing;

        /// Change what the user may say of tracks, of all or of none. What another tab has changed of them meanwhile stays;
        /// those that it has removed are left out.
        ChangeTracks {
            /// The tracks' numbers, and what to change.
            changes: Vec<(u32, TrackChange)>,
        } with Nothing => Vec<OwnTrack>, with Nothing;

        /// Take tracks out of the library. [`RestoreTracks`] takes it back.
        RemoveTracks {
            /// Their numbers.
            tracks: Vec<u32>,
        } with Nothing => u32, with Nothing;

        /// Put tracks back that were removed since the page was opened. They come with [`LibraryNews::Tracks`].
        RestoreTracks {
            /// Their numbers.
            tracks: Vec<u32>,
        } with Nothing => u32, with Nothing;

        /// Tell the whole analysis of a track; `None` where it has none: it was imported, or analysed by an earlier version.
        OpenAnalysis {
            /// The track's number.
            track: u32,
        } with Nothing => Option<Analysis>, with Nothing;

        /// Tell how the library is kept.
        OpenStorage {} with Nothing => Storage, with Nothing;

        /// Write the library, its corrections and the playlist into one file.
        WriteBackup {} with Nothing => (), with File;

        /// Read a file that is no audio: a backup, a table of tracks, or a playlist. What it holds is kept before the answer
        /// comes; tracks are told by [`LibraryNews::Tracks`] as they are kept.
        Import {
            /// The file's name.
            name: String,
            /// The encoding that its letters were guessed to be in, where [`crate::letters::ReadLetters`] did so.
            letters: Option<String>,
        } with File => Imported, with Nothing;

        /// Tell the playlist as it was kept.
        OpenPlaylist {} with Nothing => OpenedPlaylist, with Nothing;

        /// Change which playlists there are and which is open, and tell the one that is open then.
        ChangePlaylists {
            /// What to change.
            change: PlaylistsChange,
        } with Nothing => OpenedPlaylist, with Nothing;

        /// Keep the open playlist.
        KeepPlaylist {
            /// Its entries in order; a track may stand in it more than once.
            tracks: Vec<TrackRef>,
        } with Nothing => (), with Nothing;

        /// Keep the browser's handle to a file or folder of the user's, by its path.
        KeepHandle {
            /// Path of the file, or name of the folder.
            path: String,
        } with Handle => (), with Nothing;

        /// Tell the paths that there are handles for.
        ListHandles {} with Nothing => Vec<String>, with Nothing;

        /// Give a handle back; whether there is one.
        OpenHandle {
            /// The path that it was kept by.
            path: String,
        } with Nothing => bool, with Handle;

        /// Find what should play next, best first.
        Recommend {
            /// What is wanted.
            query: Query,
        } with Nothing => Vec<Pick>, with Nothing;

        /// Find tracks of the catalogue by name, artist or tag, best first.
        Search {
            /// What the user typed.
            text: String,
            /// Most tracks to return.
            limit: u32,
        } with Nothing => Vec<TrackCard>, with Nothing;

        /// Find steps from one track to another.
        FindPath {
            /// The first track.
            from: TrackRef,
            /// The last one.
            to: TrackRef,
            /// How many tracks to put between them.
            between: u32,
            /// Where they come from.
            source: Source,
            /// What makes a step small: [`Query::company`].
            company: f32,
        } with Nothing => Sequence, with Nothing;

        /// Order tracks for smooth transitions.
        OrderForFlow {
            /// The tracks, in any order.
            tracks: Vec<TrackRef>,
            /// How energy should go.
            curve: Curve,
            /// Largest change of tempo that is still smooth, as a share of the tempo, 0…1.
            tempo_step: f32,
            /// Keep the given order and only say what its transitions cost.
            keep_order: bool,
        } with Nothing => Sequence, with Nothing;

        /// Write tracks into a file of a known kind.
        Export {
            /// Which kind.
            format: ExportFormat,
            /// The tracks, in order.
            tracks: Vec<TrackRef>,
            /// Title of the playlist, for formats that have one.
            title: String,
            /// Folder in which the user's files lie, for formats that must know.
            music_folder: String,
            /// Whether DJ software is told words that were guessed from the sound as genres: those are what DJs sort by.
            guessed_genres: bool,
        } with Nothing => Exported, with Nothing;

        /// Tell the features of a usual track: the catalogue's medians. Key and mode say nothing.
        OpenUsual {} with Nothing => AudioFeatures, with Nothing;

        /// Tell what lists show of tracks, in the order asked for; tracks that are not here are left out.
        OpenCards {
            /// The tracks.
            tracks: Vec<TrackRef>,
        } with Nothing => Vec<TrackCard>, with Nothing;

        /// Tell which catalogue is in use.
        OpenCatalogue {} with Nothing => CatalogueInUse, with Nothing;

        /// Use a catalogue that is one file, now and whenever the page is opened. Where another one has been loaded, from the
        /// next visit on.
        TakeCatalogue {
            /// The file's name.
            name: String,
        } with File => CatalogueInUse, with Nothing;

        /// Use a catalogue that lies beside the page, or the built-in one; when, as for [`TakeCatalogue`].
        ChooseCatalogue {
            /// Address of a file, or of a folder with an index and cells, from the page on; `None` for the built-in one.
            address: Option<String>,
        } with Nothing => CatalogueInUse, with Nothing;

        /// Tell all tags that tracks of the catalogue carry, each with the number of its tracks, in alphabetical order.
        ListTags {} with Nothing => Vec<(String, u32)>, with Nothing;

        /// Tell where all tracks of the catalogue lie, and the clusters they form.
        OpenMap {} with Nothing => CatalogueMap, with Nothing;

        /// Tell the user's own tracks that have features, and where they would lie on the map.
        OpenOwnPlaces {} with Nothing => Vec<OwnPlace>, with Nothing;
    }
}

/// Some tracks of the library.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LibraryPage {
    /// Tracks with their numbers.
    pub tracks: Vec<OwnTrack>,
    /// Number of tracks in all.
    pub total: u32,
}

/// What became of a track that was to be kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AddedTrack {
    /// The track as it is kept.
    pub track: OwnTrack,
    /// Why it is here only as long as the page is open; `None` where it is on the device.
    pub not_kept: Option<StorageError>,
}

/// What was read out of a file that is no audio, and kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Imported {
    /// Tracks that were read.
    pub read: u32,
    /// Those of them that are new, or newer than what was known, and on the device now.
    pub kept: u32,
    /// Of a playlist or a backup: those of the playlist's tracks that the library or the catalogue has, in its order.
    pub playlist: Vec<TrackCard>,
    /// Of a playlist: those that neither has, by name.
    pub missing: Vec<String>,
    /// What could not be read or kept.
    pub problems: Vec<ImportProblem>,
}

/// A change of the playlists themselves. Names are told apart by the librarian: a second "Set" becomes "Set (2)".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PlaylistsChange {
    /// Begin an empty one of this name, and open it.
    New(String),
    /// Open another one, by its name.
    Open(String),
    /// Call the open one so.
    Rename(String),
    /// Delete the open one, and open the first of the others, or an empty one.
    Delete,
}

/// The open playlist as it was kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OpenedPlaylist {
    /// Its name; empty as long as it was given none.
    pub name: String,
    /// Names of the others, as they were made.
    pub others: Vec<String>,
    /// Its entries in order.
    pub entries: Vec<TrackCard>,
    /// Names of entries whose tracks are gone.
    pub missing: Vec<String>,
}

/// What the librarian tells without being asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum LibraryNews {
    /// Tracks that came or changed, here or in another tab, as they are now.
    Tracks(Vec<OwnTrack>),
    /// Numbers of tracks that another tab has removed.
    Removed(Vec<u32>),
    /// Another tab has changed the playlist: it is to be opened anew.
    PlaylistChanged,
    /// How the library is kept, after it was written to.
    Storage(Storage),
}

/// Why the librarian could not answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
pub enum LibrarianError {
    /// The model or the catalogue could not be loaded.
    #[error(transparent)]
    Asset(#[from] AssetError),
    /// The user's own catalogue cannot be used.
    #[error("{name}: {problem}")]
    Catalogue {
        /// What it is called.
        name: String,
        /// Why.
        problem: CatalogueProblem,
    },
    /// A file that tells of tracks could not be read.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// What was to be kept, changed or removed is not so on the device.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// A track that is not here: another tab may have removed it.
    #[error("the track is not in the library")]
    UnknownTrack,
    /// The worker gave no answer.
    #[error(transparent)]
    Connection(#[from] ConnectionError),
}
