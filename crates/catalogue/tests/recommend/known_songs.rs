//! The user's tracks that are songs of the catalogue.

use super::scenes::{COMPANIES, catalogue, scene, share_of_scene};
use catalogue::{Catalogue, Shelf};
use protocol::{OwnTrack, Query, TrackRef};

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
