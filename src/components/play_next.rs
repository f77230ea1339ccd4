//! What should play next, and how to be asked for it: results that follow every change at once.

use leptos::prelude::*;
use leptos::task::spawn_local;
use music::Key;
use protocol::librarian::Recommend;
use protocol::{LibrarianError, Pick, Query, Source, TrackRef};

use crate::components::catalogue_line::CatalogueLine;
use crate::components::pick_row::PickRow;
use crate::components::tuning::TuningPanel;
use crate::librarian::Librarian;
use crate::own_catalogue::OwnCatalogue;
use crate::strings;
use crate::wishes::Wishes;
use ui::controls::{Choice, Slider, when};
use ui::language::Text;

/// How many are shown before the user asks for more.
const FIRST: usize = 5;

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
pub enum Answer {
    /// On its way.
    Pending,
    /// Best first.
    Found(Vec<Pick>),
    /// The librarian could not say.
    Failed(LibrarianError),
}

/// The panel: what makes a track fit, tuning, results.
#[component]
pub fn PlayNext(
    /// The tracks that the next one should follow.
    #[prop(into)]
    seeds: Signal<Vec<TrackRef>>,
    /// The key that it is to mix with, where it follows one track.
    #[prop(optional, into)]
    beside: Signal<Option<Key>>,
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
                <From />
            </div>
            <Fit />
            {message}
            <ol class="next__list" aria-labelledby="next-heading">
                <For each=move || shown.get() key=|track| *track let:track>
                    <PickRow answer track beside />
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
            <TuningPanel />
            <CatalogueLine />
        </section>
    }
    .into_any()
}

/// Asks whenever seeds or wishes change. While one question is on its way, later changes are put into the next one. Where each
/// name costs a request, those that are shown at once are asked for first.
fn keep_answered(seeds: Signal<Vec<TrackRef>>, answer: RwSignal<Answer>) {
    let Some((librarian, wishes)) = use_context::<Librarian>().zip(use_context::<Wishes>()) else { return };
    let catalogue = use_context::<OwnCatalogue>();
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
                if catalogue.is_some_and(OwnCatalogue::fetches_names) {
                    let first = Query { limit: FIRST.min(query.limit), ..query.clone() };
                    if let Ok(picks) = librarian.ask(Recommend { query: first }).await {
                        answer.try_set(Answer::Found(picks));
                    }
                }
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

/// What makes a track fit.
#[component]
fn Fit() -> impl IntoView {
    use_context::<Wishes>().map(|wishes| {
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
        }
    })
}

/// Where tracks come from.
#[component]
fn From() -> impl IntoView {
    use_context::<Wishes>().map(|wishes| {
        view! {
            <Choice
                label=strings::SOURCE
                choices=SOURCES.map(|(_, label)| label.get()).to_vec()
                chosen=Signal::derive(move || {
                    let source = wishes.source.get();
                    SOURCES.iter().position(|choice| choice.0 == source).unwrap_or(0)
                })
                on_choose=Callback::new(move |index: usize| {
                    wishes.source.set(SOURCES.get(index).map(|choice| choice.0).unwrap_or_default());
                })
            />
        }
    })
}
