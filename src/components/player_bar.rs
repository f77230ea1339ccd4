//! The player at the foot of every part of the page: what plays, what comes next, and how one goes over into the other.

use leptos::prelude::*;

use crate::components::wave::share;
use crate::page::Page;
use crate::player::Player;
use crate::settings::{CROSSFADES_S, Settings};
use crate::strings;
use ui::controls::{Check, Choice, IconButton, icon, icons, when};

/// Id of what is chosen of transitions, for the button that opens it.
const SETTINGS: &str = "transitions";

/// The bar; nothing until something has been played.
#[component]
pub fn PlayerBar(
    /// What it works.
    player: Player,
    /// How tracks follow each other.
    settings: Settings,
) -> impl IntoView {
    let is_there = Memo::new(move |_| player.now.with(Option::is_some));
    Effect::new(move |_| {
        if let Some(body) = web_sys::window().and_then(|window| window.document()?.body()) {
            drop(body.class_list().toggle_with_force("has-player", is_there.get()));
        }
    });
    when(move || is_there.get(), move || view! { <Bar player settings /> }.into_any())
}

#[component]
fn Bar(player: Player, settings: Settings) -> impl IntoView {
    let page = use_context::<Page>();
    let duration_s = Memo::new(move |_| {
        player.track().map_or(0.0, |track| f64::from(track.info.with(|info| info.duration_s)))
    });
    let name = move || player.track().map_or_else(String::new, |track| track.name());
    let artist =
        move || player.track().map_or_else(String::new, |track| track.info.with(|info| info.artist.clone()));
    let next = move || {
        player.next.with(|next| {
            let next = next.as_ref()?;
            let track = page?.tracks.with_id(next.playing.id)?;
            Some(strings::coming(&track.name(), next.reason.as_deref()))
        })
    };
    let show = move |_| {
        if let (Some(page), Some(now)) = (page, player.now.get_untracked()) {
            page.show(now.id);
        }
    };
    let position = Memo::new(move |_| strings::position(player.now_s.get(), duration_s.get()));
    let word = |text: ui::language::Text| Signal::derive(move || text.get().to_owned());
    view! {
        <section class="dock" aria-label=strings::NOW_PLAYING>
            <div class="dock__buttons">
                <IconButton name=word(strings::PREVIOUS) drawing=icons::PREVIOUS on_press=Callback::new(move |()| player.go_back()) />
                <IconButton
                    name=Signal::derive(move || {
                        if player.is_playing.get() { strings::PAUSE_ALL } else { strings::PLAY_ON }.get().to_owned()
                    })
                    drawing=Signal::derive(move || if player.is_playing.get() { icons::PAUSE } else { icons::PLAY })
                    on_press=Callback::new(move |()| player.toggle())
                />
                <IconButton
                    name=word(strings::NEXT_TRACK)
                    drawing=icons::NEXT
                    is_disabled=Signal::derive(move || player.next.with(Option::is_none))
                    on_press=Callback::new(move |()| player.go_on())
                />
            </div>
            <div class="dock__track">
                <button type="button" class="dock__name" on:click=show>
                    <span dir="auto">{name}</span>
                    <span class="dock__artist" dir="auto">{artist}</span>
                </button>
                <p class="dock__next" role="status">{next}</p>
            </div>
            <div class="dock__seek" style:--played=move || share(player.now_s.get(), duration_s.get())>
                <input
                    type="range"
                    min="0"
                    max=move || format!("{:.2}", duration_s.get())
                    step="any"
                    aria-label=strings::SEEK_PLAYING
                    aria-valuetext=move || position.get()
                    prop:value=move || player.now_s.get()
                    on:input=move |event| {
                        let place = event_target_value(&event).parse().ok();
                        if let (Some(seconds), Some(track)) = (place, untrack(|| player.track())) {
                            player.seek(track, seconds);
                        }
                    }
                />
                <span class="dock__time" aria-hidden="true">{move || position.get()}</span>
            </div>
            <button type="button" class="text-button dock__how" popovertarget=SETTINGS title=strings::TRANSITIONS>
                {icon(icons::SETTINGS)}
                <span class="dock__word">{strings::TRANSITIONS}</span>
            </button>
            <div id=SETTINGS class="dock__settings" popover="auto">
                <Choice
                    label=strings::CROSSFADE
                    choices=CROSSFADES_S.map(strings::crossfade).to_vec()
                    chosen=Signal::derive(move || {
                        let length = settings.crossfade_s.get();
                        CROSSFADES_S.iter().position(|other| *other == length).unwrap_or(0)
                    })
                    on_choose=Callback::new(move |index: usize| {
                        settings.crossfade_s.set(CROSSFADES_S.get(index).copied().unwrap_or(0));
                    })
                />
                <Check label=strings::MATCH_BEATS value=settings.matches_beats />
                <Check label=strings::AUTOPLAY value=settings.autoplay />
            </div>
            <IconButton name=word(strings::CLOSE_PLAYER) drawing=icons::CLOSE on_press=Callback::new(move |()| player.close()) />
        </section>
    }
    .into_any()
}
