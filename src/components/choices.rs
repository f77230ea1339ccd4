//! What the user chooses once and for all: the language, and how keys are written.

use leptos::prelude::*;
use music::Notation;

use crate::settings::Settings;
use crate::shell;
use crate::strings;
use ui::controls::Choice;
use ui::language::{self, LANGUAGES, Language};

/// The notations, by an example.
const NOTATIONS: [(Notation, &str); 3] = [
    (Notation::Camelot, "Camelot (8A)"),
    (Notation::OpenKey, "Open Key (1m)"),
    (Notation::Musical, "Am, F♯m"),
];

/// The choices at the foot of the page.
#[component]
pub fn Choices(
    /// The language that is spoken.
    language: RwSignal<Language>,
    /// The other choices.
    settings: Settings,
) -> impl IntoView {
    let choose = move |index: usize| {
        if let Some((chosen, ..)) = LANGUAGES.get(index) {
            language::choose(*chosen, language);
            if let Some(document) = web_sys::window().and_then(|window| window.document()) {
                shell::dress(&document);
            }
        }
    };
    let chosen = move || LANGUAGES.iter().position(|(other, ..)| *other == language.get()).unwrap_or(0);
    view! {
        <Choice
            label=strings::LANGUAGE
            choices=LANGUAGES.map(|(_, _, name)| name).to_vec()
            chosen=Signal::derive(chosen)
            on_choose=Callback::new(choose)
        />
        <Choice
            label=strings::NOTATION
            choices=NOTATIONS.map(|(_, name)| name).to_vec()
            chosen=Signal::derive(move || {
                let notation = settings.notation.get();
                NOTATIONS.iter().position(|(other, _)| *other == notation).unwrap_or(0)
            })
            on_choose=Callback::new(move |index: usize| {
                settings.notation.set(NOTATIONS.get(index).map(|(notation, _)| *notation).unwrap_or_default());
            })
        />
    }
    .into_any()
}
