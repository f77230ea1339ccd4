//! Everything about one track: player, features, what should play next, spectrum.

use leptos::prelude::*;
use protocol::TrackRef;

use crate::components::feature_list::FeatureList;
use crate::components::play_next::PlayNextAfter;
use crate::components::player::Player;
use crate::components::spectrum::SpectrumPlot;
use crate::components::tag_list::TagList;
use crate::components::timeline::Timeline;
use crate::state::{Track, TrackState};
use crate::strings;

/// The detail of one track, whatever its state.
#[component]
pub fn Detail(
    /// The track.
    track: Track,
) -> impl IntoView {
    // Progress comes many times a second; the whole detail must not be built anew for it.
    let stage = Memo::new(move |_| match track.state.get() {
        TrackState::Ready(_) => 2,
        TrackState::Failed(_) => 1,
        _ => 0,
    });
    view! {
        <article class="detail" aria-labelledby="detail-name">
            <header class="detail__header">
                <h2 id="detail-name">{track.name.get_value()}</h2>
                <p class="detail__facts">{move || track.state.with(strings::track_facts)}</p>
            </header>
            {move || match stage.get() {
                2 => track.state.with_untracked(|state| match state {
                    TrackState::Ready(analysis) => Some(analysis.clone()),
                    _ => None,
                })
                .map(|analysis| view! {
                    <TagList analysis=analysis.clone() />
                    <Player track analysis=analysis.clone() />
                    <div class="detail__columns">
                        <FeatureList track analysis=analysis.clone() />
                        <PlayNextAfter tracks=vec![TrackRef::Own(track.id.0)] />
                    </div>
                    <Timeline analysis=analysis.clone() />
                    <SpectrumPlot analysis />
                })
                .into_any(),
                1 => view! { <Failure track /> }.into_any(),
                _ => view! { <Progress track /> }.into_any(),
            }}
        </article>
    }
}

#[component]
fn Failure(track: Track) -> impl IntoView {
    let message = track.state.with_untracked(|state| match state {
        TrackState::Failed(error) => strings::error_text(error),
        _ => String::new(),
    });
    view! {
        <div class="notice notice--error" role="alert">
            <h3>{strings::FAILED_HEADING}</h3>
            <p>{message}</p>
            <p>{strings::FAILED_ADVICE}</p>
        </div>
    }
}

#[component]
fn Progress(track: Track) -> impl IntoView {
    view! {
        <div class="notice">
            <h3>{move || track.state.with(strings::state_summary)}</h3>
            <p>{strings::PROGRESS_ADVICE}</p>
        </div>
    }
}
