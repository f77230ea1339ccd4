//! What should play next: every candidate is scored against the seeds, then the best are taken, no song twice and
//! no artist too often.
//!
//! Two things make a track fit, by shares that the user sets ([`Query::company`]). How it sounds is the distance of
//! features. Its company is first where it lies among playlists and which tags it shares; the more company counts, the more
//! of that is "goes with": the cosine of two places among playlists times how well known a track is, and added how often a
//! track stands in the very playlists of the seeds, and whether it is by their artist. The weights were chosen on a split of
//! the playlists of their own; `catalogue-builder recommend-eval` measures the result.

use crate::embedding::{normalise, product};
use crate::fame::fame;
use crate::format::Catalogue;
use crate::shelf::Shelf;
use crate::space::{Point, Taste};
use crate::title::song;
use protocol::{Feature, Pick, Query, Source, TrackCard, TrackRef, Tuning};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Share of the playlists' own word against that of the places among them.
const COMPANIONS_WEIGHT: f32 = 0.6;

/// Share of having the artist of a seed.
const ARTIST_WEIGHT: f32 = 0.3;

/// Exponents that keep long playlists and well-known tracks from deciding who stands with whom.
const PLAYLIST_LENGTH_POWER: f32 = -0.7;
const SEED_COUNT_POWER: f32 = -0.5;
const COMPANION_COUNT_POWER: f32 = -0.25;

/// Power of popularity for seeds whose place is only predicted: the less is known, the safer the well known.
const UNSURE_POPULARITY_POWER: f32 = 1.35;

/// How far tracks to stay away from push, against what seeds pull (Rocchio, "Relevance feedback in information
/// retrieval", 1971).
const AWAY_WEIGHT: f32 = 0.5;

/// How fast a track that goes with the seeds loses by its distance from wished-for values.
const TARGET_SHARPNESS: f32 = 1.0;

/// What sharing all its tags with the seeds adds to a track's cosine with them, of the way that is left to 1.
const TAGS_WEIGHT: f32 = 0.1;

/// How much the distance among playlists counts where the place of all seeds is only predicted.
const UNSURE_PLACE_WEIGHT: f32 = 0.7;

/// Distance that the greatest popularity is worth to what sounds like the seeds, and the least costs.
const POPULARITY_DISTANCE: f32 = 0.3;

/// How many features are named as what is near, and as what is far.
const CLOSEST: usize = 3;
const FURTHEST: usize = 2;

/// One track in so many is looked at to know which differences are usual.
const USUAL_STEP: usize = 16;

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
        taken: &mut Taken,
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
            if !seeds.are(self, shelf, &card, &named) && taken.accepts(&named) {
                picks.push(self.explain(card, shelf, seeds));
            }
        }
    }

    /// The catalogue's card of a song that one of the user's tracks is, in any version.
    fn named(&self, shelf: &Shelf, track: TrackRef) -> Option<TrackCard> {
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
        let has_company = seeds.direction.is_some() || seeds.none;
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

    /// From sound alone at 0 to "goes with" alone at 1. What lies between is a weighted sum of distances, of features and
    /// among playlists, which are on one scale: about the root of 2 between tracks taken at random. The more company counts,
    /// the more of it is the word of the playlists themselves, which know well-known tracks best.
    fn by_sound_and_company(
        &self,
        query: &Query,
        shelf: &Shelf,
        seeds: &Seeds,
        company: f32,
    ) -> Vec<(f32, TrackRef)> {
        if company <= 0.0 {
            return self.sounds_like(query, shelf, seeds);
        }
        let mut scores = self.goes_with(query, shelf, seeds);
        if company < 1.0 {
            let sounds = self.sounds_like(query, shelf, seeds);
            let places = self.lives_near(query, shelf, seeds);
            let together = company * company;
            for ((score, (sound, _)), (place, _)) in scores.iter_mut().zip(sounds).zip(places) {
                let kinship = together * score.0 + (1.0 - together) * place;
                score.0 = (1.0 - company) * sound + company * kinship;
            }
        }
        scores
    }

    /// Minus the distance among playlists, less where tags are shared; 0…−2.
    fn lives_near(&self, query: &Query, shelf: &Shelf, seeds: &Seeds) -> Vec<(f32, TrackRef)> {
        let Some(direction) = seeds.direction.as_deref() else {
            return self.candidates(query, shelf, |_| 0.0, |_| 0.0);
        };
        let weight = if seeds.unsure { UNSURE_PLACE_WEIGHT } else { 1.0 };
        let near = |cosine: f32, tags: f32| {
            let cosine = cosine + TAGS_WEIGHT * tags * (1.0 - cosine);
            -weight * (2.0 * (1.0 - cosine)).max(0.0).sqrt()
        };
        let cosines = self.embedding.cosines(direction);
        let shared: Vec<bool> = self.tags.names().iter().map(|name| seeds.tags.contains(name)).collect();
        let is_shared = |tag: &u8| shared.get(usize::from(*tag)).is_some_and(|shared| *shared);
        self.candidates(
            query,
            shelf,
            |index| near(cosines[index], share(self.tags.of(index), is_shared)),
            |own| {
                let cosine = own.vector.as_ref().map_or(0.0, |vector| product(direction, vector));
                near(cosine, share(&own.track.tags, |tag| seeds.tags.contains(tag)))
            },
        )
    }

    /// Clusters that candidates must be of; `None` for any.
    fn clusters_of_seeds(&self, query: &Query, shelf: &Shelf) -> Option<Vec<u8>> {
        if !query.same_cluster {
            return None;
        }
        let clusters: Vec<u8> = query.seeds.iter().filter_map(|seed| self.cluster_of(shelf, *seed)).collect();
        (!clusters.is_empty()).then_some(clusters)
    }

    fn sounds_like(&self, query: &Query, shelf: &Shelf, seeds: &Seeds) -> Vec<(f32, TrackRef)> {
        let score = |point: &Point, count: f32| {
            let away = seeds.away.as_ref().map_or(0.0, |away| away.distance(point));
            let popularity =
                query.popularity * POPULARITY_DISTANCE * (count - self.usual_fame) / self.usual_fame.max(0.1);
            AWAY_WEIGHT * away - seeds.aimed.distance(point) + popularity
        };
        self.candidates(
            query,
            shelf,
            |index| score(&self.points[index], self.fame[index]),
            |own| score(&own.point, self.usual_fame),
        )
    }

    fn goes_with(&self, query: &Query, shelf: &Shelf, seeds: &Seeds) -> Vec<(f32, TrackRef)> {
        let power = (1.0 + query.popularity.clamp(-1.0, 1.0))
            * if seeds.unsure { UNSURE_POPULARITY_POWER } else { 1.0 };
        let direction = seeds.direction.as_deref();
        let cosines = direction.map(|direction| self.embedding.cosines(direction));
        let cosine = |index: usize| cosines.as_ref().map_or(1.0, |cosines| cosines[index].max(0.0));
        let priors = self.by_count(|count| fame(count).powf(power));
        let prior = |index: usize| priors[self.memberships.count(index) as usize];
        let mut scores: Vec<f32> = (0..self.len()).map(|index| cosine(index) * prior(index)).collect();
        let greatest = scores.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
        let companions = self.companions(query, shelf, power);
        let most = companions.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
        for (score, companion) in scores.iter_mut().zip(&companions) {
            *score = *score / greatest + COMPANIONS_WEIGHT * companion / most;
        }
        let famous = fame(self.greatest_count).max(f32::MIN_POSITIVE);
        if !seeds.artists.is_empty() {
            for (index, score) in scores.iter_mut().enumerate() {
                let share = self.artist_of(index).map_or(0.0, |artist| seeds.share_of(artist));
                *score += ARTIST_WEIGHT * share * self.fame[index] / famous;
            }
        }
        let aimed = |score: f32, point: &Point| match &seeds.targets {
            // Nearly half of all tracks go with nothing about the seeds, and logarithms and powers take their time.
            Some(targets) if score > 0.0 => {
                score * (-TARGET_SHARPNESS * targets.distance(point).powi(2)).exp()
            }
            _ => score,
        };
        let usual_prior = self.usual_fame.powf(power);
        self.candidates(
            query,
            shelf,
            |index| aimed(scores[index], &self.points[index]),
            |own| {
                if let TrackRef::Catalogue(place) = self.standing(shelf, TrackRef::Own(own.track.id)) {
                    return aimed(scores[place as usize], &own.point);
                }
                let cosine = match (direction, &own.vector) {
                    (Some(direction), Some(vector)) => product(direction, vector).max(0.0),
                    (None, _) => 1.0,
                    (Some(_), None) => 0.0,
                };
                aimed(cosine * usual_prior / greatest, &own.point)
            },
        )
    }

    /// How much each track stands in the playlists of the seeds, less those of the tracks to stay away from.
    fn companions(&self, query: &Query, shelf: &Shelf, popularity_power: f32) -> Vec<f32> {
        let mut weights: HashMap<u32, f32> = HashMap::new();
        let mut add = |track: &TrackRef, sign: f32| {
            let TrackRef::Catalogue(place) = self.standing(shelf, *track) else { return };
            let playlists = self.memberships.playlists_of(place as usize);
            let share = sign * (playlists.len().max(1) as f32).powf(SEED_COUNT_POWER);
            for playlist in playlists {
                *weights.entry(*playlist).or_default() += share;
            }
        };
        query.seeds.iter().for_each(|seed| add(seed, 1.0));
        query.away.iter().for_each(|away| add(away, -AWAY_WEIGHT));
        // In a fixed order: sums of floats depend on it.
        let mut weights: Vec<(u32, f32)> = weights.into_iter().collect();
        weights.sort_unstable_by_key(|(playlist, _)| *playlist);
        let mut sums = vec![0.0f32; self.len()];
        for (playlist, weight) in weights {
            let tracks = self.memberships.tracks_of(playlist);
            let share = weight * (tracks.len().max(1) as f32).powf(PLAYLIST_LENGTH_POWER);
            for track in tracks {
                sums[*track as usize] += share;
            }
        }
        // The rarer the tracks that are wanted, the more it says to stand in a playlist.
        let power = COMPANION_COUNT_POWER + 0.5 * (popularity_power - 1.0).clamp(-1.0, 0.5);
        let factors = self.by_count(|count| (count.max(1) as f32).powf(power));
        for (index, sum) in sums.iter_mut().enumerate().filter(|(_, sum)| **sum != 0.0) {
            *sum = sum.max(0.0) * factors[self.memberships.count(index) as usize];
        }
        sums
    }

    /// A table of what depends on a track's number of playlists alone: there are few of those, and many tracks.
    fn by_count(&self, of: impl Fn(u32) -> f32) -> Vec<f32> {
        (0..=self.greatest_count).map(of).collect()
    }

    fn candidates(
        &self,
        query: &Query,
        shelf: &Shelf,
        score: impl Fn(usize) -> f32,
        score_own: impl Fn(&crate::shelf::Own) -> f32,
    ) -> Vec<(f32, TrackRef)> {
        let catalogue = if query.source == Source::Own { 0 } else { self.len() };
        let mut scores: Vec<(f32, TrackRef)> =
            (0..catalogue).map(|index| (score(index), TrackRef::Catalogue(index as u32))).collect();
        if query.source != Source::Catalogue {
            scores.extend(shelf.iter().map(|own| (score_own(own), TrackRef::Own(own.track.id))));
        }
        scores
    }

    fn explain(&self, card: TrackCard, shelf: &Shelf, seeds: &Seeds) -> Pick {
        let point = self.point_of(shelf, card.track).filter(|_| !seeds.none);
        let parts = point.map(|point| seeds.taste.contributions(&point));
        let (closest, furthest) = parts.map_or_else(Default::default, |parts| {
            (nearer(&parts, &seeds.usual), nearer(&seeds.usual, &parts))
        });
        let direction = seeds.direction.as_deref();
        let cosine =
            direction.and_then(|direction| Some(product(direction, &self.vector_of(shelf, card.track)?)));
        let common_playlists = match self.standing(shelf, card.track) {
            TrackRef::Catalogue(place) if !seeds.playlists.is_empty() => {
                let playlists = self.memberships.playlists_of(place as usize);
                Some(playlists.iter().filter(|playlist| seeds.playlists.contains(playlist)).count() as u32)
            }
            _ => None,
        };
        Pick {
            distance_percent: point.map(|point| 100.0 * seeds.taste.distance(&point) / self.median_distance),
            cosine,
            closest: closest.into_iter().take(CLOSEST).collect(),
            furthest: furthest.into_iter().take(FURTHEST).collect(),
            common_tags: card.tags.iter().filter(|tag| seeds.tags.contains(*tag)).cloned().collect(),
            common_playlists,
            card,
        }
    }
}

/// Features by which `near` is less than `far`, greatest gain first. An unusual feature that is shared says more than a
/// common one.
fn nearer(near: &[f32; Feature::COUNT], far: &[f32; Feature::COUNT]) -> Vec<Feature> {
    let gain = |feature: &Feature| far[feature.index()] - near[feature.index()];
    let mut features: Vec<Feature> = Feature::ALL.into_iter().filter(|feature| gain(feature) > 0.0).collect();
    features.sort_by(|a, b| gain(b).total_cmp(&gain(a)));
    features
}

/// Share of the items that satisfy a condition, 0…1; 0 of none.
fn share<T>(items: &[T], is_counted: impl Fn(&T) -> bool) -> f32 {
    items.iter().filter(|item| is_counted(item)).count() as f32 / items.len().max(1) as f32
}

/// Everything about the seeds that scoring and explaining need.
struct Seeds {
    /// Whether there is no seed.
    none: bool,
    /// The seeds' own values.
    taste: Taste,
    /// The same with wished-for values in their place.
    aimed: Taste,
    /// The wished-for values alone.
    targets: Option<Taste>,
    /// What there is to stay away from.
    away: Option<Taste>,
    /// Mean cost of each feature over the catalogue.
    usual: [f32; Feature::COUNT],
    /// Where to look among playlists; `None` where no seed has a place there.
    direction: Option<Vec<f32>>,
    /// Whether places of seeds are only predicted.
    unsure: bool,
    /// Share of the seeds that each artist has, by artists' numbers.
    artists: Vec<(u32, f32)>,
    songs: HashSet<(String, String)>,
    /// Places in the catalogue of the user's own seeds, in any version.
    kin: HashSet<u32>,
    tags: HashSet<String>,
    playlists: HashSet<u32>,
}

impl Seeds {
    fn of(catalogue: &Catalogue, shelf: &Shelf, query: &Query) -> Seeds {
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
    /// Whether a candidate is the song of a seed in any version. `named` is its card by the catalogue's names.
    fn are(&self, catalogue: &Catalogue, shelf: &Shelf, card: &TrackCard, named: &TrackCard) -> bool {
        let is_kin = match catalogue.standing(shelf, card.track) {
            TrackRef::Catalogue(place) => self.kin.contains(&place),
            TrackRef::Own(_) => false,
        };
        is_kin || [card, named].into_iter().filter_map(song).any(|song| self.songs.contains(&song))
    }

    fn share_of(&self, artist: u32) -> f32 {
        let place = self.artists.binary_search_by_key(&artist, |(artist, _)| *artist);
        place.ok().and_then(|place| self.artists.get(place)).map_or(0.0, |(_, share)| *share)
    }
}

/// Mean cost of each feature, over a sample of the catalogue.
fn usual(catalogue: &Catalogue, taste: &Taste) -> [f32; Feature::COUNT] {
    let mut sums = [0.0f32; Feature::COUNT];
    for point in catalogue.points.iter().step_by(USUAL_STEP) {
        for (sum, part) in sums.iter_mut().zip(taste.contributions(point)) {
            *sum += part;
        }
    }
    sums.map(|sum| sum / catalogue.points.len().div_ceil(USUAL_STEP).max(1) as f32)
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

/// What has been taken so far.
struct Taken {
    artist_cap: usize,
    artists: HashMap<String, usize>,
    songs: HashSet<(String, String)>,
}

impl Taken {
    fn new(artist_cap: usize) -> Self {
        Self { artist_cap, artists: HashMap::new(), songs: HashSet::new() }
    }

    /// Takes a track unless its song is there, or its artist as often as may be.
    fn accepts(&mut self, card: &TrackCard) -> bool {
        let Some(song) = song(card) else { return true };
        let count = self.artists.entry(song.0.clone()).or_default();
        let is_full = self.artist_cap > 0 && *count >= self.artist_cap;
        let is_taken = !is_full && self.songs.insert(song);
        *count += usize::from(is_taken);
        is_taken
    }
}
