//! One of the player's two audio elements.

use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, HtmlAudioElement, HtmlMediaElement, Url};

/// What an element tells of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeckEvent {
    /// It began to play, or stopped.
    Turned,
    /// Time has passed, or it was sought in.
    Moved,
    /// It has reached its end.
    Ended,
    /// It knows how long its file is.
    Measured,
    /// It cannot play its file.
    Failed,
}

/// The names of these events.
const EVENTS: [(&str, DeckEvent); 7] = [
    ("play", DeckEvent::Turned),
    ("pause", DeckEvent::Turned),
    ("timeupdate", DeckEvent::Moved),
    ("seeked", DeckEvent::Moved),
    ("ended", DeckEvent::Ended),
    ("loadedmetadata", DeckEvent::Measured),
    ("error", DeckEvent::Failed),
];

/// An audio element, and the address of what it plays.
pub struct Deck {
    audio: HtmlAudioElement,
    address: Option<String>,
}

impl Deck {
    /// An element that plays nothing yet, in the page's `body`; `hear` is told of what it does. `None` where the browser has
    /// no audio elements.
    pub fn new(hear: impl Fn(DeckEvent) + Copy + 'static) -> Option<Self> {
        let audio = HtmlAudioElement::new().ok()?;
        audio.set_preload("auto");
        for (name, event) in EVENTS {
            let on_event = Closure::<dyn FnMut()>::new(move || hear(event));
            audio.add_event_listener_with_callback(name, on_event.as_ref().unchecked_ref()).ok()?;
            // The two elements live as long as the page.
            on_event.forget();
        }
        web_sys::window()?.document()?.body()?.append_child(&audio).ok()?;
        Some(Self { audio, address: None })
    }

    /// Takes a file in, to be played from a place, seconds.
    pub fn load(&mut self, file: &Blob, start_s: f64) -> Option<()> {
        self.unload();
        let address = Url::create_object_url_with_blob(file).ok()?;
        self.audio.set_src(&address);
        self.address = Some(address);
        self.audio.set_volume(1.0);
        self.set_rate(1.0);
        if start_s > 0.0 {
            self.audio.set_current_time(start_s);
        }
        Some(())
    }

    /// Gives the file back.
    pub fn unload(&mut self) {
        drop(self.audio.pause());
        if let Some(address) = self.address.take() {
            drop(self.audio.remove_attribute("src"));
            // Ends whatever is being fetched.
            self.audio.load();
            drop(Url::revoke_object_url(&address));
        }
    }

    /// Whether it has a file.
    pub fn is_loaded(&self) -> bool {
        self.address.is_some()
    }

    /// Plays; a refusal comes as [`DeckEvent::Failed`], or as nothing where the browser wants a gesture first.
    pub fn play(&self) {
        if let Ok(started) = self.audio.play() {
            spawn_local(async move {
                drop(JsFuture::from(started).await);
            });
        }
    }

    /// Stops where it is.
    pub fn pause(&self) {
        drop(self.audio.pause());
    }

    /// Whether it plays.
    pub fn is_playing(&self) -> bool {
        !self.audio.paused() && !self.audio.ended()
    }

    /// Whether it has nothing that it could play. An element may tell of an error, of a missing sound device say, and go on.
    pub fn has_nothing(&self) -> bool {
        self.audio.ready_state() < HtmlMediaElement::HAVE_CURRENT_DATA
    }

    /// Where it is, seconds.
    pub fn position_s(&self) -> f64 {
        self.audio.current_time()
    }

    /// How long it takes its file to be, seconds; no number as long as it does not know.
    pub fn duration_s(&self) -> f64 {
        self.audio.duration()
    }

    /// Goes to a place, seconds.
    pub fn seek(&self, seconds: f64) {
        self.audio.set_current_time(seconds);
    }

    /// Sets how loud it is, 0…1.
    pub fn set_volume(&self, volume: f64) {
        self.audio.set_volume(volume.clamp(0.0, 1.0));
    }

    /// Sets its speed, 1 as it is; pitch stays.
    pub fn set_rate(&self, rate: f64) {
        if (self.audio.playback_rate() - rate).abs() > 1e-4 {
            self.audio.set_playback_rate(rate);
        }
    }
}
