//! Everything about one track: player, features, what should play next, spectrum.

use leptos::prelude::*;
use leptos::task::spawn_local;
use music::Key;
use protocol::librarian::{OpenAnalysis, OpenCards};
use protocol::{Analysis, TrackRef};
use std::sync::Arc;

use crate::components::beats::Beats;
use crate::components::corrections::{Corrections, corrected};
use crate::components::feature_list::FeatureList;
use crate::components::known_song::{KnownSong, seeds};
use crate::components::play_next::PlayNext;
use crate::components::result::Result;
use crate::components::spectrum::SpectrumPlot;
use crate::components::tag_list::TagList;
use crate::components::timeline::Timeline;
use crate::components::wave::Wave;
use crate::librarian::Librarian;
use crate::playlist::Playlist;
use crate::queue::Queue;
use crate::strings;
use crate::tracks::{Opened, Track, TrackState};
use ui::controls::{Action, Disclosure};

/// What of a track's life changes what is shown.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Pending,
    Ended,
    /// Analysed by this version of the analysis: another one is opened anew.
    Ready(u16),
}

/// The detail of one track, whatever its state.
#[component]
pub fn Detail(
    /// The track.
    track: Track,
) -> impl IntoView {
    // Progress comes many times a second; the whole detail must not be built anew for it.
    let stage = Memo::new(move |_| {
        track.state.with(|state| match state {
            TrackState::Ready => Stage::Ready(track.info.with(|info| info.analysed_by)),
            TrackState::Failed(_) | TrackState::Cancelled => Stage::Ended,
            _ => Stage::Pending,
        })
    });
    view! {
        <article class="detail" aria-labelledby="detail-name">
            <header class="detail__header">
                <h2 id="detail-name" dir="auto">{move || track.name()}</h2>
                <p class="detail__facts">{move || track.info.with(|info| strings::track_facts(info))}</p>
                {move || matches!(stage.get(), Stage::Ready(_)).then(|| view! { <KnownSong track /> })}
            </header>
            {move || match stage.get() {
                Stage::Ready(_) => view! { <Heard track /> }.into_any(),
                Stage::Ended => view! { <Failure track /> }.into_any(),
                Stage::Pending => view! { <Progress track /> }.into_any(),
            }}
        </article>
    }
    .into_any()
}

/// What is known of an analysed or imported track.
#[component]
fn Heard(track: Track) -> impl IntoView {
    let opened = RwSignal::new(Opened::Pending);
    if let Some((librarian, TrackRef::Own(number))) =
        use_context::<Librarian>().zip(track.reference_untracked())
    {
        spawn_local(async move {
            opened.try_set(match librarian.ask(OpenAnalysis { track: number }).await {
                Ok(Some(analysis)) => Opened::Found(Arc::new(analysis)),
                Ok(None) => Opened::Missing,
                Err(error) => Opened::Failed(error),
            });
        });
    }
    move || match opened.get() {
        Opened::Pending => view! { <p class="hint" role="status">{strings::OPENING}</p> }.into_any(),
        Opened::Found(analysis) => view! { <Whole track analysis /> }.into_any(),
        Opened::Missing => view! { <InShort track /> }.into_any(),
        Opened::Failed(error) => {
            view! { <p class="notice notice--error" role="alert">{strings::librarian_error(&error)}</p> }
                .into_any()
        }
    }
}

#[component]
fn Whole(track: Track, analysis: Arc<Analysis>) -> impl IntoView {
    let locks = Memo::new(move |_| track.info.with(|info| (info.tempo_lock, info.key_lock)));
    let heard = {
        let analysis = analysis.clone();
        Signal::derive(move || {
            locks.get();
            track.info.with_untracked(|info| corrected(&analysis, info))
        })
    };
    let pictures = {
        let analysis = analysis.clone();
        move |()| match analysis.is_brief() {
            true => view! { <p class="hint">{strings::BRIEF_HINT}</p> }.into_any(),
            false => view! { <SpectrumPlot track analysis=analysis.clone() /> }.into_any(),
        }
    };
    let timeline = (analysis.timeline.len() > 1).then(|| {
        let analysis = analysis.clone();
        let content = move |()| view! { <Timeline track analysis=analysis.clone() /> }.into_any();
        view! { <Disclosure label=strings::TIMELINE content=Callback::new(content) /> }
    });
    let first_beat_s = analysis.tempo.first_beat_s;
    let one_by_one = move |()| (move || view! { <FeatureList track analysis=heard.get() /> }).into_any();
    view! {
        <div class="result">
            {move || {
                let analysis = heard.get();
                view! { <Result features=analysis.features analysis=Some(analysis) /> }
            }}
            <AddToPlaylist track />
            <Wave track analysis=analysis.clone() />
            <TagList analysis />
            <div class="result__more">
                <Corrections track />
                <Beats track first_beat_s />
                <Disclosure label=strings::ONE_BY_ONE content=Callback::new(one_by_one) />
                {timeline}
                <Disclosure label=strings::SPECTRUM content=Callback::new(pictures) />
            </div>
        </div>
        <PlayNext seeds=seeds(track) beside=key_of(track) />
    }
    .into_any()
}

/// A way into the playlist.
#[component]
fn AddToPlaylist(track: Track) -> impl IntoView {
    let (librarian, playlist) = (use_context::<Librarian>(), use_context::<Playlist>());
    let add = move |()| {
        let (Some(librarian), Some(playlist)) = (librarian, playlist) else { return };
        let tracks = track.reference_untracked().into_iter().collect();
        spawn_local(async move {
            // Who cannot be asked says so where the next track should be.
            let cards = librarian.ask(OpenCards { tracks }).await.unwrap_or_default();
            cards.into_iter().for_each(|card| playlist.add(card));
        });
    };
    view! {
        <div class="result__actions"><Action label=strings::ADD on_press=Callback::new(add) /></div>
    }
    .into_any()
}

/// The key that counts, for what is to mix with it.
fn key_of(track: Track) -> Memo<Option<Key>> {
    Memo::new(move |_| track.info.with(|info| info.key()))
}

/// A track without an analysis: its features, and where they are from.
#[component]
fn InShort(track: Track) -> impl IntoView {
    let features = Memo::new(move |_| track.info.with(|info| info.features));
    let hint = track.info.with_untracked(|info| {
        if info.is_imported() { strings::IMPORTED_HINT } else { strings::OUTDATED_HINT }
    });
    view! {
        <div class="result">
            {move || view! { <Result features=features.get() analysis=None /> }}
            <p class="hint">{hint}</p>
            <AddToPlaylist track />
            <div class="result__more"><Corrections track /></div>
        </div>
        <PlayNext seeds=seeds(track) beside=key_of(track) />
    }
    .into_any()
}

#[component]
fn Failure(track: Track) -> impl IntoView {
    let queue = use_context::<Queue>();
    let (heading, message, advice) = track.state.with_untracked(|state| match state {
        TrackState::Failed(error) => {
            (strings::FAILED_HEADING, strings::track_error(error), strings::FAILED_ADVICE)
        }
        _ => (strings::CANCELLED_HEADING, String::new(), strings::CANCELLED_ADVICE),
    });
    let retry = move |()| queue.into_iter().for_each(|queue| queue.retry(&[track]));
    let remove = move |()| queue.into_iter().for_each(|queue| queue.remove(vec![track]));
    view! {
        <div class="notice notice--error" role="alert">
            <h3>{heading}</h3>
            <p>{message}</p>
            <p>{advice}</p>
        </div>
        <div class="next__actions">
            <Action label=strings::RETRY on_press=Callback::new(retry) />
            <Action label=strings::REMOVE on_press=Callback::new(remove) />
        </div>
    }
    .into_any()
}

#[component]
fn Progress(track: Track) -> impl IntoView {
    let queue = use_context::<Queue>();
    let cancel = move |()| queue.into_iter().for_each(|queue| queue.cancel(track));
    view! {
        <div class="notice">
            <h3>{move || strings::state_summary(&track.state.get(), &track.info.get(), None)}</h3>
            <p>{strings::PROGRESS_ADVICE}</p>
        </div>
        <div class="next__actions">
            <Action label=strings::CANCEL on_press=Callback::new(cancel) />
        </div>
    }
    .into_any()
}
