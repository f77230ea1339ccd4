//! How results are tuned: popularity, artists, tags, and every feature's weight, limits and wished-for value.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::{Bounds, Feature};

use crate::adviser::Adviser;
use crate::strings;
use crate::wishes::Wishes;

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

    fn label(self) -> &'static str {
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
    let adviser = use_context::<Adviser>();
    let load = move |_| {
        let (Some(adviser), true) = (adviser, known.with_untracked(Vec::is_empty)) else { return };
        spawn_local(async move {
            // Without the catalogue the results say what is wrong.
            if let Ok(tags) = adviser.tags().await {
                known.try_set(tags);
            }
        });
    };
    use_context::<Wishes>().map(|wishes| {
        view! {
            <details class="tuning" on:toggle=load>
                <summary>{strings::TUNE}</summary>
                <div class="tuning__body">
                    <label class="field field--slider">
                        <span>{strings::POPULARITY}</span>
                        <input
                            type="range"
                            min="-1"
                            max="1"
                            step="0.1"
                            prop:value=move || wishes.popularity.get().to_string()
                            aria-valuetext=move || strings::popularity(wishes.popularity.get())
                            on:input=move |event| set_number(&event, |value| wishes.popularity.set(value))
                        />
                        <output>{move || strings::popularity(wishes.popularity.get())}</output>
                    </label>
                    <label class="field">
                        <span>{strings::ARTIST_CAP}</span>
                        <select on:change=move |event| {
                            set_number(&event, |cap| wishes.artist_cap.set(cap as usize));
                        }>
                            {ARTIST_CAPS.map(|cap| view! {
                                <option value=cap.to_string() selected=move || wishes.artist_cap.get() == cap>
                                    {strings::artist_cap(cap)}
                                </option>
                            })}
                        </select>
                    </label>
                    <TagFilter wishes known />
                    <Away wishes />
                    {Feature::ALL.map(|feature| view! { <FeatureTuning wishes feature /> })}
                    <button type="button" class="quiet-button" on:click=move |_| wishes.reset()>
                        {strings::RESET}
                    </button>
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
            <For each=move || wishes.tags.get() key=|tag| tag.clone() let:tag>
                <Chip
                    label=tag.clone()
                    action=strings::remove(&tag)
                    on_remove=move || wishes.tags.update(|tags| tags.retain(|other| *other != tag))
                />
            </For>
        </ul>
    }
}

/// Tracks that were thumbed down, and their way back.
#[component]
fn Away(wishes: Wishes) -> impl IntoView {
    view! {
        <Show when=move || wishes.away.with(|away| !away.is_empty())>
            <div class="field">
                <span>{strings::AWAY}</span>
                <ul class="chips">
                    <For each=move || wishes.away.get() key=|card| card.track let:card>
                        <Chip
                            label=card.name.clone()
                            action=strings::forgive(&card.name)
                            on_remove=move || {
                                wishes.away.update(|away| away.retain(|other| other.track != card.track));
                            }
                        />
                    </For>
                </ul>
            </div>
        </Show>
    }
}

#[component]
fn Chip(label: String, action: String, on_remove: impl Fn() + 'static) -> impl IntoView {
    view! {
        <li>
            <button type="button" class="chip" aria-label=action on:click=move |_| on_remove()>
                {label}
                <span aria-hidden="true">"×"</span>
            </button>
        </li>
    }
}

/// Sliders of one feature: weight, least, greatest, wished for.
#[component]
fn FeatureTuning(wishes: Wishes, feature: Feature) -> impl IntoView {
    let weight = move || wishes.weights.with(|weights| weights[feature.index()]);
    view! {
        <fieldset class="feature-tuning" data-tuning=feature.name()>
            <legend>{strings::feature_name(feature)}</legend>
            <label class="field field--slider">
                <span>{strings::WEIGHT}</span>
                <input
                    type="range"
                    min="0"
                    max=GREATEST_WEIGHT.to_string()
                    step="0.1"
                    prop:value=move || weight().to_string()
                    on:input=move |event| set_number(&event, |value| {
                        wishes.weights.update(|weights| weights[feature.index()] = value);
                    })
                />
                <output>{move || strings::multiple(weight())}</output>
            </label>
            {[Bound::Min, Bound::Max, Bound::Target].map(|bound| view! { <BoundSlider wishes feature bound /> })}
        </fieldset>
    }
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
    let text =
        move || value().map_or_else(|| strings::ANY.to_owned(), |value| strings::plain_value(feature, value));
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
        <label class="field field--slider">
            <span>{bound.label()}</span>
            <input
                type="range"
                min=least.to_string()
                max=high.to_string()
                step=step.to_string()
                prop:value=move || value().unwrap_or(open).to_string()
                aria-valuetext=text
                on:input=move |event| set_number(&event, set)
            />
            <output>{text}</output>
        </label>
    }
}

fn set_number(event: &web_sys::Event, set: impl FnOnce(f32)) {
    if let Ok(value) = event_target_value(event).parse() {
        set(value);
    }
}
