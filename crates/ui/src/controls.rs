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

/// Drawings of buttons: paths on a field of 24 by 24.
pub mod icons {
    /// Add.
    pub const ADD: &str = "M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z";
    /// Take away.
    pub const CLOSE: &str =
        "M6.4 5 12 10.6 17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4L12 13.4 6.4 19 5 17.6l5.6-5.6L5 6.4z";
    /// Play.
    pub const PLAY: &str = "M8 4.5v15l12-7.5z";
    /// Pause.
    pub const PAUSE: &str = "M7 5h4v14H7zM13 5h4v14h-4z";
    /// The next one.
    pub const NEXT: &str = "M5 5v14l10-7zM16 5h3v14h-3z";
    /// The one before.
    pub const PREVIOUS: &str = "M19 5v14L9 12zM5 5h3v14H5z";
    /// More of the same kind.
    pub const ALIKE: &str = "M3 9.5c3-3 6-3 9 0s6 3 9 0v2.6c-3 3-6 3-9 0s-6-3-9 0zm0 6c3-3 6-3 9 0s6 3 9 0v2.6c-3 3-6 3-9 0s-6-3-9 0z";
    /// Not this one.
    pub const HIDE: &str = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 2a7 7 0 0 1 4.3 1.5L6.5 16.3A7 7 0 0 1 12 5zm0 14a7 7 0 0 1-4.3-1.5l9.8-9.8A7 7 0 0 1 12 19z";
    /// Elsewhere, in a tab of its own.
    pub const OUT: &str = "M14 4h6v6h-2V7.4l-8.3 8.3-1.4-1.4L16.6 6H14zM5 6h6v2H7v9h9v-4h2v6H5z";
    /// A list.
    pub const LIST: &str = "M4 6h12v2H4zm0 5h12v2H4zm0 5h8v2H4zm14-4 4 3-4 3z";
    /// Up.
    pub const UP: &str = "m12 7 7 7-1.4 1.4L12 9.8l-5.6 5.6L5 14z";
    /// What can be chosen.
    pub const SETTINGS: &str = "M4 6h9v2H4zm13 0h3v2h-3zm-3-2h2v6h-2zM4 16h3v2H4zm7 0h9v2h-9zm-3-2h2v6H8z";
    /// Down.
    pub const DOWN: &str = "m12 17-7-7 1.4-1.4 5.6 5.6 5.6-5.6L19 10z";
}

/// A drawing, for those who see it.
pub fn icon(path: &'static str) -> AnyView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=path />
        </svg>
    }
    .into_any()
}

/// A button that shows a drawing and has its name read, and shown where the pointer rests.
#[component]
pub fn IconButton(
    /// What it does, and to what.
    #[prop(into)]
    name: Signal<String>,
    /// One of [`icons`].
    #[prop(into)]
    drawing: Signal<&'static str>,
    /// When it cannot be pressed.
    #[prop(optional, into)]
    is_disabled: Signal<bool>,
    /// Hears of presses.
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=move || name.get()
            title=move || name.get()
            prop:disabled=move || is_disabled.get()
            on:click=move |_| on_press.run(())
        >
            {move || icon(drawing.get())}
        </button>
    }
    .into_any()
}

/// What is shown when it is asked for, and made only then.
#[component]
pub fn Disclosure(
    /// What is asked for.
    label: Text,
    /// Style of its own.
    #[prop(optional)]
    class: &'static str,
    /// Makes what is shown.
    content: Callback<(), AnyView>,
) -> impl IntoView {
    let is_made = RwSignal::new(false);
    view! {
        <details class=format!("disclosure {class}") on:toggle=move |_| is_made.set(true)>
            <summary>{label}</summary>
            {when(move || is_made.get(), move || content.run(()))}
        </details>
    }
    .into_any()
}

/// A box that turns something on and off.
#[component]
pub fn Check(
    /// What it turns on.
    label: Text,
    /// Whether it is on.
    value: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || value.get()
                on:change=move |event| value.set(event_target_checked(&event))
            />
            <span>{label}</span>
        </label>
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
            <option value=place.to_string() dir="auto" prop:selected=move || chosen.get() == place>
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
