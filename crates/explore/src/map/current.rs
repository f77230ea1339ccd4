//! The track that is hovered over or stepped to.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::TrackRef;
use protocol::recommend::TrackCard;
use ui::controls::Action;
use ui::words::{feature_name, plain_value, song};

use super::scene::Scene;
use crate::strings;
use crate::table::FEATURES;

/// Name and features of the track that is hovered over or stepped to.
#[component]
pub fn Current(scene: Scene) -> impl IntoView {
    let card = RwSignal::new(None::<TrackCard>);
    Effect::new(move || {
        let Some(current) = scene.current.get() else { return card.set(None) };
        let track = scene.plane.with_value(|plane| plane.reference(current));
        spawn_local(async move {
            let cards = scene.link.cards(vec![track]).await.unwrap_or_default();
            if scene.current.try_get_untracked() == Some(Some(current)) {
                scene.change(|plane| plane.names.learn_all(&cards));
                card.set(cards.into_iter().next());
            }
        });
    });
    let shown = move || {
        card.get().map(|card| {
            let track = card.track;
            let facts: Vec<String> = FEATURES
                .map(|feature| format!("{} {}", feature_name(feature), plain_value(feature, card.features.get(feature))))
                .to_vec();
            view! {
                <strong>{song(&card.artist, &card.name)}</strong>
                <span class="hint">{facts.join(" · ")}</span>
                {is_own(track).then(|| view! {
                    <Action label=strings::PLAY is_small=true about=card.name.clone() on_press=Callback::new(move |()| scene.link.play(track)) />
                })}
                <Action label=strings::OPEN is_small=true about=card.name.clone() on_press=Callback::new(move |()| scene.link.show(track)) />
            }
        })
    };
    view! { <p class="map__current" role="status">{shown}</p> }.into_any()
}

/// Whether a track may be played: the catalogue has no sound.
fn is_own(track: TrackRef) -> bool {
    matches!(track, TrackRef::Own(_))
}
