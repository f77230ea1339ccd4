//! A key as a chip: its name in the notation that the user wants, in the colour of its place on the wheel; beside another
//! track, in a frame that says how the two mix.

use leptos::prelude::*;
use music::{Key, Mix};

use crate::settings::Settings;
use crate::strings;

/// Degrees of hue between neighbours on the wheel.
const HUE_STEP: u16 = 30;

/// The chip; a dash where there is no key.
#[component]
pub fn KeyChip(
    /// The key.
    key: Option<Key>,
    /// The key that it is to mix with.
    #[prop(optional)]
    beside: Option<Key>,
) -> impl IntoView {
    let settings = use_context::<Settings>();
    let mix = key.zip(beside).map(|(key, other)| key.mix(other));
    let hue = key.map_or_else(|| "0".into(), |key| (u16::from(key.fifths()) * HUE_STEP).to_string());
    let written = move || {
        key.map_or_else(
            || "–".into(),
            |key| match settings {
                Some(settings) => settings.write(key),
                None => key.camelot(),
            },
        )
    };
    let name = key.map_or(strings::NO_KEY.get().to_owned(), strings::key_name);
    let said = mix.map(strings::mix);
    let title = said.map_or_else(|| name.clone(), |said| format!("{name}, {said}"));
    // One picture with a name: a word hidden beside it would be a layer of its own in every row of a long table.
    view! {
        <span
            class="key-chip"
            class:key-chip--none=key.is_none()
            style:--hue=hue
            data-mix=mix.map(mix_name)
            role="img"
            aria-label={
                let title = title.clone();
                move || format!("{}, {title}", written())
            }
            title=title
        >
            {written}
        </span>
    }
    .into_any()
}

/// Name for the style sheet.
fn mix_name(mix: Mix) -> &'static str {
    match mix {
        Mix::Match => "match",
        Mix::Near => "near",
        Mix::Clash => "clash",
    }
}
