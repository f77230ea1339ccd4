//! The page's side of its second module (`src/explore`): loads it when one of its parts is opened, passes its questions
//! on unread, and does what the user asks of tracks there.

use js_sys::{Function, Promise, Uint8Array, Uint32Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::TrackRef;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::adviser::Adviser;
use crate::language::Text;
use crate::playlist::Playlist;
use crate::state::Library;
use crate::strings;

#[wasm_bindgen(module = "/src/explorer.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn load() -> Result<JsValue, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    /// The second module; its functions are those that `src/explore/main.rs` exports.
    type Module;
    #[wasm_bindgen(method, catch)]
    fn open(
        this: &Module,
        view: &str,
        place: &JsValue,
        ask: &Function,
        take: &Function,
    ) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn close(this: &Module) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn refresh(this: &Module) -> Result<(), JsValue>;
}

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
    let message = RwSignal::new(Some(strings::EXPLORER_LOADS));
    let module = RwSignal::new_local(None::<Module>);
    let place = NodeRef::<leptos::html::Div>::new();
    if let Some(adviser) = use_context::<Adviser>() {
        let ask = Closure::<dyn FnMut(Uint8Array) -> Promise>::new(move |question: Uint8Array| {
            future_to_promise(async move { adviser.explore(question).await.map_err(said) })
        });
        let take = Closure::<dyn FnMut(Uint32Array, bool)>::new(move |tracks: Uint32Array, is_shown| {
            let tracks = references(&tracks.to_vec());
            spawn_local(async move { take(adviser, library, playlist, tracks, is_shown).await });
        });
        let (ask, take) = (ask.into_js_value(), take.into_js_value());
        Effect::new(move || {
            let Some(place) = place.get() else { return };
            let (ask, take) = (ask.clone().unchecked_into(), take.clone().unchecked_into());
            spawn_local(async move {
                let opened = load().await.map(JsCast::unchecked_into::<Module>).and_then(|loaded| {
                    // The user may have gone elsewhere meanwhile.
                    if place.is_connected() {
                        loaded.open(view, &place, &ask, &take)?;
                        module.try_set(Some(loaded));
                    }
                    Ok(())
                });
                message.try_set(opened.err().map(|_| strings::EXPLORER_FAILED));
            });
        });
    }
    // Tracks that come or go change what is shown.
    Effect::new(move |before: Option<usize>| {
        let ready = library.ready_count();
        if before.is_some_and(|before| before != ready) {
            module.with_untracked(|module| module.as_ref().map(Module::refresh));
        }
        ready
    });
    on_cleanup(move || {
        module.with_untracked(|module| module.as_ref().map(Module::close));
    });
    let says = move || message.get().map(Text::get);
    view! {
        <p class="hint" role="status">{says}</p>
        <div class="explorer" node_ref=place></div>
    }
    .into_any()
}

/// Shows the first of some tracks, or puts all of them into the playlist.
async fn take(adviser: Adviser, library: Library, playlist: Playlist, tracks: Vec<TrackRef>, is_shown: bool) {
    match adviser.cards(tracks).await {
        Ok(cards) if is_shown => cards.into_iter().take(1).for_each(|card| library.follow(card)),
        Ok(cards) => cards.into_iter().for_each(|card| playlist.add(card)),
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

fn said(error: protocol::AnalysisError) -> JsValue {
    strings::error_text(&error).into()
}
