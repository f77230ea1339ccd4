//! The way to the page, and through it to the worker.

use js_sys::{Function, Promise, Uint8Array, Uint32Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::TrackRef;
use protocol::explore::{CatalogueMap, OwnPlace, Question, Reply};
use protocol::recommend::TrackCard;
use std::cell::RefCell;
use std::sync::Arc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::strings;

thread_local! {
    /// The catalogue's map never changes: it is asked for once.
    static KNOWN: RefCell<Option<Arc<CatalogueMap>>> = const { RefCell::new(None) };
}

/// Asks questions, and hands tracks to the page.
#[derive(Clone, Copy)]
pub struct Link(StoredValue<(Function, Function), LocalStorage>);

impl Link {
    /// Through two functions of the page; see [`crate::open`].
    pub fn new(ask: Function, take: Function) -> Self {
        Self(StoredValue::new_local((ask, take)))
    }

    /// The catalogue's map, or in words why there is none.
    pub async fn map(self) -> Result<Arc<CatalogueMap>, String> {
        if let Some(known) = KNOWN.with_borrow(Clone::clone) {
            return Ok(known);
        }
        match self.ask(&Question::Map).await? {
            Reply::Map(map) => {
                let map = Arc::new(*map);
                KNOWN.set(Some(map.clone()));
                Ok(map)
            }
            _ => Err(strings::misunderstood()),
        }
    }

    /// The user's own tracks.
    pub async fn own(self) -> Result<Vec<OwnPlace>, String> {
        match self.ask(&Question::Own).await? {
            Reply::Own(own) => Ok(own),
            _ => Err(strings::misunderstood()),
        }
    }

    /// The user's own tracks, now and after each change.
    pub fn followed(self, changed: RwSignal<u32>) -> RwSignal<Arc<Vec<OwnPlace>>> {
        let own = RwSignal::new(Arc::new(Vec::new()));
        Effect::new(move || {
            changed.get();
            spawn_local(async move {
                if let Ok(tracks) = self.own().await {
                    own.try_set(Arc::new(tracks));
                }
            });
        });
        own
    }

    /// What lists show of tracks.
    pub async fn cards(self, tracks: Vec<TrackRef>) -> Result<Vec<TrackCard>, String> {
        self.found(Question::Cards(tracks)).await
    }

    /// Tracks of the catalogue that match a text.
    pub async fn search(self, text: String, limit: usize) -> Result<Vec<TrackCard>, String> {
        self.found(Question::Search { text, limit }).await
    }

    /// Opens a track's detail in the page.
    pub fn show(self, track: TrackRef) {
        self.take(&[track], true);
    }

    /// Puts tracks into the playlist.
    pub fn gather(self, tracks: &[TrackRef]) {
        self.take(tracks, false);
    }

    fn take(self, tracks: &[TrackRef], is_shown: bool) {
        let pairs: Vec<u32> = tracks
            .iter()
            .flat_map(|track| match track {
                TrackRef::Catalogue(place) => [0, *place],
                TrackRef::Own(number) => [1, *number],
            })
            .collect();
        let pairs = Uint32Array::from(pairs.as_slice());
        self.0.with_value(|(_, take)| drop(take.call2(&JsValue::NULL, &pairs, &is_shown.into())));
    }

    async fn found(self, question: Question) -> Result<Vec<TrackCard>, String> {
        match self.ask(&question).await? {
            Reply::Cards(cards) => Ok(cards),
            _ => Err(strings::misunderstood()),
        }
    }

    async fn ask(self, question: &Question) -> Result<Reply, String> {
        let packed = postcard::to_allocvec(question).map_err(|error| error.to_string())?;
        let packed = Uint8Array::from(packed.as_slice());
        let promise = self.0.with_value(|(ask, _)| ask.call1(&JsValue::NULL, &packed)).map_err(said)?;
        let answer = JsFuture::from(Promise::resolve(&promise)).await.map_err(said)?;
        let answer: Uint8Array = answer.dyn_into().map_err(|_| strings::misunderstood())?;
        postcard::from_bytes(&answer.to_vec()).map_err(|error| error.to_string())
    }
}

fn said(error: JsValue) -> String {
    error.as_string().unwrap_or_else(strings::misunderstood)
}
