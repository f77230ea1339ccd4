//! Whatever is asked: no copies, no artist too often, filters that hold, reasons that are true.

use super::scenes::{COMPANIES, SCENES, ask, catalogue, own, rows, scene, share_of_scene};
use catalogue::build::{Learned, build};
use catalogue::{Catalogue, Shelf};
use protocol::{GOES_WITH, OwnTrack, Query, Source, TrackRef};
use std::collections::{HashMap, HashSet};

#[test]
fn seeds_and_their_copies_are_never_recommended_and_the_order_is_stable() {
    let catalogue = catalogue();
    for company in COMPANIES {
        for seed in (0..catalogue.len() as u32).step_by(3) {
            let seeds = vec![TrackRef::Catalogue(seed)];
            let query =
                Query { company, seeds: seeds.clone(), artist_cap: 0, limit: 300, ..Query::default() };
            let picks = ask(&catalogue, &query);
            assert!(picks.len() > 150);
            assert_eq!(picks, ask(&catalogue, &query));
            let of = |track| catalogue.card(&Shelf::default(), track).unwrap();
            let title = |name: &str| name.split(" - ").next().unwrap().to_owned();
            let seed = of(seeds[0]);
            let mut songs = HashSet::from([(seed.artist, title(&seed.name))]);
            for pick in picks {
                assert!(songs.insert((pick.card.artist, title(&pick.card.name))), "{} again", pick.card.name);
            }
        }
    }
}

#[test]
fn artists_are_capped() {
    let catalogue = catalogue();
    for company in COMPANIES {
        for artist_cap in [1, 2] {
            let seeds = scene(&catalogue, 1)[..3].to_vec();
            let picks = ask(&catalogue, &Query { company, seeds, artist_cap, limit: 40, ..Query::default() });
            let mut counts: HashMap<&str, usize> = HashMap::new();
            picks.iter().for_each(|pick| *counts.entry(&pick.card.artist).or_default() += 1);
            assert_eq!(picks.len(), 40);
            assert_eq!(counts.values().max(), Some(&artist_cap));
        }
    }
}

#[test]
fn filters_hold_and_targets_pull() {
    let catalogue = catalogue();
    for company in COMPANIES {
        let seeds = scene(&catalogue, 2)[..2].to_vec();
        let mut query = Query { company, seeds, limit: 30, artist_cap: 0, ..Query::default() };
        let mean_valence = |query: &Query| {
            let picks = ask(&catalogue, query);
            picks.iter().map(|pick| pick.card.features.valence).sum::<f32>() / picks.len() as f32
        };
        let before = mean_valence(&query);
        query.tuning.set("target_valence", 0.95).unwrap();
        assert!(mean_valence(&query) > before, "{company}");
        query.tuning.set("min_energy", 0.5).unwrap();
        query.tuning.set("max_tempo", 120.0).unwrap();
        let picks = ask(&catalogue, &query);
        assert!(!picks.is_empty());
        assert!(
            picks.iter().all(|pick| pick.card.features.energy >= 0.5 && pick.card.features.tempo <= 120.0)
        );

        query.tags = vec!["metal".into()];
        assert!(ask(&catalogue, &query).iter().all(|pick| pick.card.tags == ["metal"]));
        query.tags = vec!["polka".into()];
        assert!(ask(&catalogue, &query).is_empty());
        query.tags.clear();
        query.tuning.set("min_energy", 2.0).unwrap();
        assert!(ask(&catalogue, &query).is_empty());
    }
}

#[test]
fn more_seeds_of_one_kind_never_move_away_from_it() {
    let catalogue = catalogue();
    for company in COMPANIES {
        for wanted in 0..SCENES {
            let tracks = scene(&catalogue, wanted);
            let share = |count: usize| {
                let seeds = tracks[..count].to_vec();
                let query = Query { company, seeds, artist_cap: 0, limit: 10, ..Query::default() };
                let picks = ask(&catalogue, &query);
                share_of_scene(&catalogue, &picks, wanted)
            };
            let shares = [1, 3, 10, 30].map(share);
            assert!(shares[3] >= 0.95, "{company} {wanted}: {shares:?}");
            assert!(shares.windows(2).all(|pair| pair[1] >= pair[0] - 0.101), "{company}: {shares:?}");
        }
    }
}

#[test]
fn what_is_kept_away_stays_away() {
    let catalogue = catalogue();
    for company in COMPANIES {
        let (liked, disliked) = (scene(&catalogue, 0), scene(&catalogue, 1));
        let seeds = vec![liked[0], liked[3], disliked[0]];
        let mut query = Query { company, seeds, limit: 30, artist_cap: 0, ..Query::default() };
        let before = share_of_scene(&catalogue, &ask(&catalogue, &query), 1);
        query.away = disliked[5..12].to_vec();
        let picks = ask(&catalogue, &query);
        assert!(picks.iter().all(|pick| !query.away.contains(&pick.card.track)));
        let after = share_of_scene(&catalogue, &picks, 1);
        assert!(after < before || before == 0.0, "{company}: {before} → {after}");
    }
}

#[test]
fn popularity_can_be_asked_for() {
    let catalogue = catalogue();
    for company in COMPANIES {
        let mean_count = |popularity: f32| {
            let seeds = scene(&catalogue, 3)[..4].to_vec();
            let picks = ask(&catalogue, &Query { company, seeds, popularity, ..Query::default() });
            picks.iter().filter_map(|pick| pick.card.playlists).sum::<u32>()
        };
        assert!(mean_count(-1.0) < mean_count(0.0), "{company}");
        assert!(mean_count(0.0) <= mean_count(1.0), "{company}");
    }
}

#[test]
fn reasons_are_true() {
    let catalogue = catalogue();
    let shelf = Shelf::default();
    let seeds = scene(&catalogue, 2)[..2].to_vec();
    let of = |track: TrackRef| match track {
        TrackRef::Catalogue(place) => catalogue.memberships.playlists_of(place as usize).to_vec(),
        TrackRef::Own(_) => Vec::new(),
    };
    let with_seed: HashSet<u32> = seeds.iter().flat_map(|seed| of(*seed)).collect();
    for pick in ask(&catalogue, &Query { seeds: seeds.clone(), limit: 50, ..Query::default() }) {
        let common = of(pick.card.track).iter().filter(|playlist| with_seed.contains(playlist)).count();
        assert_eq!(pick.common_playlists, Some(common as u32));
        assert!(pick.closest.iter().all(|feature| !pick.furthest.contains(feature)));
        let tags = catalogue.card(&shelf, pick.card.track).unwrap().tags;
        let expected: Vec<_> = tags.into_iter().filter(|tag| tag == "metal").collect();
        assert_eq!(pick.common_tags, expected);
        assert!(pick.cosine.is_some_and(|cosine| (-1.001..=1.001).contains(&cosine)));
    }
}

#[test]
fn unknown_tracks_and_empty_questions_are_answered() {
    let catalogue = catalogue();
    let unknown = vec![TrackRef::Catalogue(u32::MAX), TrackRef::Own(7)];
    for company in COMPANIES {
        for source in [Source::Catalogue, Source::Own, Source::Both] {
            let query =
                Query { company, seeds: unknown.clone(), away: unknown.clone(), source, ..Query::default() };
            let picks = ask(&catalogue, &query);
            assert_eq!(picks.is_empty(), source == Source::Own);
            assert!(picks.iter().all(|pick| pick.distance_percent.is_none()));
        }
    }
    assert!(ask(&catalogue, &Query { limit: 0, ..Query::default() }).is_empty());
    assert!(catalogue.path(&Shelf::default(), unknown[0], unknown[1], 3, Source::Both, GOES_WITH).is_none());
    let empty = Catalogue::from_bytes(&build(&[], &Learned::default()).unwrap()).unwrap();
    assert!(ask(&empty, &Query::default()).is_empty());
}

#[test]
fn files_without_an_artist_are_told_apart_though_they_are_named_alike() {
    let catalogue = catalogue();
    let rows = rows();
    let mut shelf = Shelf::default();
    for (id, row) in (0u32..).zip([0, 1, 2]) {
        shelf.put(&catalogue, OwnTrack { name: "01.mp3".into(), ..own(id, &rows[row]) }, None);
    }
    let query = Query { seeds: vec![TrackRef::Own(0)], source: Source::Own, ..Query::default() };
    assert_eq!(catalogue.recommend(&query, &shelf).len(), 2);
}
