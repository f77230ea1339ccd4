//! The page's side of its second module (`crates/explore`): loads it when one of its parts is opened, passes its questions
//! on unread, and does what the user asks of tracks there.

use js_sys::{Function, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::TrackRef;
use protocol::explore::{Part, Wish};
use protocol::librarian::OpenCards;
use std::time::Duration;
use wasm_bindgen::prelude::*;

use crate::librarian::Librarian;
use crate::page::Page;
use crate::player::{Line, Player, Spot};
use crate::playlist::Playlist;
use crate::strings;
use ui::controls::when;

#[wasm_bindgen(module = "/src/explorer.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn open(
        part: Uint8Array,
        element: &JsValue,
        ask: &JsValue,
        wish: &JsValue,
    ) -> Result<JsValue, JsValue>;
    fn close();
    fn refresh();
}

/// The element that the second module fills.
const ELEMENT: &str = "explorer";

/// How long the library has to have been the same before what is shown of it is asked for anew: while it is being filled, no
/// view slows that down.
const QUIET: Duration = Duration::from_millis(600);

/// One of the second module's parts.
#[component]
pub fn Explorer(
    /// Which.
    part: Part,
    /// The user's tracks.
    page: Page,
    /// Where selected tracks go.
    playlist: Playlist,
) -> impl IntoView {
    let has_failed = RwSignal::new(false);
    if let (Some(librarian), Some(player)) = (use_context::<Librarian>(), use_context::<Player>()) {
        let ask = move |call: Uint8Array, resolve: Function| {
            spawn_local(async move {
                let outcome = librarian.forward(call.to_vec()).await;
                drop(resolve.call1(&JsValue::NULL, &Uint8Array::from(outcome.as_slice())));
            });
        };
        let wish = move |wish: Uint8Array| {
            if let Ok(wish) = wire::decode(&wish.to_vec()) {
                spawn_local(fulfil(librarian, page, playlist, player, wish));
            }
        };
        let ask = Closure::<dyn FnMut(Uint8Array, Function)>::new(ask).into_js_value();
        let wish = Closure::<dyn FnMut(Uint8Array)>::new(wish).into_js_value();
        spawn_local(async move {
            let element = || web_sys::window()?.document()?.get_element_by_id(ELEMENT);
            let (Some(element), Ok(part)) = (element(), wire::encode(&part)) else { return };
            if open(Uint8Array::from(part.as_slice()), &element, &ask, &wish).await.is_err() {
                has_failed.try_set(true);
            }
        });
    }
    refresh_when_quiet(page);
    on_cleanup(close);
    view! {
        {when(move || has_failed.get(), || view! {
            <p class="notice notice--error" role="alert">{strings::EXPLORER_FAILED}</p>
        }.into_any())}
        <div id=ELEMENT></div>
    }
    .into_any()
}

/// Tracks that come, change or go change what is shown, once no more do.
fn refresh_when_quiet(page: Page) {
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |is_known: Option<bool>| {
        page.tracks.changes.get();
        // What is there when the part is opened, it asks for itself.
        if is_known.is_none() {
            return true;
        }
        if let Some(earlier) = waiting.get_value() {
            earlier.clear();
        }
        waiting.set_value(set_timeout_with_handle(refresh, QUIET).ok());
        true
    });
    on_cleanup(move || {
        if let Some(waiting) = waiting.try_get_value().flatten() {
            waiting.clear();
        }
    });
}

async fn fulfil(librarian: Librarian, page: Page, playlist: Playlist, player: Player, wish: Wish) {
    let (tracks, is_shown) = match wish {
        Wish::Play(track) => return play(page, player, track),
        Wish::Show(track) => (vec![track], true),
        Wish::Gather(tracks) => (tracks, false),
    };
    match librarian.ask(OpenCards { tracks }).await {
        Ok(cards) if is_shown => cards.into_iter().take(1).for_each(|card| page.follow(card)),
        Ok(cards) => {
            page.notices.say(strings::gathered(cards.len()));
            playlist.add_all(cards);
        }
        Err(error) => page.notices.warn(strings::librarian_error(&error), Vec::new()),
    }
}

/// Plays one of the user's own tracks; where its file is not here, the player says so.
fn play(page: Page, player: Player, track: TrackRef) {
    let TrackRef::Own(number) = track else { return };
    if let Some(track) = page.tracks.with_number(number) {
        player.play(track, Spot::Alone, Line::Alone);
    }
}
