//! Tracks out: into a file of the kind that the user's other programs read, or onto the clipboard.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::librarian::Export;
use protocol::{ExportFormat, TrackRef};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Clipboard, HtmlAnchorElement, Url};

use crate::librarian::Librarian;
use crate::strings;
use ui::controls::{Action, Choice, when};
use ui::language::Text;

/// Formats with the name that the user knows, the file's ending, and its type.
const FORMATS: [(ExportFormat, Text, &str, &str); 8] = [
    (ExportFormat::Csv, strings::FORMAT_CSV, "csv", "text/csv"),
    (ExportFormat::SpotifyJson, strings::FORMAT_JSON, "json", "application/json"),
    (ExportFormat::M3u8, strings::FORMAT_M3U8, "m3u8", "audio/x-mpegurl"),
    (ExportFormat::Xspf, strings::FORMAT_XSPF, "xspf", "application/xspf+xml"),
    (ExportFormat::Jspf, strings::FORMAT_JSPF, "jspf", "application/json"),
    (ExportFormat::Rekordbox, strings::FORMAT_REKORDBOX, "xml", "application/xml"),
    (ExportFormat::Traktor, strings::FORMAT_TRAKTOR, "nml", "application/xml"),
    (ExportFormat::Serato, strings::FORMAT_SERATO, "crate", "application/octet-stream"),
];

/// A choice of formats, and two ways out.
#[component]
pub fn ExportPanel(
    /// What the file is called, and the playlist in it.
    #[prop(into)]
    title: Signal<String>,
    /// The tracks, in order.
    tracks: Signal<Vec<TrackRef>>,
) -> impl IntoView {
    let chosen = RwSignal::new(0);
    let folder = RwSignal::new(String::new());
    let said = RwSignal::new(String::new());
    let librarian = use_context::<Librarian>();
    let write = move |is_copy: bool| {
        let (Some(librarian), Some((format, _, ending, kind))) =
            (librarian, FORMATS.get(chosen.get_untracked()).copied())
        else {
            return;
        };
        let (tracks, folder) = (tracks.get_untracked(), folder.get_untracked());
        let title = title.get_untracked();
        let export =
            Export { format, tracks, title: title.clone(), music_folder: folder, guessed_genres: false };
        spawn_local(async move {
            let exported = match librarian.ask(export).await {
                Ok(exported) => exported,
                Err(error) => return drop(said.try_set(strings::librarian_error(&error))),
            };
            let delivered = if is_copy {
                copy(&String::from_utf8_lossy(&exported.contents)).await
            } else {
                blob(&exported.contents, kind).and_then(|file| save(&file, &format!("{title}.{ending}")))
            };
            said.try_set(match delivered {
                Some(()) => strings::exported(exported.written, exported.left_out),
                None => strings::EXPORT_FAILED.get().to_owned(),
            });
        });
    };
    let format = move || FORMATS.get(chosen.get()).map(|format| format.0);
    let needs_folder = move || format().is_some_and(ExportFormat::needs_folder);
    let is_text = move || format().is_some_and(ExportFormat::is_text);
    view! {
        <details class="export">
            <summary>{strings::EXPORT}</summary>
            <Choice
                label=strings::FORMAT
                choices=FORMATS.map(|format| format.1.get()).to_vec()
                chosen=chosen.into()
                on_choose=Callback::new(move |place| chosen.set(place))
            />
            {when(needs_folder, move || view! {
                <label class="field">
                    <span>{strings::MUSIC_FOLDER}</span>
                    <input
                        type="text"
                        placeholder=strings::MUSIC_FOLDER_EXAMPLE
                        prop:value=move || folder.get()
                        on:input=move |event| folder.set(event_target_value(&event))
                    />
                </label>
            }.into_any())}
            <div class="next__actions">
                <Action label=strings::SAVE on_press=Callback::new(move |()| write(false)) />
                {when(is_text, move || view! {
                    <Action label=strings::COPY on_press=Callback::new(move |()| write(true)) />
                }.into_any())}
            </div>
            <p class="hint" role="status">{move || said.get()}</p>
        </details>
    }
    .into_any()
}

/// Contents as a file.
fn blob(contents: &[u8], kind: &str) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(contents).into());
    Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()
}

/// Has the browser save a file. `None` where it cannot.
pub fn save(file: &Blob, name: &str) -> Option<()> {
    let address = Url::create_object_url_with_blob(file).ok()?;
    let document = web_sys::window()?.document()?;
    let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The browser fetches it in its own time, and tells nobody when: the address lives as long as the page.
    Some(())
}

/// Puts a text onto the clipboard. `None` where the browser has none for the page, or does not let it.
async fn copy(text: &str) -> Option<()> {
    let navigator = web_sys::window()?.navigator();
    // Pages of insecure addresses have none.
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into()).ok()?;
    let clipboard: Clipboard = clipboard.is_object().then(|| clipboard.unchecked_into())?;
    JsFuture::from(clipboard.write_text(text)).await.ok().map(drop)
}
