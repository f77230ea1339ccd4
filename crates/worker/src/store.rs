//! Where the library is kept: IndexedDB, or, where the browser gives none or it is full, this worker's memory.
//!
//! Two object stores by the tracks' hashes: what lists need ([`OwnTrack`], as an object), and the packed analyses.

use idb::builder::{DatabaseBuilder, ObjectStoreBuilder};
use idb::{Database, TransactionMode};
use js_sys::{Promise, Reflect, Uint8Array};
use protocol::{OwnTrack, Storage};
use std::cell::RefCell;
use std::collections::HashMap;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

const DATABASE: &str = "segue";

/// Rises when an object store is added; `idb` makes those that are missing and keeps what the others hold. Records
/// have versions of their own (`OwnTrack::analysed_by`).
const DATABASE_VERSION: u32 = 1;

const TRACKS: &str = "tracks";
const ANALYSES: &str = "analyses";

/// What is said where the browser gives no place.
const NO_DATABASE: &str = "this browser gives the page no place to keep it";

/// What is said where the place is full.
const FULL: &str = "the browser's storage for this page is full";

/// The place where the library is kept.
#[derive(Default)]
pub struct Store {
    database: Option<Database>,
    problem: RefCell<Option<String>>,
    /// Packed analyses that found no other place.
    spilt: RefCell<HashMap<String, Uint8Array>>,
}

impl Store {
    /// Opens the database, or does without.
    pub async fn open() -> Self {
        let opened = DatabaseBuilder::new(DATABASE)
            .version(DATABASE_VERSION)
            .add_object_store(ObjectStoreBuilder::new(TRACKS))
            .add_object_store(ObjectStoreBuilder::new(ANALYSES))
            .build()
            .await;
        let problem = opened.is_err().then(|| NO_DATABASE.to_owned());
        Self { database: opened.ok(), problem: RefCell::new(problem), spilt: RefCell::default() }
    }

    /// Everything that lists need. Records that cannot be read are passed over.
    pub async fn tracks(&self) -> Vec<OwnTrack> {
        let Some(database) = &self.database else { return Vec::new() };
        let records = async {
            let transaction = database.transaction(&[TRACKS], TransactionMode::ReadOnly)?;
            transaction.object_store(TRACKS)?.get_all(None, None)?.await
        };
        let records: Result<Vec<JsValue>, idb::Error> = records.await;
        let records = records.unwrap_or_default().into_iter();
        records.filter_map(|record| serde_wasm_bindgen::from_value(record).ok()).collect()
    }

    /// The packed analysis of a track.
    pub async fn analysis(&self, hash: &str) -> Option<Vec<u8>> {
        if let Some(bytes) = self.spilt.borrow().get(hash) {
            return Some(bytes.to_vec());
        }
        let transaction = self.database.as_ref()?.transaction(&[ANALYSES], TransactionMode::ReadOnly).ok()?;
        let found = transaction.object_store(ANALYSES).ok()?.get(JsValue::from(hash)).ok()?.await.ok()?;
        found?.dyn_ref().map(Uint8Array::to_vec)
    }

    /// Keeps tracks; an empty analysis leaves the one there is.
    pub async fn put(&self, tracks: &[OwnTrack], analyses: &[Uint8Array]) {
        if self.try_put(tracks, analyses).await.is_ok() {
            return;
        }
        self.problem.borrow_mut().get_or_insert_with(|| FULL.to_owned());
        let mut spilt = self.spilt.borrow_mut();
        for (track, analysis) in tracks.iter().zip(analyses).filter(|(_, analysis)| analysis.length() > 0) {
            spilt.insert(track.hash.clone(), analysis.clone());
        }
    }

    async fn try_put(&self, tracks: &[OwnTrack], analyses: &[Uint8Array]) -> Result<(), JsValue> {
        let database = self.database.as_ref().ok_or(JsValue::UNDEFINED)?;
        let failed = |error: idb::Error| JsValue::from(error.to_string());
        let transaction =
            database.transaction(&[TRACKS, ANALYSES], TransactionMode::ReadWrite).map_err(failed)?;
        let (records, packed) = (
            transaction.object_store(TRACKS).map_err(failed)?,
            transaction.object_store(ANALYSES).map_err(failed)?,
        );
        for (place, track) in tracks.iter().enumerate() {
            let key = JsValue::from(&track.hash);
            let record = serde_wasm_bindgen::to_value(track)?;
            // The requests' own answers matter less than the transaction's.
            drop(records.put(&record, Some(&key)).map_err(failed)?);
            if let Some(analysis) = analyses.get(place).filter(|analysis| analysis.length() > 0) {
                drop(packed.put(analysis, Some(&key)).map_err(failed)?);
            }
        }
        // A full disk aborts the transaction, which is no error to it.
        if transaction.await.map_err(failed)?.is_committed() { Ok(()) } else { Err(FULL.into()) }
    }

    /// Forgets tracks.
    pub async fn delete(&self, hashes: &[String]) {
        hashes.iter().for_each(|hash| drop(self.spilt.borrow_mut().remove(hash)));
        let Some(database) = &self.database else { return };
        let deleted = async {
            let transaction = database.transaction(&[TRACKS, ANALYSES], TransactionMode::ReadWrite)?;
            for name in [TRACKS, ANALYSES] {
                let store = transaction.object_store(name)?;
                for hash in hashes {
                    drop(store.delete(JsValue::from(hash))?);
                }
            }
            transaction.await
        };
        let deleted: Result<_, idb::Error> = deleted.await;
        if let Err(error) = deleted {
            self.problem.borrow_mut().get_or_insert_with(|| error.to_string());
        }
    }

    /// How the library is kept.
    pub async fn status(&self) -> Storage {
        let used_bytes = used_bytes().await;
        Storage { problem: self.problem.borrow().clone(), used_bytes }
    }
}

/// What the browser says this page takes; it does not say everywhere.
async fn used_bytes() -> Option<f64> {
    let property = |object: &JsValue, name: &str| {
        Reflect::get(object, &name.into()).ok().filter(|value| !value.is_undefined())
    };
    let storage = property(&property(&js_sys::global(), "navigator")?, "storage")?;
    let estimate: js_sys::Function = property(&storage, "estimate")?.dyn_into().ok()?;
    let promise: Promise = estimate.call0(&storage).ok()?.dyn_into().ok()?;
    property(&JsFuture::from(promise).await.ok()?, "usage")?.as_f64()
}
