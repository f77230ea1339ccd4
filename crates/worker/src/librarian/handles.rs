//! The browser's handles to files of the user's, so that these can be played again after a reload: a database of their own,
//! since a handle is no record of a track.

use idb::builder::{DatabaseBuilder, ObjectStoreBuilder};
use idb::{Database, ObjectStore, Transaction, TransactionMode};
use protocol::StorageError;
use std::cell::RefCell;
use wasm_bindgen::JsValue;

use super::store::failed;

const DATABASE: &str = "segue-handles";
const HANDLES: &str = "handles";
const VERSION: u32 = 1;

/// The handles by their paths; opened when they are first needed.
#[derive(Default)]
pub struct Handles(RefCell<Option<std::rc::Rc<Database>>>);

impl Handles {
    /// Keeps a handle in the place of the one that there was.
    pub async fn keep(&self, path: &str, handle: &JsValue) -> Result<(), StorageError> {
        let (transaction, handles) = self.store(TransactionMode::ReadWrite).await?;
        drop(handles.put(handle, Some(&JsValue::from(path))).map_err(failed)?);
        transaction.await.map(drop).map_err(failed)
    }

    /// The paths of all handles; none where the browser keeps none.
    pub async fn paths(&self) -> Vec<String> {
        let read = async {
            let (_, handles) = self.store(TransactionMode::ReadOnly).await?;
            handles.get_all_keys(None, None).map_err(failed)?.await.map_err(failed)
        };
        let keys = read.await.unwrap_or_default();
        keys.into_iter().filter_map(|key| key.as_string()).collect()
    }

    /// A handle by its path; null where there is none.
    pub async fn open(&self, path: &str) -> JsValue {
        let read = async {
            let (_, handles) = self.store(TransactionMode::ReadOnly).await?;
            handles.get(JsValue::from(path)).map_err(failed)?.await.map_err(failed)
        };
        read.await.ok().flatten().unwrap_or(JsValue::NULL)
    }

    /// Forgets all of them.
    pub async fn clear(&self) -> Result<(), StorageError> {
        let (transaction, handles) = self.store(TransactionMode::ReadWrite).await?;
        drop(handles.clear().map_err(failed)?);
        transaction.await.map(drop).map_err(failed)
    }

    async fn store(&self, mode: TransactionMode) -> Result<(Transaction, ObjectStore), StorageError> {
        let opened = self.0.borrow().clone();
        let database = match opened {
            Some(database) => database,
            None => {
                let builder = DatabaseBuilder::new(DATABASE).version(VERSION);
                let builder = builder.add_object_store(ObjectStoreBuilder::new(HANDLES));
                let database = std::rc::Rc::new(builder.build().await.map_err(failed)?);
                self.0.replace(Some(database.clone()));
                database
            }
        };
        let transaction = database.transaction(&[HANDLES], mode).map_err(failed)?;
        let handles = transaction.object_store(HANDLES).map_err(failed)?;
        Ok((transaction, handles))
    }
}
