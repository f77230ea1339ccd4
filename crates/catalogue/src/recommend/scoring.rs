//! How well each candidate fits the seeds: by its sound, by its company, and by both.

use super::AWAY_WEIGHT;
use super::seeds::Seeds;
use crate::embedding::product;
use crate::fame::fame;
use crate::format::Catalogue;
use crate::shelf::{Own, Shelf};
use crate::space::Point;
use protocol::{Query, Source, TrackRef};
use std::collections::HashMap;

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

/// How fast a track that goes with the seeds loses by its distance from wished-for values.
const TARGET_SHARPNESS: f32 = 1.0;

/// What sharing all its tags with the seeds adds to a track's cosine with them, of the way that is left to 1.
const TAGS_WEIGHT: f32 = 0.1;

/// How much the distance among playlists counts where the place of all seeds is only predicted.
const UNSURE_PLACE_WEIGHT: f32 = 0.7;

/// Distance that the greatest popularity is worth to what sounds like the seeds, and the least costs.
const POPULARITY_DISTANCE: f32 = 0.3;

impl Catalogue {
    /// From sound alone at 0 to "goes with" alone at 1. What lies between is a weighted sum of distances, of features and
    /// among playlists, which are on one scale: about the root of 2 between tracks taken at random. The more company counts,
    /// the more of it is the word of the playlists themselves, which know well-known tracks best.
    pub(super) fn by_sound_and_company(
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

    fn sounds_like(&self, query: &Query, shelf: &Shelf, seeds: &Seeds) -> Vec<(f32, TrackRef)> {
        let score = |point: &Point, count: f32| {
            let popularity =
                query.popularity * POPULARITY_DISTANCE * (count - self.usual_fame) / self.usual_fame.max(0.1);
            seeds.likeness(point) + popularity
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
        // Where there are seeds and no places among playlists, the playlists' own word is all there is.
        let unplaced = if seeds.none { 1.0 } else { 0.0 };
        let cosine = |index: usize| cosines.as_ref().map_or(unplaced, |cosines| cosines[index].max(0.0));
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
                    (None, _) => unplaced,
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
        score_own: impl Fn(&Own) -> f32,
    ) -> Vec<(f32, TrackRef)> {
        let catalogue = if query.source == Source::Own { 0 } else { self.len() };
        let mut scores: Vec<(f32, TrackRef)> =
            (0..catalogue).map(|index| (score(index), TrackRef::Catalogue(index as u32))).collect();
        if query.source != Source::Catalogue {
            scores.extend(shelf.iter().map(|own| (score_own(own), TrackRef::Own(own.track.id))));
        }
        scores
    }
}

/// Share of the items that satisfy a condition, 0…1; 0 of none.
fn share<T>(items: &[T], is_counted: impl Fn(&T) -> bool) -> f32 {
    items.iter().filter(|item| is_counted(item)).count() as f32 / items.len().max(1) as f32
}
