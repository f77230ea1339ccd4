//! How the user wants to be recommended to: what stays the same from track to track.

use leptos::prelude::*;
use protocol::{Feature, Query, Source, TrackCard, TrackRef, Tuning};

/// How many next tracks are asked for; the page shows the first few and the rest on demand.
const LIMIT: usize = 20;

/// The wishes; a context of the app.
#[derive(Clone, Copy)]
pub struct Wishes {
    /// What makes a track fit: 0 (its sound alone) … 1 (its company alone).
    pub company: RwSignal<f32>,
    /// Whether tracks must be of the seeds' own clusters.
    pub same_cluster: RwSignal<bool>,
    /// Where tracks come from.
    pub source: RwSignal<Source>,
    /// −1 (hidden gems) … 1 (well known).
    pub popularity: RwSignal<f32>,
    /// Most tracks of one artist, 0 for any number.
    pub artist_cap: RwSignal<usize>,
    /// Multiples of the features' usual weights.
    pub weights: RwSignal<[f32; Feature::COUNT]>,
    /// Least, greatest and wished-for values.
    pub tuning: RwSignal<Tuning>,
    /// Tags that every track must carry.
    pub tags: RwSignal<Vec<String>>,
    /// Tracks that were thumbed down.
    pub away: RwSignal<Vec<TrackCard>>,
}

impl Wishes {
    /// Nothing in particular.
    pub fn new() -> Self {
        let usual = Query::default();
        Self {
            company: RwSignal::new(usual.company),
            same_cluster: RwSignal::new(usual.same_cluster),
            source: RwSignal::new(usual.source),
            popularity: RwSignal::new(usual.popularity),
            artist_cap: RwSignal::new(usual.artist_cap),
            weights: RwSignal::new(usual.weights),
            tuning: RwSignal::new(usual.tuning),
            tags: RwSignal::new(usual.tags),
            away: RwSignal::new(Vec::new()),
        }
    }

    /// The question that these wishes and seeds make; whoever calls it hears of changes.
    pub fn query(self, seeds: Vec<TrackRef>) -> Query {
        let away = self.away.with(|away| away.iter().map(|card| card.track).collect::<Vec<_>>());
        Query {
            company: self.company.get(),
            same_cluster: self.same_cluster.get(),
            away: away.into_iter().filter(|track| !seeds.contains(track)).collect(),
            seeds,
            source: self.source.get(),
            weights: self.weights.get(),
            tuning: self.tuning.get(),
            popularity: self.popularity.get(),
            tags: self.tags.get(),
            artist_cap: self.artist_cap.get(),
            limit: LIMIT,
        }
    }

    /// Weights, limits and tags as they were at first; what is kept away stays away.
    pub fn reset(self) {
        let usual = Query::default();
        self.weights.set(usual.weights);
        self.tuning.set(usual.tuning);
        self.popularity.set(usual.popularity);
        self.artist_cap.set(usual.artist_cap);
        self.tags.set(usual.tags);
    }
}
