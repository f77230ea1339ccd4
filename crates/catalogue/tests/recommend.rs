//! What recommendation promises, whatever the catalogue: on a made-up one of four scenes, each with its own sound, its own
//! playlists and its own tag.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail by panicking, as tests do")]

use catalogue::build::{Learned, Row, build};
use catalogue::search::Index;
use catalogue::{Catalogue, Shelf};
use protocol::{
    AudioFeatures, Curve, Feature, GOES_WITH, OwnTrack, Pick, Query, SOUNDS_LIKE, Source, TrackRef,
};
use std::collections::{HashMap, HashSet};

const SCENES: usize = 4;
const PER_SCENE: usize = 60;
const TAGS: [&str; SCENES] = ["chill", "country", "metal", "workout"];

/// Deterministic numbers, 0…1.
fn random(seed: u64) -> impl FnMut() -> f32 {
    let mut state = seed;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f32 / (1u64 << 24) as f32
    }
}

fn scene_of(row: usize) -> usize {
    row / PER_SCENE
}

fn rows() -> Vec<Row> {
    let mut random = random(11);
    (0..SCENES * PER_SCENE)
        .map(|i| {
            let mut features = AudioFeatures::default();
            let middle = 0.2 + 0.2 * scene_of(i) as f32;
            for feature in Feature::PREDICTED {
                features.set(feature, middle + 0.2 * (random() - 0.5));
            }
            features.set(Feature::Tempo, 80.0 + 80.0 * random());
            features.set(Feature::Loudness, -20.0 + 20.0 * middle);
            features.set(Feature::Key, (12.0 * random()).floor().min(11.0));
            features.set(Feature::Mode, random().round());
            Row {
                // Every tenth song is another's remaster.
                name: if i % 10 == 9 {
                    format!("Song {} - Remastered 2011", i - 1)
                } else {
                    format!("Song {i}")
                },
                artist: format!("Band {}", if i % 10 == 9 { i - 1 } else { i } / 3),
                spotify_id: format!("{i:022}"),
                features,
                time_signature: 4,
                duration_s: 200.0,
            }
        })
        .collect()
}

fn catalogue() -> Catalogue {
    catalogue_of(&rows())
}

/// The same scenes, all of which sound alike.
fn catalogue_of_one_sound() -> Catalogue {
    let mut rows = rows();
    for row in PER_SCENE..rows.len() {
        rows[row].features = rows[row % PER_SCENE].features;
    }
    catalogue_of(&rows)
}

fn catalogue_of(rows: &[Row]) -> Catalogue {
    let mut random = random(5);
    let playlists = (0..80)
        .map(|list| {
            let scene = list % SCENES;
            let mut tracks: Vec<u32> =
                (0..12).map(|_| (scene * PER_SCENE) as u32 + (random() * PER_SCENE as f32) as u32).collect();
            tracks.sort_unstable();
            tracks.dedup();
            tracks
        })
        .collect();
    let vectors = (0..rows.len())
        .map(|row| {
            (0..8).map(|dim| if dim == scene_of(row) { 20 } else { (random() * 6.0) as i8 - 3 }).collect()
        })
        .collect();
    let learned = Learned {
        vectors,
        playlists,
        tags: TAGS.map(String::from).to_vec(),
        row_tags: (0..rows.len()).map(|row| vec![scene_of(row) as u8]).collect(),
        placement: Vec::new(),
        ..Learned::default()
    };
    Catalogue::from_bytes(&build(rows, &learned).unwrap()).unwrap()
}

/// Places in the catalogue of the tracks of a scene, by their numbers.
fn scene(catalogue: &Catalogue, scene: usize) -> Vec<TrackRef> {
    let number = |place: usize| catalogue.track(place).unwrap().spotify_id.parse::<usize>().unwrap();
    let mut tracks: Vec<usize> =
        (0..catalogue.len()).filter(|place| scene_of(number(*place)) == scene).collect();
    tracks.sort_by_key(|place| number(*place));
    tracks.into_iter().map(|place| TrackRef::Catalogue(place as u32)).collect()
}

fn ask(catalogue: &Catalogue, query: &Query) -> Vec<Pick> {
    catalogue.recommend(query, &Shelf::default())
}

/// Places of the slider, from company alone to sound alone.
const COMPANIES: [f32; 5] = [GOES_WITH, 0.75, 0.5, SOUNDS_LIKE, 0.0];

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

/// Share of the first picks that are of the seeds' scene.
fn share_of_scene(catalogue: &Catalogue, picks: &[Pick], wanted: usize) -> f32 {
    let tracks: HashSet<TrackRef> = scene(catalogue, wanted).into_iter().collect();
    picks.iter().filter(|pick| tracks.contains(&pick.card.track)).count() as f32 / picks.len() as f32
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

fn own(id: u32, track: &Row) -> OwnTrack {
    OwnTrack {
        id,
        name: format!("My {}", track.name),
        artist: String::new(),
        features: track.features,
        margins: [0.1; 7],
        duration_s: 180.0,
        tags: vec!["mine".into()],
        ..OwnTrack::default()
    }
}

#[test]
fn own_tracks_are_seeds_and_candidates() {
    let catalogue = catalogue();
    let rows = rows();
    let mut shelf = Shelf::default();
    let place = |scene: usize| (0..8).map(|dim| f32::from(u8::from(dim == scene))).collect::<Vec<f32>>();
    for (id, row) in (0u32..).zip([0, 1, 2, 125, 126]) {
        shelf.put(&catalogue, own(id, &rows[row]), Some(place(scene_of(row))));
    }
    for company in COMPANIES {
        let seeds = vec![TrackRef::Own(3)];
        let query = Query { company, seeds, source: Source::Own, ..Query::default() };
        let picks = catalogue.recommend(&query, &shelf);
        assert_eq!(picks.len(), 4);
        assert_eq!(picks[0].card.track, TrackRef::Own(4), "{company}");
        assert_eq!((picks[0].card.playlists, picks[0].common_playlists), (None, None));

        let in_catalogue = catalogue.recommend(&Query { source: Source::Catalogue, ..query.clone() }, &shelf);
        assert!(share_of_scene(&catalogue, &in_catalogue, 2) > 0.9, "{company}");
        let both =
            catalogue.recommend(&Query { source: Source::Both, limit: 500, artist_cap: 0, ..query }, &shelf);
        assert!(both.iter().any(|pick| pick.card.track == TrackRef::Own(4)));
        assert!(both.iter().any(|pick| matches!(pick.card.track, TrackRef::Catalogue(_))));
    }
    shelf.remove(4);
    let query = Query { seeds: vec![TrackRef::Own(3)], source: Source::Own, ..Query::default() };
    assert_eq!(catalogue.recommend(&query, &shelf).len(), 3);
}

#[test]
fn sound_alone_is_the_order_of_distances_and_company_alone_knows_no_weights() {
    let catalogue = catalogue();
    let seeds = scene(&catalogue, 1)[..2].to_vec();
    let query = Query { seeds, artist_cap: 0, limit: 200, ..Query::default() };
    let picks = ask(&catalogue, &Query { company: 0.0, ..query.clone() });
    let distances: Vec<f32> = picks.iter().filter_map(|pick| pick.distance_percent).collect();
    assert!(distances.is_sorted(), "{distances:?}");

    let mut weights = [1.0; Feature::COUNT];
    weights[Feature::Valence.index()] = 4.0;
    weights[Feature::Energy.index()] = 0.0;
    let tracks = |company: f32, weights: [f32; Feature::COUNT]| -> Vec<TrackRef> {
        let picks = ask(&catalogue, &Query { company, weights, ..query.clone() });
        picks.iter().map(|pick| pick.card.track).collect()
    };
    for company in COMPANIES {
        let is_same = tracks(company, weights) == tracks(company, [1.0; Feature::COUNT]);
        assert_eq!(is_same, company == GOES_WITH, "{company}");
    }
}

#[test]
fn of_tracks_that_sound_alike_those_of_the_same_company_come_first() {
    let catalogue = catalogue_of_one_sound();
    let rows = rows();
    let mut shelf = Shelf::default();
    let place = |scene: usize| (0..8).map(|dim| f32::from(u8::from(dim == scene))).collect::<Vec<f32>>();
    for scene in 0..SCENES {
        shelf.put(&catalogue, own(scene as u32, &rows[0]), Some(place(scene)));
    }
    for wanted in 0..SCENES {
        for seed in [scene(&catalogue, wanted)[0], TrackRef::Own(wanted as u32)] {
            let share = |company: f32| {
                let query =
                    Query { company, seeds: vec![seed], artist_cap: 0, limit: 10, ..Query::default() };
                share_of_scene(&catalogue, &catalogue.recommend(&query, &shelf), wanted)
            };
            let shares = [0.0, SOUNDS_LIKE, 0.5, 0.75, 1.0].map(share);
            // A quarter by chance, and copies of the seed in other scenes sound nearest of all.
            assert!(shares[0] <= 0.4 && shares[1] >= 0.5, "{seed:?}: {shares:?}");
            assert!(shares[2] >= 0.7 && shares[3] >= 0.95 && shares[4] >= 0.95, "{seed:?}: {shares:?}");
        }
        let seeds = vec![scene(&catalogue, wanted)[20]];
        let query = Query { company: SOUNDS_LIKE, seeds, source: Source::Own, ..Query::default() };
        let first = catalogue.recommend(&query, &shelf)[0].card.track;
        assert_eq!(first, TrackRef::Own(wanted as u32), "own tracks keep company, too");
    }
}

#[test]
fn shared_tags_are_company() {
    // All sound alike, and all lie alike to the seed: only tags tell them apart.
    let features = rows()[0].features;
    let rows: Vec<Row> = rows().into_iter().take(40).map(|row| Row { features, ..row }).collect();
    let vectors = (0..rows.len()).map(|row| if row == 0 { vec![9, 1] } else { vec![5, 8] }).collect();
    let row_tags = (0..rows.len()).map(|row| vec![(row % 2) as u8]).collect();
    let tags = TAGS[..2].iter().map(|tag| (*tag).to_owned()).collect();
    let learned = Learned { vectors, row_tags, tags, ..Learned::default() };
    let catalogue = Catalogue::from_bytes(&build(&rows, &learned).unwrap()).unwrap();
    let seeds = vec![scene(&catalogue, 0)[0]];
    let query = Query { company: 0.5, seeds, artist_cap: 0, limit: 10, ..Query::default() };
    for pick in ask(&catalogue, &query) {
        assert_eq!(pick.common_tags, [TAGS[0]], "{}", pick.card.name);
    }
}

#[test]
fn a_seed_that_no_playlist_places_is_followed_by_sound() {
    let catalogue = catalogue();
    let mut shelf = Shelf::default();
    shelf.put(&catalogue, own(0, &rows()[70]), None);
    let picks = |company: f32| {
        let query = Query { company, seeds: vec![TrackRef::Own(0)], ..Query::default() };
        catalogue.recommend(&query, &shelf)
    };
    let by_sound = picks(0.0);
    assert!(share_of_scene(&catalogue, &by_sound, 1) > 0.9);
    for company in COMPANIES {
        assert_eq!(picks(company), by_sound, "{company}");
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
fn a_path_changes_evenly_and_repeats_nobody() {
    let catalogue = catalogue();
    let (from, to) = (scene(&catalogue, 0)[0], scene(&catalogue, 3)[0]);
    for company in COMPANIES {
        for between in [0, 1, 5, 9] {
            let path =
                catalogue.path(&Shelf::default(), from, to, between, Source::Catalogue, company).unwrap();
            assert_eq!(path.tracks.len(), between + 2);
            assert_eq!(path.transitions.len(), between + 1);
            assert_eq!((path.tracks[0].track, path.tracks[between + 1].track), (from, to));
            let artists: HashSet<&str> = path.tracks.iter().map(|card| card.artist.as_str()).collect();
            assert_eq!(artists.len(), between + 2);
            if company > 0.0 {
                continue;
            }
            // The scenes lie along the mean of the predicted features: it rises nearly from step to step, without leaps.
            let mean = |features: &AudioFeatures| {
                Feature::PREDICTED.iter().map(|feature| features.get(*feature)).sum::<f32>() / 7.0
            };
            let means: Vec<f32> = path.tracks.iter().map(|card| mean(&card.features)).collect();
            let whole = means[between + 1] - means[0];
            for pair in means.windows(2) {
                let step = (pair[1] - pair[0]) / whole * (between + 1) as f32;
                assert!((-0.3..2.6).contains(&step), "{company}, {between}: {means:?}");
            }
        }
    }
}

#[test]
fn a_path_through_few_tracks_ends_with_what_there_is() {
    let catalogue = catalogue();
    let rows = rows();
    let mut shelf = Shelf::default();
    // Rows 0, 1 and 2 are one band's; a path has room for one of them.
    for (id, row) in (0u32..).zip([0, 1, 2, 90, 200]) {
        shelf.put(&catalogue, OwnTrack { artist: rows[row].artist.clone(), ..own(id, &rows[row]) }, None);
    }
    for company in COMPANIES {
        for between in [1, 2, 5, 40] {
            let (from, to) = (TrackRef::Own(3), TrackRef::Own(4));
            let path = catalogue.path(&shelf, from, to, between, Source::Own, company).unwrap();
            assert_eq!(path.tracks.len(), 3, "{company} {between}");
        }
    }
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

#[test]
fn flow_is_smoother_than_chance_and_follows_the_curve() {
    let catalogue = catalogue();
    let mut tracks: Vec<TrackRef> = (0..SCENES).flat_map(|i| scene(&catalogue, i)[..12].to_vec()).collect();
    // Shuffled, always alike.
    tracks.sort_by_key(|track| match track {
        TrackRef::Catalogue(place) => place.wrapping_mul(2_654_435_761),
        TrackRef::Own(_) => 0,
    });
    let shelf = Shelf::default();
    let flow = |curve, keep| catalogue.flow(&shelf, &tracks, curve, 0.08, keep);
    let cost = |sequence: &protocol::Sequence| sequence.transitions.iter().map(|step| step.cost).sum::<f32>();
    let given = flow(Curve::Any, true);
    assert_eq!(given.tracks.iter().map(|card| card.track).collect::<Vec<_>>(), tracks);
    for curve in [Curve::Any, Curve::Up, Curve::Down, Curve::Arc] {
        let ordered = flow(curve, false);
        let set = |sequence: &protocol::Sequence| {
            sequence.tracks.iter().map(|card| card.track).collect::<HashSet<_>>()
        };
        assert_eq!(set(&ordered), set(&given), "no track is lost");
        assert!(cost(&ordered) < 0.5 * cost(&given), "{curve:?}: {} of {}", cost(&ordered), cost(&given));
        let energies: Vec<f32> = ordered.tracks.iter().map(|card| card.features.energy).collect();
        let third = energies.len() / 3;
        let mean = |part: &[f32]| part.iter().sum::<f32>() / part.len() as f32;
        let [first, middle, last] = [0, third, 2 * third].map(|start| mean(&energies[start..start + third]));
        match curve {
            Curve::Any => assert!(cost(&ordered) < 0.25 * cost(&given)),
            Curve::Up => assert!(first < middle && middle < last),
            Curve::Down => assert!(first > middle && middle > last),
            Curve::Arc => assert!(first < middle && last < middle),
        }
    }
    assert!(catalogue.flow(&shelf, &[], Curve::Up, 0.08, false).tracks.is_empty());
}

#[test]
fn search_forgives() {
    let catalogue = catalogue();
    let index = Index::new(&catalogue);
    let names = |text: &str| -> Vec<String> {
        index
            .find(&catalogue, text, 5)
            .into_iter()
            .map(|card| format!("{} / {}", card.name, card.artist))
            .collect()
    };
    assert_eq!(names("song 17")[0], "Song 17 / Band 5");
    assert_eq!(names("BAND 5 söng 17")[0], "Song 17 / Band 5");
    assert_eq!(names("sogn 177")[0], "Song 177 / Band 59", "a slip of the finger");
    assert!(names("999 rem").is_empty(), "every word must match");
    assert!(names("18 remas").iter().all(|name| name.contains("Remastered")));
    assert_eq!(names("metal").len(), 5, "tags are searched, too");
    assert!(names(&"song ".repeat(1_000)).len() == 5, "pasted text is no reason to fall over");
    for nothing in ["", "   ", "—", "zzzzzz"] {
        assert!(names(nothing).is_empty(), "{nothing}");
    }
}

/// A shelf with one of the user's tracks that sounds like `sounds` and is named as the catalogue's track at `place`.
fn recognised(
    catalogue: &Catalogue,
    place: u32,
    is_version: bool,
    change: impl Fn(OwnTrack) -> OwnTrack,
) -> (Shelf, protocol::TrackCard) {
    let song = catalogue.card(&Shelf::default(), TrackRef::Catalogue(place)).unwrap();
    let track = OwnTrack { id: 1, name: "01.mp3".into(), features: song.features, ..OwnTrack::default() };
    let mut shelf = Shelf::default();
    // Placed far from where the song is.
    let elsewhere = (0..8).map(|dim| f32::from(u8::from(dim == 7))).collect();
    shelf.put(catalogue, change(track), Some(elsewhere));
    let known = catalogue::known::Known { place, is_version };
    shelf.recognise(catalogue, 1, Some(known), vec![place]);
    (shelf, song)
}

#[test]
fn a_known_song_has_the_company_of_the_catalogue_s() {
    let catalogue = catalogue();
    let TrackRef::Catalogue(place) = scene(&catalogue, 2)[0] else { panic!() };
    let (shelf, song) = recognised(&catalogue, place, false, |track| track);
    let card = catalogue.card(&shelf, TrackRef::Own(1)).unwrap();
    let known = card.song.unwrap();
    assert_eq!((known.name, known.artist, Some(known.spotify_id)), (song.name, song.artist, song.spotify_id));
    let ask = |seed| {
        let query = Query { seeds: vec![seed], ..Query::default() };
        let picks = catalogue.recommend(&query, &shelf);
        picks.into_iter().map(|pick| (pick.card.track, pick.common_playlists)).collect::<Vec<_>>()
    };
    assert_eq!(ask(TrackRef::Own(1)), ask(TrackRef::Catalogue(place)));
    assert!(ask(TrackRef::Own(1)).iter().all(|(track, _)| *track != TrackRef::Catalogue(place)));
}

#[test]
fn another_version_and_a_refused_song_have_no_company_of_their_own() {
    let catalogue = catalogue();
    let seed = scene(&catalogue, 2)[0];
    let TrackRef::Catalogue(place) = seed else { panic!() };
    let ask =
        |shelf: &Shelf, seed| catalogue.recommend(&Query { seeds: vec![seed], ..Query::default() }, shelf);
    let (shelf, song) = recognised(&catalogue, place, true, |track| track);
    let picks = ask(&shelf, TrackRef::Own(1));
    assert!(share_of_scene(&catalogue, &picks, 2) > 0.9);
    assert!(picks.iter().all(|pick| pick.card.track != seed && pick.common_playlists.is_none()));

    let refuse = |track| OwnTrack { refused_song: song.spotify_id.clone(), ..track };
    let (shelf, _) = recognised(&catalogue, place, false, refuse);
    assert!(catalogue.card(&shelf, TrackRef::Own(1)).unwrap().song.unwrap().is_refused);
    let picks = ask(&shelf, TrackRef::Own(1));
    assert!(picks.iter().all(|pick| pick.common_playlists.is_none()));
    assert!(share_of_scene(&catalogue, &picks, 2) < 0.5);
}

#[test]
fn no_version_of_a_seed_s_song_is_recommended() {
    let catalogue = catalogue();
    let band = scene(&catalogue, 2)[..3].to_vec();
    let places: Vec<u32> = band
        .iter()
        .filter_map(|track| match track {
            TrackRef::Catalogue(place) => Some(*place),
            TrackRef::Own(_) => None,
        })
        .collect();
    let (mut shelf, _) = recognised(&catalogue, places[0], false, |track| track);
    // The next two are the same song in other versions.
    shelf.recognise(&catalogue, 1, None, places.clone());
    for company in COMPANIES {
        let query =
            Query { company, seeds: vec![TrackRef::Own(1)], limit: 500, artist_cap: 0, ..Query::default() };
        let picks = catalogue.recommend(&query, &shelf);
        assert!(picks.len() > 50 && picks.iter().all(|pick| !band.contains(&pick.card.track)), "{company}");
    }
}
