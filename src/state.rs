//! What the page knows: the user's tracks, each with its life, which one is shown, and how they are kept.

use leptos::prelude::*;
use protocol::{Analysis, AnalysisError, Explanation, OwnTrack, Stage, Storage, TrackCard, TrackRef};
use std::collections::HashMap;
use std::sync::Arc;
use web_sys::Blob;

/// Names a track for as long as the page is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TrackId(pub u32);

/// Numbers of tracks that come while the page is open begin here; below are those that were kept.
const FIRST_NEW: u32 = 1 << 24;

/// The life of a track.
#[derive(Clone, Debug, PartialEq)]
pub enum TrackState {
    /// Waits for the tracks before it.
    Queued,
    /// The worker reads it for its hash and its tags.
    Reading,
    /// The browser decodes the file.
    Decoding,
    /// The worker listens.
    Analysing {
        /// What it does.
        stage: Stage,
        /// Share of the work that is done, 0…1.
        fraction: f32,
    },
    /// Everything is known.
    Ready,
    /// It could not be analysed.
    Failed(AnalysisError),
    /// The user stopped it.
    Cancelled,
}

impl TrackState {
    /// Whether something is still to be done.
    pub fn is_pending(&self) -> bool {
        matches!(self, Self::Queued | Self::Reading | Self::Decoding | Self::Analysing { .. })
    }
}

/// What is shown in the place of one of the user's tracks.
#[derive(Clone, Debug, PartialEq)]
pub enum Guest {
    /// A track of the catalogue.
    Catalogue(Box<TrackCard>),
    /// The whole playlist.
    Playlist,
}

/// The parts of the page; the address's fragment names the one that is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// One track, and what should play next.
    #[default]
    Listen,
    /// All tracks as a table.
    Table,
    /// The catalogue and the user's tracks on a plane.
    Map,
    /// Groups of tracks that sound alike.
    Groups,
    /// What the model is, and how good.
    About,
}

/// What drove a track's predictions.
#[derive(Clone, Debug, Default)]
pub enum Explained {
    /// Nobody has wanted to know.
    #[default]
    Unasked,
    /// On its way.
    Pending,
    /// One for each predicted feature.
    Found(Arc<Vec<Explanation>>),
    /// The worker could not say.
    Failed(AnalysisError),
}

/// One of the user's tracks. Copies are handles to the same track.
#[derive(Clone, Copy)]
pub struct Track {
    /// Its name in the store.
    pub id: TrackId,
    /// What lists know of it; as long as it is not analysed, what its file is called.
    pub info: RwSignal<Arc<OwnTrack>>,
    /// The file itself, for decoding and playback; `None` where only what was heard is kept.
    pub file: RwSignal<Option<Blob>, LocalStorage>,
    /// Where it is in its life.
    pub state: RwSignal<TrackState>,
    /// What drove its predictions.
    pub explained: RwSignal<Explained>,
}

impl Track {
    fn new(id: TrackId, info: OwnTrack, file: Option<Blob>, state: TrackState) -> Self {
        Self {
            id,
            info: RwSignal::new(Arc::new(OwnTrack { id: id.0, ..info })),
            file: RwSignal::new_local(file),
            state: RwSignal::new(state),
            explained: RwSignal::new(Explained::Unasked),
        }
    }

    /// What the user calls it.
    pub fn name(self) -> String {
        self.info.with(|info| info.name.clone())
    }

    /// What recommendation calls it.
    pub fn reference(self) -> TrackRef {
        TrackRef::Own(self.id.0)
    }
}

/// Something that the user should hear of, until it is taken away.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// Tells notices apart.
    pub id: u32,
    /// The sentence.
    pub text: String,
    /// Further lines.
    pub details: Vec<String>,
    /// Whether something went wrong.
    pub is_error: bool,
}

/// The user's tracks and the one that is shown; a context of the app.
#[derive(Clone, Copy)]
pub struct Library {
    /// In the order in which they came.
    pub tracks: RwSignal<Vec<Track>>,
    /// The track whose detail is shown.
    pub selected: RwSignal<Option<TrackId>>,
    /// What is shown instead of it, if anything.
    pub guest: RwSignal<Option<Guest>>,
    /// The part of the page that is shown.
    pub view: RwSignal<View>,
    /// How the library is kept.
    pub storage: RwSignal<Storage>,
    /// What the user should hear of.
    pub notices: RwSignal<Vec<Notice>>,
    by_hash: StoredValue<HashMap<String, Track>>,
    next_id: StoredValue<u32>,
}

impl Library {
    /// No tracks yet.
    pub fn new() -> Self {
        Self {
            tracks: RwSignal::new(Vec::new()),
            selected: RwSignal::new(None),
            guest: RwSignal::new(None),
            view: RwSignal::new(View::default()),
            storage: RwSignal::new(Storage::default()),
            notices: RwSignal::new(Vec::new()),
            by_hash: StoredValue::new(HashMap::new()),
            next_id: StoredValue::new(FIRST_NEW),
        }
    }

    /// A number that no other track or notice has.
    fn number(self) -> u32 {
        let number = self.next_id.get_value();
        self.next_id.set_value(number + 1);
        number
    }

    /// Adds files that wait for their analysis; the first of all is shown at once.
    pub fn add_files(self, files: Vec<(String, Blob)>) -> Vec<Track> {
        let added: Vec<Track> = files
            .into_iter()
            .map(|(path, file)| {
                let name = path.rsplit('/').next().unwrap_or(&path).to_owned();
                let info = OwnTrack { name, file: path, ..OwnTrack::default() };
                Track::new(TrackId(self.number()), info, Some(file), TrackState::Queued)
            })
            .collect();
        self.append(&added);
        added
    }

    /// Adds tracks that were kept, under their numbers.
    pub fn add_kept(self, kept: Vec<OwnTrack>) {
        let added: Vec<Track> = kept
            .into_iter()
            .map(|info| Track::new(TrackId(info.id), info, None, TrackState::Ready))
            .collect();
        added.iter().for_each(|track| self.name(*track));
        // Before those that have come meanwhile.
        self.tracks.update(|tracks| {
            let place = tracks.iter().take_while(|track| track.id.0 < FIRST_NEW).count();
            tracks.splice(place..place, added.iter().copied());
        });
    }

    /// Shows the latest track, unless another is shown.
    pub fn show_latest(self) {
        let latest = self.tracks.with_untracked(|tracks| tracks.last().map(|track| track.id));
        self.selected.update(|selected| *selected = selected.or(latest));
    }

    /// Adds tracks that were imported, under new numbers. Those whose contents are here already replace what is known of
    /// them, unless that was heard. Gives what is to be kept, each with its place among the imported.
    pub fn add_imported(self, imported: Vec<OwnTrack>, now_ms: f64) -> Vec<(usize, Track)> {
        let mut kept = Vec::new();
        let mut added = Vec::new();
        for (place, info) in imported.into_iter().enumerate() {
            let known = self.by_hash.with_value(|known| known.get(&info.hash).copied());
            match known {
                Some(track) if info.is_imported() && !track.info.with_untracked(|old| old.is_imported()) => {}
                Some(track) => {
                    track.info.set(Arc::new(OwnTrack { id: track.id.0, ..info }));
                    kept.push((place, track));
                }
                None => {
                    let added_ms = if info.added_ms > 0.0 { info.added_ms } else { now_ms };
                    let info = OwnTrack { added_ms, ..info };
                    let track = Track::new(TrackId(self.number()), info, None, TrackState::Ready);
                    self.name(track);
                    added.push(track);
                    kept.push((place, track));
                }
            }
        }
        self.append(&added);
        kept
    }

    fn append(self, added: &[Track]) {
        self.tracks.update(|tracks| tracks.extend(added));
        if let Some(first) = added.first() {
            self.selected.update(|selected| {
                selected.get_or_insert(first.id);
            });
        }
    }

    /// Remembers a track by its contents.
    pub fn name(self, track: Track) {
        let hash = track.info.with_untracked(|info| info.hash.clone());
        self.by_hash.update_value(|known| {
            known.insert(hash, track);
        });
    }

    /// The track of these contents, if it is here.
    pub fn with_contents(self, hash: &str) -> Option<Track> {
        self.by_hash.with_value(|known| known.get(hash).copied())
    }

    /// Takes tracks out.
    pub fn remove(self, gone: &[TrackId]) {
        self.by_hash.update_value(|known| known.retain(|_, track| !gone.contains(&track.id)));
        let mut place = None;
        self.tracks.update(|tracks| {
            place = tracks.iter().position(|track| gone.contains(&track.id));
            tracks.retain(|track| !gone.contains(&track.id));
        });
        if self.selected.with_untracked(|selected| selected.is_some_and(|id| gone.contains(&id))) {
            let next = self.tracks.with_untracked(|tracks| {
                let place = place.unwrap_or(0).min(tracks.len().saturating_sub(1));
                tracks.get(place).map(|track| track.id)
            });
            self.selected.set(next);
        }
    }

    /// Shows a track's detail.
    pub fn show(self, id: TrackId) {
        self.guest.set(None);
        self.selected.set(Some(id));
        self.view.set(View::Listen);
    }

    /// Shows a track that was recommended or found: one of the user's own, or the catalogue's as a guest.
    pub fn follow(self, card: TrackCard) {
        match card.track {
            TrackRef::Own(id) => self.show(TrackId(id)),
            TrackRef::Catalogue(_) => {
                self.guest.set(Some(Guest::Catalogue(Box::new(card))));
                self.view.set(View::Listen);
            }
        }
    }

    /// Number of tracks about which everything is known.
    pub fn ready_count(self) -> usize {
        self.tracks.with(|tracks| {
            tracks.iter().filter(|track| track.state.with(|state| *state == TrackState::Ready)).count()
        })
    }

    /// The track that is shown.
    pub fn shown(self) -> Option<Track> {
        self.track(self.selected.get()?)
    }

    /// A track by its name in the store.
    pub fn track(self, id: TrackId) -> Option<Track> {
        self.tracks.with(|tracks| tracks.iter().find(|track| track.id == id).copied())
    }

    /// Tells the user something.
    pub fn tell(self, text: String, details: Vec<String>, is_error: bool) {
        let notice = Notice { id: self.number(), text, details, is_error };
        self.notices.update(|notices| notices.push(notice));
    }
}

/// A track's whole analysis on its way to the detail.
#[derive(Clone, Debug)]
pub enum Opened {
    /// On its way.
    Pending,
    /// Here.
    Found(Arc<Analysis>),
    /// There is none: the track was imported, or analysed by an earlier version.
    Missing,
    /// It could not be read.
    Failed(AnalysisError),
}
