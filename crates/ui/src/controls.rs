//! Controls that many panels use: sliders with their value, and buttons.

use leptos::prelude::*;

use crate::language::Text;

/// A slider with its name before it and its value behind it.
#[component]
pub fn Slider(
    /// Its name.
    label: Text,
    /// Least, greatest, and the distance of two values.
    range: (f32, f32, f32),
    /// Where it stands.
    value: Signal<f32>,
    /// Its value in words.
    text: Signal<String>,
    /// Hears of every move.
    on_move: Callback<f32>,
) -> impl IntoView {
    let (min, max, step) = range;
    view! {
        <label class="field field--slider">
            <span>{label}</span>
            <input
                type="range"
                min=min.to_string()
                max=max.to_string()
                step=step.to_string()
                prop:value=move || value.get().to_string()
                aria-valuetext=move || text.get()
                on:input=move |event| {
                    if let Ok(value) = event_target_value(&event).parse() {
                        on_move.run(value);
                    }
                }
            />
            <output>{move || text.get()}</output>
        </label>
    }
    .into_any()
}

/// A button; `about` is read to those who do not see what it stands beside.
#[component]
pub fn Action(
    /// What it does.
    label: Text,
    /// Whether it is one of many beside their things, rather than one of a few of its own.
    #[prop(optional)]
    is_small: bool,
    /// What it does it to.
    #[prop(optional, into)]
    about: String,
    /// When it cannot be pressed.
    #[prop(optional, into)]
    is_disabled: Signal<bool>,
    /// Hears of presses.
    on_press: Callback<()>,
) -> impl IntoView {
    let class = if is_small { "text-button" } else { "quiet-button" };
    let about =
        (!about.is_empty()).then(|| view! { <span class="visually-hidden">{format!(" {about}")}</span> });
    view! {
        <button type="button" class=class prop:disabled=move || is_disabled.get() on:click=move |_| on_press.run(())>
            {label}
            {about}
        </button>
    }
    .into_any()
}

/// A choice of a few, by their labels.
#[component]
pub fn Choice(
    /// What is chosen.
    label: Text,
    /// The labels.
    choices: Vec<impl ToString + 'static>,
    /// Place of the chosen one.
    chosen: Signal<usize>,
    /// Hears the place of each choice.
    on_choose: Callback<usize>,
) -> impl IntoView {
    let options = choices.iter().enumerate().map(|(place, choice)| {
        view! {
            <option value=place.to_string() selected=move || chosen.get() == place>
                {choice.to_string()}
            </option>
        }
    });
    view! {
        <label class="field">
            <span>{label}</span>
            <select on:change=move |event| {
                if let Ok(place) = event_target_value(&event).parse() {
                    on_choose.run(place);
                }
            }>{options.collect_view()}</select>
        </label>
    }
    .into_any()
}

/// What is shown while something holds, and built anew whenever it holds again. Leptos's own `Show` is compiled anew
/// for every use, all of which is downloaded.
pub fn when(
    is_shown: impl Fn() -> bool + Send + Sync + 'static,
    content: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    shown_when(Signal::derive(is_shown), Box::new(content))
}

fn shown_when(is_shown: Signal<bool>, content: Box<dyn Fn() -> AnyView + Send + Sync>) -> AnyView {
    let is_shown = Memo::new(move |_| is_shown.get());
    (move || is_shown.get().then(&content)).into_any()
}
