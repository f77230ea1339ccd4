//! A track of the catalogue, or the whole playlist, as what the next track should follow.

use leptos::prelude::*;
use protocol::TrackCard;

use crate::components::play_next::PlayNext;
use crate::components::result::Result;
use crate::playlist::Playlist;
use crate::strings;
use ui::controls::Action;

/// What Spotify says about a track of the catalogue, and what should play next.
#[component]
pub fn CatalogueDetail(
    /// The track.
    card: TrackCard,
) -> impl IntoView {
    let playlist = use_context::<Playlist>();
    let track = card.track;
    let facts = strings::catalogue_facts(&card);
    let features = card.features;
    let tags = (!card.tags.is_empty()).then(|| {
        view! {
            <p class="hint">{strings::catalogue_tags(&card.tags)}</p>
        }
    });
    let address = card.spotify_id.as_ref().map(|id| format!("https://open.spotify.com/track/{id}"));
    let added = card.clone();
    let add = move |()| {
        if let Some(playlist) = playlist {
            playlist.add(added.clone());
        }
    };
    view! {
        <article class="detail" aria-labelledby="detail-name">
            <header class="detail__header">
                <h2 id="detail-name" dir="auto">{card.name.clone()}</h2>
                <p class="detail__facts">{facts}</p>
                {tags}
            </header>
            <div class="result">
                <Result features analysis=None />
                <p class="hint">{strings::CATALOGUE_FEATURES_HINT}</p>
                <div class="result__actions">
                    <Action label=strings::ADD on_press=Callback::new(add) />
                    {address.map(|address| view! {
                        <a class="quiet-button" href=address target="_blank" rel="noopener noreferrer">
                            {strings::HEAR}
                            <span class="visually-hidden">{strings::OPENS_SPOTIFY}</span>
                        </a>
                    })}
                </div>
            </div>
            <PlayNext seeds=Signal::stored(vec![track]) beside=Signal::stored(features.musical_key()) />
        </article>
    }
    .into_any()
}

/// What should follow a whole playlist.
#[component]
pub fn PlaylistDetail(
    /// The playlist.
    playlist: Playlist,
) -> impl IntoView {
    let seeds = Memo::new(move |_| playlist.tracks());
    view! {
        <article class="detail" aria-labelledby="detail-name">
            <header class="detail__header">
                <h2 id="detail-name">{strings::PLAYLIST_SEEDS}</h2>
                <p class="detail__facts">{move || strings::seed_count(seeds.with(Vec::len))}</p>
            </header>
            <PlayNext seeds=seeds />
        </article>
    }
    .into_any()
}
