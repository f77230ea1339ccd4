//! What the user has chosen once and for all, kept by the browser: how keys are written, how tracks follow each other.

use leptos::prelude::*;
use music::{Key, Notation};
use web_sys::Storage;

/// Names under which the browser keeps the choices.
const NOTATION: &str = "segue-key-notation";
const CROSSFADE: &str = "segue-crossfade";
const AUTOPLAY: &str = "segue-autoplay";
const MATCHES_BEATS: &str = "segue-match-beats";
const SHORTCUTS: &str = "segue-shortcuts";

/// Lengths of a crossfade that can be chosen, seconds; 0 is none.
pub const CROSSFADES_S: [u8; 5] = [0, 2, 4, 8, 16];

/// The choices; a context of the app. Copies are handles to the same ones.
#[derive(Clone, Copy)]
pub struct Settings {
    /// How keys are written.
    pub notation: RwSignal<Notation>,
    /// How long a track fades into the next one, seconds.
    pub crossfade_s: RwSignal<u8>,
    /// Whether the music goes on with what fits where there is nothing more to play.
    pub autoplay: RwSignal<bool>,
    /// Whether a crossfade brings the next track to the tempo of the one before.
    pub matches_beats: RwSignal<bool>,
    /// Whether single keys are shortcuts.
    pub shortcuts: RwSignal<bool>,
}

impl Settings {
    /// As they were kept; each is kept again when it changes.
    pub fn kept() -> Self {
        let notation = match kept(NOTATION).as_deref() {
            Some("open-key") => Notation::OpenKey,
            Some("musical") => Notation::Musical,
            _ => Notation::Camelot,
        };
        let crossfade_s = kept(CROSSFADE).and_then(|text| text.parse().ok());
        let crossfade_s = crossfade_s.filter(|length| CROSSFADES_S.contains(length)).unwrap_or(4);
        let settings = Self {
            notation: RwSignal::new(notation),
            crossfade_s: RwSignal::new(crossfade_s),
            autoplay: RwSignal::new(is_on(AUTOPLAY)),
            matches_beats: RwSignal::new(is_on(MATCHES_BEATS)),
            shortcuts: RwSignal::new(is_on(SHORTCUTS)),
        };
        let Self { notation, crossfade_s, autoplay, matches_beats, shortcuts } = settings;
        keep(NOTATION, move || match notation.get() {
            Notation::Camelot => "camelot".into(),
            Notation::OpenKey => "open-key".into(),
            Notation::Musical => "musical".into(),
        });
        keep(CROSSFADE, move || crossfade_s.get().to_string());
        keep(AUTOPLAY, move || autoplay.get().to_string());
        keep(MATCHES_BEATS, move || matches_beats.get().to_string());
        keep(SHORTCUTS, move || shortcuts.get().to_string());
        settings
    }

    /// A key as the user wants it written.
    pub fn write(self, key: Key) -> String {
        key.written(self.notation.get())
    }
}

fn kept(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// Whether something is on, which it is until it is turned off.
fn is_on(name: &str) -> bool {
    kept(name).as_deref() != Some("false")
}

fn keep(name: &'static str, value: impl Fn() -> String + Send + Sync + 'static) {
    Effect::new(move |_| {
        let value = value();
        // A browser that keeps nothing forgets with the page.
        storage().map(|storage| storage.set_item(name, &value)).transpose().unwrap_or_default();
    });
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
