//! One group: its name, what is usual in it, and well-known tracks.

use leptos::prelude::*;
use protocol::Feature;
use protocol::map::ClusterCard;
use ui::words::{counted_tracks, feature_name, plain_value, song};

use crate::link::Link;
use crate::strings;
use crate::swatch::{Swatch, distinct};

/// One group: its name, what is usual in it, and well-known tracks.
#[component]
pub fn Card(link: Link, number: usize, cluster: ClusterCard) -> impl IntoView {
    let usual =
        [Feature::Energy, Feature::Valence, Feature::Danceability, Feature::Acousticness, Feature::Tempo];
    let usual = usual.map(|feature| {
        let mean = cluster.means.get(feature.index()).copied().unwrap_or_default();
        format!("{} {}", feature_name(feature), plain_value(feature, mean))
    });
    let examples = cluster.examples.into_iter().map(|card| {
        let track = card.track;
        view! {
            <li>
                <button type="button" class="text-button" on:click=move |_| link.show(track)>
                    {song(&card.artist, &card.name)}
                </button>
            </li>
        }
    });
    view! {
        <li class="group">
            <h3>
                <Swatch colour=distinct(number) />
                {strings::cluster(&cluster.name)}
            </h3>
            <p class="hint">{counted_tracks(cluster.tracks as usize)}</p>
            <p>{usual.join(" · ")}</p>
            <h4>{strings::EXAMPLES}</h4>
            <ul>{examples.collect_view()}</ul>
        </li>
    }
    .into_any()
}
