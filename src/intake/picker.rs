//! The browser's picker of files that hands out handles, where it has one (Chromium's do): what is picked with it can be
//! played again after a reload. Folders are picked with the input element everywhere: this picker opens fewer of them, the
//! folder of downloads not at all.

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{FileSystemFileHandle, HtmlInputElement};

use super::{Intake, arrival};
use crate::strings;
use crate::tagging::file;

/// Attribute of an input element in whose place the browser would not show its picker.
const NO_PICKER: &str = "data-no-picker";

impl Intake {
    /// Lets the user pick files with the browser's own picker, which keeps their handles, where it has one; whether it does.
    /// Where it then refuses to show it, the input element is asked after all.
    pub fn pick_files(self, input: &HtmlInputElement) -> bool {
        if input.has_attribute(NO_PICKER) {
            return false;
        }
        let Some(picker) = open(&input.accept()) else { return false };
        let input = input.clone();
        spawn_local(async move {
            match picked(picker).await {
                Ok(handles) => self.add_picked(handles).await,
                Err(_) => {
                    drop(input.set_attribute(NO_PICKER, ""));
                    input.click();
                }
            }
        });
        true
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

/// Opens the picker for the endings that an input element accepts; only a press may do so. `None` where there is none.
fn open(accepted: &str) -> Option<Promise> {
    let global = js_sys::global();
    let show: Function = Reflect::get(&global, &"showOpenFilePicker".into()).ok()?.dyn_into().ok()?;
    show.call1(&global, &options(accepted).ok()?.into()).ok()?.dyn_into().ok()
}

fn options(accepted: &str) -> Result<Object, JsValue> {
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

/// What the user has picked; nothing where the picker was closed.
///
/// # Errors
/// Where the browser did not show it: in a frame of another page, say.
async fn picked(picker: Promise) -> Result<Vec<FileSystemFileHandle>, JsValue> {
    match JsFuture::from(picker).await {
        Ok(handles) => Ok(Array::from(&handles).iter().filter_map(|handle| handle.dyn_into().ok()).collect()),
        Err(error) => {
            let name = Reflect::get(&error, &"name".into()).ok().and_then(|name| name.as_string());
            if name.as_deref() == Some("AbortError") { Ok(Vec::new()) } else { Err(error) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_told_and_kinds_left_out() {
        assert_eq!(endings("audio/*,.wav,.m3u8").collect::<Vec<_>>(), [".wav", ".m3u8"]);
    }
}
