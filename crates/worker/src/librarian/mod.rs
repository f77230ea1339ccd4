//! The worker that owns the user's tracks, knows the catalogue, and recommends. One handler a call, below
//! [`Librarian::answer`]; what they need is in the modules beside.

pub(crate) mod backup;
mod catalogues;
mod export;
mod handles;
mod import;
mod informed;
mod library;
mod map;
mod matching;
pub(crate) mod playlist;
mod rows;
mod store;
mod tabs;
mod told;

use catalogue::Catalogue;
use js_sys::{Array, Date};
use protocol::librarian::{
    AddTrack, ChangePlaylists, ChangeTracks, ChooseCatalogue, Export, FindPath, FindTrack, Import, Imported,
    KeepHandle, KeepPlaylist, ListHandles, ListTags, OpenAnalysis, OpenCards, OpenCatalogue, OpenHandle,
    OpenLibrary, OpenMap, OpenOwnPlaces, OpenPlaylist, OpenStorage, OpenUsual, OrderForFlow, RecallNumbers,
    Recommend, RemoveTracks, RestoreTracks, Search, TakeCatalogue, WriteBackup,
};
use protocol::{
    CatalogueInUse, ConnectionError, Exported, ImportError, ImportProblem, LibrarianError, LibraryNews,
    OwnTrack, Sequence, Stage, StorageError, TrackCard, TrackRef,
};
use std::collections::HashMap;
use std::io::{BufReader, Read};
use std::rc::Rc;
use web_sys::Blob;
use wire::{Answer, BlobReader, Progress, Request, Sent, Worker};

use backup::Backup;
use catalogues::Catalogues;
use handles::Handles;
use informed::informed;
use library::Library;
use playlist::Playlists;
use tracks::Recommender;

/// Tracks of a backup that are read, and kept, at once.
const BACKUP_PART: usize = 200;

/// Everything that the librarian has.
#[derive(Default)]
pub struct Librarian {
    catalogues: Catalogues,
    library: Library,
    recommender: Recommender,
    handles: Handles,
}

impl Worker for Librarian {
    type Service = protocol::Librarian;

    async fn answer(&self, Request { call, sent, progress }: Request<Self::Service>) -> Answer {
        use protocol::Librarian as Call;
        match call {
            Call::OpenLibrary(call) => {
                Answer::plainly::<OpenLibrary>(Ok(self.library.page(call.start).await))
            }
            Call::RecallNumbers(call) => {
                self.library.recall(call.numbers);
                Answer::plainly::<RecallNumbers>(Ok(()))
            }
            Call::FindTrack(call) => {
                Answer::plainly::<FindTrack>(Ok(self.library.find(&call.identity).await))
            }
            Call::AddTrack(call) => Answer::plainly::<AddTrack>(self.add_track(call, sent).await),
            Call::ChangeTracks(call) => {
                Answer::plainly::<ChangeTracks>(self.library.change(call.changes).await)
            }
            Call::RemoveTracks(call) => Answer::plainly::<RemoveTracks>(self.remove(&call.tracks).await),
            Call::RestoreTracks(call) => Answer::plainly::<RestoreTracks>(self.restore(&call.tracks).await),
            Call::OpenAnalysis(call) => {
                Answer::plainly::<OpenAnalysis>(Ok(self.library.analysis(call.track).await))
            }
            Call::OpenStorage(_) => Answer::plainly::<OpenStorage>(Ok(self.library.storage().await)),
            Call::WriteBackup(_) => {
                Answer::to::<WriteBackup>(self.write_backup().await.map(|file| ((), file)))
            }
            Call::Import(call) => Answer::plainly::<Import>(self.import(call, sent, &progress).await),
            Call::OpenPlaylist(_) => Answer::plainly::<OpenPlaylist>(self.playlists().open().await),
            Call::ChangePlaylists(call) => {
                Answer::plainly::<ChangePlaylists>(self.playlists().change(call.change).await)
            }
            Call::KeepPlaylist(call) => {
                Answer::plainly::<KeepPlaylist>(self.playlists().keep(&call.tracks).await)
            }
            Call::KeepHandle(call) => Answer::plainly::<KeepHandle>(self.keep_handle(call, sent).await),
            Call::ListHandles(_) => Answer::plainly::<ListHandles>(Ok(self.handles.paths().await)),
            Call::OpenHandle(call) => {
                let handle = self.handles.open(&call.path).await;
                Answer::to::<OpenHandle>(Ok((handle.is_object(), handle)))
            }
            Call::Recommend(call) => Answer::plainly::<Recommend>(self.recommend(&call).await),
            Call::Search(call) => Answer::plainly::<Search>(self.search(&call).await),
            Call::FindPath(call) => Answer::plainly::<FindPath>(self.find_path(&call).await),
            Call::OrderForFlow(call) => Answer::plainly::<OrderForFlow>(self.order_for_flow(&call).await),
            Call::Export(call) => Answer::plainly::<Export>(self.export(&call).await),
            Call::OpenUsual(_) => Answer::plainly::<OpenUsual>(self.usual().await),
            Call::OpenCards(call) => Answer::plainly::<OpenCards>(self.cards(&call.tracks).await),
            Call::ListTags(_) => Answer::plainly::<ListTags>(self.list_tags().await),
            Call::OpenCatalogue(_) => Answer::plainly::<OpenCatalogue>(self.catalogues.in_use().await),
            Call::TakeCatalogue(call) => {
                Answer::plainly::<TakeCatalogue>(self.take_catalogue(call, sent).await)
            }
            Call::ChooseCatalogue(call) => {
                Answer::plainly::<ChooseCatalogue>(self.catalogues.choose(call.address).await)
            }
            Call::OpenMap(_) => Answer::plainly::<OpenMap>(self.open_map().await),
            Call::OpenOwnPlaces(_) => Answer::plainly::<OpenOwnPlaces>(self.open_own_places().await),
        }
    }
}

type Outcome<T> = Result<T, LibrarianError>;

/// The library.
impl Librarian {
    async fn add_track(&self, call: AddTrack, sent: Sent) -> Outcome<protocol::librarian::AddedTrack> {
        let added = self.library.add(call.track, sent.take::<AddTrack>()?).await;
        self.tell_storage().await;
        Ok(added)
    }

    async fn remove(&self, tracks: &[u32]) -> Outcome<u32> {
        let removed = self.library.remove(tracks).await?;
        if self.library.tracks().is_empty() {
            // All of the user's data is gone, then.
            self.handles.clear().await.unwrap_or_default();
        }
        self.tell_storage().await;
        Ok(removed)
    }

    async fn keep_handle(&self, call: KeepHandle, sent: Sent) -> Outcome<()> {
        Ok(self.handles.keep(&call.path, &sent.take::<KeepHandle>()?).await?)
    }

    async fn restore(&self, tracks: &[u32]) -> Outcome<u32> {
        let restored = self.library.restore(tracks).await?;
        self.tell_storage().await;
        Ok(restored)
    }

    async fn tell_storage(&self) {
        let storage = self.library.storage().await;
        wire::tell::<protocol::Librarian>(&LibraryNews::Storage(storage));
    }

    /// The backup, a part after the other: each is in the browser's hands before the next is written.
    async fn write_backup(&self) -> Outcome<Blob> {
        let entries = self.library.ready().await.playlist().await.unwrap_or_default();
        let parts = Array::new();
        let book = self.library.ready().await.playlist_book().await.unwrap_or_default();
        parts.push(blob(&backup::beginning(&entries, &book))?.as_ref());
        for (position, some) in self.library.tracks().chunks(BACKUP_PART).enumerate() {
            let mut lines = Vec::new();
            for track in some {
                lines.push(backup::line(track, self.library.analysis(track.id).await));
            }
            let between = if position > 0 { backup::BETWEEN } else { "" };
            parts.push(blob(&[between, &lines.join(backup::BETWEEN)].concat())?.as_ref());
        }
        parts.push(blob(backup::END)?.as_ref());
        Blob::new_with_blob_sequence(&parts).map_err(|_| StorageError::Full.into())
    }

    async fn import(&self, call: Import, sent: Sent, progress: &Progress) -> Outcome<Imported> {
        let mut file = BlobReader::new(sent.take::<Import>()?).map_err(|_| ImportError::FileGone)?;
        let mut beginning = Vec::new();
        Read::take(&mut file, import::LOOK as u64)
            .read_to_end(&mut beginning)
            .map_err(|_| ImportError::FileGone)?;
        let imported = if import::is_backup(&beginning) {
            self.import_backup(file, progress).await
        } else {
            self.import_table_or_playlist(call, &file, progress).await
        };
        self.tell_storage().await;
        imported
    }

    async fn import_table_or_playlist(
        &self,
        Import { name, letters }: Import,
        file: &BlobReader,
        progress: &Progress,
    ) -> Outcome<Imported> {
        let bytes = file.bytes().map_err(|_| ImportError::FileGone)?;
        self.library.ready().await;
        let catalogue = self.catalogues.catalogue().await?;
        let names = self.recommender.names(&catalogue);
        let read = import::read(&name, &bytes, &self.library.tracks(), &catalogue, names)?;
        drop(bytes);
        let now = Date::now();
        let tracks: Vec<backup::Track> =
            read.tracks.into_iter().map(|track| (OwnTrack { added_ms: now, ..track }, None)).collect();
        let count = tracks.len() as u32;
        let kept = self.library.import(tracks, |share| progress.tell(Stage::Importing, share)).await;
        let program = read.told.first().map(|(_, told)| told.program.clone());
        let heard_of = self.library.hear_of(read.told).await;
        let guessed = letters.map(|encoding| ImportProblem::GuessedLetters { encoding });
        let mut problems: Vec<ImportProblem> = guessed.into_iter().chain(read.problems).collect();
        let claims = program.filter(|_| heard_of > 0);
        problems.extend(claims.map(|program| ImportProblem::Claims { program, tracks: heard_of }));
        problems.extend(self.not_kept(kept.not_kept).await);
        Ok(Imported {
            read: count + read.known,
            kept: kept.kept,
            playlist: self.cards(&read.playlist).await?,
            missing: read.missing,
            problems,
        })
    }

    async fn import_backup(&self, mut file: BlobReader, progress: &Progress) -> Outcome<Imported> {
        std::io::Seek::rewind(&mut file).map_err(|_| ImportError::FileGone)?;
        let size = file.len().max(1) as f32;
        let mut backup = Backup::open(BufReader::new(file))?;
        let mut imported = Imported::default();
        let (mut part, mut not_kept) = (Vec::new(), 0);
        loop {
            let track = backup.next_track();
            let is_last = track.is_none();
            match track {
                Some(Ok(track)) => part.push(track),
                Some(Err(problem)) => imported.problems.push(problem),
                None => {}
            }
            let is_cut_off = backup.is_cut_off;
            if part.len() == BACKUP_PART || is_last || is_cut_off {
                imported.read += part.len() as u32;
                let kept = self.library.import(std::mem::take(&mut part), |_| {}).await;
                imported.kept += kept.kept;
                not_kept += kept.not_kept;
                progress.tell(Stage::Importing, backup.read_bytes as f32 / size);
            }
            if is_last || is_cut_off {
                break;
            }
        }
        told::shorten(&mut imported.problems);
        imported.problems.extend(self.not_kept(not_kept).await);
        let playlist = self.playlists().opened(backup.playlist).await?;
        // Where nothing can be kept, that is told of the tracks.
        self.playlists().take(backup.book).await.unwrap_or_default();
        Ok(Imported { playlist: playlist.entries, missing: playlist.missing, ..imported })
    }

    /// What to say of tracks that are here only as long as the page is open.
    async fn not_kept(&self, tracks: u32) -> Option<ImportProblem> {
        let error = self.library.storage().await.problem?;
        (tracks > 0).then_some(ImportProblem::NotKept { tracks, error })
    }

    fn playlists(&self) -> Playlists<'_> {
        Playlists { library: &self.library, catalogues: &self.catalogues, recommender: &self.recommender }
    }
}

/// The catalogue, and the user's tracks beside it.
impl Librarian {
    async fn informed(&self) -> Outcome<Rc<Catalogue>> {
        informed(&self.recommender, &self.catalogues, &self.library).await
    }

    async fn take_catalogue(&self, call: TakeCatalogue, sent: Sent) -> Outcome<CatalogueInUse> {
        self.catalogues.take(call.name, sent.take::<TakeCatalogue>()?).await
    }

    async fn recommend(&self, call: &Recommend) -> Outcome<Vec<protocol::Pick>> {
        let catalogue = self.informed().await?;
        if let Some(cells) = self.catalogues.cells() {
            return cells.recommend(&call.query, &self.recommender).await;
        }
        Ok(self.recommender.ask(|shelf| catalogue.recommend(&call.query, shelf)))
    }

    async fn search(&self, call: &Search) -> Outcome<Vec<TrackCard>> {
        let catalogue = self.catalogues.catalogue().await?;
        let limit = call.limit as usize;
        if self.catalogues.cells().is_some() {
            // What was shown so far grows: an index of it is soon made, and soon old.
            return Ok(catalogue::search::Index::new(&catalogue).find(&catalogue, &call.text, limit));
        }
        Ok(self.recommender.search(&catalogue, &call.text, limit))
    }

    async fn find_path(&self, call: &FindPath) -> Outcome<Sequence> {
        let catalogue = self.informed().await?;
        let between = call.between as usize;
        let path = self
            .recommender
            .ask(|shelf| catalogue.path(shelf, call.from, call.to, between, call.source, call.company));
        path.ok_or(LibrarianError::UnknownTrack)
    }

    async fn order_for_flow(&self, call: &OrderForFlow) -> Outcome<Sequence> {
        let catalogue = self.informed().await?;
        Ok(self
            .recommender
            .ask(|shelf| catalogue.flow(shelf, &call.tracks, call.curve, call.tempo_step, call.keep_order)))
    }

    async fn export(&self, call: &Export) -> Outcome<Exported> {
        let beats =
            if call.format.is_of_djs() { self.first_beats(&call.tracks).await } else { HashMap::new() };
        let catalogue = self.informed().await?;
        Ok(self.recommender.ask(|shelf| {
            let source = |track: &TrackRef| {
                let own = match track {
                    TrackRef::Own(number) => shelf.track(*number),
                    TrackRef::Catalogue(_) => None,
                };
                let grid = own.and_then(|own| own.grid(beats.get(&own.id).copied()));
                Some(export::Source { card: catalogue.card(shelf, *track)?, own, grid })
            };
            let sources: Vec<_> = call.tracks.iter().filter_map(source).collect();
            export::export(call, &sources)
        }))
    }

    /// First beats of those of the user's tracks whose records do not tell them: records of earlier versions.
    async fn first_beats(&self, tracks: &[TrackRef]) -> HashMap<u32, f32> {
        let mut beats = HashMap::new();
        for track in tracks {
            let TrackRef::Own(number) = *track else { continue };
            let is_told =
                self.library.track(number).is_none_or(|own| own.bar_lock.or(own.first_beat_s).is_some());
            if is_told || beats.contains_key(&number) {
                continue;
            }
            let analysis = self.library.analysis(number).await;
            beats.extend(analysis.and_then(|analysis| Some((number, analysis.tempo.first_beat_s?))));
        }
        beats
    }

    async fn cards(&self, tracks: &[TrackRef]) -> Outcome<Vec<TrackCard>> {
        if tracks.is_empty() {
            return Ok(Vec::new());
        }
        let catalogue = self.informed().await?;
        let card = |track: &TrackRef| self.recommender.ask(|shelf| catalogue.card(shelf, *track));
        Ok(tracks.iter().filter_map(card).collect())
    }

    async fn usual(&self) -> Outcome<protocol::AudioFeatures> {
        self.catalogues.usual().await
    }

    async fn list_tags(&self) -> Outcome<Vec<(String, u32)>> {
        Ok(self.catalogues.catalogue().await?.tags.counts())
    }

    async fn open_map(&self) -> Outcome<protocol::map::CatalogueMap> {
        let catalogue = self.catalogues.catalogue().await?;
        Ok(self.recommender.ask(|shelf| map::map(&catalogue, shelf)))
    }

    async fn open_own_places(&self) -> Outcome<Vec<protocol::map::OwnPlace>> {
        let catalogue = self.informed().await?;
        Ok(self.recommender.ask(|shelf| map::own(&catalogue, shelf)))
    }
}

fn blob(text: &str) -> Outcome<Blob> {
    let parts = Array::of1(&text.into());
    Blob::new_with_str_sequence(&parts)
        .map_err(|_| ConnectionError::Misunderstood { reason: "no file could be made".into() }.into())
}
