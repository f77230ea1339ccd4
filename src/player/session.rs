//! The device's own controls: media keys, the lock screen, a headset's button.

use js_sys::{Function, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

use super::Player;
use crate::tracks::Track;

#[wasm_bindgen]
extern "C" {
    /// The browser's, which web-sys counts as unstable.
    #[derive(Clone)]
    type MediaSession;

    #[wasm_bindgen(method, catch, js_name = setActionHandler)]
    fn set_action_handler(this: &MediaSession, action: &str, handler: &Function) -> Result<(), JsValue>;

    #[wasm_bindgen(method, setter)]
    fn set_metadata(this: &MediaSession, metadata: Option<&MediaMetadata>);

    #[wasm_bindgen(method, setter, js_name = playbackState)]
    fn set_playback_state(this: &MediaSession, state: &str);

    type MediaMetadata;

    #[wasm_bindgen(constructor, catch)]
    fn new(init: &Object) -> Result<MediaMetadata, JsValue>;
}

/// What a control does.
type Act = fn(Player);

/// What the device's controls do, by the browser's names.
const ACTIONS: [(&str, Act); 6] = [
    ("play", Player::resume),
    ("pause", Player::pause),
    ("nexttrack", Player::go_on),
    ("previoustrack", Player::go_back),
    ("seekforward", |player| player.skip(10.0)),
    ("seekbackward", |player| player.skip(-10.0)),
];

/// Has the device's controls work the player, and shows there what plays.
pub fn attend(player: Player) {
    let Some(session) = session() else { return };
    for (action, act) in ACTIONS {
        let on_action = Closure::<dyn FnMut()>::new(move || act(player)).into_js_value();
        // A browser without one of the controls goes without it.
        session.set_action_handler(action, on_action.unchecked_ref()).unwrap_or_default();
    }
    let session = StoredValue::new_local(session);
    Effect::new(move |_| {
        let metadata = player.track().and_then(metadata);
        session.with_value(|session| session.set_metadata(metadata.as_ref()));
    });
    Effect::new(move |_| {
        let state = match (player.is_playing.get(), player.now.with(Option::is_some)) {
            (true, _) => "playing",
            (false, true) => "paused",
            (false, false) => "none",
        };
        session.with_value(|session| session.set_playback_state(state));
    });
}

fn metadata(track: Track) -> Option<MediaMetadata> {
    let init = Object::new();
    track.info.with(|info| {
        for (name, value) in [("title", &info.name), ("artist", &info.artist), ("album", &info.album)] {
            Reflect::set(&init, &name.into(), &value.into()).ok()?;
        }
        MediaMetadata::new(&init).ok()
    })
}

/// The browser's media session; `None` where it has none.
fn session() -> Option<MediaSession> {
    let navigator = web_sys::window()?.navigator();
    let session = Reflect::get(&navigator, &"mediaSession".into()).ok()?;
    session.is_object().then(|| session.unchecked_into())
}
