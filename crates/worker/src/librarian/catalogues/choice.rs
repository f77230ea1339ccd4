//! The chosen catalogue on the device: a database of its own, since adding an object store to the library's would have to
//! wait for every tab that an earlier version has open.

use idb::builder::{DatabaseBuilder, ObjectStoreBuilder};
use idb::{Database, ObjectStore, Transaction, TransactionMode};
use js_sys::{Array, Uint8Array};
use protocol::StorageError;
use wasm_bindgen::prelude::*;

use crate::librarian::store::{committed, failed};

const DATABASE: &str = "segue-catalogue";
const STORE: &str = "chosen";
/// The only key: what is chosen, as an array of its name and its address or its bytes.
const KEY: &str = "catalogue";
const VERSION: u32 = 1;

/// A choice, with the name that is shown.
pub struct Choice {
    /// What the file or folder is called.
    pub name: String,
    /// What is chosen.
    pub chosen: Chosen,
}

/// What is chosen.
pub enum Chosen {
    /// A catalogue that is one file: all of it.
    File(Vec<u8>),
    /// The address of an index, whose cells are read when they are needed.
    Address(String),
}

/// The choice; `None` for the built-in catalogue, and where the browser keeps nothing.
pub async fn kept() -> Option<Choice> {
    let (_database, _, store) = open(TransactionMode::ReadOnly).await.ok()?;
    let kept: Array = store.get(JsValue::from(KEY)).ok()?.await.ok()??.dyn_into().ok()?;
    let chosen = match kept.get(1).dyn_into::<Uint8Array>() {
        Ok(bytes) => Chosen::File(bytes.to_vec()),
        Err(address) => Chosen::Address(address.as_string()?),
    };
    Some(Choice { name: kept.get(0).as_string()?, chosen })
}

/// Keeps a choice in the place of the one that there was; `None` for the built-in catalogue.
pub async fn keep(choice: Option<Choice>) -> Result<(), StorageError> {
    let (_database, transaction, store) = open(TransactionMode::ReadWrite).await?;
    match choice {
        Some(Choice { name, chosen }) => {
            let chosen = match chosen {
                Chosen::File(bytes) => Uint8Array::from(bytes.as_slice()).into(),
                Chosen::Address(address) => JsValue::from(address),
            };
            let kept = Array::of2(&JsValue::from(name), &chosen);
            drop(store.put(&kept, Some(&JsValue::from(KEY))).map_err(failed)?);
        }
        None => drop(store.delete(JsValue::from(KEY)).map_err(failed)?),
    }
    committed(transaction).await
}

async fn open(mode: TransactionMode) -> Result<(Database, Transaction, ObjectStore), StorageError> {
    let builder = DatabaseBuilder::new(DATABASE).version(VERSION);
    let database = builder.add_object_store(ObjectStoreBuilder::new(STORE)).build().await.map_err(failed)?;
    let transaction = database.transaction(&[STORE], mode).map_err(failed)?;
    let store = transaction.object_store(STORE).map_err(failed)?;
    Ok((database, transaction, store))
}
