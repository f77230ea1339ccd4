//! One track that could play next: its key, name and tempo, a line of reason, and what can be done with it.

use leptos::prelude::*;
use music::Key;
use protocol::{Pick, TrackCard, TrackRef};

use crate::components::key_chip::KeyChip;
use crate::components::play_next::Answer;
use crate::handles::Handles;
use crate::page::Page;
use crate::player::{Line, Player, Spot};
use crate::playlist::Playlist;
use crate::strings;
use crate::tracks::Track;
use crate::wishes::Wishes;
use ui::controls::{IconButton, icon, icons};

/// Share of company from which sound no longer decides: a distance of features would then read as a flaw.
const SOUND_DECIDES_BELOW: f32 = 0.5;

/// The row.
#[component]
pub fn PickRow(
    /// The answer that it is in.
    answer: RwSignal<Answer>,
    /// Which track of it.
    track: TrackRef,
    /// The key that it is to mix with.
    beside: Signal<Option<Key>>,
) -> impl IntoView {
    let pick = Memo::new(move |last: Option<&Option<Pick>>| {
        let found = answer.with(|answer| match answer {
            Answer::Found(picks) => picks.iter().find(|pick| pick.card.track == track).cloned(),
            _ => None,
        });
        // While the next answer is on its way, and until the row is taken away, the last one stays.
        found.or_else(|| last.cloned().flatten())
    });
    let (page, wishes, playlist) =
        (use_context::<Page>(), use_context::<Wishes>(), use_context::<Playlist>());
    let card = move || pick.with_untracked(|pick| pick.as_ref().map(|pick| pick.card.clone()));
    let follow = move |()| {
        if let (Some(page), Some(card)) = (page, card()) {
            page.follow(card);
        }
    };
    let add = move |()| {
        if let (Some(playlist), Some(card)) = (playlist, card()) {
            playlist.add(card);
        }
    };
    let keep_away = move |()| {
        if let (Some(wishes), Some(card)) = (wishes, card()) {
            wishes.away.update(|away| away.push(card));
        }
    };
    let reason = move || {
        let by_sound = wishes.is_some_and(|wishes| wishes.company.get() < SOUND_DECIDES_BELOW);
        pick.with(|pick| {
            let pick = pick.as_ref()?;
            let nearness = strings::nearness(pick).filter(|_| by_sound);
            Some(nearness.map_or_else(|| strings::reason(pick), |near| strings::reason_by_sound(near, pick)))
        })
    };
    card().map(|card| {
        let named = |text: fn(&str) -> String| {
            let name = card.name.clone();
            Signal::derive(move || text(&name))
        };
        let key = card.features.musical_key();
        let tempo = (card.features.tempo > 0.0).then(|| format!("{:.0} BPM · ", card.features.tempo));
        view! {
            <li class="pick">
                <span class="pick__key">{move || match beside.get() {
                    Some(beside) => view! { <KeyChip key beside /> }.into_any(),
                    None => view! { <KeyChip key /> }.into_any(),
                }}</span>
                <TrackName card=card.clone() before=tempo.unwrap_or_default() />
                <div class="pick__actions">
                    <Hear card=card.clone() />
                    <IconButton name=named(strings::add) drawing=icons::ADD on_press=Callback::new(add) />
                    <IconButton name=named(strings::more_like) drawing=icons::ALIKE on_press=Callback::new(follow) />
                    <IconButton name=named(strings::hide) drawing=icons::HIDE on_press=Callback::new(keep_away) />
                </div>
                <p class="pick__reason">{reason}</p>
            </li>
        }
    })
}

/// A way to hear a track: the user's own here, one of the catalogue at Spotify.
#[component]
pub fn Hear(
    /// The track.
    card: TrackCard,
) -> impl IntoView {
    if let Some(id) = card.spotify_id {
        let name = strings::hear_on_spotify(&card.name);
        return view! {
            <a
                class="icon-button"
                href=format!("https://open.spotify.com/track/{id}")
                target="_blank"
                rel="noopener noreferrer"
                title=name.clone()
                aria-label=name
            >
                {icon(icons::OUT)}
            </a>
        }
        .into_any();
    }
    match own(card.track) {
        Some(track) => {
            view! { <PlayButton track spot=Spot::Alone line=Callback::new(|()| Line::Alone) /> }.into_any()
        }
        None => ().into_any(),
    }
}

/// The row of a track of the user's.
pub fn own(track: TrackRef) -> Option<Track> {
    let page = use_context::<Page>()?;
    match track {
        TrackRef::Own(number) => page.tracks.with_number(number),
        TrackRef::Catalogue(_) => None,
    }
}

/// A button that plays one of the user's tracks out of a line, and stops it.
#[component]
pub fn PlayButton(
    /// The track.
    track: Track,
    /// Where in its line it stands.
    spot: Spot,
    /// The line.
    line: Callback<(), Line>,
) -> impl IntoView {
    let (player, handles) = (use_context::<Player>(), use_context::<Handles>());
    let is_playing = Signal::derive(move || {
        player.is_some_and(|player| {
            player.is_playing.get()
                && player.now.with(|now| now.is_some_and(|now| now.id == track.id && now.spot == spot))
        })
    });
    let press = move |()| {
        let Some(player) = player else { return };
        if is_playing.get_untracked() {
            player.pause();
        } else {
            player.play(track, spot, line.run(()));
        }
    };
    view! {
        <IconButton
            name=Signal::derive(move || {
                let name = track.name();
                if is_playing.get() { strings::pause(&name) } else { strings::play(&name) }
            })
            drawing=Signal::derive(move || if is_playing.get() { icons::PAUSE } else { icons::PLAY })
            is_disabled=Signal::derive(move || handles.is_none_or(|handles| !handles.can_play(track)))
            on_press=Callback::new(press)
        />
    }
    .into_any()
}

/// Name and artist.
#[component]
pub fn TrackName(
    /// The track.
    card: TrackCard,
    /// What stands before the artist.
    #[prop(optional)]
    before: String,
) -> impl IntoView {
    let artist = if card.artist.is_empty() { strings::YOUR_FILE.get().to_owned() } else { card.artist };
    view! {
        <span class="track-name">
            <span class="track-name__title" dir="auto" title=card.name.clone()>{card.name.clone()}</span>
            <span class="track-name__artist">{before}<bdi>{artist}</bdi></span>
        </span>
    }
    .into_any()
}
