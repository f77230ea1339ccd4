//! The playlist: its tracks in their order with the transitions between them, undo, and what it is kept as.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::librarian::OrderForFlow;
use protocol::{Curve, Transition};

use crate::components::export_panel::ExportPanel;
use crate::components::pick_row::own;
use crate::components::playlist_entry::PlaylistEntry;
use crate::components::playlist_names::PlaylistNames;
use crate::components::playlist_tools::PlaylistTools;
use crate::handles::Handles;
use crate::librarian::Librarian;
use crate::page::Page;
use crate::player::Player;
use crate::playlist::Playlist;
use crate::strings;
use ui::controls::{Action, when};

/// Entries that are shown at once; more where that is asked for.
const ROWS_AT_ONCE: usize = 200;

/// Greatest change of tempo that is taken for smooth at first, percent.
const TEMPO_STEP_PERCENT: f32 = 8.0;

/// The tracks in their order, and what can be done with them.
#[component]
pub fn PlaylistPanel(
    /// Where the whole playlist is shown as a seed.
    page: Page,
    /// The tracks.
    playlist: Playlist,
) -> impl IntoView {
    let (player, handles) = (use_context::<Player>(), use_context::<Handles>());
    let transitions = RwSignal::new(Vec::<Transition>::new());
    let tempo_step = RwSignal::new(TEMPO_STEP_PERCENT);
    let librarian = use_context::<Librarian>();
    let tracks = Memo::new(move |_| playlist.tracks());
    let count = Memo::new(move |_| tracks.with(Vec::len));
    let indices = Memo::new(move |_| playlist.indices());
    // A row is a dozen controls: all of twenty thousand at once are too much for any browser.
    let shown = RwSignal::new(ROWS_AT_ONCE);
    let has_more = move || count.get() > shown.get();

    // What the transitions of the present order cost.
    Effect::new(move |_| {
        let call = OrderForFlow {
            tracks: tracks.get(),
            curve: Curve::Any,
            tempo_step: tempo_step.get() / 100.0,
            keep_order: true,
        };
        let Some(librarian) = librarian else { return };
        spawn_local(async move {
            if let Ok(sequence) = librarian.ask(call).await {
                transitions.try_set(sequence.transitions);
            }
        });
    });
    let is_empty = Signal::derive(move || count.get() == 0);
    let has_own = Memo::new(move |_| {
        tracks.with(|tracks| {
            tracks
                .iter()
                .any(|track| own(*track).zip(handles).is_some_and(|(own, handles)| handles.can_play(own)))
        })
    });
    view! {
        <section class="playlist" aria-labelledby="playlist-heading">
            <div class="section-head">
                <h2 id="playlist-heading">{strings::PLAYLIST}</h2>
                <p class="hint" role="status">{move || {
                    strings::playlist_facts(playlist.len(), playlist.seconds())
                }}</p>
            </div>
            <PlaylistNames playlist />
            <div class="playlist__head">
                <Action
                    label=strings::PLAY_PLAYLIST
                    is_disabled=Signal::derive(move || !has_own.get())
                    on_press=Callback::new(move |()| player.into_iter().for_each(Player::play_playlist))
                />
                <Action
                    label=strings::UNDO
                    is_disabled=Signal::derive(move || !playlist.has_past())
                    on_press=Callback::new(move |()| playlist.undo())
                />
                <Action
                    label=strings::CLEAR
                    is_disabled=is_empty
                    on_press=Callback::new(move |()| playlist.replace(Vec::new()))
                />
            </div>
            {when(move || is_empty.get(), || view! { <p class="hint">{strings::PLAYLIST_EMPTY}</p> }.into_any())}
            <ol class="playlist__list">
                <For each=move || playlist.first(shown.get()) key=|entry| entry.key let:entry>
                    <PlaylistEntry playlist indices transitions entry />
                </For>
            </ol>
            {when(has_more, move || view! {
                <p class="hint">{move || strings::shown_of(shown.get(), count.get())}</p>
                <Action
                    label=strings::SHOW_MORE_ENTRIES
                    on_press=Callback::new(move |()| shown.update(|shown| *shown += ROWS_AT_ONCE))
                />
            }.into_any())}
            <PlaylistTools page playlist tracks tempo_step />
            <ExportPanel
                title=Signal::derive(move || match playlist.name.get() {
                    name if name.is_empty() => strings::PLAYLIST_FILE.to_owned(),
                    name => name,
                })
                tracks=tracks.into()
            />
        </section>
    }
    .into_any()
}
