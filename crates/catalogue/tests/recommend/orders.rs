//! Paths and flows.

use super::scenes::{COMPANIES, SCENES, catalogue, own, rows, scene};
use catalogue::Shelf;
use protocol::{AudioFeatures, Curve, Feature, OwnTrack, Source, TrackRef};
use std::collections::HashSet;

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
