//! What lies in a folder that was dropped or picked: all files below it, as far as they can be read.

use js_sys::IteratorNext;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    File, FileSystemDirectoryEntry, FileSystemDirectoryHandle, FileSystemDirectoryReader, FileSystemEntry,
    FileSystemFileEntry, FileSystemFileHandle,
};

use crate::tagging::file;
use arrivals::Arrival;

/// What is found below a folder.
#[derive(Default)]
pub struct Found {
    /// The files.
    pub files: Vec<Arrival<File>>,
    /// Paths of files and folders that cannot be read.
    pub unreadable: Vec<String>,
}

/// Collects the files below an entry. What cannot be read is told of: the others matter more.
pub async fn walk(entry: FileSystemEntry, is_from_folder: bool, found: &mut Found) {
    let path = entry.full_path().trim_start_matches('/').to_owned();
    if entry.is_file() {
        let entry: FileSystemFileEntry = entry.unchecked_into();
        let file = called_back(|resolve, reject| {
            entry.file_with_callback_and_callback(resolve, reject);
        });
        match file.await {
            Ok(file) => {
                let file: File = file.unchecked_into();
                found.files.push(Arrival { path, size: file.size(), file, is_from_folder });
            }
            Err(_) => found.unreadable.push(path),
        }
    } else {
        let entry: FileSystemDirectoryEntry = entry.unchecked_into();
        let reader = entry.create_reader();
        // Browsers hand out some entries at a time, and none when all are out.
        loop {
            match read_entries(&reader).await {
                Ok(some) if some.is_empty() => break,
                Ok(some) => {
                    for entry in some {
                        Box::pin(walk(entry, true, found)).await;
                    }
                }
                Err(_) => {
                    found.unreadable.push(path);
                    break;
                }
            }
        }
    }
}

/// Collects the files below a folder by its handle. What cannot be read is told of, too.
pub async fn walk_handle(folder: &FileSystemDirectoryHandle, path: String, found: &mut Found) {
    let below = folder.values();
    loop {
        let next = match below.next() {
            Ok(next) => JsFuture::from(next).await,
            Err(error) => Err(error),
        };
        let Ok(next) = next else { return found.unreadable.push(path) };
        let next: IteratorNext = next.unchecked_into();
        if next.done() {
            return;
        }
        match next.value().dyn_into::<FileSystemDirectoryHandle>() {
            Ok(folder) => {
                let path = format!("{path}/{}", folder.name());
                Box::pin(walk_handle(&folder, path, found)).await;
            }
            Err(other) => {
                let handle: FileSystemFileHandle = other.unchecked_into();
                let path = format!("{path}/{}", handle.name());
                match file(&handle).await {
                    Ok(file) => {
                        found.files.push(Arrival { path, size: file.size(), file, is_from_folder: true })
                    }
                    Err(_) => found.unreadable.push(path),
                }
            }
        }
    }
}

async fn read_entries(reader: &FileSystemDirectoryReader) -> Result<Vec<FileSystemEntry>, JsValue> {
    let some = called_back(|resolve, reject| {
        drop(reader.read_entries_with_callback_and_callback(resolve, reject));
    });
    let some: js_sys::Array = some.await?.unchecked_into();
    Ok(some.iter().map(JsCast::unchecked_into).collect())
}

/// What one of two callbacks is called with.
async fn called_back(ask: impl FnOnce(&js_sys::Function, &js_sys::Function)) -> Result<JsValue, JsValue> {
    let mut ask = Some(ask);
    let promise = js_sys::Promise::new(&mut |resolve, reject| {
        if let Some(ask) = ask.take() {
            ask(&resolve, &reject);
        }
    });
    JsFuture::from(promise).await
}
