//! From sound alone to company alone.

use super::scenes::{
    COMPANIES, SCENES, TAGS, ask, catalogue, catalogue_of_one_sound, own, rows, scene, scene_of,
    share_of_scene,
};
use catalogue::build::{Learned, Row, build};
use catalogue::{Catalogue, Shelf};
use protocol::{Feature, GOES_WITH, Query, SOUNDS_LIKE, Source, TrackRef};

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
