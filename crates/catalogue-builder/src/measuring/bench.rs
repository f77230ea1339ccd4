//! Every way to rank the catalogue, measured on playlists: from their first tracks, how much of the rest is found.

use super::ranking::{FIRST, NDCG_RANKS, Worth, skewness, worth};
use crate::{
    learning::{
        self,
        content::{self, Content},
    },
    playlists::Playlist,
};
use anyhow::{Context, Result};
use catalogue::{Catalogue, Shelf, build::Row};
use model::placement::{self, Placement};
use protocol::{AudioFeatures, Feature, GOES_WITH, OwnTrack, Query, SOUNDS_LIKE, TrackRef};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use std::{
    collections::{HashMap, HashSet},
    thread,
    time::Instant,
};
use trainer::{data::split, report::records::PlaylistFigures};

/// How many tracks are given.
const SEEDS: [usize; 2] = [1, 5];

/// Parts that artists are dealt into: a track is placed by a network that knows none of its artist's part.
const FOLDS: usize = 5;

/// A way to rank the catalogue.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Method {
    Random,
    Popularity,
    SeedRawEuclidean,
    ZEuclidean,
    /// As the page asks, from tracks of the catalogue.
    Catalogue {
        company: f32,
    },
    /// The same, from tracks of the seeds' clusters alone.
    SameCluster,
    /// As the page asks, from tracks of which no playlist knows anything.
    Upload {
        company: f32,
    },
}

impl Method {
    const ALL: [(Method, &str); 12] = [
        (Method::Random, "random"),
        (Method::Popularity, "popularity"),
        (Method::SeedRawEuclidean, "seed_raw_euclidean"),
        (Method::ZEuclidean, "z_euclidean"),
        (Method::Catalogue { company: 0.0 }, "sound_alone"),
        (Method::Catalogue { company: SOUNDS_LIKE }, "sounds_like"),
        (Method::Upload { company: SOUNDS_LIKE }, "sounds_like_upload"),
        (Method::Catalogue { company: 0.5 }, "half_and_half"),
        (Method::Catalogue { company: 0.75 }, "mostly_company"),
        (Method::SameCluster, "same_cluster"),
        (Method::Upload { company: GOES_WITH }, "goes_with_upload"),
        (Method::Catalogue { company: GOES_WITH }, "goes_with_catalogue"),
    ];
}

/// The catalogue under test, and what baselines need.
pub struct Bench {
    catalogue: Catalogue,
    /// Place in the catalogue of each row of the table.
    place_of: Vec<u32>,
    artists: Vec<String>,
    features: Vec<[f32; Feature::COUNT]>,
    z_scores: Vec<[f32; Feature::COUNT]>,
    /// Every track as if it were the user's: placed by a network that never heard of its artist.
    shelf: Shelf,
}

impl Bench {
    /// Places every track as if no playlist knew it.
    ///
    /// # Errors
    /// Where a network cannot be trained.
    pub fn new(rows: &[Row], catalogue: Catalogue) -> Result<Bench> {
        let tracks: Vec<catalogue::Track> =
            (0..catalogue.len()).filter_map(|place| catalogue.track(place)).collect();
        let place_of = places(rows, &catalogue)?;
        let features: Vec<[f32; Feature::COUNT]> =
            tracks.iter().map(|track| Feature::ALL.map(|feature| track.features.get(feature))).collect();
        let artists: Vec<String> = tracks.iter().map(|track| track.artist.to_owned()).collect();
        let shelf = upload_all(rows, &place_of, &catalogue)?;
        let z_scores = z_scores(&features);
        Ok(Bench { place_of, artists, z_scores, features, shelf, catalogue })
    }

    /// Figures of all methods, settings and numbers of seeds.
    pub fn measure(&self, playlists: &[&Playlist]) -> Vec<PlaylistFigures> {
        let mut settings = Vec::new();
        for (method, name) in Method::ALL {
            for seeds in SEEDS {
                for artist_filter in [false, true] {
                    settings.push((method, name, seeds, artist_filter));
                }
            }
        }
        let next = std::sync::atomic::AtomicUsize::new(0);
        let work = || {
            let mut done = Vec::new();
            loop {
                let place = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                let Some((method, name, seeds, artist_filter)) = settings.get(place) else { return done };
                done.push((place, self.figures(*method, name, *seeds, *artist_filter, playlists)));
            }
        };
        let workers = thread::available_parallelism().map_or(1, usize::from);
        let mut figures: Vec<(usize, PlaylistFigures)> = thread::scope(|scope| {
            let handles: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
            handles.into_iter().filter_map(|handle| handle.join().ok()).flatten().collect()
        });
        figures.sort_by_key(|(place, _)| *place);
        figures.into_iter().map(|(_, figures)| figures).collect()
    }

    fn figures(
        &self,
        method: Method,
        name: &str,
        seeds: usize,
        artist_filter: bool,
        playlists: &[&Playlist],
    ) -> PlaylistFigures {
        let mut came_up = vec![0u32; self.catalogue.len()];
        let mut sums = Worth::default();
        let mut count = 0;
        for playlist in playlists {
            let places: Vec<u32> = playlist.rows.iter().map(|row| self.place_of[*row as usize]).collect();
            let (given, rest) = places.split_at(seeds);
            let of_seeds: HashSet<&str> = given.iter().map(|place| self.artist(*place)).collect();
            let is_out = |place: &u32| artist_filter && of_seeds.contains(self.artist(*place));
            let wanted: HashSet<u32> = rest.iter().copied().filter(|place| !is_out(place)).collect();
            if wanted.is_empty() {
                continue;
            }
            let mut scores = self.scores(method, given, playlist.pid);
            scores.retain(|(_, place)| !given.contains(place) && !is_out(place));
            let ranks = wanted.len().max(NDCG_RANKS).min(scores.len());
            let better = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
            if ranks < scores.len() {
                scores.select_nth_unstable_by(ranks, better);
                scores.truncate(ranks);
            }
            scores.sort_unstable_by(better);
            let ranking: Vec<u32> = scores.into_iter().map(|(_, place)| place).collect();
            let worth = worth(&ranking, &wanted);
            sums.r_precision += worth.r_precision;
            sums.ndcg += worth.ndcg;
            sums.hit_at_10 += worth.hit_at_10;
            count += 1;
            ranking.iter().take(FIRST).for_each(|place| came_up[*place as usize] += 1);
        }
        let mean = |sum: f64| sum / f64::from(count.max(1));
        let covered = came_up.iter().filter(|count| **count > 0).count();
        PlaylistFigures {
            method: name.into(),
            seeds,
            artist_filter,
            r_precision: mean(sums.r_precision),
            ndcg: mean(sums.ndcg),
            hit_at_10: mean(sums.hit_at_10),
            coverage_at_10: covered as f64 / came_up.len().max(1) as f64,
            hubness: skewness(&came_up),
            playlists: count as usize,
        }
    }

    fn artist(&self, place: u32) -> &str {
        &self.artists[place as usize]
    }

    /// Every track with a score, the greater the better.
    fn scores(&self, method: Method, given: &[u32], pid: u64) -> Vec<(f32, u32)> {
        match method {
            Method::Random => {
                let mut random = StdRng::seed_from_u64(pid);
                (0..self.catalogue.len() as u32).map(|place| (random.random_range(0.0..1.0), place)).collect()
            }
            Method::Popularity => (0..self.catalogue.len() as u32)
                .map(|place| (self.catalogue.memberships.count(place as usize) as f32, place))
                .collect(),
            Method::SeedRawEuclidean => nearest(&self.features, given),
            Method::ZEuclidean => nearest(&self.z_scores, given),
            Method::Catalogue { company } => self.ask(company, false, given, TrackRef::Catalogue),
            Method::SameCluster => self.ask(SOUNDS_LIKE, true, given, TrackRef::Catalogue),
            Method::Upload { company } => self.ask(company, false, given, TrackRef::Own),
        }
    }

    fn ask(
        &self,
        company: f32,
        same_cluster: bool,
        given: &[u32],
        seed: fn(u32) -> TrackRef,
    ) -> Vec<(f32, u32)> {
        let seeds = given.iter().map(|place| seed(*place)).collect();
        let query = Query { company, same_cluster, seeds, ..Query::default() };
        let scores = self.catalogue.scores(&query, &self.shelf).into_iter();
        let places = scores.filter_map(|(score, track)| match track {
            TrackRef::Catalogue(place) => Some((score, place)),
            TrackRef::Own(_) => None,
        });
        places.collect()
    }

    /// How long a query takes as the page asks it.
    pub fn time_queries(&self, playlists: &[&Playlist]) {
        for (name, company) in [("goes with", GOES_WITH), ("sounds like", SOUNDS_LIKE)] {
            for seeds in SEEDS {
                let mut times: Vec<f64> = playlists
                    .iter()
                    .take(200)
                    .map(|playlist| {
                        let given = playlist.rows.iter().take(seeds);
                        let seeds =
                            given.map(|row| TrackRef::Catalogue(self.place_of[*row as usize])).collect();
                        let query = Query { company, seeds, ..Query::default() };
                        let started = Instant::now();
                        drop(self.catalogue.recommend(&query, &Shelf::default()));
                        started.elapsed().as_secs_f64() * 1000.0
                    })
                    .collect();
                times.sort_by(f64::total_cmp);
                println!("{name} from {seeds}: {:.1} ms a query (median)", times[times.len() / 2]);
            }
        }
    }
}

/// Place in the catalogue of each row of the table.
///
/// # Errors
/// Where a row is not in the catalogue.
pub fn places(rows: &[Row], catalogue: &Catalogue) -> Result<Vec<u32>> {
    let ids = (0..catalogue.len()).filter_map(|index| Some(catalogue.track(index)?.spotify_id));
    let places: HashMap<String, u32> = ids.zip(0..).collect();
    rows.iter()
        .map(|row| places.get(&row.spotify_id).copied())
        .collect::<Option<_>>()
        .context("the catalogue was built from another table")
}

/// Minus the Euclidean distance of every track to the mean of the given ones.
fn nearest(points: &[[f32; Feature::COUNT]], given: &[u32]) -> Vec<(f32, u32)> {
    let mut centre = [0.0f32; Feature::COUNT];
    for place in given {
        for (sum, x) in centre.iter_mut().zip(&points[*place as usize]) {
            *sum += x / given.len() as f32;
        }
    }
    let distance = |point: &[f32; Feature::COUNT]| -> f32 {
        point.iter().zip(&centre).map(|(x, centre)| (x - centre).powi(2)).sum::<f32>()
    };
    points.iter().map(|point| -distance(point)).zip(0..).collect()
}

fn z_scores(features: &[[f32; Feature::COUNT]]) -> Vec<[f32; Feature::COUNT]> {
    let count = features.len().max(1) as f32;
    let mean: [f32; Feature::COUNT] =
        std::array::from_fn(|place| features.iter().map(|values| values[place]).sum::<f32>() / count);
    let deviation: [f32; Feature::COUNT] = std::array::from_fn(|place| {
        (features.iter().map(|values| (values[place] - mean[place]).powi(2)).sum::<f32>() / count).sqrt()
    });
    features
        .iter()
        .map(|values| std::array::from_fn(|place| (values[place] - mean[place]) / deviation[place].max(1e-6)))
        .collect()
}

/// All tracks as the user's own, numbered by their places. Each is placed by a network that was trained without the part
/// of the artists that its artist is in.
fn upload_all(rows: &[Row], place_of: &[u32], catalogue: &Catalogue) -> Result<Shelf> {
    let dims = catalogue.embedding.dims();
    let mut counts = vec![0; rows.len()];
    let mut vectors = vec![vec![0i8; dims]; rows.len()];
    for (row, place) in place_of.iter().enumerate() {
        counts[row] = catalogue.memberships.count(*place as usize);
        if let Some(unit) = catalogue.embedding.unit(*place as usize) {
            vectors[row] = unit.iter().map(|x| (x * 127.0).round() as i8).collect();
        }
    }
    let fold_of = |row: &Row| (split::share(&row.artist) * FOLDS as f64) as usize;
    let sure = [0.0; Feature::PREDICTED.len()];
    let mut shelf = Shelf::default();
    for fold in 0..FOLDS {
        let Content { normaliser, layers } =
            content::train(rows, &vectors, &counts, learning::SEED, |row| fold_of(row) != fold)?;
        let placement = Placement::from_bytes(&placement::to_bytes(&normaliser, &layers))?;
        for row in (0..rows.len()).filter(|row| fold_of(&rows[*row]) == fold) {
            let inputs = placement::inputs(&rows[row].features, &sure, rows[row].duration_s);
            let track = OwnTrack {
                id: place_of[row],
                name: rows[row].name.clone(),
                artist: rows[row].artist.clone(),
                features: AudioFeatures { ..rows[row].features },
                margins: sure,
                duration_s: rows[row].duration_s,
                ..OwnTrack::default()
            };
            shelf.put(catalogue, track, Some(placement.place(&inputs)));
        }
        eprintln!("unknown uploads: part {} of {FOLDS} placed", fold + 1);
    }
    Ok(shelf)
}
