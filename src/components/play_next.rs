//! What should play next, and how to be asked for it: results that follow every change at once.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::librarian::Recommend;
use protocol::{LibrarianError, Pick, Source, TrackCard, TrackRef};

use crate::components::tuning::TuningPanel;
use crate::librarian::Librarian;
use crate::page::Page;
use crate::playlist::Playlist;
use crate::strings;
use crate::wishes::Wishes;
use ui::controls::{Action, Choice, Slider, when};
use ui::language::Text;

/// How many are shown before the user asks for more.
const FIRST: usize = 5;

/// Share of company from which sound no longer decides.
const SOUND_DECIDES_BELOW: f32 = 0.5;

/// Distance of two places of the slider from sound to company.
const COMPANY_STEP: f32 = 0.05;

/// Where tracks come from.
const SOURCES: [(Source, Text); 3] = [
    (Source::Catalogue, strings::SOURCE_CATALOGUE),
    (Source::Own, strings::SOURCE_OWN),
    (Source::Both, strings::SOURCE_BOTH),
];

/// What is known of the answer.
#[derive(Clone, Debug, PartialEq)]
enum Answer {
    Pending,
    Found(Vec<Pick>),
    Failed(LibrarianError),
}

/// The panel: what makes a track fit, tuning, results.
#[component]
pub fn PlayNext(
    /// The tracks that the next one should follow.
    #[prop(into)]
    seeds: Signal<Vec<TrackRef>>,
) -> impl IntoView {
    let answer = RwSignal::new(Answer::Pending);
    keep_answered(seeds, answer);
    let all = RwSignal::new(false);
    let count = Memo::new(move |_| {
        answer.with(|answer| match answer {
            Answer::Found(picks) => picks.len(),
            _ => 0,
        })
    });
    // Rows are kept by track, and look their pick up: a row that stays keeps the focus.
    let shown = Memo::new(move |_| {
        answer.with(|answer| match answer {
            Answer::Found(picks) => {
                let most = if all.get() { picks.len() } else { FIRST };
                picks.iter().take(most).map(|pick| pick.card.track).collect()
            }
            _ => Vec::new(),
        })
    });
    let message = move || {
        answer.with(|answer| match answer {
            Answer::Pending => {
                Some(view! { <p class="hint" role="status">{strings::NEXT_PENDING}</p> }.into_any())
            }
            Answer::Failed(error) => {
                let text = strings::librarian_error(error);
                Some(view! { <p class="notice notice--error" role="alert">{text}</p> }.into_any())
            }
            Answer::Found(picks) if picks.is_empty() => {
                Some(view! { <p class="notice" role="status">{strings::NEXT_NOTHING}</p> }.into_any())
            }
            Answer::Found(_) => None,
        })
    };
    view! {
        <section class="next" aria-labelledby="next-heading">
            <div class="section-head">
                <h3 id="next-heading">{strings::NEXT}</h3>
            </div>
            <Fit />
            <TuningPanel />
            {message}
            <ol class="next__list" aria-labelledby="next-heading">
                <For each=move || shown.get() key=|track| *track let:track>
                    <PickRow answer track />
                </For>
            </ol>
            {when(move || FIRST < count.get(), move || view! {
                <button
                    type="button"
                    class="quiet-button"
                    aria-expanded=move || all.get().to_string()
                    on:click=move |_| all.update(|all| *all = !*all)
                >
                    {move || if all.get() { strings::show_fewer(FIRST) } else { strings::show_more(count.get()) }}
                </button>
            }.into_any())}
        </section>
    }
    .into_any()
}

/// Asks whenever seeds or wishes change. While one question is on its way, later changes are put into the next one.
fn keep_answered(seeds: Signal<Vec<TrackRef>>, answer: RwSignal<Answer>) {
    let Some((librarian, wishes)) = use_context::<Librarian>().zip(use_context::<Wishes>()) else { return };
    let (busy, again) = (StoredValue::new(false), StoredValue::new(false));
    Effect::new(move |_| {
        let mut query = wishes.query(seeds.get());
        if busy.get_value() {
            again.set_value(true);
            return;
        }
        busy.set_value(true);
        spawn_local(async move {
            loop {
                again.try_set_value(false);
                let found = librarian.ask(Recommend { query }).await;
                answer.try_set(found.map_or_else(Answer::Failed, Answer::Found));
                // Nothing any more where the panel has gone meanwhile.
                let (Some(true), Some(seeds)) = (again.try_get_value(), seeds.try_get_untracked()) else {
                    break;
                };
                query = untrack(|| wishes.query(seeds));
            }
            busy.try_set_value(false);
        });
    });
}

/// What makes a track fit, and where to look.
#[component]
fn Fit() -> impl IntoView {
    let wishes = use_context::<Wishes>();
    wishes.map(|wishes| {
        view! {
            <div class="fit">
                <Slider
                    label=strings::COMPANY
                    range=(0.0, 1.0, COMPANY_STEP)
                    value=wishes.company.into()
                    text=Signal::derive(move || strings::company(wishes.company.get()).to_owned())
                    on_move=Callback::new(move |company| wishes.company.set(company))
                />
                <p class="fit__ends" aria-hidden="true">
                    <span>{strings::BY_SOUND}</span>
                    <span>{strings::BY_COMPANY}</span>
                </p>
            </div>
            <p class="hint">{move || strings::company_hint(wishes.company.get())}</p>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || wishes.same_cluster.get()
                    on:change=move |event| wishes.same_cluster.set(event_target_checked(&event))
                />
                <span>{strings::SAME_CLUSTER}</span>
            </label>
            <Choice
                label=strings::SOURCE
                choices=SOURCES.map(|(_, label)| label.get()).to_vec()
                chosen=Signal::derive(move || {
                    let source = wishes.source.get();
                    SOURCES.iter().position(|choice| choice.0 == source).unwrap_or(0)
                })
                on_choose=Callback::new(move |place: usize| {
                    wishes.source.set(SOURCES.get(place).map(|choice| choice.0).unwrap_or_default());
                })
            />
        }
    })
}

/// One recommended track, why it is there, and what can be done with it.
#[component]
fn PickRow(answer: RwSignal<Answer>, track: TrackRef) -> impl IntoView {
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
    let name = card().map_or_else(String::new, |card| card.name);
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
    // Where company decides, a distance of features beside the first track would read as a flaw.
    let nearness = move || {
        let is_shown = wishes.is_some_and(|wishes| wishes.company.get() < SOUND_DECIDES_BELOW);
        pick.with(|pick| pick.as_ref().filter(|_| is_shown).and_then(strings::nearness))
    };
    let has = move |text: fn(&Pick) -> String| move || pick.with(|pick| pick.as_ref().map(text));
    view! {
        <li class="next__row">
            {card().map(|card| view! { <TrackName card /> })}
            <span class="next__distance">{nearness}</span>
            <p class="next__reason">{has(strings::reason)}</p>
            <div class="next__actions">
                <Action label=strings::FOLLOW is_small=true about=name.clone() on_press=Callback::new(follow) />
                <Action label=strings::ADD is_small=true about=name.clone() on_press=Callback::new(add) />
                <Action label=strings::NOT_THIS is_small=true about=name on_press=Callback::new(keep_away) />
            </div>
        </li>
    }
    .into_any()
}

/// Name and artist, with a way to hear tracks of the catalogue.
#[component]
pub fn TrackName(
    /// The track.
    card: TrackCard,
) -> impl IntoView {
    let artist = if card.artist.is_empty() { strings::YOUR_FILE.get().to_owned() } else { card.artist };
    match card.spotify_id {
        Some(id) => view! {
            <a href=format!("https://open.spotify.com/track/{id}") target="_blank" rel="noopener noreferrer">
                <span class="next__name" dir="auto">{card.name}</span>
                <span class="next__artist" dir="auto">{artist}</span>
                <span class="visually-hidden">{strings::OPENS_SPOTIFY}</span>
            </a>
        }
        .into_any(),
        None => view! {
            <span class="next__own">
                <span class="next__name" dir="auto">{card.name}</span>
                <span class="next__artist" dir="auto">{artist}</span>
            </span>
        }
        .into_any(),
    }
}
