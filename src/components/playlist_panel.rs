//! The playlist: order by hand, by flow or along a path, the transitions between tracks, and undo.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::librarian::{FindPath, OrderForFlow};
use protocol::{Curve, LibrarianError, Sequence, TrackCard, Transition};
use std::collections::HashMap;

use crate::components::export_panel::ExportPanel;
use crate::components::key_chip::KeyChip;
use crate::components::pick_row::{PlayButton, TrackName, own};
use crate::components::playlist_names::PlaylistNames;
use crate::handles::Handles;
use crate::librarian::Librarian;
use crate::page::{Guest, Page, put};
use crate::player::{Line, Player, Spot};
use crate::playlist::{Entry, Playlist};
use crate::settings::Settings;
use crate::strings;
use crate::wishes::Wishes;
use ui::controls::{Action, Choice, Slider, icon, icons, when};
use ui::language::Text;

/// Entries that are shown at once; more where that is asked for.
const ROWS_AT_ONCE: usize = 200;

/// Tracks that are put between two at first.
const BETWEEN: u32 = 5;

/// Greatest change of tempo that is taken for smooth at first, percent.
const TEMPO_STEP_PERCENT: f32 = 8.0;

/// Cost of a transition up to which it is smooth.
const SMOOTH_COST: f32 = 1.0;

/// How energy may go.
const CURVES: [(Curve, Text); 4] = [
    (Curve::Any, strings::CURVE_ANY),
    (Curve::Up, strings::CURVE_UP),
    (Curve::Down, strings::CURVE_DOWN),
    (Curve::Arc, strings::CURVE_ARC),
];

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
    let failed = RwSignal::new(None::<LibrarianError>);
    let tempo_step = RwSignal::new(TEMPO_STEP_PERCENT);
    let (curve, between) = (RwSignal::new(Curve::Any), RwSignal::new(BETWEEN));
    let librarian = use_context::<Librarian>();
    let wishes = use_context::<Wishes>();
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
    let take = move |answer: Result<Sequence, LibrarianError>, put: fn(Playlist, Vec<TrackCard>)| match answer
    {
        Ok(sequence) => {
            failed.try_set(None);
            put(playlist, sequence.tracks);
        }
        Err(error) => drop(failed.try_set(Some(error))),
    };
    let order = move |()| {
        let Some(librarian) = librarian else { return };
        let call = OrderForFlow {
            tracks: tracks.get_untracked(),
            curve: curve.get_untracked(),
            tempo_step: tempo_step.get_untracked() / 100.0,
            keep_order: false,
        };
        spawn_local(async move { take(librarian.ask(call).await, Playlist::order) });
    };
    let lead = move |()| {
        let ends = tracks.with_untracked(|tracks| Some((*tracks.first()?, *tracks.last()?)));
        let (Some(librarian), Some(wishes), Some((from, to))) = (librarian, wishes, ends) else { return };
        let (source, company) = (wishes.source.get_untracked(), wishes.company.get_untracked());
        let call = FindPath { from, to, between: between.get_untracked(), source, company };
        spawn_local(async move { take(librarian.ask(call).await, Playlist::replace) });
    };
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
                    <EntryRow playlist indices transitions entry />
                </For>
            </ol>
            {when(has_more, move || view! {
                <p class="hint">{move || strings::shown_of(shown.get(), count.get())}</p>
                <Action
                    label=strings::SHOW_MORE_ENTRIES
                    on_press=Callback::new(move |()| shown.update(|shown| *shown += ROWS_AT_ONCE))
                />
            }.into_any())}
            <div class="playlist__tools">
                <div class="playlist__tool">
                    <Choice
                        label=strings::CURVE
                        choices=CURVES.map(|(_, label)| label.get()).to_vec()
                        chosen=Signal::derive(move || {
                            let curve = curve.get();
                            CURVES.iter().position(|choice| choice.0 == curve).unwrap_or(0)
                        })
                        on_choose=Callback::new(move |place: usize| {
                            curve.set(CURVES.get(place).map(|choice| choice.0).unwrap_or_default());
                        })
                    />
                    <Slider
                        label=strings::TEMPO_STEP
                        range=(1.0, 25.0, 1.0)
                        value=tempo_step.into()
                        text=Signal::derive(move || strings::tempo_step(tempo_step.get()))
                        on_move=Callback::new(move |step| tempo_step.set(step))
                    />
                    <Action
                        label=strings::ORDER
                        is_disabled=Signal::derive(move || count.get() < 3)
                        on_press=Callback::new(order)
                    />
                </div>
                <div class="playlist__tool">
                    <label class="field">
                        <span>{strings::BETWEEN}</span>
                        <input
                            type="number"
                            min="1"
                            max="40"
                            prop:value=move || between.get().to_string()
                            on:change=move |event| {
                                if let Ok(number) = event_target_value(&event).parse::<u32>() {
                                    between.set(number.clamp(1, 40));
                                }
                            }
                        />
                    </label>
                    <Action
                        label=strings::PATH
                        is_disabled=Signal::derive(move || count.get() < 2)
                        on_press=Callback::new(lead)
                    />
                </div>
                <div class="playlist__tool">
                    <Action
                        label=strings::SEED_ALL
                        is_disabled=is_empty
                        on_press=Callback::new(move |()| put(page.guest, Some(Guest::Playlist)))
                    />
                </div>
            </div>
            <p class="hint">{strings::PATH_HINT}</p>
            <ExportPanel
                title=Signal::derive(move || match playlist.name.get() {
                    name if name.is_empty() => strings::PLAYLIST_FILE.to_owned(),
                    name => name,
                })
                tracks=tracks.into()
            />
            {move || failed.get().map(|error| view! {
                <p class="notice notice--error" role="alert">{strings::librarian_error(&error)}</p>
            })}
        </section>
    }
    .into_any()
}

/// One track: the step into it, its name, and its moves by hand.
#[component]
fn EntryRow(
    playlist: Playlist,
    /// Where each entry stands, by its key.
    indices: Memo<HashMap<u32, usize>>,
    transitions: RwSignal<Vec<Transition>>,
    entry: Entry,
) -> impl IntoView {
    let Entry { key, card } = entry;
    let (name, features) = (card.name.clone(), card.features);
    let settings = use_context::<Settings>();
    let (player, own_track) = (use_context::<Player>(), own(card.track));
    let is_playing = move || {
        player
            .is_some_and(|player| player.now.with(|now| now.is_some_and(|now| now.spot == Spot::Entry(key))))
    };
    let index = Memo::new(move |_| indices.with(|indices| indices.get(&key).copied().unwrap_or(0)));
    let last = move || playlist.len().saturating_sub(1);
    let step = move || {
        let before = index.get().checked_sub(1)?;
        let cost = transitions.with(|transitions| transitions.get(before).copied())?;
        let from = playlist.features_at(before)?;
        Some((strings::transition(&from, &features, settings), cost.cost))
    };
    let step_text = move || step().map(|(text, _)| text);
    let step_cost = move || step().map(|(_, cost)| cost.to_string());
    let is_rough = move || step().is_some_and(|(_, cost)| cost > SMOOTH_COST);
    let shift = move |to: usize| playlist.shift(index.get_untracked(), to);
    let on_key = move |event: web_sys::KeyboardEvent| {
        if !event.alt_key() {
            return;
        }
        match event.key().as_str() {
            "ArrowUp" => shift(index.get_untracked().saturating_sub(1)),
            "ArrowDown" => shift((index.get_untracked() + 1).min(last())),
            _ => return,
        }
        event.prevent_default();
    };
    let on_drop = move |event: web_sys::DragEvent| {
        let from = event.data_transfer().and_then(|transfer| transfer.get_data(DRAGGED).ok());
        if let Some(from) = from.and_then(|from| from.parse().ok()) {
            event.prevent_default();
            event.stop_propagation();
            playlist.shift(from, index.get_untracked());
        }
    };
    view! {
        <li
            class="playlist__entry"
            class:is-playing=is_playing
            draggable="true"
            on:dragstart=move |event| {
                if let Some(transfer) = event.data_transfer() {
                    drop(transfer.set_data(DRAGGED, &index.get_untracked().to_string()));
                }
            }
            on:dragover=|event| event.prevent_default()
            on:drop=on_drop
            on:keydown=on_key
        >
            <p class="playlist__step" class:is-rough=is_rough data-cost=step_cost>{step_text}</p>
            <span class="playlist__place">{move || (index.get() + 1).to_string()}</span>
            <KeyChip key=features.musical_key() />
            <div class="playlist__track">
                <TrackName card />
                <span class="playlist__facts">{strings::tempo_and_energy(&features)}</span>
            </div>
            <div class="playlist__moves">
                {own_track.map(|track| view! {
                    <PlayButton track spot=Spot::Entry(key) line=Callback::new(|()| Line::Playlist) />
                })}
                <button
                    type="button"
                    class="icon-button"
                    aria-label=strings::move_up(&name)
                    prop:disabled=move || index.get() == 0
                    on:click=move |_| shift(index.get_untracked().saturating_sub(1))
                >
                    {icon(icons::UP)}
                </button>
                <button
                    type="button"
                    class="icon-button"
                    aria-label=strings::move_down(&name)
                    prop:disabled=move || index.get() == last()
                    on:click=move |_| shift((index.get_untracked() + 1).min(last()))
                >
                    {icon(icons::DOWN)}
                </button>
                <button
                    type="button"
                    class="icon-button"
                    aria-label=strings::remove(&name)
                    on:click=move |_| playlist.remove(index.get_untracked())
                >
                    {icon(icons::CLOSE)}
                </button>
            </div>
        </li>
    }
    .into_any()
}

/// Kind of what is dragged: the index of an entry in the playlist.
const DRAGGED: &str = "application/x-segue-place";
