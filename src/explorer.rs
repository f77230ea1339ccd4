//! The page's side of its second module (`crates/explore`): loads it when one of its parts is opened, passes its questions
//! on unread, and does what the user asks of tracks there.

use js_sys::{Function, Uint8Array, Uint32Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::TrackRef;
use wasm_bindgen::prelude::*;

use crate::adviser::Adviser;
use crate::components::controls::when;
use crate::playlist::Playlist;
use crate::state::Library;
use crate::strings;

#[wasm_bindgen(module = "/src/explorer.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn open(view: &str, place: &JsValue, ask: &JsValue, take: &JsValue) -> Result<JsValue, JsValue>;
    fn close();
    fn refresh();
}

/// The element that the second module fills.
const PLACE: &str = "explorer";

/// One of the second module's parts.
#[component]
pub fn Explorer(
    /// The part's name.
    view: &'static str,
    /// The user's tracks.
    library: Library,
    /// Where selected tracks go.
    playlist: Playlist,
) -> impl IntoView {
    let has_failed = RwSignal::new(false);
    if let Some(adviser) = use_context::<Adviser>() {
        let ask = move |question: Uint8Array, resolve: Function, reject: Function| {
            spawn_local(async move {
                let called = match adviser.explore(question).await {
                    Ok(reply) => resolve.call1(&JsValue::NULL, &reply),
                    Err(error) => reject.call1(&JsValue::NULL, &strings::error_text(&error).into()),
                };
                drop(called);
            });
        };
        let take = move |tracks: Uint32Array, is_shown: bool| {
            let tracks = references(&tracks.to_vec());
            spawn_local(take(adviser, library, playlist, tracks, is_shown));
        };
        let ask = Closure::<dyn FnMut(Uint8Array, Function, Function)>::new(ask).into_js_value();
        let take = Closure::<dyn FnMut(Uint32Array, bool)>::new(take).into_js_value();
        spawn_local(async move {
            let place = || web_sys::window()?.document()?.get_element_by_id(PLACE);
            let Some(place) = place() else { return };
            if open(view, &place, &ask, &take).await.is_err() {
                has_failed.try_set(true);
            }
        });
    }
    // Tracks that come or go change what is shown.
    Effect::new(move || {
        library.ready_count();
        refresh();
    });
    on_cleanup(close);
    view! {
        {when(move || has_failed.get(), || view! {
            <p class="notice notice--error" role="alert">{strings::EXPLORER_FAILED}</p>
        }.into_any())}
        <div id=PLACE></div>
    }
    .into_any()
}

/// Shows the first of some tracks, or puts all of them into the playlist.
async fn take(adviser: Adviser, library: Library, playlist: Playlist, tracks: Vec<TrackRef>, is_shown: bool) {
    match adviser.cards(tracks).await {
        Ok(cards) if is_shown => cards.into_iter().take(1).for_each(|card| library.follow(card)),
        Ok(cards) => {
            library.tell(strings::gathered(cards.len()), Vec::new(), false);
            cards.into_iter().for_each(|card| playlist.add(card));
        }
        Err(error) => library.tell(strings::error_text(&error), Vec::new(), true),
    }
}

/// Tracks out of pairs of numbers: 1 for the user's own or 0 for the catalogue's, and which.
fn references(pairs: &[u32]) -> Vec<TrackRef> {
    let reference = |pair: &[u32; 2]| match *pair {
        [0, place] => TrackRef::Catalogue(place),
        [_, number] => TrackRef::Own(number),
    };
    pairs.as_chunks().0.iter().map(reference).collect()
}
