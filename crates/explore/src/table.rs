//! A table of tracks: the name opens one, four features tell what it is like.

use leptos::prelude::*;
use protocol::Feature;
use protocol::recommend::TrackCard;
use ui::words::{feature_name, plain_value};

use crate::link::Link;
use crate::strings;

/// Most rows.
pub const ROWS: usize = 50;

/// What tracks are told apart by, here and wherever there is room for a few values.
pub const FEATURES: [Feature; 4] = [Feature::Energy, Feature::Valence, Feature::Danceability, Feature::Tempo];

/// The table.
#[component]
pub fn TrackTable(
    /// The way to the page.
    link: Link,
    /// What is listed.
    cards: RwSignal<Vec<TrackCard>>,
    /// How many there would be.
    all: Signal<usize>,
) -> impl IntoView {
    let rows = move || {
        let row = |card: TrackCard| {
            let track = card.track;
            let values =
                FEATURES.map(|feature| view! { <td>{plain_value(feature, card.features.get(feature))}</td> });
            view! {
                <tr>
                    <th scope="row">
                        <button type="button" class="text-button" dir="auto" on:click=move |_| link.show(track)>
                            {card.name}
                        </button>
                    </th>
                    <td dir="auto">{card.artist}</td>
                    {values}
                </tr>
            }
        };
        cards.get().into_iter().map(row).collect_view()
    };
    let count = move || match all.get() {
        0 => strings::NOTHING_SHOWN.get().to_owned(),
        all => strings::some_of(cards.with(Vec::len), all),
    };
    view! {
        <div class="table-frame" tabindex="0" role="group" aria-label=strings::TRACK>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{strings::TRACK}</th>
                        <th scope="col">{strings::ARTIST}</th>
                        {FEATURES.map(|feature| view! { <th scope="col">{feature_name(feature)}</th> })}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p class="hint">{count}</p>
    }
    .into_any()
}
