//! Where the library is kept: IndexedDB. Two object stores by the recordings' hashes: what lists need ([`OwnTrack`], as an
//! object), and the encoded analyses. The playlist has a database of its own: adding an object store to this one would have
//! to wait for every tab that an earlier version has open.
//!
//! Every change reads what is there and writes it anew in one transaction, so that two tabs cannot undo each other.

use idb::builder::{DatabaseBuilder, ObjectStoreBuilder};
use idb::{Database, ObjectStore, Transaction, TransactionMode};
use js_sys::{Promise, Reflect, Uint8Array};
use protocol::{OwnTrack, Storage, StorageError};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

const LIBRARY: &str = "segue";
const TRACKS: &str = "tracks";
const ANALYSES: &str = "analyses";

const PLAYLISTS: &str = "segue-playlists";
/// The only object store of that database, and the keys in it: the open playlist's entries, and what it is called and which
/// others there are.
const ENTRIES: &str = "entries";
const CURRENT: &str = "current";
const BOOK: &str = "book";

/// Rises when an object store is added; `idb` makes those that are missing and keeps what the others hold. Records have
/// versions of their own (`OwnTrack::analysed_by`).
const VERSION: u32 = 1;

/// A change of one record.
pub struct Change<'a> {
    /// The record's key.
    pub hash: String,
    /// What becomes of the record that is there, if any; `None` leaves all as it is.
    pub apply: Box<dyn Fn(Option<OwnTrack>) -> Option<OwnTrack> + 'a>,
    /// What becomes of its analysis.
    pub analysis: AnalysisChange,
}

/// What a change does to the encoded analysis of a track.
pub enum AnalysisChange {
    /// Nothing.
    Stays,
    /// It is replaced.
    Becomes(Uint8Array),
    /// It is put where there is none.
    FillsGap(Uint8Array),
}

/// The place where the library is kept.
pub struct Store {
    library: Option<Database>,
    playlists: Option<Database>,
}

impl Store {
    /// Opens the databases; where the browser gives none, everything fails with [`StorageError::Unavailable`].
    pub async fn open() -> Self {
        let database = |name| DatabaseBuilder::new(name).version(VERSION);
        let library = database(LIBRARY)
            .add_object_store(ObjectStoreBuilder::new(TRACKS))
            .add_object_store(ObjectStoreBuilder::new(ANALYSES));
        let playlists = database(PLAYLISTS).add_object_store(ObjectStoreBuilder::new(ENTRIES));
        Self { library: library.build().await.ok(), playlists: playlists.build().await.ok() }
    }

    /// A store that keeps nothing.
    pub fn nowhere() -> Self {
        Self { library: None, playlists: None }
    }

    /// All records. Those that cannot be read are passed over.
    pub async fn tracks(&self) -> Result<Vec<OwnTrack>, StorageError> {
        let (_, tracks, _) = self.stores(TransactionMode::ReadOnly)?;
        let records = tracks.get_all(None, None).map_err(failed)?.await.map_err(failed)?;
        Ok(records.into_iter().filter_map(|record| serde_wasm_bindgen::from_value(record).ok()).collect())
    }

    /// The records of these hashes; `None` where there is none.
    pub async fn tracks_of(&self, hashes: &[String]) -> Result<Vec<Option<OwnTrack>>, StorageError> {
        let (_, tracks, _) = self.stores(TransactionMode::ReadOnly)?;
        read_all(&tracks, hashes.iter().map(String::as_str)).await
    }

    /// The encoded analysis of a track.
    pub async fn analysis(&self, hash: &str) -> Result<Option<Vec<u8>>, StorageError> {
        let (.., analyses) = self.stores(TransactionMode::ReadOnly)?;
        let found = analyses.get(JsValue::from(hash)).map_err(failed)?.await.map_err(failed)?;
        Ok(found.and_then(|found| found.dyn_ref().map(Uint8Array::to_vec)))
    }

    /// Makes changes, all or none: the records as they are now; `None` where a change left all as it was.
    pub async fn change(&self, changes: &[Change<'_>]) -> Result<Vec<Option<OwnTrack>>, StorageError> {
        let (transaction, tracks, analyses) = self.stores(TransactionMode::ReadWrite)?;
        let before = read_all(&tracks, changes.iter().map(|change| change.hash.as_str())).await?;
        let gaps = changes.iter().filter(|change| matches!(change.analysis, AnalysisChange::FillsGap(_)));
        let mut has_analysis = Vec::new();
        for change in gaps {
            let key = JsValue::from(&change.hash);
            has_analysis.push(analyses.get_key(key).map_err(failed)?.await.map_err(failed)?.is_some());
        }
        let mut has_analysis = has_analysis.into_iter();
        let mut after = Vec::new();
        for (change, before) in changes.iter().zip(before) {
            let changed = (change.apply)(before);
            let fills = match &change.analysis {
                AnalysisChange::Stays => None,
                AnalysisChange::Becomes(bytes) => Some(bytes),
                AnalysisChange::FillsGap(bytes) => (!has_analysis.next().unwrap_or(true)).then_some(bytes),
            };
            if let Some(track) = &changed {
                put(&tracks, &change.hash, &to_js(track)?)?;
                if let Some(bytes) = fills {
                    put(&analyses, &change.hash, bytes)?;
                }
            }
            after.push(changed);
        }
        committed(transaction).await?;
        Ok(after)
    }

    /// Puts a record under another hash, its analysis with it.
    pub async fn rename(&self, from: &str, to: &str) -> Result<(), StorageError> {
        let (transaction, tracks, analyses) = self.stores(TransactionMode::ReadWrite)?;
        for store in [&tracks, &analyses] {
            let key = JsValue::from(from);
            let Some(value) = store.get(key.clone()).map_err(failed)?.await.map_err(failed)? else {
                continue;
            };
            if value.is_object() && !value.is_instance_of::<Uint8Array>() {
                Reflect::set(&value, &"hash".into(), &to.into()).map_err(|_| StorageError::Unavailable)?;
            }
            put(store, to, &value)?;
            drop(store.delete(key).map_err(failed)?);
        }
        committed(transaction).await
    }

    /// Deletes tracks and their analyses, all or none.
    pub async fn delete(&self, hashes: &[String]) -> Result<(), StorageError> {
        let (transaction, tracks, analyses) = self.stores(TransactionMode::ReadWrite)?;
        for store in [&tracks, &analyses] {
            for hash in hashes {
                drop(store.delete(JsValue::from(hash)).map_err(failed)?);
            }
        }
        committed(transaction).await
    }

    /// The open playlist as it was kept last; empty where there is none.
    pub async fn playlist<T: DeserializeOwned>(&self) -> Result<Vec<T>, StorageError> {
        Ok(self.kept(CURRENT).await?.unwrap_or_default())
    }

    /// Its name, and the other playlists.
    pub async fn playlist_book<T: DeserializeOwned + Default>(&self) -> Result<T, StorageError> {
        Ok(self.kept(BOOK).await?.unwrap_or_default())
    }

    async fn kept<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, StorageError> {
        let database = self.playlists.as_ref().ok_or(StorageError::Unavailable)?;
        let transaction = database.transaction(&[ENTRIES], TransactionMode::ReadOnly).map_err(failed)?;
        let entries = transaction.object_store(ENTRIES).map_err(failed)?;
        let kept = entries.get(JsValue::from(key)).map_err(failed)?.await.map_err(failed)?;
        Ok(kept.and_then(|kept| serde_wasm_bindgen::from_value(kept).ok()))
    }

    /// Keeps all playlists, or leaves all as they were.
    pub async fn keep_playlists<T: Serialize, B: Serialize>(
        &self,
        open: &[T],
        book: &B,
    ) -> Result<(), StorageError> {
        let database = self.playlists.as_ref().ok_or(StorageError::Unavailable)?;
        let transaction = database.transaction(&[ENTRIES], TransactionMode::ReadWrite).map_err(failed)?;
        let entries = transaction.object_store(ENTRIES).map_err(failed)?;
        put(&entries, CURRENT, &to_js(open)?)?;
        put(&entries, BOOK, &to_js(book)?)?;
        committed(transaction).await
    }

    /// Keeps the open playlist.
    pub async fn keep_playlist<T: Serialize>(&self, playlist: &[T]) -> Result<(), StorageError> {
        let database = self.playlists.as_ref().ok_or(StorageError::Unavailable)?;
        let transaction = database.transaction(&[ENTRIES], TransactionMode::ReadWrite).map_err(failed)?;
        let entries = transaction.object_store(ENTRIES).map_err(failed)?;
        put(&entries, CURRENT, &to_js(playlist)?)?;
        committed(transaction).await
    }

    fn stores(&self, mode: TransactionMode) -> Result<(Transaction, ObjectStore, ObjectStore), StorageError> {
        let database = self.library.as_ref().ok_or(StorageError::Unavailable)?;
        let transaction = database.transaction(&[TRACKS, ANALYSES], mode).map_err(failed)?;
        let store = |name| transaction.object_store(name).map_err(failed);
        let (tracks, analyses) = (store(TRACKS)?, store(ANALYSES)?);
        Ok((transaction, tracks, analyses))
    }
}

/// Records by their hashes, all asked for at once.
async fn read_all<'a>(
    tracks: &ObjectStore,
    hashes: impl Iterator<Item = &'a str>,
) -> Result<Vec<Option<OwnTrack>>, StorageError> {
    let asked: Result<Vec<_>, _> = hashes.map(|hash| tracks.get(JsValue::from(hash))).collect();
    let mut found = Vec::new();
    for request in asked.map_err(failed)?.into_iter().map(IntoFuture::into_future).collect::<Vec<_>>() {
        let record = request.await.map_err(failed)?;
        found.push(record.and_then(|record| serde_wasm_bindgen::from_value(record).ok()));
    }
    Ok(found)
}

/// Puts a value; what becomes of it the transaction says.
fn put(store: &ObjectStore, key: &str, value: &JsValue) -> Result<(), StorageError> {
    drop(store.put(value, Some(&JsValue::from(key))).map_err(failed)?);
    Ok(())
}

fn to_js(value: &(impl Serialize + ?Sized)) -> Result<JsValue, StorageError> {
    serde_wasm_bindgen::to_value(value).map_err(|error| StorageError::Failed { reason: error.to_string() })
}

/// Waits until everything is on the device. A full disk aborts the transaction, which is no error to it.
pub async fn committed(transaction: Transaction) -> Result<(), StorageError> {
    let result = transaction.await.map_err(failed)?;
    if result.is_committed() { Ok(()) } else { Err(StorageError::Full) }
}

pub fn failed(error: idb::Error) -> StorageError {
    let reason = error.to_string();
    if reason.contains("Quota") { StorageError::Full } else { StorageError::Failed { reason } }
}

/// What the browser says of the page's storage; it does not say everything everywhere.
pub async fn status(problem: Option<StorageError>) -> Storage {
    let estimate = asked("estimate").await;
    let number = |name: &str| property(estimate.as_ref()?, name)?.as_f64();
    Storage {
        problem,
        used_bytes: number("usage"),
        granted_bytes: number("quota"),
        is_persistent: asked("persisted").await.and_then(|answer| answer.as_bool()),
    }
}

/// What a function of `navigator.storage` promises.
async fn asked(name: &str) -> Option<JsValue> {
    let storage = property(&property(&js_sys::global(), "navigator")?, "storage")?;
    let function: js_sys::Function = property(&storage, name)?.dyn_into().ok()?;
    let promise: Promise = function.call0(&storage).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}

fn property(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok().filter(|value| !value.is_undefined())
}
