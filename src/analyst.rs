//! The workers that listen to music, as the page starts them.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::analyst::Explain;
use protocol::{Analysis, Analyst};
use std::sync::Arc;
use wire::Client;

use crate::tracks::{Explained, Track};

/// The worker's script: Trunk's loader beside the page.
const SCRIPT: &str = "./analyst_loader.js";
const NAME: &str = "analyst";

/// A handle to an analyst, whose worker starts with the first call.
pub fn analyst() -> Client<Analyst> {
    Client::new(SCRIPT, NAME)
}

/// Says what drove predictions. It has an analyst of its own, so that no answer waits for the analysis of a file; a context of
/// the app. Copies are handles to the same one.
#[derive(Clone, Copy)]
pub struct Explainer(StoredValue<Client<Analyst>, LocalStorage>);

impl Explainer {
    /// An explainer whose worker starts with the first question.
    pub fn new() -> Self {
        Self(StoredValue::new_local(analyst()))
    }

    /// Asks what drove the predictions of a track, unless that has been asked; after a failure, asks again.
    pub fn explain(self, track: Track, analysis: &Analysis) {
        let asked = track
            .explained
            .with_untracked(|explained| matches!(explained, Explained::Pending | Explained::Found(_)));
        if asked {
            return;
        }
        track.explained.set(Explained::Pending);
        let descriptors = analysis.descriptors.clone();
        let client = self.0.get_value();
        spawn_local(async move {
            let found = client.call(Explain { descriptors }).await.map(Arc::new);
            track.explained.set(found.map_or_else(Explained::Failed, Explained::Found));
        });
    }
}
