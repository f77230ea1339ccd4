//! How results are tuned: popularity, artists, tags, and every feature's weight, limits and wished-for value.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::librarian::ListTags;
use protocol::{Bounds, Feature};

use crate::librarian::Librarian;
use crate::strings;
use crate::wishes::Wishes;
use ui::controls::{Action, Check, Choice, Slider, when};
use ui::language::Text;
use ui::words::isolated;

/// Choices for the most tracks of one artist; 0 is any number.
const ARTIST_CAPS: [usize; 4] = [1, 2, 3, 0];

/// Greatest multiple of a weight that the slider gives.
const GREATEST_WEIGHT: f32 = 3.0;

/// Which of a feature's bounds a slider sets.
#[derive(Clone, Copy, PartialEq)]
enum Bound {
    Min,
    Max,
    Target,
}

impl Bound {
    fn of(self, bounds: Bounds) -> Option<f32> {
        match self {
            Bound::Min => bounds.min,
            Bound::Max => bounds.max,
            Bound::Target => bounds.target,
        }
    }

    fn label(self) -> Text {
        match self {
            Bound::Min => strings::AT_LEAST,
            Bound::Max => strings::AT_MOST,
            Bound::Target => strings::WISHED,
        }
    }
}

/// Everything behind "Tune".
#[component]
pub fn TuningPanel() -> impl IntoView {
    let known = RwSignal::new(Vec::<(String, u32)>::new());
    let librarian = use_context::<Librarian>();
    let load = move |_| {
        let (Some(librarian), true) = (librarian, known.with_untracked(Vec::is_empty)) else { return };
        spawn_local(async move {
            // Without the catalogue the results say what is wrong.
            if let Ok(tags) = librarian.ask(ListTags {}).await {
                known.try_set(tags);
            }
        });
    };
    use_context::<Wishes>().map(|wishes| {
        view! {
            <details class="tuning" on:toggle=load>
                <summary>{strings::TUNE}</summary>
                <div class="tuning__body">
                    <p class="hint">{move || strings::company_hint(wishes.company.get())}</p>
                    <Check label=strings::SAME_CLUSTER value=wishes.same_cluster />
                    <Slider
                        label=strings::POPULARITY
                        range=(-1.0, 1.0, 0.1)
                        value=wishes.popularity.into()
                        text=Signal::derive(move || strings::popularity(wishes.popularity.get()))
                        on_move=Callback::new(move |value| wishes.popularity.set(value))
                    />
                    <Choice
                        label=strings::ARTIST_CAP
                        choices=ARTIST_CAPS.map(strings::artist_cap).to_vec()
                        chosen=Signal::derive(move || {
                            let cap = wishes.artist_cap.get();
                            ARTIST_CAPS.iter().position(|choice| *choice == cap).unwrap_or(0)
                        })
                        on_choose=Callback::new(move |index: usize| {
                            wishes.artist_cap.set(ARTIST_CAPS.get(index).copied().unwrap_or(0));
                        })
                    />
                    <TagFilter wishes known />
                    <Away wishes />
                    {Feature::ALL.map(|feature| view! { <FeatureTuning wishes feature /> })}
                    <Action label=strings::RESET on_press=Callback::new(move |()| wishes.reset()) />
                </div>
            </details>
        }
    })
}

/// Tags that every track must carry.
#[component]
fn TagFilter(wishes: Wishes, known: RwSignal<Vec<(String, u32)>>) -> impl IntoView {
    let choose = move |event| {
        let tag = event_target_value(&event);
        wishes.tags.update(|tags| {
            if !tag.is_empty() && !tags.contains(&tag) {
                tags.push(tag);
            }
        });
    };
    view! {
        <div class="field">
            <label for="tag-filter">{strings::TAG_FILTER}</label>
            <select id="tag-filter" on:change=choose prop:value=move || {
                wishes.tags.track();
                ""
            }>
                <option value="">{strings::TAG_CHOOSE}</option>
                {move || known.get().into_iter().map(|(tag, count)| {
                    let label = strings::tag_with_count(&tag, count);
                    view! { <option value=tag>{label}</option> }
                }).collect_view()}
            </select>
        </div>
        <ul class="chips">
            {move || {
                let chip = |tag: String| {
                    let action = strings::remove(&tag);
                    let label = tag.clone();
                    let on_remove =
                        Callback::new(move |()| wishes.tags.update(|tags| tags.retain(|other| *other != tag)));
                    view! { <Chip label action on_remove /> }
                };
                wishes.tags.get().into_iter().map(chip).collect_view()
            }}
        </ul>
    }
    .into_any()
}

/// Tracks that were thumbed down, and their way back.
#[component]
fn Away(wishes: Wishes) -> impl IntoView {
    view! {
        {when(move || wishes.away.with(|away| !away.is_empty()), move || view! {
            <div class="field">
                <span>{strings::AWAY}</span>
                <ul class="chips">
                    {move || {
                        let chip = |card: protocol::TrackCard| {
                            let on_remove = Callback::new(move |()| {
                                wishes.away.update(|away| away.retain(|other| other.track != card.track));
                            });
                            view! { <Chip action=strings::forgive(&card.name) label=isolated(&card.name) on_remove /> }
                        };
                        wishes.away.get().into_iter().map(chip).collect_view()
                    }}
                </ul>
            </div>
        }.into_any())}
    }
    .into_any()
}

#[component]
fn Chip(label: String, action: String, on_remove: Callback<()>) -> impl IntoView {
    view! {
        <li>
            <button type="button" class="chip" aria-label=action on:click=move |_| on_remove.run(())>
                {label}
                <span aria-hidden="true">"×"</span>
            </button>
        </li>
    }
    .into_any()
}

/// Sliders of one feature: weight, least, greatest, wished for.
#[component]
fn FeatureTuning(wishes: Wishes, feature: Feature) -> impl IntoView {
    let weight = Signal::derive(move || wishes.weights.with(|weights| weights[feature.index()]));
    view! {
        <fieldset class="feature-tuning" data-tuning=feature.name()>
            <legend>{strings::feature_name(feature)}</legend>
            <Slider
                label=strings::WEIGHT
                range=(0.0, GREATEST_WEIGHT, 0.1)
                value=weight
                text=Signal::derive(move || strings::multiple(weight.get()))
                on_move=Callback::new(move |value| {
                    wishes.weights.update(|weights| weights[feature.index()] = value);
                })
            />
            {[Bound::Min, Bound::Max, Bound::Target].map(|bound| view! { <BoundSlider wishes feature bound /> })}
        </fieldset>
    }
    .into_any()
}

/// A slider for one bound. At its open end, and for a wish at the lower one, nothing is asked for.
#[component]
fn BoundSlider(wishes: Wishes, feature: Feature, bound: Bound) -> impl IntoView {
    let (low, high) = feature.range();
    let step = match feature {
        Feature::Key | Feature::Mode | Feature::Tempo | Feature::Loudness => 1.0,
        _ => 0.01,
    };
    // One step below the range is "no wish", since every value of the range may be wished for.
    let least = if bound == Bound::Target { low - step } else { low };
    let open = if bound == Bound::Max { high } else { least };
    let value = move || wishes.tuning.with(|tuning| bound.of(tuning.of(feature)));
    let text = move || {
        value().map_or_else(|| strings::ANY.get().to_owned(), |value| strings::plain_value(feature, value))
    };
    let set = move |value: f32| {
        let asked = ((value - open).abs() > 0.5 * step).then_some(value);
        wishes.tuning.update(|tuning| {
            let bounds = tuning.of_mut(feature);
            match bound {
                Bound::Min => bounds.min = asked,
                Bound::Max => bounds.max = asked,
                Bound::Target => bounds.target = asked,
            }
        });
    };
    view! {
        <Slider
            label=bound.label()
            range=(least, high, step)
            value=Signal::derive(move || value().unwrap_or(open))
            text=Signal::derive(text)
            on_move=Callback::new(set)
        />
    }
}
