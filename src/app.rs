//! The app below the drop zone: notices, the search, the parts of the page, and a voice for screen readers.

use leptos::prelude::*;

use crate::components::announcer::Announcer;
use crate::components::catalogue_detail::{CatalogueDetail, PlaylistDetail};
use crate::components::catalogue_search::CatalogueSearch;
use crate::components::controls::when;
use crate::components::detail::Detail;
use crate::components::library_table::LibraryTable;
use crate::components::notices::Notices;
use crate::components::playlist_panel::PlaylistPanel;
use crate::components::queue_bar::QueueBar;
use crate::components::track_list::TrackList;
use crate::components::views::Views;
use crate::explorer::Explorer;
use crate::intake::Intake;
use crate::playlist::Playlist;
use crate::queue::Queue;
use crate::state::{Guest, Library, View};
use crate::wishes::Wishes;

/// Everything but what the page shows before it has loaded.
#[component]
pub fn App(
    /// The tracks, who analyses them, who knows of others.
    intake: Intake,
) -> impl IntoView {
    let Intake { library, queue, adviser, playlist } = intake;
    provide_context(library);
    provide_context(queue);
    provide_context(adviser);
    provide_context(playlist);
    provide_context(Wishes::new());
    view! {
        <Announcer queue />
        <QueueBar queue />
        <Notices library />
        <Views library />
        {move || match library.view.get() {
            View::Listen => view! { <Listen library queue playlist /> }.into_any(),
            View::Table => view! { <LibraryTable library queue playlist /> }.into_any(),
            View::Map => view! { <Explorer view="map" library playlist /> }.into_any(),
            View::About => view! { <Explorer view="about" library playlist /> }.into_any(),
            View::Groups => view! { <Explorer view="groups" library playlist /> }.into_any(),
        }}
    }
}

/// One track or guest, and what should play next; the list of all tracks beside it, the playlist below.
#[component]
fn Listen(library: Library, queue: Queue, playlist: Playlist) -> impl IntoView {
    let has_tracks = Memo::new(move |_| library.tracks.with(|tracks| !tracks.is_empty()));
    let is_open =
        Memo::new(move |_| has_tracks.get() || playlist.is_there() || library.guest.with(Option::is_some));
    let shown = Memo::new(move |_| library.shown().map(|track| track.id));
    let detail = move || match library.guest.get() {
        Some(Guest::Catalogue(card)) => Some(view! { <CatalogueDetail card=*card /> }.into_any()),
        Some(Guest::Playlist) => Some(view! { <PlaylistDetail playlist /> }.into_any()),
        None => {
            shown.get();
            untrack(|| library.shown()).map(|track| view! { <Detail track /> }.into_any())
        }
    };
    view! {
        <CatalogueSearch library />
        {when(move || is_open.get(), move || view! {
            <div class="workspace" class:workspace--single=move || !has_tracks.get()>
                {when(move || has_tracks.get(), move || view! {
                    <TrackList library queue />
                }.into_any())}
                <div class="workspace__main">
                    {detail}
                    <PlaylistPanel library playlist />
                </div>
            </div>
        }.into_any())}
    }
    .into_any()
}
