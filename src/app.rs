//! The app below the drop zone: notices, the search, the parts of the page, and a voice for screen readers.

use leptos::prelude::*;
use protocol::explore::Part;

use crate::components::announcer::Announcer;
use crate::components::catalogue_detail::{CatalogueDetail, PlaylistDetail};
use crate::components::catalogue_search::CatalogueSearch;
use crate::components::detail::Detail;
use crate::components::library_table::LibraryTable;
use crate::components::notice_list::NoticeList;
use crate::components::playlist_panel::PlaylistPanel;
use crate::components::queue_bar::QueueBar;
use crate::components::track_list::TrackList;
use crate::components::views::Views;
use crate::explorer::Explorer;
use crate::intake::Intake;
use crate::page::{Guest, Page, View};
use crate::playlist::Playlist;
use crate::queue::Queue;
use crate::wishes::Wishes;
use ui::controls::when;

/// Everything but what the page shows before it has loaded.
#[component]
pub fn App(
    /// The tracks, who analyses them, who knows of others.
    intake: Intake,
) -> impl IntoView {
    let Intake { page, queue, librarian, playlist, importing } = intake;
    provide_context(page);
    provide_context(queue);
    provide_context(librarian);
    provide_context(playlist);
    provide_context(Wishes::new());
    // What is shown is built anew where it changes, not wherever it is set.
    let view = Memo::new(move |_| page.view.get());
    view! {
        <Announcer queue />
        <QueueBar queue importing />
        <NoticeList page />
        <Views page />
        {move || match view.get() {
            View::Listen => view! { <Listen page queue playlist /> }.into_any(),
            View::Table => view! { <LibraryTable page queue playlist /> }.into_any(),
            View::Map => view! { <Explorer part=Part::Map page playlist /> }.into_any(),
            View::About => view! { <Explorer part=Part::About page playlist /> }.into_any(),
            View::Groups => view! { <Explorer part=Part::Groups page playlist /> }.into_any(),
        }}
    }
}

/// One track or guest, and what should play next; the list of all tracks beside it, the playlist below.
#[component]
fn Listen(page: Page, queue: Queue, playlist: Playlist) -> impl IntoView {
    let has_tracks = Memo::new(move |_| page.tracks.list.with(|list| !list.is_empty()));
    let is_open =
        Memo::new(move |_| has_tracks.get() || playlist.is_there() || page.guest.with(Option::is_some));
    let shown = Memo::new(move |_| page.tracks.selected().map(|track| track.id));
    let guest = Memo::new(move |_| page.guest.get());
    let detail = move || match guest.get() {
        Some(Guest::Catalogue(card)) => Some(view! { <CatalogueDetail card=*card /> }.into_any()),
        Some(Guest::Playlist) => Some(view! { <PlaylistDetail playlist /> }.into_any()),
        None => {
            shown.get();
            untrack(|| page.tracks.selected()).map(|track| view! { <Detail track /> }.into_any())
        }
    };
    view! {
        <CatalogueSearch page />
        {when(move || is_open.get(), move || view! {
            <div class="workspace" class:workspace--single=move || !has_tracks.get()>
                {when(move || has_tracks.get(), move || view! {
                    <TrackList page queue />
                }.into_any())}
                <div class="workspace__main">
                    {detail}
                    <PlaylistPanel page playlist />
                </div>
            </div>
        }.into_any())}
    }
    .into_any()
}
