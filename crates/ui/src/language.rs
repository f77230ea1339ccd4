//! The languages that the page speaks, and texts in all of them.

use leptos::prelude::*;
use leptos::tachys::html::attribute::IntoAttributeValue;
use leptos::tachys::view::IntoRender;
use std::cell::Cell;
use web_sys::Storage;

/// Name under which the browser keeps the user's choice.
const KEPT_AS: &str = "segue-language";

/// A language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Spanish.
    Spanish,
    /// German.
    German,
}

/// All languages with their codes (BCP 47) and what they call themselves, in the order of [`Text`].
pub const LANGUAGES: [(Language, &str, &str); 3] = [
    (Language::English, "en", "English"),
    (Language::Spanish, "es", "Español"),
    (Language::German, "de", "Deutsch"),
];

thread_local! {
    static SPOKEN: Cell<Language> = const { Cell::new(Language::English) };
}

/// A text in all languages, in the order of [`LANGUAGES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text(pub [&'static str; LANGUAGES.len()]);

impl Text {
    /// The text in the language that is spoken.
    pub fn get(self) -> &'static str {
        let [english, spanish, german] = self.0;
        say(english, spanish, german)
    }
}

impl IntoRender for Text {
    type Output = &'static str;

    fn into_render(self) -> Self::Output {
        self.get()
    }
}

impl IntoAttributeValue for Text {
    type Output = &'static str;

    fn into_attribute_value(self) -> Self::Output {
        self.get()
    }
}

/// The one that is in the language that is spoken.
pub fn say<T>(english: T, spanish: T, german: T) -> T {
    match SPOKEN.get() {
        Language::English => english,
        Language::Spanish => spanish,
        Language::German => german,
    }
}

/// `format!` with a text for each language; all of them take the same values.
#[macro_export]
macro_rules! say {
    ($english:literal, $spanish:literal, $german:literal $(, $($value:tt)*)?) => {
        match $crate::language::spoken() {
            $crate::language::Language::English => format!($english $(, $($value)*)?),
            $crate::language::Language::Spanish => format!($spanish $(, $($value)*)?),
            $crate::language::Language::German => format!($german $(, $($value)*)?),
        }
    };
}

/// The language that is spoken.
pub fn spoken() -> Language {
    SPOKEN.get()
}

/// Speaks a language from now on, without keeping that.
pub fn speak(language: Language) {
    SPOKEN.set(language);
}

/// Speaks the language that was chosen before, or else the browser's. The signal tells what is to be said again.
pub fn at_start() -> RwSignal<Language> {
    let kept = storage().and_then(|storage| storage.get_item(KEPT_AS).ok().flatten());
    let wanted = kept.or_else(|| web_sys::window()?.navigator().language()).unwrap_or_default();
    let language = of_tag(&wanted);
    speak(language);
    RwSignal::new(language)
}

/// The language that a tag names (BCP 47, e.g. "de-AT"); English where the page does not speak it.
fn of_tag(tag: &str) -> Language {
    let wanted = tag.split('-').next().unwrap_or_default();
    let found = LANGUAGES.iter().find(|(_, code, _)| wanted.eq_ignore_ascii_case(code));
    found.map_or(Language::English, |(language, ..)| *language)
}

/// Speaks another language from now on.
pub fn choose(language: Language, signal: RwSignal<Language>) {
    speak(language);
    if let Some(storage) = storage() {
        // A browser that keeps nothing asks again.
        drop(storage.set_item(KEPT_AS, code()));
    }
    signal.set(language);
}

/// Code of the language that is spoken (BCP 47).
pub fn code() -> &'static str {
    LANGUAGES.iter().find(|(language, ..)| *language == SPOKEN.get()).map_or("en", |(_, code, _)| code)
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_spoken_to_in_its_language_or_else_in_english() {
        assert_eq!(["de", "de-AT", "DE-ch"].map(of_tag), [Language::German; 3]);
        assert_eq!(["es-MX", "en-GB"].map(of_tag), [Language::Spanish, Language::English]);
        assert_eq!(["fr", "den", ""].map(of_tag), [Language::English; 3]);
    }

    #[test]
    fn each_language_says_its_own_text() {
        for (index, (language, code, _)) in LANGUAGES.into_iter().enumerate() {
            speak(language);
            let text = Text(["one", "uno", "eins"]);
            assert_eq!((text.get(), super::code()), (text.0[index], code));
            assert_eq!(say!("{} one", "{} uno", "{} eins", 1), format!("1 {}", text.0[index]));
        }
    }
}
