//! What the features of a usual song are: the catalogue's medians, asked of the librarian once.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::AudioFeatures;
use protocol::librarian::OpenUsual;

use crate::librarian::Librarian;

/// The medians; a context of the app. Copies are handles to the same.
#[derive(Clone, Copy)]
pub struct Usual {
    librarian: Librarian,
    features: RwSignal<Option<AudioFeatures>>,
    is_asked: StoredValue<bool>,
}

impl Usual {
    /// Not asked for yet.
    pub fn new(librarian: Librarian) -> Self {
        Self { librarian, features: RwSignal::new(None), is_asked: StoredValue::new(false) }
    }

    /// The medians once they are here. The first to ask has them fetched.
    pub fn get(self) -> Option<AudioFeatures> {
        if !self.is_asked.get_value() {
            self.is_asked.set_value(true);
            spawn_local(async move {
                // Without the catalogue there is no tick, and the next to ask tries again.
                match self.librarian.ask(OpenUsual {}).await {
                    Ok(features) => self.features.set(Some(features)),
                    Err(_) => self.is_asked.set_value(false),
                }
            });
        }
        self.features.get()
    }
}
