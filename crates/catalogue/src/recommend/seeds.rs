//! What the seeds of a query say: how they sound, where they lie, and with whom they stand.

use super::AWAY_WEIGHT;
use crate::embedding::normalise;
use crate::format::Catalogue;
use crate::shelf::Shelf;
use crate::space::{Point, Taste};
use crate::title::song;
use protocol::{Feature, Query, TrackCard, TrackRef};
use std::collections::{BTreeMap, HashSet};

/// Everything about the seeds that scoring and explaining need.
pub struct Seeds {
    /// Whether there is no seed.
    pub none: bool,
    /// The seeds' own values.
    pub taste: Taste,
    /// The same with wished-for values in their place.
    pub aimed: Taste,
    /// The wished-for values alone.
    pub targets: Option<Taste>,
    /// What there is to stay away from.
    pub away: Option<Taste>,
    /// Mean cost of each feature over the catalogue.
    pub usual: [f32; Feature::COUNT],
    /// Where to look among playlists; `None` where no seed has a place there.
    pub direction: Option<Vec<f32>>,
    /// Whether places of seeds are only predicted.
    pub unsure: bool,
    /// Share of the seeds that each artist has, by artists' numbers.
    pub artists: Vec<(u32, f32)>,
    pub songs: HashSet<(String, String)>,
    /// Places in the catalogue of the user's own seeds, in any version.
    pub kin: HashSet<u32>,
    pub tags: HashSet<String>,
    pub playlists: HashSet<u32>,
}

impl Seeds {
    /// What a query's seeds say.
    pub fn of(catalogue: &Catalogue, shelf: &Shelf, query: &Query) -> Seeds {
        let points = |tracks: &[TrackRef]| -> Vec<Point> {
            tracks.iter().filter_map(|track| catalogue.point_of(shelf, *track)).collect()
        };
        let seed_points = points(&query.seeds);
        let taste = Taste::of(&seed_points, &query.weights);
        let (mut aimed, mut targets) = (taste.clone(), Taste::of(&[], &query.weights));
        let mut has_targets = false;
        for feature in Feature::ALL {
            if let Some(value) = query.tuning.of(feature).target {
                aimed.aim(&catalogue.space, feature, value);
                targets.aim(&catalogue.space, feature, value);
                has_targets = true;
            }
        }
        let cards: Vec<TrackCard> =
            query.seeds.iter().filter_map(|track| catalogue.card(shelf, *track)).collect();
        let named: Vec<TrackCard> =
            query.seeds.iter().filter_map(|seed| catalogue.named(shelf, *seed)).collect();
        let own_seeds = query.seeds.iter().filter_map(|seed| match seed {
            TrackRef::Own(id) => shelf.get(*id),
            TrackRef::Catalogue(_) => None,
        });
        let kin = own_seeds.flat_map(|own| own.kin.iter().copied()).collect();
        let mut artists: BTreeMap<u32, f32> = BTreeMap::new();
        let mut playlists = HashSet::new();
        for seed in &query.seeds {
            if let TrackRef::Catalogue(place) = catalogue.standing(shelf, *seed) {
                playlists.extend(catalogue.memberships.playlists_of(place as usize));
                if let Some(artist) = catalogue.artist_of(place as usize) {
                    *artists.entry(artist).or_default() += 1.0 / query.seeds.len() as f32;
                }
            }
        }
        Seeds {
            none: seed_points.is_empty(),
            usual: usual(catalogue, &taste),
            taste,
            aimed,
            targets: has_targets.then_some(targets),
            away: (!query.away.is_empty()).then(|| Taste::of(&points(&query.away), &query.weights)),
            direction: direction(catalogue, shelf, query),
            unsure: !query.seeds.is_empty()
                && query
                    .seeds
                    .iter()
                    .all(|seed| matches!(catalogue.standing(shelf, *seed), TrackRef::Own(_))),
            artists: artists.into_iter().collect(),
            songs: cards.iter().chain(&named).filter_map(song).collect(),
            kin,
            tags: cards.into_iter().flat_map(|card| card.tags).collect(),
            playlists,
        }
    }
}

impl Seeds {
    /// How much what lies there sounds like the seeds, and unlike what there is to stay away from; the greater the more.
    pub fn likeness(&self, point: &Point) -> f32 {
        let away = self.away.as_ref().map_or(0.0, |away| away.distance(point));
        AWAY_WEIGHT * away - self.aimed.distance(point)
    }

    /// Whether a candidate is the song of a seed in any version. `named` is its card by the catalogue's names.
    pub fn are(&self, catalogue: &Catalogue, shelf: &Shelf, card: &TrackCard, named: &TrackCard) -> bool {
        let is_kin = match catalogue.standing(shelf, card.track) {
            TrackRef::Catalogue(place) => self.kin.contains(&place),
            TrackRef::Own(_) => false,
        };
        is_kin || [card, named].into_iter().filter_map(song).any(|song| self.songs.contains(&song))
    }

    /// Share of the seeds that an artist has, 0…1.
    pub fn share_of(&self, artist: u32) -> f32 {
        let place = self.artists.binary_search_by_key(&artist, |(artist, _)| *artist);
        place.ok().and_then(|place| self.artists.get(place)).map_or(0.0, |(_, share)| *share)
    }
}

/// Mean cost of each feature, over a sample of the catalogue.
fn usual(catalogue: &Catalogue, taste: &Taste) -> [f32; Feature::COUNT] {
    let mut sums = [0.0f32; Feature::COUNT];
    for point in &catalogue.sample {
        for (sum, part) in sums.iter_mut().zip(taste.contributions(point)) {
            *sum += part;
        }
    }
    sums.map(|sum| sum / catalogue.sample.len().max(1) as f32)
}

/// Mean place of the seeds, less that of the tracks to stay away from.
fn direction(catalogue: &Catalogue, shelf: &Shelf, query: &Query) -> Option<Vec<f32>> {
    let mean = |tracks: &[TrackRef]| -> Option<Vec<f32>> {
        let vectors = tracks.iter().filter_map(|track| catalogue.vector_of(shelf, *track));
        let mut sum = vectors.reduce(|mut sum, vector| {
            sum.iter_mut().zip(vector).for_each(|(sum, x)| *sum += x);
            sum
        })?;
        normalise(&mut sum);
        Some(sum)
    };
    let mut direction = mean(&query.seeds)?;
    if let Some(away) = mean(&query.away) {
        direction.iter_mut().zip(away).for_each(|(x, away)| *x -= AWAY_WEIGHT * away);
        normalise(&mut direction);
    }
    Some(direction)
}
