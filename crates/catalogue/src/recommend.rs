//! What should play next: every candidate is scored against the seeds, then the best are taken, no song twice and
//! no artist too often.
//!
//! Two things make a track fit, by shares that the user sets ([`Query::company`]). How it sounds is the distance of
//! features. Its company is first where it lies among playlists and which tags it shares; the more company counts, the more
//! of that is "goes with": the cosine of two places among playlists times how well known a track is, and added how often a
//! track stands in the very playlists of the seeds, and whether it is by their artist. The weights were chosen on a split of
//! the playlists of their own; `catalogue-builder recommend-eval` measures the result.

mod reasons;
mod scoring;
pub(crate) mod seeds;
pub(crate) mod taken;

use crate::format::Catalogue;
use crate::shelf::Shelf;
use crate::title::song;
use protocol::{Pick, Query, Source, TrackCard, TrackRef, Tuning};
use seeds::Seeds;
use taken::Taken;

/// How far tracks to stay away from push, against what seeds pull (Rocchio, "Relevance feedback in information
/// retrieval", 1971).
const AWAY_WEIGHT: f32 = 0.5;

impl Catalogue {
    /// The best tracks for a query, best first; ties in the order of the catalogue, the user's own tracks after it.
    /// References to tracks that do not exist are passed over.
    pub fn recommend(&self, query: &Query, shelf: &Shelf) -> Vec<Pick> {
        let seeds = Seeds::of(self, shelf, query);
        let mut ranked = self.score(query, shelf, &seeds);
        let better = |a: &(f32, TrackRef), b: &(f32, TrackRef)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        // Few of many are needed: the rest is sorted only where caps and copies have used those up.
        let head = (8 * query.limit + 64).min(ranked.len());
        if head < ranked.len() {
            ranked.select_nth_unstable_by(head, better);
        }
        let (first, rest) = ranked.split_at_mut(head);
        first.sort_unstable_by(better);
        let mut taken = Taken::new(query.artist_cap);
        let mut picks = Vec::new();
        self.take(first, &mut taken, query, shelf, &seeds, &mut picks);
        if picks.len() < query.limit {
            rest.sort_unstable_by(better);
            self.take(rest, &mut taken, query, shelf, &seeds, &mut picks);
        }
        picks
    }

    fn take(
        &self,
        ranked: &[(f32, TrackRef)],
        taken: &mut Taken<String, String>,
        query: &Query,
        shelf: &Shelf,
        seeds: &Seeds,
        picks: &mut Vec<Pick>,
    ) {
        for (_, track) in ranked {
            if picks.len() >= query.limit {
                return;
            }
            let Some(card) = self.card(shelf, *track) else { continue };
            let named = self.named(shelf, *track).unwrap_or_else(|| card.clone());
            if !seeds.are(self, shelf, &card, &named) && taken.accepts(song(&named)) {
                picks.push(self.explain(card, shelf, seeds));
            }
        }
    }

    /// The catalogue's card of a song that one of the user's tracks is, in any version.
    pub(crate) fn named(&self, shelf: &Shelf, track: TrackRef) -> Option<TrackCard> {
        let TrackRef::Own(id) = track else { return None };
        self.card(shelf, TrackRef::Catalogue(shelf.get(id)?.known()?.place))
    }

    /// All candidates that the query admits with their scores, in no order; the greater the better. Seeds and tracks
    /// to stay away from are no candidates. This is what evaluation ranks.
    pub fn scores(&self, query: &Query, shelf: &Shelf) -> Vec<(f32, TrackRef)> {
        self.score(query, shelf, &Seeds::of(self, shelf, query))
    }

    fn score(&self, query: &Query, shelf: &Shelf, seeds: &Seeds) -> Vec<(f32, TrackRef)> {
        // Seeds of which no playlist knows anything have sound alone.
        let has_company = seeds.direction.is_some() || !seeds.playlists.is_empty() || seeds.none;
        let company = if has_company { query.company.clamp(0.0, 1.0) } else { 0.0 };
        let mut scores = self.by_sound_and_company(query, shelf, seeds, company);
        for excluded in query.seeds.iter().chain(&query.away) {
            let place = match excluded {
                TrackRef::Catalogue(place) if query.source != Source::Own => Some(*place as usize),
                TrackRef::Catalogue(_) => None,
                TrackRef::Own(_) => scores.iter().rposition(|(_, track)| track == excluded),
            };
            if let Some((score, _)) = place.and_then(|place| scores.get_mut(place)) {
                *score = f32::NEG_INFINITY;
            }
        }
        let open = query.tags.is_empty() && query.tuning == Tuning::default();
        let wanted: Vec<Option<u8>> = query.tags.iter().map(|tag| self.tags.find(tag)).collect();
        let clusters = self.clusters_of_seeds(query, shelf);
        scores.retain(|(score, track)| {
            score.is_finite()
                && clusters.as_ref().is_none_or(|clusters| {
                    self.cluster_of(shelf, *track).is_some_and(|cluster| clusters.contains(&cluster))
                })
                && (open
                    || match *track {
                        TrackRef::Own(id) => shelf.get(id).is_some_and(|own| {
                            query.tuning.admits(&own.track.features)
                                && query.tags.iter().all(|tag| own.track.tags.contains(tag))
                        }),
                        TrackRef::Catalogue(place) => {
                            let index = place as usize;
                            let tags = self.tags.of(index);
                            wanted.iter().all(|tag| tag.is_some_and(|tag| tags.contains(&tag)))
                                && self
                                    .features_of(index)
                                    .is_some_and(|features| query.tuning.admits(features))
                        }
                    })
        });
        if !seeds.none {
            self.hold_hubs_back(&mut scores, query, shelf, company);
        }
        scores
    }

    /// Clusters that candidates must be of; `None` for any.
    fn clusters_of_seeds(&self, query: &Query, shelf: &Shelf) -> Option<Vec<u8>> {
        if !query.same_cluster {
            return None;
        }
        let clusters: Vec<u8> = query.seeds.iter().filter_map(|seed| self.cluster_of(shelf, *seed)).collect();
        (!clusters.is_empty()).then_some(clusters)
    }
}
