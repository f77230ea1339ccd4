//! The page's handle to the one worker that keeps the library, knows the catalogue, and recommends. It analyses nothing, so
//! that no question waits for an analysis.

use leptos::prelude::*;
use protocol::call::{Call, Nothing};
use protocol::librarian::RecallNumbers;
use protocol::{LibrarianError, LibraryNews, Stage};
use wire::{Carried, Client};

/// The worker's script: Trunk's loader beside the page.
const SCRIPT: &str = "./librarian_loader.js";
const NAME: &str = "librarian";

/// A handle to the librarian; a context of the app. Copies are handles to the same one.
#[derive(Clone, Copy)]
pub struct Librarian(StoredValue<Client<protocol::Librarian>, LocalStorage>);

impl Librarian {
    /// A librarian whose worker starts with the first question.
    pub fn new() -> Self {
        Self(StoredValue::new_local(Client::new(SCRIPT, NAME)))
    }

    /// Asks what needs nothing beside it.
    pub async fn ask<C>(self, call: C) -> Result<C::Reply, LibrarianError>
    where
        C: Call<Service = protocol::Librarian, Sends = Nothing, Returns = Nothing>,
    {
        let client = self.0.get_value();
        client.call(call).await
    }

    /// Asks, with what the call declares beside it, and hears how far the answer is.
    pub async fn ask_with<C>(
        self,
        call: C,
        sent: <C::Sends as Carried>::Value,
        on_progress: impl Fn(Stage, f32) + 'static,
    ) -> Result<(C::Reply, <C::Returns as Carried>::Value), LibrarianError>
    where
        C: Call<Service = protocol::Librarian>,
        C::Sends: Carried,
        C::Returns: Carried,
    {
        let client = self.0.get_value();
        client.call_watched(call, sent, on_progress).await
    }

    /// Passes an encoded call of the second module on unread, and its encoded outcome back.
    pub async fn forward(self, call: Vec<u8>) -> Vec<u8> {
        let client = self.0.get_value();
        client.forward(&call).await
    }

    /// Has a librarian that takes the place of one that died number the tracks as before.
    pub fn recall_numbers(self, numbers: impl Fn() -> Vec<(String, u32)> + 'static) {
        let recall = move || {
            let numbers = numbers();
            (!numbers.is_empty()).then_some(RecallNumbers { numbers })
        };
        self.0.with_value(|client| client.introduce(recall));
    }

    /// Hears what the librarian tells without being asked.
    pub fn on_news(self, hear: impl Fn(LibraryNews) + 'static) {
        self.0.with_value(|client| client.on_news(hear));
    }
}
