//! A track of the playlist: the step into it, its name, and its moves by hand.

use leptos::prelude::*;
use protocol::Transition;
use std::collections::HashMap;

use crate::components::key_chip::KeyChip;
use crate::components::pick_row::{PlayButton, TrackName, own};
use crate::player::{Line, Player, Spot};
use crate::playlist::{Entry, Playlist};
use crate::settings::Settings;
use crate::strings;
use ui::controls::{icon, icons};

/// Cost of a transition up to which it is smooth.
const SMOOTH_COST: f32 = 1.0;

/// Kind of what is dragged: the index of an entry in the playlist.
const DRAGGED: &str = "application/x-segue-place";

/// One track: the step into it, its name, and its moves by hand.
#[component]
pub fn PlaylistEntry(
    /// Where it stands.
    playlist: Playlist,
    /// Where each entry stands, by its key.
    indices: Memo<HashMap<u32, usize>>,
    /// Steps from each entry to the next.
    transitions: RwSignal<Vec<Transition>>,
    /// The entry.
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
