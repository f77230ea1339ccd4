//! The browser's pickers that hand out handles, where it has them (Chromium's do): what is picked with them can be played
//! again after a reload.

use js_sys::{Array, Object, Promise, Reflect};
use leptos::task::spawn_local;
use std::time::Duration;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{FileSystemDirectoryHandle, FileSystemFileHandle, HtmlInputElement};

use super::folder::{Found, walk_handle};
use super::{Intake, arrival};
use crate::strings;
use crate::tagging::{FOLDER_PICKER, file, picker};
use crate::timer::after;

/// What opens files.
const FILE_PICKER: &str = "showOpenFilePicker";

/// Attribute of an input element that is asked itself: the browser did not show its picker in its place, or the user closed it.
const NO_PICKER: &str = "data-no-picker";

impl Intake {
    /// Lets the user pick files, or a folder, with the browser's own picker in the place of an input element, where there is
    /// one; whether there is.
    pub fn pick(self, input: &HtmlInputElement) -> bool {
        if input.has_attribute(NO_PICKER) {
            return false;
        }
        let is_folder = input.webkitdirectory();
        let picker = if is_folder { open_folder() } else { open_files(&input.accept()) };
        let Some(picker) = picker else { return false };
        let input = input.clone();
        spawn_local(async move {
            match picked(picker).await {
                Ok(Some(folder)) if is_folder => self.add_folder(folder.unchecked_into()).await,
                Ok(Some(files)) => {
                    self.add_picked(Array::from(&files).iter().map(JsCast::unchecked_into).collect()).await;
                }
                // The picker does not open every folder that the element does, that of downloads for one: next time the
                // element is asked.
                Ok(None) if is_folder => drop(input.set_attribute(NO_PICKER, "")),
                Ok(None) => {}
                Err(_) => {
                    drop(input.set_attribute(NO_PICKER, ""));
                    // An element that is being clicked cannot be clicked again.
                    after(Duration::ZERO).await;
                    input.click();
                }
            }
        });
        true
    }

    /// Takes what is in a folder that was picked by its handle, and keeps that.
    async fn add_folder(self, folder: FileSystemDirectoryHandle) {
        let mut found = Found::default();
        walk_handle(&folder, folder.name(), &mut found).await;
        spawn_local(self.handles.keep(folder.name(), folder.into()));
        self.take(found.files, found.unreadable);
    }

    /// Takes files that were picked by their handles, and keeps these.
    async fn add_picked(self, handles: Vec<FileSystemFileHandle>) {
        let (mut files, mut unreadable) = (Vec::new(), Vec::new());
        for handle in handles {
            match file(&handle).await {
                Ok(file) => {
                    files.push(arrival(file));
                    spawn_local(self.handles.keep(handle.name(), handle.into()));
                }
                Err(_) => unreadable.push(handle.name()),
            }
        }
        self.take(files, unreadable);
    }
}

/// Opens the picker of folders; only a press may do so. `None` where there is none.
fn open_folder() -> Option<Promise> {
    picker(FOLDER_PICKER)?.call0(&js_sys::global()).ok()?.dyn_into().ok()
}

/// Opens the picker of files for the endings that an input element accepts; only a press may do so. `None` where there is none.
fn open_files(accepted: &str) -> Option<Promise> {
    let show = picker(FILE_PICKER)?;
    show.call1(&js_sys::global(), &file_options(accepted).ok()?.into()).ok()?.dyn_into().ok()
}

fn file_options(accepted: &str) -> Result<Object, JsValue> {
    let set = |object: &Object, name: &str, value: &JsValue| Reflect::set(object, &name.into(), value);
    let endings: Array = endings(accepted).map(JsValue::from).collect();
    let (options, kind, accept) = (Object::new(), Object::new(), Object::new());
    set(&accept, "audio/*", &endings)?;
    set(&kind, "description", &strings::FILE_KINDS.get().into())?;
    set(&kind, "accept", &accept)?;
    set(&options, "types", &Array::of1(&kind))?;
    set(&options, "multiple", &true.into())?;
    Ok(options)
}

fn endings(accepted: &str) -> impl Iterator<Item = &str> {
    accepted.split(',').filter(|ending| ending.starts_with('.'))
}

/// What the user has picked; `None` where the picker was closed.
///
/// # Errors
/// Where the browser did not show it: in a frame of another page, say.
async fn picked(picker: Promise) -> Result<Option<JsValue>, JsValue> {
    JsFuture::from(picker).await.map(Some).or_else(|error| {
        let name = Reflect::get(&error, &"name".into()).ok().and_then(|name| name.as_string());
        if name.as_deref() == Some("AbortError") { Ok(None) } else { Err(error) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_told_and_kinds_left_out() {
        assert_eq!(endings("audio/*,.wav,.m3u8").collect::<Vec<_>>(), [".wav", ".m3u8"]);
    }
}
