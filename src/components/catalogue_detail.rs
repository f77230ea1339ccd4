//! A track of the catalogue, or the whole playlist, as what the next track should follow.

use leptos::prelude::*;
use protocol::{Feature, TrackCard};

use crate::components::controls::Action;
use crate::components::play_next::{PlayNext, PlayNextAfter};
use crate::playlist::Playlist;
use crate::strings;

/// What Spotify says about a track of the catalogue, and what should play next.
#[component]
pub fn CatalogueDetail(
    /// The track.
    card: TrackCard,
) -> impl IntoView {
    let playlist = use_context::<Playlist>();
    let track = card.track;
    let facts = strings::catalogue_facts(&card);
    let rows = Feature::ALL.map(|feature| {
        view! {
            <div>
                <dt>{strings::feature_name(feature)}</dt>
                <dd>{strings::plain_value(feature, card.features.get(feature))}</dd>
            </div>
        }
    });
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
                <h2 id="detail-name">{card.name.clone()}</h2>
                <p class="detail__facts">{facts}</p>
                {tags}
            </header>
            <div class="detail__columns">
                <section class="guest" aria-labelledby="guest-heading">
                    <h3 id="guest-heading">{strings::FEATURES}</h3>
                    <p class="hint">{strings::CATALOGUE_FEATURES_HINT}</p>
                    <dl class="facts">{rows}</dl>
                    {address.map(|address| view! {
                        <a href=address target="_blank" rel="noopener noreferrer">
                            {strings::HEAR}
                            <span class="visually-hidden">{strings::OPENS_SPOTIFY}</span>
                        </a>
                    })}
                    <Action label=strings::ADD on_press=Callback::new(add) />
                </section>
                <PlayNextAfter tracks=vec![track] />
            </div>
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
    let seeds = Memo::new(move |_| playlist.cards().iter().map(|card| card.track).collect::<Vec<_>>());
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
