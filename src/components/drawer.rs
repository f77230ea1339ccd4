//! The playlist beside whatever is shown, and the button that opens it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::components::playlist_panel::PlaylistPanel;
use crate::page::{Page, put};
use crate::playlist::Playlist;
use crate::strings;
use ui::controls::{IconButton, icon, icons, when};

/// Id of the drawer, for the button that opens it.
const DRAWER: &str = "playlist";

/// The playlist, where it is open.
#[component]
pub fn Drawer(
    /// Where it is told whether it is open.
    page: Page,
    /// The tracks.
    playlist: Playlist,
) -> impl IntoView {
    let is_open = page.is_playlist_open;
    Effect::new(move |_| {
        let body = web_sys::window().and_then(|window| window.document()?.body());
        if let Some(body) = body {
            drop(body.class_list().toggle_with_force("has-drawer", is_open.get()));
        }
    });
    when(
        move || is_open.get(),
        move || {
            view! {
                <aside
                    id=DRAWER
                    class="drawer"
                    tabindex="-1"
                    aria-label=strings::PLAYLIST
                    on:keydown=move |event: web_sys::KeyboardEvent| {
                        if event.key() == "Escape" && !event.default_prevented() {
                            close(page);
                        }
                    }
                >
                    <div class="drawer__close">
                        <IconButton
                            name=Signal::derive(|| strings::CLOSE_PLAYLIST.get().to_owned())
                            drawing=icons::CLOSE
                            on_press=Callback::new(move |()| close(page))
                        />
                    </div>
                    <PlaylistPanel page playlist />
                </aside>
            }
            .into_any()
        },
    )
}

/// Id of the button.
const BUTTON: &str = "playlist-button";

/// The button in the bar, with the number of tracks.
#[component]
pub fn DrawerButton(
    /// Where it is told whether the playlist is open.
    page: Page,
    /// The tracks.
    playlist: Playlist,
) -> impl IntoView {
    let is_open = page.is_playlist_open;
    view! {
        <button
            id=BUTTON
            type="button"
            class="quiet-button bar__playlist"
            aria-expanded=move || is_open.get().to_string()
            aria-controls=DRAWER
            aria-label=move || strings::playlist_of(playlist.len())
            on:click=move |_| toggle(page)
        >
            {icon(icons::LIST)}
            <span class="bar__word">{strings::PLAYLIST}</span>
            " "
            <span class="bar__count">
                {move || playlist.len().to_string()}
            </span>
        </button>
    }
    .into_any()
}

/// Opens the playlist for whoever asked for it, and goes to it; closes it where it is open.
pub fn toggle(page: Page) {
    if page.is_playlist_open.get_untracked() {
        return close(page);
    }
    put(page.is_playlist_open, true);
    // Once it is there.
    request_animation_frame(|| focus(DRAWER));
}

/// Closes the playlist, and goes back to the button that opens it.
pub fn close(page: Page) {
    put(page.is_playlist_open, false);
    focus(BUTTON);
}

/// Gives the focus to an element of the page.
pub fn focus(id: &str) {
    let element = web_sys::window().and_then(|window| window.document()?.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        drop(element.focus());
    }
}
