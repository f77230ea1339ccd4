//! The app below the drop zone: the search, the user's tracks, the detail of one of them or of a guest, the playlist,
//! and a voice for screen readers.

use leptos::prelude::*;

use crate::adviser::Adviser;
use crate::components::announcer::Announcer;
use crate::components::catalogue_detail::{CatalogueDetail, PlaylistDetail};
use crate::components::catalogue_search::CatalogueSearch;
use crate::components::detail::Detail;
use crate::components::playlist_panel::PlaylistPanel;
use crate::components::track_list::TrackList;
use crate::playlist::Playlist;
use crate::queue::Explainer;
use crate::state::{Guest, Library};
use crate::wishes::Wishes;

/// Everything but what the page shows before it has loaded.
#[component]
pub fn App(
    /// The user's tracks.
    library: Library,
    /// Asks the worker for explanations.
    explainer: Explainer,
    /// Asks what should play next.
    adviser: Adviser,
) -> impl IntoView {
    let playlist = Playlist::new();
    provide_context(library);
    provide_context(explainer);
    provide_context(adviser);
    provide_context(playlist);
    provide_context(Wishes::new());
    let has_tracks = Memo::new(move |_| library.tracks.with(|tracks| !tracks.is_empty()));
    let is_open = Memo::new(move |_| has_tracks.get() || library.guest.with(Option::is_some));
    let shown = Memo::new(move |_| library.shown().map(|track| track.id));
    let detail = move || match library.guest.get() {
        Some(Guest::Catalogue(card)) => Some(view! { <CatalogueDetail card /> }.into_any()),
        Some(Guest::Playlist) => Some(view! { <PlaylistDetail playlist /> }.into_any()),
        None => {
            shown.get();
            library.shown().map(|track| view! { <Detail track /> }.into_any())
        }
    };
    view! {
        <Announcer library />
        <CatalogueSearch library />
        <Show when=move || is_open.get()>
            <div class="workspace" class:workspace--single=move || !has_tracks.get()>
                <Show when=move || has_tracks.get()>
                    <TrackList library />
                </Show>
                <div class="workspace__main">
                    {detail}
                    <PlaylistPanel library playlist />
                </div>
            </div>
        </Show>
    }
}
