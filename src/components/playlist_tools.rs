//! What is done with a playlist as a whole: order by flow, a path from its first track to its last, all of it as a seed.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::librarian::{FindPath, OrderForFlow};
use protocol::{Curve, LibrarianError, Sequence, TrackCard, TrackRef};

use crate::librarian::Librarian;
use crate::page::{Guest, Page, put};
use crate::playlist::Playlist;
use crate::strings;
use crate::wishes::Wishes;
use ui::controls::{Action, Choice, Slider};
use ui::language::Text;

/// Tracks that are put between two at first.
const BETWEEN: u32 = 5;

/// How energy may go.
const CURVES: [(Curve, Text); 4] = [
    (Curve::Any, strings::CURVE_ANY),
    (Curve::Up, strings::CURVE_UP),
    (Curve::Down, strings::CURVE_DOWN),
    (Curve::Arc, strings::CURVE_ARC),
];

/// The tools.
#[component]
pub fn PlaylistTools(
    /// Where the whole playlist is shown as a seed.
    page: Page,
    /// The tracks.
    playlist: Playlist,
    /// The same, in their order.
    tracks: Memo<Vec<TrackRef>>,
    /// Greatest change of tempo that is taken for smooth, percent.
    tempo_step: RwSignal<f32>,
) -> impl IntoView {
    let (librarian, wishes) = (use_context::<Librarian>(), use_context::<Wishes>());
    let (curve, between) = (RwSignal::new(Curve::Any), RwSignal::new(BETWEEN));
    let failed = RwSignal::new(None::<LibrarianError>);
    let count = Memo::new(move |_| tracks.with(Vec::len));
    let take = move |answer: Result<Sequence, LibrarianError>, put: fn(Playlist, Vec<TrackCard>)| match answer
    {
        Ok(sequence) => {
            failed.try_set(None);
            put(playlist, sequence.tracks);
        }
        Err(error) => drop(failed.try_set(Some(error))),
    };
    let order = move |()| {
        let Some(librarian) = librarian else { return };
        let call = OrderForFlow {
            tracks: tracks.get_untracked(),
            curve: curve.get_untracked(),
            tempo_step: tempo_step.get_untracked() / 100.0,
            keep_order: false,
        };
        spawn_local(async move { take(librarian.ask(call).await, Playlist::order) });
    };
    let lead = move |()| {
        let ends = tracks.with_untracked(|tracks| Some((*tracks.first()?, *tracks.last()?)));
        let (Some(librarian), Some(wishes), Some((from, to))) = (librarian, wishes, ends) else { return };
        let (source, company) = (wishes.source.get_untracked(), wishes.company.get_untracked());
        let call = FindPath { from, to, between: between.get_untracked(), source, company };
        spawn_local(async move { take(librarian.ask(call).await, Playlist::replace) });
    };
    view! {
        <div class="playlist__tools">
            <div class="playlist__tool">
                <Choice
                    label=strings::CURVE
                    choices=CURVES.map(|(_, label)| label.get()).to_vec()
                    chosen=Signal::derive(move || {
                        let curve = curve.get();
                        CURVES.iter().position(|choice| choice.0 == curve).unwrap_or(0)
                    })
                    on_choose=Callback::new(move |place: usize| {
                        curve.set(CURVES.get(place).map(|choice| choice.0).unwrap_or_default());
                    })
                />
                <Slider
                    label=strings::TEMPO_STEP
                    range=(1.0, 25.0, 1.0)
                    value=tempo_step.into()
                    text=Signal::derive(move || strings::tempo_step(tempo_step.get()))
                    on_move=Callback::new(move |step| tempo_step.set(step))
                />
                <Action
                    label=strings::ORDER
                    is_disabled=Signal::derive(move || count.get() < 3)
                    on_press=Callback::new(order)
                />
            </div>
            <div class="playlist__tool">
                <label class="field">
                    <span>{strings::BETWEEN}</span>
                    <input
                        type="number"
                        min="1"
                        max="40"
                        prop:value=move || between.get().to_string()
                        on:change=move |event| {
                            if let Ok(number) = event_target_value(&event).parse::<u32>() {
                                between.set(number.clamp(1, 40));
                            }
                        }
                    />
                </label>
                <Action
                    label=strings::PATH
                    is_disabled=Signal::derive(move || count.get() < 2)
                    on_press=Callback::new(lead)
                />
            </div>
            <div class="playlist__tool">
                <Action
                    label=strings::SEED_ALL
                    is_disabled=Signal::derive(move || count.get() == 0)
                    on_press=Callback::new(move |()| put(page.guest, Some(Guest::Playlist)))
                />
            </div>
        </div>
        <p class="hint">{strings::PATH_HINT}</p>
        {move || failed.get().map(|error| view! {
            <p class="notice notice--error" role="alert">{strings::librarian_error(&error)}</p>
        })}
    }
    .into_any()
}
