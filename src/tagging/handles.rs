//! Files and folders that the browser lets the page write to (File System Access API).

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemWritableFileStream};

use super::{TagError, is_changed};

/// What opens a folder.
pub const FOLDER_PICKER: &str = "showDirectoryPicker";

/// Whether the browser lets pages write to folders that the user opens for them: Chromium's do.
pub fn can_write_in_place() -> bool {
    picker(FOLDER_PICKER).is_some()
}

/// One of the browser's pickers that hand out handles, by its name; `None` where there is none.
pub fn picker(name: &str) -> Option<Function> {
    Reflect::get(&js_sys::global(), &name.into()).ok()?.dyn_into().ok()
}

/// Asks the user for a folder to write to; only a press may do so.
///
/// # Errors
/// [`TagError::NotAllowed`] where the browser has no such thing, the user closes the dialogue or does not let the page.
pub async fn ask_folder() -> Result<FileSystemDirectoryHandle, TagError> {
    let not_allowed = |_| TagError::NotAllowed;
    let picker = picker(FOLDER_PICKER).ok_or(TagError::NotAllowed)?;
    let options = Object::new();
    Reflect::set(&options, &"mode".into(), &"readwrite".into()).map_err(not_allowed)?;
    let asked: Promise =
        picker.call1(&js_sys::global(), &options).and_then(JsCast::dyn_into).map_err(not_allowed)?;
    JsFuture::from(asked).await.and_then(JsCast::dyn_into).map_err(not_allowed)
}

/// The file of a path in a folder, which may be the one that the path begins with, one above it or one below: as much of the
/// path as leads to a file counts. Whether that is the right one, its contents tell.
pub async fn find(folder: &FileSystemDirectoryHandle, path: &str) -> Option<FileSystemFileHandle> {
    let parts: Vec<&str> = path.split(['/', '\\']).filter(|part| !part.is_empty()).collect();
    for skipped in 0..parts.len() {
        if let Some(found) = at(folder, parts.get(skipped..)?).await {
            return Some(found);
        }
    }
    None
}

async fn at(folder: &FileSystemDirectoryHandle, parts: &[&str]) -> Option<FileSystemFileHandle> {
    let (name, folders) = parts.split_last()?;
    let mut folder = folder.clone();
    for part in folders {
        folder = JsFuture::from(folder.get_directory_handle(part)).await.ok()?.dyn_into().ok()?;
    }
    JsFuture::from(folder.get_file_handle(name)).await.ok()?.dyn_into().ok()
}

/// The file as it is on the disk now.
///
/// # Errors
/// [`TagError::NotInFolder`] where it is gone.
pub async fn file(handle: &FileSystemFileHandle) -> Result<File, TagError> {
    let file = JsFuture::from(handle.get_file()).await.and_then(JsCast::dyn_into);
    file.map_err(|_| TagError::NotInFolder)
}

/// Puts new contents in the place of a file. The browser writes them beside it and replaces it at the end, or not at all.
///
/// # Errors
/// [`TagError::NotAllowed`], [`TagError::NotWritten`]; [`TagError::OtherFile`] where it was changed meanwhile.
pub async fn replace(handle: &FileSystemFileHandle, before: &File, new: &Blob) -> Result<(), TagError> {
    let stream: FileSystemWritableFileStream = JsFuture::from(handle.create_writable())
        .await
        .and_then(JsCast::dyn_into)
        .map_err(|_| TagError::NotAllowed)?;
    let written = match stream.write_with_blob(new) {
        Ok(writing) => JsFuture::from(writing).await.map(drop).map_err(|error| not_written(&error)),
        Err(error) => Err(not_written(&error)),
    };
    let written = match written {
        Ok(()) if is_changed(before, &file(handle).await?) => Err(TagError::OtherFile),
        written => written,
    };
    if let Err(error) = written {
        // What was written beside the file goes; that it cannot go changes nothing.
        drop(JsFuture::from(stream.abort()).await);
        return Err(error);
    }
    JsFuture::from(stream.close()).await.map(drop).map_err(|error| not_written(&error))
}

fn not_written(error: &JsValue) -> TagError {
    let message = Reflect::get(error, &"message".into()).ok().and_then(|message| message.as_string());
    TagError::NotWritten { reason: message.unwrap_or_default() }
}
