//! The app: what the bar at the top holds, the part of the page that is shown, the playlist beside it, the player below.

use leptos::prelude::*;
use protocol::explore::Part;

use crate::analyst::Explainer;
use crate::arrangement::Arrangement;
use crate::components::announcer::Announcer;
use crate::components::catalogue_detail::{CatalogueDetail, PlaylistDetail};
use crate::components::detail::Detail;
use crate::components::drawer::Drawer;
use crate::components::library_table::LibraryTable;
use crate::components::notice_list::NoticeList;
use crate::components::player_bar::PlayerBar;
use crate::components::queue_bar::QueueBar;
use crate::components::shortcuts::Shortcuts;
use crate::components::track_list::TrackList;
use crate::explorer::Explorer;
use crate::intake::Intake;
use crate::page::{Guest, Page, View};
use crate::player::Player;
use crate::playlist::Playlist;
use crate::queue::Queue;
use crate::settings::Settings;
use crate::tagging::Tagging;
use crate::usual::Usual;
use crate::wishes::Wishes;
use ui::controls::when;
use ui::language::Language;

/// What all parts of the app share.
#[derive(Clone, Copy)]
pub struct App {
    /// The tracks, who analyses them, who knows of others.
    pub intake: Intake,
    /// Who plays them.
    pub player: Player,
    /// What the user has chosen.
    pub settings: Settings,
    /// How the table of all tracks is arranged.
    pub arrangement: Arrangement,
    /// What should play next.
    pub wishes: Wishes,
    /// What is usual.
    pub usual: Usual,
    /// Who says what drove predictions.
    pub explainer: Explainer,
    /// Who writes into the user's files.
    pub tagging: Tagging,
    /// The language that is spoken.
    pub language: RwSignal<Language>,
}

impl App {
    /// Makes all of it known to the components of one part of the page.
    pub fn provide(self) {
        let Intake { page, queue, librarian, playlist, handles, catalogue, .. } = self.intake;
        provide_context(page);
        provide_context(queue);
        provide_context(librarian);
        provide_context(playlist);
        provide_context(handles);
        provide_context(catalogue);
        provide_context(self.player);
        provide_context(self.settings);
        provide_context(self.arrangement);
        provide_context(self.wishes);
        provide_context(self.usual);
        provide_context(self.explainer);
        provide_context(self.tagging);
    }
}

/// Whether there is nothing to show yet but what the page is.
pub fn is_welcome(page: Page) -> bool {
    page.view.get() == View::Listen
        && page.guest.with(Option::is_none)
        && page.tracks.list.with(Vec::is_empty)
}

/// Everything below the bar.
#[component]
pub fn Main(
    /// What it shows and works on.
    app: App,
) -> impl IntoView {
    app.provide();
    let Intake { page, queue, playlist, importing, .. } = app.intake;
    // What is shown is built anew where it changes, not wherever it is set.
    let view = Memo::new(move |_| page.view.get());
    view! {
        <Announcer queue notices=page.notices />
        <QueueBar queue importing />
        <NoticeList page />
        <div class="stage">{move || match view.get() {
            View::Listen => view! { <Listen page queue playlist /> }.into_any(),
            View::Table => view! { <LibraryTable page queue playlist /> }.into_any(),
            View::Map => view! { <Explorer part=Part::Map page playlist /> }.into_any(),
            View::About => view! { <Explorer part=Part::About page playlist /> }.into_any(),
            View::Groups => view! { <Explorer part=Part::Groups page playlist /> }.into_any(),
        }}</div>
        <Drawer page playlist />
        <PlayerBar player=app.player settings=app.settings />
        <Shortcuts player=app.player settings=app.settings page />
    }
    .into_any()
}

/// One track or guest, and what should play next; the list of all tracks beside it.
#[component]
fn Listen(page: Page, queue: Queue, playlist: Playlist) -> impl IntoView {
    let has_tracks = Memo::new(move |_| page.tracks.list.with(|list| !list.is_empty()));
    let is_open = Memo::new(move |_| !is_welcome(page));
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
    when(
        move || is_open.get(),
        move || {
            view! {
                <div class="workspace" class:workspace--single=move || !has_tracks.get()>
                    <div class="workspace__main">{detail}</div>
                    {when(move || has_tracks.get(), move || view! {
                        <TrackList page queue />
                    }.into_any())}
                </div>
            }
            .into_any()
        },
    )
}
