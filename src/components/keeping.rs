//! How the library is kept: where, how much it takes, a backup of it, and its end.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::librarian::WriteBackup;

use crate::components::export_panel::save;
use crate::librarian::Librarian;
use crate::page::Page;
use crate::queue::Queue;
use crate::strings;
use ui::controls::Action;

/// What is said of it, and what can be done.
#[component]
pub fn Keeping(
    /// The tracks.
    page: Page,
    /// Who forgets them.
    queue: Queue,
) -> impl IntoView {
    let librarian = use_context::<Librarian>();
    let said = RwSignal::new(String::new());
    let back_up = move |()| {
        let Some(librarian) = librarian else { return };
        spawn_local(async move {
            said.try_set(match librarian.ask_with(WriteBackup {}, (), |_, _| {}).await {
                Ok(((), file)) if save(&file, strings::LIBRARY_COPY).is_some() => {
                    strings::SAVED.get().to_owned()
                }
                Ok(_) => strings::EXPORT_FAILED.get().to_owned(),
                Err(error) => strings::librarian_error(&error),
            });
        });
    };
    let remove_all = move |()| {
        let tracks = page.tracks.list.get_untracked();
        if !tracks.is_empty() && confirmed(&strings::confirm_removal(tracks.len())) {
            queue.remove(tracks);
        }
    };
    let is_empty = Signal::derive(move || page.tracks.list.with(Vec::is_empty));
    view! {
        <section class="keeping" aria-labelledby="keeping-heading">
            <h3 id="keeping-heading">{strings::KEEPING}</h3>
            <p class="hint">{move || page.tracks.storage.with(strings::storage)}</p>
            <div class="next__actions">
                <Action label=strings::PACK is_disabled=is_empty on_press=Callback::new(back_up) />
                <Action label=strings::REMOVE_ALL is_disabled=is_empty on_press=Callback::new(remove_all) />
            </div>
            <p class="hint" role="status">{move || said.get()}</p>
        </section>
    }
    .into_any()
}

/// Asks the user before the whole library goes.
fn confirmed(question: &str) -> bool {
    web_sys::window().is_some_and(|window| window.confirm_with_message(question).unwrap_or(false))
}
